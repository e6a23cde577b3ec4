"""What is drawn over a photo, on the screen as on paper: colours with a white edge."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPen,
    QPixmap,
    QPolygonF,
    QTextLayout,
    QTextOption,
)

from qc_desk.domain.overlay import LETTER, LINE, Ink, Shape, ShapeKind, Shapes, arrow
from qc_desk.ui.theme import FAMILY

_THINNEST, _SMALLEST = 1.6, 7.0  # px
_EDGE = 0.9  # of a line: how far the white edge stands out


def colour(ink: Ink) -> QColor:
    """Return the colour of an ink."""
    return QColor(*ink.rgb)


def paint_shapes(painter: QPainter, room: QRectF, shapes: Shapes) -> None:
    """Draw marks over a photo that fills a room, texts uppermost."""
    painter.save()
    painter.setClipRect(room, Qt.ClipOperation.IntersectClip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(room.topLeft())
    longest = max(room.width(), room.height())
    line = max(longest * LINE, _THINNEST)
    for shape in shapes:
        if shape.kind is not ShapeKind.TEXT:
            _paint_mark(painter, room, shape, line)
    for shape in shapes:
        if shape.kind is ShapeKind.TEXT and shape.text.strip():
            _paint_text(painter, room, shape)
    painter.restore()


def marked(picture: QPixmap, shapes: Shapes) -> QPixmap:
    """Return a photo with its marks drawn in; the photo itself stays as it is."""
    if not shapes or picture.isNull():
        return picture
    drawn = picture.copy()
    painter = QPainter(drawn)
    paint_shapes(painter, QRectF(drawn.rect()), shapes)
    painter.end()
    return drawn


def place(shape: Shape, room: QRectF) -> QRectF:
    """Return where a mark lies on a photo, a text with all its lines."""
    if shape.kind is ShapeKind.TEXT:
        return _label(room, shape)[0]
    wide, high = room.width(), room.height()
    return QRectF(shape.left * wide, shape.top * high, shape.width * wide, shape.height * high)


def _paint_mark(painter: QPainter, room: QRectF, shape: Shape, line: float) -> None:
    """Draw an arrow, a circle or a box: its white edge first, then itself."""
    ink = colour(shape.ink)
    white = QPen(QColor("white"), line * (1 + 2 * _EDGE))
    white.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if shape.kind is ShapeKind.ARROW:
        wide, high = room.width(), room.height()
        tail, point = (shape.x1 * wide, shape.y1 * high), (shape.x2 * wide, shape.y2 * high)
        outline = QPolygonF([QPointF(*each) for each in arrow(tail, point, line)])
        white.setWidthF(line * 2 * _EDGE)
        painter.setPen(white)
        painter.setBrush(ink)
        painter.drawPolygon(outline)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon(outline)
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (white, QPen(ink, line)):
        painter.setPen(pen)
        drawn = place(shape, room)
        if shape.kind is ShapeKind.CIRCLE:
            painter.drawEllipse(drawn)
        else:
            painter.drawRect(drawn)


def _paint_text(painter: QPainter, room: QRectF, shape: Shape) -> None:
    """Write a text on white paper with a frame in its colour."""
    box, font, padding = _label(room, shape)
    painter.setPen(QPen(colour(shape.ink), max(font.pixelSize() * 0.1, 1.0)))
    painter.setBrush(QColor("white"))
    painter.drawRect(box)
    painter.setFont(font)
    layout = _lines(shape.text, font, box.width() - 2 * padding)
    layout.draw(painter, box.topLeft() + QPointF(padding, padding * 0.7))


def _label(room: QRectF, shape: Shape) -> tuple[QRectF, QFont, float]:
    """Return where a text stands, its font, and the air around it."""
    left, share = shape.column()
    size = max(max(room.width(), room.height()) * LETTER, _SMALLEST)
    font = QFont(FAMILY)
    font.setBold(True)
    while True:
        font.setPixelSize(max(1, round(size)))
        padding = size * 0.4
        lines = _lines(shape.text or " ", font, max(share * room.width() - 2 * padding, size))
        high = lines.boundingRect().height() + 1.4 * padding
        if high <= room.height() or size <= _SMALLEST / 2:
            break
        size *= 0.85
    top = max(0.0, min(shape.top * room.height(), room.height() - high))
    widest = max(lines.lineAt(each).naturalTextWidth() for each in range(lines.lineCount()))
    box = QRectF(left * room.width(), top, widest + 2 * padding + 1, high)
    return box, font, padding


def _lines(text: str, font: QFont, width: float) -> QTextLayout:
    """Break a text into lines: at blanks, and inside of words only where they are too long."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    down = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, down))
        down += line.height()
    layout.endLayout()
    return layout
