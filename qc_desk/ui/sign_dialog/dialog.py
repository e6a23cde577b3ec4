"""The sign dialog: what is signed, what the signature says, why, and the password."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from qc_desk.domain.vocabulary import Meaning, Result
from qc_desk.i18n import _, ngettext
from qc_desk.ui.buttons import Button
from qc_desk.ui.dialogs import Dialog
from qc_desk.ui.fields import NoteField
from qc_desk.ui.flow import Flow
from qc_desk.ui.notice import Notice
from qc_desk.ui.overrides import override
from qc_desk.ui.scrolling import Scrolling
from qc_desk.ui.sign_dialog.password_field import PasswordField
from qc_desk.ui.sign_dialog.sentences import SENTENCES, stop_words
from qc_desk.ui.sign_dialog.summary import Summary
from qc_desk.ui.theme import SPACE_L, SPACE_M, SPACE_XL, Tone, Type, colours_now, font

if TYPE_CHECKING:
    from qc_desk.services.to_sign import ToSign

_LONGEST_REASON = 2000
_WIDTH, _LEAST = 660, 420  # px
_LOW, _WIDE = 640, 780  # px: a window that is so low and so wide has its room at the side
_BESIDE = 230  # px for the summary beside what is to be given


class SignDialog(Dialog):
    """Collects what a signature needs; says ``asked`` once everything is there."""

    asked = Signal()

    def __init__(self, parent: QWidget | None, shown: "ToSign", meaning: Meaning) -> None:
        """Show what is about to be signed with this meaning."""
        self.sentence = SENTENCES[meaning]
        super().__init__(parent, _(self.sentence.title))
        self.shown, self.meaning = shown, meaning
        self.busy = False
        self._left = 0
        self._ticks = QTimer(self, interval=1000)
        self._ticks.timeout.connect(self._tick)
        self.reason: NoteField | None = None
        self.low = self._is_low(parent)
        self.outcomes: dict[Result, Button] = {}
        self._fill()
        self._add_verbs()
        self.resize(self.sizeHint())  # without it Qt takes two thirds of the screen at most
        self._focus_first()

    @override
    def sizeHint(self) -> QSize:
        """Return room for everything, as far as the window has it; the rest scrolls."""
        inside = self._inside.layout()
        hint = super().sizeHint()
        parent = self.parentWidget()
        width = max(_WIDTH, hint.width())
        if self.low and parent is not None:
            width = max(width, parent.width() - 2 * SPACE_XL)
        wanted = inside.heightForWidth(width - 2 * SPACE_XL) if inside is not None else 0
        others = hint.height() - self._area.sizeHint().height()
        most = max(parent.height() - SPACE_XL, _LEAST) if parent is not None else wanted + others
        return QSize(width, min(wanted + others + SPACE_L, most))

    # What was given

    def words(self) -> str:
        """Return the reason; empty where none is asked."""
        return (self.reason.value() or "") if self.reason is not None else ""

    def outcome(self) -> Result | None:
        """Return how the differences are decided; None while nothing is chosen."""
        return next((each for each, chip in self.outcomes.items() if chip.isChecked()), None)

    def typed(self) -> tuple[str, ...]:
        """Return the passwords as they are typed."""
        return tuple(field.text() for field in self.passwords)

    # How it looks

    def _fill(self) -> None:
        """Put the parts below each other; they scroll on a small screen."""
        inside = QWidget()
        column = self._sides(inside)
        self._tell_stops(column)
        column.addWidget(self._statement())
        if self.meaning is Meaning.RECONCILED:
            column.addLayout(self._outcome_row())
        if self.sentence.needs_reason:
            self._add_reason(column)
        column.addStretch(1)
        area = Scrolling(inside)
        self._inside, self._area = inside, area
        self.body.addWidget(area, stretch=1)
        self.passwords = [self._password(signer.name) for signer in self.shown.signers]
        across = QHBoxLayout()
        across.setSpacing(SPACE_M)
        for field in self.passwords:
            across.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(across)
        self.answer = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.answer.setFont(font(Type.STRONG))
        self.answer.hide()
        self.body.addWidget(self.answer)

    def _tell_stops(self, column: QVBoxLayout) -> None:
        """Say beforehand which extra checks stand in the way of a release."""
        self.stops: list[Notice] = []
        for row in self.shown.stops:
            if not row.passed:
                made = Notice(stop_words(row), Tone.FAIL, "octagon-alert")
                self.stops.append(made)
                column.addWidget(made)

    def _sides(self, inside: QWidget) -> QVBoxLayout:
        """Put the summary above what is to be given, or beside it; returns where that goes."""
        sides = QHBoxLayout(inside) if self.low else QVBoxLayout(inside)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(SPACE_L)
        self.summary = Summary(self.shown, across=1) if self.low else Summary(self.shown)
        if self.low:
            self.summary.setFixedWidth(_BESIDE)
            sides.addWidget(self.summary, 0, Qt.AlignmentFlag.AlignTop)
        else:
            sides.addWidget(self.summary)
        column = QVBoxLayout()
        column.setSpacing(SPACE_M if self.low else SPACE_L)
        sides.addLayout(column, stretch=1)
        return column

    def _is_low(self, parent: QWidget | None) -> bool:
        """Whether a reason would lie below the edge, and there is room at the side instead."""
        if parent is None or not self.sentence.needs_reason:
            return False
        return parent.height() < _LOW and parent.width() >= _WIDE

    def _statement(self) -> QLabel:
        """Return the meaning of the signature as a sentence."""
        said = self.sentence.together if len(self.shown.signers) > 1 else self.sentence.statement
        facts = {
            "batch": self.shown.batch,
            "product": self.shown.product,
            "round": self.shown.round,
        }
        self.statement = QLabel(_(said).format(**facts), wordWrap=True)
        self.statement.setTextFormat(Qt.TextFormat.PlainText)
        self.statement.setFont(font(Type.STRONG))
        return self.statement

    def _outcome_row(self) -> QHBoxLayout:
        """Offer the two ways to decide differences."""
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        for outcome, words, picture in (
            (Result.PASS, _("The batch passes"), "circle-check"),
            (Result.FAIL, _("The batch fails"), "circle-x"),
        ):
            chip = Button(words, "", picture)
            chip.setCheckable(True)
            chip.setAutoExclusive(True)
            chip.setAutoDefault(False)
            self.outcomes[outcome] = chip
            row.addWidget(chip, stretch=1)
        return row

    def _add_reason(self, column: QVBoxLayout) -> None:
        """Ask for the reason, with the usual ones a tap away."""
        self.reason = NoteField(_("Reason"), required=True, longest=_LONGEST_REASON)
        self.reason.note.setMinimumHeight(72)
        self.reason.note.setMaximumHeight(110)
        column.addWidget(self.reason)
        chips = Flow()
        for usual in self.sentence.reasons:
            chip = Button(_(usual), "chip", "plus")
            chip.setAutoDefault(False)
            chip.clicked.connect(lambda _checked=False, usual=usual: self._take(_(usual)))
            chips.addWidget(chip)
        column.addLayout(chips)

    def _take(self, usual: str) -> None:
        """Put a usual reason behind what is already typed."""
        if self.reason is not None and usual not in self.reason.text():
            self.reason.set_text(f"{self.reason.text().strip()} {usual}".strip())

    def _password(self, name: str) -> PasswordField:
        """Return the field for a signer's password."""
        field = PasswordField(_("Password of {name}").format(name=name))
        field.label.setFont(font(Type.STRONG))
        field.entered.connect(self._enter)
        return field

    def _add_verbs(self) -> None:
        """Add the way back and the signature."""
        self.leave = self.add_verb(_("Go back"), accepts=False)
        self.deed = Button(
            _(self.sentence.do), "danger" if self.sentence.danger else "primary", "pen-line"
        )
        self.deed.setAutoDefault(False)
        self.deed.clicked.connect(self.ask)
        self.deed.setEnabled(not self.stops)
        self.verbs.addWidget(self.deed)

    def _focus_first(self) -> None:
        """Begin at the first thing that is still to be given."""
        if self.outcomes:
            next(iter(self.outcomes.values())).setFocus()
        elif self.reason is not None:
            self.reason.editor.setFocus()
        else:
            self.passwords[0].editor.setFocus()

    # What happens

    def _enter(self) -> None:
        """Go on to the next empty password, or sign."""
        empty = next((field for field in self.passwords if not field.text()), None)
        if empty is not None and any(self.typed()):
            empty.editor.setFocus()
            return
        self.ask()

    def ask(self) -> None:
        """Ask to sign, once everything is given."""
        if self.busy or self._left or self.stops or not self._complete():
            return
        self.say("", Tone.CALM)
        self.asked.emit()

    def _complete(self) -> bool:
        """Show what is missing and go to it; true when nothing is."""
        if self.outcomes and self.outcome() is None:
            self.say(_("Choose whether the batch passes or fails."), Tone.FAIL)
            next(iter(self.outcomes.values())).setFocus()
            return False
        if self.reason is not None and self.reason.show_wrong():
            self.reason.editor.setFocus()
            return False
        for field in self.passwords:
            field.mark("" if field.text() else _("Type the password."))
        empty = next((field for field in self.passwords if not field.text()), None)
        if empty is not None:
            empty.editor.setFocus()
        return empty is None

    def work(self, said: str) -> None:
        """Take no keys while the signature is made."""
        self.busy = True
        self._set_enabled(on=False)
        self.deed.setEnabled(False)
        self.leave.setEnabled(False)
        self.say(said, Tone.INFO)

    def refuse(self, said: str, *, place: int | None = None, wait: int = 0) -> None:
        """Say why it was not signed; only the passwords are typed again."""
        self.busy = False
        self._set_enabled(on=True)
        self.leave.setEnabled(True)
        for field in self.passwords if place is None else [self.passwords[place]]:
            field.forget()
        self.say(said, Tone.FAIL)
        self._refusal = said
        self._left = wait
        self._set_waiting()
        if not wait:
            self.passwords[place or 0].editor.setFocus()

    def _set_enabled(self, *, on: bool) -> None:
        """Take keys and clicks in the fields, or take none."""
        for part in (self._inside, *self.passwords):
            part.setEnabled(on)

    def _set_waiting(self) -> None:
        """Take no password while a wait lasts."""
        for field in self.passwords:
            field.setEnabled(not self._left)
        self.deed.setEnabled(not self._left)
        if not self._left:
            self._ticks.stop()
            return
        self._ticks.start()
        again = ngettext("Try again in {count} s.", "Try again in {count} s.", self._left)
        self.say(f"{self._refusal} {again.format(count=self._left)}", Tone.WARN)

    def _tick(self) -> None:
        """Count one second down."""
        self._left -= 1
        self._set_waiting()
        if not self._left:
            self.say("", Tone.CALM)
            self.passwords[0].editor.setFocus()

    def say(self, text: str, tone: Tone) -> None:
        """Say something above the buttons."""
        self.answer.setText(text)
        self.answer.setVisible(bool(text))
        ink = colours_now().ink(tone)
        self.answer.setStyleSheet(
            f"color: {ink.text}; background: {ink.ground}; border-left: 6px solid {ink.solid};"
            " padding: 10px 12px;"
        )

    @override
    def reject(self) -> None:
        """Go back, but not while the signature is being made."""
        if not self.busy:
            super().reject()
