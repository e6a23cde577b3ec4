"""Every kind of paper: nothing is lost, the same bytes, whatever texts are put in."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from qc_desk.domain.canonical import plain
from qc_desk.domain.defect_papers import DefectPaper
from qc_desk.domain.letter_papers import (
    WeeklyLetterPaper,
)
from qc_desk.domain.overlay import Shape, ShapeKind
from qc_desk.domain.paper import Paper, PaperHead, content, words_of
from qc_desk.domain.vocabulary import PageSize
from qc_desk.reports import print_paper
from qc_desk.reports.reading import read_report
from qc_desk.reports.renderers import RENDERERS
from tests.unit.reports.family import FILLED, made
from tests.unit.reports.filled import DATA, Filler

pdfium: Any = pypdfium2  # it carries no types
KINDS = tuple(FILLED.values())
# what stands on a report in a shorter form, or only when there is something to say
SHORTENED = ("checklist_digest", "key_fingerprint", "_id")


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    file = tmp_path / "photo.jpg"
    Image.new("RGB", (400, 300), "peru").save(file)
    return file


def words(pdf: bytes) -> str:
    """Return all words of a PDF without what only the layout puts between them."""
    with pdfium.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return "".join("".join(pages).split())


def missing(pdf: bytes, paper: Paper, said: list[str]) -> list[str]:
    """Return the texts of a paper that cannot be read from its PDF."""
    shown = words(pdf)
    put_in = words_of(plain(content(paper)))
    wanted = [each for each in put_in if each in said and not each.startswith(SHORTENED)]
    assert wanted
    return [each for each in wanted if "".join(each.split()) not in shown]


@pytest.mark.parametrize("kind", KINDS)
def test_that_its_data_travel_inside_and_it_says_what_it_is(
    kind: type[Paper], photo: Path
) -> None:
    read = read_report(print_paper(Filler(photo).paper(kind)))
    assert (read.report_number, read.signed_data, read.data_is_whole) == (
        "XX-NS-00007",
        DATA,
        True,
    )


@pytest.mark.parametrize("kind", KINDS)
def test_that_letter_paper_loses_nothing_and_has_logo_and_colour(
    kind: type[Paper], photo: Path
) -> None:
    head = PaperHead(logo=photo.read_bytes(), accent="#1b5e7d", page=PageSize.LETTER)
    filler = Filler(photo, head=head)
    paper = made(filler, kind)
    pdf = print_paper(paper)
    assert missing(pdf, paper, filler.said) == []
    with pdfium.PdfDocument(pdf) as document:
        assert document[0].get_size() == (612.0, 792.0)
        for page in document:
            text = page.get_textpage()
            boxes = [text.get_charbox(at) for at in range(text.count_chars())]
            assert all(left >= 0 and right <= 612 for left, _b, right, _t in boxes)


LONG_NAME = "Ж" * 300
HOSTILE = {
    "a name of 300 letters": lambda name: name + LONG_NAME,
    "a missing letter": lambda name: f"{name} \U0001f3fa 龍",
    "right to left": lambda name: f"{name} שלום",
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("what", HOSTILE)
def test_that_hostile_texts_are_set_and_nothing_vanishes(
    kind: type[Paper], what: str, photo: Path
) -> None:
    filler = Filler(photo, words=HOSTILE[what])
    shown = words(print_paper(filler.paper(kind)))
    assert shown.count("⟦U+1F3FA⟧") > 0 or what != "a missing letter"
    with pdfium.PdfDocument(print_paper(filler.paper(kind))) as document:
        for page in document:
            text = page.get_textpage()
            boxes = [text.get_charbox(at) for at in range(text.count_chars())]
            assert all(right <= 596 and bottom >= 0 for _l, bottom, right, _t in boxes)


@pytest.mark.parametrize("kind", KINDS)
def test_that_a_note_of_6000_words_goes_over_pages(kind: type[Paper], photo: Path) -> None:
    note = " ".join(f"word{number}" for number in range(6000))
    filler = Filler(photo, words=lambda name: note if name.startswith("words") else name, many=1)
    with pdfium.PdfDocument(print_paper(made(filler, kind))) as document:
        assert len(document) > 2
        shown = [page.get_textpage().get_text_range().split() for page in document]
    assert set(note.split()) <= {word.strip("“”") for page in shown for word in page}


def test_that_a_defect_may_have_60_photos(photo: Path) -> None:
    filler = Filler(photo)
    paper = filler.paper(DefectPaper)
    one = paper.defects[0]
    many = replace(paper, defects=(replace(one, photos=one.photos * 30),))
    pdf = print_paper(many)
    with pdfium.PdfDocument(pdf) as document:
        assert len(document) < 12
    assert len(pdf) < 400_000  # each picture is in it once


def test_that_marks_on_a_photo_are_facts_exact_as_they_are_kept(photo: Path) -> None:
    paper = made(Filler(photo), WeeklyLetterPaper)
    assert isinstance(paper, WeeklyLetterPaper)
    marked = replace(paper.photos[0], shapes=(Shape(ShapeKind.CIRCLE, 0.33, 0.1, 0.75, 0.5),))
    facts = plain(content(replace(paper, photos=(marked,))))
    assert isinstance(facts, dict)
    assert facts["photos"][0]["shapes"][0]["x1"] == "0.3300"


def test_that_a_print_out_without_number_says_when_it_was_printed(photo: Path) -> None:
    paper = replace(
        Filler(photo).paper(WeeklyLetterPaper), report_number="", signed_data=b"", data_digest=""
    )
    pdf = print_paper(paper)
    assert "Printed4May2026" in words(pdf)
    with pdfium.PdfDocument(pdf) as document:
        assert document.count_attachments() == 0


def test_that_every_kind_has_a_renderer() -> None:
    assert set(KINDS) < set(RENDERERS)
