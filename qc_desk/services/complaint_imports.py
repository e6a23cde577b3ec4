"""Complaints from other programs: all or nothing, and the same file twice adds nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from qc_desk.domain.complaint_statements import ComplaintEvent, ComplaintLink
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.loop_words import ComplaintStatus, Standing
from qc_desk.domain.parties import Customer
from qc_desk.domain.people import MAY_INSPECT, MAY_LEAD
from qc_desk.domain.refusals import FieldInvalid, FileProblems, QcError
from qc_desk.i18n import N_, _
from qc_desk.services.complaint_columns import COMPLAINTS, guessed_mapping
from qc_desk.services.complaint_reading import ComplaintReader, ReadComplaint
from qc_desk.services.desk import Desk
from qc_desk.services.import_mappings import ImportMapping
from qc_desk.services.imports import (
    WHOLE,
    ImportResult,
    Manner,
    RefusedRow,
    insert_rows,
    refused_row,
)
from qc_desk.services.mapped_rows import MappedRows
from qc_desk.services.outside_sheets import sheet_outside
from qc_desk.services.serial_numbers import next_number
from qc_desk.services.sheets import OpenSheet, SheetForm, SheetRow
from qc_desk.services.shop_data import leading
from qc_desk.services.written_dates import DateForm, fitting_forms
from qc_desk.storage import search_index
from qc_desk.storage.chain import seal

AT_ONCE = 2_000  # rows that are looked up, written and entered in the chain together
NAMED_IN_LIST = N_("named in the list “{source}”")


def import_complaint_files(
    desk: Desk,
    files: Sequence[Path],
    mapping: ImportMapping | None,
    by: int,
    at: datetime,
    manner: Manner = WHOLE,
) -> list[ImportResult]:
    """Import complaints from files, all or nothing, each read by a process of its own.

    Without a mapping the headings must speak for themselves. When a row of any file is refused
    nothing of any is kept, unless the manner is another. Raises FileRefused, FileProblems.
    """
    results = []
    with desk.writing() as session:
        for file in files:
            understood = understood_mapping(file, mapping)
            with sheet_outside(file, understood.form) as sheet:
                importing = _Importing(session, sheet, understood, by, at)
                results.append(importing.run(manner))
        whole = manner.skip_refused or not any(result.refused for result in results)
        if whole and not manner.dry_run:
            return results
        session.rollback()
    return [replace(result, written=False) for result in results]


def understood_mapping(file: Path, mapping: ImportMapping | None) -> ImportMapping:
    """Return the mapping with the form of its dates found out from the whole column.

    Raises FileProblems where the dates can be read in two ways, or in none.
    """
    if mapping is not None and mapping.dates is not None:
        return mapping
    form = mapping.form if mapping is not None else SheetForm()
    with sheet_outside(file, form) as sheet:
        known = mapping or guessed_mapping(sheet.head)
        dates = dates_of(sheet, known)
    if len(dates) == 1 or not dates:
        return replace(known, dates=dates[0] if dates else None)
    said = _(
        "the dates can be read in several ways: {forms}. Say which in the mapping, as dates "
        "under [format]."
    )
    forms = ", ".join(f'"{form.value}"' for form in dates)
    raise FileProblems(file=file.name, problems=(said.format(forms=forms),))


def dates_of(sheet: OpenSheet, mapping: ImportMapping) -> tuple[DateForm, ...]:
    """Return every form in which all dates of a table can be read; none where no cell needs one.

    Cells that are dates already, as in a workbook, need none; neither does a constant one.
    """
    rows = MappedRows(mapping, sheet.head, COMPLAINTS)
    written = {
        str(cell).strip()
        for cell in (rows.cell(row, "heard_at") for row in sheet.rows)
        if cell is not None and not hasattr(cell, "year")
    }
    return fitting_forms(written - {""}) if written - {""} else ()


def _keep_customers(session: Session) -> None:
    """Let nobody else make a customer until this transaction ends; SQLite has one writer."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE customers IN SHARE ROW EXCLUSIVE MODE"))


