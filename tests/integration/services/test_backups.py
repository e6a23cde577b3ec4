"""Backups as people ask for them: where they go, what they hold, and when one is due."""

import json
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qc_desk.services import backups
from qc_desk.services.verify import verify_record
from qc_desk.storage.chain import head
from qc_desk.storage.database import open_database
from qc_desk.storage.refusals import BackupFailed, BackupOnServer
from tests.checked_shop import Shop, found

if TYPE_CHECKING:
    from qc_desk.storage.database import Database


@pytest.fixture
def shop(sqlite_database: "Database") -> Shop:
    made = found(sqlite_database)
    made.approve(made.checked_twice())
    return made


def test_that_a_backup_goes_where_backups_belong_and_is_the_newest(shop: Shop) -> None:
    location = shop.database.location
    assert backups.newest_backup(location) is None
    made = backups.make_backup(shop.database, None)
    assert made.file.parent == backups.backup_folder(Path(location)) == Path(location) / "backups"
    assert backups.newest_backup(location) == made
    assert (made.size, made.file.exists()) == (made.file.stat().st_size, True)


@pytest.mark.parametrize("name", ["folder", "folder.db", "deep/down"])
def test_that_a_folder_can_be_named(shop: Shop, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.db").mkdir()
    made = backups.make_backup(shop.database, tmp_path / name)
    assert made.file.parent == tmp_path / name
    assert made.file.with_suffix(".json").exists()


def test_that_a_file_can_be_named_and_holds_the_whole_record(shop: Shop, tmp_path: Path) -> None:
    target = tmp_path / "kept" / "qc_desk.db"
    made = backups.make_backup(shop.database, target)
    with shop.database.reading() as session:
        chain = head(session)
    assert (made.file, made.audit_entries, made.audit_head) == (
        target,
        chain.seq,
        chain.hash.hex(),
    )
    assert sorted(file.name for file in target.parent.iterdir()) == [
        "qc_desk.db",
        "qc_desk.json",
    ]
    with open_database(target.parent, create=False) as copy:
        assert verify_record(copy).good


def test_that_a_named_file_takes_the_place_of_an_older_one(shop: Shop, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    first = backups.make_backup(shop.database, target)
    shop.add_batch("L-2")
    second = backups.make_backup(shop.database, target)
    assert second.audit_entries > first.audit_entries
    manifest = json.loads(target.with_suffix(".json").read_text())
    assert manifest["seq"] == second.audit_entries


def test_that_a_backup_is_due_once_something_was_written(shop: Shop) -> None:
    def due() -> bool:
        with shop.database.reading() as session:
            newest = backups.newest_backup(shop.database.location)
            return backups.changed_since(session, newest)

    assert due()
    backups.make_backup(shop.database, None)
    assert not due()
    shop.add_batch("L-2")
    assert due()


def test_that_an_empty_record_needs_no_backup(sqlite_database: "Database") -> None:
    with sqlite_database.reading() as session:
        assert not backups.changed_since(session, None)


def test_that_a_damaged_record_gives_no_backup(shop: Shop, tmp_path: Path) -> None:
    shop.database.close()
    file = Path(shop.database.location) / "qc_desk.db"
    with sqlite3.connect(file) as raw:
        (page,) = raw.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'organisations'"
        ).fetchone()
        (size,) = raw.execute("PRAGMA page_size").fetchone()
    raw.close()
    content = bytearray(file.read_bytes())
    content[(page - 1) * size : page * size] = b"\xa5" * size
    file.write_bytes(content)
    with (
        open_database(shop.database.location, writer=False) as damaged,
        pytest.raises(BackupFailed, match="malformed"),
    ):
        backups.make_backup(damaged, tmp_path / "copy.db")
    assert [each.name for each in tmp_path.iterdir()] == ["shop"]


def test_that_a_window_is_told_how_far_a_copy_is_and_lists_the_kept_ones(
    shop: Shop, tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []
    named = backups.back_up_beside(shop.database, tmp_path / "away", lambda *n: told.append(n))
    assert named.file.parent == tmp_path / "away"
    assert told[-1][0] == told[-1][1] > 0
    assert backups.kept_backups(shop.database) == []
    beside = backups.back_up_beside(shop.database, None, lambda *_n: None)
    assert backups.kept_backups(shop.database) == [beside]


def test_that_a_server_makes_its_own_backups(database: "Database", tmp_path: Path) -> None:
    if database.on_server:
        with pytest.raises(BackupOnServer, match="pg_dump"):
            backups.make_backup(database, tmp_path)
        with pytest.raises(BackupOnServer):
            backups.kept_backups(database)
    else:
        assert backups.make_backup(database, tmp_path).file.parent == tmp_path
