"""The operating characteristic of a plan, drawn: how often lots of a quality are accepted."""

from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from qc_desk.domain.iso2859 import Plan
from qc_desk.domain.operating_characteristic import CONSUMER, PRODUCER, curve, quality_accepted
from qc_desk.i18n import _, format_decimal
from qc_desk.ui.overrides import override
from qc_desk.ui.theme import WARDROBE, Tone, Type, colours_now, font

_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 16, 14, 44
_DOT = 4.5


class Curve(QWidget):
    """Chance of acceptance over quality, with the producer's and the consumer's risk points."""

    def __init__(self) -> None:
        """Begin without a plan."""
        super().__init__()
        self._points: list[tuple[float, float]] = []
        self.risks: tuple[tuple[float, float], ...] = ()
        self._unit = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        WARDROBE.changed.connect(self.update)

    def show_plan(self, plan: Plan, *, nonconformities: bool) -> None:
        """Draw a plan; where nonconformities are counted, quality is in those per 100 units."""
        self._points = curve(plan, nonconformities=nonconformities)
        self.risks = tuple(
            (quality_accepted(plan, chance, nonconformities=nonconformities), chance)
            for chance in (PRODUCER, CONSUMER)
        )
        self._unit = (
            _("nonconformities per 100 units") if nonconformities else _("% nonconforming")
        )
        good, bad = (quality for quality, _chance in self.risks)
        self.setAccessibleName(
            _("Lots with {good} are accepted in 95 of 100 cases, with {bad} in 10.").format(
                good=_amount(good), bad=_amount(bad)
            )
        )
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Ask for room that a curve can be read in."""
        return QSize(420, 240)

    @override
    def minimumSizeHint(self) -> QSize:
        """Stay readable."""
        return QSize(280, 240)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw axes, curve and risk points."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(Type.SMALL))
        if self._points:
            room = QRectF(
                _LEFT, _TOP, self.width() - _LEFT - _RIGHT, self.height() - _TOP - _BOTTOM
            )
            self._draw_axes(painter, room)
            self._draw_curve(painter, room)
            for point in self.risks:
                self._draw_risk(painter, room, point)
        painter.end()

    def _at(self, room: QRectF, point: tuple[float, float]) -> QPointF:
        worst = self._points[-1][0] or 1.0
        return QPointF(
            room.left() + room.width() * point[0] / worst,
            room.bottom() - room.height() * point[1],
        )

    def _draw_axes(self, painter: QPainter, room: QRectF) -> None:
        colours = colours_now()
        for percent in (0, 25, 50, 75, 100):
            y = room.bottom() - room.height() * percent / 100
            painter.setPen(QPen(QColor(colours.line), 1))
            painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
            painter.setPen(QColor(colours.muted))
            label = QRectF(0, y - 9, _LEFT - 8, 18)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(label, int(right), f"{percent} %")
        worst = self._points[-1][0]
        for part in (0, 0.25, 0.5, 0.75, 1):
            x = room.left() + room.width() * part
            label = QRectF(x - 30, room.bottom() + 4, 60, 18)
            if part == 1:
                label.moveRight(self.width() - 2.0)
            painter.drawText(label, int(Qt.AlignmentFlag.AlignCenter), _amount(worst * part))
        below = QRectF(room.left(), room.bottom() + 22, room.width(), 20)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), self._unit)

    def _draw_curve(self, painter: QPainter, room: QRectF) -> None:
        painter.setPen(QPen(QColor(colours_now().accent), 2.2))
        painter.drawPolyline(QPolygonF([self._at(room, point) for point in self._points]))

    def _draw_risk(self, painter: QPainter, room: QRectF, point: tuple[float, float]) -> None:
        """Draw a point of the curve with its quality beside it."""
        tone = Tone.PASS if point[1] == PRODUCER else Tone.FAIL
        ink = QColor(colours_now().ink(tone).text)
        place = self._at(room, point)
        painter.setPen(QPen(ink, 1, Qt.PenStyle.DashLine))
        painter.drawLine(place, QPointF(place.x(), room.bottom()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(place, _DOT, _DOT)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(ink)
        words = _amount(point[0])
        if tone is Tone.PASS:  # left of the falling line; the other point's is right of it
            left = place.x() - 7 - painter.fontMetrics().horizontalAdvance(words)
            painter.drawText(QPointF(left, place.y() + 18), words)
        else:
            painter.drawText(QPointF(place.x() + 9, place.y() - 6), words)


def _amount(quality: float) -> str:
    """Return a quality with as many digits as tell something."""
    digits = 2 if 0 < quality < 1 else 1 if 0 < quality < 100 else 0
    return format_decimal(Decimal(f"{quality:.{digits}f}"))
