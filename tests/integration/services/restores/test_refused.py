"""Only a good backup of this very record takes its place, and nothing is ever half done."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from qc_desk.domain.refusals import FileNotReadable, NotAllowed
from qc_desk.services import backups, first_start, restore, restore_words
from qc_desk.services.restorations import restorations
from qc_desk.storage import refusals
from qc_desk.storage.database import open_database
from tests.checked_shop import AT, Shop, sealed
from tests.integration.services.restores.restoring import (
    LATER,
    in_folder,
    mira,
    ready,
    restored,
    told_nothing,
)

# Refused


def test_that_only_owners_restore(shop: Shop) -> None:
    assert restore.owners(shop.database, AT) == [(shop.ids["mira"], "Mira Ilić")]
    with pytest.raises(NotAllowed):
        restore.owner(shop.database, shop.ids["marko"])


def _text(file: Path) -> None:
    file.write_text("this is a letter and no record, as long as a header of a file would be" * 3)


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _half(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:40_000])


def _flipped(file: Path) -> None:
    content = bytearray(file.read_bytes())
    where = content.rindex(b"Novi Sad")
    content[where] ^= 1
    file.write_bytes(content)


def _torn(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[:4096] + os.urandom(len(content) - 4096))


def _without_its_head(file: Path) -> None:
    with closing(sqlite3.connect(file)) as raw:
        (page,) = raw.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'organisations'"
        ).fetchone()
        (size,) = raw.execute("PRAGMA page_size").fetchone()
    content = bytearray(file.read_bytes())
    content[(page - 1) * size : page * size] = b"\xa5" * size
    file.write_bytes(content)


def _unguarded(file: Path) -> None:
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("DROP TRIGGER batches_never_deleted")


def _newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("PRAGMA user_version = 9999")


def _stamped_newer(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")


def _unstamped(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as raw:
        raw.execute("DROP TABLE alembic_version")


def _gone(file: Path) -> None:
    file.unlink()


def _nothing_in_it(file: Path) -> None:
    with open_database(file.parent / "nobody") as database:
        backups.make_backup(database, file)


WRONG: list[tuple[Callable[[Path], None], type[Exception]]] = [
    (_text, refusals.ForeignFile),
    (_empty, refusals.BackupNotGood),
    (_half, refusals.BackupNotGood),
    (_flipped, refusals.BackupNotGood),
    (_torn, refusals.BackupNotGood),
    (_without_its_head, refusals.BackupNotGood),
    (_unguarded, refusals.BackupNotGood),
    (_newer, refusals.NewerRecord),
    (_stamped_newer, refusals.NewerRecord),
    (_unstamped, refusals.ForeignFile),
    (_gone, FileNotReadable),
    (_nothing_in_it, refusals.NothingInBackup),
]


@pytest.mark.parametrize(("spoil", "refusal"), WRONG, ids=[each.__name__ for each, _ in WRONG])
def test_that_what_is_no_good_backup_is_refused_and_nothing_is_touched(
    shop: Shop, copy: Path, spoil: Callable[[Path], None], refusal: type[Exception]
) -> None:
    spoil(copy)
    with pytest.raises(refusal), ready(shop, copy):
        pass
    assert in_folder(shop) == {"qc_desk.db", "qc_desk.db.lock"}


def test_that_the_record_is_not_its_own_backup(shop: Shop) -> None:
    with pytest.raises(refusals.RecordIsItsBackup), ready(shop, shop.database.file):
        pass


def test_that_a_record_on_a_server_is_restored_there(copy: Path) -> None:
    with (
        pytest.raises(refusals.RestoreOnServer, match="pg_restore"),
        restore.prepared("postgresql://qc@server/shop", copy, told_nothing),
    ):
        pass


def test_that_the_backup_of_another_shop_is_told(shop: Shop, copy: Path, tmp_path: Path) -> None:
    with open_database(tmp_path / "others") as other:
        theirs = first_start.Founding(
            organisation="Others Ltd",
            address="",
            language="en",
            site_code="X",
            site="X",
            time_zone="UTC",
            owner="Olga Other",
            login="mira",
        )
        with other.writing() as session:
            first_start.found_shop(session, theirs, sealed("mira"), AT)
        backups.make_backup(other, tmp_path / "theirs.db")
    with ready(shop, tmp_path / "theirs.db") as prepared:
        assert "Others Ltd" in restore_words.warning(prepared.preview)
        assert "Batches: 3 (L-1, L-2 and L-3)" in restore_words.lost(prepared.preview)
        with pytest.raises(refusals.AnotherRecord, match="Others Ltd"):
            prepared.must_be_of_this_record()
        by = mira(shop)
        shop.database.close()
        done = prepared.put_in_place(by, LATER)
    with open_database(shop.database.location) as now, now.reading() as session:
        assert restorations(session) == [done.restoration]
        who = session.connection().exec_driver_sql(
            "SELECT person_id FROM audit_entries ORDER BY seq DESC LIMIT 1"
        )
        assert who.scalar_one() is None  # their person of this login is somebody else
    assert copy.exists()


def test_that_a_record_that_is_open_elsewhere_is_left_alone(shop: Shop, copy: Path) -> None:
    with (
        pytest.raises(refusals.AlreadyOpen),
        restore.prepared(shop.database.location, copy, told_nothing),
    ):
        pass
    with ready(shop, copy) as prepared, pytest.raises(refusals.AlreadyOpen):
        prepared.put_in_place(mira(shop), LATER)
    with shop.database.reading() as session:
        assert restorations(session) == []


def test_that_more_than_was_told_is_not_lost(shop: Shop, copy: Path) -> None:
    with ready(shop, copy) as prepared:
        by = mira(shop)
        shop.add_batch("L-4")
        shop.database.close()
        with pytest.raises(refusals.ChangedMeanwhile):
            prepared.put_in_place(by, LATER)
    assert in_folder(shop) == {"qc_desk.db"}


def test_that_without_room_for_a_last_backup_nothing_is_restored(shop: Shop, copy: Path) -> None:
    Path(shop.database.location, "backups").write_text("no folder")
    with pytest.raises(refusals.BackupFailed):
        restored(shop, copy)
    assert in_folder(shop) == {"backups", "qc_desk.db"}


# The computer


@pytest.fixture
def room(shop: Shop) -> Iterator[Callable[[int], None]]:
    """Give what lets files grow to a size only, as on a full disk, until the test ends."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    assert shop.database.file.exists()
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_that_a_full_disk_is_told_before_anything_is_touched(
    shop: Shop, copy: Path, room: Callable[[int], None]
) -> None:
    room(100_000)
    with pytest.raises(refusals.DiskFull), ready(shop, copy):
        pass
    assert in_folder(shop) == {"qc_desk.db", "qc_desk.db.lock"}


def test_that_a_disk_that_fills_up_later_leaves_the_record(
    shop: Shop, copy: Path, room: Callable[[int], None]
) -> None:
    with ready(shop, copy) as prepared:
        by = mira(shop)
        shop.database.close()
        room(100_000)
        with pytest.raises(refusals.BackupFailed):
            prepared.put_in_place(by, LATER)
    assert in_folder(shop) == {"backups", "qc_desk.db"}
    assert list(Path(shop.database.location, "backups").iterdir()) == []


@pytest.mark.skipif(
    not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can be others"
)
def test_that_a_folder_that_may_not_be_written_is_told(shop: Shop, copy: Path) -> None:
    shop.database.close()
    os.seteuid(65534)
    try:
        with (
            pytest.raises(refusals.NoPermission),
            restore.prepared(shop.database.location, copy, told_nothing),
        ):
            pass
    finally:
        os.seteuid(0)
