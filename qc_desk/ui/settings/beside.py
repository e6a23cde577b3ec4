"""A list with a form beside it; where there is little room, one in place of the other."""

from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from qc_desk.ui.forms import Form
from qc_desk.ui.overrides import override
from qc_desk.ui.settings.list_pane import ListPane
from qc_desk.ui.theme import SPACE_L

_ONE_ABOVE_THE_OTHER_BELOW = 720  # px
_COLUMNS_BESIDE = 2
_SHARES = (10, 11)  # of the room, for list and panel


class Beside(QWidget):
    """The list pane at the left, a panel at the right while one is open."""

    def __init__(self, pane: ListPane, *around: QWidget) -> None:
        """Begin with the list alone; what is ``around`` goes where a panel needs its room."""
        super().__init__()
        self.pane, self._around = pane, around
        self.panel: QWidget | None = None
        self._room = QVBoxLayout()
        self._across = QHBoxLayout(self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(SPACE_L)
        self._across.addWidget(pane, stretch=_SHARES[0])
        self._across.addLayout(self._room)
        QShortcut(QKeySequence("Escape"), self, self.close_panel)

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
            for form in panel.findChildren(Form):
                form.keep_draft()  # what was typed a moment ago, too
            panel.hide()
            self._room.removeWidget(panel)
            panel.deleteLater()

    def _arrange(self) -> None:
        """Show what there is room for."""
        self._across.setStretch(1, 0 if self.panel is None else _SHARES[1])
        self.pane.setVisible(self.panel is None or not self.narrow)
        for widget in self._around:
            widget.setVisible(bool(self.panel is None or not self.narrow))
        self.pane.show_only(_COLUMNS_BESIDE if self.panel is not None else 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange list and panel for the room there is."""
        super().resizeEvent(event)
        self._arrange()
