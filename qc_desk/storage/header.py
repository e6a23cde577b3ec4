"""What the first hundred bytes of a database file tell, read before SQLite opens it.

Closing any handle on a database file lets go of SQLite's own locks on it (POSIX): so a file is
only looked at here while nothing in this program has it open.
"""

import os
import threading
from dataclasses import dataclass
from pathlib import Path

from qc_desk.storage.refusals import DamagedRecord, EmptyFile, ForeignFile, NoPermission

FILE_NAME = "qc_desk.db"
APPLICATION_ID = 0x5143444B  # "QCDK"
# The newest revision in migrations/versions, which the header of a record names, too; a test
# compares them, so that Alembic is imported only to migrate.
HEAD = "0001"

_MAGIC = b"SQLite format 3\0"
_SIZE = 100

_open_files: dict[tuple[int, int], int] = {}
_guard = threading.Lock()


@dataclass(frozen=True)
class Header:
    """The facts of a file header that decide whether the file may be opened."""

    application_id: int
    form: int
    page_size: int
    pages: int


def look(file: Path) -> Header | None:
    """Return the header of a record; None when this program has the file open already.

    Raises EmptyFile, ForeignFile, DamagedRecord or NoPermission; the file is never changed.
    """
    with _guard:
        if _identity(file) in _open_files:
            return None
        try:
            with file.open("rb") as bytes_:
                first = bytes_.read(_SIZE)
                size = os.fstat(bytes_.fileno()).st_size
        except PermissionError:
            raise NoPermission(location=file) from None
    if not first:
        raise EmptyFile(location=file)
    return _judge(file, first, size)


def _judge(file: Path, first: bytes, size: int) -> Header:
    if len(first) < _SIZE or not first.startswith(_MAGIC):
        if _MAGIC.startswith(first[:16]) or first.count(0) == len(first):
            raise DamagedRecord(location=file, reason="header")
        raise ForeignFile(location=file)
    header = Header(
        application_id=_number(first, 68),
        form=_number(first, 60),
        page_size=int.from_bytes(first[16:18], "big"),
        pages=_number(first, 28),
    )
    if header.application_id != APPLICATION_ID:
        raise ForeignFile(location=file)
    page_size = 65536 if header.page_size == 1 else header.page_size
    settled = _number(first, 24) == _number(first, 92) and not has_journal(file)
    if settled and header.pages * page_size > size:
        raise DamagedRecord(location=file, reason="size")
    return header


def _number(first: bytes, place: int) -> int:
    return int.from_bytes(first[place : place + 4], "big")


def has_journal(file: Path) -> bool:
    """After a crash the journal makes the file whole again, so its size says nothing yet."""
    journal = file.with_name(file.name + "-journal")
    return journal.exists() and journal.stat().st_size > 0


def _identity(file: Path) -> tuple[int, int]:
    facts = file.stat()
    return (facts.st_dev, facts.st_ino)


def note_open(file: Path) -> tuple[int, int]:
    """Note that this program opens the file; returns what ``note_closed`` wants back."""
    with _guard:
        identity = _identity(file)
        _open_files[identity] = _open_files.get(identity, 0) + 1
        return identity


def note_closed(identity: tuple[int, int]) -> None:
    """Note that one opener of the file has closed every connection to it."""
    with _guard:
        left = _open_files.get(identity, 0) - 1
        if left > 0:
            _open_files[identity] = left
        else:
            _open_files.pop(identity, None)
