"""The whole window in a real window: from the first start to a report that is verified."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
pytestmark = pytest.mark.window


@contextmanager
def _virtual_display() -> Iterator[str]:
    """Start an X server on a number of its own choice; give its name."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as said:
            number = said.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(timeout=10)


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """A screen for one window; only where nobody insists may it be missing."""
    if shutil.which("Xvfb") is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have Xvfb: .ci/debian installs it")
        pytest.skip("no Xvfb: install the package xvfb")
    with _virtual_display() as name:
        yield name


def _environment(display: str, home: Path) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("QT_", "QC_DESK_", "XDG_", "WAYLAND"))
    }
    return {
        **kept,
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_RUNTIME_DIR": str(home),
        "PYTHONPATH": str(ROOT),
        "TZ": "Europe/Belgrade",
    }


def _qc_desk(
    data: Path, environment: dict[str, str], *words: str
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "qc_desk", "--data", str(data), *words],
        env=environment,
        cwd=data.parent,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_that_two_people_bring_a_batch_from_the_first_start_to_its_report(
    display: str, tmp_path: Path
) -> None:
    tmp_path.chmod(0o700)
    data, environment = tmp_path / "shop", _environment(display, tmp_path)
    played = subprocess.run(
        [sys.executable, "-m", "tests.e2e.main_job", str(data)],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert played.returncode == 0, played.stdout + played.stderr
    assert "Traceback" not in played.stderr, played.stderr
    assert list((data / "backups").glob("qc_desk-*.db")), "no backup was made at close"

    paper = tmp_path / "report.pdf"
    made = _qc_desk(data, environment, "report", "L-2026-7", "-o", str(paper))
    assert made.returncode == 0, made.stderr
    assert paper.read_bytes().startswith(b"%PDF-")
    checked = _qc_desk(data, environment, "verify", str(paper), "--json")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    json.loads(checked.stdout)
    whole = _qc_desk(data, environment, "verify")
    assert whole.returncode == 0, whole.stdout + whole.stderr

    altered = tmp_path / "altered.pdf"
    altered.write_bytes(paper.read_bytes().replace(b"%PDF-1.", b"%PDF-2.", 1))
    assert _qc_desk(data, environment, "verify", str(altered)).returncode == 1
