"""Records that are built once for a whole run; every test gets a copy of its own."""

import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from qc_desk.storage.database import open_database
from qc_desk.storage.opening import FILE_NAME

if TYPE_CHECKING:
    from qc_desk.storage.database import Database
    from tests.checked_shop import Shop

Furnish = Callable[["Database"], "Shop | None"]


def nothing(_database: "Database") -> None:
    """Leave a record as it is when it has just been made."""


@cache
def _built(furnish: Furnish) -> tuple[bytes, "Shop | None"]:
    """Build a record in a file and keep the bytes of the closed file."""
    with tempfile.TemporaryDirectory(prefix="qc_desk_built_") as folder:
        with open_database(folder, workstation="test bench") as database:
            shop = furnish(database)
        return Path(folder, FILE_NAME).read_bytes(), shop


def lay_file(furnish: Furnish, folder: Path) -> "Shop | None":
    """Put a copy of a built record into a new data folder; returns who works in it."""
    data, shop = _built(furnish)
    folder.mkdir()
    folder.joinpath(FILE_NAME).write_bytes(data)
    return shop
