"""A paper of every kind, and how two readers see what is printed."""

import re
import subprocess
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from PIL import Image

from qc_desk.domain.conformance_papers import ConformancePaper
from qc_desk.domain.defect_papers import DefectPaper
from qc_desk.domain.eight_d_papers import EightDPaper
from qc_desk.domain.letter_papers import (
    ComplaintAnswerPaper,
    FixedLetterPaper,
    WeeklyLetterPaper,
)
from qc_desk.domain.paper import Paper
from qc_desk.reports.preview import Preview
from tests.unit.reports.filled import Filler
from tests.unit.reports.papers import rejected
from tests.unit.reports.print_outs import every_kind
from tests.unit.reports.test_measured_charts import run

P = TypeVar("P", bound=Paper)
FILLED: dict[str, type[Paper]] = {
    "defects": DefectPaper,
    "certificate": ConformancePaper,
    "eight_d": EightDPaper,
    "answer": ComplaintAnswerPaper,
    "fixed": FixedLetterPaper,
    "week": WeeklyLetterPaper,
}
PRINT_OUTS = ("procedure", "checklist", "training", "card", "labels", "key_card")
KINDS = ("inspection", *FILLED, *PRINT_OUTS)


def made(filler: Filler, kind: type[P]) -> P:
    """Return a paper; a week tells no whole stories of its problems."""
    paper = filler.paper(kind)
    if isinstance(paper, WeeklyLetterPaper):
        told = tuple(replace(each, moments=()) for each in paper.threads)
        return replace(paper, threads=told)
    return paper


def filled(folder: Path, language: str) -> tuple[Filler, dict[str, Paper]]:
    """Return the reports that are filled by their types, and what was put in."""
    photo = folder / "filled.jpg"
    if not photo.exists():
        folder.mkdir(exist_ok=True)
        Image.new("RGB", (400, 300), "peru").save(photo)
    filler = Filler(photo, language=language)
    return filler, {name: made(filler, kind) for name, kind in FILLED.items()}


def family(folder: Path, language: str) -> dict[str, Paper]:
    """Return a paper of each kind."""
    folder.mkdir(exist_ok=True)
    whole = rejected(folder, language=language, runs=(run(),))
    _filler, reports = filled(folder, language)
    return {"inspection": whole, **reports, **every_kind(folder, language)}


def words(text: str) -> list[str]:
    """Return the words of a page in order: readers go through it in different ways."""
    plain = unicodedata.normalize("NFKC", text.replace("\u00ad", "").replace("\ufffe", ""))
    return sorted(re.findall(r"\w+", plain))


def by_pdfium(pdf: bytes) -> str:
    """Return what the reader of the window reads."""
    with Preview(pdf) as preview:
        return "\n".join(preview.text(page) for page in range(preview.page_count))


def by_poppler(file: Path) -> str:
    """Return what another reader reads."""
    told = subprocess.run(["pdftotext", file, "-"], capture_output=True, check=True).stdout
    return told.decode()
