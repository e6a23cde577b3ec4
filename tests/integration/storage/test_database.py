"""A record is read and written on both engines alike, from several threads."""

import threading
import time
from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from qc_desk.domain.entities import AuditEntry, Batch, Manufacturer, Product, Site
from qc_desk.domain.refusals import QcError
from qc_desk.storage import refusals
from qc_desk.storage.chain import Act, begin_act, head
from qc_desk.storage.chain_check import check_chain
from qc_desk.storage.database import Database, open_database

AddSite = Callable[[Database, str], int]


def test_that_a_change_is_there_for_the_next_reader(database: Database, add_site: AddSite) -> None:
    add_site(database, "H1")
    with database.reading() as session:
        assert session.scalars(select(Site.code)).all() == ["H1"]
        assert head(session).seq == 1


def test_that_a_change_survives_closing_and_opening(
    database: Database, location: str, add_site: AddSite
) -> None:
    add_site(database, "H1")
    database.close()
    with open_database(location) as again, again.reading() as session:
        assert session.scalars(select(Site.code)).all() == ["H1"]


def test_that_a_refused_change_leaves_nothing(database: Database, now: datetime) -> None:
    def half() -> None:
        with database.writing() as session:
            begin_act(session, Act("site.add", None, now))
            session.add(Site(code="H1", name="Hall", time_zone="UTC", created_at=now))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Site)) == 0
        assert head(session).seq == 0


def test_that_a_reader_cannot_write(database: Database) -> None:
    statement = text(
        "INSERT INTO customers (name, email, phone, created_at)"
        " VALUES ('a', '', '', '2026-01-01 00:00:00')"
    )
    with pytest.raises(DBAPIError, match=r"read-?only"), database.reading() as session:
        session.execute(statement)


def test_that_a_record_opened_for_reading_offers_no_change(
    database: Database, location: str, add_site: AddSite
) -> None:
    add_site(database, "H1")
    with open_database(location, writer=False) as reader:
        assert not reader.may_write
        with reader.reading() as session:
            assert session.scalars(select(Site.code)).all() == ["H1"]
        with pytest.raises(RuntimeError), reader.writing():
            pass


def test_that_a_reader_sees_one_moment(database: Database, add_site: AddSite) -> None:
    """On SQLite the writer waits for the reader, on PostgreSQL the reader keeps its snapshot."""
    add_site(database, "H1")
    writer = threading.Thread(target=add_site, args=(database, "H2"))
    with database.reading() as session:
        before = session.scalar(select(func.count()).select_from(Site))
        writer.start()
        time.sleep(0.2)
        assert session.scalar(select(func.count()).select_from(Site)) == before
    writer.join()
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Site)) == 2


def test_that_threads_that_write_at_once_wait_for_each_other(
    database: Database, add_site: AddSite
) -> None:
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for each in range(8):
                add_site(database, f"{number}-{each}")
        except BaseException as error:  # noqa: BLE001 (shown by the assertion below)
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with database.reading() as session:
        assert head(session).seq == 48
    assert check_chain(database.reading) == []


def _batch(database: Database, now: datetime) -> int:
    with database.writing() as session:
        begin_act(session, Act("batch.add", None, now))
        site = Site(code="H1", name="Hall", time_zone="UTC", created_at=now)
        session.add(site)
        session.flush()
        batch = Batch(
            number="L-1",
            folded="l-1",
            product=Product(code="P", name="Plate", created_at=now),
            manufacturer=Manufacturer(name="Kiln", created_at=now),
            site=site,
            quantity=10,
            created_at=now,
            changed_at=now,
        )
        session.add(batch)
        session.flush()
        return batch.id


def _change_twice(database: Database, batch_id: int, now: datetime) -> None:
    """Change a batch that another workstation changes between our looking and our writing."""

    def change(note: str, between: Callable[[], None]) -> None:
        with database.writing() as session:
            begin_act(session, Act("batch.note", None, now))
            batch = session.get_one(Batch, batch_id)
            between()
            batch.note = note

    change("ours", lambda: change("theirs", lambda: None))


def test_that_two_workstations_changing_one_thing_are_told_apart(
    pg_location: str, now: datetime
) -> None:
    with open_database(pg_location) as database:
        batch_id = _batch(database, now)
        with pytest.raises(refusals.ChangedMeanwhile):
            _change_twice(database, batch_id, now)
        with database.reading() as session:
            assert session.get_one(Batch, batch_id).note == "theirs"
        assert check_chain(database.reading) == []


def test_that_a_rule_of_the_database_ends_in_words(database: Database, add_site: AddSite) -> None:
    add_site(database, "H1")
    with pytest.raises(refusals.RefusedByDatabase) as refused:
        add_site(database, "H1")
    assert "H1" not in str(refused.value) or "breaks a rule" in str(refused.value)
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(AuditEntry)) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entries SET act = 'x'",
        "DELETE FROM audit_entries",
        "DELETE FROM answers",
        "UPDATE sign_offs SET reason = 'x'",
        "DROP TABLE answers",
        "ALTER TABLE sites ADD COLUMN x INTEGER",
        "ATTACH ':memory:' AS other",
        "PRAGMA foreign_keys = OFF",
        "PRAGMA writable_schema = ON",
        "PRAGMA synchronous = OFF",
        "PRAGMA journal_mode = MEMORY",
        "PRAGMA user_version = 9",
        "CREATE TEMP TRIGGER t AFTER INSERT ON sites BEGIN SELECT 1; END",
        "CREATE TABLE sites2 (id)",
        "DROP TRIGGER audit_entries_never_changed",
        "UPDATE alembic_version SET version_num = '0009'",
        "UPDATE sqlite_sequence SET seq = 1",
        "VACUUM",
        "REINDEX",
        "SELECT load_extension('x')",
    ],
)
def test_that_an_ordinary_connection_cannot_undo_rules(
    sqlite_database: Database, add_site: AddSite, statement: str
) -> None:
    add_site(sqlite_database, "H1")
    with pytest.raises((QcError, DBAPIError)), sqlite_database.writing() as session:
        session.execute(text(statement))
    assert check_chain(sqlite_database.reading) == []


def test_that_every_connection_has_its_settings_in_force(sqlite_database: Database) -> None:
    with sqlite_database.reading() as one, sqlite_database.reading() as two:
        for session in (one, two):
            found = {
                name: session.execute(text(f"PRAGMA {name}")).scalar()
                for name in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
            }
            assert found == {
                "journal_mode": "truncate",
                "synchronous": 3,
                "foreign_keys": 1,
                "recursive_triggers": 1,
            }


def test_that_a_lost_connection_to_a_server_ends_in_words(
    pg_location: str, add_site: AddSite
) -> None:
    with open_database(pg_location) as database:
        add_site(database, "H1")
        with pytest.raises(refusals.ConnectionLost):
            _lose_connection(database, pg_location)
        add_site(database, "H2")  # the next piece of work has a new connection
        assert check_chain(database.reading) == []


def _lose_connection(database: Database, location: str) -> None:
    with database.reading() as session:
        _end_backend(location, session.scalar(text("SELECT pg_backend_pid()")))
        session.execute(text("SELECT 1"))


def _end_backend(location: str, pid: object) -> None:
    import psycopg  # noqa: PLC0415 (only tests on a server need it)

    with psycopg.connect(location) as connection:
        connection.execute("SELECT pg_terminate_backend(%s)", (pid,))
    time.sleep(0.1)
