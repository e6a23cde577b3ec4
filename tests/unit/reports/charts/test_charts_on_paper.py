"""Charts inside a report: words that can be found, the same bytes, each drawn once."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageChops
from reportlab.graphics import renderPDF

from qc_desk.domain.paper import Paper
from qc_desk.reports.bands import Band
from qc_desk.reports.charts import PAPER, drawn, height_of
from qc_desk.reports.charts.on_paper import ChartFigure, chart_band
from qc_desk.reports.document import About, begun
from qc_desk.reports.flow import pages
from qc_desk.reports.sheet import Sheet
from tests.unit.reports.charts.test_charts import ALL, BARS

pdfium: Any = pypdfium2  # it carries no types
render_pdf: Any = renderPDF
WIDTH = 480.0


class Foot:
    """A footer that says nothing."""

    def band(self, _number: int, _of: int) -> Band:
        """Return an empty strip."""
        return Band(1)


def about() -> About:
    paper = Paper(
        language="en",
        issued_at=datetime(2026, 5, 3, tzinfo=UTC),
        time_zone="UTC",
        organisation="Shop",
        report_number="X-1",
        audit_seq=1,
        audit_head="0" * 64,
        signed_data=b"{}",
        data_digest="0" * 64,
    )
    return About(paper, "Charts", "")


def printed(bands: list[Band]) -> bytes:
    canvas, out = begun(about())
    sheet = Sheet(canvas)
    for page in pages(bands):
        sheet.draw(page)
    foot: Any = Foot()
    sheet.finish(foot)
    canvas.save()
    return out.getvalue()


def words(data: bytes) -> str:
    with pdfium.PdfDocument(data) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_that_the_words_of_every_chart_can_be_read_from_the_paper() -> None:
    read = words(printed([chart_band(chart, f"chart-{name}") for name, chart in ALL.items()]))
    for word in ("Scratch (S-12)", "middle 15 %", "upper 8.06 mm", "B-117", "Novi Sad"):
        assert word in read


def test_that_a_chart_gives_the_same_bytes_each_time_and_stands_in_the_file_once() -> None:
    once = printed([chart_band(BARS, "chart")])
    assert once == printed([chart_band(BARS, "chart")])
    twice = printed([chart_band(BARS, "chart"), chart_band(BARS, "chart")])
    assert twice.count(b"/Subtype /Form") == once.count(b"/Subtype /Form") == 1
    assert words(twice).count("Scratch (S-12)") == 2


def seen(draw: Callable[[Any], None]) -> Image.Image:
    """Return a page as it is seen on which something is drawn."""
    canvas, out = begun(about())
    draw(canvas)
    canvas.showPage()
    canvas.save()
    with pdfium.PdfDocument(out.getvalue()) as document:
        picture: Image.Image = document[0].render(scale=3).to_pil().convert("L")
    return picture


@pytest.mark.parametrize("name", ALL)
def test_that_a_chart_looks_as_the_library_itself_would_draw_it(name: str) -> None:
    picture = drawn(ALL[name], WIDTH, height_of(ALL[name], PAPER), PAPER)

    def by_hand(canvas: Any) -> None:
        ChartFigure("chart", picture).enter(canvas)
        canvas.doForm("chart")

    ours = seen(by_hand)
    theirs = seen(lambda canvas: render_pdf.draw(picture.drawing, canvas, 0, 0))
    assert sum(ours.histogram()[:100]) > 500  # something is drawn
    apart = ImageChops.difference(ours, theirs).histogram()
    assert sum(apart[64:]) < 0.0002 * ours.width * ours.height
