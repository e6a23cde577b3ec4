"""A look into a record that lies still, before the machinery that opens it is loaded.

Loading SQLAlchemy and mapping the entities takes several times as long as painting the window.
What the window shows first is read without them; everything that may be wrong with a record is
still found, and said, when it is opened.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from qc_desk.domain.refusals import QcError
from qc_desk.storage import header, place

T = TypeVar("T")

_READS_ONLY = ("query_only = ON", "trusted_schema = OFF", "cell_size_check = ON")


def peek(folder: Path, read: Callable[[sqlite3.Connection], T]) -> T | None:
    """Return what is read from the record in a folder.

    None where opening it has something to make, to mend, to migrate or to refuse, or where another
    program is writing just now.
    """
    file = folder / header.FILE_NAME
    try:
        place.must_be_safe(folder)
        if header.has_journal(file):
            return None
        facts = header.look(file)
        if facts is None or facts.form != int(header.HEAD):
            return None
        return _read(file, read)
    except (QcError, OSError, sqlite3.Error, ValueError):
        return None


def _read(file: Path, read: Callable[[sqlite3.Connection], T]) -> T:
    """Read at once or not at all; the file is never changed, and nobody waits for it."""
    identity = header.note_open(file)
    try:
        address = f"{file.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=0)) as connection:
            for setting in _READS_ONLY:
                connection.execute(f"PRAGMA {setting}")
            connection.execute("BEGIN")
            return read(connection)
    finally:
        header.note_closed(identity)
