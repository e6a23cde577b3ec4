"""Tables for other programs: every one answers on both engines, and none tells a secret."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from qc_desk.domain.refusals import FieldInvalid, FileNotWritten, NotAllowed
from qc_desk.domain.vocabulary import Role
from qc_desk.services.people import person_row, set_roles
from qc_desk.services.sites import SiteEntry, add_site
from qc_desk.services.verify import verify_record
from qc_desk.services.views import VIEWS
from qc_desk.services.views.copies import CopyResult, copy_views
from qc_desk.services.views.on_server import OWNERS, ROLE, SCHEMA, statements_of_views, views_sql
from tests.checked_shop import AT, Shop
from tests.integration.services.complaining import complained_to, promise_to, receive
from tools.views_page import TARGET, page

NAMES = [view.name for view in VIEWS]


@pytest.fixture
def worked(shop: Shop) -> Shop:
    """A shop with a released batch, one in a blind second check, a complaint and a promise."""
    shop.approve(shop.checked_twice("V-1"))
    shop.first_signed("V-2")
    ids = complained_to(shop)
    promise_to(shop, receive(shop, ids))
    return shop


@contextmanager
def opened(file: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(file)) as copy:
        yield copy


def copied(shop: Shop, file: Path, who: str = "mira") -> CopyResult:
    return copy_views(shop.database, file, AT, by=shop.ids[who])


def test_that_a_copy_holds_the_documented_tables_and_nothing_else(
    worked: Shop, tmp_path: Path
) -> None:
    file = tmp_path / "shop.db"
    done = copied(worked, file)
    assert set(done.tables) == set(NAMES)
    with opened(file) as copy:
        held = {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}
        assert held == {*NAMES, "qc_about", "qc_columns"}
        for view in VIEWS:
            columns = [(row[1], row[2]) for row in copy.execute(f"PRAGMA table_info({view.name})")]
            assert columns == [(each.name, each.kind) for each in view.columns]
            (rows,) = copy.execute(f"SELECT count(*) FROM {view.name}").fetchone()
            assert rows == done.tables[view.name]
        described = copy.execute("SELECT count(*) FROM qc_columns").fetchone()[0]
    assert described == sum(len(view.columns) for view in VIEWS)
    assert done.rows == sum(done.tables.values())
    empty = {name for name, rows in done.tables.items() if not rows}
    assert empty <= {"qc_defects", "qc_problems"}


def test_that_days_are_iso_amounts_numbers_and_states_words(worked: Shop, tmp_path: Path) -> None:
    file = tmp_path / "shop.db"
    copied(worked, file)
    with opened(file) as copy:
        batches = copy.execute(
            "SELECT batch, quantity, status, created_at FROM qc_batches ORDER BY batch_id"
        ).fetchall()
        (value,) = copy.execute(
            "SELECT DISTINCT value FROM qc_answers WHERE value IS NOT NULL"
        ).fetchone()
        (stands,) = copy.execute("SELECT DISTINCT stands FROM qc_answers").fetchone()
    assert batches[0] == ("V-1", 500, "released", "2026-11-20 08:30:00")
    assert batches[1][2] == "second_check"
    assert (value, stands) == (10.01, 1)


def test_that_everybody_stands_with_the_roles_they_hold_now(worked: Shop, tmp_path: Path) -> None:
    with worked.database.writing() as session:
        entry = SiteEntry(code="AA", name="Second works", time_zone="UTC")
        site = add_site(session, entry, worked.ids["mira"], AT)
        held = person_row(session, worked.ids["marko"]).roles
        both = {(each.role, each.site_id) for each in held} | {(Role.OWNER, site.id)}
        set_roles(session, worked.ids["marko"], both, worked.ids["mira"], AT)
        set_roles(session, worked.ids["vera"], set(), worked.ids["mira"], AT)
    copied(worked, tmp_path / "shop.db")
    with opened(tmp_path / "shop.db") as copy:
        roles = dict(copy.execute("SELECT login, roles FROM qc_logins").fetchall())
    assert roles["marko"] == "owner (AA); lead (NS)"
    assert (roles["ana"], roles["vera"]) == ("inspector (NS)", None)


def test_that_logins_and_roles_are_only_in_the_copy_of_an_owner(
    worked: Shop, tmp_path: Path
) -> None:
    file = tmp_path / "shop.db"
    for who in ("marko", "ana"):  # a lead, an inspector
        with pytest.raises(NotAllowed):
            copied(worked, file, who)
    assert not file.exists()
    done = copy_views(worked.database, file, AT)
    assert (done.is_owners, set(NAMES) - set(done.tables)) == (False, {"qc_logins"})
    with opened(file) as copy:
        held = {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}
        told = {name for (name,) in copy.execute("SELECT DISTINCT view FROM qc_columns")}
        names = {name for (name,) in copy.execute("SELECT name FROM qc_people")}
    assert told == held - {"qc_about", "qc_columns"} == set(done.tables)
    assert "Ana Kovač" in names
    assert b"marko" not in file.read_bytes()  # their logins
    assert copied(worked, file).is_owners
    assert b"marko" in file.read_bytes()


def test_that_a_blind_second_check_stays_blind(worked: Shop, tmp_path: Path) -> None:
    copied(worked, tmp_path / "before.db")
    (blind,) = {"V-2"}
    with opened(tmp_path / "before.db") as copy:
        for view in ("qc_answers", "qc_inspections"):
            told = {name for (name,) in copy.execute(f"SELECT batch FROM {view}")}
            assert told == {"V-1"}
    with worked.database.reading() as session:
        batch_id = session.scalar(text("SELECT id FROM batches WHERE number = :n"), {"n": blind})
    worked.second_check(int(batch_id or 0))
    copied(worked, tmp_path / "after.db")
    with opened(tmp_path / "after.db") as copy:
        told = {name for (name,) in copy.execute("SELECT batch FROM qc_answers")}
    assert told == {"V-1", "V-2"}


def test_that_no_key_signature_or_photo_can_be_read(worked: Shop, tmp_path: Path) -> None:
    file = tmp_path / "shop.db"
    copied(worked, file)
    with worked.database.reading() as session:
        secrets = [
            bytes(each)
            for table, column in (
                *(("key_wrappings", name) for name in ("salt", "nonce", "ciphertext")),
                *(("sign_offs", name) for name in ("signature", "signed_bytes")),
                *(("person_keys", "public_key"), ("reports", "pdf"), ("reports", "payload")),
            )
            for (each,) in session.execute(text(f"SELECT {column} FROM {table}"))
        ]
    content = file.read_bytes()
    assert len(secrets) > 10
    assert not any(secret in content for secret in secrets)


def test_that_an_older_copy_is_replaced_and_no_other_file(worked: Shop, tmp_path: Path) -> None:
    file = tmp_path / "shop.sqlite"
    assert copied(worked, file) == copied(worked, file)
    for wrong in (tmp_path / "shop.xlsx", tmp_path / "record.db"):
        wrong.write_bytes(b"SQLite format 3\x00 but not ours")
        with pytest.raises(FieldInvalid):
            copied(worked, wrong)
        assert wrong.read_bytes().startswith(b"SQLite format 3")
    with pytest.raises(FileNotWritten):
        copied(worked, tmp_path / "nowhere" / "shop.db")


def test_that_a_stopped_copy_leaves_nothing(worked: Shop, tmp_path: Path) -> None:
    def stop(_done: int, total: int) -> None:
        assert total > 0
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy_views(worked.database, tmp_path / "shop.db", AT, stop)
    assert list(tmp_path.glob("*.db")) == []


def test_that_a_full_disk_is_told(worked: Shop, tmp_path: Path) -> None:
    def fill(_done: int, _total: int) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with pytest.raises(FileNotWritten, match="disk is full"):
        copy_views(worked.database, tmp_path / "shop.db", AT, fill)
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == []


def test_that_the_page_of_names_is_true() -> None:
    assert TARGET.read_text(encoding="utf-8") == page()
    for view in VIEWS:
        names = [each.name for each in view.columns]
        assert len(set(names)) == len(names)
        assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in names)


def test_that_the_views_of_a_server_answer_and_show_a_reader_nothing_else(
    worked: Shop, tmp_path: Path
) -> None:
    if worked.database.writer is None or worked.database.writer.dialect.name != "postgresql":
        assert f"CREATE SCHEMA {SCHEMA}" in views_sql()
        return
    import psycopg  # noqa: PLC0415

    location = worked.database.writer.url.set(drivername="postgresql")
    with psycopg.connect(location.render_as_string(hide_password=False), autocommit=True) as owner:
        for _time in range(2):  # also where they stand already
            owner.execute(views_sql().encode())
        copied(worked, tmp_path / "shop.db")
        owner.execute(f"SET ROLE {ROLE}")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            owner.execute(f"SELECT login FROM {SCHEMA}.qc_logins".encode())
        owner.execute(f"SET ROLE {OWNERS}")  # who may read what readers may, and this
        with opened(tmp_path / "shop.db") as copy:
            for view in VIEWS:
                names = ", ".join(f'"{each.name}"' for each in view.columns)
                (rows,) = copy.execute(f"SELECT count(*) FROM {view.name}").fetchone()
                found = owner.execute(f"SELECT {names} FROM {SCHEMA}.{view.name}".encode())
                assert len(found.fetchall()) == rows
        for table in ("key_wrappings", "person_keys", "batches", "sign_offs"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                owner.execute(f"SELECT * FROM {table}".encode())
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            owner.execute(f"DELETE FROM {SCHEMA}.qc_people".encode())
        owner.execute("RESET ROLE")
        value = owner.execute(
            f"SELECT value, answered_at FROM {SCHEMA}.qc_answers WHERE value IS NOT NULL".encode()
        ).fetchone()
    assert value is not None
    assert (float(value[0]), value[1]) == (10.01, AT.replace(tzinfo=None))
    assert verify_record(worked.database).good
    assert len(statements_of_views()) > 2 * len(VIEWS)