class _Importing:
    """One table on its way into the record."""

    def __init__(
        self, session: Session, sheet: OpenSheet, mapping: ImportMapping, by: int, at: datetime
    ) -> None:
        self.session, self.sheet, self.mapping, self.at = session, sheet, mapping, at
        self.rows = MappedRows(mapping, sheet.head, COMPLAINTS)
        self.by = leading(session, "complaint.import", by, at, MAY_INSPECT)
        if mapping.create_customers:
            self.by.must_hold_somewhere(MAY_LEAD)
            _keep_customers(session)
        self.number = next_number(session, Complaint.number)
        names = {*mapping.columns, *mapping.constants}
        self.reader = ComplaintReader(session, self.by, at, names)
        same_list = select(Complaint.id).where(Complaint.source == mapping.source).limit(1)
        self._is_first = session.scalars(same_list).first() is None
        self.lines: dict[object, int] = {}
        self.refused: list[RefusedRow] = []
        self.count = self.new = self.known = 0

    def run(self, manner: Manner) -> ImportResult:
        """Bring the rows in, some at a time; once one is refused the rest is only looked at."""
        while rows := list(islice(self.sheet.rows, AT_ONCE)):
            self.count += len(rows)
            fresh = self._unknown(self._read(rows))
            self.new += len(fresh)
            if manner.skip_refused or not self.refused:
                self._write(fresh)
            manner.progress(self.count)
        head = self.sheet.head
        return ImportResult(
            file_name=head.file_name,
            rows=self.count,
            new=self.new,
            known=self.known,
            refused=tuple(sorted(self.refused, key=lambda row: row.line)),
            written=True,
            ignored_columns=self.rows.found.ignored,
            encoding=head.encoding,
        )

    def _read(self, rows: Iterable[SheetRow]) -> list[tuple[int, ReadComplaint]]:
        """Return what rows mean, with their lines; what cannot be meant is refused."""
        found = []
        for row in rows:
            try:
                read = self.reader.read(
                    self.rows.facts(row),
                    self.mapping.dates,
                    self.mapping.source,
                    create_customers=self.mapping.create_customers,
                )
            except QcError as refusal:
                self.refused.append(refused_row(row.line, refusal))
                continue
            first = self.lines.setdefault(read.values["outside_id"], row.line)
            if first == row.line:
                found.append((row.line, read))
                continue
            reason = _("it is the same as line {line} of this file.").format(line=first)
            self.refused.append(RefusedRow(line=row.line, field=_("row"), reason=reason))
        return found

    def _unknown(self, read: Sequence[tuple[int, ReadComplaint]]) -> list[ReadComplaint]:
        """Return the complaints that are not in the record yet; others must be the same there."""
        if self._is_first:
            return [each for _line, each in read]
        numbers = [each.values["outside_id"] for _line, each in read]
        wanted = select(Complaint.outside_id, Complaint.heard_at, Complaint.words).where(
            Complaint.source == self.mapping.source, Complaint.outside_id.in_(numbers)
        )
        held = {number: facts for number, *facts in self.session.execute(wanted)}
        fresh = []
        for line, each in read:
            facts = held.get(str(each.values["outside_id"]))
            if facts is None:
                fresh.append(each)
            elif facts == [each.values["heard_at"], each.values["words"]]:
                self.known += 1
            else:
                why = N_("this complaint is in the record with another date or other words.")
                number = each.values["outside_id"]
                refusal = FieldInvalid(field=N_("outside number"), value=number, why=why)
                self.refused.append(refused_row(line, refusal))
        return fresh

    def _write(self, fresh: Sequence[ReadComplaint]) -> None:
        """Write complaints as if each had been entered by hand."""
        self._make_customers(fresh)
        same: dict[str, object] = {
            "item_code": "",
            "heard_by_id": self.by.id,
            "status": ComplaintStatus.RECEIVED,
            "outcome": None,
            "entered_by_id": self.by.id,
            "entered_at": self.at,
            "changed_at": self.at,
            "version": 1,
        }
        first = self.number
        self.number += len(fresh)
        ids = insert_rows(
            self.session,
            Complaint,
            [
                {**each.values, **same, "number": number}
                for number, each in enumerate(fresh, start=first)
            ],
        )
        insert_rows(self.session, ComplaintEvent, [self._received(number) for number in ids])
        named = [
            self._suspected(number, each.batch.id)
            for number, each in zip(ids, fresh, strict=True)
            if each.batch is not None
        ]
        insert_rows(self.session, ComplaintLink, named)
        search_index.catch_up(self.session.connection())
        seal(self.session)  # so that waiting entries do not fill the memory

    def _make_customers(self, fresh: Sequence[ReadComplaint]) -> None:
        """Make the customers that are not there yet, and put them into their complaints."""
        names = {
            " ".join(each.new_customer.split()).casefold(): each.new_customer
            for each in reversed(fresh)
            if each.new_customer
        }
        unknown = [name for key, name in names.items() if key not in self.reader.customers]
        rows = [
            {"name": name, "email": "", "phone": "", "created_at": self.at, "retired_at": None}
            for name in unknown
        ]
        for name, number in zip(unknown, insert_rows(self.session, Customer, rows), strict=True):
            self.reader.know(name, number)
        for each in fresh:
            if each.new_customer:
                each.values["customer_id"] = self.reader.customer(each.new_customer)

    def _received(self, complaint_id: int) -> dict[str, object]:
        return {
            "complaint_id": complaint_id,
            "status": ComplaintStatus.RECEIVED,
            "words": "",
            "agreed_by": "",
            "agreed_at": None,
            "outcome": None,
            "by_id": self.by.id,
            "at": self.at,
        }

    def _suspected(self, complaint_id: int, batch_id: int) -> dict[str, object]:
        return {
            "complaint_id": complaint_id,
            "batch_id": batch_id,
            "defect_id": None,
            "standing": Standing.SUSPECTED,
            "reason": _(NAMED_IN_LIST).format(source=self.mapping.source),
            "by_id": self.by.id,
            "at": self.at,
        }
