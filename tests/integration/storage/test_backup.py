"""A backup is whole, verified, and says what is in it; a failed one leaves nothing behind."""

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert

from qc_desk.domain.entities import Customer
from qc_desk.storage import refusals
from qc_desk.storage.backup import back_up, last_backup
from qc_desk.storage.chain import Act, begin_act, head, note_rows
from qc_desk.storage.chain_check import check_chain
from qc_desk.storage.database import Database, open_database

AddSite = Callable[[Database, str], int]


def test_that_a_backup_holds_everything_and_says_so(
    sqlite_database: Database, add_site: AddSite, tmp_path: Path
) -> None:
    add_site(sqlite_database, "H1")
    add_site(sqlite_database, "H2")
    backup = back_up(sqlite_database, tmp_path / "backups")
    copy = tmp_path / "backups" / backup.file
    assert hashlib.sha256(copy.read_bytes()).hexdigest() == backup.sha256
    assert backup.counts["sites"] == 2
    assert backup.counts["audit_entries"] == 2
    with sqlite_database.reading() as session:
        assert (backup.seq, backup.head) == (2, head(session).hash.hex())
    assert last_backup(tmp_path / "backups") == backup
    assert (datetime.now(UTC) - backup.taken_at).total_seconds() < 60


def test_that_a_backup_opens_as_a_record(
    sqlite_database: Database, add_site: AddSite, tmp_path: Path
) -> None:
    add_site(sqlite_database, "H1")
    backup = back_up(sqlite_database, tmp_path / "backups")
    again = tmp_path / "again"
    again.mkdir()
    (again / "qc_desk.db").write_bytes((tmp_path / "backups" / backup.file).read_bytes())
    with open_database(again) as copy:
        assert check_chain(copy.reading) == []
        add_site(copy, "H2")


def _writing(database: Database, stop: threading.Event, at: datetime) -> None:
    number = 0
    while not stop.is_set():
        number += 1
        with database.writing() as session:
            begin_act(session, Act("customer.add", None, at))
            session.add(Customer(name=f"Busy {number}", created_at=at))


@pytest.fixture
def busy(sqlite_database: Database, now: datetime) -> Iterator[Database]:
    """Give a record of 2,000 rows to which another thread writes all the time."""
    rows = [
        {"id": n, "name": f"C{n}", "email": "", "phone": "", "created_at": now, "retired_at": None}
        for n in range(1, 2_001)
    ]
    with sqlite_database.writing() as session:
        begin_act(session, Act("customers.import", None, now))
        session.execute(insert(Customer), rows)
        note_rows(session, "customers", rows)
    stop = threading.Event()
    writer = threading.Thread(target=_writing, args=(sqlite_database, stop, now))
    writer.start()
    yield sqlite_database
    stop.set()
    writer.join()


def test_that_backups_under_writing_are_good(busy: Database, tmp_path: Path) -> None:
    wanted = int(os.environ.get("QC_DESK_BACKUPS", "3"))
    for _each in range(wanted):
        backup = back_up(busy, tmp_path / "backups")
        assert backup.counts["customers"] == backup.seq


def test_that_a_damaged_record_gives_no_backup(
    sqlite_database: Database, add_site: AddSite, tmp_path: Path
) -> None:
    add_site(sqlite_database, "H1")
    outside = sqlite3.connect(sqlite_database.file)
    outside.execute("DROP TRIGGER sites_never_deleted")
    outside.execute("UPDATE sites SET name = 'Other'")
    outside.commit()
    outside.close()
    with pytest.raises(refusals.BackupFailed) as refused:
        back_up(sqlite_database, tmp_path / "backups")
    assert "sites 1" in str(refused.value)
    assert list((tmp_path / "backups").iterdir()) == []
    assert last_backup(tmp_path / "backups") is None


def test_that_a_backup_that_cannot_be_written_says_why(
    sqlite_database: Database, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(refusals.BackupFailed):
        back_up(sqlite_database, tmp_path / "file")


FULL = """
import resource, signal, sys
from pathlib import Path
from qc_desk.storage import refusals
from qc_desk.storage.backup import back_up
from qc_desk.storage.database import open_database
database = open_database(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    back_up(database, Path(sys.argv[2]))
    print("made")
except refusals.BackupFailed as refusal:
    print("refused")
"""


def test_that_a_full_disk_leaves_no_half_backup(
    sqlite_database: Database, add_site: AddSite, tmp_path: Path
) -> None:
    add_site(sqlite_database, "H1")
    sqlite_database.close()
    folder = tmp_path / "backups"
    done = subprocess.run(
        [sys.executable, "-c", FULL, sqlite_database.location, str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "refused\n", done.stderr
    assert list(folder.iterdir()) == []


def test_that_a_copy_without_its_manifest_does_not_count(
    sqlite_database: Database, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    first = back_up(sqlite_database, folder)
    second = back_up(sqlite_database, folder)
    assert last_backup(folder) == second
    manifest = (folder / second.file).with_suffix(".json")
    facts = json.loads(manifest.read_text())
    manifest.write_text("{")
    assert last_backup(folder) == first
    manifest.write_text(json.dumps({**facts, "size": facts["size"] + 1}))
    assert last_backup(folder) == first
    manifest.unlink()
    assert last_backup(folder) == first
    assert last_backup(tmp_path / "none") is None


def test_that_a_record_on_a_server_is_backed_up_there(pg_location: str, tmp_path: Path) -> None:
    with open_database(pg_location) as database:
        with pytest.raises(refusals.BackupOnServer) as refused:
            back_up(database, tmp_path)
        assert "pg_dump" in str(refused.value)
