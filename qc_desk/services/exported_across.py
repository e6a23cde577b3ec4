"""What is known across sites, as tables for other programs."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from qc_desk.domain.item_yield import ItemYield
from qc_desk.domain.refusals import NotFound
from qc_desk.i18n import N_, _
from qc_desk.services.desk import Desk
from qc_desk.services.drift import drift
from qc_desk.services.exports import ExportResult
from qc_desk.services.item_yields import item_yields
from qc_desk.services.sheet_files import Value, write_table
from qc_desk.services.versions_in_use import versions_in_use

Rows = Iterator[Sequence[Value]]


def export_across(desk: Desk, kind: str, file: Path, at: datetime) -> ExportResult:
    """Write drift, versions in use, or what items caught; whole or not at all.

    Raises NotFound for another kind, FileNotWritten, FieldInvalid.
    """
    if kind not in _TABLES:
        raise NotFound(kind=N_("export"), name=kind)
    labels, read = _TABLES[kind]
    with desk.reading() as session:
        rows = list(read(session, at))
    written = write_table(file, [_(label) for label in labels], rows)
    return ExportResult(file_name=file.name, rows=written, left_out=0)


def _drift(session: Session, at: datetime) -> Rows:
    for row in drift(session, at):
        yield (
            row.kind.label,
            row.site,
            row.document.label,
            row.code,
            row.title,
            row.number,
            row.effective,
            "; ".join(row.names),
            row.sentence,
        )


def _versions(session: Session, at: datetime) -> Rows:
    for row in versions_in_use(session, at):
        yield (
            row.code,
            row.title,
            row.site,
            row.number,
            row.effective,
            _("yes") if row.behind else _("no"),
            row.open,
            row.recent,
            row.last,
        )


def _items(session: Session, _at: datetime) -> Rows:
    for row in item_yields(session):
        yield (
            row.checklist,
            row.number,
            row.code,
            row.title,
            row.severity.label,
            row.born_of,
            row.lots,
            row.caught,
            row.share,
            row.at_most if row.verdict is ItemYield.NEVER else None,
            row.verdict.label,
        )


_TABLES: dict[str, tuple[tuple[str, ...], Callable[[Session, datetime], Rows]]] = {
    "drift": (
        (
            N_("what"),
            N_("site"),
            N_("kind"),
            N_("code"),
            N_("title"),
            N_("version here"),
            N_("version in force"),
            N_("names"),
            N_("in words"),
        ),
        _drift,
    ),
    "versions": (
        (
            N_("code"),
            N_("title"),
            N_("site"),
            N_("version here"),
            N_("version in force"),
            N_("behind"),
            N_("open checks"),
            N_("checks in 90 days"),
            N_("last begun (UTC)"),
        ),
        _versions,
    ),
    "items": (
        (
            N_("checklist"),
            N_("version in force"),
            N_("item code"),
            N_("item"),
            N_("severity"),
            N_("born of"),
            N_("lots checked"),
            N_("lots with a catch"),
            N_("of 100 lots"),
            N_("at most, of 100 lots"),
            N_("what can be said"),
        ),
        _items,
    ),
}
KINDS = tuple(_TABLES)
