"""The whole sample shop: made once for a run, by whichever process needs it first."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from qc_desk.reports import print_paper
from qc_desk.services.sample_shop import make_sample_shop
from qc_desk.storage.database import open_database
from qc_desk.storage.opening import FILE_NAME

if TYPE_CHECKING:
    from qc_desk.storage.database import Database

UNTIL = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
_PATIENCE = 900  # s: as long as another process may take to make it


def told(database: "Database") -> None:
    """Let the sample shop tell its story up to the moment at which tests take place."""
    make_sample_shop(database, UNTIL, print_paper)


def told_file(shared: Path) -> Path:
    """Return the file of the shop in a folder that all processes of a run share."""
    file = shared / "told" / FILE_NAME
    file.parent.mkdir(exist_ok=True)
    with _alone(file.parent / "lock"):
        if not file.exists():
            made = file.with_name("making")
            shutil.rmtree(made, ignore_errors=True)
            with open_database(made, workstation="any") as database:
                told(database)
            (made / FILE_NAME).rename(file)
    return file


def lay_told(file: Path, folder: Path) -> Path:
    """Put a copy of the shop into a new data folder; returns the folder."""
    folder.mkdir()
    shutil.copyfile(file, folder / FILE_NAME)
    return folder


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Wait until no other process is in here: SQLite's lock works on every system."""
    with closing(sqlite3.connect(lock, timeout=_PATIENCE, isolation_level=None)) as held:
        held.execute("BEGIN EXCLUSIVE")
        yield
