"""The photo that is drawn over: by finger, mouse or keys, at any size."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsScene,
    QGraphicsView,
    QPinchGesture,
    QStyleOptionGraphicsItem,
    QWidget,
)

from qc_desk.domain.overlay import SMALLEST, Ink, Shape, ShapeKind
from qc_desk.i18n import _
from qc_desk.ui.overrides import override
from qc_desk.ui.photos.painting import paint_shapes, place
from qc_desk.ui.photos.sketch import Sketch
from qc_desk.ui.theme import TARGET, colours_now

_REACH = TARGET / 2  # px around a handle or a mark that a finger may miss
_HANDLE = 9.0
_STEP, _LARGE_STEP = 0.005, 0.05
_CLOSEST, _FACTOR = 8.0, 1.25
_MOVES = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class _Marks(QGraphicsItem):
    """All marks of the sketch, and the handles of the chosen one."""

    def __init__(self, canvas: "Canvas") -> None:
        """Draw for a canvas."""
        super().__init__()
        self._canvas = canvas

    @override
    def boundingRect(self) -> QRectF:
        """Return the whole photo."""
        return self._canvas.room

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Draw the marks, then what can be gripped."""
        sketch, room = self._canvas.sketch, self._canvas.room
        paint_shapes(painter, room, sketch.shapes)
        if sketch.mark is None:
            return
        unit = 1 / self._canvas.scale_now
        focus = QColor(colours_now().focus)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = place(sketch.mark, room).adjusted(-6 * unit, -6 * unit, 6 * unit, 6 * unit)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, line in (
            (QColor("white"), Qt.PenStyle.SolidLine),
            (focus, Qt.PenStyle.DashLine),
        ):
            painter.setPen(QPen(colour, 2 * unit, line))
            painter.drawRect(frame)
        painter.setPen(QPen(focus, 3 * unit))
        painter.setBrush(QColor("white"))
        for handle in self._canvas.handles():
            painter.drawEllipse(handle, _HANDLE * unit, _HANDLE * unit)


