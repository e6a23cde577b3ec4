"""A shop that was backed up and has gone on since."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from qc_desk.reports import print_paper
from qc_desk.services import backups
from qc_desk.storage.database import open_database
from tests.checked_shop import Shop, found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Shop]:
    """A folder with a shop that was backed up after its first report and has gone on since."""
    folder = tmp_path_factory.mktemp("restored")
    with open_database(folder / "shop", workstation="test bench") as database:
        made = found(database)
        made.approve(made.checked_twice("L-1"), printer=print_paper)
        backups.make_backup(database, folder / "copy.db")
        made.first_signed("L-2")
        made.add_batch("L-3")
    return folder, made


@pytest.fixture
def shop(built: tuple[Path, Shop], tmp_path: Path) -> Iterator[Shop]:
    """A copy of the shop for this test alone."""
    shutil.copytree(built[0], tmp_path, dirs_exist_ok=True)
    with open_database(tmp_path / "shop", workstation="test bench") as database:
        yield built[1].moved(database)


@pytest.fixture
def copy(shop: Shop, tmp_path: Path) -> Path:
    """The backup of the shop."""
    assert shop.database.file.exists()
    return tmp_path / "copy.db"
