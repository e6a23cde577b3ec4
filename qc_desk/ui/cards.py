"""Cards: quiet surfaces that hold what belongs together, and the words on them."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QSizePolicy, QVBoxLayout

from qc_desk.ui.overrides import override
from qc_desk.ui.theme import SPACE_L, SPACE_M, TARGET, Type, font


class Card(QFrame):
    """A surface with a title; ``body`` takes what it shows, ``verbs`` what can be done with it."""

    def __init__(self, title: str = "") -> None:
        """Lay out an empty card."""
        super().__init__()
        self.setObjectName("card")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.title = words(title, Type.SECTION)
        if not title:
            self.title.hide()  # shown before it has a parent, it would be a window of its own
        self.verbs = QHBoxLayout()
        self.verbs.setSpacing(SPACE_M)
        headline = QHBoxLayout()
        headline.addWidget(self.title, stretch=1)
        headline.addLayout(self.verbs)
        self.body = QVBoxLayout()
        self.body.setSpacing(SPACE_M)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_M)
        column.addLayout(headline)
        column.addLayout(self.body)


class OneLine(QLabel):
    """Words on one line; what does not fit is elided and said in full on hovering."""

    def __init__(self, text: str, kind: Type = Type.BODY, *, quiet: bool = False) -> None:
        """Show exactly these words."""
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(kind))
        self.setToolTip(text)
        if quiet:
            self.setProperty("quiet", "true")

    @override
    def minimumSizeHint(self) -> QSize:
        """Give way to what stands beside."""
        return QSize(TARGET, super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much as fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        room = self.contentsRect()
        fitted = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), fitted)
        painter.end()


def words(text: str, kind: Type = Type.BODY, *, quiet: bool = False) -> QLabel:
    """Return a label that shows exactly these words, on as many lines as they need.

    A line never ends between a number and its percent sign.
    """
    label = QLabel(text.replace(" %", "\N{NO-BREAK SPACE}%"))
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setFont(font(kind))
    label.setWordWrap(True)
    if quiet:
        label.setProperty("quiet", "true")
    return label


def empty(layout: QLayout) -> None:
    """Take everything out of a layout; the widgets go when Qt has time."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty(inner)
