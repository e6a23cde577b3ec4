"""Verified copies of the record, as people ask for them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from qc_desk.services.desk import Desk
from qc_desk.storage.backup import Backup, all_backups, back_up, last_backup
from qc_desk.storage.chain import head
from qc_desk.storage.database import Database
from qc_desk.storage.refusals import BackupOnServer
from qc_desk.storage.retention import thin_out

Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class BackupRow:
    """A good copy: where it is, when it was made, and what is in it."""

    file: Path
    taken_at: datetime
    size: int
    audit_entries: int
    audit_head: str
    sha256: str


def make_backup(database: Database, target: Path | None) -> BackupRow:
    """Make a verified copy in a folder, in a file of this name, or where backups belong.

    Raises BackupFailed, and BackupOnServer for a record on PostgreSQL; nothing half is left
    behind.
    """
    if target is None:
        return _beside(database, None)
    if target.suffix != ".db" or target.is_dir():
        return _row(target, back_up(database, target))
    made = back_up(database, target.parent)
    copy = target.parent / made.file
    copy.replace(target)
    copy.with_suffix(".json").replace(target.with_suffix(".json"))
    row = _row(target.parent, made)
    return BackupRow(
        file=target,
        taken_at=row.taken_at,
        size=row.size,
        audit_entries=row.audit_entries,
        audit_head=row.audit_head,
        sha256=row.sha256,
    )


def back_up_beside(desk: Desk, folder: Path | None, progress: Progress) -> BackupRow:
    """Make a verified copy in a folder, or where backups belong, telling how far it is.

    What ``progress`` raises stops the copying, and nothing half is left behind. Raises
    BackupFailed, and BackupOnServer for a record on PostgreSQL.
    """
    database = _database(desk)
    if folder is None:
        return _beside(database, progress)
    return _row(folder, back_up(database, folder, progress))


def _beside(database: Database, progress: Progress | None) -> BackupRow:
    """Make a copy where backups belong, and let go of old ones that need not stay."""
    folder = backup_folder(Path(database.location))
    made = back_up(database, folder, progress)
    thin_out(folder, made.taken_at)
    return _row(folder, made)


def kept_backups(desk: Desk) -> list[BackupRow]:
    """Return the good copies beside the record, newest first.

    Raises BackupOnServer for a record on PostgreSQL.
    """
    database = _database(desk)
    if database.on_server:
        raise BackupOnServer(database=database.location)
    return backups_beside(database.folder)


def backups_beside(data: Path) -> list[BackupRow]:
    """Return the good copies beside a record that may be damaged, newest first."""
    folder = backup_folder(data)
    return [_row(folder, each) for each in all_backups(folder)]


def _database(desk: Desk) -> Database:
    assert isinstance(desk, Database)  # noqa: S101 (every desk outside of tests is one)
    return desk


def newest_backup(location: str) -> BackupRow | None:
    """Return the newest good copy beside the record; None when there is none."""
    folder = backup_folder(Path(location))
    found = last_backup(folder)
    return None if found is None else _row(folder, found)


def changed_since(session: Session, backup: BackupRow | None) -> bool:
    """Whether anything was written that is not in a copy; an empty record needs none.

    The audit trail must end alike, not only be as long: a record that was restored is another one
    than its newest backup was made of.
    """
    last = head(session)
    return last.seq > 0 and (backup is None or last.hash.hex() != backup.audit_head)


def backup_folder(data: Path) -> Path:
    """Where copies are kept unless another place is given."""
    return data / "backups"


def _row(folder: Path, made: Backup) -> BackupRow:
    return BackupRow(
        file=folder / made.file,
        taken_at=made.taken_at,
        size=made.size,
        audit_entries=made.seq,
        audit_head=made.head,
        sha256=made.sha256,
    )
