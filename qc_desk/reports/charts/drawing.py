"""A chart drawn at a size: for the window as SVG, for paper as a form of the PDF."""

from dataclasses import dataclass
from typing import Any

from qc_desk.domain.charts import BarChart, Chart, LineChart, TimeLine
from qc_desk.reports.charts import bars, funnel, lines, time_line
from qc_desk.reports.charts.paint import Paint
from qc_desk.reports.charts.plate import Plate, Spot
from qc_desk.reports.charts.untyped import render_svg
from qc_desk.reports.lettering import letters

__all__ = ["Drawn", "Spot", "drawn", "height_of", "svg"]

_ROWS = 13.0  # how high a chart with a scale is, in rows of letters
# the window knows the bundled font by its family; weights are told apart there
_FONTS = {
    "QCDesk": {"family": "DejaVu Sans Condensed", "weight": "normal"},
    "QCDesk-Bold": {"family": "DejaVu Sans Condensed", "weight": "bold"},
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart as it was drawn, and where its marks stand."""

    drawing: Any
    width: float
    height: float
    spots: tuple[Spot, ...]


def height_of(chart: Chart, paint: Paint) -> float:
    """Return how high a chart wants to be."""
    if isinstance(chart, BarChart):
        return bars.height(chart, paint.row)
    if isinstance(chart, TimeLine):
        return time_line.height(chart, paint.row)
    return _ROWS * paint.row


def drawn(chart: Chart, width: float, height: float, paint: Paint) -> Drawn:
    """Draw a chart, in points or px, in the language spoken now."""
    letters()  # registers both fonts before anything is measured
    plate = Plate(width, height, paint)
    if isinstance(chart, BarChart):
        bars.draw(chart, plate)
    elif isinstance(chart, LineChart):
        lines.draw(chart, plate)
    elif isinstance(chart, TimeLine):
        time_line.draw(chart, plate)
    else:
        funnel.draw(chart, plate)
    return Drawn(plate.drawing, width, height, tuple(plate.spots))


def svg(picture: Drawn) -> bytes:
    """Return a drawn chart as SVG."""
    text = render_svg.drawToString(picture.drawing, fontHacks=_FONTS, useClip=True)
    return text if isinstance(text, bytes) else str(text).encode()
