"""Tables from text files: encoding and delimiter are found out, quotes are taken strictly."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from qc_desk.domain.refusals import FileRefused
from qc_desk.i18n import N_, _
from qc_desk.services.sheets import RISKY, OpenSheet, SheetForm, SheetRow, sheet_of

ENCODINGS = ("utf-8", "utf-16", "cp1251", "cp1250", "cp1252")
DELIMITERS = (",", ";", "\t", "|")
_ONE_BYTE = ("cp1251", "cp1250", "cp1252")
_LOOKED_AT = 50  # lines that decide about the delimiter
_LONGEST_LOOK = 200_000  # characters
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
# Letters of Serbian, Croatian, Polish, Czech and Hungarian at their places in cp1250 ...
_CENTRAL = set("čćđšžČĆĐŠŽłŁąęśźżěřůťďňőűĄĘŚŹŻĚŘŮŤĎŇŐŰ")
# ... and of Spanish, French, Portuguese and the Nordic languages at theirs in cp1252.
_WESTERN = set("ñÑàèêëîïôùûœÀÈÊËãõÃÕåÅæÆøØ¿¡€°²³µ")


def open_csv(data: bytes, file_name: str, form: SheetForm) -> OpenSheet:
    """Return the table in the bytes of a CSV or TSV file; raises FileRefused."""
    used = form.encoding or detected_encoding(data)
    _must_be_of_one_encoding(data, used, file_name)
    source = _decoded(data, used, file_name)
    if not _is_text(source):
        why = N_("it is not a table. Choose a CSV, TSV or XLSX file.")
        raise FileRefused(file=file_name, why=why)
    delimiter = form.delimiter or detected_delimiter(source)
    read = replace(form, encoding=used, delimiter=delimiter)
    return sheet_of(file_name, _rows(source, read, file_name), read)


def _decoded(data: bytes, encoding: str, file_name: str) -> str:
    try:
        source = data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except (UnicodeDecodeError, LookupError) as error:
        why = _("it is not text in {encoding}.").format(encoding=encoding)
        if isinstance(error, UnicodeDecodeError) and not encoding.startswith("utf-16"):
            line = data.count(b"\n", 0, error.start) + 1
            why = _("line {line} is not text in {encoding}.").format(line=line, encoding=encoding)
        raise FileRefused(file=file_name, why=why) from error
    return source.removeprefix("\ufeff")


def _must_be_of_one_encoding(data: bytes, encoding: str, file_name: str) -> None:
    """Refuse a file in which some lines are UTF-8 and others are not: half of it would be garbled.

    Only letters outside ASCII tell; UTF-16 has no lines of bytes.
    """
    if encoding not in _ONE_BYTE:
        return
    own: int | None = None
    strange: int | None = None
    for number, line in enumerate(data.splitlines(), start=1):
        if line.isascii():
            continue
        if _decodes(line, "utf-8"):
            strange = strange or number
        else:
            own = own or number
        if own and strange:
            why = _(
                "it was put together from several encodings: line {line} is UTF-8 and line"
                " {other} is not. Save it anew as UTF-8."
            )
            raise FileRefused(file=file_name, why=why.format(line=strange, other=own))


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


def _rows(source: str, form: SheetForm, file_name: str) -> Iterator[SheetRow]:
    """Return every record with the line it begins on."""
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if form.quoted else csv.QUOTE_NONE
    lines = io.StringIO(source, newline="")
    reader = csv.reader(lines, delimiter=form.delimiter, quoting=quoting, strict=True)
    begins = 1
    try:
        for record in reader:
            if record:
                yield SheetRow(line=begins, cells=tuple(_own(cell) for cell in record))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise FileRefused(file=file_name, why=_why(str(error), begins)) from error


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
