"""What was drawn over a photo, on paper: vectors with a white edge, and texts on white labels."""

from functools import cache

from qc_desk.domain.overlay import LETTER, LINE, Ink, Shape, ShapeKind, Shapes, arrow
from qc_desk.reports.bands import Band, Drawing
from qc_desk.reports.lettering import Style
from qc_desk.reports.symbols import ellipse
from qc_desk.reports.typesetting import Typesetter

_THINNEST, _SMALLEST = 1.1, 5.0  # points: what a printer still shows, what eyes still read
_TINIEST = 3.0  # a long text on a small photo is set smaller, down to this
_EDGE = 0.9  # of a line: how far the white edge stands out
_LEADING = 1.22
Room = tuple[float, float, float, float]  # where the photo stands: left, top in its band, size


def draw_over(band: Band, shapes: Shapes, room: Room, setter: Typesetter) -> None:
    """Draw marks over a photo that stands in a band, the first one lowest."""
    x, top, width, height = room
    longest = max(width, height)
    line = max(longest * LINE, _THINNEST)
    code = [f"0 0 {width:.2f} {height:.2f} re W n 1 j 1 J"]
    code.extend(
        _marked(shape, width, height, line) for shape in shapes if shape.kind is not ShapeKind.TEXT
    )
    labels = [
        _Label(shape, width, height, setter) for shape in shapes if shape.kind is ShapeKind.TEXT
    ]
    code.extend(label.frame() for label in labels)
    band.drawings.append(Drawing(x, top, width, height, " ".join(code)))
    for label in labels:
        label.write(band, x, top)


def _marked(shape: Shape, width: float, height: float, line: float) -> str:
    """Return an arrow, a circle or a box: its white edge first, then itself."""
    if shape.kind is ShapeKind.ARROW:
        tail = shape.x1 * width, (1 - shape.y1) * height
        point = shape.x2 * width, (1 - shape.y2) * height
        (x, y), *others = arrow(tail, point, line)
        path = f"{x:.2f} {y:.2f} m " + " ".join(f"{x:.2f} {y:.2f} l" for x, y in others) + " h"
        return f"1 G {line * _EDGE * 2:.2f} w {path} S {_fill(shape.ink)} {path} f"
    left, bottom = shape.left * width, (1 - shape.top - shape.height) * height
    wide, high = shape.width * width, shape.height * height
    if shape.kind is ShapeKind.CIRCLE:
        path = ellipse(left + wide / 2, bottom + high / 2, wide / 2, high / 2)
    else:
        path = f"{left:.2f} {bottom:.2f} {wide:.2f} {high:.2f} re"
    edge = line * (1 + _EDGE * 2)
    return f"1 G {edge:.2f} w {path} S {_stroke(shape.ink)} {line:.2f} w {path} S"


class _Label:
    """A text on white paper of its own, within the photo."""

    def __init__(self, shape: Shape, width: float, height: float, setter: Typesetter) -> None:
        left, room = shape.column()
        self._shape, self._photo = shape, (width, height)
        size = max(max(width, height) * LETTER, _SMALLEST)
        self._set(room * width, size, setter)
        while self._height > height and self._style.size > _TINIEST:
            self._set(room * width, self._style.size * 0.85, setter)
        self._left = left * width
        self._top = max(0.0, min(shape.top * height, height - self._height))

    def _set(self, room: float, size: float, setter: Typesetter) -> None:
        """Break the text into lines at a size."""
        self._style = _style(round(size, 2), self._shape.ink)
        self._pad = self._style.size * 0.4
        text, style = self._shape.text, self._style
        self._lines = setter.lines(text, style, max(room - 2 * self._pad, size))
        widest = max(style.face.width(line) for line in self._lines) * style.size
        self._width = widest + 2 * self._pad
        self._height = len(self._lines) * style.leading + 2 * self._pad * 0.7

    def frame(self) -> str:
        """Return the white paper with a line around it in the mark's colour."""
        bottom = self._photo[1] - self._top - self._height
        place = f"{self._left:.2f} {bottom:.2f} {self._width:.2f} {self._height:.2f} re"
        line = self._style.size * 0.1
        return f"1 g {_stroke(self._shape.ink)} {line:.2f} w {place} B"

    def write(self, band: Band, x: float, top: float) -> None:
        """Write the lines onto the paper."""
        base = top + self._top + self._pad * 0.7 + self._style.size
        for number, words in enumerate(self._lines):
            place = base + number * self._style.leading, x + self._left + self._pad
            band.lines.append((*place, self._style, words))


@cache
def _style(size: float, ink: Ink) -> Style:
    """Return how a label is written: bold, in its colour."""
    return Style(size, round(size * _LEADING, 2), "QCDesk-Bold", _fill(ink))


def _fill(ink: Ink) -> str:
    return f"{_parts(ink)} rg"


def _stroke(ink: Ink) -> str:
    return f"{_parts(ink)} RG"


def _parts(ink: Ink) -> str:
    return " ".join(f"{part / 255:.3f}" for part in ink.rgb)
