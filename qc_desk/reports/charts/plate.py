"""A plate to draw on: from the top left, in points; marks remember what they stand for."""

from dataclasses import dataclass, field
from typing import Any

from qc_desk.domain.charts import Mark
from qc_desk.reports.charts.paint import Paint
from qc_desk.reports.charts.untyped import hex_colour, shapes
from qc_desk.reports.lettering import Style, face
from qc_desk.reports.typesetting import Typesetter

_FONTS = {False: "QCDesk", True: "QCDesk-Bold"}
_ANCHORS = {"left": "start", "middle": "middle", "right": "end"}
DASHED = [3, 2.5]
_HIT = 9.0  # a mark is hit so near to it


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a mark stands, what it leads to and what it says; from the top left."""

    x: float
    y: float
    width: float
    height: float
    key: str
    told: str


@dataclass(slots=True)
class Plate:
    """A drawing in the making."""

    width: float
    height: float
    paint: Paint
    spots: list[Spot] = field(default_factory=list)
    drawing: Any = field(init=False)
    _setter: Typesetter = field(default_factory=Typesetter, init=False)

    def __post_init__(self) -> None:
        """Begin with an empty drawing."""
        self.drawing = shapes.Drawing(self.width, self.height)

    def words_width(self, words: str, *, bold: bool = False) -> float:
        """Return how wide words are in the plate's letters."""
        return face(_FONTS[bold]).width(self._shown(words, bold, 1e6)) * self.paint.size

    def words(  # noqa: PLR0913 (a place, words, and how they look)
        self,
        x: float,
        y: float,
        words: str,
        *,
        colour: str = "",
        anchor: str = "left",
        bold: bool = False,
        room: float = 1e6,
    ) -> None:
        """Write words with their middle at a height, cut with an ellipsis where room ends."""
        self.drawing.add(
            shapes.String(
                x,
                round(2 * (self.height - y - self.paint.size * 0.36)) / 2,  # SVG keeps halves
                self._shown(words, bold, room),
                fontName=_FONTS[bold],
                fontSize=self.paint.size,
                fillColor=hex_colour(colour or self.paint.text),
                textAnchor=_ANCHORS[anchor],
            )
        )

    def _shown(self, words: str, bold: bool, room: float) -> str:  # noqa: FBT001 (which font)
        return self._setter.fitted(words, Style(self.paint.size, 0, _FONTS[bold]), room)

    def line(  # noqa: PLR0913 (two places, and how it looks)
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        *,
        colour: str = "",
        width: float = 0.7,
        dashed: bool = False,
    ) -> None:
        """Draw a straight line."""
        self.drawing.add(
            shapes.Line(
                x1,
                self.height - y1,
                x2,
                self.height - y2,
                strokeColor=hex_colour(colour or self.paint.line),
                strokeWidth=width,
                strokeDashArray=DASHED if dashed else None,
            )
        )

    def path(self, places: list[tuple[float, float]], *, colour: str, width: float = 1.2) -> None:
        """Draw a line through places."""
        if len(places) > 1:
            self._stroke([(x, self.height - y) for x, y in places], colour, width)

    def _stroke(self, places: list[tuple[float, float]], colour: str, width: float) -> None:
        """Draw a line through places that are counted from below."""
        path = shapes.Path(
            strokeColor=hex_colour(colour), strokeWidth=width, strokeLineJoin=1, fillColor=None
        )
        path.moveTo(*places[0])
        for place in places[1:]:
            path.lineTo(*place)
        self.drawing.add(path)

    def bar(self, x: float, y: float, width: float, height: float, *, colour: str) -> None:
        """Draw a filled bar from its top left."""
        self.drawing.add(
            shapes.Rect(
                x,
                self.height - y - height,
                width,
                height,
                fillColor=hex_colour(colour),
                strokeColor=None,
                strokeWidth=0,
            )
        )

    def mark(self, x: float, y: float, mark: Mark, *, colour: str, reach: float = 0.26) -> None:
        """Draw a mark with its middle at a place, reaching so many letter heights."""
        up, reach = self.height - y, reach * self.paint.size
        ink = hex_colour(colour)
        if mark in _STROKES:
            for stroke in _STROKES[mark]:
                self._stroke([(x + dx * reach, up + dy * reach) for dx, dy in stroke], colour, 1.3)
            return
        fill = hex_colour(self.paint.ground) if mark is Mark.RING else ink
        look = {"strokeColor": ink, "strokeWidth": self.paint.size / 10, "fillColor": fill}
        if mark in _CORNERS:
            corners = [n for dx, dy in _CORNERS[mark] for n in (x + dx * reach, up + dy * reach)]
            self.drawing.add(shapes.Polygon(corners, **look))
        else:
            self.drawing.add(shapes.Circle(x, up, reach * 0.9, **look))

    def spot(self, box: tuple[float, float, float, float], key: str, told: str) -> None:
        """Remember what stands in a box (left, top, width, height)."""
        if key or told:
            self.spots.append(Spot(*box, key, told))

    def spot_at(self, x: float, y: float, key: str, told: str) -> None:
        """Remember what a mark stands for."""
        self.spot((x - _HIT, y - _HIT, 2 * _HIT, 2 * _HIT), key, told)


_STROKES = {
    Mark.CROSS: (((-1, -1), (1, 1)), ((-1, 1), (1, -1))),
    Mark.TICK: (((-1.1, 0), (-0.3, -0.9), (1.2, 1)),),
}
_CORNERS = {
    Mark.SQUARE: ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    Mark.DIAMOND: ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
    Mark.TRIANGLE: ((-1.1, -0.9), (1.1, -0.9), (0, 1.1)),
}
