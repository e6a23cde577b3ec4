"""Attacks on problems, their proof, stop-ship and corrective actions."""

from collections.abc import Iterator

from tests.integration.guards.acts import (
    APPROVAL,
    CONCESSION,
    FIRST_OF_12,
    Act,
    act,
    change,
    lea_checks_batch_12,
)
from tests.integration.guards.record_loop import came_of, happening, sighting
from tests.integration.guards.rows import insert, sign_off
from tests.integration.guards.usual_values import (
    BRUNO,
    EVENING,
    LEA,
    OLGA,
    PAUL,
    UNA,
    VIC,
    XAN,
)

CHECK = "Look twice"


def stop(
    problem_id: int, event: int = 950, check: str = CHECK, /, by: int = LEA
) -> tuple[str, str]:
    """A stop-ship, as it is set."""
    return (
        change("problems", problem_id, stop_check=check),
        happening(event, problem_id, "stopped", by, words=check),
    )


def checked(number: int, batch_id: int, /, **given: object) -> str:
    row = {"id": number, "problem_id": 1, "batch_id": batch_id, "by_id": BRUNO} | given
    return insert("extra_checks", **row)


def _problems() -> Iterator[Act]:
    new: dict[str, object] = {"id": 90, "number": 90}
    yield act("problem on alert at birth", insert("problems", **new, status="alert"))
    yield act("problem that came back at birth", insert("problems", **new, recurrences=1))
    yield act("problem with an owner at birth", insert("problems", **new, owner_id=LEA))
    for column, value in (
        ("id", 999),
        ("number", 999),
        ("family", "Q"),
        ("code_id", 9),
        ("item_code", "I1"),
        ("variant", "left"),
        ("raised_at", EVENING),
    ):
        yield act(f"another {column} of a problem", change("problems", 3, **{column: value}))
    for number, status in (
        (3, "alert"),
        (3, "watching"),
        (2, "watching"),
        (2, "recurred"),
        (1, "fix_claimed"),
        (1, "proven"),
        (2, "proven"),
        (3, "proving"),
        (3, "proven"),
        (4, "owned"),
        (4, "proven"),
        (5, "fix_claimed"),
        (6, "owned"),
        (6, "watching"),
        (7, "watching"),
        (7, "alert"),
        (7, "fix_claimed"),
        (7, "proven"),
    ):
        yield act(f"problem {number} to {status}", change("problems", number, status=status))
    yield act("proven problem merged", change("problems", 6, status="merged", merged_into_id=7))
    yield act("merged problem touched", change("problems", 8, changed_at=EVENING))
    yield act("merged problem merged elsewhere", change("problems", 8, merged_into_id=1))
    yield act("recurrences taken back", change("problems", 7, recurrences=0))
    yield act("another owner on the quiet", change("problems", 5, owner_id=VIC))
    yield act("no owner on the quiet", change("problems", 4, owner_id=None))
    yield act(
        "merging under a stop-ship",
        *stop(1),
        change("problems", 1, status="merged", merged_into_id=2),
    )


