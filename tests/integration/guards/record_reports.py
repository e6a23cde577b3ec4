"""Reports of every kind, and batches released in odd ways that no certificate may follow."""

from collections.abc import Iterator

from tests.integration.guards.rows import batch, insert, sign_off
from tests.integration.guards.usual_values import (
    BRUNO,
)

ABOUT: dict[str, dict[str, object]] = {
    "inspection": {},
    "conformance": {},
    "defect": {},
    "eight_d": {"problem_id": 6, "corrective_action_id": 6},
    "fixed_letter": {"problem_id": 6},
    "complaint_answer": {"complaint_id": 1, "customer_id": 1},
    "weekly_letter": {"begins_on": "2026-11-02", "ends_on": "2026-11-08"},
}
OF_BATCH = ("inspection", "conformance", "defect")


def report(number: int, kind: str, /, **given: object) -> str:
    """A report of a kind; its subject is the usual one unless another is given."""
    nothing: dict[str, object] = (
        {} if kind in OF_BATCH else dict.fromkeys(("batch_id", "round", "verdict"))
    )
    row = {"id": number, "serial": number, "number": f"R-{number}", "sha256": f"r{number}"}
    return insert("reports", **(row | {"kind": kind} | nothing | ABOUT[kind] | given))


def released(number: int, round_: int, *slots: tuple[str, int]) -> Iterator[str]:
    """A released batch with signatures in these slots and rounds only."""
    yield batch(number, "released", round=round_)
    for at, (slot, of) in enumerate(slots):
        yield sign_off(number * 100 + 50 + at, number, slot, BRUNO, round=of)


def papers() -> Iterator[str]:
    """Everything that stands before the attacks on reports."""
    for number, kind in enumerate(("eight_d", "complaint_answer", "weekly_letter"), start=20):
        yield report(number, kind)
    yield insert("withdrawals", id=1, report_id=5)
    yield insert("letterheads", id=1)
    both = (("first", 1), ("decision", 1))
    yield from released(300, 2, *both, ("first", 2), ("decision", 2))
    yield from released(301, 1, ("decision", 1))
    yield from released(302, 2, ("first", 1), ("decision", 2))
    yield from released(303, 1, ("first", 1))
    yield from released(304, 2, ("first", 2), ("decision", 1))
