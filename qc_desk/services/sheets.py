"""Tables from files of other programs: what they hold, and which file is read how."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain
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
class SheetForm:
    """How a text file is to be read; what is empty is found out.

    ``quoted`` says that quotation marks enclose cells; without, they are signs like any other.
    """

    encoding: str = ""
    delimiter: str = ""
    header: bool = True
    quoted: bool = True


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


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenSheet:
    """A table whose head is known and whose rows are read one after another."""

    head: SheetTable
    rows: Iterator[SheetRow]

    def whole(self) -> SheetTable:
        """Return the table with all its rows."""
        return replace(self.head, rows=tuple(self.rows))


def read_sheet(file: Path, encoding: str = "") -> SheetTable:
    """Read a table with a header from a CSV, TSV or XLSX file, told apart by what is in it.

    Text is UTF-8, UTF-16, cp1251, cp1250 or cp1252; ``encoding`` says which, where it is known.
    Raises FileRefused for anything that is not a table with a header, and for damaged files.
    """
    return open_sheet(file, SheetForm(encoding=encoding)).whole()


def open_sheet(file: Path, form: SheetForm) -> OpenSheet:
    """Open a table to read its rows one after another; raises FileRefused, also between rows."""
    data = _content(file)
    if data.startswith(b"PK\x03\x04"):
        from qc_desk.services.xlsx_sheets import open_xlsx  # noqa: PLC0415 (calamine on use)

        return open_xlsx(data, file.name, form)
    from qc_desk.services.csv_sheets import open_csv  # noqa: PLC0415

    return open_csv(data, file.name, form)


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


def sheet_of(
    file_name: str,
    rows: Iterable[SheetRow],
    form: SheetForm,
    *,
    sheet: str = "",
) -> OpenSheet:
    """Return the table that the rows make; a header is the first one with anything in it.

    ``form`` is how the file was read, with nothing in it for a workbook.
    """
    filled = (row for row in rows if any(cell not in ("", None) for cell in row.cells))
    first = next(filled, None)
    if first is None:
        raise FileRefused(file=file_name, why=N_("it is empty."))
    head = SheetTable(
        file_name=file_name,
        header=_header(file_name, first) if form.header else (),
        rows=(),
        encoding=form.encoding,
        delimiter=form.delimiter,
        sheet=sheet,
    )
    rest = filled if form.header else chain([first], filled)
    return OpenSheet(head=head, rows=_not_too_many(file_name, rest))


def _header(file_name: str, first: SheetRow) -> tuple[str, ...]:
    header = tuple(_heading(cell) for cell in first.cells)
    while header and not header[-1]:
        header = header[:-1]
    if len(header) > MOST_COLUMNS:
        why = _("its header has more than {count} columns.").format(count=MOST_COLUMNS)
        raise FileRefused(file=file_name, why=why)
    if not any(any(sign.isalpha() for sign in name) for name in header):
        why = _("its first row (line {line}) is not a header: it has no names of columns.")
        raise FileRefused(file=file_name, why=why.format(line=first.line))
    return header


def _not_too_many(file_name: str, rows: Iterable[SheetRow]) -> Iterator[SheetRow]:
    for number, row in enumerate(rows):
        if number == MOST_ROWS:
            why = _("it has more than {count} rows. Split it.")
            raise FileRefused(file=file_name, why=why.format(count=format_integer(MOST_ROWS)))
        yield row


def _heading(cell: Cell) -> str:
    return " ".join(str(cell).split()) if cell is not None else ""
