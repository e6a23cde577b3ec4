"""Two transactions at once on PostgreSQL: whoever is second sees what the first has done."""

import threading
import time

import psycopg
import pytest

from qc_desk.storage.guards import Guard, manifest
from tests.integration.guards.acts import CONCESSION
from tests.integration.guards.bench import PostgresqlBench
from tests.integration.guards.rows import (
    ANA,
    BRUNO,
    LEA,
    answer,
    defect,
    insert,
    inspection,
    photo,
)

HONEST = {
    "inspections": (7, inspection(72, BRUNO, "open", "second")),
    "defects": (2, defect(900, 21, ANA)),
    "sign_offs": (4, CONCESSION),
    "reconciliations": (3, insert("reconciliations", id=90, batch_id=3)),
    "batch_producers": (1, insert("batch_producers", id=90, batch_id=1, person_id=BRUNO)),
    "answers": (2, answer(900, 21, 12, ANA)),
    "defect_events": (2, insert("defect_events", id=900, defect_id=211)),
    "photos": (2, photo(900, 21, ANA, item_id=12)),
}
LOCKS = [guard for guard in manifest("postgresql") if guard.name.startswith("a_lock_batch_of_")]
NAMED_PRODUCER = insert("batch_producers", id=90, batch_id=4, person_id=LEA)
SELF_SIGNED = (
    "SELECT count(*) FROM sign_offs JOIN batch_producers USING (batch_id)"
    " WHERE signer_id = person_id AND slot <> 'first'"
)


def _without(address: str, guards: list[Guard]) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        for guard in guards:
            connection.execute(f"DROP TRIGGER {guard.name} ON {guard.table}".encode())


def _self_sign_off(address: str) -> str | None:
    """Name Lea as producer in one transaction, and let her sign a concession in another."""
    naming, signing = PostgresqlBench(address), PostgresqlBench(address)
    said: list[str | None] = []

    def sign() -> None:
        try:
            signing.say(CONCESSION)
            said.append(None)
        except psycopg.Error as error:
            said.append(str(error).splitlines()[0])

    try:
        naming.say("BEGIN")
        naming.say(NAMED_PRODUCER)
        other = threading.Thread(target=sign)
        other.start()
        _wait_until_it_waits_or_ends(address, other)
        naming.say("COMMIT")
        other.join(timeout=20)
        assert not other.is_alive()
        return said[0]
    finally:
        naming.driver.close()
        signing.driver.close()


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


@pytest.mark.parametrize("guard", LOCKS, ids=lambda guard: guard.name)
def test_that_whoever_adds_to_a_check_waits_for_its_batch(
    guarded_address: str, guard: Guard
) -> None:
    batch, statement = HONEST[guard.table]
    holder, writer = PostgresqlBench(guarded_address), PostgresqlBench(guarded_address)
    try:
        holder.say("BEGIN")
        # weaker than the guard's own lock, so that foreign keys would not wait for it
        holder.say(f"SELECT 1 FROM batches WHERE id = {batch} FOR NO KEY UPDATE")
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
    _batch, statement = HONEST[guard.table]
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
