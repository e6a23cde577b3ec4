"""Every row that is written has its entry, and every entry is bound to the one before."""

import json
import multiprocessing
import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.orm import Session

from qc_desk.domain.entities import AuditEntry, Customer, KeyWrapping, Person, PersonKey, Site
from qc_desk.storage.chain import (
    Act,
    UnnamedActError,
    UnnotedWriteError,
    begin_act,
    head,
    note_rows,
)
from qc_desk.storage.chain_check import Finding, check_chain
from qc_desk.storage.database import Database, open_database

AddSite = Callable[[Database, str], int]


def _entries(database: Database) -> list[dict[str, object]]:
    with database.reading() as session:
        bodies = session.scalars(select(AuditEntry.body).order_by(AuditEntry.seq)).all()
    return [json.loads(body) for body in bodies]


def test_that_an_entry_holds_the_whole_row_and_who_when_and_where(
    database: Database, now: datetime
) -> None:
    with database.writing() as session:
        begin_act(session, Act("site.add", None, now, "a new hall"))
        session.add(Site(code="Ž1", name="Хала\n1", time_zone="UTC", created_at=now))
    (entry,) = _entries(database)
    assert entry["row"] == {
        "code": "Ž1",
        "created_at": "2026-11-20T08:30:00.000000Z",
        "id": 1,
        "name": "Хала\n1",
        "retired_at": None,
        "time_zone": "UTC",
    }
    assert entry["act"] == "site.add"
    assert entry["reason"] == "a new hall"
    assert entry["workstation"] == "test bench"
    assert (entry["table"], entry["verb"]) == ("sites", "insert")


def _wrapped_key(session: Session, now: datetime) -> KeyWrapping:
    person = Person(login="ana", name="Ana", created_at=now)
    session.add(person)
    session.flush()
    key = PersonKey(
        person_id=person.id, public_key=bytes(32), fingerprint="ab" * 32, enrolled_at=now
    )
    session.add(key)
    session.flush()
    return KeyWrapping(
        key_id=key.id,
        salt=bytes(16),
        nonce=bytes(12),
        ciphertext=bytes(48),
        time_cost=3,
        memory_kib=65536,
        lanes=4,
        changed_at=now,
    )


def test_that_changes_and_deletions_have_entries_too(
    database: Database, add_site: AddSite, now: datetime
) -> None:
    key = add_site(database, "H1")
    with database.writing() as session:
        begin_act(session, Act("site.rename", None, now))
        session.get_one(Site, key).name = "Large hall"
    with database.writing() as session:
        begin_act(session, Act("person.enrol", None, now))
        session.add(_wrapped_key(session, now))
    with database.writing() as session:
        begin_act(session, Act("key.unwrap", None, now))
        session.delete(session.scalars(select(KeyWrapping)).one())
    assert [entry["verb"] for entry in _entries(database)] == [
        "insert",
        "update",
        "insert",
        "insert",
        "insert",
        "delete",
    ]
    assert check_chain(database.reading) == []


def test_that_what_did_not_change_has_no_entry(
    database: Database, add_site: AddSite, now: datetime
) -> None:
    key = add_site(database, "H1")
    with database.writing() as session:
        begin_act(session, Act("site.rename", None, now))
        site = session.get_one(Site, key)
        site.name = site.name
    assert len(_entries(database)) == 1


def test_that_a_change_without_a_name_is_a_bug(database: Database, now: datetime) -> None:
    def unnamed() -> None:
        with database.writing() as session:
            session.add(Site(code="H1", name="Hall", time_zone="UTC", created_at=now))

    with pytest.raises(UnnamedActError):
        unnamed()


@pytest.mark.parametrize("statement", [update(Site).values(name="x"), delete(Site)])
def test_that_rows_cannot_be_changed_behind_the_chain(
    database: Database, add_site: AddSite, now: datetime, statement: object
) -> None:
    add_site(database, "H1")

    def behind() -> None:
        with database.writing() as session:
            begin_act(session, Act("site.all", None, now))
            session.execute(statement)  # type: ignore[call-overload]

    with pytest.raises(UnnotedWriteError):
        behind()


