"""Attacks on what was put off and on what was decided in a week's review, and honest deeds."""

from collections.abc import Iterator

from tests.integration.guards.acts import OR_REPLACE, Act, act, change, end_roles, overwriting
from tests.integration.guards.record_loop import promise
from tests.integration.guards.rows import insert
from tests.integration.guards.usual_values import (
    ANA,
    EVENING,
    LEA,
    MORNING,
    OLGA,
    UNA,
    VIC,
    XAN,
)

TUESDAY = "2026-11-17"
SUBJECTS = {
    "promise": 12,
    "ship_date": 2,
    "contacts": 2,
    "complaint": 11,
    "second_check": 9,
    "held": 4,
    "report": 8,
    "check": 21,
    "decision": 9,
    "leaving": 9,
    "unusual": 4,
}
MANY = ("first_checks", "alone", "gauges_out", "gauges_soon", "to_confirm", "to_train", "backup")
_PUT_OFF = insert("snoozes", id=1)


def _decided(number: int, /, **given: object) -> tuple[str, str]:
    """A promise of Xan's, and the decision that it is."""
    return promise(90, by_id=XAN, made_at=MORNING), _decision(number, **given)


def _decision(number: int, /, **given: object) -> str:
    return insert("review_decisions", **({"id": number, "promise_id": 90} | given))


def _put_off() -> Iterator[Act]:
    for kind in SUBJECTS:
        yield act(
            f"{kind} that is not there, put off", insert("snoozes", kind=kind, subject_id=999)
        )
    for kind in MANY:
        yield act(
            f"{kind} put off for somebody else", insert("snoozes", kind=kind, subject_id=LEA)
        )
    yield act("put off for two months", insert("snoozes", until="2027-01-20"))
    yield act("put off for a month and two days", insert("snoozes", until="2026-12-23"))
    yield act("put off until long ago", insert("snoozes", until="2026-11-18"))
    yield act("put off by somebody retired", insert("snoozes", by_id=UNA))
    yield act(
        "another day for what was put off", _PUT_OFF, change("snoozes", 1, until="2026-12-01")
    )
    yield overwriting(
        "replacing what was put off", _PUT_OFF, insert("snoozes", id=1, verb=OR_REPLACE)
    )


def _decisions() -> Iterator[Act]:
    made, decided = _decided(1)
    for why, by in (("an inspector", ANA), ("a former owner", VIC), ("somebody retired", UNA)):
        yield act(
            f"decision of {why}",
            promise(90, by_id=by, made_at=MORNING),
            _decision(1, by_id=by),
        )
    yield act("decision after one's roles", made, end_roles(XAN), decided)
    yield act("decision without promise", promise(91), _decision(1, promise_id=91, by_id=XAN))
    yield act("decision that another owner promised", made, _decision(1, by_id=OLGA))
    yield act("decision upon an older promise", made, _decision(1, at=EVENING))
    yield act(
        "decision that somebody else must keep to us",
        promise(90, by_id=XAN, made_at=MORNING, side="theirs", customer_id=1),
        decided,
    )
    yield act("decision of a week that begins on Tuesday", made, _decision(1, week=TUESDAY))
    yield act(
        "another number of a decision", made, decided, change("review_decisions", 1, number=3)
    )
    second = promise(91, by_id=XAN, made_at=MORNING)
    for why, row in (
        ("by its id", {"id": 1, "number": 2, "promise_id": 91}),
        ("by its week and number", {"id": 2, "number": 1, "promise_id": 91}),
        ("by its promise", {"id": 2, "number": 2, "promise_id": 90}),
    ):
        yield overwriting(
            f"replacing a decision {why}",
            made,
            decided,
            second,
            insert("review_decisions", verb=OR_REPLACE, **row),
        )


ON_OWNER = [*_put_off(), *_decisions()]


def _honest() -> Iterator[Act]:
    for kind, subject in SUBJECTS.items():
        yield act(f"{kind} put off", insert("snoozes", kind=kind, subject_id=subject))
    for kind in MANY:
        yield act(f"{kind} put off", insert("snoozes", kind=kind, subject_id=ANA))
    yield act("put off for a month", insert("snoozes", until="2026-12-22"))
    yield act(
        "shown again, where the day is still yesterday", insert("snoozes", until="2026-11-19")
    )
    yield act("put off twice", _PUT_OFF, insert("snoozes", id=2, until="2026-11-20"))
    yield act("three decisions", *_decided(1), *_others())
    yield act(
        "decision of another site's owner",
        promise(90, by_id=OLGA, made_at=MORNING),
        _decision(1, by_id=OLGA),
    )


def _others() -> Iterator[str]:
    for number in (2, 3):
        yield promise(90 + number, by_id=XAN, made_at=MORNING)
        yield _decision(number, number=number, promise_id=90 + number)


HONEST_OWNER = list(_honest())
