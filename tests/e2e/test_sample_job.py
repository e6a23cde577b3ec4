"""A checklist is written in the real window, and a lot is released by it on an AQL sample."""

import json
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from tests.e2e.conftest import environment_of
from tests.e2e.sample_job import LOT

pytestmark = pytest.mark.window


def text_of(paper: Path) -> str:
    """Return what stands on a paper."""
    with pypdfium2.PdfDocument(paper) as pdf:  # type: ignore[no-untyped-call]
        return " ".join(page.get_textpage().get_text_range() for page in pdf)


def test_that_a_checklist_is_written_and_a_lot_is_signed_by_two_on_an_aql_sample(
    display: str, tmp_path: Path
) -> None:
    tmp_path.chmod(0o700)
    data, environment = tmp_path / "shop", environment_of(display, tmp_path)

    def run(*words: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", *words],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    played = run("tests.e2e.sample_job", str(data))
    assert played.returncode == 0, played.stdout + played.stderr
    assert "Traceback" not in played.stderr, played.stderr

    paper = tmp_path / "report.pdf"
    made = run("qc_desk", "--data", str(data), "report", LOT, "-o", str(paper))
    assert made.returncode == 0, made.stderr
    checked = run("qc_desk", "--data", str(data), "verify", str(paper), "--json")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    json.loads(checked.stdout)
    whole = run("qc_desk", "--data", str(data), "verify")
    assert whole.returncode == 0, whole.stdout + whole.stderr

    text = text_of(paper)
    for said in ("ISO 2859-1:1999", "Sampling", "Rim is smooth", "#3"):
        assert said in text, text
    assert "#4" not in text
