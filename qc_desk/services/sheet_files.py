"""Tables for other programs: CSV, TSV and XLSX files that are written whole or not at all."""

import csv
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from qc_desk.domain.refusals import FieldInvalid
from qc_desk.i18n import N_
from qc_desk.services.files import whole_file
from qc_desk.services.sheets import RISKY

Value = str | int | bool | Decimal | date | datetime | None
Values = Sequence[Value]


def write_table(file: Path, header: Sequence[str], rows: Iterable[Values]) -> int:
    """Write a table as the end of the file's name says, and return the number of rows.

    The file appears when it is complete; one that was there before is kept until then. Texts that
    look like formulas are made harmless, numbers stay numbers, moments are UTC. Raises
    FileNotWritten, FieldInvalid.
    """
    writers: dict[str, Callable[[Path, Sequence[str], Iterable[Values]], int]] = {
        ".csv": _write_csv,
        ".tsv": _write_tsv,
        ".xlsx": _write_xlsx,
    }
    writer = writers.get(file.suffix.lower())
    if writer is None:
        why = N_("its name must end in .csv, .tsv or .xlsx.")
        raise FieldInvalid(field=N_("file"), value=file.name, why=why)
    with whole_file(file) as part:
        return writer(part, header, rows)


def _write_csv(file: Path, header: Sequence[str], rows: Iterable[Values]) -> int:
    return _write_text(file, header, rows, ",")


def _write_tsv(file: Path, header: Sequence[str], rows: Iterable[Values]) -> int:
    return _write_text(file, header, rows, "\t")


def _write_text(file: Path, header: Sequence[str], rows: Iterable[Values], delimiter: str) -> int:
    count = 0
    # The mark at the beginning tells spreadsheets that this is UTF-8.
    with file.open("w", encoding="utf-8-sig", newline="") as opened:
        writer = csv.writer(opened, delimiter=delimiter, lineterminator="\r\n")
        writer.writerow([_plain(name) for name in header])
        for row in rows:
            writer.writerow([_plain(value) for value in row])
            count += 1
    return count


def _plain(value: Value) -> str:
    """Return a cell of a text file."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, str):
        return harmless(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: what looks like one gets a quote."""
    return f"'{text}" if text.startswith(RISKY) else text


def _write_xlsx(file: Path, header: Sequence[str], rows: Iterable[Values]) -> int:
    from xlsxwriter.exceptions import XlsxWriterException  # noqa: PLC0415 (on use)

    from qc_desk.services.workbooks import Workbook  # noqa: PLC0415

    try:
        with Workbook(file, header) as book:
            for row in rows:
                book.add(row)
    except XlsxWriterException as error:
        raise OSError(str(error)) from error
    return book.rows
