"""Charts: the same drawing for the window (SVG) and for paper (PDF)."""

from qc_desk.reports.charts.drawing import Drawn, Spot, drawn, height_of, svg
from qc_desk.reports.charts.paint import PAPER, Paint

__all__ = ["PAPER", "Drawn", "Paint", "Spot", "drawn", "height_of", "svg"]
