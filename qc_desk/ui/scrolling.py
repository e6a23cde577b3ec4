"""A column that scrolls where there is too little room, and ends where what is below it ends."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScroller, QWidget

from qc_desk.ui.overrides import override
from qc_desk.ui.theme import SPACE_S


class Scrolling(QScrollArea):
    """Scrolls by wheel, bar and finger; only a bar that is shown takes room beside the column."""

    def __init__(self, inside: QWidget) -> None:
        """Let a widget with a layout scroll."""
        super().__init__(widgetResizable=True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column off the bar while there is one: it takes some of the width."""
        super().resizeEvent(event)
        inside = self.widget()
        layout = inside.layout() if inside is not None else None
        if layout is not None:
            around = layout.contentsMargins()
            around.setRight(SPACE_S if self.viewport().width() < self.width() else 0)
            layout.setContentsMargins(around)
