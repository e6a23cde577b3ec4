"""Words as a search compares them: one script, no marks on letters, and nearly right is enough.

Cyrillic and Latin, with and without marks, come to the same plain letters: Ђорђевић, Đorđević and
Djordjevic are one name. Letters that only Kazakh or Ukrainian has become those that people type
who do not have them on their keyboard. It is a net, no transliteration to be read.
"""

import re
import unicodedata
from itertools import pairwise

GAP = "  "  # before and behind every word: three signs are enough to find one by its beginning
MOST_CHARACTERS = 2000  # of a text that are looked through


def _pairs(letters: str) -> dict[str, str]:
    """Return letters by pairs: the one with the marks, and what stands for it."""
    parts = letters.split()
    return dict(zip(parts[::2], parts[1::2], strict=True))


_PLAIN = {
    **dict(zip("абвгдезијклмнопрстуфхц", "abvgdezijklmnoprstufhc", strict=True)),
    **dict(zip("жчшћыэё", "zcsciee", strict=True)),
    **_pairs("ђ dj љ lj њ nj џ dz й j ю ju я ja щ sc"),
    **dict(zip("ґєії", "geii", strict=True)),
    **dict(zip("әғқңөұүһі", "agknouuhi", strict=True)),
    **_pairs("đ dj ð d ł l ø o æ ae œ oe ß ss ı i"),
    **dict.fromkeys("ьъ'’ʼ`´", ""),
}
_TABLE = str.maketrans(_PLAIN)
_PARTED = re.compile(r"[^\w\-/.#+]+")
_EDGES = "-/.#+_"
_LETTERS = re.compile(r"[^\W\d_]{4,24}")


def plain(text: str) -> str:
    """Return a text in plain small letters of one script."""
    if text.isascii():  # most numbers and codes: a tenth of the time
        return text.casefold().replace("'", "").replace("`", "")
    whole = unicodedata.normalize("NFKC", text).casefold()
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", whole).translate(_TABLE))
    return "".join(sign for sign in bare if not unicodedata.combining(sign))


def plain_words(text: str) -> list[str]:
    """Return the plain words of a text; numbers such as 2026-0841 and MK/7 stay whole."""
    parts = _PARTED.split(plain(text[:MOST_CHARACTERS]))
    return [word for word in (part.strip(_EDGES) for part in parts) if word]


def searchable(*texts: str) -> str:
    """Return texts as the index keeps them: each word once, with a gap on both sides."""
    words = dict.fromkeys(word for text in texts for word in plain_words(text))
    return f"{GAP}{GAP.join(words)}{GAP}"


def spelt(words: str) -> set[str]:
    """Return what can be mistyped in folded words: runs of letters, no numbers."""
    return set(_LETTERS.findall(words))


def slips(word: str) -> int:
    """Return how many letters of a word may be wrong, missing, too many or swapped."""
    if len(word) < 4 or not word.isalpha():
        return 0
    return 1 if len(word) < 8 else 2


def away(typed: str, meant: str, most: int) -> int | None:
    """Return how many slips lead from a word to what was typed of it; None when too many.

    What is meant may go on: while a word is being typed, only its beginning is there. Two letters
    that were swapped are one slip (optimal string alignment).
    """
    meant = meant[: len(typed) + most]
    before: list[int] = []
    last = list(range(len(meant) + 1))
    far = most + 1  # further from the diagonal nothing can come to few enough
    for row, sign in enumerate(typed, start=1):
        line = [far] * (len(meant) + 1)
        line[0] = row
        for column in range(max(1, row - most), min(len(meant), row + most) + 1):
            other = meant[column - 1]
            cost = min(last[column] + 1, line[column - 1] + 1, last[column - 1] + (sign != other))
            if row > 1 < column and sign == meant[column - 2] and typed[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            line[column] = cost
        if min(line) > most:
            return None
        before, last = last, line
    return min(last)


def pairs(word: str) -> list[str]:
    """Return the pairs of neighbours by which a word is looked for, also swapped where short."""
    found = dict.fromkeys(a + b for a, b in pairwise(word))
    if len(word) < 6:
        found |= dict.fromkeys(b + a for a, b in pairwise(word))
    return list(found)


def alike(word: str) -> int:
    """Return how many of its pairs a word has in common with what it may be, slips included."""
    return max(1, len(set(pairwise(word))) - 3 * slips(word))


def swapped(number: str) -> list[str]:
    """Return what a number may be in which two neighbours were swapped."""
    found = [
        number[:n] + number[n + 1] + number[n] + number[n + 2 :]
        for n in range(len(number) - 1)
        if number[n] != number[n + 1]
    ]
    return found if len(number) > 3 else []


def fit(typed: list[str], words: str) -> int | None:
    """Return how well searchable words fit what was typed; None when a typed word is not there.

    Whole words are better than beginnings, those better than middles, and slips come last.
    """
    marks = [_mark(each, words) for each in typed]
    if not all(marks):
        return None
    opening = words.startswith(f"{GAP}{typed[0]}") if typed else False
    return sum(marks) * 10 // len(marks) + (5 if opening else 0)


def _mark(typed: str, words: str) -> int:
    """Return how well one word is there: 4 whole, 3 begun, 2 within, 1 with slips, 0 not."""
    if f"{GAP}{typed}" in words:
        return 4 if f"{GAP}{typed}{GAP}" in words else 3
    if len(typed) > 2 and typed in words:
        return 2
    if any(each in words for each in swapped(typed)):
        return 1
    most = slips(typed)
    near = most and any(away(typed, each, most) is not None for each in spelt(words))
    return 1 if near else 0
