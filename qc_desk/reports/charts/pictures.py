"""Charts as files for letters and slides: SVG, or PNG that is sharp on paper."""

from io import BytesIO
from typing import Any

from qc_desk.domain.charts import Chart
from qc_desk.reports.charts.drawing import drawn, height_of, svg
from qc_desk.reports.charts.paint import PAPER

_WIDTH = 520  # points
_SHARP = 3  # pixels to a point: 216 dots per inch


def picture(chart: Chart, ending: str) -> bytes:
    """Return a chart as it is drawn on paper, as "svg" or "png"."""
    made = drawn(chart, _WIDTH, height_of(chart, PAPER), PAPER)
    if ending == "svg":
        return svg(made)
    import pypdfium2  # noqa: PLC0415 (on use)
    from reportlab.graphics import renderPDF  # noqa: PLC0415 (its own name; on use)

    untyped: Any = pypdfium2
    render_pdf: Any = renderPDF
    page = untyped.PdfDocument(render_pdf.drawToString(made.drawing))[0]
    kept = BytesIO()
    page.render(scale=_SHARP).to_pil().save(kept, "PNG", dpi=(72 * _SHARP, 72 * _SHARP))
    return kept.getvalue()
