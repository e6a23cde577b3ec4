"""How a table of complaints will be understood, before anything is kept: its first rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import cast

from sqlalchemy.orm import Session

from qc_desk.domain.loop_words import Channel
from qc_desk.domain.organisations import Site
from qc_desk.domain.people import MAY_INSPECT
from qc_desk.domain.refusals import FileProblems, QcError
from qc_desk.i18n import _, format_datetime
from qc_desk.services.columns import known_columns, plainly
from qc_desk.services.complaint_columns import COMPLAINTS, USUAL_SOURCE, channel_words
from qc_desk.services.complaint_reading import ComplaintReader, ReadComplaint
from qc_desk.services.desk import Desk
from qc_desk.services.import_mappings import ImportMapping, Taken
from qc_desk.services.import_subjects import Subject
from qc_desk.services.imports import refused_row
from qc_desk.services.mapped_rows import MappedRows, as_text, places_of
from qc_desk.services.outside_sheets import sheet_outside
from qc_desk.services.sheets import Cell, OpenSheet, SheetForm, SheetRow, SheetTable
from qc_desk.services.shop_data import leading
from qc_desk.services.written_dates import DateForm, fitting_forms

SHOWN = 20  # rows
_GUESSED = ("cp1251", "cp1250", "cp1252")  # encodings in which any bytes are some text


@dataclass(frozen=True, kw_only=True, slots=True)
class Sample:
    """A table's head and first rows, and what was found out by looking at all of it.

    ``dates`` are the forms that fit each column, all of them where a column is empty.
    """

    head: SheetTable
    rows: tuple[SheetRow, ...]
    count: int
    dates: tuple[tuple[DateForm, ...], ...]
    form: SheetForm

    @property
    def width(self) -> int:
        """How many columns there are."""
        return max([len(self.head.header), *(len(row.cells) for row in self.rows)])

    @property
    def encoding_sure(self) -> bool:
        """Whether the encoding was told, or can be no other."""
        return bool(self.form.encoding) or self.head.encoding not in _GUESSED

    @property
    def delimiter_sure(self) -> bool:
        """Whether the delimiter was told, or divides every row seen into as many cells."""
        if self.form.delimiter or not self.head.delimiter:
            return True
        widths = {len(row.cells) for row in self.rows} | ({len(self.head.header)} - {0})
        return len(widths) == 1 and widths != {1}


@dataclass(frozen=True, kw_only=True, slots=True)
class PreviewRow:
    """A row as it stands in the file, as it will be understood by field, and what is wrong.

    A row that is ``known`` is in the record already.
    """

    line: int
    cells: tuple[str, ...]
    understood: Mapping[str, str]
    problem: str = ""
    known: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Preview:
    """The first rows of a table as a mapping understands them.

    ``dates`` are the forms in which the dates can be read: when there are several, a person must
    say which, and rows are shown in the first of them. ``problems`` concern the mapping itself;
    ``places`` are where its columns are, as far as they are there. ``channel_words`` are the words
    for channels in these rows that nobody knows without being told.
    """

    sample: Sample
    mapping: ImportMapping
    dates: tuple[DateForm, ...]
    rows: tuple[PreviewRow, ...]
    problems: tuple[str, ...] = ()
    places: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    channel_words: tuple[str, ...] = ()

    @property
    def dates_sure(self) -> bool:
        """Whether the form of the dates was told, or can be no other."""
        return self.mapping.dates is not None or len(self.dates) <= 1


def preview(
    desk: Desk, file: Path, mapping: ImportMapping | None, by: int, at: datetime
) -> Preview:
    """Read a table and show how its first rows will be understood; raises FileRefused.

    Without a mapping it begins with what the headings say.
    """
    sample = read_sample(file, mapping.form if mapping is not None else SheetForm())
    with desk.reading() as session:
        return understood(
            session, sample, mapping or suggested_mapping(sample, COMPLAINTS), by, at
        )


def read_sample(file: Path, form: SheetForm) -> Sample:
    """Read a table to its end, in a process of its own, and keep its first rows."""
    with sheet_outside(file, form) as sheet:
        rows = tuple(islice(sheet.rows, SHOWN))
        forms = _DateForms()
        forms.see(rows)
        count = len(rows) + _count(sheet, forms)
    return Sample(head=sheet.head, rows=rows, count=count, dates=forms.left, form=form)


def _count(sheet: OpenSheet, forms: "_DateForms") -> int:
    count = 0
    while more := tuple(islice(sheet.rows, 1_000)):
        forms.see(more)
        count += len(more)
    return count


class _DateForms:
    """The forms of dates that still fit each column, while rows go by."""

    def __init__(self) -> None:
        self.left: tuple[tuple[DateForm, ...], ...] = ()

    def see(self, rows: tuple[SheetRow, ...]) -> None:
        """Strike out the forms that do not fit these rows."""
        width = max((len(row.cells) for row in rows), default=0)
        wider = (tuple(DateForm),) * (width - len(self.left))
        self.left = tuple(
            _still(forms, place, rows) for place, forms in enumerate((*self.left, *wider))
        )


def _still(
    forms: tuple[DateForm, ...], place: int, rows: tuple[SheetRow, ...]
) -> tuple[DateForm, ...]:
    cells = {row.cells[place] for row in rows if place < len(row.cells)} - {None, ""}
    return fitting_forms(cells, forms) if forms and cells else forms


def suggested_mapping(sample: Sample, subject: Subject) -> ImportMapping:
    """Return what the headings say; fields that no heading names are left to a person."""
    header = sample.head.header
    columns: dict[str, Taken] = {}
    for place, key in enumerate(known_columns(header, subject.columns)):
        if key:
            columns.setdefault(key, Taken(columns=(header[place],)))
    ordered = {key: columns[key] for key in subject.fields if key in columns}
    source = USUAL_SOURCE if subject.listed else ""
    return ImportMapping(source=source, form=sample.form, columns=ordered)


def understood(
    session: Session, sample: Sample, mapping: ImportMapping, by: int, at: datetime
) -> Preview:
    """Return the first rows as the mapping understands them, and what is wrong with either."""
    person = leading(session, "complaint.import", by, at, MAY_INSPECT)
    try:
        rows = MappedRows(mapping, sample.head, COMPLAINTS)
    except FileProblems as refusal:
        return not_understood(sample, mapping, refusal.problems)
    dates = dates_seen(sample, mapping, rows, "heard_at")
    names = {*mapping.columns, *mapping.constants}
    reader = ComplaintReader(session, person, at, names, only_looks=True)
    reading = _Reading(reader, rows, replace(mapping, dates=dates[0] if dates else None))
    return Preview(
        sample=sample,
        mapping=mapping,
        dates=dates,
        rows=tuple(reading.row(row) for row in sample.rows),
        places=rows.found.places,
        channel_words=_strange_channels(sample, rows),
    )


def not_understood(sample: Sample, mapping: ImportMapping, problems: tuple[str, ...]) -> Preview:
    """Return the first rows as they stand, and what is wrong with the mapping."""
    return Preview(
        sample=sample,
        mapping=mapping,
        dates=(mapping.dates,) if mapping.dates is not None else (),
        rows=tuple(unread(row) for row in sample.rows),
        problems=problems,
        places=places_of(mapping, sample.head),
    )


def _strange_channels(sample: Sample, rows: MappedRows) -> tuple[str, ...]:
    if "channel" not in rows.found.places:
        return ()
    written = [as_text(rows.cell(row, "channel")) for row in sample.rows]
    strange = {word: None for word in written if word and plainly(word) not in channel_words()}
    return tuple(strange)


def dates_seen(
    sample: Sample, mapping: ImportMapping, rows: MappedRows, key: str
) -> tuple[DateForm, ...]:
    """Return the form that was told, or those that fit the whole column."""
    if mapping.dates is not None:
        return (mapping.dates,)
    places = rows.found.places.get(key, ())
    if len(places) == 1:
        place = places[0]
        cells = [row.cells[place] for row in sample.rows if place < len(row.cells)]
        forms = sample.dates[place] if place < len(sample.dates) else ()
    else:
        cells = [rows.cell(row, key) for row in sample.rows]
        forms = tuple(DateForm)
    written = [cell for cell in cells if cell not in (None, "") and not hasattr(cell, "year")]
    return fitting_forms(written, forms) if written else ()


class _Reading:
    """Reads the rows that are shown."""

    def __init__(self, reader: ComplaintReader, rows: MappedRows, mapping: ImportMapping) -> None:
        self.reader, self.rows, self.mapping = reader, rows, mapping
        self.sites: dict[object, Site] = {site.id: site for site in reader.sites.values()}

    def row(self, row: SheetRow) -> PreviewRow:
        """Return one row as it will be understood, or why it will be refused."""
        facts: Mapping[str, Cell] = {}
        try:
            facts = self.rows.facts(row)
            read = self.reader.read(
                facts,
                self.mapping.dates,
                self.mapping.source,
                create_customers=self.mapping.create_customers,
            )
        except QcError as refusal:
            refused = refused_row(row.line, refusal)
            told = {key: as_text(cell) for key, cell in facts.items()}
            return replace(unread(row), understood=told, problem=refused.reason)
        return replace(unread(row), understood=self._told(facts, read))

    def _told(self, facts: Mapping[str, Cell], read: ReadComplaint) -> dict[str, str]:
        told = {key: as_text(cell) for key, cell in facts.items()}
        heard_at, channel = read.values["heard_at"], read.values["channel"]
        zone = self.sites[read.values["site_id"]].time_zone
        told["heard_at"] = format_datetime(cast("datetime", heard_at), zone)
        told["channel"] = cast("Channel", channel).label
        if read.new_customer:
            told["customer"] = _("{name} (new)").format(name=read.new_customer)
        return told


def unread(row: SheetRow) -> PreviewRow:
    """Return a row of which nothing is understood."""
    return PreviewRow(
        line=row.line, cells=tuple(as_text(cell) for cell in row.cells), understood={}
    )
