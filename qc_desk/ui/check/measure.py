"""Where a measured value is typed: its limits before, its verdict after, and doubt about slips."""

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from qc_desk.domain.judging import is_count
from qc_desk.domain.plausibility import Limits, is_doubtful, is_measurable
from qc_desk.domain.vocabulary import ItemKind, Result
from qc_desk.i18n import _, format_decimal, parse_decimal
from qc_desk.services.check_sheets import SheetItem
from qc_desk.ui.buttons import Button, button
from qc_desk.ui.check.gauge import Gauge
from qc_desk.ui.check.measured_with import MeasuredWith
from qc_desk.ui.icons import pixmap
from qc_desk.ui.theme import (
    SPACE_L,
    SPACE_M,
    SPACE_S,
    WARDROBE,
    Tone,
    Type,
    colours_now,
    font,
)

_STEP = 60  # px
_LOOK_AFTER_MS = 400  # half a number is not judged


def limits_of(item: SheetItem) -> Limits:
    """Return the limits of an item."""
    return Limits(nominal=item.nominal, lower=item.lower, upper=item.upper)


def limits_words(item: SheetItem) -> str:
    """Return the limits as a sentence with their unit."""
    low = format_decimal(item.lower) if item.lower is not None else ""
    high = format_decimal(item.upper) if item.upper is not None else ""
    if low and high:
        said = _("{low} to {high} {unit}")
    else:
        said = _("at least {low} {unit}") if low else _("at most {high} {unit}")
    return said.format(low=low, high=high, unit=item.unit).rstrip()


def verdict_words(value: Decimal, item: SheetItem) -> str:
    """Return where a value is: within the limits, or how far below or above."""
    beyond = limits_of(item).beyond(value)
    if beyond == 0:
        return _("Within the limits")
    said = (
        _("{distance} {unit} above the upper limit")
        if beyond > 0
        else _("{distance} {unit} below the lower limit")
    )
    words = said.format(distance=format_decimal(abs(beyond)), unit=item.unit)
    return " ".join(words.split())


def read_value(text: str, *, counted: bool = False) -> Decimal | None:
    """Read what was typed; None for what is no measurement, such as ``1,2,3`` or ``1e400``."""
    if not text.strip() or "_" in text:
        return None
    value = parse_decimal(text)
    if value is None or not is_measurable(value) or (counted and not is_count(value)):
        return None
    return value


