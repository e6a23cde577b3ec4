"""The three answers, as large as the room allows; none of them is chosen beforehand."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from qc_desk.domain.vocabulary import ItemKind, Result
from qc_desk.i18n import _
from qc_desk.services.check_sheets import SheetItem
from qc_desk.ui.icons import icon
from qc_desk.ui.overrides import override
from qc_desk.ui.states import look
from qc_desk.ui.theme import SPACE_M, WARDROBE, Tone, Type, colours_now, font

_SIZES = ((22, 36), (19, 32), (17, 24), (15, 20))  # px: words and icon, the largest first
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class AnswerButton(QPushButton):
    """One answer: icon, key and word; filled when it is the one that stands."""

    resized = Signal()

    def __init__(self, tone: Tone, picture: str) -> None:
        """Make a button in a tone."""
        super().__init__()
        self._tone, self._picture = tone, picture
        self.stands = False
        self.low = False  # on a low screen the buttons are lower, but never under 44 px
        self.setFont(font(Type.TITLE))
        self._size, self._drawing = _SIZES[0]
        self.setIconSize(QSize(self._drawing, self._drawing))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(True)
        WARDROBE.changed.connect(self.dress)

    def say(self, key: str, word: str, *, stands: bool) -> None:
        """Show its word, and whether this is the answer that stands."""
        self.stands = stands
        self.setText(f"  {key}  {word}")
        self.setAccessibleName(_("{word}, chosen").format(word=word) if stands else word)
        self.dress()

    def fitting(self) -> int:
        """Return the place of the largest size that the button has room for."""
        words = font(Type.TITLE)
        for place, (size, drawing) in enumerate(_SIZES):
            words.setPixelSize(size)
            if QFontMetrics(words).horizontalAdvance(self.text()) + drawing + 32 <= self.width():
                return place
        return len(_SIZES) - 1

    def take_size(self, place: int) -> None:
        """Show words and icon in one of the sizes."""
        if _SIZES[place] != (self._size, self._drawing):
            self._size, self._drawing = _SIZES[place]
            self.setIconSize(QSize(self._drawing, self._drawing))
            self.dress()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have the words fitted into the new room."""
        super().resizeEvent(event)
        self.resized.emit()

    @override
    def minimumSizeHint(self) -> QSize:
        """Let the three share a narrow room evenly; the words fit themselves to it."""
        return QSize(120, super().minimumSizeHint().height())

    def wear(self, tone: Tone, picture: str) -> None:
        """Take another tone and another icon."""
        self._tone, self._picture = tone, picture
        self.dress()

    def dress(self) -> None:
        """Take the colours in force."""
        ink = colours_now().ink(self._tone)
        text, ground = (ink.on_solid, ink.solid) if self.stands else (ink.text, ink.ground)
        self.setIcon(icon(self._picture, text, colours_now().muted))
        self.setStyleSheet(
            f"QPushButton {{ background: {ground}; color: {text};"
            f" min-height: {52 if self.low else 84}px;"
            f" padding: 0 8px; border: 2px solid {ink.line}; border-radius: 10px;"
            f" font-size: {self._size}px; }}"
            f"QPushButton:hover {{ border-color: {ink.text}; }}"
            f"QPushButton:focus {{ border: 4px solid {ink.text}; }}"
            f"QPushButton:disabled {{ color: {colours_now().muted};"
            f" background: {colours_now().raised}; border-color: {colours_now().line}; }}"
        )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the page; Enter and Space press."""
        if event.key() in _ARROWS:
            event.ignore()
            return
        super().keyPressEvent(event)


class AnswerBar(QWidget):
    """Pass, fail and not applicable; at a measurement one button that saves the value."""

    answered = Signal(object)
    saving = Signal()

    def __init__(self) -> None:
        """Lay out the buttons."""
        super().__init__()
        self.passed = AnswerButton(Tone.PASS, "circle-check")
        self.failed = AnswerButton(Tone.FAIL, "circle-x")
        self.skipped = AnswerButton(Tone.CALM, "circle-minus")
        self.save = AnswerButton(Tone.INFO, "save")
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE_M)
        across.addWidget(self.save, stretch=2)
        for each in (self.passed, self.failed, self.skipped):
            across.addWidget(each, stretch=1)
        for each, result in self.by_result().items():
            each.clicked.connect(lambda _on=False, result=result: self.answered.emit(result))
        self.save.clicked.connect(self.saving)
        for each in (self.save, *self.by_result()):
            each.resized.connect(self._fit)

    def _fit(self) -> None:
        """Write on all buttons in one size, the largest that each has room for."""
        shown = [each for each in (self.save, *self.by_result()) if not each.isHidden()]
        place = max((each.fitting() for each in shown), default=0)
        for each in shown:
            each.take_size(place)

    def by_result(self) -> dict[AnswerButton, Result]:
        """Return the buttons with what they answer."""
        return {
            self.passed: Result.PASS,
            self.failed: Result.FAIL,
            self.skipped: Result.NOT_APPLICABLE,
        }

    def set_low(self, *, low: bool) -> None:
        """Make the buttons lower where there is little room."""
        for each in (self.save, *self.by_result()):
            if each.low is not low:
                each.low = low
                each.dress()

    def show_item(self, item: SheetItem) -> None:
        """Offer the answers to an item; the one that stands is filled."""
        measured, chosen = item.kind.has_value, item.kind is ItemKind.CHOICE
        standing = item.answer.result if item.answer is not None else None
        self.save.setVisible(measured)
        self.passed.setVisible(not measured and not chosen)
        self.failed.setVisible(not measured and not chosen)
        self.say_verdict(None)
        self.passed.say("F1", _("Pass"), stands=standing is Result.PASS)
        self.failed.say("F2", _("Fail"), stands=standing is Result.FAIL)
        self.skipped.say("F3", _("N/A"), stands=standing is Result.NOT_APPLICABLE)
        self.skipped.setToolTip(Result.NOT_APPLICABLE.label)
        self._fit()

    def say_verdict(self, verdict: Result | None) -> None:
        """Say on the button what a measured value will be kept as."""
        if verdict is None:
            self.save.wear(Tone.INFO, "save")
            said = _("Save value")
        else:
            self.save.wear(*look(verdict))
            said = _("Save: {verdict}").format(verdict=verdict.label)
        self.save.say("⏎", said, stands=False)
        self._fit()