def test_that_imported_rows_can_be_noted(database: Database, now: datetime) -> None:
    rows = [
        {
            "id": number,
            "name": f"Customer {number}",
            "email": "",
            "phone": "",
            "created_at": now,
            "retired_at": None,
        }
        for number in range(1, 3001)
    ]
    with database.writing() as session:
        begin_act(session, Act("customers.import", None, now))
        session.execute(insert(Customer), rows)
        note_rows(session, "customers", rows)
    assert len(_entries(database)) == 3000
    assert check_chain(database.reading) == []


def test_that_the_head_is_the_same_whoever_reads_it(
    database: Database, add_site: AddSite, now: datetime
) -> None:
    add_site(database, "H1")
    with database.writing() as session:
        begin_act(session, Act("site.add", None, now))
        session.add(Site(code="H2", name="Hall", time_zone="UTC", created_at=now))
        inside = head(session)
        assert inside == head(session)
        session.add(Site(code="H3", name="Hall", time_zone="UTC", created_at=now))
    with database.reading() as session:
        assert inside.seq == 2
        assert head(session).seq == 3
        assert session.scalar(select(AuditEntry.hash).where(AuditEntry.seq == 2)) == inside.hash


def test_that_what_a_savepoint_took_back_has_no_entry(database: Database, now: datetime) -> None:
    with database.writing() as session:
        begin_act(session, Act("site.add", None, now))
        session.add(Site(code="H1", name="Hall", time_zone="UTC", created_at=now))
        inner = session.begin_nested()
        session.add(Site(code="H2", name="Hall", time_zone="UTC", created_at=now))
        session.flush()
        inner.rollback()
        with session.begin_nested():
            session.add(Site(code="H3", name="Hall", time_zone="UTC", created_at=now))
    codes = [entry["row"]["code"] for entry in _entries(database)]  # type: ignore[index]
    assert codes == ["H1", "H3"]
    assert check_chain(database.reading) == []


# What a check finds


def _outside(database: Database, location: str, *statements: str) -> None:
    """Change the database with another tool, guards out of the way."""
    if database.on_server:
        import psycopg  # noqa: PLC0415

        with psycopg.connect(location) as connection:
            connection.execute("SET session_replication_role = replica")
            connection.execute("ALTER TABLE audit_entries DISABLE TRIGGER ALL")
            connection.execute("ALTER TABLE sites DISABLE TRIGGER ALL")
            for statement in statements:
                connection.execute(statement)
        return
    file = sqlite3.connect(database.file)
    for (name,) in file.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall():
        file.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        file.execute(statement)
    file.commit()
    file.close()


def _kinds(findings: list[Finding]) -> set[str]:
    return {finding.kind for finding in findings}


PUT_IN = (
    "INSERT INTO sites (id, code, name, time_zone, created_at)"
    " VALUES (99, 'X', 'X', 'UTC', '2026-01-01 00:00:00')"
)


@pytest.mark.parametrize(
    ("statement", "kinds"),
    [
        ("UPDATE sites SET name = 'Other' WHERE id = 2", {"changed"}),
        ("UPDATE sites SET retired_at = created_at WHERE id = 2", {"changed"}),
        ("DELETE FROM sites WHERE id = 2", {"missing"}),
        ("DELETE FROM sites", {"missing"}),
        (PUT_IN, {"unaudited"}),
        ("UPDATE audit_entries SET act = 'other' WHERE seq = 2", {"columns"}),
        ("UPDATE audit_entries SET person_id = 7 WHERE seq = 2", {"columns"}),
        ("UPDATE audit_entries SET batch_id = 7 WHERE seq = 2", {"columns"}),
        ("UPDATE audit_entries SET at = '2020-01-01 00:00:00.000000' WHERE seq = 2", {"columns"}),
        ("UPDATE audit_entries SET previous = hash WHERE seq = 2", {"link", "hash"}),
        ("DELETE FROM audit_entries WHERE seq = 2", {"gap", "unaudited"}),
        ("DELETE FROM audit_entries WHERE seq = 3", {"unaudited"}),
    ],
)
def test_that_a_change_from_outside_is_found(
    database: Database, location: str, add_site: AddSite, statement: str, kinds: set[str]
) -> None:
    for code in ("H1", "H2", "H3"):
        add_site(database, code)
    assert check_chain(database.reading) == []
    _outside(database, location, statement)
    findings = check_chain(database.reading)
    assert _kinds(findings) == kinds
    assert all(finding.where and finding.what for finding in findings)


