"""Copies of the record that are known to be good: made by SQLite, verified, synced, then named."""

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, create_engine, inspect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from qc_desk import __version__
from qc_desk.domain.audit import FIRST_HEAD
from qc_desk.domain.refusals import QcError
from qc_desk.i18n import _
from qc_desk.storage import search_index, sqlite
from qc_desk.storage.chain_check import check_chain, check_file, check_links
from qc_desk.storage.opening import sync_folder
from qc_desk.storage.refusals import BackupFailed, BackupOnServer
from qc_desk.storage.schema import HEAD, form_of

if TYPE_CHECKING:
    from qc_desk.storage.database import Database

Progress = Callable[[int, int], None]

_PAGES = 500  # copied at a time; between two such steps others can write
_PATIENCE = 5  # times that copying may begin anew because somebody wrote meanwhile


@dataclass(frozen=True)
class Backup:
    """A good copy: what its manifest says."""

    file: str
    at: str
    sha256: str
    size: int
    seq: int
    head: str
    counts: dict[str, int]
    form: str
    program: str

    @property
    def taken_at(self) -> datetime:
        """When the copy was made."""
        return datetime.fromisoformat(self.at)


class _OvertakenError(Exception):
    """Somebody wrote so often that copying in steps did not come to an end."""


def back_up(database: "Database", folder: Path, progress: Progress | None = None) -> Backup:
    """Make a verified copy of the record in a folder, with its manifest beside it.

    The folder may be anywhere, also on a network drive. Raises BackupFailed, and BackupOnServer
    for a record on PostgreSQL; then nothing half is left behind.
    """
    if database.on_server:
        raise BackupOnServer(database=database.location)
    at = datetime.now(UTC)
    target = folder / f"qc_desk-{at:%Y-%m-%dT%H%M%S.%fZ}.db"
    growing = target.with_suffix(".part")
    with _failures(folder):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            _copy(database.file, growing, progress)
            contents = _verify(growing)
            backup = Backup(
                file=target.name,
                at=at.isoformat(),
                sha256=_sync(growing),
                size=growing.stat().st_size,
                program=__version__,
                **contents,
            )
            growing.replace(target)
            _write_manifest(target, backup)
        except BaseException:
            _clean_up(growing, target)
            raise
    return backup


def last_backup(folder: Path) -> Backup | None:
    """Return the newest backup in a folder whose manifest and copy are there; None without one."""
    manifests = sorted(folder.glob("qc_desk-*.json"), reverse=True) if folder.is_dir() else []
    for manifest in manifests:
        backup = _read_manifest(manifest)
        if backup is not None:
            return backup
    return None


def all_backups(folder: Path) -> list[Backup]:
    """Return the backups in a folder whose manifest and copy are there, the newest first."""
    manifests = sorted(folder.glob("qc_desk-*.json"), reverse=True) if folder.is_dir() else []
    found = (_read_manifest(manifest) for manifest in manifests)
    return [backup for backup in found if backup is not None]


def copy_backup(folder: Path, backup: Backup, target: Path) -> None:
    """Copy a backup from its folder into another one, with its manifest, and read it again there.

    Raises BackupFailed; then nothing half is left behind.
    """
    copy = target / backup.file
    growing = copy.with_suffix(".part")
    with _failures(target):
        target.mkdir(exist_ok=True)
        try:
            shutil.copyfile(folder / backup.file, growing)
            _must_be_like(growing, backup)
            growing.replace(copy)
            _write_manifest(copy, backup)
        except BaseException:
            _clean_up(growing, copy)
            raise


def _must_be_like(growing: Path, backup: Backup) -> None:
    """Bring a copy to the disk and refuse it (BackupFailed) when it is not what was copied."""
    if _sync(growing) != backup.sha256:
        raise BackupFailed(target=growing.parent, reason=_("the copy is not like the backup"))


def _read_manifest(manifest: Path) -> Backup | None:
    try:
        facts: dict[str, Any] = json.loads(manifest.read_text(encoding="utf-8"))
        backup = Backup(**facts)
        whole = (manifest.parent / Path(backup.file).name).stat().st_size == backup.size
        backup.taken_at  # noqa: B018 (a manifest with a broken date does not count)
    except (OSError, ValueError, TypeError):
        return None
    return backup if whole else None


