"""A backup takes the place of a record: whole or not at all, and what was there is kept aside."""

import errno
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from qc_desk.domain.refusals import FileNotReadable
from qc_desk.storage import guards, header, schema, sqlite
from qc_desk.storage.chain_check import check_file
from qc_desk.storage.database import Database
from qc_desk.storage.opening import FILE_NAME, files_in_words, sync_folder
from qc_desk.storage.refusals import (
    BackupFailed,
    BackupNotGood,
    DamagedRecord,
    EmptyFile,
    ForeignFile,
    NewerRecord,
    RecordIsItsBackup,
)

Progress = Callable[[int, int], None]

COMPANIONS = ("-journal", "-wal", "-shm")  # what SQLite keeps beside a file that was not let go
_TAKEN = ("", "-journal", "-wal")  # what of a backup is taken: the third SQLite makes itself
_CHUNK = 1 << 20
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}
UNREADABLE = (DamagedRecord, EmptyFile, ForeignFile)


def copy_beside(file: Path, folder: Path, progress: Progress) -> Path:
    """Copy a backup into the data folder, beside the record, to be looked at there.

    Raises FileNotReadable, RecordIsItsBackup and what a header tells; nothing else is touched.
    """
    copy = folder / f"{FILE_NAME}.restoring"
    with files_in_words(folder):
        clean_up(folder)
    _must_be_a_record(file, folder)
    for ending in _TAKEN:
        source = _beside(file, ending)
        if not ending or (source.exists() and source.stat().st_size):
            try:
                _copy(source, _beside(copy, ending), progress)
            except BaseException:
                clean_up(folder)
                raise
    return copy


def _must_be_a_record(file: Path, folder: Path) -> None:
    """Refuse what is no file of this program, before anything is copied."""
    try:
        if (folder / FILE_NAME).exists() and file.samefile(folder / FILE_NAME):
            raise RecordIsItsBackup(file=file)
        with file.open("rb"):
            pass
    except (OSError, ValueError) as error:
        why = os.strerror(getattr(error, "errno", None) or errno.EINVAL)
        raise FileNotReadable(file=file, why=why) from error
    try:
        facts = header.look(file)
    except EmptyFile:
        raise BackupNotGood(file=file, reason="0 B") from None
    except DamagedRecord as damaged:
        raise BackupNotGood(file=file, reason=damaged.facts["reason"]) from None
    if facts is not None and facts.form > int(schema.HEAD):
        raise NewerRecord(location=file, found=facts.form, known=int(schema.HEAD))


def _copy(source: Path, target: Path, progress: Progress) -> None:
    """Copy a file's bytes, telling how far it is, and bring them to the disk."""
    size = source.stat().st_size
    done = 0
    with files_in_words(target.parent), source.open("rb") as read, target.open("wb") as written:
        while chunk := read.read(_CHUNK):
            written.write(chunk)
            done += len(chunk)
            progress(min(done, size), size)
        written.flush()
        os.fsync(written.fileno())


def open_copy(copy: Path, file: Path) -> Database:
    """Open the copy of a backup as the record that it will be, brought up to date if it is older.

    Raises BackupNotGood, naming the backup, when it is damaged or its guards are not in force.
    """
    try:
        _bring_up_to_date(copy, file)
        database = Database(
            sqlite.engine(copy, writes=False),
            sqlite.engine(copy, writes=True),
            str(copy.parent),
        )
        try:
            with database.reader.connect() as connection:
                missing = guards.missing(connection)
        except BaseException:
            database.close()
            raise
    except (DBAPIError, sqlite3.Error, UnicodeDecodeError) as error:
        said = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise BackupNotGood(file=file, reason=said) from error
    if missing:
        database.close()
        raise BackupNotGood(file=file, reason=", ".join(sorted(missing)))
    return database


def _bring_up_to_date(copy: Path, file: Path) -> None:
    """Bring the copy of an older backup to the newest form; that of a stranger is refused."""
    engine: Engine = sqlite.schema_engine(copy)
    try:
        with engine.connect() as connection:
            form = schema.form_of(connection)
        if form is None:
            raise ForeignFile(location=copy)
        if schema.is_newer(form):
            raise NewerRecord(location=copy, found=form, known=schema.HEAD)
        if form != schema.HEAD:
            _upgrade(engine, file)
    finally:
        engine.dispose()