class Measure(QWidget):
    """A large field for one value, with unit, limits and a gauge."""

    entered = Signal(object)
    typed = Signal(str)
    judged = Signal()
    verdict_changed = Signal(object)  # the Result that the typed value would have, or None

    def __init__(self) -> None:
        """Lay out the field; it waits for an item."""
        super().__init__()
        self.item: SheetItem | None = None
        self.line = QLineEdit(maxLength=40)
        self.line.setFont(font(Type.DISPLAY))
        self.line.setStyleSheet("min-height: 60px;")
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        self.line.setMinimumWidth(180)
        self.line.setMaximumWidth(260)
        self.less = _counter(_("One less"), lambda: self._step(-1), "minus")
        self.more = _counter(_("One more"), lambda: self._step(1), "plus")
        self.unit = QLabel()
        self.unit.setFont(font(Type.TITLE))
        self._add_limits()
        self.gauge = Gauge()
        self.measured_with = MeasuredWith()
        self._picture = QLabel()
        self.verdict = QLabel(wordWrap=True)
        self.verdict.setFont(font(Type.SECTION))
        self._timer = QTimer(self, singleShot=True, interval=_LOOK_AFTER_MS)
        self._timer.timeout.connect(self.judge)
        self.line.textEdited.connect(self._note_typing)
        self.line.returnPressed.connect(self.enter)
        self.doubt = Doubt()
        self.doubt.kept.connect(self._keep_anyway)
        self.doubt.refused.connect(self._type_again)
        self._lay_out()
        WARDROBE.changed.connect(self.judge)

    def _add_limits(self) -> None:
        """Add what says which values are good."""
        self.allowed_word = _quiet(_("Allowed"))
        self.allowed = QLabel(wordWrap=True)
        self.allowed.setFont(font(Type.TITLE))
        self.nominal = _quiet("")

    def show_item(self, item: SheetItem, typed: str = "") -> None:
        """Ask for the value of an item; show the one that stands, or what was typed before."""
        self.item = item
        self.unit.setText(item.unit)
        self.line.setAccessibleName(
            _("{title} in {unit}").format(title=item.title, unit=item.unit)
        )
        self.allowed.setText(limits_words(item))
        self.nominal.setVisible(item.nominal is not None)
        if item.nominal is not None:
            said = _("Nominal {value} {unit}")
            self.nominal.setText(said.format(value=format_decimal(item.nominal), unit=item.unit))
        for each in (self.less, self.more):
            each.setVisible(self.counted)
        self.gauge.setVisible(not self.counted)
        self.gauge.show_limits(limits_of(item))
        self.measured_with.setVisible(bool(item.gauge))
        standing = item.answer.value if item.answer is not None else None
        self.line.setText(typed or (format_decimal(standing) if standing is not None else ""))
        self.doubt.hide()
        self.judge()

    def value(self) -> Decimal | None:
        """Return the typed value, or None when it is none."""
        return read_value(self.line.text(), counted=self.counted)

    @property
    def counted(self) -> bool:
        """Whether pieces are counted here, and nothing is measured."""
        return self.item is not None and self.item.kind is ItemKind.COUNT

    def _step(self, by: int) -> None:
        """Count one more or one less, as gloves can."""
        value = self.value() or Decimal(0)
        self.line.setText(format_decimal(max(Decimal(0), value + by)))
        self._note_typing(self.line.text())

    def shown_last(self) -> QWidget:
        """Return what the inspector should see now: the doubt, or the verdict."""
        return self.doubt if self.doubt.isVisible() else self.verdict

    def judge(self) -> None:
        """Show where the typed value is; what is no number says so."""
        self._timer.stop()
        value = self.value()
        self.gauge.show_value(value)
        if self.item is None or (value is None and not self.line.text().strip()):
            self._say("", Tone.CALM)
            self.verdict_changed.emit(None)
        elif value is None:
            self.verdict_changed.emit(None)
            self._say(self._not_understood(), Tone.WARN)
        else:
            good = limits_of(self.item).holds(value)
            self._say(verdict_words(value, self.item), Tone.PASS if good else Tone.FAIL)
            self.verdict_changed.emit(Result.PASS if good else Result.FAIL)
            self.judged.emit()

    def _not_understood(self) -> str:
        """Return what can be typed."""
        if self.counted:
            return _("Type a whole number, 0 or more.")
        example = format_decimal(Decimal("12.5"))
        return _("Type a number, for example {example}.").format(example=example)

    def enter(self) -> None:
        """Hand the value on; a doubtful one is asked about first."""
        self.judge()
        value = self.value()
        if self.item is None:
            return
        if value is None:
            if not self.line.text().strip():
                first = _("Type how many there are first.")
                said = first if self.counted else _("Type the measured value first.")
                self._say(said, Tone.WARN)
            self.line.setFocus()
        elif not self.counted and is_doubtful(value, limits_of(self.item)):
            self.doubt.ask(value, self.item)
            self.judged.emit()
        else:
            self.entered.emit(value)

    def _keep_anyway(self) -> None:
        """Hand a doubtful value on."""
        value = self.value()
        if value is not None:
            self.entered.emit(value)

    def _type_again(self) -> None:
        """Let the value be typed again."""
        self.line.setFocus()
        self.line.selectAll()

    def _note_typing(self, text: str) -> None:
        """Take back the doubt, look at the value soon, and let a draft be kept."""
        self.doubt.hide()
        self._say("", Tone.CALM)
        self.gauge.show_value(None)
        self.verdict_changed.emit(None)
        self._timer.start()
        self.typed.emit(text)

    def _say(self, words: str, tone: Tone) -> None:
        """Say a verdict with its icon."""
        ink = colours_now().ink(tone).text
        self.verdict.setText(words)
        self.verdict.setStyleSheet(f"color: {ink};")
        self._picture.setVisible(bool(words))
        self._picture.setPixmap(pixmap(tone.icon, ink, 24))

    def _lay_out(self) -> None:
        """Field and limits side by side, gauge and verdict below."""
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.allowed_word)
        words.addWidget(self.allowed)
        words.addWidget(self.nominal)
        words.addStretch(1)
        across = QHBoxLayout()
        across.setSpacing(SPACE_M)
        across.addWidget(self.less)
        across.addWidget(self.line)
        across.addWidget(self.more)
        across.addWidget(self.unit)
        across.addSpacing(SPACE_L)
        across.addLayout(words, stretch=1)
        below = QHBoxLayout()
        below.setSpacing(SPACE_S)
        below.addWidget(self._picture)
        below.addWidget(self.verdict, stretch=1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(self.measured_with)
        column.addLayout(across)
        column.addWidget(self.gauge)
        column.addLayout(below)
        column.addWidget(self.doubt)


def _counter(name: str, act: Callable[[], None], picture: str) -> Button:
    """Return a button that counts, large enough for gloves."""
    made = button("", act, "", picture)
    made.setAccessibleName(name)
    made.setFixedSize(_STEP, _STEP)
    return made


def _quiet(text: str) -> QLabel:
    made = QLabel(text)
    made.setProperty("quiet", "true")
    return made


class Doubt(QFrame):
    """Asks whether an unlikely value is meant; the safe answer has the focus."""

    kept = Signal()
    refused = Signal()

    def __init__(self) -> None:
        """Begin hidden."""
        super().__init__()
        self.setObjectName("doubt")
        self._picture = QLabel()
        self.words = QLabel(wordWrap=True)
        self.words.setFont(font(Type.SECTION))
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.again = Button(_("Type again"), "primary", "pencil")
        self.keep = Button("", "", "check")
        self.again.clicked.connect(lambda: self._answer(keep=False))
        self.keep.clicked.connect(lambda: self._answer(keep=True))
        for each in (self.again, self.keep):
            each.setAutoDefault(True)
        across = QHBoxLayout()
        across.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(self.words, stretch=1)
        verbs = QHBoxLayout()
        verbs.setSpacing(SPACE_M)
        verbs.addStretch(1)
        verbs.addWidget(self.keep)
        verbs.addWidget(self.again)
        column = QVBoxLayout(self)
        column.addLayout(across)
        column.addLayout(verbs)
        WARDROBE.changed.connect(self.dress)
        self.dress()
        self.hide()

    def ask(self, value: Decimal, item: SheetItem) -> None:
        """Ask about a value."""
        shown = f"{format_decimal(value)} {item.unit}"
        said = _("Really {value}? The limits are: {limits}.")
        self.words.setText(said.format(value=shown, limits=limits_words(item)))
        self.keep.setText(_("Keep {value}").format(value=shown))
        self.keep.dress()
        self.show()
        self.again.setFocus()

    def dress(self) -> None:
        """Take the colours in force."""
        ink = colours_now().ink(Tone.WARN)
        self._picture.setPixmap(pixmap(Tone.WARN.icon, ink.text, 28))
        self.setStyleSheet(
            f"#doubt {{ background: {ink.ground}; border: 2px solid {ink.line};"
            f" border-radius: 8px; }} #doubt QLabel {{ color: {ink.text}; }}"
        )

    def _answer(self, *, keep: bool) -> None:
        """Take the answer and go away."""
        self.hide()
        (self.kept if keep else self.refused).emit()
