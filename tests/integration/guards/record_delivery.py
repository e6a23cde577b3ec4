"""Reports that went out of the shop of record.py, to their maker.

Deliveries 1 to 3 are drafts: 1 waits, 2 was sent, 3 was not; 4 was sent by the program, and its
receipt is confirmed; 5 was put into a folder. Report 5 is signed by the organisation, 6 is not;
certificates 3 and 4 are not valid at noon.
"""

from collections.abc import Iterator

from tests.integration.guards.rows import insert
from tests.integration.guards.usual_values import (
    EVENING,
    NOON,
    XAN,
)


def delivered(number: int, /, **given: object) -> str:
    """A delivery of report 6, by Ana."""
    return insert("deliveries", **({"id": number, "report_id": 6, "sha256": "b"} | given))


def certificate(number: int, /, **given: object) -> str:
    """A certificate of the shop, by Xan, its owner."""
    row = {"id": number, "fingerprint": f"c{number}", "by_id": XAN} | given
    return insert("certificates", **row)


def signing_rule(number: int, /, **given: object) -> str:
    """How the organisation signs, by Xan, its owner."""
    return insert("signing_rules", **({"id": number} | given))


def signed(number: int, /, **given: object) -> str:
    """A signed copy of report 6, by Ana."""
    return insert("signed_copies", **({"id": number} | given))


def became(number: int, delivery: int, kind: str, /, **given: object) -> str:
    """What became of a delivery."""
    row: dict[str, object] = {"id": number, "delivery_id": delivery, "kind": kind}
    if kind == "acknowledged":
        row |= {"who": "Mr Wu", "how": "email"}
    return insert("delivery_events", **(row | given))


def deliveries() -> Iterator[str]:
    """Everything that went out before the attacks."""
    yield certificate(1)
    yield certificate(2, valid_from="2026-11-01 08:00:00")
    yield certificate(3, valid_from=EVENING)
    yield certificate(4, valid_until=NOON)
    yield signing_rule(1)
    yield signed(1, report_id=5)
    yield insert("reports", id=60, serial=60, number="S1-60", sha256="r60")
    yield insert("reports", id=61, serial=61, number="S1-61", sha256="r61", replaces_id=60)
    yield insert("withdrawals", id=20, report_id=20)
    for number, way in ((1, "draft"), (2, "draft"), (3, "print"), (4, "email"), (5, "folder")):
        yield delivered(number, way=way)
    yield became(20, 2, "sent")
    yield became(30, 3, "dropped")
    yield became(40, 4, "acknowledged")
