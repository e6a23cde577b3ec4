"""Procedures, training and agreement as tables for other programs, on both engines."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from qc_desk.domain.training_words import Document
from qc_desk.services import procedures, trainings
from qc_desk.services.exports import export_table
from qc_desk.services.procedure_lists import procedure_version
from qc_desk.services.procedures import NewProcedure, ProcedureEntry, StepEntry
from qc_desk.services.trainings import Subject
from tests.checked_shop import AT, Shop

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def _taught(session: "Session", shop: Shop) -> None:
    """Let Mira write a procedure, Marko put it in force, and Ana be trained on it."""
    mira, marko, ana = (shop.ids[login] for login in ("mira", "marko", "ana"))
    draft = procedures.new_procedure(session, NewProcedure(code="PR-1", title="Glaze"), mira, AT)
    seen = procedure_version(session, draft)
    steps = (
        StepEntry(instruction="Weigh the glaze.", right_when="The scale shows it."),
        StepEntry(instruction="Stir the glaze.", right_when="No lump is left."),
    )
    entry = ProcedureEntry(title="Glaze", purpose="One colour.", steps=steps)
    procedures.save_draft(session, seen, entry, mira, AT)
    session.flush()
    procedures.make_effective(session, draft, marko, AT)
    subject = Subject(document=Document.PROCEDURE, version_id=draft)
    trainings.note_training(session, subject, [ana], marko, AT)
    trainings.confirm_understood(session, subject, ana, AT)


def written(shop: Shop, kind: str, folder: Path) -> list[dict[str, str]]:
    file = folder / f"{kind}.csv"
    export_table(shop.database, kind, file)
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def test_that_procedures_are_written_step_by_step(shop: Shop, tmp_path: Path) -> None:
    with shop.database.writing() as session:
        _taught(session, shop)
    rows = written(shop, "procedures", tmp_path)
    assert [(row["Procedure code"], row["Step"], row["Instruction"]) for row in rows] == [
        ("PR-1", "1", "Weigh the glaze."),
        ("PR-1", "2", "Stir the glaze."),
    ]
    assert {row["Status"] for row in rows} == {"effective"}
    assert {row["Made effective by"] for row in rows} == {"Marko Jurić"}


def test_that_every_statement_about_a_training_is_written(shop: Shop, tmp_path: Path) -> None:
    with shop.database.writing() as session:
        _taught(session, shop)
    rows = written(shop, "training", tmp_path)
    assert [(row["Person"], row["Said by"]) for row in rows] == [
        ("Ana Kovač", "Marko Jurić"),
        ("Ana Kovač", "Ana Kovač"),
    ]
    assert {(row["Procedure code"], row["Procedure version"]) for row in rows} == {("PR-1", "1")}
    assert {row["Checklist code"] for row in rows} == {""}


def test_that_a_shop_without_a_manual_writes_tables_without_rows(
    shop: Shop, tmp_path: Path
) -> None:
    assert written(shop, "procedures", tmp_path) == []
    assert written(shop, "training", tmp_path) == []
