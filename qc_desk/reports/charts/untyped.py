"""The parts of reportlab that make charts; they carry no types, and this is where it is said."""

from typing import Any

from reportlab.graphics import renderPDF, renderSVG
from reportlab.graphics import shapes as _shapes
from reportlab.lib import colors as _colors

shapes: Any = _shapes
render_pdf: Any = renderPDF
render_svg: Any = renderSVG
colours: Any = _colors


def hex_colour(name: str) -> Any:
    """Return a colour given as #rrggbb."""
    return colours.HexColor(name)
