"""Tables of a TOML file, read key by key; each mistake is noted with its line."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from typing import TypeVar

from qc_desk.domain import texts
from qc_desk.domain.refusals import FieldNeeded, FieldTooLong
from qc_desk.domain.vocabulary import Word
from qc_desk.i18n import _

_HEADER = re.compile(r"\s*\[{1,2}\s*([\w.-]+)\s*\]{1,2}")
_KEY = re.compile(r"""\s*["']?([\w-]+)["']?\s*=""")
_FENCE = re.compile(r'"""|' + "'''")
LARGEST = Decimal(10) ** 12
MOST_DECIMALS = 6

Place = tuple[str, int, str]  # table, its number from 0, key; an empty key is the table's header
Choice = TypeVar("Choice", bound=Word)


def line_numbers(source: str) -> dict[Place, int]:
    """Return on which line each key and each table stands, as far as it can be seen."""
    found: dict[Place, int] = {}
    counts: dict[str, int] = {}
    here, inside = ("", 0), False
    for number, line in enumerate(source.splitlines(), start=1):
        if not inside:
            header, assigned = _HEADER.match(line), _KEY.match(line)
            if header:
                counts[header[1]] = counts.get(header[1], -1) + 1
                here = (header[1], counts[header[1]])
                found[(*here, "")] = number
            elif assigned:
                found.setdefault((*here, assigned[1]), number)
        inside ^= len(_FENCE.findall(line)) % 2 == 1
    return found


@dataclass(slots=True, kw_only=True)
class TomlTable:
    """One table of a file while it is read; what is wrong is noted and reading goes on."""

    values: Mapping[str, object]
    place: tuple[str, int] = ("", 0)
    name: str = ""
    lines: Mapping[Place, int] = field(default_factory=dict)
    problems: list[str]

    def note(self, key: str, problem: str) -> None:
        """Note a mistake with its line and the name of its table."""
        line = self.lines.get((*self.place, key)) or self.lines.get((*self.place, ""))
        words = [_("line {line}").format(line=line)] if line else []
        words += [self.name] if self.name else []
        self.problems.append(f"{', '.join(words)}: {problem}" if words else problem)

    def only(self, known: Iterable[str]) -> None:
        """Note every key that means nothing, with the one that was probably meant."""
        names = list(known)
        for key in self.values:
            if key in names:
                continue
            near = get_close_matches(key, names, n=1)
            if near:
                said = _("“{key}” is not known. Did you mean “{near}”?").format(
                    key=key, near=near[0]
                )
            else:
                said = _("“{key}” is not known. Known are: {names}.").format(
                    key=key, names=", ".join(names)
                )
            self.note(key, said)

    def text(self, key: str, limit: int, *, needed: bool = False) -> str:
        """Return a text as it is kept."""
        value = self.values.get(key, "")
        if not isinstance(value, str):
            self.wrong(key, value, _("a text in quotation marks"))
            return ""
        try:
            return texts.text(value, key, limit, needed=needed)
        except (FieldNeeded, FieldTooLong) as refusal:
            missing = _("“{key}” is missing.").format(key=key)
            self.note(key, str(refusal) if key in self.values else missing)
            return ""

    def code(self, key: str, limit: int) -> str:
        """Return a short name without blanks."""
        value = self.text(key, limit, needed=True)
        if any(not (sign.isalnum() or sign in "._-/") for sign in value):
            self.wrong(key, value, _("a short name of letters, digits, - . _ and /"))
        return value

    def choice(self, key: str, words: type[Choice], usual: Choice | None) -> Choice:
        """Return one of the fixed words."""
        value = self.values.get(key)
        for word in words:
            if value == word.value:
                return word
        if value is not None or usual is None:
            allowed = " / ".join(f'"{word.value}"' for word in words)
            self.wrong(key, value, allowed)
        return usual or next(iter(words))

    def flag(self, key: str) -> bool:
        """Return true or false; false where nothing is said."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            self.wrong(key, value, "true / false")
            return False
        return value

    def whole(self, key: str, usual: int, lowest: int, highest: int) -> int:
        """Return a whole number from lowest to highest."""
        value = self.values.get(key, usual)
        if isinstance(value, bool) or not isinstance(value, int) or not lowest <= value <= highest:
            expected = _("a whole number from {lowest} to {highest}")
            self.wrong(key, value, expected.format(lowest=lowest, highest=highest))
            return usual
        return value

    def number(self, key: str) -> Decimal | None:
        """Return an exact number with the digits it was written with; None where there is none."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) < LARGEST:
            return Decimal(value)
        if isinstance(value, Decimal) and _is_possible(value):
            return value
        expected = _("a number such as 0.35, below {largest}, with at most {count} decimals")
        self.wrong(key, value, expected.format(largest="10¹²", count=MOST_DECIMALS))
        return None

    def wrong(self, key: str, value: object, expected: str) -> None:
        """Note what a key holds, and what it should."""
        if key not in self.values:
            said = _("“{key}” is missing: expected {expected}.")
        else:
            said = _("“{key}” is {value}: expected {expected}.")
        self.note(key, said.format(key=key, value=_quoted(value), expected=expected))


def _is_possible(value: Decimal) -> bool:
    if not value.is_finite():
        return False
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and -MOST_DECIMALS <= exponent <= 12 and abs(value) < LARGEST


def _quoted(value: object) -> str:
    """Show a value as it stands in the file, not longer than a few words."""
    if isinstance(value, bool):
        return "true" if value else "false"
    shown = f'"{value}"' if isinstance(value, str) else str(value)
    return shown if len(shown) <= 60 else f"{shown[:59]}…"
