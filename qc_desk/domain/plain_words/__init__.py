"""The writing helper: marks what makes a step hard to follow. It advises and never blocks.

It works by rules and word lists, so it misses things and is sometimes wrong; ``checks_in`` says
honestly which rules are known for a language.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qc_desk.domain.plain_words.english import ENGLISH
from qc_desk.domain.plain_words.kazakh import KAZAKH
from qc_desk.domain.plain_words.rules import LONGEST, NOTHING, Concern, Tongue
from qc_desk.domain.plain_words.south_slavic import SOUTH_SLAVIC
from qc_desk.domain.plain_words.spanish import SPANISH
from qc_desk.domain.plain_words.ukrainian import UKRAINIAN

__all__ = ["LONGEST", "WRITTEN_IN", "Concern", "Mark", "checks_in", "marks"]

WRITTEN_IN = {  # the languages that procedures are written in, by their names in themselves
    "en": "English",
    "sr": "Srpski",
    "hr": "Hrvatski",
    "uk": "Українська",
    "kk": "Қазақша",
    "es": "Español",
}
_TONGUES = {
    "en": ENGLISH,
    "sr": SOUTH_SLAVIC,
    "hr": SOUTH_SLAVIC,
    "uk": UKRAINIAN,
    "kk": KAZAKH,
    "es": SPANISH,
}
_WORD = re.compile(r"\w+(?:[.,’'ʼ-]\w+)*")
_END = re.compile(r"(?<=[.!?…;])\s+|\n+")
_CLAUSE = re.compile(r"[,;:()]")
_LATIN = dict(
    zip(
        "абвгдђежзијклљмнњопрстћуфхцчџшАБВГДЂЕЖЗИЈКЛЉМНЊОПРСТЋУФХЦЧЏШ",
        [
            *"abvgdđežzijkl", "lj", *"mn", "nj", *"oprstćufhcč", "dž", "š",
            *"ABVGDĐEŽZIJKL", "Lj", *"MN", "Nj", *"OPRSTĆUFHCČ", "Dž", "Š",
        ],
        strict=True,
    )
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """One thing to look at again: what it is, and the words that it is about."""

    concern: Concern
    words: str


def checks_in(language: str) -> tuple[Concern, ...]:
    """Return the rules that are applied to a language; a long sentence is one in any."""
    tongue = _TONGUES.get(language)
    if tongue is None:
        return (Concern.LONG,)
    known = {
        Concern.LONG: True,
        Concern.TWO_ACTIONS: tongue.action is not NOTHING,
        Concern.PASSIVE: tongue.passive is not NOTHING,
        Concern.FUTURE: tongue.future is not NOTHING,
        Concern.VAGUE: tongue.vague is not NOTHING,
        Concern.NO_AMOUNT: tongue.dosing is not NOTHING,
    }
    return tuple(concern for concern in Concern if known[concern])


def marks(instruction: str, language: str, *, has_amount: bool = False) -> list[Mark]:
    """Return what the helper would say about a step, in the order of its concerns."""
    said = instruction.translate(str.maketrans(_LATIN)) if language == "sr" else instruction
    sentences = [each.strip() for each in _END.split(said) if each.strip()]
    tongue = _TONGUES.get(language, Tongue())
    return [
        *_long(sentences),
        *_two_actions(sentences, tongue),
        *_found(Concern.PASSIVE, tongue.passive, said),
        *_found(Concern.FUTURE, tongue.future, said),
        *_found(Concern.VAGUE, tongue.vague, said),
        *([] if has_amount else _no_amount(sentences, tongue)),
    ]


def _long(sentences: list[str]) -> Iterator[Mark]:
    for sentence in sentences:
        words = _WORD.findall(sentence)
        if len(words) > LONGEST:
            yield Mark(concern=Concern.LONG, words=" ".join(words[:4]) + "…")


def _two_actions(sentences: list[str], tongue: Tongue) -> Iterator[Mark]:
    """Mark the second action of a step."""
    found = [action for sentence in sentences for action in _actions(sentence, tongue)]
    if len(found) > 1:
        yield Mark(concern=Concern.TWO_ACTIONS, words=" – ".join(found[:3]))


def _actions(sentence: str, tongue: Tongue) -> Iterator[str]:
    """Return the verbs that tell somebody to do something, each at the head of a clause."""
    if tongue.verb_last:
        yield from tongue.action.findall(sentence)
        return
    for clause in _CLAUSE.split(sentence):
        rest, begun = clause.strip(), False
        while rest:
            joined = tongue.also.match(rest)
            if joined:
                rest = rest[joined.end() :].lstrip()
                continue
            verb = tongue.action.match(rest)
            if verb:
                yield verb.group()
                begun = True
            elif not begun and tongue.aside.match(rest):
                break  # "if …", "when …": what follows in this clause is no action
            rest = _after_next_also(rest, tongue)


def _after_next_also(text: str, tongue: Tongue) -> str:
    """Return what follows the next word that joins actions, unless it is set aside before."""
    joined = tongue.also.search(text)
    if joined is None:
        return ""
    aside = tongue.aside.search(text)
    if aside is not None and aside.start() < joined.start():
        return ""
    return text[joined.end() :].lstrip()


def _found(concern: Concern, pattern: re.Pattern[str], text: str) -> Iterator[Mark]:
    seen: set[str] = set()
    for match in pattern.finditer(text):
        words = " ".join(match.group().split())
        if words.casefold() not in seen:
            seen.add(words.casefold())
            yield Mark(concern=concern, words=words)


def _no_amount(sentences: list[str], tongue: Tongue) -> Iterator[Mark]:
    """Mark an action that needs an amount in a sentence that gives none."""
    for sentence in sentences:
        needs = next(
            (each for each in tongue.dosing.finditer(sentence) if _leads(each, sentence, tongue)),
            None,
        )
        if needs is not None and not tongue.measure.search(sentence):
            yield Mark(concern=Concern.NO_AMOUNT, words=needs.group())


def _leads(verb: re.Match[str], sentence: str, tongue: Tongue) -> bool:
    """Whether a verb stands where an action does: first, or after a word that joins actions."""
    before = sentence[: verb.start()].rstrip()
    if tongue.verb_last or not before or before[-1] in ",;:)":
        return True
    last = list(tongue.also.finditer(before))
    return bool(last) and last[-1].end() == len(before)
