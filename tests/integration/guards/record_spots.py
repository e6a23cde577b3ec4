"""Spot checks, as plain SQL: what the attacks on them start from.

Checklist 5 draws 30 % in its version 9, which is in force, and 50 % in its draft. Batches: 221
waits for somebody to take the second seat; 222 is being checked by Bruno, who looks at item 42
once for the batch and at item 43 on its second unit, and has found a defect; 223 is in its second
round, the first one drew item 44; 224's second check is open from before there were draws; 225 is
in first check; 226 waits, signed in another place than the
first; 227 waits in its second round, of which nothing is signed.
"""

from collections.abc import Iterator

from tests.integration.guards.rows import batch, defect, insert, inspection, sign_off
from tests.integration.guards.usual_values import (
    ANA,
    BRUNO,
    LEA,
    MORNING,
)

OTHER_SEED = "7" * 64


def draw(number: int, inspected: int, /, **given: object) -> str:
    """A draw of a spot check: item 42 once for the batch, and item 43 on its second unit."""
    row = {"id": number, "inspection_id": inspected} | given
    return insert("spot_draws", **row)


def spots() -> Iterator[str]:
    """Everything that stands before the attacks on spot checks."""
    yield insert("checklists", id=5, code="C5", title="Bowls")
    spot: dict[str, object] = {"checklist_id": 5, "mode": "spot"}
    approved = {"approved_by_id": BRUNO, "approved_at": MORNING, "digest": "d"}
    yield insert("checklist_versions", id=9, number=1, status="effective", share=30, **spot,
                 **approved)  # fmt: skip
    yield insert("checklist_versions", id=10, number=2, share=50, **spot)
    for item, severity, per_unit in (
        (41, "critical", True),
        (42, "major", False),
        (43, "minor", True),
        (44, "major", False),
    ):
        facts = {"severity": severity, "per_unit": per_unit, "title": "Look"}
        yield insert("check_items", id=item, version_id=9, position=item, code=f"I{item}", **facts)
    for number in (221, 222, 224):
        yield batch(number, "second_check")
        yield inspection(number * 10 + 1, ANA, "signed", version_id=9)
        yield sign_off(number * 100 + 1, number, "first", ANA)
    yield inspection(2222, BRUNO, "open", "second", version_id=9)
    yield draw(1, 2222)
    yield defect(22201, 2222, BRUNO)
    yield inspection(2242, BRUNO, "open", "second", version_id=9)
    yield from _in_the_second_round()
    yield batch(225, "first_check")
    yield inspection(2251, ANA, "open", version_id=9)
    yield defect(22501, 2251, ANA)
    yield batch(226, "second_check")
    yield inspection(2261, ANA, "signed", version_id=9)
    yield sign_off(22604, 226, "alone", ANA)
    yield batch(227, "second_check", round=2)
    yield inspection(2271, ANA, "signed", version_id=9)
    yield sign_off(22701, 227, "first", ANA)
    yield inspection(2273, ANA, "signed", version_id=9, round=2)


def _in_the_second_round() -> Iterator[str]:
    yield batch(223, "second_check", round=2)
    yield inspection(2231, ANA, "signed", version_id=9)
    yield sign_off(22301, 223, "first", ANA)
    yield inspection(2232, BRUNO, "signed", "second", version_id=9)
    yield draw(2, 2232, seed=OTHER_SEED, drawn="\n44/0\n")
    yield sign_off(22302, 223, "decision", BRUNO, meaning="rejected", reason="bad")
    yield inspection(2233, LEA, "signed", version_id=9, round=2)
    yield sign_off(22303, 223, "first", LEA, round=2)
