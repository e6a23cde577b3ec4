"""Looks words up in the index of everything, in the way that each engine can.

SQLite walks through what holds three signs from the newest on. PostgreSQL gets the rows that hold
all marks of a word in no order; where a word is so common that this would be many, the newest rows
are read one after another until enough of them hold it: soon, as it is common.
"""

from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from qc_desk.domain.folding import GAP
from qc_desk.storage.search_words import GROUPS, KIND, marks

MOST = 1000  # rows of a group of kinds that are taken in any order
_LOOKED_AT = 30
_FEW = 200  # fewer hits than that, of all kinds, are all looked at
_EVERY = "SELECT rowid, words FROM search_words WHERE {}"
_SAME = _EVERY + " AND rowid BETWEEN :first AND :last"
_ORDER = " ORDER BY rowid DESC LIMIT :most"
_COUNTED = (
    "SELECT {} AS of, rowid, words,"  # noqa: S608 (fixed words)
    " count(*) OVER () AS found, row_number() OVER () AS place FROM (" + _EVERY + " LIMIT :most)"
)
_SOME = (  # of a group that holds too many, one row says so
    "(SELECT of, rowid, words, found FROM ("  # noqa: S608 (fixed words)
    + _COUNTED
    + " AS every) AS counted WHERE found < :most OR place = 1 ORDER BY rowid DESC)"
)
# where a word is common, the planner expects to meet enough of its rows in the first ones of the
# table; but those of a kind lie together, so that it may read all the others before them
_BY_INDEX = text("SET LOCAL enable_seqscan = off")
_NEWEST = "(" + _EVERY + " AND rowid BETWEEN {} AND {}" + _ORDER + ")"

Hit = tuple[int, str]


class Superseded(Exception):
    """Another letter was typed; nobody waits for this answer."""


def hits(
    session: Session, meant: list[list[str]], wanted: Callable[[], bool], most: int = MOST
) -> Sequence[Hit]:
    """Return rows of the index that hold one meaning of every word; of many the newest of a kind.

    ``wanted`` is asked between questions; when it says no, this ends with Superseded.
    """
    signs = [[each if len(each) > 2 else f"{GAP}{each}" for each in one] for one in meant]
    if session.get_bind().dialect.name == "sqlite":
        return _in_file(session, signs, wanted)
    return _on_server(session, signs, wanted, most)


def _go_on(wanted: Callable[[], bool]) -> None:
    if not wanted():
        raise Superseded


def _in_file(
    session: Session, signs: list[list[str]], wanted: Callable[[], bool]
) -> Sequence[Hit]:
    condition = "search_words MATCH :asked"
    asked = " AND ".join("(" + " OR ".join(f'"{e}"' for e in one) + ")" for one in signs)
    _go_on(wanted)
    every = text(_EVERY.format(condition) + _ORDER)
    rows = [(row[0], row[1]) for row in session.execute(every, {"asked": asked, "most": _FEW})]
    if len(rows) < _FEW:
        return rows
    statement, rows = text(_SAME.format(condition) + _ORDER), []
    for number in _kinds():
        _go_on(wanted)
        first = number * KIND
        facts = {"asked": asked, "first": first, "last": first + KIND - 1, "most": _LOOKED_AT}
        rows += [(row[0], row[1]) for row in session.execute(statement, facts)]
    return rows


def _on_server(
    session: Session, signs: list[list[str]], wanted: Callable[[], bool], most: int
) -> Sequence[Hit]:
    facts: dict[str, object] = {
        f"w{number}_{other}": sign
        for number, one in enumerate(signs)
        for other, sign in enumerate(one)
    }
    _go_on(wanted)
    session.execute(_BY_INDEX)
    every = [_SOME.format(group, _holding(signs, group)) for group in GROUPS]
    found = session.execute(
        text(" UNION ALL ".join(every)), facts | _marks(signs) | {"most": most}
    ).all()
    crowded = {row.of for row in found if row.found == most}
    rows: list[Hit] = [(row.rowid, row.words) for row in found if row.of not in crowded]
    _go_on(wanted)
    if not crowded and len(rows) < _FEW:
        return rows
    return [*_newest(rows), *_read_back(session, signs, facts, crowded)]


def _read_back(
    session: Session, signs: list[list[str]], facts: dict[str, object], crowded: set[int]
) -> list[Hit]:
    """Return the newest rows of each kind that hold the words, of the groups that hold many."""
    held = _holding(signs, None)
    kinds = [number for group in crowded for number in GROUPS[group]]
    if not kinds:
        return []
    each = [_NEWEST.format(held, kind * KIND, (kind + 1) * KIND - 1) for kind in kinds]
    found = session.execute(text(" UNION ALL ".join(each)), facts | {"most": _LOOKED_AT})
    return [(row.rowid, row.words) for row in found]


def _newest(rows: Iterable[Hit]) -> list[Hit]:
    """Return the first rows of each kind."""
    of: dict[int, list[Hit]] = {}
    for row in rows:
        of.setdefault(row[0] // KIND, []).append(row)
    return [row for same in of.values() for row in same[:_LOOKED_AT]]


def _holding(signs: list[list[str]], group: int | None) -> str:
    """Return the condition that a row holds one sign of each; in a group by its marks first.

    ``strpos`` and not LIKE: the planner believes of LIKE that it leaves next to nothing.
    """
    conditions = []
    for number, one in enumerate(signs):
        names = [f"{number}_{other}" for other in range(len(one))]
        each = [
            f"strpos(words, :w{name}) > 0"
            + (f" AND marks @> CAST(:m{group}_{name} AS integer[])" if group is not None else "")
            for name in names
        ]
        conditions.append("(" + " OR ".join(f"({one})" for one in each) + ")")
    return " AND ".join(conditions)


def _marks(signs: list[list[str]]) -> dict[str, object]:
    """Return the marks of each sign in every group of kinds, by the names of ``_holding``."""
    return {
        f"m{group}_{number}_{other}": marks(group, [sign])
        for group in GROUPS
        for number, one in enumerate(signs)
        for other, sign in enumerate(one)
    }


def _kinds() -> list[int]:
    return [number for numbers in GROUPS.values() for number in numbers]
