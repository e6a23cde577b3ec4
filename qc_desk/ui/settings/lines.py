"""A list of places and what is wrong there: mistakes of a file, refused rows, findings."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QScroller, QTableWidget
from PySide6.QtWidgets import QTableWidgetItem as Cell

from qc_desk.ui.theme import TARGET

_MOST = 500  # more lines are copied and not drawn
_HIGHEST = 440  # px
_FIRST_WIDTH = 240  # px


class Lines(QTableWidget):
    """Two columns, where and what; long sentences take the lines they need."""

    def __init__(self, where: str, what: str) -> None:
        """Head the two columns."""
        super().__init__(0, 2)
        self.lines: tuple[tuple[str, str], ...] = ()
        self.setHorizontalHeaderLabels([where, what])
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(TARGET)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.setColumnWidth(0, _FIRST_WIDTH)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    def show_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        """Show these lines."""
        self.lines = tuple(lines)
        shown = self.lines[:_MOST]
        self.setRowCount(len(shown))
        for row, line in enumerate(shown):
            for column, text in enumerate(line):
                cell = Cell(text)
                cell.setToolTip(text)
                self.setItem(row, column, cell)
        self.setMinimumHeight(min(_HIGHEST, TARGET * (2 + len(shown))))

    def copy(self) -> None:
        """Put all lines into the clipboard, those that are not drawn too."""
        text = "\n".join(f"{where}: {what}" for where, what in self.lines)
        QGuiApplication.clipboard().setText(text)
