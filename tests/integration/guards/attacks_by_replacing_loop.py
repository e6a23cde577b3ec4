"""Attacks by putting something in the place of what was said, promised or seen."""

from collections.abc import Iterator

from tests.integration.guards.acts import (
    OR_REPLACE,
    UPDATE_OR_REPLACE,
    Act,
    change,
    overwriting,
)
from tests.integration.guards.attacks_on_problems import stop
from tests.integration.guards.record_loop import (
    BEFORE,
    LATE,
    came_of,
    happening,
    kept,
    promise,
    sighting,
    step,
)
from tests.integration.guards.rows import insert
from tests.integration.guards.usual_values import (
    PAUL,
)


def _by_id() -> Iterator[Act]:
    acknowledged = change("complaints", 1, status="acknowledged")
    for table, steps, statement in (
        ("complaints", (), insert("complaints", id=1, number=90, verb=OR_REPLACE)),
        (
            "complaint_events",
            (acknowledged,),
            step(107, 1, "acknowledged", verb=OR_REPLACE),
        ),
        ("promises", (), promise(1, number=90, verb=OR_REPLACE)),
        ("promise_events", (), kept(31, 1, "kept", BEFORE, verb=OR_REPLACE)),
        ("problems", (), insert("problems", id=1, number=90, verb=OR_REPLACE)),
        ("problem_events", (), happening(41, 4, "took_in", verb=OR_REPLACE)),
        ("sightings", (), sighting(3, 4, verb=OR_REPLACE)),
        (
            "extra_checks",
            stop(1),
            insert("extra_checks", id=1, problem_id=1, batch_id=3, verb=OR_REPLACE),
        ),
        (
            "corrective_actions",
            (),
            insert("corrective_actions", id=6, number=90, problem_id=3, verb=OR_REPLACE),
        ),
        (
            "discipline_entries",
            (),
            insert("discipline_entries", id=1, corrective_action_id=6, verb=OR_REPLACE),
        ),
        ("actions", (), insert("actions", id=63, corrective_action_id=6, verb=OR_REPLACE)),
        ("action_events", (), came_of(631, 61, "done", PAUL).replace("INSERT", OR_REPLACE)),
        ("service_targets", (), insert("service_targets", id=1, verb=OR_REPLACE)),
        ("touches", (), insert("touches", id=1, complaint_id=2, verb=OR_REPLACE)),
        (
            "complaint_links",
            (),
            insert("complaint_links", id=1, complaint_id=4, batch_id=3, verb=OR_REPLACE),
        ),
        (
            "escape_rulings",
            (),
            insert("escape_rulings", id=1, complaint_id=4, batch_id=3, verb=OR_REPLACE),
        ),
        (
            "complaint_photos",
            (),
            insert("complaint_photos", id=1, complaint_id=4, verb=OR_REPLACE),
        ),
    ):
        yield overwriting(f"replacing an id in {table}", *steps, statement)


def _by_key() -> Iterator[Act]:
    yield overwriting(
        "replacing a complaint by its number",
        insert("complaints", id=900, number=1, verb=OR_REPLACE),
    )
    yield overwriting(
        "replacing a complaint by its number in a list",
        insert("complaints", id=900, number=90, source="list", outside_id="X1", verb=OR_REPLACE),
    )
    yield overwriting("replacing a promise by its number", promise(900, number=1, verb=OR_REPLACE))
    yield overwriting("done late again", kept(900, 4, "done_late", LATE, verb=OR_REPLACE))
    yield overwriting(
        "replacing a problem by its number",
        insert("problems", id=900, number=1, verb=OR_REPLACE),
    )
    yield overwriting(
        "replacing a problem by its signature",
        insert("problems", id=900, number=90, family="P1", code_id=1, verb=OR_REPLACE),
    )
    for name, problem_id, row in (
        ("of a batch", 1, {}),
        ("of a complaint", 3, {"batch_id": None, "complaint_id": 6}),
        ("of a complaint and its batch", 1, {"complaint_id": 5}),
        ("that replaced another", 4, {"replaces_id": 1}),
        ("that refuted a promise", 3, {"refuted_promise_id": 11, "batch_id": 3}),
        ("that refuted a claim", 5, {"refuted_claim_id": 51, "batch_id": 3}),
    ):
        yield overwriting(
            f"replacing a sighting {name}", sighting(900, problem_id, verb=OR_REPLACE, **row)
        )
    yield overwriting(
        "replacing a corrective action by its number",
        insert("corrective_actions", id=900, number=6, problem_id=3, verb=OR_REPLACE),
    )
    yield overwriting(
        "replacing an open corrective action",
        insert("corrective_actions", id=900, number=90, problem_id=6, verb=OR_REPLACE),
    )
    for table, id_, other in (
        ("complaints", 2, {"number": 1}),
        ("complaints", 3, {"outside_id": "X1"}),
        ("problems", 2, {"number": 1}),
        ("problems", 2, {"code_id": 1}),
        ("corrective_actions", 5, {"number": 6}),
        ("corrective_actions", 5, {"problem_id": 6}),
    ):
        yield overwriting(
            f"overwriting another row of {table} by {', '.join(other)}",
            change(table, id_, UPDATE_OR_REPLACE, **other),
        )


BY_REPLACING_LOOP = [*_by_id(), *_by_key()]