def _steps() -> Iterator[Act]:
    yield act(
        "fix claimed by who was never in charge",
        change("problems", 7, status="owned", owner_id=LEA),
        change("problems", 7, status="fix_claimed"),
    )
    yield act(
        "proving what was not claimed",
        change("problems", 3, status="fix_claimed"),
        change("problems", 3, status="proving"),
    )
    yield act(
        "proven without a verified fix",
        change("problems", 4, status="proving"),
        change("problems", 4, status="proven"),
    )
    for kind, number in (
        ("owned", 1),
        ("fix_claimed", 5),
        ("fix_verified", 4),
        ("proven", 5),
        ("recurred", 3),
        ("merged", 1),
    ):
        yield act(f"event that is not so: {kind}", happening(950, number, kind, VIC))
    yield act("fix claimed again", happening(950, 4, "fix_claimed", VIC))
    yield act("fix verified again", happening(950, 5, "fix_verified", VIC))
    yield act("proven again", happening(950, 6, "proven", VIC))
    yield act(
        "fix verified by who is in charge on the quiet",
        change("problems", 3, status="owned", owner_id=VIC),
        change("problems", 3, status="fix_claimed"),
        happening(949, 3, "fix_claimed", PAUL),
        change("problems", 3, status="proving"),
        happening(950, 3, "fix_verified", VIC),
    )
    yield act(
        "fix verified by who was in charge before",
        change("problems", 10, status="proving"),
        happening(950, 10, "fix_verified", BRUNO),
    )
    yield act(
        "somebody else written down as in charge",
        change("problems", 3, owner_id=VIC),
        happening(950, 3, "owned", XAN, owner_id=BRUNO),
    )
    for who, why in ((LEA, "its owner"), (PAUL, "who claimed it")):
        yield act(
            f"fix verified by {why}",
            change("problems", 4, status="proving"),
            happening(950, 4, "fix_verified", who),
        )
        yield act(
            f"proven by {why}",
            change("problems", 5, status="proven"),
            happening(950, 5, "proven", who),
        )
    yield act(
        "stop-ship that asks for another check",
        change("problems", 1, stop_check=CHECK),
        happening(950, 1, "stopped", words="Look away"),
    )
    yield act(
        "stop-ship of another problem",
        change("problems", 2, stop_check=CHECK),
        happening(950, 1, "stopped", words=CHECK),
    )
    yield act("stop-ship lifted that stands", *stop(1), happening(951, 1, "lifted", XAN))
    for who, why in ((LEA, "a lead"), (UNA, "a retired owner"), (VIC, "a former owner")):
        yield act(
            f"stop-ship lifted by {why}",
            *stop(1),
            change("problems", 1, stop_check=""),
            happening(951, 1, "lifted", who),
        )
        yield act(f"stop-ship made easier by {why}", *stop(1), *stop(1, 951, "Look", by=who))
    yield act(
        "stop-ship made easier by a lead after something else came",
        *stop(1),
        happening(951, 1, "took_in"),
        *stop(1, 952, "Look"),
    )


def _sightings() -> Iterator[Act]:
    yield act("sighting of a merged problem", sighting(900, 8))
    yield act("sighting of no problem", sighting(900, 999))
    yield act("sighting that refutes no promise", sighting(900, 4, refuted_promise_id=999))
    yield act(
        "sighting that refutes a promise of another problem",
        sighting(900, 4, refuted_promise_id=10),
    )
    yield act("sighting that refutes what was not a fix", sighting(900, 4, refuted_promise_id=9))
    yield act("sighting that refutes no claim", sighting(900, 4, refuted_claim_id=999))
    yield act(
        "sighting that refutes a claim of another problem", sighting(900, 4, refuted_claim_id=61)
    )
    yield act(
        "sighting that refutes a promise of what is no part of it",
        sighting(900, 7, refuted_promise_id=10),
    )
    yield act(
        "sighting that refutes a claim of what is no part of it",
        sighting(900, 7, refuted_claim_id=61),
    )
    yield act("sighting that refutes no fix", sighting(900, 4, refuted_claim_id=40))


