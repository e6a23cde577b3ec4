"""What benchmarks write by hand still fits the record."""

from pathlib import Path

from benchmarks.lists import fill
from qc_desk.services.batch_lists import BatchFilter, count_batches
from qc_desk.storage import opening
from qc_desk.storage.database import open_database


def test_that_the_list_of_batches_can_be_filled_by_hand(tmp_path: Path) -> None:
    open_database(tmp_path).close()
    fill(tmp_path / opening.FILE_NAME, 20)
    with open_database(tmp_path) as database, database.reading() as session:
        assert count_batches(session, BatchFilter()) == 20
