"""What can be brought in: its words, how its first rows are understood, and who takes it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from qc_desk.i18n import N_
from qc_desk.services import import_previews, table_previews
from qc_desk.services.complaint_columns import COMPLAINTS
from qc_desk.services.complaint_imports import import_complaint_files
from qc_desk.services.import_files import import_tables, read_mapped
from qc_desk.services.import_subjects import Subject
from qc_desk.services.table_kinds import TABLES, TableKind

if TYPE_CHECKING:
    from qc_desk.services.desk import Desk, Session
    from qc_desk.services.import_mappings import ImportMapping
    from qc_desk.services.import_previews import Preview, Sample
    from qc_desk.services.imports import ImportResult, Manner

    Understand = Callable[[Session, Sample, ImportMapping, int, datetime], Preview]
    Bring = Callable[[Desk, Path, ImportMapping, int, datetime, Manner], ImportResult]


@dataclass(frozen=True, kw_only=True)
class Intake:
    """One kind of table on its way in: what it is about, what is said, and what is done."""

    subject: Subject
    title: str
    lead: str
    take: str
    understand: "Understand"
    bring: "Bring"


_TITLES = {
    "orders": N_("Bring orders in"),
    "customers": N_("Bring customers in"),
    "people": N_("Bring people in"),
    "products": N_("Bring products in"),
    "batches": N_("Bring batches in"),
    "gauges": N_("Bring gauges in"),
}


def intake_of(kind: str) -> Intake:
    """Return how a kind of table is brought in."""
    return _of_complaints() if kind == "complaints" else _of_table(kind)


def _of_complaints() -> Intake:
    return Intake(
        subject=COMPLAINTS,
        title=N_("Bring complaints in"),
        lead=N_("{file}: nothing is kept until you bring the complaints in."),
        take=N_("Bring the complaints in"),
        understand=import_previews.understood,
        bring=lambda desk, file, mapping, by, at, manner: import_complaint_files(
            desk, [file], mapping, by, at, manner
        )[0],
    )


def _of_table(kind: str) -> Intake:
    table: TableKind = TABLES[kind]
    lead = N_("{file}: nothing is kept until you bring the rows in.")
    if kind == "people":
        lead = N_(
            "{file}: nothing is kept until you bring the rows in. Nobody gets a password from a"
            " file: each person chooses one under Settings, People."
        )

    def bring(
        desk: "Desk", file: Path, mapping: "ImportMapping", by: int, at: datetime, manner: "Manner"
    ) -> "ImportResult":
        read = read_mapped(file, mapping, table.subject)
        return import_tables(desk, kind, [read], by, at, manner)[0]

    return Intake(
        subject=table.subject,
        title=_TITLES[kind],
        lead=lead,
        take=N_("Bring the rows in"),
        understand=lambda session, sample, mapping, by, at: table_previews.understood_table(
            session, sample, mapping, by, at, table
        ),
        bring=bring,
    )
