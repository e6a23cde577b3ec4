"""What people do every day with complaints, promises, problems and corrective actions."""

from collections.abc import Iterator

from tests.integration.guards.acts import APPROVAL, CONCESSION, Act, act, change
from tests.integration.guards.attacks_on_complaints import answered
from tests.integration.guards.attacks_on_problems import CHECK, checked, stop
from tests.integration.guards.record_loop import (
    BEFORE,
    LATE,
    MUCH_LATER,
    came_of,
    happening,
    kept,
    promise,
    sighting,
    step,
)
from tests.integration.guards.rows import batch, insert, sign_off
from tests.integration.guards.usual_values import (
    ANA,
    BRUNO,
    EVENING,
    LEA,
    OLGA,
    PAUL,
    XAN,
)


def _complaints() -> Iterator[Act]:
    new: dict[str, object] = {"id": 90, "number": 90}
    for name, row in (
        ("", {}),
        (" of a list", {"source": "list", "outside_id": "X9"}),
        (" of a number that another list has", {"source": "other", "outside_id": "X1"}),
        (" of a list without numbers", {"source": "list"}),
        (" heard as it is entered", {"heard_at": EVENING}),
    ):
        yield act(
            f"complaint received{name}",
            insert("complaints", **(new | row)),
            step(900, 90, "received"),
        )
    for number, status in (
        (1, "acknowledged"),
        (2, "restated"),
        (8, "restated"),
        (3, "investigating"),
        (8, "investigating"),
        (10, "closed"),
        (5, "disputed"),
        (6, "disputed"),
    ):
        yield act(
            f"complaint {number} {status}",
            change("complaints", number, status=status),
            step(900, number, status),
        )
        yield act(
            f"complaint {number} {status} and touched before it is written down",
            change("complaints", number, status=status),
            change("complaints", number, changed_at=LATE),
            step(900, number, status),
        )
    yield act("complaint answered", answered(4, outcome="partly"), _answer(4, "partly"))
    yield act(
        "complaint reopened",
        change("complaints", 7, status="reopened", outcome=None),
        step(900, 7, "reopened"),
    )
    yield act(
        "complaint answered again after a dispute",
        change("complaints", 7, status="reopened", outcome=None),
        step(900, 7, "reopened"),
        change("complaints", 7, status="investigating"),
        step(901, 7, "investigating"),
        answered(7, outcome="partly"),
        step(902, 7, "answered", outcome="partly"),
    )
    for number in (5, 6, 7):
        yield act(
            f"complaint {number} touched", change("complaints", number, changed_at=LATE, code_id=1)
        )
    yield act("link", insert("complaint_links", id=900, complaint_id=4, batch_id=3))
    yield act("ruling", insert("escape_rulings", id=900, complaint_id=4, batch_id=5))
    yield act("picture of a complaint", insert("complaint_photos", id=900, complaint_id=4))
    yield act("touch", insert("touches", id=900, complaint_id=4))
    yield act("service target", insert("service_targets", id=900))
    yield act("service target by another owner", insert("service_targets", id=900, by_id=OLGA))


def _answer(number: int, outcome: str) -> str:
    return step(900, number, "answered", outcome=outcome)


def _promises() -> Iterator[Act]:
    yield act("promise", promise(90))
    yield act("promise to a closed complaint", promise(90, complaint_id=6))
    yield act("promise kept", kept(900, 1, "kept", BEFORE))
    yield act("promise kept as it is made", kept(900, 1, "kept", "2026-11-20 08:00:00"))
    yield act("promise moved", kept(900, 1, "moved", BEFORE))
    yield act(
        "promise moved twice in a moment",
        kept(900, 1, "moved", BEFORE),
        kept(901, 1, "moved", BEFORE, due_at="2026-11-29 23:00:00"),
    )
    yield act("promise that was moved kept", kept(900, 2, "kept", "2026-12-01 08:00:00"))
    yield act("promise told", kept(900, 1, "told", LATE))
    yield act("promise told as it breaks", kept(900, 1, "told", "2026-11-25 23:00:00"))
    yield act("promise that was moved told", kept(900, 2, "told", MUCH_LATER))
    yield act("promise done late", kept(900, 1, "done_late", LATE))
    yield act("promise told and done late", *_told(1), kept(901, 1, "done_late", LATE))
    yield act("promise done late and told", kept(900, 4, "told", LATE))
    for number, name in ((5, "promised"), (11, "done late")):
        of = {5: 5, 11: 7}[number]
        yield act(
            f"complaint closed when the customer was told of what was {name}",
            *_told(of),
            change("complaints", number, status="closed"),
            step(901, number, "closed"),
        )
    yield act(
        "complaint closed when its promise was kept",
        kept(900, 5, "kept", BEFORE),
        change("complaints", 5, status="closed"),
    )


