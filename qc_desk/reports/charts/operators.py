"""A drawn chart as PDF operators: what is the same as before is not said again.

reportlab's own renderer saves and restores every setting around every shape, which was a tenth of
the time of a report.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from qc_desk.reports.charts.untyped import shapes
from qc_desk.reports.lettering import face
from qc_desk.reports.pdf_text import text_runs

_ROUND = 0.5523  # how far the handles of a curve reach that looks like a quarter of a circle
_SHARES = {"start": 0.0, "middle": 0.5, "end": 1.0}


def operators(drawing: Any, document: Any) -> str:
    """Return the operators of a drawing; its letters are entered in the document's fonts."""
    return "\n".join(_Pen(document).drawn(drawing))


class _Pen:
    """Draws shapes one after the other, and knows how it is set."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._set: dict[str, str] = {}

    def drawn(self, drawing: Any) -> Iterator[str]:
        """Yield the operators of all shapes."""
        for shape in drawing.contents:
            yield from self._looks(shape)
            yield _DRAWERS[type(shape)](shape) if type(shape) in _DRAWERS else self._words(shape)

    def _looks(self, shape: Any) -> Iterator[str]:
        """Yield the settings that a shape needs and that are not in force."""
        ink, fill = getattr(shape, "strokeColor", None), getattr(shape, "fillColor", None)
        if fill is not None:
            yield from self._setting("rg", _colour(fill))
        if ink is None:
            return
        dashes = shape.strokeDashArray or ()
        yield from self._setting("RG", _colour(ink))
        yield from self._setting("w", f"{shape.strokeWidth:g}")
        yield from self._setting("j", f"{shape.strokeLineJoin or 0:d}")
        yield from self._setting("d", f"[{' '.join(f'{each:g}' for each in dashes)}] 0")

    def _setting(self, operator: str, value: str) -> Iterator[str]:
        if self._set.get(operator) != value:
            self._set[operator] = value
            yield f"{value} {operator}"

    def _words(self, shape: Any) -> str:
        """Write words that begin, stand or end at a place."""
        wide = face(shape.fontName).width(shape.text) * shape.fontSize
        x = shape.x - _SHARES[shape.textAnchor] * wide
        shown = text_runs(face(shape.fontName).font, shape.fontSize, shape.text, self._document)
        return f"BT 1 0 0 1 {x:.2f} {shape.y:.2f} Tm {shown} ET"


def _colour(colour: Any) -> str:
    return f"{colour.red:.4g} {colour.green:.4g} {colour.blue:.4g}"


def _painted(shape: Any) -> str:
    """Return how a closed shape ends: filled, outlined, or both."""
    if shape.strokeColor is None:
        return "f"
    return "b" if shape.fillColor is not None else "s"


def _line(shape: Any) -> str:
    return f"{shape.x1:.2f} {shape.y1:.2f} m {shape.x2:.2f} {shape.y2:.2f} l S"


def _through(numbers: Sequence[float]) -> str:
    """Return straight lines through places, given as x and y in turn."""
    places = [f"{x:.2f} {y:.2f}" for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
    return " l ".join((f"{places[0]} m {places[1]}", *places[2:])) + " l"


def _path(shape: Any) -> str:
    return f"{_through(shape.points)} S"


def _polygon(shape: Any) -> str:
    return f"{_through(shape.points)} {_painted(shape)}"


def _rect(shape: Any) -> str:
    place = f"{shape.x:.2f} {shape.y:.2f} {shape.width:.2f} {shape.height:.2f}"
    return f"{place} re {_painted(shape)}"


def _circle(shape: Any) -> str:
    x, y, r, h = shape.cx, shape.cy, shape.r, shape.r * _ROUND
    return (
        f"{x + r:.2f} {y:.2f} m"
        f" {x + r:.2f} {y + h:.2f} {x + h:.2f} {y + r:.2f} {x:.2f} {y + r:.2f} c"
        f" {x - h:.2f} {y + r:.2f} {x - r:.2f} {y + h:.2f} {x - r:.2f} {y:.2f} c"
        f" {x - r:.2f} {y - h:.2f} {x - h:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c"
        f" {x + h:.2f} {y - r:.2f} {x + r:.2f} {y - h:.2f} {x + r:.2f} {y:.2f} c"
        f" {_painted(shape)}"
    )


_DRAWERS = {
    shapes.Line: _line,
    shapes.Path: _path,
    shapes.Polygon: _polygon,
    shapes.Rect: _rect,
    shapes.Circle: _circle,
}
