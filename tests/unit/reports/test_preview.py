"""Looking at a report: pages as pictures, words with their places, from several threads."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from PIL import Image
from pypdfium2 import PdfiumError

from qc_desk.reports import print_paper
from qc_desk.reports.preview import Preview
from tests.unit.reports.papers import paper, rows


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return print_paper(paper(rows=rows(9)))


def test_that_pages_are_a4(pdf: bytes) -> None:
    with Preview(pdf) as preview:
        assert preview.page_count > 1
        assert preview.page_size(0) == pytest.approx((595.28, 841.89), abs=0.01)


@pytest.mark.parametrize("scale", [0.3, 1.0, 1.37])
def test_that_a_page_becomes_a_picture_of_its_size(pdf: bytes, scale: float) -> None:
    with Preview(pdf) as preview:
        image = preview.render(0, scale)
    assert image.width == pytest.approx(595.28 * scale, abs=1.5)
    assert len(image.rgb) == image.width * image.height * 3
    with Image.open(BytesIO(image.png())) as png:
        assert png.size == (image.width, image.height)
        assert png.tobytes() == image.rgb


def test_that_colours_are_red_green_blue(pdf: bytes) -> None:
    with Preview(pdf) as preview:
        image = preview.render(0, 1)
    reds, greens, blues = (sum(image.rgb[channel::3]) for channel in range(3))
    assert greens > blues > reds  # the verdict of a released batch is green


def test_that_a_search_finds_every_place_in_any_case(pdf: bytes) -> None:
    with Preview(pdf) as preview:
        found = preview.search("foot RING smooth")
        assert len(found) == 9
        assert preview.search("no such words") == preview.search("  ") == []
        left, top, right, bottom = found[0].rectangles[0]
    assert 40 < left < right < 560
    assert 40 < top < bottom < 800
    assert bottom - top < 12


def test_that_found_words_are_where_the_ink_is(pdf: bytes) -> None:
    with Preview(pdf) as preview:
        place = preview.search("RELEASED")[0]
        image = preview.render(place.page, 1)
    left, top, right, bottom = place.rectangles[0]
    inside = [
        image.rgb[3 * (y * image.width + x)]
        for y in range(int(top), int(bottom))
        for x in range(int(left), int(right))
    ]
    assert min(inside) < 90
    assert max(inside) > 200


def test_that_threads_can_share_previews(pdf: bytes) -> None:
    with Preview(pdf) as one, Preview(pdf) as other, ThreadPoolExecutor(4) as pool:
        images = list(pool.map(lambda at: (one, other)[at % 2].render(0, 0.4).rgb, range(24)))
    assert len(set(images)) == 1


def test_that_a_broken_file_is_refused_and_closing_twice_is_harmless(pdf: bytes) -> None:
    with pytest.raises(PdfiumError):
        Preview(b"%PDF-1.7 nothing")
    preview = Preview(pdf)
    preview.close()
    preview.close()