@contextmanager
def _failures(folder: Path) -> Iterator[None]:
    """Every failure of a backup is one sentence with its reason."""
    try:
        yield
    except BackupFailed:
        raise
    except (QcError, OSError, sqlite3.Error) as error:
        reason = str(error.strerror) if isinstance(error, OSError) else str(error)
        raise BackupFailed(target=folder, reason=reason or type(error).__name__) from error
    except DBAPIError as error:  # the copy is damaged, because the record is
        raise BackupFailed(target=folder, reason=str(error.orig)) from error


def _copy(file: Path, growing: Path, progress: Progress | None) -> None:
    """Copy in steps, so that others can write between them; at once when they never stop."""
    growing.unlink(missing_ok=True)
    try:
        _copy_pages(file, growing, _PAGES, progress)
    except _OvertakenError:
        growing.unlink(missing_ok=True)
        _copy_pages(file, growing, -1, progress)


def _copy_pages(file: Path, growing: Path, pages: int, progress: Progress | None) -> None:
    begun_anew, last = 0, -1

    def watch(_status: int, remaining: int, total: int) -> None:
        nonlocal begun_anew, last
        begun_anew += remaining > last >= 0
        last = remaining
        if begun_anew > _PATIENCE:
            raise _OvertakenError
        if progress is not None:
            progress(total - remaining, total)

    with (
        closing(sqlite.connect(file, writes=False)) as source,
        # nolock: nobody else knows this file, and network drives lock badly
        closing(sqlite3.connect(f"{growing.absolute().as_uri()}?nolock=1", uri=True)) as copy,
    ):
        copy.execute("PRAGMA synchronous = OFF")  # the whole file is synced once it is verified
        source.backup(copy, pages=pages, progress=watch, sleep=0.005)


def _verify(growing: Path) -> dict[str, Any]:
    """Check the copy as if it were the record; returns what its manifest says of its content."""
    engine = _reader(growing)
    try:

        @contextmanager
        def reading() -> Iterator[Session]:
            with Session(engine) as session:
                yield session

        with reading() as session:
            contents = _contents(session)
        findings = check_file(reading)
        if contents["form"] == HEAD:
            findings += check_chain(reading)
        else:  # before a migration: rows have another form than this program's
            findings += [found for _count, window in check_links(reading) for found in window]
        if findings:
            first = findings[0]
            raise BackupFailed(target=growing.parent, reason=f"{first.where}: {first.what}")
        return contents
    finally:
        engine.dispose()


def _contents(session: Session) -> dict[str, Any]:
    connection = session.connection()
    run = connection.exec_driver_sql
    last = run("SELECT seq, hash FROM audit_entries ORDER BY seq DESC LIMIT 1").first()
    names = inspect(connection).get_table_names()
    return {
        "seq": last[0] if last else 0,
        "head": last[1].hex() if last else FIRST_HEAD.hex(),
        "form": form_of(connection) or "",
        "counts": {
            name: int(run(f'SELECT count(*) FROM "{name}"').scalar_one())  # noqa: S608 (names from the schema)
            for name in names
            if not search_index.is_part(name)
        },
    }


def _reader(growing: Path) -> Engine:
    """Return an engine on the copy that writes nothing beside it."""
    address = f"{growing.absolute().as_uri()}?mode=ro&nolock=1"
    return create_engine(
        "sqlite://", creator=lambda: sqlite3.connect(address, uri=True), poolclass=NullPool
    )


def _sync(growing: Path) -> str:
    """Bring the copy to the disk; returns the SHA-256 of what is there."""
    with growing.open("rb+") as copy:
        os.fsync(copy.fileno())
        return hashlib.file_digest(copy, "sha256").hexdigest()


def _write_manifest(target: Path, backup: Backup) -> None:
    """Write the manifest last: without one a copy does not count."""
    manifest = target.with_suffix(".json")
    growing = manifest.with_suffix(".json.part")
    with growing.open("w", encoding="utf-8") as facts:
        json.dump(asdict(backup), facts, ensure_ascii=False, indent=2, sort_keys=True)
        facts.flush()
        os.fsync(facts.fileno())
    growing.replace(manifest)
    sync_folder(target.parent)


def _clean_up(growing: Path, target: Path) -> None:
    for leftover in (
        growing,
        growing.with_name(f"{growing.name}-journal"),
        target,
        target.with_suffix(".json.part"),
    ):
        try:
            leftover.unlink(missing_ok=True)
        except OSError:
            continue
