"""Nothing vanishes: every character of a text is shown, by its own letter or by its number."""

import unicodedata

from qc_desk.reports.lettering import letters
from qc_desk.reports.right_to_left import joined, needs_joining

_LINE_ENDS = dict.fromkeys(map(ord, "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"), "\n")
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
_SELECTORS = frozenset(map(chr, (0x034F, *range(0xFE00, 0xFE10), *range(0x180B, 0x180F))))
_SPOKEN_FOR = "\u00ad"  # a soft hyphen is drawn as a hyphen


def visible(text: str) -> str:
    """Return the text with only line ends and letters that the fonts have."""
    if text.isascii() and text.isprintable():
        return text
    text = _in_one_form(text)
    if letters().issuperset(text) and not any(map(_hidden, set(text))):
        return text
    return "".join(map(_shown, text))


def signs_without_ink(text: str) -> list[str]:
    """Return the characters of a text that are shown by their numbers, each once, in order."""
    return [sign for sign in dict.fromkeys(_in_one_form(text)) if _shown(sign) != sign]


def number_of(sign: str) -> str:
    """Return the number of a character, as Unicode writes it."""
    return f"U+{ord(sign):04X}"


def _in_one_form(text: str) -> str:
    """Return the text with one kind of line end, letters and their accents as one, joined."""
    text = text.replace("\r\n", "\n").translate(_LINE_ENDS).replace("\t", "    ")
    text = unicodedata.normalize("NFC", text)
    return joined(text) if needs_joining(text) else text


def _hidden(character: str) -> bool:
    """Tell whether a character would leave no ink although it is not a space."""
    if character in {"\n", _SPOKEN_FOR}:
        return False
    return unicodedata.category(character) in _HIDDEN or character in _SELECTORS


def _shown(character: str) -> str:
    """Return the character, or its number in brackets when it has no letter."""
    if character == "\n" or (character in letters() and not _hidden(character)):
        return character
    return f"⟦{number_of(character)}⟧"
