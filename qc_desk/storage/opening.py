"""What is looked at before a record is opened; each thing that is wrong ends in a sentence."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from qc_desk.domain.refusals import QcError
from qc_desk.storage import guards, header, place, schema, sqlite
from qc_desk.storage.lock import WriterLock
from qc_desk.storage.postgresql import SCHEMA_LOCK
from qc_desk.storage.refusals import (
    DamagedRecord,
    DiskFailed,
    DiskFull,
    ForeignFile,
    GuardsMissing,
    NewerRecord,
    NoPermission,
    NoRecordHere,
    NotAFolder,
    OlderRecord,
    ReadOnlyRecord,
    UnknownDatabase,
)

FILE_NAME = header.FILE_NAME

_BY_ERRNO: dict[int, type[QcError]] = {
    errno.EACCES: NoPermission,
    errno.EPERM: NoPermission,
    errno.EROFS: ReadOnlyRecord,
    errno.ENOSPC: DiskFull,
    errno.EDQUOT: DiskFull,
    errno.EFBIG: DiskFull,
    errno.EIO: DiskFailed,
    errno.ENOTDIR: NotAFolder,
    errno.EEXIST: NotAFolder,
    errno.ENAMETOOLONG: UnknownDatabase,
}


@contextmanager
def files_in_words(location: Path) -> Iterator[None]:
    """Turn what the operating system says about a file into a refusal."""
    try:
        yield
    except OSError as error:
        found = _BY_ERRNO.get(error.errno or 0)
        if found is None:
            raise
        raise found(location=location) from error


def folder_of(location: str, *, create: bool) -> Path:
    """Return the data folder, made when it may be; refuse what is no folder or no safe place."""
    if "://" in location or "\0" in location or not location.strip():
        raise UnknownDatabase(location=location)
    folder = Path(location).expanduser()
    with files_in_words(folder):
        if folder.exists() and not folder.is_dir():
            raise NotAFolder(location=folder)
        place.must_be_safe(folder)
        if not folder.exists():
            if not create:
                raise NoRecordHere(location=folder)
            folder.mkdir(parents=True)
    return folder


def lock_of(folder: Path) -> WriterLock:
    """Take the right to write to the record in the folder."""
    with files_in_words(folder):
        return WriterLock.take(folder / f"{FILE_NAME}.lock")


def file_in(folder: Path, *, create: bool) -> Path:
    """Return the database file, made when it may be, after a look at its header."""
    file = folder / FILE_NAME
    with files_in_words(folder):
        if not file.exists():
            if not create:
                raise NoRecordHere(location=folder)
            if header.has_journal(file):
                raise DamagedRecord(location=folder, reason=FILE_NAME)
            _build(file)
        facts = header.look(file)
    if facts is not None and facts.form > int(schema.HEAD):
        raise NewerRecord(location=folder, found=facts.form, known=int(schema.HEAD))
    return file


def _build(file: Path) -> None:
    """Make a new record beside its place and move it there when it is whole."""
    growing = file.with_name(f"{file.name}.creating")
    for leftover in (growing, growing.with_name(f"{growing.name}-journal")):
        leftover.unlink(missing_ok=True)
    growing.touch()
    made = sqlite.schema_engine(growing)
    try:
        with made.begin() as connection:
            schema.build(connection)
    except BaseException:
        made.dispose()
        with suppress(OSError):
            growing.unlink()
        raise
    made.dispose()
    growing.replace(file)
    sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    """Make new names in a folder survive a power cut, where the system can be asked to."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def build_on_server(engine: Engine, location: str, *, create: bool) -> None:
    """Make a new record in an empty database on a server, once for all who start together."""
    with engine.connect() as connection:
        if schema.form_of(connection) is not None:
            return
    with engine.begin() as connection:
        connection.execute(text(f"SELECT pg_advisory_xact_lock({SCHEMA_LOCK})"))
        if not schema.is_empty(connection):
            if schema.form_of(connection) is None:
                raise ForeignFile(location=location)
            return
        if not create:
            raise NoRecordHere(location=location)
        schema.build(connection)


def is_behind(engine: Engine, location: str, *, writer: bool) -> bool:
    """Whether the record must be migrated; refuse newer, foreign, and for readers older ones."""
    with engine.connect() as connection:
        form = schema.form_of(connection)
    if form is None:
        raise ForeignFile(location=location)
    if schema.is_newer(form):
        raise NewerRecord(location=location, found=form, known=schema.HEAD)
    if form != schema.HEAD and not writer:
        raise OlderRecord(location=location)
    return form != schema.HEAD


def must_be_guarded(connection: Connection, location: str) -> None:
    """Refuse a record whose guards are missing or were altered."""
    missing = guards.missing(connection)
    if missing:
        raise GuardsMissing(location=location, names=", ".join(sorted(missing)))
