"""Tables from files of other programs: what they hold, and which file is read how."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from qc_desk.domain.refusals import FileRefused
from qc_desk.i18n import N_, _, format_integer

LARGEST_FILE = 100_000_000  # bytes
MOST_ROWS = 200_000
MOST_COLUMNS = 500
RISKY = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would take such a text for a formula

Cell = str | int | float | bool | date | datetime | None

_FOREIGN = (
    (
        b"\xd0\xcf\x11\xe0",
        N_("it is an old Excel file, or has a password. Save it as XLSX."),
    ),
    (b"%PDF", N_("it is a PDF. Choose the spreadsheet it was made from.")),
    (b"\x89PNG", N_("it is a picture. Choose a CSV, TSV or XLSX file.")),
    (b"\xff\xd8\xff", N_("it is a picture. Choose a CSV, TSV or XLSX file.")),
    (b"SQLite format 3", N_("it is a database. Choose a CSV, TSV or XLSX file.")),
    (b"{\\rtf", N_("it is a text document. Save the table as CSV or XLSX.")),
    (b"\x1f\x8b", N_("it is packed. Unpack it first.")),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetRow:
    """One row of a table and the line of the file it begins on."""

    line: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetTable:
    """A table as it was read: its header, its rows without empty ones, and how it was understood.

    ``encoding`` and ``delimiter`` are empty for XLSX; ``sheet`` is empty for text files.
    """

    file_name: str
    header: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""

    def renamed(self, names: Mapping[str, str]) -> "SheetTable":
        """Return the table with other names in its header, as a mapping file gives them."""
        known = {name.strip().casefold(): other for name, other in names.items()}
        header = tuple(known.get(name.casefold(), name) for name in self.header)
        return replace(self, header=header)


def read_sheet(file: Path, encoding: str = "") -> SheetTable:
    """Read a table from a CSV, TSV or XLSX file, told apart by what is in it.

    Text is UTF-8, UTF-16, cp1251, cp1250 or cp1252; ``encoding`` says which, where it is known.
    Raises FileRefused for anything that is not a table with a header, and for damaged files.
    """
    data = _content(file)
    if data.startswith(b"PK\x03\x04"):
        from qc_desk.services.xlsx_sheets import read_xlsx  # noqa: PLC0415 (calamine on use)

        return read_xlsx(data, file.name)
    from qc_desk.services.csv_sheets import read_csv  # noqa: PLC0415

    return read_csv(data, file.name, encoding)


def _content(file: Path) -> bytes:
    """Return what is in the file; refuse what is clearly something else."""
    try:
        size = file.stat().st_size
        if size > LARGEST_FILE:
            raise FileRefused(file=file.name, why=N_("it is larger than 100 MB. Split it."))
        data = file.read_bytes()
    except OSError as error:
        why = _("{reason}.").format(reason=error.strerror or error)
        raise FileRefused(file=file.name, why=why) from error
    if not data.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise FileRefused(file=file.name, why=N_("it is empty."))
    for magic, why in _FOREIGN:
        if data.startswith(magic):
            raise FileRefused(file=file.name, why=why)
    return data


def table_of(
    file_name: str,
    rows: list[SheetRow],
    *,
    encoding: str = "",
    delimiter: str = "",
    sheet: str = "",
) -> SheetTable:
    """Return the table that the rows make: the first one with anything in it is the header."""
    filled = [row for row in rows if any(cell not in ("", None) for cell in row.cells)]
    if not filled:
        raise FileRefused(file=file_name, why=N_("it is empty."))
    if len(filled) - 1 > MOST_ROWS:
        why = _("it has more than {count} rows. Split it.")
        raise FileRefused(file=file_name, why=why.format(count=format_integer(MOST_ROWS)))
    header = tuple(_heading(cell) for cell in filled[0].cells)
    while header and not header[-1]:
        header = header[:-1]
    if len(header) > MOST_COLUMNS:
        why = _("its header has more than {count} columns.").format(count=MOST_COLUMNS)
        raise FileRefused(file=file_name, why=why)
    if not any(any(sign.isalpha() for sign in name) for name in header):
        why = _("its first row (line {line}) is not a header: it has no names of columns.")
        raise FileRefused(file=file_name, why=why.format(line=filled[0].line))
    return SheetTable(
        file_name=file_name,
        header=header,
        rows=tuple(filled[1:]),
        encoding=encoding,
        delimiter=delimiter,
        sheet=sheet,
    )


def _heading(cell: Cell) -> str:
    return " ".join(str(cell).split()) if cell is not None else ""