def test_that_a_changed_body_is_found(
    database: Database, location: str, add_site: AddSite
) -> None:
    for code in ("H1", "H2", "H3"):
        add_site(database, code)
    other = "replace(CAST(body AS TEXT), 'Hall', 'Ball')"
    blob = f"CAST({other} AS BLOB)"
    if database.on_server:
        blob = "convert_to(replace(convert_from(body, 'UTF8'), 'Hall', 'Ball'), 'UTF8')"
    _outside(database, location, f"UPDATE audit_entries SET body = {blob} WHERE seq = 2")
    assert _kinds(check_chain(database.reading)) == {"hash", "changed"}


def test_that_a_difference_names_its_columns(
    database: Database, location: str, add_site: AddSite
) -> None:
    add_site(database, "H1")
    _outside(database, location, "UPDATE sites SET name = 'B', time_zone = 'UTC'")
    (finding,) = check_chain(database.reading)
    assert finding.where == "sites 1"
    assert "name, time_zone" in finding.what


def test_that_a_check_tells_how_far_it_is_and_can_be_ended(
    database: Database, now: datetime
) -> None:
    rows = [
        {"id": n, "name": f"C{n}", "email": "", "phone": "", "created_at": now, "retired_at": None}
        for n in range(1, 5001)
    ]
    with database.writing() as session:
        begin_act(session, Act("customers.import", None, now))
        session.execute(insert(Customer), rows)
        note_rows(session, "customers", rows)
    seen: list[tuple[int, int]] = []
    assert check_chain(database.reading, lambda done, total: seen.append((done, total))) == []
    assert seen[-1] == (10_000, 10_000)
    assert seen == sorted(seen)
    short: list[int] = []
    check_chain(database.reading, lambda done, _total: short.append(done), lambda: True)
    assert len(short) == 1


# Several programs on one server


def _write(location: str, number: int, failures: list[BaseException]) -> None:
    try:
        with open_database(location) as database:
            for each in range(25):
                with suppress(ZeroDivisionError):
                    _add_or_abort(database, f"{number}-{each}", abort=each % 5 == 4)
    except BaseException as error:  # noqa: BLE001 (shown by the test)
        failures.append(error)


def _add_or_abort(database: Database, code: str, *, abort: bool) -> None:
    at = datetime.now(UTC)
    with database.writing() as session:
        begin_act(session, Act("site.add", None, at))
        session.add(Site(code=code, name="Hall", time_zone="UTC", created_at=at))
        session.flush()
        if abort:
            raise ZeroDivisionError


def _write_from_another_program(location: str, program: int) -> None:
    failures: list[BaseException] = []
    threads = [
        threading.Thread(target=_write, args=(location, program * 4 + number, failures))
        for number in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    raise SystemExit(str(failures) if failures else 0)


def test_that_eight_writers_on_one_server_write_one_unbroken_chain(pg_location: str) -> None:
    spawn = multiprocessing.get_context("spawn")
    programs = [
        spawn.Process(target=_write_from_another_program, args=(pg_location, number))
        for number in range(2)
    ]
    for program in programs:
        program.start()
    for program in programs:
        program.join(120)
    assert [program.exitcode for program in programs] == [0, 0]
    with open_database(pg_location, writer=False) as database:
        assert check_chain(database.reading) == []
        with database.reading() as session:
            assert head(session).seq == 8 * 20
            assert session.scalar(text("SELECT count(*) FROM sites")) == 8 * 20
