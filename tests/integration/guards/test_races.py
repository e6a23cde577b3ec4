"""Two transactions at once on PostgreSQL: whoever is second sees what the first has done."""

import threading
import time

import psycopg
import pytest

from qc_desk.storage.guards import Guard, manifest
from tests.integration.guards.acts import CONCESSION, change
from tests.integration.guards.attacks_on_problems import checked
from tests.integration.guards.bench import PostgresqlBench
from tests.integration.guards.record_loop import (
    BEFORE,
    came_of,
    happening,
    kept,
    sighting,
    step,
)
from tests.integration.guards.rows import answer, defect, insert, inspection, photo
from tests.integration.guards.usual_values import (
    ANA,
    BRUNO,
    LEA,
    PAUL,
)

KEPT = kept(900, 1, "kept", BEFORE)
HONEST = {
    "inspections": ("batches", 7, inspection(72, BRUNO, "open", "second")),
    "defects": ("batches", 2, defect(900, 21, ANA)),
    "sign_offs": ("batches", 4, CONCESSION),
    "reconciliations": ("batches", 3, insert("reconciliations", id=90, batch_id=3)),
    "batch_producers": (
        "batches",
        1,
        insert("batch_producers", id=90, batch_id=1, person_id=BRUNO),
    ),
    "answers": ("batches", 2, answer(900, 21, 12, ANA)),
    "defect_events": ("batches", 2, insert("defect_events", id=900, defect_id=211)),
    "annotations": ("batches", 2, insert("annotations", id=900, photo_id=2101)),
    "photos": ("batches", 2, photo(900, 21, ANA, item_id=12)),
    "extra_checks": ("batches", 3, checked(900, 3, problem_id=15)),
    "complaint_events": ("complaints", 12, step(900, 12, "acknowledged")),
    "promise_events": ("promises", 1, KEPT),
    "problem_events": ("problems", 1, happening(950, 1, "took_in")),
    "sightings": ("problems", 4, sighting(900, 4)),
    "discipline_entries": (
        "corrective_actions",
        6,
        insert("discipline_entries", id=900, corrective_action_id=6),
    ),
    "actions": ("corrective_actions", 6, insert("actions", id=900, corrective_action_id=6)),
    "action_events": ("corrective_actions", 6, came_of(900, 61, "done", PAUL)),
}
LOCKS = [guard for guard in manifest("postgresql") if guard.name.startswith("a_lock_")]
NAMED_PRODUCER = insert("batch_producers", id=90, batch_id=4, person_id=LEA)
SELF_SIGNED = (
    "SELECT count(*) FROM sign_offs JOIN batch_producers USING (batch_id)"
    " WHERE signer_id = person_id AND slot <> 'first'"
)


def _without(address: str, guards: list[Guard]) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        for guard in guards:
            connection.execute(f"DROP TRIGGER {guard.name} ON {guard.table}".encode())


def _race(address: str, *statements: str) -> str | None:
    """Say all but the last statement in one transaction, and the last one in another meanwhile."""
    first, second = PostgresqlBench(address), PostgresqlBench(address)
    said: list[str | None] = []

    def follow() -> None:
        try:
            second.say(statements[-1])
            said.append(None)
        except psycopg.Error as error:
            said.append(str(error).splitlines()[0])

    try:
        first.say("BEGIN")
        for statement in statements[:-1]:
            first.say(statement)
        other = threading.Thread(target=follow)
        other.start()
        _wait_until_it_waits_or_ends(address, other)
        first.say("COMMIT")
        other.join(timeout=20)
        assert not other.is_alive()
        return said[0]
    finally:
        first.driver.close()
        second.driver.close()


def _self_sign_off(address: str) -> str | None:
    """Name Lea as producer in one transaction, and let her sign a concession in another."""
    return _race(address, NAMED_PRODUCER, CONCESSION)


def _wait_until_it_waits_or_ends(address: str, other: threading.Thread) -> None:
    with psycopg.connect(address, autocommit=True) as watcher:
        for _ in range(400):
            waiting = watcher.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone()
            if not other.is_alive() or waiting != (0,):
                return
            time.sleep(0.02)
    pytest.fail("the other transaction neither waits nor ends")


