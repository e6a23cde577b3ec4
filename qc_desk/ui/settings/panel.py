"""The card beside a list: a title, fields that scroll, verbs that stay in sight."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from qc_desk.i18n import _
from qc_desk.ui.buttons import Badge, button
from qc_desk.ui.cards import words
from qc_desk.ui.scrolling import Scrolling
from qc_desk.ui.theme import SPACE_L, SPACE_M, Tone, Type


class Panel(QFrame):
    """A card whose ``body`` scrolls; ``verbs`` stand below it."""

    closed = Signal()

    def __init__(self, title: str, *, retired: bool = False) -> None:
        """Lay out an empty panel."""
        super().__init__()
        self.setObjectName("card")
        self.title = words(title, Type.SECTION)
        self.close_it = button("", self.closed.emit, "plain", "x")
        self.close_it.setFixedWidth(48)
        self.close_it.setAccessibleName(_("Close"))
        self.close_it.setToolTip(_("Close"))
        head = self._head = QHBoxLayout()
        head.setSpacing(SPACE_M)
        head.addWidget(self.title, stretch=1)
        if retired:
            head.addWidget(Badge(_("Retired"), Tone.CALM, "archive"))
        head.addWidget(self.close_it)
        self.body = QVBoxLayout()
        self.body.setSpacing(SPACE_L)
        self.verbs = QHBoxLayout()
        self.verbs.setSpacing(SPACE_M)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_M)
        column.addLayout(head)
        self.foot = QVBoxLayout()
        self.foot.setSpacing(SPACE_M)
        self._inside = _one_below_the_other(self.body, self.foot)
        self._area = Scrolling(self._inside)
        column.addWidget(self._area, stretch=1)
        column.addLayout(self.verbs)

    def wanted_height(self, width: int) -> int:
        """Return how high the panel is in a room of a width when nothing needs to be scrolled."""
        column, inside = self.layout(), self._inside.layout()
        if column is None or inside is None:
            return 0
        around = column.contentsMargins()
        room = width - around.left() - around.right()
        parts = [inside.totalHeightForWidth(room)]
        parts += [each.sizeHint().height() for each in (self._head, self.verbs)]
        shown = [high for high in parts if high > 0]
        return sum(shown) + SPACE_M * 2 + around.top() + around.bottom()

    def add_fact(self, label: str, text: str) -> None:
        """Show a fact that cannot be changed here."""
        fact = QVBoxLayout()
        fact.setSpacing(2)
        fact.addWidget(words(label, Type.SMALL, quiet=True))
        fact.addWidget(words(text or "–"))
        self.body.addLayout(fact)


def _one_below_the_other(body: QVBoxLayout, foot: QVBoxLayout) -> QWidget:
    inside = QWidget()
    around = QVBoxLayout(inside)
    around.setContentsMargins(0, 0, 0, 0)
    around.setSpacing(SPACE_L)
    around.addLayout(body)
    around.addLayout(foot)
    around.addStretch(1)
    return inside