def _told(number: int) -> tuple[str]:
    return (kept(900, number, "told", LATE),)


def _problems() -> Iterator[Act]:
    for name, row in (
        ("", {}),
        (" of another code", {"family": "P1", "code_id": 4}),
        (" of an item", {"family": "P1", "item_code": "I1"}),
        (" of a variant", {"family": "P1", "variant": "left"}),
    ):
        yield act(
            f"problem raised{name}",
            insert("problems", id=90, number=90, **row),
            happening(950, 90, "raised", words=""),
        )
    for number in (1, 2, 3, 4, 5, 6, 7):
        yield act(f"problem {number} touched", change("problems", number, changed_at=EVENING))
    yield act(
        "problem on alert",
        change("problems", 1, status="alert", recurrences=1),
        happening(950, 1, "alerted"),
    )
    for number in (1, 2, 3, 7):
        yield act(f"problem {number} taken on", *_owned(number))
    for number in (3, 4, 5, 6):
        yield act(
            f"problem {number} came back",
            change("problems", number, status="recurred", recurrences=1),
            happening(950, number, "recurred", PAUL),
        )
    for number in (1, 2, 3, 4, 5, 7):
        yield act(
            f"problem {number} merged",
            change("problems", number, status="merged", merged_into_id=9),
            happening(950, number, "merged"),
            happening(951, 9, "took_in"),
        )
    yield act("problem that came back merged", change("problems", 9, recurrences=3))
    yield act("fix claimed", *_claimed(3, LEA))
    yield act("fix claimed after it came back", *_owned(7), *_claimed(7, PAUL))
    yield act("fix verified", *_verified(4, XAN))
    yield act("fix verified by who owns and claimed others", *_verified(10, LEA))
    yield act("fix verified by who claimed another", *_verified(10, PAUL))
    yield act("fix verified under a stop-ship", *stop(4), *_verified(4, XAN))
    yield act("proven", change("problems", 5, status="proven"), happening(951, 5, "proven"))
    yield act("proven by somebody else", change("problems", 5, status="proven"), _proven(5, BRUNO))
    yield act(
        "fix claimed again after it came back",
        change("problems", 6, status="recurred", recurrences=1),
        happening(949, 6, "recurred"),
        *_owned(6),
        *_claimed(6, PAUL),
    )
    yield act("stop-ship", *stop(1))
    yield act("stop-ship that asks for another check", *stop(1), *stop(1, 951, "Look", by=XAN))
    yield act("stop-ship after one was lifted", *_lifted(1), *stop(1, 956))
    yield act("problem owned under a stop-ship", *stop(1), *_owned(1))
    yield act("stop-ship lifted", *_lifted(1))


def _owned(number: int) -> tuple[str, str]:
    owned = change("problems", number, status="owned", owner_id=XAN)
    return owned, happening(952, number, "owned", LEA, owner_id=XAN)


def _claimed(number: int, by: int) -> tuple[str, str]:
    claimed = change("problems", number, status="fix_claimed")
    return claimed, happening(953, number, "fix_claimed", by)


def _verified(number: int, by: int) -> tuple[str, str]:
    proving = change("problems", number, status="proving")
    return proving, happening(954, number, "fix_verified", by)


def _proven(number: int, by: int) -> str:
    return happening(951, number, "proven", by)


def _lifted(number: int) -> tuple[str, ...]:
    lifted = change("problems", number, stop_check="")
    return *stop(number), lifted, happening(955, number, "lifted", XAN)


def _sightings() -> Iterator[Act]:
    yield act("sighting", sighting(900, 4))
    yield act("sighting of another batch", sighting(900, 1, batch_id=3))
    yield act("sighting of a complaint", sighting(900, 1, batch_id=None, complaint_id=5))
    yield act(
        "sighting of another complaint with no batch",
        sighting(900, 3, batch_id=None, complaint_id=5),
    )
    yield act("sighting of a complaint and a batch", sighting(900, 1, complaint_id=6))
    yield act(
        "sighting of another batch of a complaint", sighting(900, 1, batch_id=3, complaint_id=5)
    )
    yield act("sighting in another problem", sighting(900, 4, complaint_id=5))
    yield act(
        "sighting of a complaint in another problem",
        sighting(900, 1, batch_id=None, complaint_id=6),
    )
    yield act("sighting in the place of another", sighting(900, 4, replaces_id=2))
    yield act("sighting that refutes", sighting(900, 4, refuted_promise_id=8, refuted_claim_id=41))
    yield act(
        "sighting that refutes what was promised in a part",
        sighting(900, 7, refuted_promise_id=12, refuted_claim_id=80),
    )


