"""When the disk fails or is full at any moment, nothing is lost that was said to be kept.

QC_DESK_FAULTS=60 tries sixty moments for each kind of failure.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from qc_desk.domain.entities import Site
from qc_desk.storage.chain_check import check_chain, check_file
from qc_desk.storage.database import open_database

DRIVER = Path(__file__).parent / "record_driver.py"
MOMENTS = int(os.environ.get("QC_DESK_FAULTS", "3"))
CALLS = "pwrite64,fdatasync,fsync,ftruncate"

needs_strace = pytest.mark.skipif(
    shutil.which("strace") is None, reason="failures are injected by strace"
)


def _run(before: list[str], folder: Path, prefix: str, how: str = "") -> list[list[str]]:
    done = subprocess.run(
        [*before, sys.executable, str(DRIVER), str(folder), prefix, "4", how],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert "Traceback" not in done.stderr, done.stderr
    return [line.split() for line in done.stdout.splitlines()]


def _injected(folder: Path, failure: str, calls: str = CALLS) -> list[str]:
    file = folder.resolve() / "qc_desk.db"
    return [
        *("strace", "-f", "-qq", "-o", str(folder / "strace.txt")),
        *("-P", str(file), "-P", f"{file}-journal"),
        *("-e", f"trace={calls}", "-e", f"inject={calls}:{failure}"),
    ]


def _lost(folder: Path, said: list[list[str]]) -> set[str]:
    """Return what was said to be kept and is not there; the record must be whole."""
    with open_database(folder) as database:
        assert check_file(database.reading) == []
        assert check_chain(database.reading) == []
        with database.reading() as session:
            there = set(session.scalars(select(Site.code)))
    return {line[1] for line in said if line[0] == "kept"} - there


def _moments(highest: int) -> list[int]:
    """Spread the moments over the file operations of four commits."""
    return sorted({1 + round(n * (highest - 1) / max(MOMENTS - 1, 1)) for n in range(MOMENTS)})


@needs_strace
@pytest.mark.parametrize("failure", ["error=EIO", "error=ENOSPC"])
def test_that_a_failing_disk_is_told_in_words(tmp_path: Path, failure: str) -> None:
    open_database(tmp_path).close()
    told: set[str] = set()
    for moment in _moments(40):
        before = _injected(tmp_path, f"{failure}:when={moment}")
        said = _run(before, tmp_path, f"{failure}{moment}")
        assert said[-1] == ["end"] or said[-1][0] == "refused"
        assert _lost(tmp_path, said) == set()
        told.update(line[1] for line in said if line[0] == "refused")
    assert told
    assert told <= {"DiskFailed", "DiskFull"}


@needs_strace
def test_that_a_kill_at_a_file_operation_loses_nothing(tmp_path: Path) -> None:
    open_database(tmp_path).close()
    killed = 0
    for moment in _moments(40):
        before = _injected(tmp_path, f"signal=SIGKILL:when={moment}")
        said = _run(before, tmp_path, f"kill{moment}")
        killed += said[-1] != ["end"]
        assert _lost(tmp_path, said) == set()
    assert killed


@needs_strace
def test_that_saying_kept_too_early_would_be_noticed(tmp_path: Path) -> None:
    """The wrong twin, on a disk that takes everything and then cannot bring it to rest."""
    open_database(tmp_path).close()
    before = _injected(tmp_path, "error=EIO:when=1+", "fdatasync,fsync")
    said = _run(before, tmp_path, "twin", "too-early")
    assert _lost(tmp_path, said)


FULL = """
import os, resource, runpy, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
size = os.stat(sys.argv[2] + "/qc_desk.db").st_size + int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
sys.argv = sys.argv[2:]
import pathlib
folder, prefix = sys.argv[0], sys.argv[1]
from tests.faults.record_driver import main
main(pathlib.Path(folder), prefix, 200, too_early=False)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of file sizes")
def test_that_a_full_disk_is_told_and_what_was_kept_stays(tmp_path: Path) -> None:
    open_database(tmp_path).close()
    done = subprocess.run(
        [sys.executable, "-c", FULL, "30000", str(tmp_path), "full"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert "Traceback" not in done.stderr, done.stderr
    said = [line.split() for line in done.stdout.splitlines()]
    assert sum(line[0] == "kept" for line in said) > 10
    assert {line[1] for line in said if line[0] == "refused"} <= {"DiskFull", "DiskFailed"}
    assert any(line[0] == "refused" for line in said)
    assert _lost(tmp_path, said) == set()
