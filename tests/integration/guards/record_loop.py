"""Complaints, promises, problems and corrective actions of the shop, as plain SQL.

Complaints 1 to 8 stand at one step each, in the order of the steps; 9 to 11 are answered and
differ in their promises; 12 is acknowledged, and that is not written down yet.

Problems 1 to 8 stand at one step each; 9 is of another product; 10 is Xan's, and waits for its
verification; 12 is proven; 13, of the lamps of batch 3, has become a part of 7, and 14 one of 4;
15 stops the goods of another family. Corrective action 7 is closed, the others are open.
"""

from collections.abc import Iterator

from tests.integration.guards.rows import insert
from tests.integration.guards.usual_values import (
    BRUNO,
    LEA,
    MORNING,
    PAUL,
    VIC,
    XAN,
)

STEPS = (
    "received",
    "acknowledged",
    "restated",
    "investigating",
    "answered",
    "closed",
    "disputed",
    "reopened",
)
DUE = "2026-11-25 23:00:00"
MOVED = "2026-11-28 23:00:00"
MOVED_AGAIN = "2026-12-05 23:00:00"
BEFORE = "2026-11-21 08:00:00"
LATE = "2026-11-26 08:00:00"
MUCH_LATER = "2026-12-06 08:00:00"


def step(number: int, complaint_id: int, status: str, /, **given: object) -> str:
    """The event of a step of a complaint."""
    row: dict[str, object] = {"id": number, "complaint_id": complaint_id, "status": status}
    if status == "restated":
        row |= {"agreed_by": "Mr Smith", "agreed_at": BEFORE}
    if status in ("answered", "closed"):
        row["outcome"] = "justified"
    return insert("complaint_events", **(row | given))


def happening(number: int, problem_id: int, kind: str, by: int = XAN, /, **given: object) -> str:
    """Something that happened to a problem."""
    row: dict[str, object] = {"id": number, "problem_id": problem_id, "kind": kind, "by_id": by}
    if kind == "fix_claimed":
        row |= {"fixed_from": "2026-11-01", "proof_batches": 3, "proof_days": 30}
    if kind == "owned":
        row["owner_id"] = LEA
    return insert("problem_events", **(row | given))


def promise(number: int, /, **given: object) -> str:
    return insert("promises", **({"id": number, "number": number} | given))


def kept(number: int, promise_id: int, kind: str, at: str, /, **given: object) -> str:
    """What became of a promise."""
    row: dict[str, object] = {"id": number, "promise_id": promise_id, "kind": kind, "at": at}
    if kind == "moved":
        row |= {"due_at": MOVED, "due_on": "2026-11-28"}
    return insert("promise_events", **(row | given))


def sighting(number: int, problem_id: int, /, **given: object) -> str:
    return insert("sightings", **({"id": number, "problem_id": problem_id, "batch_id": 5} | given))


def came_of(number: int, action_id: int, status: str, by: int, /) -> str:
    """What became of an action."""
    return insert("action_events", id=number, action_id=action_id, status=status, by_id=by)


def loop() -> Iterator[str]:
    """Everything about customers and problems that stands before the attacks."""
    yield insert("role_grants", id=60, person_id=VIC, site_id=3, role="owner", ended_at=LATE)
    yield from _complaints()
    yield from _promises()
    yield from _problems()
    yield from _corrective_actions()
    yield insert("touches", id=1, complaint_id=1)
    yield insert("service_targets", id=1)
    yield insert("snoozes", id=900)
    yield promise(80, by_id=XAN, made_at=MORNING)
    yield insert("reworks", id=900, batch_id=12)
    yield insert("review_decisions", id=900, week="2026-11-09", promise_id=80)


def _complaints() -> Iterator[str]:
    for number, status in enumerate((*STEPS, *["answered"] * 3, "acknowledged"), start=1):
        outcome = "justified" if status in ("answered", "closed", "disputed") else None
        yield insert(
            "complaints",
            id=number,
            number=number,
            status=status,
            outcome=outcome,
            source="list",
            outside_id=f"X{number}" if number < 3 else "",
        )
        if len(STEPS) < number < 12:
            yield step(number, number, status)
    for number, status in enumerate(STEPS, start=1):
        yield step(100 + number, number, status)
    yield insert("complaint_links", id=1, complaint_id=4, batch_id=5)
    yield insert("escape_rulings", id=1, complaint_id=4, batch_id=5)
    yield insert("complaint_photos", id=1, complaint_id=4)