def _stopped() -> Iterator[Act]:
    yield act("approval under a stop-ship", *stop(1), APPROVAL)
    yield act("concession under a stop-ship", *stop(1), CONCESSION)
    yield act("alone under a stop-ship", *stop(1), sign_off(1603, 6, "alone", OLGA))
    yield act(
        "approval under a stop-ship of nobody", change("problems", 1, stop_check=CHECK), APPROVAL
    )
    yield act(
        "approval under a stop-ship of nobody, upon the check of the round before",
        change("problems", 1, stop_check=CHECK),
        *lea_checks_batch_12(),
        sign_off(1212, 12, "decision", LEA, **FIRST_OF_12),
    )
    emptied = change("problems", 1, stop_check="")
    yield act("approval after the check was emptied", *stop(1), emptied, APPROVAL)
    yield act(
        "approval after the check was emptied and something else came",
        *stop(1),
        emptied,
        happening(951, 1, "took_in"),
        APPROVAL,
    )
    for name, ways in (("", ()), (" that was emptied", (emptied,))):
        yield act(
            f"approval upon a failed check{name}",
            *stop(1),
            checked(950, 3, result="fail"),
            *ways,
            APPROVAL,
        )
        yield act(
            f"approval upon a check that was passed first{name}",
            *stop(1),
            checked(950, 3),
            checked(951, 3, result="fail"),
            *ways,
            APPROVAL,
        )
        yield act(
            f"approval upon the check of another batch{name}",
            *stop(1),
            checked(950, 4),
            *ways,
            APPROVAL,
        )
        yield act(
            f"approval upon the check of the round before{name}",
            *stop(1),
            *lea_checks_batch_12(),
            *ways,
            sign_off(1212, 12, "decision", LEA, **FIRST_OF_12),
        )
        yield act(
            f"approval upon the check of another problem{name}",
            *stop(1),
            *stop(2, 951),
            change("problems", 2, stop_check=""),
            happening(952, 2, "lifted", XAN),
            *ways,
            APPROVAL,
        )
    yield act(
        "approval upon another check",
        *stop(1),
        checked(950, 3),
        *stop(1, 951, "Look three times", by=XAN),
        APPROVAL,
    )
    yield act(
        "approval under a stop-ship of the family",
        change("products", 1, family="Z"),
        *stop(3),
        APPROVAL,
    )
    yield act("approval under a stop-ship of what took it in", *stop(7), APPROVAL)
    yield act(
        "approval under an emptied stop-ship of what took it in",
        *stop(7),
        change("problems", 7, stop_check=""),
        APPROVAL,
    )
    away = change("products", 1, family="Q")
    yield act("product that leaves a stop-ship", *stop(1), away)
    yield act(
        "product that leaves a stop-ship by its code", *stop(1), change("products", 1, code="Q")
    )
    yield act("product that leaves an emptied stop-ship", *stop(1), emptied, away)
    yield act("product that leaves a stop-ship of what took it in", *stop(7), away)
    yield act(
        "product that leaves a stop-ship after something else came",
        *stop(1),
        happening(951, 1, "took_in"),
        away,
    )
    yield act(
        "product of a family that leaves a stop-ship",
        change("products", 1, family="Z"),
        *stop(3),
        change("products", 1, family=""),
    )
    for name, row in (
        ("of a released batch", (5, {})),
        ("of a draft", (1, {})),
        ("of another round", (3, {"round": 2})),
        ("of no batch", (999, {})),
        ("of another problem", (3, {"problem_id": 2})),
        ("of other words", (3, {"asked": "Look away"})),
        ("by who made the batch", (3, {"by_id": PAUL})),
    ):
        yield act(f"extra check {name}", *stop(1), checked(950, row[0], **row[1]))
    yield act("extra check that nothing asks for", checked(950, 3))


def _corrective_actions() -> Iterator[Act]:
    yield act(
        "corrective action closed at birth",
        insert("corrective_actions", id=90, number=90, problem_id=3, status="closed"),
    )
    for column, value in (
        ("id", 999),
        ("number", 999),
        ("problem_id", 3),
        ("opened_at", EVENING),
    ):
        yield act(
            f"another {column} of a corrective action",
            change("corrective_actions", 6, **{column: value}),
        )
    yield act("closed corrective action changed", change("corrective_actions", 7, title="x"))
    yield act("closed corrective action opened", change("corrective_actions", 7, status="open"))
    yield act("closing before the proof", change("corrective_actions", 5, status="closed"))
    yield act(
        "closing after it came back",
        change("problems", 6, status="recurred"),
        change("corrective_actions", 6, status="closed"),
    )
    yield act(
        "closing upon a proof that nobody judged",
        change("problems", 5, status="proven"),
        change("corrective_actions", 5, status="closed"),
    )
    for table in ("discipline_entries", "actions"):
        for of in (7, 999):
            yield act(
                f"row of {table} in corrective action {of}",
                insert(table, id=900, corrective_action_id=of),
            )
    yield act("action of a closed corrective action done", came_of(900, 71, "done", PAUL))
    yield act("action that was never planned done", came_of(900, 999, "done", PAUL))
    for number, status in (
        (61, "verified"),
        (63, "done"),
        (63, "verified"),
        (63, "open"),
        (64, "cancelled"),
        (62, "cancelled"),
        (62, "open"),
    ):
        yield act(f"action {number} {status}", came_of(900, number, status, VIC))
    for who, why in ((PAUL, "its owner"), (LEA, "who leads"), (BRUNO, "who did it")):
        yield act(f"action verified by {why}", came_of(900, 62, "verified", who))


ON_PROBLEMS = [
    *_problems(),
    *_steps(),
    *_sightings(),
    *_stopped(),
    *_corrective_actions(),
]
