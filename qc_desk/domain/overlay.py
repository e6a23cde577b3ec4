"""What is drawn over a photo: arrows, circles, boxes and short texts; the photo stays as it is.

Places are shares of the picture's width and height, from 0 at its left and top to 1.
"""

import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qc_desk.domain import texts
from qc_desk.domain.canonical import canonical
from qc_desk.domain.refusals import (
    MarkOutside,
    MarksUnreadable,
    MarkTooSmall,
    TextOfMarkNeeded,
    TooManyMarks,
)
from qc_desk.domain.vocabulary import Word
from qc_desk.i18n import N_

MOST_SHAPES = 100
LONGEST_TEXT = 200
SMALLEST = 0.005  # of the picture's side: what is smaller was not meant
NARROWEST_TEXT = 0.3  # of the picture's width
LETTER = 0.042  # the height of a letter, of the picture's longer side
LINE = 0.007  # the width of a line, of the picture's longer side


class ShapeKind(Word):
    """What can be drawn over a photo."""

    ARROW = "arrow", N_("arrow")
    CIRCLE = "circle", N_("circle")
    BOX = "box", N_("box")
    TEXT = "text", N_("text")


class Ink(Word):
    """In which colour it is drawn; a white edge makes each one visible on every picture."""

    RED = "red", N_("red")
    BLUE = "blue", N_("blue")
    GREEN = "green", N_("green")
    BLACK = "black", N_("black")

    @property
    def rgb(self) -> tuple[int, int, int]:
        """The colour as parts of 255; all are dark enough to be told from white in grey."""
        return {
            Ink.RED: (200, 16, 34),
            Ink.BLUE: (11, 79, 190),
            Ink.GREEN: (0, 112, 60),
            Ink.BLACK: (17, 17, 17),
        }[self]


_KINDS = {kind.value: kind for kind in ShapeKind}
_INKS = {ink.value: ink for ink in Ink}


@dataclass(frozen=True, slots=True)
class Shape:
    """One mark: an arrow from its tail to its point, or what lies between two corners.

    A text begins at its first corner and is broken at the second one's right edge.
    """

    kind: ShapeKind
    x1: float
    y1: float
    x2: float
    y2: float
    ink: Ink = Ink.RED
    text: str = ""

    @property
    def left(self) -> float:
        """The left edge of what lies between two corners."""
        return min(self.x1, self.x2)

    @property
    def top(self) -> float:
        """The upper edge of what lies between two corners."""
        return min(self.y1, self.y2)

    @property
    def width(self) -> float:
        """How wide it is."""
        return abs(self.x2 - self.x1)

    @property
    def height(self) -> float:
        """How high it is."""
        return abs(self.y2 - self.y1)

    def moved(self, right: float, down: float) -> "Shape":
        """Return the mark elsewhere, as far as it stays on the picture."""
        right = min(max(right, -self.left), 1 - max(self.x1, self.x2))
        down = min(max(down, -self.top), 1 - max(self.y1, self.y2))
        return replace(
            self,
            x1=self.x1 + right,
            x2=self.x2 + right,
            y1=self.y1 + down,
            y2=self.y2 + down,
        )

    def column(self) -> tuple[float, float]:
        """Where a text begins from the left, and how wide it may be, within the picture."""
        width = max(self.width, NARROWEST_TEXT)
        return min(self.left, 1 - width), width


Shapes = tuple[Shape, ...]


def checked(shapes: Sequence[Shape]) -> Shapes:
    """Return marks as they are kept; refuse too many, outside, too small, or without their text.

    Raises TooManyMarks, MarkOutside, MarkTooSmall, TextOfMarkNeeded, FieldTooLong.
    """
    if len(shapes) > MOST_SHAPES:
        raise TooManyMarks(count=len(shapes), limit=MOST_SHAPES)
    return tuple(_kept(shape, number) for number, shape in enumerate(shapes, start=1))


def _kept(shape: Shape, number: int) -> Shape:
    """Return one mark with its places in ten-thousandths."""
    x1, y1, x2, y2 = (round(place, 4) for place in (shape.x1, shape.y1, shape.x2, shape.y2))
    facts = {"number": number, "mark": shape.kind}
    if not all(0 <= place <= 1 for place in (x1, y1, x2, y2)):  # also what is no number
        raise MarkOutside(**facts)
    kept = replace(shape, x1=x1 + 0.0, y1=y1 + 0.0, x2=x2 + 0.0, y2=y2 + 0.0, text="")
    if shape.kind is ShapeKind.TEXT:
        words = texts.text(shape.text, N_("text on the photo"), LONGEST_TEXT)
        if not words:
            raise TextOfMarkNeeded(**facts)
        return replace(kept, text=words)
    if _too_small(kept):
        raise MarkTooSmall(**facts)
    return kept


def _too_small(shape: Shape) -> bool:
    """Whether nobody could see it: an arrow may be flat, a circle and a box have two sides."""
    if shape.kind is ShapeKind.ARROW:
        return max(shape.width, shape.height) < SMALLEST
    return min(shape.width, shape.height) < SMALLEST


def written(shapes: Sequence[Shape]) -> str:
    """Return marks in the one form in which they are kept: canonical JSON."""
    return canonical(
        [
            {
                "kind": shape.kind,
                "ink": shape.ink,
                "from": [f"{shape.x1:.4f}", f"{shape.y1:.4f}"],
                "to": [f"{shape.x2:.4f}", f"{shape.y2:.4f}"],
                "text": shape.text,
            }
            for shape in checked(shapes)
        ]
    ).decode()


def read(text: str) -> Shapes:
    """Return the marks that were written; raises MarksUnreadable for anything else."""
    try:
        found = json.loads(text)
        shapes = checked([_read(each) for each in found])
        if written(shapes) != text:
            raise MarksUnreadable
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise MarksUnreadable from error
    return shapes


def _read(facts: dict[str, object]) -> Shape:
    """Return one mark from its written form."""
    (x1, y1), (x2, y2) = ([float(place) for place in _list(facts[end])] for end in ("from", "to"))
    kind, ink = _KINDS[str(facts["kind"])], _INKS[str(facts["ink"])]
    return Shape(kind, x1, y1, x2, y2, ink, str(facts["text"]))


def _list(fact: object) -> list[str]:
    """Return two written places."""
    if not isinstance(fact, list):
        raise TypeError(fact)
    return [str(place) for place in fact]


def digest(text: str) -> str:
    """Return what stands for written marks in what is signed."""
    return hashlib.sha256(text.encode()).hexdigest()


Point = tuple[float, float]


def arrow(tail: Point, point: Point, line: float) -> tuple[Point, ...]:
    """Return the outline of an arrow on paper or screen, for a line of a width."""
    across, down = point[0] - tail[0], point[1] - tail[1]
    length = math.hypot(across, down) or 1.0
    ahead = across / length, down / length
    head = min(line * 7, length * 0.6)
    neck = point[0] - ahead[0] * head, point[1] - ahead[1] * head

    def beside(at: Point, far: float) -> Point:
        return at[0] - ahead[1] * far, at[1] + ahead[0] * far

    half, wide = line / 2, head * 0.45
    return (
        beside(tail, half),
        beside(neck, half),
        beside(neck, wide),
        point,
        beside(neck, -wide),
        beside(neck, -half),
        beside(tail, -half),
    )
