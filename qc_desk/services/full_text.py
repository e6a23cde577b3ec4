"""Words as they are looked up in the index of complaints, on both engines; no input can fail."""

import heapq
import math
import re
import unicodedata
from collections import defaultdict

from sqlalchemy import BigInteger, Select, column, select, text
from sqlalchemy.orm import Session

MOST_CHARACTERS = 3000  # more is not read: nobody types that much to find something
MOST_WORDS = 6  # the longest ones: they say most, and each costs time
NEWEST = 1000  # complaints with a word that are looked at
COMMON = 4  # a word that one in so many complaints has tells little
SHORTEST_WORD = 3
LONGEST_WORD = 60  # PostgreSQL looks up no word of more than 2,046 bytes
_WORD = re.compile(r"[^\W_]+")


def words_in(typed: str) -> list[str]:
    """Return the words of what was typed, in small letters."""
    plain = unicodedata.normalize("NFC", typed[:MOST_CHARACTERS]).lower()
    return [each[:LONGEST_WORD] for each in _WORD.findall(plain)]


def telling(typed: str) -> list[str]:
    """Return the beginnings of the words that tell complaints apart, and of the last one typed.

    Words are cut before their endings, which differ with case and number in most languages.
    """
    words = words_in(typed)
    long = sorted(
        {each for each in words if len(each) >= SHORTEST_WORD}, key=lambda w: (-len(w), w)
    )
    chosen = [stem(each) for each in long[:MOST_WORDS]]
    if words and len(words[-1]) > 1 and not typed[-1].isspace():
        chosen.append(words[-1])
    return list(dict.fromkeys(chosen))


def stem(word: str) -> str:
    """Cut two letters off long words and one off shorter ones; numbers stay whole."""
    if word.isdecimal() or len(word) < 5:
        return word
    return word[:-2] if len(word) > 5 else word[:-1]


def beginning_with(session: Session, starts: list[str], *, every: bool) -> str:
    """Return the query for texts in which every or any word begins so, as the engine wants it."""
    if session.get_bind().dialect.name == "sqlite":
        return (" AND " if every else " OR ").join(f'"{each}"*' for each in starts)
    return (" & " if every else " | ").join(f"'{each}':*" for each in starts)


_FOUND = {
    "sqlite": "SELECT rowid AS id FROM complaint_words WHERE complaint_words MATCH :asked",
    "postgresql": (
        "SELECT complaint_id AS id FROM complaint_words WHERE words @@ CAST(:asked AS tsquery)"
    ),
}
_NEWEST = {
    "sqlite": (
        "SELECT rowid FROM complaint_words WHERE complaint_words MATCH :asked"
        " ORDER BY rowid DESC LIMIT :most"
    ),
    "postgresql": (
        "SELECT complaint_id FROM complaint_words WHERE words @@ CAST(:asked AS tsquery)"
        " ORDER BY complaint_id DESC LIMIT :most"
    ),
}


def holding(session: Session, typed: str) -> Select[int] | None:
    """Return what selects the complaints whose words hold every word typed, the last one begun.

    None when nothing was typed that can be looked up.
    """
    words = words_in(typed)
    if not words:
        return None
    asked = beginning_with(session, words[:32], every=True)
    found = text(_FOUND[session.get_bind().dialect.name]).bindparams(asked=asked)
    ids = found.columns(column("id", BigInteger)).subquery()
    return select(ids.c.id)


def ranked(session: Session, typed: str, most: int) -> list[tuple[int, float]]:
    """Return the complaints that say most of what was typed: ids and how much, best first.

    A word counts the more, the rarer it is; one that every fourth complaint has is not enough by
    itself where another word is found. Of a word that is in many complaints only the newest are
    looked at, so that it takes the same short time however many there are.
    """
    connection = session.connection()
    newest = connection.execute(text("SELECT max(id) FROM complaints")).scalar() or 0
    found = text(_NEWEST[session.get_bind().dialect.name])
    scores: dict[int, float] = defaultdict(float)
    telling_ones: set[int] = set()
    for begun in telling(typed):
        asked = beginning_with(session, [begun], every=True)
        ids = connection.execute(found, {"asked": asked, "most": NEWEST}).scalars().all()
        if not ids:
            continue
        among = newest - ids[-1] + 1 if len(ids) == NEWEST else newest
        for each in ids:
            scores[each] += math.log1p(among / len(ids))
        if len(ids) * COMMON < among:
            telling_ones.update(ids)
    fitting = [(each, scores[each]) for each in telling_ones or scores]
    return heapq.nlargest(most, fitting, key=lambda each: (each[1], each[0]))