class Canvas(QGraphicsView):
    """A photo and its marks; ``tool`` is what a stroke draws, None moves what is there."""

    changed = Signal()

    def __init__(self, picture: QPixmap, sketch: Sketch, *, may_draw: bool) -> None:
        """Show a photo as large as there is room."""
        super().__init__()
        self.sketch, self._may_draw = sketch, may_draw
        self.tool: ShapeKind | None = ShapeKind.ARROW if may_draw else None
        self.ink = Ink.RED
        self.room = QRectF(picture.rect())
        self._fits = True
        self._from: QPointF | None = None
        self._grip: int | None = None  # which end of the chosen mark is dragged
        scene = QGraphicsScene(self.room, self)
        scene.addPixmap(picture).setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._marks = _Marks(self)
        scene.addItem(self._marks)
        self.setScene(scene)
        self.setMinimumSize(240, 180)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setAccessibleName(_("Photo"))
        self.setAccessibleDescription(
            _("Space chooses a mark, arrow keys move it, with Shift they change its size.")
        )
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        if not may_draw:
            self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)

    # Size

    @property
    def scale_now(self) -> float:
        """How many px of the screen one of the photo takes."""
        return self.transform().m11() or 1.0

    def fit(self) -> None:
        """Show the whole photo."""
        self._fits = True
        self.fitInView(self.room, Qt.AspectRatioMode.KeepAspectRatio)

    def zoom(self, factor: float) -> None:
        """Show the photo larger or smaller, down to the whole of it."""
        whole = min(
            self.viewport().width() / max(self.room.width(), 1),
            self.viewport().height() / max(self.room.height(), 1),
        )
        wanted = self.scale_now * factor
        if wanted <= whole:
            self.fit()
            return
        self._fits = False
        factor = min(wanted, _CLOSEST) / self.scale_now
        self.scale(factor, factor)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the whole photo in sight until it is enlarged."""
        super().resizeEvent(event)
        if self._fits:
            self.fit()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Enlarge with the wheel."""
        self.zoom(_FACTOR if event.angleDelta().y() > 0 else 1 / _FACTOR)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        """Enlarge with two fingers."""
        if event.type() == QEvent.Type.Gesture:
            pinch = event.gesture(Qt.GestureType.PinchGesture)  # type: ignore[attr-defined]
            if isinstance(pinch, QPinchGesture):
                self._cancel()
                self.zoom(pinch.scaleFactor())
                return True
        return super().viewportEvent(event)

    # Drawing

    def handles(self) -> list[QPointF]:
        """Return the ends of the chosen mark that can be dragged; a text has only its place."""
        mark = self.sketch.mark
        if mark is None or mark.kind is ShapeKind.TEXT:
            return []
        wide, high = self.room.width(), self.room.height()
        return [QPointF(mark.x1 * wide, mark.y1 * high), QPointF(mark.x2 * wide, mark.y2 * high)]

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a mark, or take hold of one."""
        if not self._may_draw or event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        at = self.mapToScene(event.position().toPoint())
        self.sketch.hold()
        self._from = at
        self._grip = self._handle_at(at)
        if self._grip is None and self.tool is None:
            self.sketch.chosen = self._mark_at(at)
        elif self._grip is None:
            self.sketch.chosen = None
        self._tell()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Let a mark follow the finger."""
        if self._from is None:
            super().mouseMoveEvent(event)
            return
        at = self.mapToScene(event.position().toPoint())
        mark = self.sketch.mark
        if mark is None and self.tool is not None and not self.sketch.full:
            self._begin(at)
        elif mark is not None and self._grip is not None:
            x, y = self._share(at)
            first = self._grip == 0
            moved = replace(mark, x1=x, y1=y) if first else replace(mark, x2=x, y2=y)
            self.sketch.follow(moved)
        elif mark is not None:
            (x, y), (was_x, was_y) = self._share(at), self._share(self._from)
            self.sketch.follow(mark.moved(x - was_x, y - was_y))
            self._from = at
        self._tell()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep what was drawn; a tap chooses a mark, or begins a text."""
        if self._from is None:
            super().mouseReleaseEvent(event)
            return
        began, self._from, self._grip = self._from, None, None
        mark = self.sketch.mark
        if mark is not None and _tiny(mark):
            self.sketch.shapes = tuple(s for s in self.sketch.shapes if s is not mark)
            self.sketch.chosen = mark = None
        if mark is None:
            self._tapped(began)
        self.sketch.let_go()
        self._tell()

    def _tapped(self, at: QPointF) -> None:
        """Choose the mark that was tapped; with the tool for it, begin a text."""
        self.sketch.chosen = self._mark_at(at)
        if self.sketch.chosen is None and self.tool is ShapeKind.TEXT and not self.sketch.full:
            x, y = self._share(at)
            self._new(Shape(ShapeKind.TEXT, x, y, min(1.0, x + 0.4), y, self.ink, _("Text")))

    def place_in_the_middle(self) -> None:
        """Add a mark of the tool without a pointer."""
        if self.tool is None or self.sketch.full:
            return
        text = _("Text") if self.tool is ShapeKind.TEXT else ""
        self.sketch.hold()
        self._new(Shape(self.tool, 0.4, 0.4, 0.6, 0.6, self.ink, text))
        self.sketch.let_go()
        self._tell()

    def _begin(self, at: QPointF) -> None:
        """Begin a mark where the finger went down."""
        (x1, y1), (x2, y2) = self._share(self._from or at), self._share(at)
        if self.tool is None:
            return
        self._grip = None if self.tool is ShapeKind.TEXT else 1
        text = _("Text") if self.tool is ShapeKind.TEXT else ""
        if self.tool is ShapeKind.TEXT:
            x2, y2 = min(1.0, x1 + 0.4), y1
        self._new(Shape(self.tool, x1, y1, x2, y2, self.ink, text))

    def _new(self, shape: Shape) -> None:
        self.sketch.shapes = (*self.sketch.shapes, shape)
        self.sketch.chosen = len(self.sketch.shapes) - 1

    def _cancel(self) -> None:
        """Forget a stroke that has become a gesture of two fingers."""
        self._from = self._grip = None

    def _share(self, at: QPointF) -> tuple[float, float]:
        """Return a place as shares of the photo, within it."""
        return (
            min(max(at.x() / self.room.width(), 0.0), 1.0),
            min(max(at.y() / self.room.height(), 0.0), 1.0),
        )

    def _handle_at(self, at: QPointF) -> int | None:
        reach = _REACH / self.scale_now
        for number, handle in enumerate(self.handles()):
            gap = handle - at
            if abs(gap.x()) <= reach and abs(gap.y()) <= reach:
                return number
        return None

    def _mark_at(self, at: QPointF) -> int | None:
        """Return the uppermost mark within reach of a finger."""
        reach = _REACH / self.scale_now
        for number in range(len(self.sketch.shapes) - 1, -1, -1):
            room = place(self.sketch.shapes[number], self.room)
            if room.adjusted(-reach, -reach, reach, reach).contains(at):
                return number
        return None

    # Keys

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, resize and remove the chosen mark; choose the next; add one."""
        key, mark = Qt.Key(event.key()), self.sketch.mark
        if key in _MOVES and mark is not None:
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            step = (
                _LARGE_STEP if event.modifiers() & Qt.KeyboardModifier.ControlModifier else _STEP
            )
            right, down = (each * step for each in _MOVES[key])
            self.sketch.put(_resized(mark, right, down) if shifted else mark.moved(right, down))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and mark is not None:
            self.sketch.remove()
        elif key is Qt.Key.Key_Space and self._may_draw:
            self.sketch.choose_next()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.tool is not None:
            self.place_in_the_middle()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            self.zoom(_FACTOR if key is Qt.Key.Key_Plus else 1 / _FACTOR)
        else:
            super().keyPressEvent(event)
            return
        self._tell()

    def show_marks(self) -> None:
        """Draw the marks anew."""
        self._marks.update()
        self.viewport().update()

    def _tell(self) -> None:
        self.show_marks()
        self.changed.emit()


def _tiny(mark: Shape) -> bool:
    """Whether a stroke was only a tap."""
    if mark.kind is ShapeKind.TEXT:
        return False
    if mark.kind is ShapeKind.ARROW:
        return max(mark.width, mark.height) < 2 * SMALLEST
    return min(mark.width, mark.height) < 2 * SMALLEST


def _resized(mark: Shape, right: float, down: float) -> Shape:
    """Return a mark with its second end elsewhere, as long as it can still be seen."""
    made = replace(
        mark,
        x2=min(max(mark.x2 + right, 0.0), 1.0),
        y2=min(max(mark.y2 + down, 0.0), 1.0),
    )
    return mark if _tiny(made) else made
