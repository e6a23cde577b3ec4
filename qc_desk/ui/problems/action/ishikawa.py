"""The cause-and-effect sketch (Ishikawa): six branches that lead to what is wrong, drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from qc_desk.domain.disciplines import BRANCHES
from qc_desk.domain.loop_words import DisciplinePart
from qc_desk.i18n import _, format_list, headed
from qc_desk.ui.overrides import override
from qc_desk.ui.theme import WARDROBE, Colours, Tone, Type, colours_now, font

_HEAD = 34.0  # px: height of the name of a branch
_LINE = 38.0  # px: height of a cause, on up to two lines
_LEAN = 54.0  # px: how far a branch leans
_MOST = 8  # causes that are drawn on one branch; the others are counted
_WORDS = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True)
class Sketch:
    """What is drawn: the effect, and the causes of each branch."""

    effect: str
    causes: Mapping[DisciplinePart, Sequence[str]] = field(default_factory=dict)

    def lines(self, branch: DisciplinePart) -> list[str]:
        """Return the causes of a branch as they are drawn."""
        causes = list(self.causes.get(branch, ()))
        if len(causes) <= _MOST:
            return causes
        left = len(causes) - _MOST + 1
        return [*causes[: _MOST - 1], _("and {count} more").format(count=left)]

    def height(self) -> float:
        """Return how high the picture is."""
        upper, lower = (self._longest(part) for part in (BRANCHES[:3], BRANCHES[3:]))
        return 2 * _HEAD + _LINE * (upper + lower) + 48

    def half(self) -> float:
        """Return how high the upper half is."""
        return _HEAD + _LINE * self._longest(BRANCHES[:3]) + 24

    def _longest(self, branches: Sequence[DisciplinePart]) -> int:
        return max(2, *(len(self.lines(branch)) for branch in branches))

    def told(self) -> str:
        """Return the sketch in words, for those who do not see it."""
        parts = [
            f"{headed(branch.label)}: {format_list(list(causes))}"
            for branch, causes in self.causes.items()
            if causes
        ]
        return "; ".join([_("Causes of {effect}").format(effect=self.effect), *parts])


class IshikawaView(QWidget):
    """Shows a sketch; it can be drawn on paper too."""

    def __init__(self, sketch: Sketch) -> None:
        """Show a sketch."""
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(420)
        self.show_sketch(sketch)
        WARDROBE.changed.connect(self.update)

    def show_sketch(self, sketch: Sketch) -> None:
        """Show another sketch."""
        self.sketch = sketch
        self.setAccessibleName(sketch.told())
        self.setFixedHeight(ceil(sketch.height()))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Ask for the room of the causes."""
        return QSize(640, ceil(self.sketch.height()))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        painter = QPainter(self)
        draw_sketch(painter, QRectF(self.rect()), self.sketch, colours_now())
        painter.end()


