"""The headline of a batch: its status as icon, word and colour, and the one next step."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from qc_desk.domain.vocabulary import BatchStatus
from qc_desk.ui.batches.next_step import Deed, Next
from qc_desk.ui.buttons import Button, button
from qc_desk.ui.cards import words
from qc_desk.ui.flow import Flow
from qc_desk.ui.icons import pixmap
from qc_desk.ui.states import headed, look
from qc_desk.ui.theme import RADIUS, SPACE_L, SPACE_M, SPACE_S, WARDROBE, Type, colours_now


class Banner(QFrame):
    """Where a batch stands and what comes next."""

    def __init__(
        self, status: BatchStatus, word: str, coming: Next, do: Callable[[Deed], None]
    ) -> None:
        """Show a status with its word, and offer the next step."""
        super().__init__()
        self.setObjectName("banner")
        self._look = look(status)
        self._picture = QLabel()
        self.headline = words(headed(word), Type.TITLE)
        self.sentence = words(coming.sentence)
        self.sentence.setVisible(bool(coming.sentence))
        self.primary: Button | None = None
        said = QVBoxLayout()
        said.setSpacing(SPACE_S)
        said.addWidget(self.headline)
        said.addWidget(self.sentence)
        across = QHBoxLayout(self)
        across.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        across.setSpacing(SPACE_L)
        across.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(said, stretch=1)
        if coming.deed is not None or coming.others:
            said.addSpacing(SPACE_S)
            said.addWidget(self._verbs(coming, do))
        WARDROBE.changed.connect(self.dress)
        self.dress()

    def _verbs(self, coming: Next, do: Callable[[Deed], None]) -> QWidget:
        """Offer the next step, large, and beside it what else can be done."""
        line = QWidget()
        flow = Flow(line, SPACE_M)
        if coming.deed is not None:
            self.primary = _verb(coming.deed, do, "primary")
            flow.addWidget(self.primary)
        for deed in coming.others:
            flow.addWidget(_verb(deed, do, ""))
        return line

    def dress(self) -> None:
        """Wear the tone of the status."""
        tone, picture = self._look
        ink = colours_now().ink(tone)
        self._picture.setPixmap(pixmap(picture, ink.text, 36))
        self.setStyleSheet(
            f"#banner {{ background: {ink.ground}; border: 1px solid {ink.line};"
            f" border-left: 6px solid {ink.solid}; border-top-right-radius: {RADIUS}px;"
            f" border-bottom-right-radius: {RADIUS}px; }}"
            f" #banner > QLabel {{ color: {ink.text}; }}"
        )


def _verb(deed: Deed, do: Callable[[Deed], None], kind: str) -> Button:
    """Return the button of a deed."""
    made = button(deed.words, lambda: do(deed), kind, deed.picture)
    made.setObjectName(deed.name.lower())
    return made
