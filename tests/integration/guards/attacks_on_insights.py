"""Attacks on what decided rounds came to."""

from collections.abc import Iterator

from tests.integration.guards.acts import OR_REPLACE, Act, act, change, overwriting
from tests.integration.guards.rows import insert, sign_off
from tests.integration.guards.usual_values import (
    ANA,
    BRUNO,
    LEA,
)

DECISION = sign_off(20302, 203, "decision", BRUNO)
REJECTION = sign_off(20502, 205, "decision", BRUNO, meaning="rejected", reason="bad")
LAST_OF_213 = {"round": 2, "first_id": 21303, "first_signer_id": LEA}


def came_to(number: int, lot: int, /, **given: object) -> str:
    """What the decided round of a batch came to."""
    row = {"id": number, "batch_id": lot, "round": 1} | given
    return insert("decided_rounds", **row)


def _entered() -> Iterator[Act]:
    yield act("what a round came to before it is decided", came_to(1, 203))
    yield act("what a round came to, once it is held", came_to(1, 202, accepted=False))
    yield act(
        "what a round came to, upon another decision", REJECTION, came_to(1, 203, accepted=False)
    )
    yield act("what a round came to, by a first inspector", came_to(1, 203, by_id=ANA))
    yield act(
        "what a round came to, upon the decision of the round before",
        came_to(1, 204, round=2, accepted=False),
    )
    for name, given in (
        ("by somebody else", {"by_id": LEA}),
        ("in another round", {"round": 2}),
        ("of another product", {"product_id": 1}),
        ("of another manufacturer", {"manufacturer_id": 2}),
        ("at another site", {"site_id": 2}),
        ("against the decision", {"accepted": False}),
    ):
        yield act(f"what a round came to, {name}", DECISION, came_to(1, 203, **given))


def _kept() -> Iterator[Act]:
    for column, value in (("accepted", False), ("nonconformities", 7), ("day", "2026-01-01")):
        yield act(
            f"another {column} of a decided round",
            DECISION,
            came_to(1, 203),
            change("decided_rounds", 1, **{column: value}),
        )
    yield overwriting(
        "replacing a decided round by its id",
        DECISION,
        came_to(40, 203, verb=OR_REPLACE),
    )
    yield overwriting(
        "replacing a decided round by its batch",
        DECISION,
        came_to(1, 203),
        came_to(2, 203, minutes=1, verb=OR_REPLACE),
    )


ON_INSIGHTS = [*_entered(), *_kept()]

HONEST_INSIGHTS = [
    act("a round came to something", DECISION, came_to(1, 203)),
    act(
        "the second round came to something too",
        sign_off(21304, 213, "decision", BRUNO, **LAST_OF_213),
        came_to(1, 213, round=2),
    ),
    act("a rejected round came to something", REJECTION, came_to(1, 205, accepted=False)),
]
