"""The whole family of papers: two readers read the same, files are clean, bytes do not change."""

import hashlib
import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from qc_desk.domain.paper import Paper
from qc_desk.i18n import LANGUAGES
from qc_desk.reports import print_paper
from qc_desk.reports.lettering import letters
from qc_desk.reports.preview import Preview
from tests.unit.reports.papers import rejected
from tests.unit.reports.print_outs import every_kind
from tests.unit.reports.test_measured_charts import run

ROOT = Path(__file__).parents[3]
KINDS = ("inspection", "procedure", "checklist", "training", "card", "labels", "key_card")
_PRINT = """
import hashlib, sys
from pathlib import Path
from qc_desk.reports import print_paper
from tests.unit.reports.test_family import family
for kind, paper in family(Path(sys.argv[1]), "uk").items():
    print(kind, hashlib.sha256(print_paper(paper)).hexdigest())
"""


def family(folder: Path, language: str) -> dict[str, Paper]:
    """Return a paper of each kind."""
    folder.mkdir(exist_ok=True)
    whole = rejected(folder, language=language, runs=(run(),))
    return {"inspection": whole, **every_kind(folder, language)}


def words(text: str) -> list[str]:
    """Return the words of a page in order: readers go through it in different ways."""
    plain = unicodedata.normalize("NFKC", text.replace("\u00ad", "").replace("\ufffe", ""))
    return sorted(re.findall(r"\w+", plain))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_that_two_readers_read_the_same_words(kind: str, language: str, tmp_path: Path) -> None:
    pdf = print_paper(family(tmp_path, language)[kind])
    file = tmp_path / "paper.pdf"
    file.write_bytes(pdf)
    told = subprocess.run(["pdftotext", file, "-"], capture_output=True, check=True).stdout
    with Preview(pdf) as preview:
        text = "\n".join(preview.text(page) for page in range(preview.page_count))
    together = "".join(words(told.decode()))
    assert sorted(together) == sorted("".join(words(text)))
    assert len(together) > 30


@pytest.mark.parametrize("kind", KINDS)
def test_that_qpdf_finds_nothing_wrong(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(print_paper(family(tmp_path, "kk")[kind]))
    done = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_that_two_processes_make_the_same_bytes(tmp_path: Path) -> None:
    told = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", _PRINT, str(tmp_path / "photos")],
            capture_output=True, text=True, check=True, env=environment, cwd=ROOT,
        )  # fmt: skip
        told.append(done.stdout)
    assert told[0] == told[1]
    here = {
        kind: hashlib.sha256(print_paper(paper)).hexdigest()
        for kind, paper in family(tmp_path / "photos", "uk").items()
    }
    assert dict(line.split() for line in told[0].splitlines()) == here
    assert set(here) == set(KINDS)


def test_that_every_letter_of_catalogues_and_samples_is_in_the_fonts() -> None:
    resources = ROOT / "resources"
    files = [
        *resources.glob("translations/*.po"),
        *resources.glob("samples/**/*.toml"),
        *resources.glob("checklists/*.toml"),
        *(ROOT / "qc_desk").rglob("*.py"),
    ]
    assert len(files) > 100
    missing: dict[str, set[str]] = {}
    for file in files:
        for sign in set(file.read_text("utf-8")) - letters() - {"\n", "\t"}:
            missing.setdefault(sign, set()).add(file.name)
    assert not {sign: names for sign, names in missing.items() if sign.isprintable()}
