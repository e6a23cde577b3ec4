"""The order of names in a list: the alphabet of the language spoken now, and 9 before 10."""

import re
import unicodedata
from functools import cache

from qc_desk.i18n.languages import language

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_CROATIAN = "a b c č ć d dž đ e f g h i j k l lj m n nj o p q r s š t u v w x y z ž"
_SERBIAN = "абвгдђежзијклљмнњопрстћуфхцчџш"
_LETTERS = {  # of the language's own script first; a name in the other script has its place, too
    "en": [*_LATIN, *_SERBIAN],
    "sr": [*_SERBIAN, *_CROATIAN.split()],
    "hr": [*_CROATIAN.split(), *_SERBIAN],
    "kk": [*"аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя", *_LATIN],
    "uk": [*"абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", *_LATIN],
    "es": [*"abcdefghijklmnñopqrstuvwxyz", *_SERBIAN],
}
_LATER = 1000  # what no letter of the alphabet is: by its number in Unicode
_NUMBER = re.compile(r"\d{1,18}")
_LIKE = str.maketrans({"đ": "d", "ø": "o", "ł": "l", "ı": "i"})

Place = tuple[int, int]
Order = tuple[tuple[Place, ...], str]


def alphabetical(name: str) -> Order:
    """Return what a name is ordered by; marks that make no letter of their own come second."""
    plain = unicodedata.normalize("NFC", name).casefold()
    letters, order = _alphabet(language().code)
    return tuple(_place(part, order) for part in letters.findall(plain)), plain


@cache
def _alphabet(code: str) -> tuple[re.Pattern[str], dict[str, int]]:
    """Return what finds the letters and numbers of a name, and the place of each letter."""
    known = _LETTERS.get(code, _LETTERS["en"])
    twice = [each for each in known if len(each) > 1]
    return (
        re.compile("|".join([_NUMBER.pattern, *twice, "."]), re.DOTALL),
        {letter: place for place, letter in enumerate(known)},
    )


def _place(part: str, order: dict[str, int]) -> Place:
    """Return where a letter, a sign or a number stands: signs, then numbers, then letters."""
    if part.isdecimal():
        return 1, int(part)
    if part in order:
        return 2, order[part]
    bare = unicodedata.normalize("NFKD", part.translate(_LIKE))[0]
    if bare in order:
        return 2, order[bare]
    return (2, _LATER + ord(bare)) if bare.isalpha() else (0, ord(bare))
