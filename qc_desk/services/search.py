"""Everything that fits what is typed into one field, best first, of every kind."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

from qc_desk.domain.folding import (
    alike,
    away,
    fit,
    pairs,
    plain_words,
    slips,
    swapped,
)
from qc_desk.domain.found_words import FoundKind
from qc_desk.services.found_rows import target_and_words
from qc_desk.services.named_records import named
from qc_desk.services.search_hits import hits
from qc_desk.storage.search_words import KIND, SOURCES

MOST_TYPED = 200
MOST_WORDS = 6
EACH = 5  # of a kind that are shown
ENOUGH = 3  # hits that are right; with fewer, what is nearly right is looked for too
_BEST = 50  # the score of what has exactly this number or code
_NEAR = 12  # words that a mistyped one may mean
_SPELLINGS = 400


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """Something that fits: its kind and id, what it is called, and a line about it."""

    kind: FoundKind
    id: int
    target: int  # the id that its page opens at: a defect's batch, or its own
    headline: str
    context: str
    score: int


def search(
    session: Session,
    typed: str,
    each: int = EACH,
    *,
    wanted: Callable[[], bool] = lambda: True,
) -> list[Found]:
    """Return what fits, kind by kind, the kind with the best first; ``each`` of a kind at most.

    ``wanted`` is asked between kinds; when it says no, this ends with Superseded.
    """
    words = plain_words(typed[:MOST_TYPED])[:MOST_WORDS]
    if not words:
        return []
    scores = _scores(session, [[word] for word in words], words, wanted)
    for kind, row_id in named(session, typed[:MOST_TYPED].strip()):
        scores[kind, row_id] = _BEST
    if not scores or (len(scores) < ENOUGH and any(slips(word) for word in words)):
        meant = [_meant(session, word) for word in words]
        if any(len(each) > 1 for each in meant):
            scores = _scores(session, meant, words, wanted) | scores
    return _rows(session, scores, each)


def record_of(session: Session, code: str) -> tuple[FoundKind, int] | None:
    """Return the one thing that has this number or code, as scanned; None for none or several."""
    found = named(session, code.strip())
    return found[0] if len(found) == 1 else None


def _scores(
    session: Session, meant: list[list[str]], typed: list[str], wanted: Callable[[], bool]
) -> dict[tuple[FoundKind, int], int]:
    """Return what holds one meaning of every word, with how well it fits."""
    by_kind = {SOURCES[kind.value][0]: kind for kind in FoundKind}
    return {
        (by_kind[rowid // KIND], rowid % KIND): fit(typed, held) or 0
        for rowid, held in hits(session, meant, wanted)
    }


def _meant(session: Session, word: str) -> list[str]:
    """Return a word, and what it may be with the usual slips, the nearest first."""
    if not slips(word):
        return [word, *(swapped(word) if not word.isalpha() else [])]
    most = slips(word)
    sqlite = session.get_bind().dialect.name == "sqlite"
    inside = "instr(term, :{})" if sqlite else "strpos(term, :{})"
    facts: dict[str, object] = {f"p{number}": pair for number, pair in enumerate(pairs(word))}
    shared = " + ".join(f"CASE WHEN {inside.format(name)} > 0 THEN 1 ELSE 0 END" for name in facts)
    statement = text(
        f"SELECT term FROM (SELECT term, {shared} AS shared FROM search_terms"  # noqa: S608 (fixed)
        " WHERE length(term) >= :least) AS spellings WHERE shared >= :alike"
        " ORDER BY shared DESC, term LIMIT :most"
    )
    facts |= {"least": len(word) - most, "alike": alike(word), "most": _SPELLINGS}
    near: list[tuple[int, int, str]] = []
    for term in session.execute(statement, facts).scalars():
        slipped = away(word, term, most)
        if slipped:
            near.append((slipped, abs(len(term) - len(word)), term))
    found = [word]
    for _slipped, _longer, term in sorted(near):
        if len(found) <= _NEAR and not any(each in term for each in found):  # it finds that too
            found.append(term)
    return found


def _rows(session: Session, scores: dict[tuple[FoundKind, int], int], each: int) -> list[Found]:
    """Return the best of every kind in words; kinds stand in the order of their best."""
    by_kind: dict[FoundKind, list[tuple[int, int]]] = {}
    for (kind, row_id), score in scores.items():
        by_kind.setdefault(kind, []).append((score, row_id))
    groups: list[list[Found]] = []
    for kind, same in by_kind.items():
        best = sorted(same, reverse=True)[:each]
        told = target_and_words(session, kind, [row_id for _score, row_id in best])
        found = [
            Found(
                kind=kind,
                id=row_id,
                target=told[row_id][0],
                headline=told[row_id][1],
                context=told[row_id][2],
                score=score,
            )
            for score, row_id in best
            if row_id in told
        ]
        if found:
            groups.append(found)
    order = list(FoundKind)
    groups.sort(key=lambda group: (-group[0].score, order.index(group[0].kind)))
    return _flat(groups)


def _flat(groups: Iterable[list[Found]]) -> list[Found]:
    return [each for group in groups for each in group]
