"""The headline of one thing: where it stands as icon, word and colour, and the one next step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from qc_desk.i18n import headed
from qc_desk.ui.buttons import Button, button
from qc_desk.ui.cards import words
from qc_desk.ui.flow import Flow
from qc_desk.ui.icons import pixmap
from qc_desk.ui.states import Look
from qc_desk.ui.theme import RADIUS, SPACE_L, SPACE_M, SPACE_S, WARDROBE, Type, colours_now


@dataclass(frozen=True)
class Verb:
    """A button of a banner: its words, its icon, and what it does; ``name`` is for tests."""

    words: str
    picture: str
    act: Callable[[], None]
    name: str = ""


class Banner(QFrame):
    """Where a thing stands and what comes next."""

    def __init__(
        self,
        look: Look,
        word: str,
        sentence: str,
        primary: Verb | None = None,
        others: Sequence[Verb] = (),
    ) -> None:
        """Show a state with its word; offer the next step, large, and what else can be done."""
        super().__init__()
        self.setObjectName("banner")
        self._look = look
        self._picture = QLabel()
        self.headline = words(headed(word), Type.TITLE)
        self.sentence = words(sentence)
        self.sentence.setVisible(bool(sentence))
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
        if primary is not None or others:
            said.addSpacing(SPACE_S)
            said.addWidget(self._verbs(primary, others))
        WARDROBE.changed.connect(self.dress)
        self.dress()

    def _verbs(self, primary: Verb | None, others: Sequence[Verb]) -> QWidget:
        """Offer the next step, and beside it what else can be done."""
        line = QWidget()
        flow = Flow(line, SPACE_M)
        if primary is not None:
            self.primary = _button(primary, "primary")
            flow.addWidget(self.primary)
        for verb in others:
            flow.addWidget(_button(verb, ""))
        return line

    def dress(self) -> None:
        """Wear the tone of the state."""
        tone, picture = self._look
        ink = colours_now().ink(tone)
        self._picture.setPixmap(pixmap(picture, ink.text, 36))
        self.setStyleSheet(
            f"#banner {{ background: {ink.ground}; border: 1px solid {ink.line};"
            f" border-left: 6px solid {ink.solid}; border-top-right-radius: {RADIUS}px;"
            f" border-bottom-right-radius: {RADIUS}px; }}"
            f" #banner > QLabel {{ color: {ink.text}; }}"
        )


def _button(verb: Verb, kind: str) -> Button:
    """Return the button of a verb."""
    made = button(verb.words, verb.act, kind, verb.picture)
    made.setObjectName(verb.name)
    return made