def _upgrade(engine: Engine, file: Path) -> None:
    from qc_desk.storage import migrations  # noqa: PLC0415 (Alembic is needed once a year)

    try:
        migrations.upgrade(engine)
    except migrations.NOT_DONE as error:
        said = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise BackupNotGood(file=file, reason=said) from error


def look_into(folder: Path) -> Database | None:
    """Open the record in a folder for a look, even without its guards; None where none can be had.

    Raises NewerRecord and what the operating system refuses: then nothing is to be put there.
    """
    file = folder / FILE_NAME
    with files_in_words(folder):
        if not file.exists():
            return None
        try:
            facts = header.look(file)
        except UNREADABLE:
            return None
    if facts is not None and facts.form > int(schema.HEAD):
        raise NewerRecord(location=folder, found=facts.form, known=int(schema.HEAD))
    identity = header.note_open(file)
    database = Database(sqlite.engine(file, writes=False), None, str(folder))
    database.at_close(lambda: header.note_closed(identity))
    return database


def must_be_whole(database: Database, file: Path) -> None:
    """Refuse a copy that the disk has not kept as it was written just now."""
    found = check_file(database.reading)
    if found:
        raise BackupNotGood(file=file, reason=found[0].what)


def is_damage(failed: BackupFailed) -> bool:
    """Whether a backup failed because the record is damaged, and not because there is no room."""
    cause = failed.__cause__
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
        return code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
    return not isinstance(cause, OSError)


def name_aside(at: datetime) -> str:
    """Return the name under which the record before is kept."""
    return f"qc_desk-put-aside-{at:%Y-%m-%dT%H%M%S.%fZ}.db"


def change_places(copy: Path, aside: str) -> Path | None:
    """Put the copy in the place of the record beside it; returns where that one is kept now.

    The record's own name belongs to the old file or to the new one at every moment: the old file
    gets its second name first, and then the new one takes its place in a single step.
    """
    file = copy.with_name(FILE_NAME)
    with files_in_words(copy.parent):
        with copy.open("rb+") as whole:
            os.fsync(whole.fileno())
        if not file.exists():
            _put(copy, file)
            return None
        kept = copy.with_name(aside)
        _name_twice(file, kept)
        moved = []
        try:
            for ending in COMPANIONS:
                if _has_content(_beside(file, ending)):
                    _beside(file, ending).replace(_beside(kept, ending))
                    moved.append(ending)
            _put(copy, file)
        except OSError:
            for ending in moved:
                _beside(kept, ending).replace(_beside(file, ending))
            kept.unlink()
            raise
    return kept


def _put(copy: Path, file: Path) -> None:
    sync_folder(file.parent)
    copy.replace(file)
    sync_folder(file.parent)


def _name_twice(file: Path, kept: Path) -> None:
    """Give the old file a second name, or copy it where a disk knows no second names."""
    try:
        os.link(file, kept)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        part = kept.with_suffix(".part")
        try:
            shutil.copyfile(file, part)
            with part.open("rb+") as whole:
                os.fsync(whole.fileno())
            part.replace(kept)
        finally:
            part.unlink(missing_ok=True)


def clean_up(folder: Path) -> None:
    """Take away what a restoration that was stopped has left: nothing of it was in use."""
    record = folder / FILE_NAME
    copy = folder / f"{FILE_NAME}.restoring"
    for ending in ("", *COMPANIONS):
        _beside(copy, ending).unlink(missing_ok=True)
    for part in folder.glob("qc_desk-put-aside-*.part"):
        part.unlink()
    for kept in folder.glob("qc_desk-put-aside-*.db"):
        if record.exists() and kept.samefile(record):  # a second name of what is still in place
            kept.unlink()


def let_go(folder: Path) -> None:
    """Clean up as far as that is possible: whatever went wrong before matters more."""
    with suppress(OSError):
        clean_up(folder)


def _beside(file: Path, ending: str) -> Path:
    return file.with_name(f"{file.name}{ending}")


def _has_content(file: Path) -> bool:
    return file.exists() and file.stat().st_size > 0
