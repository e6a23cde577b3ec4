"""A bar on which a measurement is seen against its limits."""

from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from qc_desk.domain.plausibility import Limits
from qc_desk.i18n import format_decimal
from qc_desk.ui.overrides import override
from qc_desk.ui.theme import WARDROBE, Tone, Type, colours_now, font

_EDGE = 0.25  # the share of the bar left and right of the limits


def place_on_bar(value: Decimal, limits: Limits) -> float:
    """Return where a value stands on the bar, 0 to 1; what is far outside stands at its end."""
    low, high = limits.lower, limits.upper
    width = limits.width or Decimal(1)
    if low is None and high is not None:
        low = high - width
    if high is None and low is not None:
        high = low + width
    if low is None or high is None or high == low:
        return 0.5 if limits.holds(value) else (1.0 if limits.beyond(value) > 0 else 0.0)
    share = float((value - low) / (high - low))
    return min(1.0, max(0.0, _EDGE + share * (1 - 2 * _EDGE)))


class Gauge(QWidget):
    """Limits as a zone with their numbers, the nominal as a tick, the value as a pointer."""

    def __init__(self) -> None:
        """Show no limits yet."""
        super().__init__()
        self.limits = Limits()
        self.value: Decimal | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        WARDROBE.changed.connect(self.update)

    def show_limits(self, limits: Limits) -> None:
        """Show other limits, without a value."""
        self.limits, self.value = limits, None
        self.update()

    def show_value(self, value: Decimal | None) -> None:
        """Point at a value, or at nothing."""
        self.value = value
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Return room for pointer, bar and numbers."""
        return QSize(320, 76)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar, its zone, its numbers and the pointer."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = QRectF(14, 28, self.width() - 28, 16)
        self._paint_zone(painter, bar)
        for number in (self.limits.lower, self.limits.upper):
            if number is not None:
                self._paint_tick(painter, bar, number, 8)
        if self.limits.nominal is not None:
            self._paint_tick(painter, bar, self.limits.nominal, 4)
        if self.value is not None:
            self._paint_pointer(painter, bar, self.value)
        painter.end()

    def _x(self, bar: QRectF, value: Decimal) -> float:
        """Where a value stands in px."""
        return float(bar.left() + place_on_bar(value, self.limits) * bar.width())

    def _paint_zone(self, painter: QPainter, bar: QRectF) -> None:
        """Draw what is bad hatched and what is good plain, so that it is seen without colour."""
        colours = colours_now()
        bad, good = colours.ink(Tone.FAIL), colours.ink(Tone.PASS)
        painter.setPen(QPen(QColor(bad.line), 1))
        painter.setBrush(QColor(bad.ground))
        painter.drawRoundedRect(bar, 6, 6)
        painter.setBrush(Qt.BrushStyle.BDiagPattern)
        painter.drawRoundedRect(bar, 6, 6)
        left = self._x(bar, self.limits.lower) if self.limits.lower is not None else bar.left()
        right = self._x(bar, self.limits.upper) if self.limits.upper is not None else bar.right()
        painter.setPen(QPen(QColor(good.text), 1))
        painter.setBrush(QColor(good.line))
        painter.drawRect(QRectF(left, bar.top(), max(right - left, 2), bar.height()))

    def _paint_tick(self, painter: QPainter, bar: QRectF, number: Decimal, length: int) -> None:
        """Draw a tick with its number below."""
        at = self._x(bar, number)
        painter.setPen(QPen(QColor(colours_now().text), 2))
        painter.drawLine(QPointF(at, bar.top() - length / 2), QPointF(at, bar.bottom() + length))
        painter.setFont(font(Type.BODY))
        words = format_decimal(number)
        half = painter.fontMetrics().horizontalAdvance(words) / 2 + 2
        middle = min(max(at, half), self.width() - half)
        room = QRectF(middle - half, bar.bottom() + 9, 2 * half, 22)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_pointer(self, painter: QPainter, bar: QRectF, value: Decimal) -> None:
        """Draw the pointer above the bar, in the tone of its verdict."""
        tone = Tone.PASS if self.limits.holds(value) else Tone.FAIL
        at = self._x(bar, value)
        painter.setPen(QPen(QColor(colours_now().surface), 2))
        painter.setBrush(QColor(colours_now().ink(tone).solid))
        tip = bar.bottom() - 2
        points = [QPointF(at, tip), QPointF(at - 12, 3), QPointF(at + 12, 3)]
        painter.drawPolygon(QPolygonF(points))
