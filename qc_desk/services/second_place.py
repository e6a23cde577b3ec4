"""The second place: a folder outside that takes receipts of signatures and copies of backups."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from qc_desk.domain.organisations import Organisation
from qc_desk.i18n import _
from qc_desk.services.backups import backup_folder
from qc_desk.services.desk import Desk
from qc_desk.services.receipts import anchor, place_of
from qc_desk.storage.backup import copy_backup, last_backup
from qc_desk.storage.database import Database
from qc_desk.storage.refusals import BackupFailed, SecondPlaceInside, SecondPlaceLost
from qc_desk.storage.retention import thin_out


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptOutside:
    """The audit entry up to which there is a receipt, and the copy that was made just now."""

    anchored_seq: int
    backup: Path | None


def must_be_outside(folder: Path, desk: Desk) -> None:
    """Refuse a second place that is no folder (SecondPlaceLost) or the record's own one.

    Raises SecondPlaceInside for a folder within the data folder, and for one around it.
    """
    if not folder.is_dir():
        raise SecondPlaceLost(folder=folder, reason=_no_folder(folder))
    database = _database(desk)
    if database.on_server:
        return
    chosen, own = folder.resolve(), database.folder.resolve()
    if chosen.is_relative_to(own) or own.is_relative_to(chosen):
        raise SecondPlaceInside(folder=folder)


def keep_outside(desk: Desk, folder: Path, at: datetime) -> KeptOutside:
    """Take to the second place what it lacks: a receipt, and the newest backup of the record.

    Old copies there are let go of by the same rule as beside the record. Raises SecondPlaceLost;
    what is there already stays whole.
    """
    if not folder.is_dir():
        raise SecondPlaceLost(folder=folder, reason=_no_folder(folder))
    try:
        anchored = anchor(desk, folder, at)
        copied = _copy_newest(desk, folder)
    except BackupFailed as error:
        raise SecondPlaceLost(folder=folder, reason=error.facts["reason"]) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SecondPlaceLost(folder=folder, reason=reason) from error
    return KeptOutside(anchored_seq=anchored, backup=copied)


def _copy_newest(desk: Desk, folder: Path) -> Path | None:
    """Copy the newest backup that is beside the record, unless it is there."""
    database = _database(desk)
    if database.on_server:
        return None
    beside = backup_folder(database.folder)
    newest = last_backup(beside)
    with desk.reading() as session:
        target = place_of(session.scalars(select(Organisation.database_id)).one(), folder)
    if newest is None or last_backup(target) == newest:
        return None
    copy_backup(beside, newest, target)
    thin_out(target, newest.taken_at)
    return target / newest.file


def _database(desk: Desk) -> Database:
    assert isinstance(desk, Database)  # noqa: S101 (every desk outside of tests is one)
    return desk


def _no_folder(folder: Path) -> str:
    return _("it is a file") if folder.exists() else _("it is not there")
