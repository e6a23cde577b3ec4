"""What can be wrong with a translation, found by looking at it beside the English message."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from babel.messages.catalog import Message

_FACT = re.compile(r"\{[^{}]*\}|%\d")
_TEXT = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LATIN, _CYRILLIC = re.compile(r"[A-Za-zÀ-ž]"), re.compile(r"[\u0400-\u04FF]")
_QUOTES = "„“”«»"
_PATTERN = re.compile(r"\(\*[^)]*\)|--\S+|\S+@\S+|\S*://\S*|\[\[\w+\]\]|\w+ = \"\w+\"|\.\w{3,4}\b")
NAMES = {
    *("Desk", "Excel", "Office", "PostgreSQL", "TOML", "JPEG", "WebP", "TIFF", "XLSX", "JSON"),
    *("Ctrl", "Shift", "Enter", "Caps", "Lock", "Europe", "Belgrade"),
    *("desk", "verify", "help", "dump", "pg_dump", "qc_desk", "postgres", "lozinka"),
    *("language", "unit", "lower", "upper", "decimals", "code"),  # keys of a checklist file
    *("good", "photo", "sampling", "sample", "size"),  # and of its kinds of item and sampling
    *("procedure", "step"),  # and of the step that says how
    *("items", "translations"),  # and of its texts in other languages
    *("dates", "format"),  # keys of a mapping
    *("pictures", "shows", "file"),  # and of the pictures of an item
    *("folder", "smtp", "pdfdetach", "saveall", "REPORT", "OpenSSL", "SUMS"),
    *("Signature", "Verified", "Successfully"),  # what OpenSSL says
    "STARTTLS",
    *("DuckDB", "Power", "Query", "SQLite", "sqlite"),  # what reads a copy of the tables
    *("PKCS", "Letter", "sign", "seed", "share", "mode", "spot", "file", "shows", "pictures"),
    *(
        "Chapman",
        "Juran",
        "Wilson",
        "Spiegelhalter",
        "Funnel",
        "plots",
        "BUNDLE",
        "LOGIN",
        "SUMS",
        "STARTTLS",
    ),
    *("first", "pass", "yield"),  # as ASQ calls it
    *("Western", "Electric"),  # whose rules a control chart follows
}
_ENGLISH = {  # words that neither Croatian nor Spanish has, so that one is a slip
    *("the", "and", "with", "this", "that", "from", "was", "been", "will", "you", "your", "of"),
    *("batch", "batches", "check", "checks", "defect", "complaint", "promise", "sign"),
}
_SAME = {  # and words that both have, so that a message may be the same as in English
    *("problem", "problema", "plan", "material", "normal", "error", "status", "stop", "total"),
    *(
        "local",
        "no",
        "nominal",
        "inspector",
        "verbal",
        "manual",
        "general",
        "escape",
        "detail",
        "roles",
        "kappa",
    ),
}
_SERBIAN = re.compile(  # what is otherwise in Croatian, which is not Serbian in other letters
    r"izveštaj|obavešt|\b(?:uvek|gde|ovde|posle|sledeć|pre|mesto|mesta|vreme|deo|celo)\b|"
    r"\b(?:mera|meri|odeljak|rešenj|uspešn|neuspešn|promen|izmen|primen|zamen|proveren|tačk|"
    r"naredb|preduzeć|saglasn|spisak)\b|\bprimer|kompjuter",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Tongue:
    """How a language is written: its plural forms, its letters, its quotation marks."""

    forms: int
    quotes: str
    cyrillic: bool = False
    slips: re.Pattern[str] = re.compile(r"(?!)")


TONGUES = {
    "sr": Tongue(3, "„“", cyrillic=True),
    "hr": Tongue(3, "„”", slips=_SERBIAN),
    "kk": Tongue(2, "«»", cyrillic=True),
    "uk": Tongue(3, "«»", cyrillic=True),
    "es": Tongue(2, "«»"),
}


def faults(message: Message, code: str) -> list[str]:
    """Return what is wrong with the translation of a message into a language."""
    tongue = TONGUES[code]
    english = message.id if isinstance(message.id, tuple) else (message.id,)
    said = message.string if isinstance(message.string, tuple) else (message.string or "",)
    if len(said) != (tongue.forms if len(english) > 1 else 1):
        return [f"it has {len(said)} forms"]
    return [fault for text in said for fault in _faults(str(english[-1]), str(text), tongue)]


def _faults(english: str, text: str, tongue: Tongue) -> Iterator[str]:
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
    yield from _foreign(text) if tongue.cyrillic else _not_latin(english, text)
    yield from (f"“{slip}” is of another language" for slip in tongue.slips.findall(text))
    yield from _unpaired(text, tongue.quotes)
    if '"' in text.replace("'", '"') and '"' not in english.replace("'", '"'):
        yield "its quotation marks are straight"
    if tongue == TONGUES["es"] and text.count("¿") != text.count("?"):
        yield "a question begins with ¿"


def _ends(text: str) -> tuple[bool, bool, str]:
    """Return whether a text has blanks at its ends, and the mark that ends it."""
    last = text.rstrip()[-1:].replace(",", ":")  # which ends a salutation in Spanish
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


def _not_latin(english: str, text: str) -> Iterator[str]:
    """Yield what is left in English, and Cyrillic letters."""
    bare = _PATTERN.sub(" ", _FACT.sub(" ", text)).replace("&", "")
    words = _TEXT.findall(bare)
    for word in words:
        if _CYRILLIC.search(word):
            yield f"“{word}” mixes two alphabets"
        if word.casefold() in _ENGLISH - NAMES:
            yield f"“{word}” is foreign"
    if text == english and any(_unknown(word) and word.casefold() not in _SAME for word in words):
        yield "it is left in English"


def _unpaired(text: str, quotes: str) -> Iterator[str]:
    """Yield marks that open and do not close, and quotation marks of another language."""
    bare = _PATTERN.sub(" ", text)
    for pair in (quotes, "()", "[]"):
        opening, closing = pair[0], pair[1]
        if bare.count(opening) != bare.count(closing):
            yield f"{opening} and {closing} are not in pairs"
    depth = [bare.find(mark) for mark in quotes]
    if depth != sorted(depth) or any(mark in bare for mark in _QUOTES if mark not in quotes):
        yield f"its quotation marks are not {' and '.join(quotes)}"
