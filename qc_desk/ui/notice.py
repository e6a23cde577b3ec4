"""A notice inside of something else: icon, words and colour, never colour alone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from qc_desk.ui.cards import words
from qc_desk.ui.icons import pixmap
from qc_desk.ui.theme import RADIUS, SPACE_M, WARDROBE, Tone, Type, colours_now


class Notice(QFrame):
    """Words that must not be overlooked; hidden while there are none."""

    def __init__(self, text: str = "", tone: Tone = Tone.WARN, picture: str = "") -> None:
        """Say something, or nothing yet."""
        super().__init__()
        self.setObjectName("notice")
        self._picture = QLabel()
        self.words = words("", Type.STRONG)
        across = QHBoxLayout(self)
        across.setContentsMargins(SPACE_M, SPACE_M, SPACE_M, SPACE_M)
        across.setSpacing(SPACE_M)
        across.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(self.words, stretch=1)
        self._tone, self._name = tone, picture or tone.icon
        self.say(text, tone, picture)
        WARDROBE.changed.connect(self.dress)

    def say(self, text: str, tone: Tone = Tone.WARN, picture: str = "") -> None:
        """Say something else; nothing hides the notice."""
        self._tone, self._name = tone, picture or tone.icon
        self.words.setText(text)
        self.setAccessibleName(text)
        if not text or self.parentWidget() is not None:
            self.setVisible(bool(text))  # shown without a parent, it would be a window of its own
        self.dress()

    def dress(self) -> None:
        """Wear the tone."""
        ink = colours_now().ink(self._tone)
        self._picture.setPixmap(pixmap(self._name, ink.text, 24))
        self.setStyleSheet(
            f"#notice {{ background: {ink.ground}; border: 1px solid {ink.line};"
            f" border-left: 6px solid {ink.solid}; border-top-right-radius: {RADIUS}px;"
            f" border-bottom-right-radius: {RADIUS}px; }} #notice QLabel {{ color: {ink.text}; }}"
        )
