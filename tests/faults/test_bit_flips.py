"""A bit that flips in the file and changes what the record says is always noticed.

QC_DESK_FLIPS=4000 flips four thousand bits.
"""

import os
import random
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qc_desk.domain.paper import Paper
from qc_desk.domain.refusals import QcError
from qc_desk.services import sample_shop
from qc_desk.services.sample_story import stories
from qc_desk.storage import search_index
from qc_desk.storage.chain_check import check_chain, check_file
from qc_desk.storage.database import open_database

FLIPS = int(os.environ.get("QC_DESK_FLIPS", "60"))


def _paper(paper: Paper) -> bytes:
    return f"%PDF {paper.report_number}".encode()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Give the file of a shop with its people, keys, goods and two checked batches."""
    folder = tmp_path_factory.mktemp("shop")
    with pytest.MonkeyPatch.context() as short, open_database(folder) as database:
        told = stories()[:2]
        short.setattr(sample_shop, "stories", lambda: told)
        sample_shop.make_sample_shop(database, datetime(2026, 11, 20, 12, tzinfo=UTC), _paper)
        assert check_chain(database.reading) == []
    return (folder / "qc_desk.db").read_bytes()


def _content(file: Path) -> object:
    """Return every value of every table with its type, or the error that reading gives.

    The search index is left out: it is made from the record, and can be made anew.
    """
    connection = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)
    connection.text_factory = bytes
    try:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
        ).fetchall()
        return {
            name: sorted(map(repr, connection.execute(f'SELECT * FROM "{name.decode()}"')))
            for (name,) in names
            if not search_index.is_part(name.decode())
        }
    except (sqlite3.Error, UnicodeDecodeError) as error:  # the message itself may be damaged
        return repr(error)
    finally:
        connection.close()


def _is_noticed(folder: Path) -> bool:
    try:
        with open_database(folder, writer=False) as database:
            return bool(check_file(database.reading) or check_chain(database.reading))
    except QcError:
        return True


def _engine_alone_notices(file: Path) -> bool:
    """The wrong twin: what SQLite itself says about its file."""
    connection = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)
    try:
        said: list[tuple[str]] = connection.execute("PRAGMA integrity_check").fetchall()
    except (sqlite3.Error, UnicodeDecodeError):
        return True
    else:
        return said != [("ok",)]
    finally:
        connection.close()


def test_that_no_flipped_bit_changes_the_content_unnoticed(shop: bytes, tmp_path: Path) -> None:
    chance = random.Random(20261120)  # noqa: S311 (which bits flip is no secret)
    file = tmp_path / "qc_desk.db"
    file.write_bytes(shop)
    sound = _content(file)
    assert not _is_noticed(tmp_path)
    changed, unnoticed, missed_by_engine = 0, [], 0
    for _each in range(FLIPS):
        place, bit = chance.randrange(100, len(shop)), 1 << chance.randrange(8)
        damaged = bytearray(shop)
        damaged[place] ^= bit
        file.write_bytes(damaged)
        if _content(file) == sound:
            continue
        changed += 1
        missed_by_engine += not _engine_alone_notices(file)
        if not _is_noticed(tmp_path):
            unnoticed.append((place, bit))
    assert unnoticed == []
    assert changed > FLIPS // 10
    assert missed_by_engine > 0, "the wrong twin would have been good enough"
