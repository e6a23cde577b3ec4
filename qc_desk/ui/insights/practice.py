"""Promise and practice: what the owner promises beside what the shop delivers."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout

from qc_desk.i18n import _
from qc_desk.services.insights.practice import Held, Practice
from qc_desk.ui.buttons import Badge, Button, button
from qc_desk.ui.cards import Card, empty, words
from qc_desk.ui.theme import SPACE_M, Tone, Type

_TONES = {
    Held.KEPT: Tone.PASS,
    Held.NOT_KEPT: Tone.FAIL,
    Held.UNSURE: Tone.WARN,
    Held.NOTHING: Tone.CALM,
}


class PracticeCard(Card):
    """One line for each target: whether it is held, the sentence, and the way to its picture."""

    asked_picture = Signal(object)  # the target with its practice
    asked_targets = Signal()

    def __init__(self) -> None:
        """Wait for what there is to say."""
        super().__init__(_("Promise and practice"))
        self.ways: list[Button] = []
        targets = button(_("Change the targets…"), self.asked_targets.emit, "", "pencil")
        self.verbs.addWidget(targets)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE_M)
        self._grid.setVerticalSpacing(SPACE_M)
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)
        whole = _(
            "The whole shop in this period, also where the pictures below are narrowed. A share"
            " is called not kept only where chance alone would not explain it (95 % interval,"
            " Wilson); a time is not kept once somebody waited longer."
        )
        self.body.addWidget(words(whole, Type.SMALL, quiet=True))

    def show_practices(self, found: Sequence[Practice]) -> None:
        """Show every target beside what is delivered."""
        empty(self._grid)
        self.ways = []
        for line, each in enumerate(found):
            badge = Badge(each.held.words, _TONES[each.held])
            self._grid.addWidget(badge, line, 0, Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(words(each.sentence), line, 1)
            way = button(_("Show"), lambda each=each: self.asked_picture.emit(each))  # type: ignore[misc]
            way.setAccessibleDescription(each.sentence)
            self.ways.append(way)
            self._grid.addWidget(way, line, 2)
