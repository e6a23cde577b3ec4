"""A program that is killed at any moment loses nothing that it has acknowledged.

QC_DESK_KILLS=1000 kills a thousand times.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the victims are forks")

DRIVER = Path(__file__).parent / "kill_driver.py"
KILLS = int(os.environ.get("QC_DESK_KILLS", "60"))


def _killed(folder: Path, kills: int, how: str) -> dict[str, int]:
    done = subprocess.run(
        [sys.executable, str(DRIVER), str(folder), str(kills), how],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert done.returncode == 0, done.stderr
    result: dict[str, int] = json.loads(done.stdout)
    return result


def test_that_no_acknowledged_record_is_lost_by_a_kill(tmp_path: Path) -> None:
    result = _killed(tmp_path, KILLS, "after-commit")
    assert result["kills"] == KILLS
    assert result["acknowledged"] >= KILLS
    assert result["lost"] == 0
    assert result["findings"] == 0


def test_that_acknowledging_before_the_commit_would_be_noticed(tmp_path: Path) -> None:
    """The wrong twin."""
    assert _killed(tmp_path, 40, "too-early")["lost"] > 0
