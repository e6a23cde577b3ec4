"""Whatever is wrong with the place or the file, a sentence says so, and nothing is changed."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from qc_desk.domain.refusals import QcError
from qc_desk.storage import refusals
from qc_desk.storage.database import Database, open_database
from qc_desk.storage.schema import HEAD

AddSite = Callable[[Database, str], int]


def _refusal(location: object, **how: bool) -> QcError:
    with pytest.raises(QcError) as refused:
        open_database(location, **how).close()  # type: ignore[arg-type]
    sentence = str(refused.value)
    assert sentence.count(". ") >= 1, "says what happened and what to do next"
    assert "{" not in sentence
    return refused.value


@pytest.fixture
def shop(tmp_path: Path, add_site: AddSite) -> Path:
    """Give the folder of a closed record."""
    folder = tmp_path / "shop"
    with open_database(folder) as database:
        add_site(database, "H1")
    return folder


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


# The place


@pytest.mark.parametrize(
    "location",
    ["mysql://u@h/d", "sqlite:///x.db", "https://x", "", " ", "a\0b", "postgresql://:x:"],
)
def test_that_an_unknown_address_is_refused(location: str) -> None:
    assert isinstance(_refusal(location), refusals.UnknownDatabase | refusals.CannotConnect)


def test_that_a_file_is_not_a_folder(shop: Path) -> None:
    assert isinstance(_refusal(shop / "qc_desk.db"), refusals.NotAFolder)
    assert isinstance(_refusal(shop / "qc_desk.db" / "deeper"), refusals.NotAFolder)


def test_that_nothing_is_created_where_a_record_must_be(tmp_path: Path) -> None:
    assert isinstance(_refusal(tmp_path / "none", create=False), refusals.NoRecordHere)
    assert isinstance(_refusal(tmp_path / "none", writer=False), refusals.NoRecordHere)
    assert list(tmp_path.iterdir()) == []


def test_that_a_synchronised_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".stfolder").mkdir()
    refusal = _refusal(tmp_path / "shop")
    assert isinstance(refusal, refusals.InSynchronisedFolder)
    assert "PostgreSQL" in str(refusal)
    assert not (tmp_path / "shop").exists()


# The file


def test_that_a_foreign_file_is_left_untouched(tmp_path: Path) -> None:
    file = tmp_path / "qc_desk.db"
    other = sqlite3.connect(file)
    other.execute("CREATE TABLE recipes (id)")
    other.commit()
    other.close()
    before = _digest(file)
    assert isinstance(_refusal(tmp_path), refusals.ForeignFile)
    assert _digest(file) == before


@pytest.mark.parametrize("content", [b"PK\3\4 not a database " * 50, b"x"])
def test_that_a_file_that_is_no_database_is_left_untouched(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "qc_desk.db"
    file.write_bytes(content)
    assert isinstance(_refusal(tmp_path), refusals.ForeignFile)
    assert file.read_bytes() == content


def test_that_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "qc_desk.db").touch()
    assert isinstance(_refusal(tmp_path), refusals.EmptyFile)


def test_that_a_newer_record_is_left_untouched(shop: Path) -> None:
    file = shop / "qc_desk.db"
    newer = sqlite3.connect(file)
    newer.execute("PRAGMA user_version = 77")
    newer.close()
    before = _digest(file)
    refusal = _refusal(shop)
    assert isinstance(refusal, refusals.NewerRecord)
    assert "77" in str(refusal)
    assert _digest(file) == before


def test_that_a_newer_form_is_refused_on_each_engine(database: Database, location: str) -> None:
    database.close()
    newer = "UPDATE alembic_version SET version_num = '0099'"
    if database.on_server:
        import psycopg  # noqa: PLC0415

        with psycopg.connect(location) as connection:
            connection.execute(newer)
    else:
        file = sqlite3.connect(database.file)
        file.execute(newer)
        file.commit()
        file.close()
    assert isinstance(_refusal(location), refusals.NewerRecord)
    assert isinstance(_refusal(location, writer=False), refusals.NewerRecord)


@pytest.mark.parametrize("left", [50, 3000, 20_000])
def test_that_a_file_cut_short_is_refused(shop: Path, left: int) -> None:
    file = shop / "qc_desk.db"
    os.truncate(file, left)
    assert isinstance(_refusal(shop), refusals.DamagedRecord | refusals.ForeignFile)
    assert file.stat().st_size == left


def test_that_zeros_where_the_header_was_are_damage(shop: Path) -> None:
    file = shop / "qc_desk.db"
    file.write_bytes(bytes(4096) + file.read_bytes()[4096:])
    assert isinstance(_refusal(shop), refusals.DamagedRecord)


def test_that_a_journal_without_its_file_is_not_given_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "qc_desk.db-journal").write_bytes(b"x" * 512)
    assert isinstance(_refusal(tmp_path), refusals.DamagedRecord)
    assert not (tmp_path / "qc_desk.db").exists()


def test_that_a_half_made_record_of_a_crash_is_made_anew(
    tmp_path: Path, add_site: AddSite
) -> None:
    (tmp_path / "qc_desk.db.creating").write_bytes(b"half")
    with open_database(tmp_path) as database:
        add_site(database, "H1")
    assert not (tmp_path / "qc_desk.db.creating").exists()


def test_that_missing_guards_are_named(database: Database, location: str) -> None:
    database.close()
    if database.on_server:
        import psycopg  # noqa: PLC0415

        with psycopg.connect(location) as connection:
            connection.execute("ALTER TABLE answers DISABLE TRIGGER answers_never_changed")
    else:
        file = sqlite3.connect(database.file)
        file.execute("DROP TRIGGER answers_never_changed")
        file.commit()
        file.close()
    refusal = _refusal(location)
    assert isinstance(refusal, refusals.GuardsMissing)
    assert "answers_never_changed" in str(refusal)


# The computer


# Everything is imported by opening another record first: nobody may not read this interpreter.
AS_NOBODY = """
import os, sys, tempfile
from qc_desk.domain.refusals import QcError
from qc_desk.storage.database import open_database
with tempfile.TemporaryDirectory() as folder:
    open_database(folder).close()
