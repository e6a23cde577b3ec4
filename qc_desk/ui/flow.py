"""Widgets in lines, like words: as many beside each other as there is room for."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from qc_desk.ui.overrides import override
from qc_desk.ui.theme import SPACE_S


class Flow(QLayout):
    """A layout that breaks its line where the room ends."""

    def __init__(self, parent: QWidget | None = None, gap: int = SPACE_S) -> None:
        """Begin empty; ``gap`` px stay free between widgets and between lines."""
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}  # of widths
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)
        if parent is not None:
            parent.setLayout(self)

    @override
    def addItem(self, item: QLayoutItem) -> None:
        """Take an item at the end."""
        self._items.append(item)

    @override
    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item; None beyond the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item back; None beyond the end."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        """Ask for no more room than the widgets need."""
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        """Say that a narrow room needs more lines."""
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        """Return how high the lines are in a room of this width."""
        if width not in self._heights:
            self._heights[width] = self._lay_out(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    @override
    def invalidate(self) -> None:
        """Forget heights: a widget has another size, or is shown or hidden."""
        self._heights.clear()
        super().invalidate()

    @override
    def setGeometry(self, room: QRect) -> None:
        """Put the widgets into a room."""
        super().setGeometry(room)
        self._lay_out(room, move=True)

    @override
    def sizeHint(self) -> QSize:
        """Return the least room that is enough."""
        return self.minimumSize()

    @override
    def minimumSize(self) -> QSize:
        """Return the room of the largest widget."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _lay_out(self, room: QRect, *, move: bool) -> int:
        """Break the widgets into lines; returns how high they are together."""
        x, y, height = room.x(), room.y(), 0
        for item in self._items:
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            size = item.sizeHint()
            if x > room.x() and x + size.width() > room.right() + 1:
                x, y, height = room.x(), y + height + self._gap, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self._gap
            height = max(height, size.height())
        return y + height - room.y()
