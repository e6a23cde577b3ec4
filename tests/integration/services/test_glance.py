"""The first glance at a record: the same door as the open record has, or nothing at all."""

import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qc_desk.domain.refusals import WrongPassword
from qc_desk.services import first_start, keys, sign_in
from qc_desk.services.glance import glance
from qc_desk.storage.header import FILE_NAME
from tests.checked_shop import AT, Shop

if TYPE_CHECKING:
    from qc_desk.storage.database import Database


@pytest.fixture
def folder(shop: Shop) -> Path:
    """The data folder of a shop whose record is closed."""
    if shop.database.on_server:
        pytest.skip("a record on a server has no file to glance at")
    return shop.database.folder


def test_that_it_sees_what_the_open_record_shows(shop: Shop, folder: Path) -> None:
    now = AT
    for _try in range(4):
        now += timedelta(seconds=10)
        with pytest.raises(WrongPassword):
            keys.unlock(shop.database, shop.ids["ana"], "quite another sentence", now)
    now += timedelta(seconds=1)
    with shop.database.reading() as session:
        organisation = first_start.organisation(session)
        people = sign_in.people_at_the_door(session, now)
    assert glance(folder, now) is None  # this program has it open
    shop.database.close()
    seen = glance(folder, now)
    assert seen is not None
    assert (seen.organisation, list(seen.people)) == (organisation, people)
    assert [row.login for row in seen.people if row.wait]


def test_that_it_leaves_what_must_be_opened_with_care(shop: Shop, folder: Path) -> None:
    shop.database.close()
    file = folder / FILE_NAME
    journal = file.with_name(f"{FILE_NAME}-journal")
    kept = file.read_bytes()
    assert glance(folder, AT) is not None
    journal.write_bytes(b"half a change")
    assert glance(folder, AT) is None
    journal.write_bytes(b"")
    file.write_bytes(kept[:60] + (99).to_bytes(4, "big") + kept[64:])  # a newer form
    assert glance(folder, AT) is None
    file.write_bytes(kept[: len(kept) // 2])
    assert glance(folder, AT) is None
    file.unlink()
    assert glance(folder, AT) is None
    assert not file.exists()


def test_that_it_waits_for_nobody(shop: Shop, folder: Path) -> None:
    shop.database.close()
    with sqlite3.connect(folder / FILE_NAME, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert glance(folder, datetime.now(UTC)) is None
        other.execute("ROLLBACK")
    other.close()


def test_that_it_needs_no_sqlalchemy(shop: Shop, folder: Path) -> None:
    shop.database.close()
    script = (
        "import sys; from datetime import UTC, datetime; from pathlib import Path\n"
        "from qc_desk.services.glance import glance\n"
        "assert glance(Path(sys.argv[1]), datetime.now(UTC)) is not None\n"
        "print('sqlalchemy' in sys.modules)"
    )
    command = [sys.executable, "-c", script, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "False"


def test_that_a_record_without_a_shop_is_left_to_be_opened(sqlite_database: "Database") -> None:
    sqlite_database.close()
    assert glance(sqlite_database.folder, AT) is None
