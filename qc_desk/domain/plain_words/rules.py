"""What the writing helper looks for, and what it needs to know of a language for that."""

import re
from dataclasses import dataclass

from qc_desk.domain.vocabulary import Word
from qc_desk.i18n import N_

LONGEST = 20  # words in a sentence


class Concern(Word):
    """What makes a step hard to follow."""

    LONG = "long", N_("long sentence")
    TWO_ACTIONS = "two_actions", N_("two actions in one step")
    PASSIVE = "passive", N_("passive")
    FUTURE = "future", N_("future tense")
    VAGUE = "vague", N_("vague amount")
    NO_AMOUNT = "no_amount", N_("no amount")


NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Tongue:
    """A language as the helper knows it; a rule that is not known there is NOTHING.

    ``action`` finds a verb that tells somebody to do something, at the beginning of a sentence or
    after ``also``; ``aside`` opens a clause that tells when or why. ``dosing`` are actions that
    need an amount; ``measure`` is whatever gives one.
    """

    action: re.Pattern[str] = NOTHING
    also: re.Pattern[str] = NOTHING
    aside: re.Pattern[str] = NOTHING
    passive: re.Pattern[str] = NOTHING
    future: re.Pattern[str] = NOTHING
    vague: re.Pattern[str] = NOTHING
    dosing: re.Pattern[str] = NOTHING
    measure: re.Pattern[str] = NOTHING
    verb_last: bool = False


def of(*words: str, end: str = r"\b") -> re.Pattern[str]:
    """Return a pattern for any of these whole words; a space in one is any space."""
    said = "|".join(word.replace(" ", r"\s+") for word in words)
    return re.compile(rf"\b(?:{said}){end}", re.IGNORECASE)
