"""One field of a form: label above, hint, editor, and what is wrong below it."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from qc_desk.i18n import _, format_decimal, format_integer, ngettext, parse_decimal
from qc_desk.ui.icons import pixmap
from qc_desk.ui.overrides import override
from qc_desk.ui.theme import SPACE_XS, WARDROBE, Tone, Type, colours_now, font

V = TypeVar("V")
Check = Callable[[V], str]


class Field(QWidget, Generic[V]):
    """A labelled editor of one value; the value is None while nothing is entered."""

    changed = Signal()

    def __init__(
        self, label: str, editor: QWidget, *, hint: str = "", required: bool = False
    ) -> None:
        """Put a label above an editor, a hint and what is wrong below it."""
        super().__init__()
        self.editor = editor
        self.required = required
        self.check: Check[V] | None = None
        said = _("{label} (required)").format(label=label) if required else label
        self.label = QLabel(said, wordWrap=True)
        self.label.setFont(font(Type.STRONG))
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setBuddy(editor)
        self.hint = QLabel(hint, wordWrap=True)
        self.hint.setFont(font(Type.SMALL))
        self.hint.setProperty("quiet", "true")
        self.hint.setVisible(bool(hint))
        self.error = _Wrong()
        editor.setAccessibleName(self.label.text())
        editor.setAccessibleDescription(hint)
        self.row = QHBoxLayout()
        self.row.addWidget(editor, stretch=1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        column.addWidget(self.label)
        column.addLayout(self.row)
        column.addWidget(self.error)
        column.addWidget(self.hint)
        self.setFocusProxy(editor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    @abstractmethod
    def text(self) -> str:
        """Return what is entered, as it is kept in a draft."""

    @abstractmethod
    def set_text(self, text: str) -> None:
        """Enter what a draft kept."""

    @abstractmethod
    def value(self) -> V | None:
        """Return the value, or None when nothing usable is entered."""

    def wrong(self) -> str:
        """Return what is wrong with what is entered; empty when nothing is."""
        if not self.text().strip():
            return _("This is needed.") if self.required else ""
        value = self.value()
        if value is None:
            return self.not_understood()
        return self.check(value) if self.check is not None else ""

    def not_understood(self) -> str:
        """Return what to say when what is entered is no value."""
        return _("This cannot be understood.")

    def show_wrong(self) -> bool:
        """Show what is wrong below the editor; true when something is."""
        self.mark(self.wrong())
        return bool(self.error.words.text())

    def mark(self, problem: str) -> None:
        """Show a problem below the editor, or take it away."""
        self.error.say(problem)
        self.editor.setProperty("wrong", "true" if problem else "false")
        self.editor.style().polish(self.editor)

    def _edited(self) -> None:
        """Take the problem away once it is mended, and tell the form."""
        if self.error.words.text() and not self.wrong():
            self.mark("")
        self.changed.emit()


class TextField(Field[str]):
    """One line of text."""

    def __init__(
        self,
        label: str,
        *,
        longest: int = 200,
        hint: str = "",
        required: bool = False,
        secret: bool = False,
    ) -> None:
        """Take at most ``longest`` characters; ``secret`` hides them."""
        self.line = QLineEdit(maxLength=longest)
        if secret:
            self.line.setEchoMode(QLineEdit.EchoMode.Password)
        super().__init__(label, self.line, hint=hint, required=required)
        self.line.textChanged.connect(self._edited)

    @override
    def text(self) -> str:
        """Return the line as it is."""
        return self.line.text()

    @override
    def set_text(self, text: str) -> None:
        """Enter a line."""
        self.line.setText(text)

    @override
    def value(self) -> str | None:
        """Return the line without space around it."""
        return self.text().strip() or None


class NoteField(Field[str]):
    """Several lines of text, with the characters left shown near the end."""

    def __init__(
        self, label: str, *, longest: int = 2000, hint: str = "", required: bool = False
    ) -> None:
        """Take at most ``longest`` characters; what is too much is said, never cut off."""
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setMinimumHeight(96)
        self._longest = longest
        super().__init__(label, self.note, hint=hint, required=required)
        self.note.textChanged.connect(self._edited)

    @override
    def text(self) -> str:
        """Return the text as it is."""
        return self.note.toPlainText()

    @override
    def set_text(self, text: str) -> None:
        """Enter a text."""
        self.note.setPlainText(text)

    @override
    def value(self) -> str | None:
        """Return the text without space around it."""
        return self.text().strip() or None

    @override
    def wrong(self) -> str:
        """Return how much is too much."""
        over = len(self.text()) - self._longest
        if over > 0:
            said = ngettext("{count} character too many.", "{count} characters too many.", over)
            return said.format(count=over)
        return super().wrong()


class ChoiceField(Field[V]):
    """One of several values."""

    def __init__(
        self,
        label: str,
        choices: Sequence[tuple[V, str]] = (),
        *,
        hint: str = "",
        required: bool = False,
    ) -> None:
        """Offer values with their words."""
        self.box = _Box()
        self._values: list[V] = []
        super().__init__(label, self.box, hint=hint, required=required)
        self.offer(choices)
        self.box.currentIndexChanged.connect(self._edited)

    def offer(self, choices: Sequence[tuple[V, str]]) -> None:
        """Offer other values; nothing is chosen unless the chosen one is still among them."""
        chosen = self.value()
        self.box.blockSignals(True)  # noqa: FBT003 (Qt takes it by position)
        self.box.clear()
        self._values = [value for value, _words in choices]
        for _value, words in choices:
            self.box.addItem(words)
        self.box.setCurrentIndex(-1)
        self.box.setPlaceholderText(_("Choose…"))
        self.box.blockSignals(False)  # noqa: FBT003 (Qt takes it by position)
        if chosen is not None:
            self.choose(chosen)

    def choose(self, value: V | None) -> None:
        """Choose a value, or none."""
        known = value is not None and value in self._values
        self.box.setCurrentIndex(self._values.index(value) if known and value is not None else -1)

    @override
    def text(self) -> str:
        """Return the chosen value as text."""
        value = self.value()
        return "" if value is None else str(value)

    @override
    def set_text(self, text: str) -> None:
        """Choose the value that reads like this."""
        self.choose(next((value for value in self._values if str(value) == text), None))

    @override
    def value(self) -> V | None:
        """Return the chosen value."""
        number = self.box.currentIndex()
        return self._values[number] if 0 <= number < len(self._values) else None


class IntegerField(Field[int]):
    """A whole number."""

    def __init__(
        self,
        label: str,
        *,
        least: int = 0,
        most: int = 1_000_000_000,
        hint: str = "",
        required: bool = False,
    ) -> None:
        """Take whole numbers from ``least`` to ``most``."""
        self.line = QLineEdit(maxLength=20)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self._least, self._most = least, most
        super().__init__(label, self.line, hint=hint, required=required)
        self.line.textChanged.connect(self._edited)

    @override
    def text(self) -> str:
        """Return what is typed."""
        return self.line.text()

    @override
    def set_text(self, text: str) -> None:
        """Type a number."""
        self.line.setText(text)

    @override
    def value(self) -> int | None:
        """Return the number when it is one within its bounds."""
        typed = self.text().strip().replace(" ", "").replace("\u00a0", "")
        digits = typed.removeprefix("-")
        if not (digits.isascii() and digits.isdigit()):
            return None
        number = int(typed)
        return number if self._least <= number <= self._most else None

    @override
    def not_understood(self) -> str:
        """Return which numbers are taken."""
        said = _("Type a whole number from {least} to {most}.")
        return said.format(least=format_integer(self._least), most=format_integer(self._most))


class DecimalField(Field[Decimal]):
    """A measured value, with comma or point."""

    def __init__(
        self, label: str, *, unit: str = "", hint: str = "", required: bool = False
    ) -> None:
        """Take any finite decimal; the unit stands beside it."""
        self.line = QLineEdit(maxLength=30)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        super().__init__(label, self.line, hint=hint, required=required)
        if unit:
            self.row.addWidget(QLabel(unit))
        self.line.textChanged.connect(self._edited)

    @override
    def text(self) -> str:
        """Return what is typed."""
        return self.line.text()

    @override
    def set_text(self, text: str) -> None:
        """Type a value."""
        self.line.setText(text)

    def set_value(self, value: Decimal | None) -> None:
        """Type a value as the language spoken now writes it."""
        self.line.setText("" if value is None else format_decimal(value))

    @override
    def value(self) -> Decimal | None:
        """Return the value when it is a number."""
        return parse_decimal(self.text())

    @override
    def not_understood(self) -> str:
        """Return what is taken."""
        return _("Type a number, for example {example}.").format(
            example=format_decimal(Decimal("12.5"))
        )


class _Box(QComboBox):
    """A combo box that the wheel does not change while a form is scrolled."""

    def __init__(self) -> None:
        """Take the focus by key and click, not by the wheel."""
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the wheel to the form."""
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class _Wrong(QWidget):
    """What is wrong, with an icon."""

    def __init__(self) -> None:
        """Say nothing yet."""
        super().__init__()
        self._picture = QLabel()
        self.words = QLabel(wordWrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, stretch=1)
        WARDROBE.changed.connect(self.dress)
        self.dress()
        self.hide()

    def say(self, problem: str) -> None:
        """Say a problem, or nothing."""
        self.words.setText(problem)
        self.setVisible(bool(problem))

    def dress(self) -> None:
        """Take the colours in force."""
        ink = colours_now().ink(Tone.FAIL).text
        self._picture.setPixmap(pixmap("circle-x", ink, 18))
        self.words.setStyleSheet(f"color: {ink}; font-weight: bold;")
