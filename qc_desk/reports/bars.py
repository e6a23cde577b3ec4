"""A Code 128 as a drawing, with white on both sides, as wide as a scanner needs it."""

from qc_desk.domain.scan_text import can_be_typed
from qc_desk.reports.bands import Drawing
from qc_desk.reports.code128 import QUIET, code128_path

NARROWEST = 0.54  # points of a module (0.19 mm): finer bars are not read from thermal paper
_WIDEST = 1.42  # points (0.5 mm): wider ones only take room


def bars_in(text: str, place: tuple[float, float], width: float, height: float) -> Drawing | None:
    """Return a text as bars in a room; None where no scanner could read them."""
    if not can_be_typed(text):
        return None
    path, modules = code128_path(text)
    module = min(width / (modules + 2 * QUIET), _WIDEST)
    if module < NARROWEST:
        return None
    left = place[0] + (width - module * modules) / 2
    scaled = f"{module:.4f} 0 0 {height:.2f} 0 0 cm {path}"
    return Drawing(left, place[1], module * modules, height, scaled)
