"""Where an answer in words is given: one of some that are offered, or written down."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from qc_desk.domain.vocabulary import Result
from qc_desk.i18n import _
from qc_desk.services.check_sheets import SheetItem
from qc_desk.ui.cards import empty
from qc_desk.ui.check.answer_bar import AnswerButton
from qc_desk.ui.states import look
from qc_desk.ui.theme import SPACE_S, WARDROBE, Tone, Type, colours_now, font

_KEYS = 9  # choices that a digit chooses
_LONGEST = 500


class Choices(QWidget):
    """The answers that are offered, each a button with its digit."""

    chosen = Signal(str)

    def __init__(self) -> None:
        """Offer nothing yet."""
        super().__init__()
        self.buttons: list[AnswerButton] = []
        self._words: list[str] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_S)

    def show_item(self, item: SheetItem) -> None:
        """Offer what an item lets one choose; the answer that stands is filled."""
        standing = item.answer.words if item.answer is not None else ""
        offered = [*item.good, *item.bad]
        if offered != self._words:
            self._offer(item)
        for number, (button, words) in enumerate(
            zip(self.buttons, self._words, strict=True), start=1
        ):
            key = str(number) if number <= _KEYS else " "
            button.say(key, item.said(words), stands=words == standing)

    def choose(self, number: int) -> None:
        """Choose by the digit on a button, from 1."""
        if self.isVisible() and 1 <= number <= min(len(self._words), _KEYS):
            self.chosen.emit(self._words[number - 1])

    def _offer(self, item: SheetItem) -> None:
        """Make the buttons: what is good wears the look of a pass, what is bad that of a fail."""
        empty(self._column)
        self._words, self.buttons = [*item.good, *item.bad], []
        for words in self._words:
            button = AnswerButton(*look(Result.PASS if words in item.good else Result.FAIL))
            button.low = True
            button.clicked.connect(lambda _on=False, words=words: self.chosen.emit(words))
            self.buttons.append(button)
            self._column.addWidget(button)


class Written(QWidget):
    """A line that is written down before the item is passed or failed."""

    typed = Signal(str)

    def __init__(self) -> None:
        """Lay out an empty line."""
        super().__init__()
        self.line = QLineEdit(maxLength=_LONGEST)
        self.line.setFont(font(Type.TITLE))
        self.line.setStyleSheet("min-height: 52px;")
        self.line.setPlaceholderText(_("Write it down here, then pass or fail"))
        self.line.textEdited.connect(self._note_typing)
        self.missing = QLabel(wordWrap=True)
        self.missing.setFont(font(Type.SECTION))
        self.missing.setTextFormat(Qt.TextFormat.PlainText)
        self.missing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(self.line)
        column.addWidget(self.missing)
        WARDROBE.changed.connect(self.dress)
        self.dress()

    def show_item(self, item: SheetItem, typed: str) -> None:
        """Ask for the words of an item; show those that stand, or what was typed before."""
        self.line.setAccessibleName(item.title)
        standing = item.answer.words if item.answer is not None else ""
        words = typed or standing
        if words != self.line.text():
            self.line.setText(words)
        self.missing.hide()

    def words(self) -> str:
        """Return what is written."""
        return " ".join(self.line.text().split())

    def ask(self) -> None:
        """Say that something must be written first."""
        self.missing.setText(_("Write it down first."))
        self.missing.show()
        self.line.setFocus()

    def dress(self) -> None:
        """Take the colours in force."""
        self.missing.setStyleSheet(f"color: {colours_now().ink(Tone.WARN).text};")

    def _note_typing(self, text: str) -> None:
        """Let a draft be kept."""
        self.missing.hide()
        self.typed.emit(text)
