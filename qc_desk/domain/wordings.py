"""The shop's own texts in other languages: what each says, how it is kept, how many are there."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from qc_desk.domain import texts
from qc_desk.domain.canonical import canonical

ITEM_TEXTS = {"section": 200, "title": 200, "instruction": 2000, "good": 2000, "bad": 2000}
PROCEDURE_TEXTS = {"title": 200, "purpose": 2000}
STEP_TEXTS = {"instruction": 2000, "unit": 20, "right_when": 2000}
NAMES = ("name", "title")  # what a thing is called
ANSWERS = ("good", "bad")  # a line for each answer, in the order of the original


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Wording:
    """What one text says in another language than its own."""

    language: str
    field: str
    words: str


Wordings = tuple[Wording, ...]


class Item(Protocol):
    """The texts of a check item, as a form, a file or a page has them."""

    @property
    def section(self) -> str:
        """The heading it stands under."""

    @property
    def title(self) -> str:
        """What is looked at."""

    @property
    def instruction(self) -> str:
        """How."""

    @property
    def good(self) -> tuple[str, ...]:
        """What may be chosen, and is good."""

    @property
    def bad(self) -> tuple[str, ...]:
        """What may be chosen, and fails."""

    @property
    def wordings(self) -> Wordings:
        """What they say in other languages."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """How many of some texts are there in a language."""

    there: int
    of: int


def stored(wordings: Wordings) -> str:
    """Return wordings as they are kept: one canonical form, empty where there are none."""
    told: dict[str, dict[str, str]] = {}
    for each in wordings:
        if each.words:
            told.setdefault(each.language, {})[each.field] = each.words
    return canonical(told).decode() if told else ""


@lru_cache(maxsize=4096)
def kept(text: str) -> Wordings:
    """Return wordings from how they are kept, in their order."""
    told: Mapping[str, Mapping[str, str]] = json.loads(text) if text else {}
    return tuple(
        Wording(language=language, field=field, words=words)
        for language, fields in sorted(told.items())
        for field, words in sorted(fields.items())
    )


def worded(wordings: Wordings, field: str, language: str) -> str:
    """Return what a text says in a language; empty where nobody has entered it."""
    found = (e.words for e in wordings if (e.language, e.field) == (language, field))
    return next(found, "")


def names(text: str) -> tuple[str, ...]:
    """Return what a thing is called in other languages, from how its wordings are kept."""
    return tuple(each.words for each in kept(text) if each.field in NAMES)


def with_wording(wordings: Wordings, field: str, language: str, words: str) -> Wordings:
    """Return wordings with one of them said differently, or taken out where it is empty."""
    others = [e for e in wordings if (e.language, e.field) != (language, field)]
    added = [Wording(language=language, field=field, words=words)] if words else []
    return tuple(sorted([*others, *added]))


def tidy_wordings(wordings: Wordings, limits: Mapping[str, int]) -> Wordings:
    """Return wordings without blanks around them, empty ones, and fields that there are not."""
    told = (
        replace(each, words=_tidy(each, limits[each.field]))
        for each in wordings
        if each.field in limits
    )
    return tuple(sorted(each for each in told if each.words))


def _tidy(wording: Wording, limit: int) -> str:
    if wording.field in ANSWERS:
        lines = (" ".join(line.split()) for line in wording.words.splitlines())
        return "\n".join(line for line in lines if line)
    return texts.text(wording.words, wording.field, max(limit, texts.LINE, len(wording.words)))


def answer_in(original: tuple[str, ...], words: str, answer: str) -> str:
    """Return an answer in the words of another language; empty where it has none there."""
    lines = words.splitlines()
    place = original.index(answer) if answer in original else len(lines)
    return lines[place] if place < len(lines) else ""


def sections(items: Iterable[Item], language: str) -> dict[str, str]:
    """Return what sections are called in a language, as the first item says that has it."""
    found: dict[str, str] = {}
    for item in items:
        words = worded(item.wordings, "section", language)
        if words:
            found.setdefault(item.section, words)
    return found


def told_in(items: Iterable[Item], language: str) -> Told:
    """Return how many of the items' texts are there in a language; a section counts once."""
    every = list(items)
    headings = {item.section for item in every if item.section}
    known = sections(every, language)
    rest = [bool(words) for item in every for words in _told(item, language)]
    there = sum(1 for each in headings if each in known) + sum(rest)
    return Told(there=there, of=len(headings) + len(rest))


def _told(item: Item, language: str) -> Iterator[str]:
    """Yield what each text of an item says in a language; sections stand for many items."""
    for field in ITEM_TEXTS:
        if field != "section" and getattr(item, field):
            yield worded(item.wordings, field, language)
