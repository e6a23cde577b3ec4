"""Charts between the bands of a report."""

from dataclasses import dataclass
from typing import Any

from qc_desk.domain.charts import Chart
from qc_desk.reports.bands import LEFT, WIDTH, Band, Drawing
from qc_desk.reports.charts.drawing import Drawn, drawn, height_of
from qc_desk.reports.charts.operators import operators
from qc_desk.reports.charts.paint import PAPER


@dataclass(frozen=True, slots=True)
class ChartFigure:
    """A drawn chart as it goes into the PDF."""

    name: str
    picture: Drawn

    @property
    def unit(self) -> tuple[float, float]:
        """The points that it was drawn in: width and height."""
        return self.picture.width, self.picture.height

    def enter(self, canvas: Any) -> None:
        """Put the chart into the PDF as a form."""
        canvas.beginForm(self.name, 0, 0, *self.unit)
        canvas.addLiteral(operators(self.picture.drawing, canvas._doc))  # noqa: SLF001 (its fonts)
        canvas.endForm()


def chart_band(
    chart: Chart, name: str, x: float = 0, width: float = WIDTH, height: float = 0
) -> Band:
    """Return a chart as a band of its own, by a name that no other chart of the report has.

    Without a ``height`` it is as high as it wants to be.
    """
    height = height or height_of(chart, PAPER)
    figure = ChartFigure(name, drawn(chart, width, height, PAPER))
    return Band(height, drawings=[Drawing(LEFT + x, 0, width, height, picture=figure)])
