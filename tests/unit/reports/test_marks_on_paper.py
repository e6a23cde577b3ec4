"""Marks over photos on paper: vectors with a white edge, texts that nothing can break."""

import re
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from qc_desk.domain.overlay import Ink, Shape, ShapeKind
from qc_desk.reports import print_paper
from qc_desk.reports.preview import Preview
from tests.unit.reports.papers import paper, photo

ARROW = Shape(ShapeKind.ARROW, 0.1, 0.2, 0.5, 0.6)
CIRCLE = Shape(ShapeKind.CIRCLE, 0.5, 0.5, 0.7, 0.8, Ink.BLUE)
BOX = Shape(ShapeKind.BOX, 0.2, 0.1, 0.9, 0.9, Ink.GREEN)


def text(words: str, x: float = 0.1, y: float = 0.1) -> Shape:
    return Shape(ShapeKind.TEXT, x, y, min(1.0, x + 0.3), y, Ink.BLACK, words)


def printed(folder: Path, *shapes: Shape, count: int = 1) -> bytes:
    shown = replace(photo(folder, caption="the rim"), shapes=shapes)
    return print_paper(paper(photos=(shown,) * count))


def words(pdf: bytes) -> str:
    with Preview(pdf) as preview:
        found = " ".join(preview.text(page) for page in range(preview.page_count))
        return " ".join(found.split())


def streams(pdf: bytes) -> bytes:
    """Return what is written on the pages, unpacked."""
    found = []
    for packed in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.S):
        try:
            found.append(zlib.decompress(packed))
        except zlib.error:
            continue
    return b"\n".join(found)


def test_that_the_same_marks_make_the_same_paper(tmp_path: Path) -> None:
    assert printed(tmp_path, ARROW, text("chip")) == printed(tmp_path, ARROW, text("chip"))
    assert printed(tmp_path, ARROW) != printed(tmp_path, CIRCLE) != printed(tmp_path)


def test_that_marks_are_vectors_over_a_photo_that_stays_as_it_is(tmp_path: Path) -> None:
    marked = printed(tmp_path, ARROW, CIRCLE, BOX)
    assert marked.count(b"/DCTDecode") == printed(tmp_path).count(b"/DCTDecode") == 1
    jpeg = photo(tmp_path, caption="the rim").path.read_bytes()
    assert jpeg[-200:] in marked
    drawn = streams(marked)
    for ink in (Ink.RED, Ink.BLUE, Ink.GREEN):
        parts = " ".join(f"{part / 255:.3f}" for part in ink.rgb).encode()
        assert parts in drawn, ink
    assert drawn.count(b"1 G") - streams(printed(tmp_path)).count(b"1 G") == 3  # white edges


def test_that_a_text_can_be_read_and_searched(tmp_path: Path) -> None:
    assert "Krateri 3 mm" in words(printed(tmp_path, text("Krateri 3 mm")))


@pytest.mark.parametrize(
    "hostile", ["\U0001f600", "x" * 200, "Ж" * 200, "() Tj ET Q \\", "مزهرية", "a\u0301 \u200b b"]
)
def test_that_no_text_breaks_the_paper(tmp_path: Path, hostile: str) -> None:
    pdf = printed(tmp_path, text(hostile, 0.95, 0.98), count=3)
    assert "the rim" in words(pdf)


def test_that_a_letter_without_a_glyph_shows_its_number(tmp_path: Path) -> None:
    assert "U+1F600" in words(printed(tmp_path, text("\U0001f600")))


def test_that_a_circle_is_written_without_exponents(tmp_path: Path) -> None:
    thin = Shape(ShapeKind.CIRCLE, 0.0, 0.0, 0.0051, 0.0051)
    assert not re.search(rb"\de-\d", streams(printed(tmp_path, thin)))
