"""Columns of tables from other programs: found by their names, read cell by cell."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from qc_desk.domain.refusals import FieldInvalid, FieldNeeded, FileProblems
from qc_desk.i18n import LANGUAGES, N_, _, speaking
from qc_desk.services.sheets import Cell, SheetRow, SheetTable

_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "ђ": "dj", "е": "e", "ж": "z", "з": "z",
    "и": "i", "ј": "j", "к": "k", "л": "l", "љ": "lj", "м": "m", "н": "n", "њ": "nj", "о": "o",
    "п": "p", "р": "r", "с": "s", "т": "t", "ћ": "c", "у": "u", "ф": "f", "х": "h", "ц": "c",
    "ч": "c", "џ": "dz", "ш": "s", "đ": "dj",
}  # fmt: skip
_TO_LATIN = str.maketrans(_LATIN)
_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?")
_DOTTED_DAY = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})\.?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column that an import knows: its label, and the other names it goes by, plainly written.

    Plainly written means small Latin letters without marks: it fits Šifra, ŠIFRA and Шифра.
    """

    key: str
    label: str
    names: tuple[str, ...]
    needed: bool = False


SITE = Column(key="site", label=N_("site"), names=("site code", "pogon", "lokacija", "mesto"))
LANGUAGE = Column(key="language", label=N_("language"), names=("jezik",))


@dataclass(frozen=True, kw_only=True, slots=True)
class Cells:
    """One row of a table while it is read: its cells by the keys of their columns."""

    row: SheetRow
    places: dict[str, int]

    def get(self, key: str) -> Cell:
        """Return a cell; nothing where there is no such column."""
        place = self.places.get(key)
        return self.row.cells[place] if place is not None and place < len(self.row.cells) else None

    def text(self, key: str) -> str:
        """Return a cell as text, numbers as they are written."""
        value = self.get(key)
        if value is None:
            return ""
        if isinstance(value, datetime):
            return value.date().isoformat()
        return value if isinstance(value, str) else str(value)

    def whole(self, key: str, label: str) -> int:
        """Return a whole number; FieldInvalid where the cell holds something else."""
        value = self.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        written = self.text(key).strip()
        if not written:
            raise FieldNeeded(field=label)
        if re.fullmatch(r"\d{1,15}", written):
            return int(written)
        why = N_("write a whole number in digits only, such as 1200.")
        raise FieldInvalid(field=label, value=written, why=why)

    def day(self, key: str, label: str) -> date | None:
        """Return a day, or None for an empty cell; FieldInvalid for anything else."""
        value = self.get(key)
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        written = self.text(key).strip()
        if not written:
            return None
        iso, dotted = _DAY.fullmatch(written), _DOTTED_DAY.fullmatch(written)
        try:
            if iso:
                return date(int(iso[1]), int(iso[2]), int(iso[3]))
            if dotted:
                return date(int(dotted[3]), int(dotted[2]), int(dotted[1]))
        except ValueError:
            pass
        why = N_("write a day as 2026-05-03 or 3.5.2026.")
        raise FieldInvalid(field=label, value=written, why=why)


def find_columns(
    table: SheetTable, columns: Sequence[Column]
) -> tuple[dict[str, int], tuple[str, ...]]:
    """Return where each column is, and the names of those that nobody asked for.

    Raises FileProblems where a needed column is missing or two columns mean the same.
    """
    places: dict[str, int] = {}
    ignored: list[str] = []
    problems: list[str] = []
    for place, key in enumerate(known_columns(table.header, columns)):
        name = table.header[place]
        if not key:
            ignored.append(name or _("column {number}").format(number=place + 1))
        elif key in places:
            said = _("the columns “{first}” and “{second}” mean the same; delete one of them.")
            problems.append(said.format(first=table.header[places[key]], second=name))
        else:
            places[key] = place
    for each in columns:
        if each.needed and each.key not in places:
            said = _("there is no column “{name}”. Found are: {names}.")
            found = ", ".join(name for name in table.header if name)
            problems.append(said.format(name=_(each.label), names=found))
    if problems:
        raise FileProblems(file=table.file_name, problems=tuple(problems))
    return places, tuple(ignored)


def known_columns(header: Sequence[str], columns: Sequence[Column]) -> tuple[str, ...]:
    """Return for each heading the key of the column that it names; empty where it names none."""
    keys = {plainly(name): each.key for each in columns for name in _names(each)}
    return tuple(keys.get(plainly(name), "") for name in header)


def _names(column: Column) -> tuple[str, ...]:
    """Return every name of a column, also those that exports in other languages give it."""
    labels = []
    for code in LANGUAGES:
        with speaking(code):
            labels.append(_(column.label))
    return (*labels, column.key, *column.names)


def plainly(name: str) -> str:
    """Return a name in small Latin letters without marks, so that spellings compare."""
    latin = name.casefold().translate(_TO_LATIN)
    bare = "".join(
        sign for sign in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(sign)
    )
    return _NOT_A_LETTER.sub(" ", bare).strip()


def must_not_be_wider(row: SheetRow, table: SheetTable) -> None:
    """Refuse a row with something in it to the right of the header (FieldInvalid)."""
    extra = [cell for cell in row.cells[len(table.header) :] if cell not in ("", None)]
    if extra:
        why = N_("it stands to the right of the last column of the header.")
        raise FieldInvalid(field=N_("row"), value=str(extra[0]), why=why)
