"""Attacks on what customers said and were promised: complaints, promises, touches."""

from collections.abc import Iterator

from tests.integration.guards.acts import Act, act, change
from tests.integration.guards.record_loop import (
    BEFORE,
    DUE,
    LATE,
    MOVED,
    MUCH_LATER,
    kept,
    promise,
    step,
)
from tests.integration.guards.rows import insert
from tests.integration.guards.usual_values import (
    BRUNO,
    EVENING,
    LEA,
    MORNING,
    UNA,
    VIC,
)

_WAY = (
    ("received", 1),
    ("acknowledged", 2),
    ("restated", 3),
    ("investigating", 4),
    ("answered", 5),
    ("closed", 6),
    ("disputed", 7),
    ("reopened", 8),
)
_STEPS = {
    "received": ("acknowledged",),
    "acknowledged": ("restated",),
    "restated": ("investigating",),
    "investigating": ("answered",),
    "answered": ("closed", "disputed"),
    "closed": ("disputed",),
    "disputed": ("reopened",),
    "reopened": ("restated", "investigating"),
}
_NEW: dict[str, object] = {"id": 90, "number": 90}


def answered(complaint_id: int, /, **to: object) -> str:
    return change("complaints", complaint_id, **({"status": "answered"} | to))


def _complaints() -> Iterator[Act]:
    yield act("complaint acknowledged at birth", _born(status="acknowledged"))
    yield act("complaint with an outcome at birth", _born(outcome="not_justified"))
    yield act("complaint heard tomorrow", _born(heard_at=LATE))
    for column, value in (
        ("id", 999),
        ("number", 999),
        ("words", "All is well"),
        ("heard_at", "2026-11-20 09:00:00"),
        ("heard_by_id", BRUNO),
        ("channel", "email"),
        ("customer_id", 2),
        ("entered_at", LATE),
        ("entered_by_id", BRUNO),
        ("source", "other"),
        ("outside_id", "X9"),
    ):
        yield act(f"another {column} of a complaint", change("complaints", 2, **{column: value}))
    for old, number in _WAY:
        for new, _number in _WAY:
            if new != old and new not in _STEPS[old]:
                outcome = "justified" if new in ("answered", "closed") else None
                yield act(
                    f"complaint from {old} to {new}",
                    change("complaints", number, status=new, outcome=outcome),
                )


def _steps() -> Iterator[Act]:
    yield act(
        "closing upon an answer that was not written down",
        answered(4, outcome="justified"),
        change("complaints", 4, status="closed"),
    )
    yield act("answer without an outcome", answered(4))
    yield act("another outcome after the answer", change("complaints", 5, outcome="partly"))
    yield act("another outcome after the closing", change("complaints", 6, outcome="partly"))
    yield act(
        "another outcome with the dispute",
        change("complaints", 5, status="disputed", outcome="partly"),
    )
    yield act("closing with an open promise", change("complaints", 5, status="closed"))
    yield act(
        "closing with a moved promise",
        kept(900, 5, "moved", BEFORE),
        change("complaints", 5, status="closed"),
    )
    yield act("closing when the customer was not told", change("complaints", 11, status="closed"))
    yield act("event of a step to come", step(900, 5, "closed"))
    yield act("event of a step that was", step(900, 5, "investigating"))
    yield act("event of no complaint", step(900, 999, "answered", outcome=None))
    yield act("the same step again", step(900, 5, "answered"))
    yield act(
        "event with another outcome",
        answered(4, outcome="justified"),
        step(900, 4, "answered", outcome="not_justified"),
    )
    yield act("link to no batch", insert("complaint_links", id=900, complaint_id=4, batch_id=999))


def _promises() -> Iterator[Act]:
    yield act("promise due before it is made", promise(90, due_at="2026-11-19 23:00:00"))
    yield act("promise due when it is made", promise(90, due_at=MORNING))
    yield act("promise kept before it was made", kept(900, 1, "kept", "2026-11-19 08:00:00"))
    yield act("promise that was never made kept", kept(900, 999, "kept", BEFORE))
    yield act("promise kept before it was moved", kept(900, 2, "kept", EVENING))
    yield act("kept promise moved", kept(900, 3, "moved", "2026-11-22 08:00:00"))
    yield act("kept promise told", kept(900, 3, "told", LATE))
    yield act("broken promise kept", kept(900, 1, "kept", LATE))
    yield act("promise kept as it breaks", kept(900, 1, "kept", DUE))
    yield act("broken promise moved", kept(900, 1, "moved", LATE))
    yield act("promise that was moved kept too late", kept(900, 2, "kept", MUCH_LATER))
    yield act(
        "promise moved to an earlier day",
        kept(900, 1, "moved", BEFORE, due_at="2026-11-24 23:00:00"),
    )
    yield act("promise moved to the same moment", kept(900, 1, "moved", BEFORE, due_at=DUE))
    yield act(
        "promise that was moved moved back",
        kept(900, 2, "moved", "2026-11-23 08:00:00", due_at=MOVED),
    )
    yield act("open promise told", kept(900, 1, "told", BEFORE))
    yield act("open promise done late", kept(900, 1, "done_late", BEFORE))
    yield act("promise that was moved told too early", kept(900, 2, "told", LATE))
    yield act(
        "promise that was moved done late too early",
        kept(900, 2, "done_late", "2026-12-05 08:00:00"),
    )


def _targets() -> Iterator[Act]:
    for person, why in ((LEA, "a lead"), (UNA, "a retired owner"), (VIC, "a former owner")):
        yield act(f"service target by {why}", insert("service_targets", id=900, by_id=person))


def _born(**given: object) -> str:
    return insert("complaints", **(_NEW | given))


ON_COMPLAINTS = [*_complaints(), *_steps(), *_promises(), *_targets()]
