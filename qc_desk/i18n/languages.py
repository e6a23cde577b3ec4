"""Which languages there are, and which one is spoken now."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from qc_desk.bundle import bundled


@dataclass(frozen=True)
class Language:
    """A language that the program speaks: its code, its name in itself, and its locale id.

    ``day`` is how a day is written: as the locale has it, or a pattern of the same kind.
    """

    code: str
    name: str
    locale: str
    day: str = "medium"


_ENGLISH = Language("en", "English", "en_GB")
SPOKEN = (
    _ENGLISH,
    Language("sr", "Српски", "sr_Cyrl"),  # never bare "sr": Babel would choose the script
    Language("hr", "Hrvatski", "hr", day="d. M. y."),
    Language("kk", "Қазақша", "kk", day="dd.MM.y"),
    Language("uk", "Українська", "uk", day="dd.MM.y"),
    Language("es", "Español", "es"),
)
_PSEUDO = Language("xx", "[Ëñglïšh]", "en_GB")


def known_languages(environment: Mapping[str, str], translations: Path) -> dict[str, Language]:
    """Return the languages by their codes; the pseudo-language only where somebody asks for it.

    It shows words that do not fit, and words that never pass through the catalogue.
    """
    asked = environment.get("QC_DESK_PSEUDO") == "1" and (translations / "xx.po").exists()
    return {each.code: each for each in (*SPOKEN, *((_PSEUDO,) if asked else ()))}


LANGUAGES = known_languages(os.environ, bundled("resources") / "translations")

_window = [_ENGLISH]  # what the window speaks; every thread sees it
_override: ContextVar[Language | None] = ContextVar("language", default=None)


def language() -> Language:
    """Return the language spoken here and now."""
    return _override.get() or _window[0]


def speak(code: str) -> None:
    """Make the whole program speak this language; an unknown code means English.

    Where the pseudo-language is asked for, it takes the place of English: people's own language
    is English in most records, and would end it at the first sign-in.
    """
    chosen = LANGUAGES.get(code, _ENGLISH)
    _window[0] = LANGUAGES.get(_PSEUDO.code, chosen) if chosen is _ENGLISH else chosen


@contextmanager
def speaking(code: str) -> Iterator[Language]:
    """Speak another language for a while, for example on a manufacturer's paper.

    Only this thread does: the window goes on in its own language.
    """
    token = _override.set(LANGUAGES.get(code, _ENGLISH))
    try:
        yield language()
    finally:
        _override.reset(token)
