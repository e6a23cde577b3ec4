"""A list with a form beside it; where there is little room, one in place of the other."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from qc_desk.ui.overrides import override
from qc_desk.ui.settings.list_pane import ListPane
from qc_desk.ui.theme import SPACE_L

_ONE_ABOVE_THE_OTHER_BELOW = 720  # px
_COLUMNS_BESIDE = 2


class Beside(QWidget):
    """The list pane at the left, a panel at the right while one is open."""

    def __init__(self, pane: ListPane) -> None:
        """Begin with the list alone."""
        super().__init__()
        self.pane = pane
        self.panel: QWidget | None = None
        self._room = QVBoxLayout()
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE_L)
        across.addWidget(pane, stretch=10)
        across.addLayout(self._room, stretch=11)
        leave = QShortcut(QKeySequence("Escape"), self, self.close_panel)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    @property
    def narrow(self) -> bool:
        """Whether there is room for one of the two only."""
        return self.width() < _ONE_ABOVE_THE_OTHER_BELOW

    def show_panel(self, panel: QWidget) -> None:
        """Show a panel in place of the one before."""
        self._take_away()
        self.panel = panel
        self._room.addWidget(panel)
        panel.show()
        self._arrange()

    def close_panel(self) -> None:
        """Take the panel away and go back to the list."""
        self._take_away()
        self._arrange()
        self.pane.table.setFocus()

    def _take_away(self) -> None:
        if self.panel is not None:
            panel, self.panel = self.panel, None
            panel.hide()
            self._room.removeWidget(panel)
            panel.deleteLater()

    def _arrange(self) -> None:
        """Show what there is room for."""
        self.pane.setVisible(self.panel is None or not self.narrow)
        self.pane.show_only(_COLUMNS_BESIDE if self.panel is not None else 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange list and panel for the room there is."""
        super().resizeEvent(event)
        self._arrange()