def draw_sketch(painter: QPainter, room: QRectF, sketch: Sketch, colours: Colours) -> None:
    """Draw the bone with its branches into a room; on paper with the light colours."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = room.top() + sketch.half()
    box = min(max(room.width() * 0.2, 110.0), 190.0)
    end = room.right() - box - 1
    painter.setPen(QPen(QColor(colours.text), 3))
    painter.drawLine(QPointF(room.left() + 6, middle), QPointF(end - 4, middle))
    _draw_effect(painter, QRectF(end, middle - 44, box, 88), sketch.effect, colours)
    width = (end - room.left() - 12) / 3
    for number, branch in enumerate(BRANCHES):
        upper = number < 3
        right = room.left() + 6 + width * (number % 3 + 1) - 10
        top = room.top() if upper else room.bottom()
        place = _Branch(right, middle, top, width, upper=upper)
        _draw_branch(painter, place, headed(branch.label), sketch.lines(branch), colours)


@dataclass(frozen=True)
class _Branch:
    """Where a branch lies: its foot on the bone, the edge it begins at, and its room."""

    foot: float
    middle: float
    edge: float
    width: float
    upper: bool = True

    def at(self, height: float) -> float:
        """Return how far right the branch is at a height."""
        begin = self.edge + (_HEAD if self.upper else -_HEAD)
        share = (height - begin) / (self.middle - begin)
        return self.foot - _LEAN * (1 - share)


def _draw_effect(painter: QPainter, room: QRectF, effect: str, colours: Colours) -> None:
    """Draw what is wrong, at the head."""
    ink = colours.ink(Tone.FAIL)
    painter.setPen(QPen(QColor(ink.line), 1.5))
    painter.setBrush(QColor(ink.ground))
    painter.drawRoundedRect(room, 6, 6)
    painter.setFont(font(Type.STRONG))
    painter.setPen(QColor(ink.text))
    painter.drawText(room.adjusted(8, 4, -8, -4), _WORDS, effect)


def _draw_branch(
    painter: QPainter, place: _Branch, name: str, causes: Sequence[str], colours: Colours
) -> None:
    """Draw a branch with its name at its end, and its causes on it."""
    top = place.edge + (_HEAD if place.upper else -_HEAD)
    painter.setPen(QPen(QColor(colours.accent), 2.5))
    painter.drawLine(QPointF(place.at(top), top), QPointF(place.foot, place.middle))
    ink = colours.ink(Tone.INFO)
    painter.setFont(font(Type.STRONG))
    needed = QFontMetricsF(painter.font()).horizontalAdvance(name) + 22
    width = min(needed, place.width - 6)
    left = min(place.at(top) - width / 2, place.foot + 8 - width)
    head = QRectF(left, min(place.edge, top) + 1, width, _HEAD - 4)
    if not place.upper:
        head.moveBottom(place.edge - 1)
    painter.setPen(QPen(QColor(ink.line), 1))
    painter.setBrush(QColor(ink.ground))
    painter.drawRoundedRect(head, 6, 6)
    painter.setPen(QColor(ink.text))
    _draw_fitted(painter, head.adjusted(6, 0, -6, 0), name, Qt.AlignmentFlag.AlignCenter)
    painter.setFont(font(Type.SMALL))
    for number, cause in enumerate(causes):
        away = _LINE * number + _LINE - 4
        height = top + away if place.upper else top - away
        _draw_cause(painter, place, height, cause, colours)


def _draw_cause(
    painter: QPainter, place: _Branch, height: float, cause: str, colours: Colours
) -> None:
    """Draw a cause on its twig."""
    end = place.at(height)
    begin = place.foot - place.width + 12
    painter.setPen(QPen(QColor(colours.field_line), 1.2))
    painter.drawLine(QPointF(begin, height), QPointF(end, height))
    painter.setPen(QColor(colours.text))
    right = min(end, place.at(height - _LINE + 3)) - 6  # the branch leans over the words
    words = QRectF(begin, height - _LINE + 3, right - begin, _LINE - 4)
    low = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
    _draw_fitted(painter, words, cause, low, lines=2)


def _draw_fitted(
    painter: QPainter, room: QRectF, text: str, how: Qt.AlignmentFlag, *, lines: int = 1
) -> None:
    """Draw as much of a text as fits on its lines."""
    letters = QFontMetricsF(painter.font())
    shown, left = "", text
    for number in range(lines, 0, -1):
        line, left = _break(letters, left, room.width()) if number > 1 else (left, "")
        fitted = letters.elidedText(line, Qt.TextElideMode.ElideRight, room.width())
        shown = f"{shown}\n{fitted}" if shown else fitted
        if not left:
            break
    painter.drawText(room, int(how), shown)


def _break(letters: QFontMetricsF, text: str, width: float) -> tuple[str, str]:
    """Return as many words as fit on a line, and what is left of the text."""
    fitting = text.split()
    left: list[str] = []
    while len(fitting) > 1 and letters.horizontalAdvance(" ".join(fitting)) > width:
        left.insert(0, fitting.pop())
    return " ".join(fitting), " ".join(left)
