"""The whole loop in a real window: a complaint, a fix that fails, and one that is proven."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.conftest import environment_of

pytestmark = pytest.mark.window


def test_that_a_complaint_is_followed_until_the_goods_prove_it_solved(
    display: str, tmp_path: Path
) -> None:
    tmp_path.chmod(0o700)
    data, environment = tmp_path / "shop", environment_of(display, tmp_path)
    played = subprocess.run(
        [sys.executable, "-m", "tests.e2e.loop_job", str(data)],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert played.returncode == 0, played.stdout + played.stderr
    assert "Traceback" not in played.stderr, played.stderr
    assert played.stdout.split()[-1] == "close"
    verified = subprocess.run(
        [sys.executable, "-m", "qc_desk", "--data", str(data), "verify"],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert verified.returncode == 0, verified.stdout + verified.stderr
