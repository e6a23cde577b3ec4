"""Attacks on what a rework took, and honest entries of it."""

from collections.abc import Iterator

from tests.integration.guards.acts import OR_REPLACE, Act, act, change, overwriting, withdraw
from tests.integration.guards.rows import insert
from tests.integration.guards.usual_values import (
    ANA,
    LEA,
    OLGA,
    UNA,
    VIC,
    WIM,
    XAN,
)


def took(number: int, /, **given: object) -> str:
    """What the rework of batch 8 after its first round took."""
    return insert("reworks", **({"id": number} | given))


_TAKEN_BACK = (withdraw(31), change("batches", 3, status="draft", round=2))
_TWICE = (change("batches", 12, status="held"), change("batches", 12, status="rework", round=3))


def _entered() -> Iterator[Act]:
    yield act("rework of a round that is being decided", took(1, batch_id=3))
    yield act("rework after a check that was taken back", *_TAKEN_BACK, took(1, batch_id=3))
    yield act("rework before the first round", took(1, round=0))
    yield act("rework of the present round", took(1, round=2))
    yield act("second word on a rework before the first", took(1, number=2, note="slip"))
    yield act("rework entered twice", took(1), took(2))
    yield act("rework that is done next week", took(1, done_on="2026-11-27"))
    for why, by, lot in (
        ("another site", OLGA, 8),
        ("who only looks", VIC, 8),
        ("somebody retired", UNA, 8),
        ("a former inspector", WIM, 13),
    ):
        yield act(f"rework entered by {why}", took(1, by_id=by, batch_id=lot))


def _kept() -> Iterator[Act]:
    for column, value in (("hours", "9"), ("cost", "1"), ("round", 2)):
        yield act(
            f"another {column} of a rework", took(1), change("reworks", 1, **{column: value})
        )
    yield overwriting(
        "replacing what a rework took",
        took(1),
        took(1, number=2, note="slip", verb=OR_REPLACE),
    )
    yield overwriting(
        "replacing what a rework took by its number", took(1), took(2, verb=OR_REPLACE)
    )


ON_REWORKS = [*_entered(), *_kept()]

HONEST_REWORKS = [
    *(act(f"rework entered by {by}", took(1, by_id=by)) for by in (ANA, LEA, XAN)),
    act("rework entered by another owner", took(1, batch_id=13, by_id=OLGA)),
    act("rework that is done today, where it is tomorrow", took(1, done_on="2026-11-21")),
    act("only the hours of a rework", took(1, cost=None)),
    act("only the cost of a rework", took(1, hours=None)),
    act("rework corrected", took(1), took(2, number=2, note="slip")),
    act("second rework", *_TWICE, took(1, batch_id=12, round=2)),
    act("rework of two batches", took(1), took(2, batch_id=13, by_id=OLGA)),
]
