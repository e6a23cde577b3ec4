"""Rows of somebody else's table as a mapping understands them: which cell is which field."""

from collections.abc import Mapping
from dataclasses import dataclass

from qc_desk.domain.refusals import FileProblems
from qc_desk.i18n import _
from qc_desk.services.columns import Cells, must_not_be_wider, plainly
from qc_desk.services.import_mappings import OTHERWISE, ImportMapping, Place, Taken
from qc_desk.services.import_subjects import Subject
from qc_desk.services.sheets import Cell, SheetRow, SheetTable


@dataclass(frozen=True, slots=True)
class FoundColumns:
    """Where the cells of each field are in a table, from 0, and what no field uses."""

    places: Mapping[str, tuple[int, ...]]
    ignored: tuple[str, ...]


def find_mapped(mapping: ImportMapping, head: SheetTable, subject: Subject) -> FoundColumns:
    """Return where each field's columns are; raises FileProblems with everything missing."""
    problems: list[str] = []
    places = places_of(mapping, head)
    problems += [
        _missing(subject.labels[key], each, head)
        for key, taken in mapping.columns.items()
        for each in taken.columns
        if _place(each, head) is None
    ]
    told = mapping.columns.keys() | mapping.constants.keys()
    silent = [key for key in subject.needed if key not in told]
    if subject.one_of and told.isdisjoint(subject.one_of):
        silent.append(subject.one_of[0])
    problems += [_nothing_says(subject.labels[key]) for key in silent]
    used = {place for each in places.values() for place in each}
    ignored = [
        name or _("column {number}").format(number=place + 1)
        for place, name in enumerate(head.header)
        if place not in used
    ]
    problems += [_secret(name) for name in ignored if set(plainly(name).split()) & subject.secret]
    if problems:
        raise FileProblems(file=head.file_name, problems=tuple(problems))
    return FoundColumns(places, tuple(ignored))


def places_of(mapping: ImportMapping, head: SheetTable) -> dict[str, tuple[int, ...]]:
    """Return where each field's columns are, as far as they are there."""
    found = {
        key: [_place(each, head) for each in it.columns] for key, it in mapping.columns.items()
    }
    return {key: tuple(p for p in places if p is not None) for key, places in found.items()}


def _place(wanted: Place, head: SheetTable) -> int | None:
    if isinstance(wanted, int):
        return wanted - 1 if not head.header or wanted <= len(head.header) else None
    names = [plainly(name) or name for name in head.header]
    name = plainly(wanted) or wanted
    return names.index(name) if name in names else None


def _missing(label: str, wanted: Place, head: SheetTable) -> str:
    if head.header:
        said = _(
            "“{field}” is taken from column “{name}”, which is not there. Found are: {names}."
        )
        names = ", ".join(name for name in head.header if name)
    else:
        said = _(
            "“{field}” is taken from column “{name}”, but the table is read without a header: "
            "name the column by its number."
        )
        names = ""
    return said.format(field=_(label), name=wanted, names=names)


def _nothing_says(label: str) -> str:
    said = _("nothing says what “{field}” is: name a column or a constant for it.")
    return said.format(field=_(label))


def _secret(name: str) -> str:
    said = _(
        "delete the column “{name}”: passwords never come from a file. Everybody chooses their "
        "own."
    )
    return said.format(name=name)


class MappedRows:
    """Reads rows as the mapping says: the cells of a field joined, its words looked up."""

    def __init__(self, mapping: ImportMapping, head: SheetTable, subject: Subject) -> None:
        """Find the columns; raises FileProblems."""
        self.head = head
        self.found = find_mapped(mapping, head, subject)
        self.constants = dict(mapping.constants)
        self._taken = mapping.columns
        self._fields = [
            (key, self.found.places[key], taken) for key, taken in mapping.columns.items()
        ]
        self._values = {
            key: {_folded(word): meant for word, meant in words.items()}
            for key, words in mapping.values.items()
        }

    def cell(self, row: SheetRow, key: str) -> Cell:
        """Return one field of a row, as it stands there; a constant as the mapping says it."""
        if key in self.constants:
            return self.constants[key]
        return _cell(row, self.found.places[key], self._taken[key])

    def facts(self, row: SheetRow) -> dict[str, Cell]:
        """Return what a row says about each field; raises FieldInvalid for too wide a row."""
        if self.head.header:
            must_not_be_wider(row, self.head)
        return self.fields(row)

    def fields(self, row: SheetRow) -> dict[str, Cell]:
        """Return what a row says about each field, however wide it is."""
        facts: dict[str, Cell] = dict(self.constants)
        for key, places, taken in self._fields:
            cell = _cell(row, places, taken)
            table = self._values.get(key)
            if table is not None:
                written = as_text(cell)
                cell = table.get(_folded(written), table.get(OTHERWISE, written))
            facts[key] = cell
        return facts


def _cell(row: SheetRow, places: tuple[int, ...], taken: Taken) -> Cell:
    if len(places) == 1:
        place = places[0]
        return row.cells[place] if place < len(row.cells) else None
    parts = [as_text(row.cells[place]) for place in places if place < len(row.cells)]
    return taken.joined_by.join(part for part in parts if part)


def as_text(cell: Cell) -> str:
    """Return a cell as text without blanks around it."""
    return cell.strip() if isinstance(cell, str) else _as_written(cell)


def _as_written(cell: Cell) -> str:
    row = SheetRow(line=0, cells=(cell,))
    return Cells(row=row, places={"": 0}).text("").strip()


def _folded(word: str) -> str:
    return " ".join(word.split()).casefold()