def test_that_a_producer_cannot_sign_in_a_race(raced_address: str) -> None:
    said = _self_sign_off(raced_address)
    assert said == "qc_desk: sign_offs_second_person: the signer has made the batch"
    with psycopg.connect(raced_address) as connection:
        assert connection.execute(SELF_SIGNED.encode()).fetchone() == (0,)


def test_that_without_holding_the_batch_the_race_is_lost(raced_address: str) -> None:
    _without(raced_address, LOCKS)
    assert _self_sign_off(raced_address) is None
    with psycopg.connect(raced_address) as connection:
        assert connection.execute(SELF_SIGNED.encode()).fetchone() == (1,)


RACES: dict[str, tuple[str, str, str]] = {
    "a kept promise is moved": (
        KEPT,
        kept(901, 1, "moved", BEFORE),
        "qc_desk: promise_events_in_order: the promise has been kept",
    ),
    "a moved promise is kept at its old moment": (
        kept(900, 1, "moved", "2026-11-22 08:00:00"),
        kept(901, 1, "kept", BEFORE),
        "qc_desk: promise_events_in_order: something newer has been written down",
    ),
    "a step is written down twice": (
        step(900, 12, "acknowledged"),
        step(901, 12, "acknowledged"),
        "qc_desk: complaint_events_of_its_step: this step has been written down",
    ),
    "a merged problem is seen": (
        change("problems", 4, status="merged", merged_into_id=9),
        sighting(900, 4),
        "qc_desk: sightings_of_an_open_problem: the problem has become a part of another",
    ),
    "an action is added as the corrective action is closed": (
        change("corrective_actions", 6, status="closed"),
        insert("actions", id=900, corrective_action_id=6),
        "qc_desk: actions_while_open: the corrective action is closed",
    ),
    "an action is done as the corrective action is closed": (
        change("corrective_actions", 6, status="closed"),
        came_of(900, 61, "done", PAUL),
        "qc_desk: action_events_in_order: the corrective action is closed",
    ),
}


@pytest.mark.parametrize("race", RACES)
def test_that_whoever_comes_second_sees_the_first(raced_address: str, race: str) -> None:
    *statements, said = RACES[race]
    assert _race(raced_address, *statements) == said


@pytest.mark.parametrize("race", RACES)
def test_that_without_waiting_the_second_gets_through(raced_address: str, race: str) -> None:
    *statements, _said = RACES[race]
    _without(raced_address, LOCKS)
    assert _race(raced_address, *statements) is None


@pytest.mark.parametrize("guard", LOCKS, ids=lambda guard: guard.name)
def test_that_whoever_adds_to_a_thing_waits_for_it(guarded_address: str, guard: Guard) -> None:
    table, row, statement = HONEST[guard.table]
    holder, writer = PostgresqlBench(guarded_address), PostgresqlBench(guarded_address)
    try:
        holder.say("BEGIN")
        # weaker than the guard's own lock, so that foreign keys would not wait for it
        holder.say(f"SELECT 1 FROM {table} WHERE id = {row} FOR NO KEY UPDATE")
        writer.say("SET lock_timeout = '150ms'")
        writer.say("BEGIN")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            writer.say(statement)
        writer.say("ROLLBACK")
        writer.say("BEGIN")
        writer.say(f"DROP TRIGGER {guard.name} ON {guard.table}")
        writer.say(statement)
        writer.say("ROLLBACK")
    finally:
        holder.driver.close()
        writer.driver.close()


@pytest.mark.parametrize("guard", LOCKS, ids=lambda guard: guard.name)
@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
def test_that_nobody_writes_by_an_old_picture_of_the_record(
    guarded_address: str, guard: Guard, level: str
) -> None:
    _table, _row, statement = HONEST[guard.table]
    writer = PostgresqlBench(guarded_address)
    try:
        writer.say(f"BEGIN ISOLATION LEVEL {level}")
        with pytest.raises(psycopg.errors.IntegrityError, match=guard.name):
            writer.say(statement)
        writer.say("ROLLBACK")
        writer.say(f"BEGIN ISOLATION LEVEL {level}")
        writer.say(f"DROP TRIGGER {guard.name} ON {guard.table}")
        writer.say(statement)
        writer.say("ROLLBACK")
    finally:
        writer.driver.close()
