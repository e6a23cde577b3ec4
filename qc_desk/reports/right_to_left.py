"""Hebrew and Arabic on paper: letters joined, runs turned around, numbers left as they are.

Enough for names and notes inside a left-to-right report: the strong characters decide the runs, as
in rules W and N of the Unicode bidirectional algorithm. Embeddings are not followed: their control
characters are shown instead.
"""

import re
import unicodedata
from functools import cache

_STRONG = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_ANY = re.compile(f"[{_STRONG}]")
_ARABIC = re.compile("[\u0620-\u06ff]")
# A run goes from its first to its last right-to-left letter, over digits, signs, blanks, and over
# brackets only when both of a pair are inside.
_NEUTRAL = "[^A-Za-z\u00c0-\u052f()\\[\\]{}]"
_PAIR = rf"[(\[{{]{_NEUTRAL}*[)\]}}]"
_END = rf"[{_STRONG}]|[(\[{{]{_NEUTRAL}*[{_STRONG}]{_NEUTRAL}*[)\]}}]"
_RUN = re.compile(f"[{_STRONG}](?:(?:{_NEUTRAL}|{_PAIR})*(?:{_END}))?")
_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
_MIRRORED = str.maketrans("()[]{}<>«»⟦⟧", ")(][}{><»«⟧⟦")


def needs_joining(text: str) -> bool:
    """Tell whether the text has Arabic letters."""
    return _ARABIC.search(text) is not None


def joined(text: str) -> str:
    """Return the text with each Arabic letter in the form that its neighbours ask for."""
    forms = [_forms(character) for character in text]
    shown = []
    for at, character in enumerate(text):
        before = at > 0 and "initial" in forms[at - 1]
        after = at + 1 < len(text) and "final" in forms[at + 1] and "initial" in forms[at]
        wanted = {
            (True, True): "medial",
            (True, False): "final",
            (False, True): "initial",
            (False, False): "isolated",
        }[before, after]
        shown.append(forms[at].get(wanted, character))
    return "".join(shown)


def in_visual_order(line: str) -> str:
    """Return a line as it is drawn from left to right."""
    return _RUN.sub(_turned, line) if _ANY.search(line) else line


def _turned(run: re.Match[str]) -> str:
    """Turn a right-to-left run around, its numbers left to right, its brackets mirrored."""
    backwards = run.group()[::-1].translate(_MIRRORED)
    return _NUMBER.sub(lambda number: number.group()[::-1], backwards)


def _forms(character: str) -> dict[str, str]:
    """Return the presentation forms of an Arabic letter by position."""
    return _every_form().get(character, {})


@cache
def _every_form() -> dict[str, dict[str, str]]:
    """Read the presentation forms of all single Arabic letters from the Unicode data."""
    forms: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFBC2), *range(0xFBD3, 0xFC00), *range(0xFE80, 0xFEFD)):
        kind, _, letters = unicodedata.decomposition(chr(code)).partition(" ")
        if letters and " " not in letters:
            forms.setdefault(chr(int(letters, 16)), {})[kind.strip("<>")] = chr(code)
    return forms
