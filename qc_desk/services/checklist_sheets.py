"""Check items from a spreadsheet: one row for each item, all of them or none."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from qc_desk.domain.item_rules import FIELDS, ItemEntry, digits, item_problems
from qc_desk.domain.refusals import FileProblems
from qc_desk.domain.vocabulary import ItemKind, PhotoRule, Severity, Word
from qc_desk.domain.wordings import ANSWERS, ITEM_TEXTS, Wording, Wordings
from qc_desk.i18n import LANGUAGES, N_, _, parse_decimal, speaking
from qc_desk.services.columns import Cells, Column, known_columns, plainly
from qc_desk.services.sheets import SheetRow, SheetTable

W = TypeVar("W", bound=Word)

COLUMNS = (
    Column(key="code", label=N_("Code"), names=("item", "item code", "no", "nr", "sifra", "rb")),
    Column(key="section", label=N_("Section"), names=("group", "chapter", "odeljak", "grupa")),
    Column(
        key="title",
        label=N_("Title"),
        names=("check", "check point", "name", "question", "naslov", "naziv", "kontrola"),
        needed=True,
    ),
    Column(
        key="instruction",
        label=N_("Instruction"),
        names=("method", "how", "description", "uputstvo", "opis", "postupak"),
    ),
    Column(key="kind", label=N_("Kind"), names=("type", "vrsta", "tip")),
    Column(key="severity", label=N_("Severity"), names=("class", "tezina", "klasa")),
    Column(key="per_unit", label=N_("Per unit"), names=("per piece", "po komadu")),
    Column(key="photo_rule", label=N_("Photo"), names=("picture", "fotografija", "slika")),
    Column(key="nominal", label=N_("Nominal"), names=("target", "nominalno", "nazivna mera")),
    Column(key="lower", label=N_("Lower limit"), names=("lower", "min", "lsl", "od")),
    Column(key="upper", label=N_("Upper limit"), names=("upper", "max", "usl", "do")),
    Column(key="unit", label=N_("Unit"), names=("uom", "jedinica", "jm")),
    Column(key="decimals", label=N_("Decimals"), names=("digits", "decimale")),
    Column(key="good", label=N_("Good answers"), names=("good", "dobri odgovori")),
    Column(key="bad", label=N_("Bad answers"), names=("bad", "losi odgovori")),
    Column(
        key="gauge",
        label=N_("Gauge"),
        names=("instrument", "measured with", "measuring equipment", "merilo", "mjerilo"),
    ),
    Column(key="defect_code", label=N_("Defect code"), names=("defect", "sifra greske")),
    Column(key="procedure", label=N_("Procedure"), names=("procedure code", "sop", "procedura")),
    Column(key="procedure_step", label=N_("Step"), names=("procedure step", "korak")),
)
_YES = {"yes", "y", "true", "1", "x", "da"}
_NO = {"", "no", "n", "false", "0", "ne"}
_IN_BRACKETS = re.compile(r"(.+?)\s*\(([^()]+)\)")
_TEXTS = ("section", "title", "instruction", "unit", "gauge", "defect_code", "procedure")


def guess_columns(header: Sequence[str]) -> dict[str, int]:
    """Return where each column seems to be; the first one where two have the same name."""
    found: dict[str, int] = {}
    for place, key in enumerate(known_columns(header, COLUMNS)):
        known = key or _translated(header[place])
        if known:
            found.setdefault(known, place)
    return found


def _translated(heading: str) -> str:
    """Return the key of a column with a translation, such as "title (uk)"; empty for others."""
    told = _IN_BRACKETS.fullmatch(heading.strip())
    if told is None:
        return ""
    (key,) = known_columns([told[1]], COLUMNS)
    named = told[2].strip().casefold()
    codes = (c for c, each in LANGUAGES.items() if named in (c, each.name.casefold()))
    code = next(codes, "")
    return f"{key} ({code})" if key in ITEM_TEXTS and code else ""


def sheet_items(
    table: SheetTable, places: Mapping[str, int], held: Sequence[ItemEntry] = ()
) -> tuple[ItemEntry, ...]:
    """Return the items of a table; ``held`` are those that stand before them in the draft.

    A row that has a section and nothing else is its heading; a section holds until the next one.
    Raises FileProblems with every row that is refused, its line, its field and why.
    """
    if "title" not in places:
        known = ", ".join(name for name in table.header if name)
        said = _("there is no column “{name}”. Found are: {names}.")
        problem = said.format(name=_(FIELDS["title"]), names=known)
        raise FileProblems(file=table.file_name, problems=(problem,))
    problems: list[tuple[int, str]] = []
    items: list[ItemEntry] = []
    lines: list[int] = []
    section = ""
    for row in table.rows:
        cells = Cells(row=row, places=dict(places))
        section = " ".join(cells.text("section").split()) or section
        if not _is_heading(row, places):
            items.append(
                replace(_Row(cells, problems, len(held) + len(items)).item(), section=section)
            )
            lines.append(row.line)
    problems += _refused([*held, *items], len(held), lines)
    if not items and not problems:
        problems.append((0, _("there is no row with an item.")))
    if problems:
        said_all = [_at(line, said) for line, said in sorted(problems, key=lambda each: each[0])]
        raise FileProblems(file=table.file_name, problems=tuple(dict.fromkeys(said_all)))
    return tuple(items)


def _at(line: int, said: str) -> str:
    return _("line {line}: {problem}").format(line=line, problem=said) if line else said


def _refused(items: Sequence[ItemEntry], held: int, lines: Sequence[int]) -> list[tuple[int, str]]:
    """Return what the rules for items say about the rows."""
    return [
        (lines[each.item - held], f"{_(FIELDS[each.field])}: {each.why}")
        for each in item_problems(items)
        if each.item >= held
    ]


def _is_heading(row: SheetRow, places: Mapping[str, int]) -> bool:
    """Whether a row has nothing but a section."""
    others = (place for key, place in places.items() if key.split(" ")[0] != "section")
    return all(place >= len(row.cells) or row.cells[place] in ("", None) for place in others)


class _Row:
    """Reads one row; what cannot be meant is noted with its line, and reading goes on."""

    def __init__(self, cells: Cells, problems: list[tuple[int, str]], number: int) -> None:
        self._cells, self._problems, self._number = cells, problems, number

    def item(self) -> ItemEntry:
        """Return the row as an item."""
        numbers = {name: self._decimal(name) for name in ("nominal", "lower", "upper")}
        good, bad = self._answers("good"), self._answers("bad")
        kind = self._word("kind", ItemKind, _kind(numbers, good, bad))
        usual = PhotoRule.ALWAYS if kind is ItemKind.PHOTO else PhotoRule.NEVER
        texts = {name: self._cells.text(name).strip() for name in _TEXTS}
        decimals = digits(*numbers.values()) if kind is ItemKind.MEASUREMENT else 0
        facts: dict[str, Any] = {**texts, **numbers}
        return ItemEntry(
            code=self._cells.text("code").strip() or f"ITEM-{self._number + 1}",
            kind=kind or ItemKind.PASS_FAIL,
            severity=self._word("severity", Severity, None),
            per_unit=self._flag("per_unit"),
            photo_rule=self._word("photo_rule", PhotoRule, usual) or usual,
            decimals=max(decimals, self._whole("decimals")),
            procedure_step=self._whole("procedure_step") or None,
            good=good,
            bad=bad,
            wordings=self._wordings(),
            **facts,
        )

    def _wordings(self) -> Wordings:
        """Return what the columns of translations say."""
        told = []
        for code in LANGUAGES:
            for field in ITEM_TEXTS:
                name = f"{field} ({code})"
                words = self._cells.text(name).strip()
                if words and field in ANSWERS:
                    words = "\n".join(self._answers(name))
                told.append(Wording(language=code, field=field, words=words))
        return tuple(sorted(each for each in told if each.words))

    def _note(self, name: str, value: str, expected: str) -> None:
        said = _("{field}: “{value}” cannot be meant; expected {expected}.")
        words = said.format(field=_(FIELDS[name]), value=value[:60], expected=expected)
        self._problems.append((self._cells.row.line, words))

    def _word(self, name: str, words: type[W], usual: W | None) -> W | None:
        written = self._cells.text(name).strip()
        if not written:
            return usual
        stored = _known(words).get(plainly(written))
        found = next((each for each in words if each.value == stored), None)
        if found is None:
            self._note(name, written, " / ".join(each.label for each in words))
        return found or usual

    def _flag(self, name: str) -> bool:
        value = self._cells.get(name)
        written = plainly(str(value)) if value is not None else ""
        if written not in _YES | _NO:
            self._note(name, str(value), _("yes or no"))
        return written in _YES

    def _decimal(self, name: str) -> Decimal | None:
        value = self._cells.get(name)
        written = self._cells.text(name).strip()
        if not written:
            return None
        number = None
        if isinstance(value, str):
            number = parse_decimal(written)
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            number = Decimal(str(value))
        if number is None or not number.is_finite():
            self._note(name, written, _("a number such as 0.35"))
            return None
        whole = isinstance(value, float) and number == number.to_integral_value()
        return number.quantize(Decimal(1)) if whole else number

    def _whole(self, name: str) -> int:
        written = self._cells.text(name).strip()
        if not written:
            return 0
        if not (written.isascii() and written.isdigit() and len(written) < 4):
            self._note(name, written, _("a whole number"))
            return 0
        return int(written)

    def _answers(self, name: str) -> tuple[str, ...]:
        """Return answers that are written into one cell: on lines, or between | or ;."""
        written = self._cells.text(name).replace("|", "\n").replace(";", "\n")
        return tuple(" ".join(each.split()) for each in written.splitlines() if each.strip())


def _kind(
    numbers: Mapping[str, Decimal | None], good: Sequence[str], bad: Sequence[str]
) -> ItemKind:
    """Return what a row without a kind is: what it has limits or answers for."""
    if good or bad:
        return ItemKind.CHOICE
    limited = numbers["lower"] is not None or numbers["upper"] is not None
    return ItemKind.MEASUREMENT if limited else ItemKind.PASS_FAIL


@cache
def _known(words: type[Enum]) -> dict[str, str]:
    """Return every spelling of fixed words: as they are stored, and in each language."""
    known: dict[str, str] = {}
    for word in words:
        known[plainly(str(word.value))] = word.value
        for code in LANGUAGES:
            with speaking(code):
                known.setdefault(plainly(getattr(word, "label", "")), word.value)
    return known
