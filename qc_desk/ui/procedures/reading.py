"""A procedure as the people read it who work by it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QScroller, QVBoxLayout, QWidget

from qc_desk.i18n import LANGUAGES, _, format_decimal, headed, language
from qc_desk.services.procedure_texts import languages_of, procedure_in
from qc_desk.services.procedures import ProcedureEntry
from qc_desk.services.shop_texts import ShopTexts
from qc_desk.ui.buttons import Badge
from qc_desk.ui.cards import Card, empty, words
from qc_desk.ui.fields import ChoiceField
from qc_desk.ui.manual.columns import LOOKS
from qc_desk.ui.pages import Kit
from qc_desk.ui.photos.gallery import gallery
from qc_desk.ui.theme import SPACE_L, SPACE_M, SPACE_S, Tone, Type

if TYPE_CHECKING:
    from decimal import Decimal

    from qc_desk.services.procedure_lists import ProcedureVersionRow, StepRow
    from qc_desk.services.procedures import StepEntry

_WIDEST = 860  # px


class ReadingView(QScrollArea):
    """Steps below each other: the number, what to do, how much, and when it is right."""

    def __init__(self, kit: Kit) -> None:
        """Begin empty."""
        super().__init__()
        self._kit = kit
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        middle = QWidget()
        middle.setMaximumWidth(_WIDEST)
        self.language: ChoiceField[str] = ChoiceField(_("Read in"))
        self.language.changed.connect(self._show)
        whole = QVBoxLayout(middle)
        whole.setContentsMargins(0, 0, SPACE_M, 0)
        whole.setSpacing(SPACE_L)
        whole.addWidget(self.language)
        self._column = QVBoxLayout()
        self._column.setSpacing(SPACE_L)
        whole.addLayout(self._column, stretch=1)
        self._version: ProcedureVersionRow | None = None
        room = QWidget()
        across = QHBoxLayout(room)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(middle, stretch=100)
        across.addStretch(1)
        self.setWidget(room)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    def show_version(
        self, version: "ProcedureVersionRow", typed: "ProcedureEntry | None" = None
    ) -> None:
        """Show a version in the reader's language where it is there; ``typed``: as it is typed."""
        self._version = None  # nothing is shown while the choice is made
        names = {code: LANGUAGES[code].name for code in languages_of(version)}
        self.language.offer(list(names.items()))
        now = language().code
        self.language.choose(now if now in names else version.language)
        self.language.setVisible(len(names) > 1 and typed is None)
        self._version = version
        if typed is not None:
            self._show_words(version, typed)
        else:
            self._show()

    def _show(self) -> None:
        """Show the version in the language that is chosen; what is not there in it is marked."""
        version, chosen = self._version, self.language.value()
        if version is not None and chosen:
            self._show_words(version, procedure_in(version, ShopTexts(chosen, marked=True)))

    def _show_words(
        self, version: "ProcedureVersionRow", says: "ProcedureVersionRow | ProcedureEntry"
    ) -> None:
        typed = says if isinstance(says, ProcedureEntry) else None
        empty(self._column)
        said = _("{title}, version {number}")
        head = Card(said.format(title=says.title, number=version.number))
        tone, picture = LOOKS[version.status]
        state = _("Not saved yet") if typed is not None else headed(version.status.label)
        head.verbs.addWidget(Badge(state, tone, picture))
        if says.purpose:
            head.body.addWidget(words(says.purpose))
        self._column.addWidget(head)
        steps: Sequence[StepRow | StepEntry] = says.steps
        for number, step in enumerate(steps, start=1):
            card, below = step_card(number, step.instruction, amount_words(step.amount, step.unit),
                               step.right_when)  # fmt: skip
            if step.pictures:
                below.addWidget(gallery(self._kit, step.pictures))
            self._column.addWidget(card)
        if not says.steps:
            self._column.addWidget(words(_("There are no steps yet."), quiet=True))
        self._column.addStretch(1)
        self.verticalScrollBar().setValue(0)


def amount_words(amount: "Decimal | None", unit: str) -> str:
    """Return an amount with its unit, to the digits that were entered."""
    return "" if amount is None else f"{format_decimal(amount)} {unit}"


def step_card(
    number: int, instruction: str, amount: str, right_when: str
) -> tuple[QFrame, QVBoxLayout]:
    """Return a card, and the column in it under which more can stand."""
    card = QFrame()
    card.setObjectName("card")
    row = QHBoxLayout(card)
    row.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
    row.setSpacing(SPACE_L)
    count = words(str(number), Type.TITLE, quiet=True)
    count.setFixedWidth(48)
    row.addWidget(count, 0, Qt.AlignmentFlag.AlignTop)
    said = QVBoxLayout()
    said.setSpacing(SPACE_S)
    said.addWidget(words(instruction, Type.SECTION))
    if amount:
        said.addWidget(words(_("Amount: {amount}").format(amount=amount), Type.STRONG))
    if right_when:
        line = QHBoxLayout()
        line.setSpacing(SPACE_M)
        line.addWidget(Badge(_("Right when"), Tone.PASS), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(words(right_when), stretch=1)
        said.addLayout(line)
    row.addLayout(said, stretch=1)
    return card, said
