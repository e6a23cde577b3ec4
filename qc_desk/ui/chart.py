"""A chart in the window: drawn as on paper, and every mark leads to the records behind it."""

from math import hypot
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from qc_desk.domain.charts import Chart
from qc_desk.ui.overrides import override
from qc_desk.ui.theme import RADIUS, TARGET, WARDROBE, Tone, Type, colours_now

if TYPE_CHECKING:
    from qc_desk.reports.charts import Paint, Spot

_NARROWEST = 320
_FORWARD = {Qt.Key.Key_Right, Qt.Key.Key_Down}
_BACK = {Qt.Key.Key_Left, Qt.Key.Key_Up}
_OPENS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}


class ChartView(QWidget):
    """A chart that can be pointed at, walked through with the arrow keys, and opened."""

    chosen = Signal(str)  # the key of a mark

    def __init__(self, chart: Chart, told: str) -> None:
        """Show a chart; ``told`` says in a sentence what it shows, for who cannot see it."""
        super().__init__()
        self._chart = chart
        self._picture = QSvgRenderer(self)
        self.spots: tuple[Spot, ...] = ()
        self.at = -1  # the mark that the keyboard has reached
        self.setAccessibleName(told)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        WARDROBE.changed.connect(self._draw)

    def show_chart(self, chart: Chart, told: str) -> None:
        """Show another chart."""
        self._chart = chart
        self.at = -1
        self.setAccessibleName(told)
        self.updateGeometry()
        self._draw()

    @override
    def sizeHint(self) -> QSize:
        """Ask for the height that the chart wants."""
        from qc_desk.reports.charts import height_of  # noqa: PLC0415 (reportlab when it draws)

        return QSize(2 * _NARROWEST, round(height_of(self._chart, paint())))

    @override
    def minimumSizeHint(self) -> QSize:
        """Stay readable."""
        return QSize(_NARROWEST, self.sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew for the room that there is: letters keep their size."""
        self._draw()

    def _draw(self) -> None:
        from qc_desk.reports.charts import drawn, svg  # noqa: PLC0415

        if self.width() < TARGET:
            return
        picture = drawn(self._chart, self.width(), max(self.height(), TARGET), paint())
        self.spots = picture.spots
        self._picture.load(QByteArray(svg(picture)))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the picture, and where the keyboard is."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._picture.render(painter, QRectF(self.rect()))
        if self.hasFocus() and 0 <= self.at < len(self.spots):
            painter.setPen(QPen(QColor(colours_now().focus), 2))
            painter.drawRoundedRect(
                box(self.spots[self.at]).adjusted(1, 1, -1, -1), RADIUS, RADIUS
            )
        painter.end()

    def nearest(self, place: QPointF) -> "Spot | None":
        """Return the mark at a place, or so near that a gloved finger meant it."""
        within = [spot for spot in self.spots if box(spot).contains(place)]
        if within:
            return min(within, key=lambda spot: _far(spot, place))
        near = min(self.spots, key=lambda spot: _far(spot, place), default=None)
        return near if near is not None and _far(near, place) <= TARGET / 2 else None

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show by the pointer that a mark can be opened."""
        spot = self.nearest(event.position())
        shape = Qt.CursorShape.PointingHandCursor
        self.setCursor(shape if spot and spot.key else Qt.CursorShape.ArrowCursor)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the mark that was pressed, or say what it is."""
        spot = self.nearest(event.position())
        if spot is None:
            return
        if spot.key:
            self.chosen.emit(spot.key)
        else:
            QToolTip.showText(event.globalPosition().toPoint(), spot.told, self)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk from mark to mark; open one."""
        key = event.key()
        if key in _FORWARD or key in _BACK:
            self._walk(1 if key in _FORWARD else -1)
        elif key in _OPENS and 0 <= self.at < len(self.spots) and self.spots[self.at].key:
            self.chosen.emit(self.spots[self.at].key)
        else:
            super().keyPressEvent(event)

    def _walk(self, by: int) -> None:
        """Go to the next mark and say what it is."""
        if not self.spots:
            return
        begun = self.at if self.at >= 0 or by > 0 else 0
        self.at = min(max(begun + by, 0), len(self.spots) - 1)
        spot = self.spots[self.at]
        self.setAccessibleDescription(spot.told)
        place = box(spot).center().toPoint()
        QToolTip.showText(self.mapToGlobal(place), spot.told, self)
        self.update()

    @override
    def event(self, event: QEvent) -> bool:
        """Say what the mark is that is pointed at."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            spot = self.nearest(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), spot.told if spot else "", self)
            return True
        return super().event(event)


def box(spot: "Spot") -> QRectF:
    """Return where a mark stands."""
    return QRectF(spot.x, spot.y, spot.width, spot.height)


def _far(spot: "Spot", place: QPointF) -> float:
    between = box(spot).center() - place
    return hypot(between.x(), between.y())


def paint() -> "Paint":
    """Return what charts are painted with in the theme in force."""
    from qc_desk.reports.charts import Paint  # noqa: PLC0415

    colours = colours_now()
    return Paint(
        text=colours.text,
        muted=colours.muted,
        line=colours.line,
        strong=colours.accent,
        weak=colours.ink(Tone.INFO).line,
        alarm=colours.ink(Tone.FAIL).text,
        ground=colours.surface,
        size=Type.SMALL.size,
    )
