"""A restoration that is killed at any moment leaves the old record or the new one, both whole.

QC_DESK_FAULTS=60 kills at sixty moments.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from qc_desk.services import backups
from qc_desk.storage.database import open_database
from tests.built_records import lay_file
from tests.checked_shop import found

DRIVER = Path(__file__).parent / "restore_driver.py"
MOMENTS = int(os.environ.get("QC_DESK_FAULTS", "3"))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the victims are forks")
def test_that_a_kill_at_a_step_of_a_restoration_leaves_one_of_both(tmp_path: Path) -> None:
    shop = lay_file(found, tmp_path / "shop")
    assert shop is not None
    with open_database(tmp_path / "shop") as database:
        made = shop.moved(database)
        made.add_batch("L-1")
        backups.make_backup(database, tmp_path / "copy.db")
        made.add_batch("L-2")
    done = subprocess.run(
        [sys.executable, DRIVER, tmp_path / "shop", tmp_path / "copy.db", str(MOMENTS)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["kills"] == MOMENTS
    assert (result["lost"], result["damaged"]) == (0, 0)
    assert result["old"]
    assert result["new"]
    assert result["again"]
    assert result["left"] == 0