def _stopped() -> Iterator[Act]:
    passed = checked(960, 3)
    yield act("approval after the extra check", *stop(1), passed, APPROVAL)
    yield act(
        "approval after the extra check was done again",
        *stop(1),
        checked(959, 3, result="fail"),
        passed,
        APPROVAL,
    )
    yield act("concession after the extra check", *stop(1), checked(960, 4), CONCESSION)
    yield act("rejection under a stop-ship", *stop(1), _rejected())
    yield act(
        "rejection under an emptied stop-ship",
        *stop(1),
        change("problems", 1, stop_check=""),
        _rejected(),
    )
    yield act("first signature under a stop-ship", *stop(1), sign_off(9201, 2, "first", ANA))
    yield act("approval under a stop-ship of others", *stop(3), APPROVAL)
    yield act(
        "approval under a stop-ship of another product",
        batch(90, "draft", product_id=2),
        *stop(9),
        APPROVAL,
    )
    yield act(
        "approval under an emptied stop-ship of others",
        batch(90, "draft", product_id=2),
        *stop(9),
        *stop(3, 951),
        change("problems", 9, stop_check=""),
        change("problems", 3, stop_check=""),
        APPROVAL,
    )
    yield act("approval under a stop-ship of others that took some in", *stop(4), APPROVAL)
    yield act(
        "approval under an emptied stop-ship of others that took some in",
        *stop(4),
        change("problems", 4, stop_check=""),
        APPROVAL,
    )
    yield act("approval after the stop-ship was lifted", *_lifted(1), APPROVAL)
    yield act(
        "approval after the proof",
        change("products", 1, family="Y"),
        *stop(5),
        change("problems", 5, status="proven", stop_check=""),
        happening(951, 5, "proven"),
        APPROVAL,
    )
    away = change("products", 1, family="Q")
    yield act("product renamed under a stop-ship", *stop(1), change("products", 1, name="x"))
    yield act("product that joins a family", away)
    yield act("product that leaves while others are stopped", *stop(3), away)
    yield act("product that leaves while what took others in is stopped", *stop(4), away)
    yield act("product that leaves after the stop-ship was lifted", *_lifted(1), away)
    yield act(
        "product of a family whose code changes under a stop-ship",
        change("products", 1, family="Z"),
        *stop(3),
        change("products", 1, code="Q"),
    )
    yield act("extra check in the first check", *stop(1), checked(960, 2))
    yield act(
        "extra check by who made another batch", *stop(1), checked(960, 2, by_id=PAUL, asked=CHECK)
    )


def _rejected() -> str:
    return sign_off(9302, 3, "decision", BRUNO, meaning="rejected", reason="bad")


def _corrective_actions() -> Iterator[Act]:
    for problem_id in (3, 7):
        yield act(
            f"corrective action for problem {problem_id}",
            insert("corrective_actions", id=90, number=90, problem_id=problem_id),
        )
    for number in (5, 6):
        yield act(
            f"corrective action {number} renamed", change("corrective_actions", number, title="x")
        )
    closed = change("corrective_actions", 6, status="closed")
    yield act("corrective action closed", closed)
    yield act(
        "corrective action closed after more was taken in", happening(950, 6, "took_in"), closed
    )
    yield act("entry", insert("discipline_entries", id=900, corrective_action_id=6))
    yield act(
        "action planned",
        insert("actions", id=900, corrective_action_id=6),
        came_of(900, 900, "open", XAN),
        came_of(901, 900, "open", XAN),
    )
    yield act("action done by its owner", came_of(900, 61, "done", PAUL))
    yield act("action done by who leads", came_of(900, 61, "done", LEA))
    yield act("action cancelled by who leads", came_of(900, 61, "cancelled", LEA))
    yield act(
        "action verified by who planned it and did others", came_of(900, 62, "verified", XAN)
    )


LOOP = [
    *_complaints(),
    *_promises(),
    *_problems(),
    *_sightings(),
    *_stopped(),
    *_corrective_actions(),
]
