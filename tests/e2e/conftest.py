"""A screen for real windows, and surroundings of their own."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


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


def environment_of(display: str, home: Path) -> dict[str, str]:
    """Return what a program on that screen sees of its surroundings: nothing of this machine."""
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