def _promises() -> Iterator[str]:
    for number, about in (
        (1, {}),
        (2, {}),
        (3, {}),
        (4, {}),
        (5, {"complaint_id": 5}),
        (6, {"complaint_id": 6}),
        (7, {"complaint_id": 11}),
        (8, {"problem_id": 4, "is_fix": True}),
        (9, {"problem_id": 4}),
        (10, {"problem_id": 3, "is_fix": True}),
        (11, {"problem_id": 3, "is_fix": True}),
        (12, {"problem_id": 8, "is_fix": True}),
    ):
        yield promise(number, **about)
    yield kept(21, 2, "moved", BEFORE)
    yield kept(22, 2, "moved", "2026-11-22 08:00:00", due_at=MOVED_AGAIN, due_on="2026-12-05")
    yield kept(31, 3, "kept", BEFORE)
    yield kept(41, 4, "done_late", LATE)
    yield kept(71, 7, "done_late", LATE)


def _problems() -> Iterator[str]:
    for number, family, code, status, owner in (
        (1, "P1", 1, "watching", None),
        (2, "P1", 2, "alert", None),
        (3, "Z", 1, "owned", LEA),
        (4, "Z", 2, "fix_claimed", LEA),
        (5, "Y", 1, "proving", LEA),
        (6, "Y", 2, "proven", LEA),
        (7, "X", 1, "recurred", None),
        (8, "X", 2, "merged", None),
        (9, "P2", 1, "watching", None),
        (10, "W", 1, "fix_claimed", XAN),
        (12, "W", 2, "proven", LEA),
        (13, "P1", 3, "merged", None),
        (14, "V", 2, "merged", None),
        (15, "U", 1, "watching", None),
    ):
        yield insert(
            "problems",
            id=number,
            number=number,
            family=family,
            code_id=code,
            status=status,
            owner_id=owner,
            recurrences=1 if number == 7 else 0,
            stop_check="Look twice" if number == 15 else "",
            merged_into_id={8: 7, 13: 7, 14: 4}.get(number),
        )
    for number, problem_id, kind, by in (
        (30, 3, "owned", XAN),
        (40, 4, "owned", XAN),
        (41, 4, "fix_claimed", PAUL),
        (50, 5, "owned", XAN),
        (51, 5, "fix_claimed", PAUL),
        (52, 5, "fix_verified", XAN),
        (60, 6, "owned", XAN),
        (61, 6, "fix_claimed", PAUL),
        (62, 6, "fix_verified", XAN),
        (63, 6, "proven", XAN),
        (70, 7, "recurred", XAN),
        (80, 8, "fix_claimed", PAUL),
        (900, 12, "proven", XAN),
    ):
        yield happening(number, problem_id, kind, by)
    yield happening(99, 10, "owned", XAN, owner_id=BRUNO)
    yield happening(100, 10, "owned", XAN, owner_id=XAN)
    yield happening(101, 10, "fix_claimed", XAN)
    yield sighting(1, 1)
    yield sighting(2, 1, complaint_id=5)
    yield sighting(3, 5, refuted_claim_id=51)
    yield sighting(4, 3, batch_id=None, complaint_id=6, refuted_promise_id=11)
    yield sighting(5, 3, replaces_id=1)
    yield insert("extra_checks", id=1, problem_id=1, batch_id=12, round=1)
    yield insert("extra_checks", id=2, problem_id=1, batch_id=7, round=1)
    yield insert("extra_checks", id=3, problem_id=2, batch_id=3, round=1)


def _corrective_actions() -> Iterator[str]:
    for number, problem_id, status, lead in (
        (5, 5, "open", XAN),
        (6, 6, "open", LEA),
        (7, 7, "closed", LEA),
    ):
        yield insert(
            "corrective_actions",
            id=number,
            number=number,
            problem_id=problem_id,
            status=status,
            lead_id=lead,
        )
    yield insert("discipline_entries", id=1, corrective_action_id=6)
    for number, of, owner in (
        (61, 6, PAUL),
        (62, 6, PAUL),
        (63, 6, PAUL),
        (64, 6, PAUL),
        (65, 6, XAN),
        (71, 7, PAUL),
    ):
        yield insert("actions", id=number, corrective_action_id=of, owner_id=owner)
    yield came_of(620, 62, "open", XAN)
    yield came_of(621, 62, "done", BRUNO)
    yield came_of(631, 63, "cancelled", LEA)
    yield came_of(641, 64, "done", PAUL)
    yield came_of(642, 64, "verified", XAN)
    yield came_of(651, 65, "done", XAN)
