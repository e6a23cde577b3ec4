"""Tables brought in together: all of them, or nothing of any."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from qc_desk.domain.refusals import FileProblems
from qc_desk.i18n import _
from qc_desk.services.columns import Column, find_columns, plainly
from qc_desk.services.complaint_columns import COMPLAINTS
from qc_desk.services.desk import Desk
from qc_desk.services.files import read_file
from qc_desk.services.import_mappings import ImportMapping, Taken, read_import_mapping
from qc_desk.services.import_subjects import Subject
from qc_desk.services.imports import WHOLE, ImportResult, Manner
from qc_desk.services.mapped_rows import MappedRows, as_text
from qc_desk.services.outside_sheets import sheet_outside
from qc_desk.services.sheets import Cell, OpenSheet, SheetForm, SheetRow, SheetTable
from qc_desk.services.table_kinds import TABLES
from qc_desk.services.written_dates import DateForm, fitting_forms, moment_of

_READ_BY_ROW = (None, DateForm.ISO, DateForm.DOTTED)  # Cells.day reads these by itself


@dataclass(frozen=True, kw_only=True, slots=True)
class MappedTable:
    """A table with our names for its columns, and the names of those that nobody uses."""

    table: SheetTable
    ignored: tuple[str, ...]


def read_tables(
    kind: str, files: Sequence[Path], mapping: Path | None = None
) -> list[MappedTable]:
    """Read tables of one kind, with our names for their columns.

    ``mapping`` names a file that says which of their columns is which of ours: a line for each, or
    as the window saves it. Without, the headings must speak for themselves. Raises FileRefused,
    FileProblems, FileNotReadable.
    """
    subject = TABLES[kind].subject
    if mapping is not None and not _is_of_lines(mapping):
        told = read_import_mapping(mapping, subject)
        return [read_mapped(file, told, subject) for file in files]
    theirs = read_mapping(mapping, subject.columns) if mapping is not None else {}
    return [_read_plain(file, theirs, subject) for file in files]


def read_mapped(file: Path, mapping: ImportMapping, subject: Subject) -> MappedTable:
    """Read a table as a mapping says; raises FileRefused, FileProblems."""
    with sheet_outside(file, mapping.form) as sheet:
        return _mapped(sheet, mapping, subject)


def _read_plain(file: Path, theirs: Mapping[str, str], subject: Subject) -> MappedTable:
    """Read a table by its headings, some of which are told."""
    with sheet_outside(file, SheetForm()) as sheet:
        named = sheet.head.renamed(theirs)
        places, _ignored = find_columns(named, subject.columns)
        columns = {key: Taken(columns=(place + 1,)) for key, place in places.items()}
        return _mapped(sheet, ImportMapping(columns=columns), subject)


def _mapped(sheet: OpenSheet, mapping: ImportMapping, subject: Subject) -> MappedTable:
    rows = MappedRows(mapping, sheet.head, subject)
    read = tuple(sheet.rows)
    dates = mapping.dates or _found_dates(sheet.head, rows, read, subject.day)
    table = table_of(rows, read, subject, dates)
    return MappedTable(table=table, ignored=rows.found.ignored)


def _found_dates(
    head: SheetTable, rows: MappedRows, read: Sequence[SheetRow], day: str
) -> DateForm | None:
    """Return the form in which all days of a table can be read; None where there is none.

    Raises FileProblems where there are several.
    """
    if day not in rows.found.places:
        return None
    written = {as_text(cell) for row in read if not hasattr(cell := rows.cell(row, day), "year")}
    forms = fitting_forms(written) if written - {""} else ()
    if len(forms) <= 1:
        return forms[0] if forms else None
    said = _(
        "the dates can be read in several ways: {forms}. Say which in the mapping, as dates "
        "under [format]."
    )
    names = ", ".join(f'"{form.value}"' for form in forms)
    raise FileProblems(file=head.file_name, problems=(said.format(forms=names),))


def table_of(
    rows: MappedRows, read: Sequence[SheetRow], subject: Subject, dates: DateForm | None
) -> SheetTable:
    """Return rows as a table with our names for its columns."""
    told = {*rows.found.places, *rows.constants}
    header = tuple(key for key in subject.fields if key in told)
    return replace(
        rows.head,
        header=header,
        rows=tuple(_row(rows, row, header, subject.day, dates) for row in read),
    )


def _row(
    rows: MappedRows, row: SheetRow, header: tuple[str, ...], day: str, dates: DateForm | None
) -> SheetRow:
    """Return a row in our order; what stands outside of the file's header stays outside."""
    facts = rows.fields(row)
    if dates not in _READ_BY_ROW and day in facts:
        at = moment_of(as_text(facts[day]), dates, "UTC")
        facts[day] = at.date() if at is not None else facts[day]
    return replace(row, cells=(*(facts[key] for key in header), *_outside(rows, row)))


def _outside(rows: MappedRows, row: SheetRow) -> Iterator[Cell]:
    if rows.head.header:
        yield from row.cells[len(rows.head.header) :]


def import_tables(
    desk: Desk,
    kind: str,
    tables: Sequence[MappedTable],
    by: int,
    at: datetime,
    manner: Manner = WHOLE,
) -> list[ImportResult]:
    """Import tables of one kind in one transaction, with an account for each.

    When a row of any table is refused, nothing of any is kept, unless the manner is another. A
    rehearsal does everything and takes it back, so that it also sees what one table needs from
    another.
    """
    with desk.writing() as session:
        results = []
        for each in tables:
            result = TABLES[kind].take(
                session, each.table, by, at, skip_refused=manner.skip_refused
            )
            results.append(replace(result, ignored_columns=each.ignored))
            manner.progress(result.rows)
        whole = manner.skip_refused or not any(result.refused for result in results)
        if whole and not manner.dry_run:
            return results
        session.rollback()
    return [replace(result, written=False) for result in results]


def told_form(kind: str, mapping: Path | None) -> SheetForm:
    """Return how files of one kind are read, as a mapping says it."""
    if mapping is None or _is_of_lines(mapping):
        return SheetForm()
    subject = COMPLAINTS if kind == COMPLAINTS.name else TABLES[kind].subject
    return read_import_mapping(mapping, subject).form


def _is_of_lines(file: Path) -> bool:
    """Whether a mapping is one line for each column, and not as the window saves it."""
    return not any(isinstance(value, dict) for value in _told(file).values())


def _told(file: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(read_file(file).decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FileProblems(file=file.name, problems=(str(error),)) from error


def read_mapping(file: Path, columns: Sequence[Column]) -> Mapping[str, str]:
    """Return which of our columns each of their headers is, from a file of ``ours = "theirs"``.

    Raises FileProblems with every line that cannot be meant.
    """
    keys = {plainly(name): each.key for each in columns for name in (each.key, _(each.label))}
    problems: list[str] = []
    mapped: dict[str, str] = {}
    for ours, theirs in _told(file).items():
        if plainly(ours) not in keys:
            said = _("“{name}” is no column that can be imported. There are: {names}.")
            names = ", ".join(each.key for each in columns)
            problems.append(said.format(name=ours, names=names))
        elif not isinstance(theirs, str) or not theirs.strip():
            said = _("“{name}” needs the header of a column in quotes.")
            problems.append(said.format(name=ours))
        else:
            mapped[theirs] = keys[plainly(ours)]
    if problems:
        raise FileProblems(file=file.name, problems=tuple(problems))
    return mapped
