"""The whole window in a real window: from the first start to a report that is verified."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.conftest import environment_of

pytestmark = pytest.mark.window


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
    data, environment = tmp_path / "shop", environment_of(display, tmp_path)
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
