"""The whole family of papers: two readers read what was put in, files are clean and lasting."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from qc_desk.domain.canonical import plain
from qc_desk.domain.paper import content, words_of
from qc_desk.i18n import LANGUAGES
from qc_desk.reports import print_paper
from qc_desk.reports.lettering import letters
from tests.unit.reports.family import KINDS, by_pdfium, by_poppler, family, filled, words

ROOT = Path(__file__).parents[3]
pdfium: Any = pypdfium2  # it carries no types
Print = Callable[[str], dict[str, bytes]]
# what stands on a report in a shorter form, or only when there is something to say
SHORTENED = ("checklist_digest", "key_fingerprint", "_id")
_PRINT = """
import hashlib, sys
from pathlib import Path
from qc_desk.reports import print_paper
from tests.unit.reports.family import family
for kind, paper in family(Path(sys.argv[1]), "uk").items():
    print(kind, hashlib.sha256(print_paper(paper)).hexdigest())
"""


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("family") / "photos"


@pytest.fixture(scope="module")
def printed(photos: Path) -> Print:
    """Print the family in a language, once."""

    @cache
    def print_all(language: str) -> dict[str, bytes]:
        return {name: print_paper(each) for name, each in family(photos, language).items()}

    return print_all


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_that_two_readers_read_what_was_put_in(
    language: str, printed: Print, photos: Path, tmp_path: Path
) -> None:
    filler, reports = filled(photos, language)
    for kind, pdf in printed(language).items():
        file = tmp_path / f"{kind}.pdf"
        file.write_bytes(pdf)
        one, other = by_pdfium(pdf), by_poppler(file)
        together = "".join(words(other))
        assert sorted(together) == sorted("".join(words(one))), kind
        assert len(together) > 30
        shown = "".join(one.split())
        told = words_of(plain(content(reports[kind]))) if kind in reports else []
        wanted = {each for each in told if each in filler.said and not each.startswith(SHORTENED)}
        assert wanted or kind not in reports
        assert {each for each in wanted if "".join(each.split()) not in shown} == set(), kind


def test_that_qpdf_finds_nothing_wrong(printed: Print, tmp_path: Path) -> None:
    for kind, pdf in printed("kk").items():
        file = tmp_path / f"{kind}.pdf"
        file.write_bytes(pdf)
        done = subprocess.run(
            ["qpdf", "--check", file], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, kind + done.stdout + done.stderr


def test_that_another_process_makes_the_same_bytes(printed: Print, photos: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7"}
    done = subprocess.run(
        [sys.executable, "-c", _PRINT, str(photos)],
        capture_output=True, text=True, check=True, env=environment, cwd=ROOT, timeout=120,
    )  # fmt: skip
    here = {kind: hashlib.sha256(pdf).hexdigest() for kind, pdf in printed("uk").items()}
    assert dict(line.split() for line in done.stdout.splitlines()) == here
    assert set(here) == set(KINDS)
    assert len(set(here.values())) == len(KINDS)


def test_that_a_copy_in_black_and_white_can_be_read(printed: Print) -> None:
    """Every letter keeps ink and ground where a copier knows only black and white."""
    scale = 4.0
    for kind, pdf in printed("uk").items():
        with pdfium.PdfDocument(pdf) as document:
            page = document[0]
            bitmap = page.render(scale=scale, grayscale=True)
            grey = bitmap.to_pil().convert("L")
            copied = grey.point([0] * 128 + [255] * 128)
            text = page.get_textpage()
            pale = [
                text.get_text_range(at, 1)
                for at in range(text.count_chars())
                if text.get_text_range(at, 1).strip()
                and not _readable(copied, text.get_charbox(at), scale, page.get_height())
            ]
        assert pale == [], kind


def _readable(
    copied: Image.Image, box: tuple[float, float, float, float], scale: float, height: float
) -> bool:
    """Tell whether there are both ink and ground where a letter stands."""
    left, bottom, right, top = box
    around = ((left - 1) * scale, (height - top - 1) * scale,
              (right + 1) * scale, (height - bottom + 1) * scale)  # fmt: skip
    return copied.crop(tuple(map(round, around))).getextrema() == (0, 255)  # type: ignore[arg-type]


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
