"""The parts of reportlab that make charts; they carry no types, and this is where it is said."""

from importlib import import_module
from typing import Any

from qc_desk.reports.untyped import config

# after the settings in ``config``: shapes read them when they are imported
shapes: Any = import_module("reportlab.graphics.shapes")
render_svg: Any = import_module("reportlab.graphics.renderSVG")
colours: Any = import_module("reportlab.lib.colors")

__all__ = ["colours", "config", "hex_colour", "render_svg", "shapes"]


def hex_colour(name: str) -> Any:
    """Return a colour given as #rrggbb."""
    return colours.HexColor(name)
