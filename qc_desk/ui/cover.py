"""What lies over the whole window: the lock screen, the first start, why a record cannot open."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.overrides import override
from qc_desk.ui.theme import WARDROBE, colours_now


class Cover(QWidget):
    """Covers the window; what is underneath takes no keys and no clicks, and stays as it is."""

    def __init__(self, window: MainWindow) -> None:
        """Belong to a window, hidden."""
        super().__init__(window)
        self._covered = window
        window.installEventFilter(self)
        WARDROBE.changed.connect(self.update)
        self.hide()

    def cover(self) -> None:
        """Lie over the window."""
        self._covered.cover(covered=True)
        self.setGeometry(self._covered.rect())
        self.show()
        self.raise_()

    def uncover(self) -> None:
        """Let the window be worked with again."""
        self.hide()
        self._covered.cover(covered=False)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Hide everything below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours_now().window))
        painter.end()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._covered.rect())
        return False
