"""Tables from XLSX files: size and extent are looked at before anything is read."""

import re
import zipfile
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import IO

from qc_desk.domain.refusals import FileRefused
from qc_desk.i18n import N_, _
from qc_desk.services.sheets import Cell, OpenSheet, SheetForm, SheetRow, sheet_of

MOST_ENTRIES = 5_000
LARGEST_UNPACKED = 300_000_000  # bytes
MOST_CELLS = 5_000_000  # in the rectangle around everything; the reader makes room for all of them
_CHUNK = 1 << 20
_OVERLAP = 200
# A cell that holds something (not <c .../>) and where it stands.
_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br\s*=\s*[\"']\s*([A-Za-z]{1,4})(\d{1,9})[^>]*[^/>]>")
_DAMAGED = N_("it is damaged. Open it in the program it comes from and save it again.")


def open_xlsx(data: bytes, file_name: str, form: SheetForm) -> OpenSheet:
    """Return the table on the first visible sheet of a workbook; raises FileRefused."""
    _must_be_harmless(data, file_name)
    name, values = _first_sheet(data, file_name)
    rows = (
        SheetRow(line=number, cells=tuple(_cell(value) for value in row))
        for number, row in enumerate(values, start=1)
    )
    return sheet_of(file_name, rows, SheetForm(header=form.header), sheet=name)


def _must_be_harmless(data: bytes, file_name: str) -> None:
    """Refuse archives that unpack to far too much, and sheets that are mostly nothing."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            if not any(entry.filename == "[Content_Types].xml" for entry in entries):
                why = N_("it is an archive and not a workbook. Choose a CSV, TSV or XLSX file.")
                raise FileRefused(file=file_name, why=why)
            if not any(entry.filename.startswith("xl/") for entry in entries):
                raise FileRefused(file=file_name, why=N_("it is an Office file but no workbook."))
            unpacked = sum(entry.file_size for entry in entries)
            if len(entries) > MOST_ENTRIES or unpacked > LARGEST_UNPACKED:
                why = N_("it unpacks to more than a workbook can be (300 MB).")
                raise FileRefused(file=file_name, why=why)
            for entry in entries:
                with archive.open(entry) as part:
                    _must_be_dense(part, file_name)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError) as error:
        raise FileRefused(file=file_name, why=_DAMAGED) from error
    except (NotImplementedError, RuntimeError) as error:
        raise FileRefused(file=file_name, why=N_("it is packed with a password.")) from error


def _must_be_dense(part: IO[bytes], file_name: str) -> None:
    """Read one part to its end, so that its true size is known; measure where its cells are."""
    columns = rows = 0
    tail = b""
    while chunk := part.read(_CHUNK):
        seen = tail + chunk
        for letters, row in _CELL.findall(seen):
            columns = max(columns, _column(letters))
            rows = max(rows, int(row))
        tail = seen[-_OVERLAP:]
    if columns * rows > MOST_CELLS:
        why = _("it has a cell far away from the others (row {row}). Delete what stands there.")
        raise FileRefused(file=file_name, why=why.format(row=rows))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _first_sheet(data: bytes, file_name: str) -> tuple[str, Sequence[Sequence[object]]]:
    import python_calamine  # noqa: PLC0415 (only those who import need it)

    try:
        with python_calamine.CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            visible = [
                sheet.name
                for sheet in book.sheets_metadata
                if sheet.visible is python_calamine.SheetVisibleEnum.Visible
                and sheet.typ is python_calamine.SheetTypeEnum.WorkSheet
            ]
            if visible:
                sheet = book.get_sheet_by_name(visible[0])
                values: Sequence[Sequence[object]] = sheet.to_python(skip_empty_area=False)
                return visible[0], values
    except (python_calamine.CalamineError, ArithmeticError, ValueError, OSError) as error:
        raise FileRefused(file=file_name, why=_DAMAGED) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what a bug in the reader's Rust code raises
            raise
        raise FileRefused(file=file_name, why=_DAMAGED) from error
    raise FileRefused(file=file_name, why=N_("it has no visible sheet."))


def _cell(value: object) -> Cell:
    """Return a cell as it is worked with: whole numbers without their point."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if value is None or isinstance(value, (str, int, float)):
        return value

    return value if isinstance(value, date) else str(value)
