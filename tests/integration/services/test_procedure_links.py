"""An item names the step of a procedure: checked in the draft, frozen, and read in force."""

from dataclasses import replace

import pytest

from qc_desk.domain.item_rules import ItemEntry
from qc_desk.domain.refusals import ChecklistNotReady, FileProblems, NotFound
from qc_desk.domain.sampling_rules import SamplingRule
from qc_desk.domain.vocabulary import Severity
from qc_desk.services.check_sheets import check_sheet
from qc_desk.services.checklist_differences import version_differences
from qc_desk.services.checklist_drafts import (
    DraftEntry,
    NewChecklist,
    begin_draft,
    new_checklist,
    save_draft,
)
from qc_desk.services.checklist_files import ChecklistDraft, read_checklist
from qc_desk.services.checklist_lists import VersionDetail, version_detail
from qc_desk.services.checklist_writing import version_as_toml
from qc_desk.services.checklists import Outcome, import_checklist, make_effective
from qc_desk.services.inspections import open_first_check
from qc_desk.services.procedure_links import linkable_procedures, linked_step
from qc_desk.services.procedure_lists import procedure_rows
from qc_desk.services.procedures import retire_procedure
from tests.checked_shop import AT, Shop
from tests.linked_shop import STEPS, next_version, procedure

RIM = ItemEntry(
    code="rim", title="Rim", instruction="Run a finger around.", severity=Severity.MAJOR
)
FILE = """
code = "PLATE"
title = "Plates"
[[items]]
code = "rim"
title = "Rim"
instruction = "Run a finger around."
severity = "major"
procedure = "rim"
step = {step}
"""


def draft(shop: Shop) -> VersionDetail:
    with shop.database.writing() as session:
        made = new_checklist(session, NewChecklist(code="P", title="P"), shop.ids["mira"], AT)
        return version_detail(session, made)


def save(shop: Shop, seen: VersionDetail, code: str, step: int | None) -> VersionDetail:
    item = replace(RIM, procedure=code, procedure_step=step)
    entry = DraftEntry(title="P", sampling=SamplingRule(), items=(item,))
    with shop.database.writing() as session:
        return save_draft(session, seen, entry, shop.ids["mira"], AT)


def approve(shop: Shop, version_id: int) -> VersionDetail:
    with shop.database.writing() as session:
        make_effective(session, version_id, shop.ids["marko"], AT)
        return version_detail(session, version_id)


def retire(shop: Shop) -> None:
    with shop.database.writing() as session:
        retire_procedure(session, procedure_rows(session)[0], shop.ids["mira"], AT)


def bring(shop: Shop, step: int) -> tuple[Outcome, int]:
    read = read_checklist(FILE.format(step=step), "plate.toml")
    with shop.database.writing() as session:
        row = import_checklist(session, read, shop.ids["mira"], AT)
        return row.outcome, row.newest_id or 0


def test_that_a_link_is_kept_as_the_record_writes_it_and_changes_the_digest(shop: Shop) -> None:
    procedure(shop)
    first = save(shop, draft(shop), "rim", 1)
    assert (first.items[0].procedure, first.items[0].procedure_step) == ("RIM", 1)
    standing = approve(shop, first.version.id)
    with shop.database.writing() as session:
        made = begin_draft(
            session, standing.checklist_id, standing.version.id, shop.ids["mira"], AT
        )
        seen = version_detail(session, made)
    assert seen.items[0].procedure_step == 1
    entry = replace(RIM, id=seen.items[0].id, procedure="RIM", procedure_step=2)
    with shop.database.writing() as session:
        whole = DraftEntry(title="P", sampling=SamplingRule(), items=(entry,))
        save_draft(session, seen, whole, shop.ids["mira"], AT)
    second = approve(shop, seen.version.id)
    assert second.version.digest != standing.version.digest
    with shop.database.reading() as session:
        found = version_differences(session, standing.version.id, second.version.id)
        changed = found.items[0].fields
    assert [(each.field, each.before, each.after) for each in changed] == [("Step", "1", "2")]


