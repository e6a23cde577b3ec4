"""The first rows of a table as a mapping understands them, before anything is kept."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from qc_desk.domain.refusals import FieldInvalid, FileProblems
from qc_desk.i18n import format_date
from qc_desk.services.columns import Cells
from qc_desk.services.import_files import table_of
from qc_desk.services.import_mappings import ImportMapping
from qc_desk.services.import_previews import Preview, Sample, dates_seen, not_understood, unread
from qc_desk.services.mapped_rows import MappedRows, as_text
from qc_desk.services.sheets import Cell, SheetRow, SheetTable
from qc_desk.services.table_kinds import TableKind


def understood_table(
    session: Session,
    sample: Sample,
    mapping: ImportMapping,
    by: int,
    at: datetime,
    kind: TableKind,
) -> Preview:
    """Return the first rows as the mapping understands them, and what is wrong with either.

    Each row is rehearsed as it will be taken; raises NotAllowed for who may not bring them in.
    """
    try:
        rows = MappedRows(mapping, sample.head, kind.subject)
    except FileProblems as refusal:
        return not_understood(sample, mapping, refusal.problems)
    day = kind.subject.day
    dates = dates_seen(sample, mapping, rows, day) if day in rows.found.places else ()
    table = table_of(rows, sample.rows, kind.subject, dates[0] if dates else None)
    result = kind.take(session, table, by, at, dry_run=True)
    reasons = {row.line: row.reason for row in result.refused}
    return Preview(
        sample=sample,
        mapping=mapping,
        dates=dates,
        rows=tuple(
            replace(
                unread(theirs),
                understood=_understood(table, ours, day),
                problem=reasons.get(ours.line, ""),
                known=ours.line in result.known_lines,
            )
            for theirs, ours in zip(sample.rows, table.rows, strict=True)
        ),
        places=rows.found.places,
    )


def _understood(table: SheetTable, row: SheetRow, day: str) -> dict[str, str]:
    """Return the fields of a row as texts, the day as it is written in the language spoken."""
    cells = Cells(row=row, places={key: place for place, key in enumerate(table.header)})
    told = {key: _told(cells.get(key)) for key in table.header}
    with suppress(FieldInvalid):
        read = cells.day(day, day)
        told |= {day: format_date(read)} if read is not None else {}
    return told


def _told(cell: Cell) -> str:
    """Return a cell as it is read: what a spreadsheet keeps as a day is written as days are."""
    return format_date(cell) if isinstance(cell, date) else as_text(cell)