os.setegid(65534); os.seteuid(65534)
try:
    open_database(sys.argv[1], writer=sys.argv[2] == "write").close()
    print("opened")
except QcError as refusal:
    print(type(refusal).__name__)
"""


def _opened_by_nobody(folder: Path, how: str = "write") -> str:
    if os.getuid() != 0:
        pytest.skip("only root can become somebody else")
    for each in (folder, *folder.parents):
        if "pytest-of-" in str(each) and each.exists():  # where tests work
            each.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, str(folder), how],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip() or done.stderr


def test_that_a_folder_of_somebody_else_is_refused(shop: Path) -> None:
    assert _opened_by_nobody(shop) == "NoPermission"
    assert _opened_by_nobody(shop / "new") == "NoPermission"


def test_that_a_write_protected_file_can_be_read_but_not_opened_for_writing(shop: Path) -> None:
    assert _opened_by_nobody(shop, "read") == "opened"
    (shop / "qc_desk.db.lock").chmod(0o666)
    assert _opened_by_nobody(shop) == "ReadOnlyRecord"


def test_that_a_file_that_may_not_be_read_is_refused(shop: Path) -> None:
    (shop / "qc_desk.db").chmod(0o600)
    assert _opened_by_nobody(shop, "read") == "NoPermission"


# A second program


HOLD = """
import sys, time
from qc_desk.storage.database import open_database
database = open_database(sys.argv[1])
print("open", flush=True)
time.sleep(60)
"""


def _hold(folder: Path) -> subprocess.Popen[str]:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"
    return holder


def test_that_a_second_writing_program_is_kept_out_at_once(shop: Path) -> None:
    holder = _hold(shop)
    try:
        began = time.monotonic()
        refusal = _refusal(shop)
        assert time.monotonic() - began < 1
        assert isinstance(refusal, refusals.AlreadyOpen)
        assert str(holder.pid) in str(refusal)
        with open_database(shop, writer=False) as reader, reader.reading() as session:
            assert session.execute(text("SELECT count(*) FROM sites")).scalar() == 1
    finally:
        holder.kill()
        holder.communicate()


def test_that_nothing_stale_is_left_by_a_killed_program(shop: Path) -> None:
    holder = _hold(shop)
    holder.kill()
    holder.communicate()
    open_database(shop).close()


def test_that_the_same_program_cannot_write_twice(shop: Path) -> None:
    with open_database(shop):
        assert isinstance(_refusal(shop), refusals.AlreadyOpen)
    open_database(shop).close()


def test_that_looking_at_a_live_file_does_not_drop_its_locks(shop: Path) -> None:
    """Closing any handle on the file would drop SQLite's locks; the second opening must not."""
    with open_database(shop) as first, first.reading() as session:
        session.execute(text("SELECT count(*) FROM sites")).scalar()
        with open_database(shop, writer=False):
            pass
        assert _can_write_from_outside(shop) is False
    assert _can_write_from_outside(shop) is True


WRITE = """
import sqlite3, sys
file = sqlite3.connect(sys.argv[1], timeout=0.2)
try:
    file.execute("BEGIN EXCLUSIVE"); print("yes")
except sqlite3.OperationalError:
    print("no")
"""


def _can_write_from_outside(shop: Path) -> bool:
    done = subprocess.run(
        [sys.executable, "-c", WRITE, str(shop / "qc_desk.db")],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip() == "yes"


def test_that_opening_the_live_file_elsewhere_would_drop_its_locks(shop: Path) -> None:
    """The wrong twin: why headers are never read while a file is open."""
    with open_database(shop) as first, first.reading() as session:
        session.execute(text("SELECT count(*) FROM sites")).scalar()
        first.file.open("rb").close()
        assert _can_write_from_outside(shop) is True


# A server


def test_that_a_server_out_of_reach_is_refused() -> None:
    refusal = _refusal("postgresql://ana:secret@127.0.0.1:9/none")
    assert isinstance(refusal, refusals.CannotConnect)
    assert "secret" not in str(refusal)


def test_that_a_new_database_on_a_server_is_made_once(empty_pg_location: str) -> None:
    assert isinstance(_refusal(empty_pg_location, create=False), refusals.NoRecordHere)
    open_database(empty_pg_location).close()
    open_database(empty_pg_location, writer=False).close()


def test_that_a_foreign_database_on_a_server_is_left_untouched(empty_pg_location: str) -> None:
    import psycopg  # noqa: PLC0415

    with psycopg.connect(empty_pg_location) as connection:
        connection.execute("CREATE TABLE recipes (id int)")
    assert isinstance(_refusal(empty_pg_location), refusals.ForeignFile)


def test_that_a_copied_record_opens_elsewhere(shop: Path, tmp_path: Path) -> None:
    shutil.copytree(shop, tmp_path / "copy")
    with open_database(tmp_path / "copy", create=False) as copy, copy.reading() as session:
        assert session.execute(text("SELECT version_num FROM alembic_version")).scalar() == HEAD
