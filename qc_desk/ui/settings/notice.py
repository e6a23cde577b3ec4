"""A quiet strip with an icon and a sentence: who may change this, what is still to be done."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from qc_desk.ui.buttons import Button
from qc_desk.ui.cards import words
from qc_desk.ui.icons import pixmap
from qc_desk.ui.theme import RADIUS, SPACE_M, SPACE_S, WARDROBE, Tone, colours_now


class Notice(QFrame):
    """One sentence in a tone; hidden while there is nothing to say."""

    def __init__(self) -> None:
        """Say nothing yet."""
        super().__init__()
        self.setObjectName("notice")
        self._tone = Tone.INFO
        self._picture = QLabel()
        self.words = words("")
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        self.row.setSpacing(SPACE_M)
        self.row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignVCenter)
        self.row.addWidget(self.words, stretch=1)
        WARDROBE.changed.connect(self.dress)
        self.hide()

    def say(self, text: str, tone: Tone = Tone.INFO) -> None:
        """Say a sentence, or nothing."""
        self._tone = tone
        self.words.setText(text)
        self.setVisible(bool(text))
        self.dress()

    def offer(self, verb: Button) -> None:
        """Put a button at the right end."""
        self.row.addWidget(verb)

    def dress(self) -> None:
        """Take the colours in force."""
        ink = colours_now().ink(self._tone)
        self._picture.setPixmap(pixmap(self._tone.icon, ink.text, 20))
        self.setStyleSheet(
            f"#notice {{ background: {ink.ground}; border: 1px solid {ink.line};"
            f" border-radius: {RADIUS}px; }} #notice > QLabel {{ color: {ink.text}; }}"
        )
