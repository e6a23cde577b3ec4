"""What can be wrong with a translation, found by looking at it beside the English message."""

import re
from collections.abc import Iterator

from babel.messages.catalog import Message

_FACT = re.compile(r"\{[^{}]*\}|%\d")
_TEXT = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LATIN, _CYRILLIC = re.compile(r"[A-Za-zÀ-ž]"), re.compile(r"[\u0400-\u04FF]")
_PATTERN = re.compile(r"\(\*[^)]*\)|--\S+|\S+@\S+|\S*://\S*|\[\[\w+\]\]|\w+ = \"\w+\"|\.\w{3,4}\b")
NAMES = {
    *("Desk", "Excel", "Office", "PostgreSQL", "TOML", "JPEG", "WebP", "TIFF", "XLSX", "JSON"),
    *("Ctrl", "Shift", "Enter", "Caps", "Lock", "Europe", "Belgrade"),
    *("desk", "verify", "help", "dump", "pg_dump", "qc_desk", "postgres", "lozinka"),
    *("language", "unit", "lower", "upper", "decimals", "code"),  # keys of a checklist file
    *("good", "photo", "sampling", "sample", "size"),  # and of its kinds of item and sampling
    *("dates", "format"),  # keys of a mapping
}
_PAIRS = {"„": "“", "(": ")", "[": "]"}


def faults(message: Message, forms: int) -> list[str]:
    """Return what is wrong with the translation of a message."""
    english = message.id if isinstance(message.id, tuple) else (message.id,)
    said = message.string if isinstance(message.string, tuple) else (message.string or "",)
    if len(said) != (forms if len(english) > 1 else 1):
        return [f"it has {len(said)} forms"]
    return [fault for text in said for fault in _faults(str(english[-1]), str(text))]


def _faults(english: str, text: str) -> Iterator[str]:
    """Yield what is wrong with one form."""
    if not text.strip():
        yield "it is not translated"
        return
    if sorted(_FACT.findall(text)) != sorted(_FACT.findall(english)):
        yield "it has other facts"
    if _ends(text) != _ends(english):
        yield "it begins or ends otherwise"
    if _key(text) != _key(english):
        yield "its key is wrong"
    yield from _foreign(text)
    yield from _unpaired(text)


def _ends(text: str) -> tuple[bool, bool, str]:
    """Return whether a text has blanks at its ends, and the mark that ends it."""
    last = text.rstrip()[-1:]
    return text[:1].isspace(), text[-1:].isspace(), last if last in ".…:?!" else ""


def _key(text: str) -> int:
    """Return how many keys a text marks; a mark that stands before no letter counts apart."""
    marked = re.findall(r"&(.?)", text)
    return len(marked) if all(sign.isalpha() for sign in marked) else -1


def _foreign(text: str) -> Iterator[str]:
    """Yield English words, and words with letters of two alphabets that look alike."""
    bare = _PATTERN.sub(" ", _FACT.sub(" ", text)).replace("&", "")
    for word in _TEXT.findall(bare):
        parts = re.split("-", word)
        if any(_LATIN.search(part) and _CYRILLIC.search(part) for part in parts):
            yield f"“{word}” mixes two alphabets"
        if not _CYRILLIC.search(word):
            yield from (f"“{part}” is foreign" for part in parts if _unknown(part))


def _unknown(word: str) -> bool:
    return len(word) > 3 and word not in NAMES


def _unpaired(text: str) -> Iterator[str]:
    """Yield marks that open and do not close, and quotation marks of another language."""
    bare = _PATTERN.sub(" ", text)
    for opening, closing in _PAIRS.items():
        if bare.count(opening) != bare.count(closing):
            yield f"{opening} and {closing} are not in pairs"
    depth = [bare.find("„"), bare.find("“")]
    if depth != sorted(depth) or "”" in bare:
        yield "its quotation marks are not „ and “"
