"""Which column of somebody else's file means what: a mapping, kept as a TOML file."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qc_desk.domain.refusals import FileProblems
from qc_desk.i18n import _
from qc_desk.services.columns import plainly
from qc_desk.services.csv_sheets import DELIMITERS, ENCODINGS
from qc_desk.services.files import read_file, write_file
from qc_desk.services.import_subjects import Subject
from qc_desk.services.sheets import MOST_COLUMNS, SheetForm
from qc_desk.services.toml_tables import Place as LinePlace
from qc_desk.services.toml_tables import TomlTable, line_numbers
from qc_desk.services.written_dates import DateForm

OTHERWISE = "*"  # in a table of values: what every other word means
_LONGEST = 500  # characters of a heading or a value
_DELIMITER_NAMES = {"tab": "\t", "comma": ",", "semicolon": ";", "bar": "|"}

Place = int | str  # a column's number from 1, or its heading


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """The columns that a field is taken from; filled ones are joined in this order."""

    columns: tuple[Place, ...]
    joined_by: str = " "


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportMapping:
    """How somebody else's table is understood.

    ``source`` names the list: with the number that a complaint has there it is known again; it is
    empty for what has a name or number of its own. Values are looked up without difference of
    capitals. Dates without a form, like an encoding or a delimiter that is empty, are found out.
    """

    source: str = ""
    form: SheetForm = field(default_factory=SheetForm)
    dates: DateForm | None = None
    columns: Mapping[str, Taken] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    create_customers: bool = False


def read_import_mapping(file: Path, subject: Subject) -> ImportMapping:
    """Read a mapping; raises FileNotReadable, or FileProblems with every mistake and its line."""
    try:
        source = read_file(file).decode("utf-8-sig")
        told = tomllib.loads(source)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FileProblems(file=file.name, problems=(str(error),)) from error
    reader = _Reader(told, line_numbers(source), subject)
    mapping = reader.mapping()
    if reader.problems:
        raise FileProblems(file=file.name, problems=tuple(reader.problems))
    return mapping


class _Reader:
    """Reads the tables of a mapping and notes every mistake."""

    def __init__(
        self, told: Mapping[str, object], lines: Mapping[LinePlace, int], subject: Subject
    ) -> None:
        self.lines, self.fields, self.listed = lines, subject.fields, subject.listed
        self.problems: list[str] = []
        self.top = self._section("", told)
        names = ("source", "create_customers") if subject.listed else ()
        self.top.only((*names, "format", "columns", "constants", "values"))

    def mapping(self) -> ImportMapping:
        """Return the mapping as far as it can be read."""
        source = self.top.text("source", 200, needed=self.listed)
        create = self.top.flag("create_customers")
        form, dates = self._format(self._inner(self.top, "format"))
        columns = self._columns(self._inner(self.top, "columns"))
        constants = self._constants(self._inner(self.top, "constants"))
        for key in sorted(constants.keys() & columns.keys()):
            self.top.note("constants", _("“{key}” is a column and a constant.").format(key=key))
        return ImportMapping(
            source=source,
            form=form,
            dates=dates,
            columns=columns,
            constants=constants,
            values=self._values(self._inner(self.top, "values")),
            create_customers=create,
        )

    def _section(self, name: str, values: Mapping[str, object]) -> TomlTable:
        return TomlTable(
            values=values,
            place=(name, 0),
            name=f"[{name}]" if name else "",
            lines=self.lines,
            problems=self.problems,
        )

    def _inner(self, table: TomlTable, key: str) -> TomlTable:
        """Return a table within a table; an empty one where there is none."""
        value = table.values.get(key, {})
        name = f"{table.place[0]}.{key}".strip(".")
        if isinstance(value, dict):
            return self._section(name, value)
        table.wrong(key, value, f"[{name}]")
        return self._section(name, {})

    def _format(self, table: TomlTable) -> tuple[SheetForm, DateForm | None]:
        table.only(("encoding", "delimiter", "header", "quotes", "dates"))
        encodings = _one_of(*ENCODINGS, "")
        delimiters = _one_of(*DELIMITERS, *_DELIMITER_NAMES, "")
        delimiter = _checked(table, "delimiter", "", delimiters)
        quotes = _checked(table, "quotes", "strict", _one_of("strict", "none"))
        dates = _checked(table, "dates", "", _one_of(*(form.value for form in DateForm), ""))
        form = SheetForm(
            encoding=_checked(table, "encoding", "", encodings),
            delimiter=_DELIMITER_NAMES.get(delimiter, delimiter),
            header="header" not in table.values or table.flag("header"),
            quoted=quotes == "strict",
        )
        return form, next((each for each in DateForm if each.value == dates), None)

    def _columns(self, table: TomlTable) -> dict[str, Taken]:
        table.only(self.fields)
        if not table.values and not self.problems:
            self.top.note("columns", _("“{key}” is missing.").format(key="[columns]"))
        found = {key: self._taken(table, key) for key in self.fields if key in table.values}
        return {key: taken for key, taken in found.items() if taken is not None}

    def _taken(self, table: TomlTable, key: str) -> Taken | None:
        told: Any = table.values[key]
        joined_by: Any = " "
        if isinstance(told, dict) and told.keys() <= {"columns", "joined_by"}:
            joined_by = told.get("joined_by", " ")
            told = told.get("columns")
        places = told if isinstance(told, list) else [told]
        if places and isinstance(joined_by, str) and all(_is_place(place) for place in places):
            return Taken(columns=tuple(places), joined_by=joined_by)
        expected = _('a column (3 or "Heading"), several ([3, 4]), or {example}')
        example = '{ columns = [3, 4], joined_by = ", " }'
        table.wrong(key, table.values[key], expected.format(example=example))
        return None

    def _constants(self, table: TomlTable) -> dict[str, str]:
        table.only(self.fields)
        found = {key: table.text(key, _LONGEST) for key in self.fields if key in table.values}
        return {key: value for key, value in found.items() if value}

    def _values(self, table: TomlTable) -> dict[str, dict[str, str]]:
        table.only(self.fields)
        inner = {key: self._inner(table, key) for key in self.fields if key in table.values}
        return {
            key: {word: each.text(word, _LONGEST) for word in each.values}
            for key, each in inner.items()
        }


def _is_place(place: object) -> bool:
    if isinstance(place, bool):
        return False
    if isinstance(place, int):
        return 1 <= place <= MOST_COLUMNS
    return isinstance(place, str) and bool(plainly(place) or place.strip())


def _one_of(*allowed: str) -> Callable[[object], str]:
    """Return what says which words were expected; empty when one of them was given."""

    def expected(value: object) -> str:
        if value in allowed:
            return ""
        return " / ".join(_quoted(word) for word in allowed if word)

    return expected


def _checked(table: TomlTable, key: str, usual: str, expected: Callable[[object], str]) -> str:
    value = table.values.get(key, usual)
    problem = expected(value)
    if problem or not isinstance(value, str):
        table.wrong(key, value, problem)
        return usual
    return value


# Writing


def write_import_mapping(file: Path, mapping: ImportMapping) -> None:
    """Write a mapping, whole or not at all; read back it is the same. Raises FileNotWritten."""
    write_file(file, mapping_toml(mapping).encode())


def mapping_toml(mapping: ImportMapping) -> str:
    """Return the text of a mapping's file."""
    form = mapping.form
    lines = []
    if mapping.source:
        lines.append(f"source = {_quoted(mapping.source)}")
        lines += [f"create_customers = {_flag(mapping.create_customers)}", ""]
    lines.append("[format]")
    if form.encoding:
        lines.append(f"encoding = {_quoted(form.encoding)}")
    if form.delimiter:
        lines.append(f"delimiter = {_quoted(form.delimiter)}")
    lines.append(f"header = {_flag(form.header)}")
    lines.append(f"quotes = {_quoted('strict' if form.quoted else 'none')}")
    if mapping.dates is not None:
        lines.append(f"dates = {_quoted(mapping.dates.value)}")
    lines += _table("columns", {key: _taken_as(each) for key, each in mapping.columns.items()})
    lines += _table("constants", {key: _quoted(each) for key, each in mapping.constants.items()})
    for key, words in mapping.values.items():
        table = {_quoted(word): _quoted(meant) for word, meant in words.items()}
        lines += _table(f"values.{key}", table)
    return "\n".join(lines) + "\n"


def _table(name: str, values: Mapping[str, str]) -> list[str]:
    if not values:
        return []
    return ["", f"[{name}]", *(f"{key} = {value}" for key, value in values.items())]


def _taken_as(taken: Taken) -> str:
    columns = [str(each) if isinstance(each, int) else _quoted(each) for each in taken.columns]
    if len(columns) == 1:
        return columns[0]
    listed = f"[{', '.join(columns)}]"
    if taken.joined_by == " ":
        return listed
    return f"{{ columns = {listed}, joined_by = {_quoted(taken.joined_by)} }}"


def _flag(value: bool) -> str:  # noqa: FBT001 (a value to be written)
    return "true" if value else "false"


def _quoted(text: str) -> str:
    """Return a basic string of TOML."""
    escapes = {'"': '\\"', "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
    return '"' + "".join(_escaped(sign, escapes) for sign in text) + '"'


def _escaped(sign: str, escapes: Mapping[str, str]) -> str:
    if sign < " " or sign == "\x7f":
        return escapes.get(sign, f"\\u{ord(sign):04x}")
    return escapes.get(sign, sign)