@pytest.mark.parametrize(
    ("code", "step", "why"),
    [
        ("RIM", 3, "Item 1 (rim), Step: procedure “RIM” has no step 3; .* has 2"),
        ("GLAZE", 1, "Item 1 (rim), Procedure: there is no procedure “GLAZE”"),
        ("RIM", None, "Item 1 (rim), Step: it is missing"),
        ("", 1, "Item 1 (rim), Procedure: it is missing: a step belongs"),
        ("RIM", 0, "Item 1 (rim), Step: take 1 to 200"),
    ],
)
def test_that_a_link_to_what_there_is_not_is_refused_with_its_item(
    shop: Shop, code: str, step: int | None, why: str
) -> None:
    procedure(shop)
    seen = draft(shop)
    with pytest.raises(ChecklistNotReady, match=why.replace("(", r"\(").replace(")", r"\)")):
        save(shop, seen, code, step)


def test_that_a_procedure_without_a_version_in_force_is_refused(shop: Shop) -> None:
    procedure(shop, in_force=False)
    seen = draft(shop)
    with pytest.raises(ChecklistNotReady, match="“RIM” has no version in force yet"):
        save(shop, seen, "RIM", 1)


def test_that_a_procedure_that_is_retired_is_refused_until_the_last_word(shop: Shop) -> None:
    procedure(shop)
    seen = save(shop, draft(shop), "RIM", 1)
    retire(shop)
    with pytest.raises(ChecklistNotReady, match=r"Item 1 \(rim\), Procedure: .* is retired"):
        approve(shop, seen.version.id)
    with pytest.raises(ChecklistNotReady, match=r"Item 1 \(rim\), Procedure: .* is retired"):
        save(shop, seen, "RIM", 2)
    assert save(shop, seen, "", None).items[0].procedure == ""


def test_that_a_file_names_the_step_and_reads_back_the_same(shop: Shop) -> None:
    procedure(shop)
    outcome, version_id = bring(shop, 2)
    assert outcome is Outcome.NEW
    with shop.database.reading() as session:
        written = version_as_toml(session, version_id)
    again = read_checklist(written, "again.toml")
    assert (again.items[0].procedure, again.items[0].procedure_step) == ("RIM", 2)
    assert bring(shop, 2) == (Outcome.UNCHANGED, version_id)
    assert bring(shop, 1)[0] is Outcome.NEXT_VERSION
    with pytest.raises(FileProblems, match=r"Item 1 \(rim\), Step: procedure “RIM” has no step 9"):
        bring(shop, 9)


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ('procedure = "RIM"', "“step” is missing"),
        ("step = 1", "“procedure” is missing"),
        ('procedure = "RIM"\nstep = 201', "a whole number from 1 to 200"),
    ],
)
def test_that_half_a_link_in_a_file_is_refused_with_its_line(lines: str, why: str) -> None:
    text = FILE.split("procedure =", maxsplit=1)[0] + lines
    with pytest.raises(FileProblems, match=why):
        _read(text)


def _read(text: str) -> ChecklistDraft:
    return read_checklist(text, "plate.toml")


def test_that_the_inspector_reads_the_step_of_the_version_in_force(shop: Shop) -> None:
    seen = procedure(shop)
    linked = save(shop, draft(shop), "RIM", 2)
    approve(shop, linked.version.id)
    with shop.database.reading() as session:
        found = linked_step(session, "RIM", 2)
        assert found.step is not None
        assert (found.procedure.number, found.step.instruction) == (1, STEPS[1])
    next_version(shop, seen, ("Look once.",))
    with shop.database.reading() as session:
        found = linked_step(session, "RIM", 2)
        assert (found.procedure.number, found.step) == (2, None)
        assert linkable_procedures(session)["rim"].steps == ("Look once.",)
        with pytest.raises(NotFound):
            linked_step(session, "GLAZE", 1)


def test_that_an_item_of_a_check_names_its_step(shop: Shop) -> None:
    batch_id = shop.add_batch("L-1")
    with shop.database.writing() as session:
        opened = open_first_check(session, batch_id, shop.ids["ana"], AT)
        assert all(each.procedure == "" for each in check_sheet(session, opened).items)
