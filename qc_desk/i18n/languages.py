"""Which languages there are, and which one is spoken now."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """A language that the program speaks: its code, its name in itself, and its locale id."""

    code: str
    name: str
    locale: str


LANGUAGES: dict[str, Language] = {
    spoken.code: spoken
    for spoken in (
        Language("en", "English", "en_GB"),
        Language("sr", "Српски", "sr_Cyrl"),  # never bare "sr": Babel would choose the script
    )
}

_window = ["en"]  # what the window speaks; every thread sees it
_override: ContextVar[str | None] = ContextVar("language", default=None)


def language() -> Language:
    """Return the language spoken here and now."""
    return LANGUAGES[_override.get() or _window[0]]


def speak(code: str) -> None:
    """Make the whole program speak this language; an unknown code means English."""
    _window[0] = code if code in LANGUAGES else "en"


@contextmanager
def speaking(code: str) -> Iterator[Language]:
    """Speak another language for a while, for example on a manufacturer's paper."""
    token = _override.set(code if code in LANGUAGES else "en")
    try:
        yield language()
    finally:
        _override.reset(token)
