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
    text = text.replace("\r\n", "\n").translate(_LINE_ENDS).replace("\t", "    ")
    text = unicodedata.normalize("NFC", text)
    if needs_joining(text):
        text = joined(text)
    if letters().issuperset(text) and not any(map(_hidden, set(text))):
        return text
    return "".join(map(_shown, text))


def _hidden(character: str) -> bool:
    """Tell whether a character would leave no ink although it is not a space."""
    if character in {"\n", _SPOKEN_FOR}:
        return False
    return unicodedata.category(character) in _HIDDEN or character in _SELECTORS


def _shown(character: str) -> str:
    """Return the character, or its number in brackets when it has no letter."""
    if character == "\n" or (character in letters() and not _hidden(character)):
        return character
    return f"⟦U+{ord(character):04X}⟧"
