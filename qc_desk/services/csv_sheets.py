"""Tables from text files: encoding and delimiter are found out, quotes are taken strictly."""

import csv
import io
import re
from itertools import pairwise

from qc_desk.domain.refusals import FileRefused
from qc_desk.i18n import N_, _
from qc_desk.services.sheets import MOST_ROWS, RISKY, SheetRow, SheetTable, table_of

ENCODINGS = ("utf-8", "utf-16", "cp1251", "cp1250", "cp1252")
DELIMITERS = (",", ";", "\t", "|")
_LOOKED_AT = 50  # lines that decide about the delimiter
_LONGEST_LOOK = 200_000  # characters
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
# Letters of Serbian, Croatian, Polish, Czech and Hungarian at their places in cp1250 ...
_CENTRAL = set("čćđšžČĆĐŠŽłŁąęśźżěřůťďňőűĄĘŚŹŻĚŘŮŤĎŇŐŰ")
# ... and of Spanish, French, Portuguese and the Nordic languages at theirs in cp1252.
_WESTERN = set("ñÑàèêëîïôùûœÀÈÊËãõÃÕåÅæÆøØ¿¡€°²³µ")


def read_csv(data: bytes, file_name: str, encoding: str = "") -> SheetTable:
    """Return the table in the bytes of a CSV or TSV file; raises FileRefused."""
    used = encoding or detected_encoding(data)
    try:
        source = data.decode("utf-8-sig" if used == "utf-8" else used)
    except (UnicodeDecodeError, LookupError) as error:
        why = _("it is not text in {encoding}.").format(encoding=used)
        raise FileRefused(file=file_name, why=why) from error
    source = source.removeprefix("\ufeff")
    if not _is_text(source):
        why = N_("it is not a table. Choose a CSV, TSV or XLSX file.")
        raise FileRefused(file=file_name, why=why)
    delimiter = detected_delimiter(source)
    rows = _rows(source, delimiter, file_name)
    return table_of(file_name, rows, encoding=used, delimiter=delimiter)


def detected_encoding(data: bytes) -> str:
    """Return the encoding that the bytes are most probably in."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    sample = data[:4000]
    for name, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if zeros.count(0) > len(zeros) * 0.3:
            return name
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _one_byte_encoding(data)
    return "utf-8"


def _one_byte_encoding(data: bytes) -> str:
    """Tell Cyrillic by letters standing together, Central from Western Europe by their letters."""
    high = [byte >= 0xC0 or byte in b"\x80\x81\x83\x8a\x8c\x8d\x8e\x8f\x90\x9a" for byte in data]
    together = sum(1 for one, next_one in pairwise(high) if one and next_one)
    if together * 2 > sum(high) and _decodes(data, "cp1251"):
        return "cp1251"
    central = sum(1 for sign in data.decode("cp1250", "replace") if sign in _CENTRAL)
    western = sum(1 for sign in data.decode("cp1252", "replace") if sign in _WESTERN)
    order = ("cp1250", "cp1252") if central and central >= western else ("cp1252", "cp1250")
    return next((name for name in order if _decodes(data, name)), "cp1251")


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _is_text(source: str) -> bool:
    """Whether there are hardly any signs that no table has."""
    sample = source[:20_000]
    odd = sum(1 for sign in sample if sign < " " and sign not in "\t\r\n\x0b\x0c")
    return "\0" not in source and odd <= len(sample) // 100


def detected_delimiter(source: str) -> str:
    """Return the delimiter that divides most rows into as many cells as the header."""
    outside = _QUOTED.sub("", source[:_LONGEST_LOOK])
    lines = [line for line in outside.splitlines() if line.strip()][:_LOOKED_AT]
    return max(DELIMITERS, key=lambda delimiter: _fit(lines, delimiter))


def _fit(lines: list[str], delimiter: str) -> tuple[float, int]:
    """Return which share of the lines is divided as the first one, and into how much."""
    widths = [line.count(delimiter) for line in lines]
    if not widths or widths[0] == 0:
        return (0.0, 0)
    return (sum(1 for width in widths if width == widths[0]) / len(widths), widths[0])


def _rows(source: str, delimiter: str, file_name: str) -> list[SheetRow]:
    """Return every record with the line it begins on."""
    rows: list[SheetRow] = []
    reader = csv.reader(io.StringIO(source, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for record in reader:
            if record:
                rows.append(SheetRow(line=begins, cells=tuple(_own(cell) for cell in record)))
            begins = reader.line_num + 1
            if len(rows) > MOST_ROWS + 1:
                break
    except csv.Error as error:
        raise FileRefused(file=file_name, why=_why(str(error), begins)) from error
    return rows


def _own(cell: str) -> str:
    """Return a text as it was before an export made it harmless with a quote."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(RISKY) else cell


def _why(reason: str, line: int) -> str:
    if "unexpected end of data" in reason:
        said = _("the row that begins on line {line} opens a quotation mark that is never closed.")
    elif "expected after" in reason:
        said = _("in the row on line {line} something follows a closing quotation mark.")
    else:  # nothing else is left that can be wrong in a text without its line ends
        said = _("a cell of the row on line {line} is too long; perhaps a quotation mark is open.")
    return said.format(line=line)
