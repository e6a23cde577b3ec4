"""One step while it is written: what to do, how much, when it is right, and the helper's marks."""

import json

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from qc_desk.domain.picture_words import PictureRow, picture_back, picture_plain
from qc_desk.domain.plain_words import Concern, Mark, marks
from qc_desk.domain.wordings import STEP_TEXTS, stored
from qc_desk.i18n import _, headed
from qc_desk.services.procedures import StepEntry
from qc_desk.ui.buttons import Button, button
from qc_desk.ui.cards import words
from qc_desk.ui.fields import DecimalField, Field, NoteField, TextField
from qc_desk.ui.photos.picture_field import PictureField
from qc_desk.ui.procedures.other_words import OtherWords
from qc_desk.ui.settings.notice import Notice
from qc_desk.ui.theme import SPACE_L, SPACE_M, TARGET, Tone, Type

_PAUSE_MS = 300  # in typing, before the helper reads


class StepCard(QFrame):
    """A step that can be written, moved and taken away."""

    changed = Signal()
    moved = Signal(int)  # by how many places
    removed = Signal()

    def __init__(self, entry: StepEntry, language: str) -> None:
        """Show a step."""
        super().__init__()
        self.setObjectName("card")
        self.step_id, self._language = entry.id, language
        self.number = words("", Type.TITLE, quiet=True)
        self.instruction = NoteField(_("What to do"), required=True)
        self.amount = DecimalField(_("Amount"))
        self.unit = TextField(_("Unit"), longest=20)
        self.right_when = NoteField(_("How do I know that it is right?"))
        for note in (self.instruction, self.right_when):
            note.note.setMinimumHeight(72)
            note.note.setMaximumHeight(96)
        originals: dict[str, Field[str]] = {
            "instruction": self.instruction,
            "unit": self.unit,
            "right_when": self.right_when,
        }
        self.others = OtherWords(originals, STEP_TEXTS)
        self.pictures = PictureField(of_step=True)
        self.pictures.changed.connect(lambda _rows: self._note())
        self.advice = Notice()
        self.up = self._verb("arrow-up", lambda: self.moved.emit(-1))
        self.down = self._verb("arrow-down", lambda: self.moved.emit(1))
        self.remove = self._verb("trash-2", self.removed.emit)
        self._lay_out()
        self._fill(entry)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self.advise)
        for field in (
            self.instruction, self.amount, self.unit, self.right_when, self.others,
        ):  # fmt: skip
            field.changed.connect(self._note)
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            made = QShortcut(QKeySequence(keys), self, lambda by=by: self.moved.emit(by))
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.advise()

    def entry(self) -> StepEntry:
        """Return what is typed."""
        return StepEntry(
            id=self.step_id,
            instruction=self.instruction.text().strip(),
            amount=self.amount.value(),
            unit=self.unit.text().strip(),
            right_when=self.right_when.text().strip(),
            pictures=self.pictures.rows,
            wordings=self.others.value(),
        )

    def texts(self) -> dict[str, str]:
        """Return what is typed letter by letter, for a draft."""
        return {
            "id": "" if self.step_id is None else str(self.step_id),
            "instruction": self.instruction.text(),
            "amount": self.amount.text(),
            "unit": self.unit.text(),
            "right_when": self.right_when.text(),
            "others": self.others.text(),
            "pictures": json.dumps([picture_plain(row) for row in self.pictures.rows]),
        }

    def set_texts(self, texts: dict[str, str]) -> None:
        """Type what a draft kept."""
        for name in ("instruction", "amount", "unit", "right_when", "others"):
            getattr(self, name).set_text(texts.get(name, ""))
        self.pictures.show_rows(_pictures(texts.get("pictures", "[]")))
        self.advise()

    def show_wrong(self) -> bool:
        """Show what is wrong at each field; true when something is."""
        checked = (self.instruction, self.amount, self.right_when, self.others)
        wrong = [each.show_wrong() for each in checked]
        has_amount, has_unit = bool(self.amount.text().strip()), bool(self.unit.text().strip())
        self.unit.mark(_("A unit is needed.") if has_amount and not has_unit else "")
        if has_unit and not has_amount:
            self.amount.mark(_("An amount is needed."))
        elif (self.amount.value() or 0) < 0:
            self.amount.mark(_("An amount is not below zero."))
        elif not wrong[1]:
            self.amount.mark("")
        return any(wrong) or has_amount != has_unit or (self.amount.value() or 0) < 0

    def stand_at(self, place: int, count: int) -> None:
        """Say which step it is, of how many."""
        self.number.setText(str(place))
        self.up.setEnabled(place > 1)
        self.down.setEnabled(place < count)
        self.setAccessibleName(_("Step {number}").format(number=place))
        for verb, said in (
            (self.up, _("Move step {number} up")),
            (self.down, _("Move step {number} down")),
            (self.remove, _("Remove step {number}")),
        ):
            verb.setAccessibleName(said.format(number=place))
            verb.setToolTip(said.format(number=place))

    def speak(self, language: str, other: str) -> None:
        """Let the helper read in another language, and show what is said in ``other``."""
        self._language = language
        self.others.speak(language, other)
        self.advise()

    def advise(self) -> None:
        """Say what the helper would change; it is advice and stops nothing."""
        found = marks(
            self.instruction.text(), self._language, has_amount=bool(self.amount.text().strip())
        )
        self.advice.say("\n".join(advice(mark) for mark in found), Tone.WARN)

    def _note(self) -> None:
        self._timer.start()
        self.changed.emit()

    def _fill(self, entry: StepEntry) -> None:
        self.instruction.set_text(entry.instruction)
        self.amount.set_value(entry.amount)
        self.unit.set_text(entry.unit)
        self.right_when.set_text(entry.right_when)
        self.others.set_text(stored(entry.wordings))

    def _lay_out(self) -> None:
        """Put the number and the verbs beside the fields, the helper below what to do."""
        verbs = QVBoxLayout()
        verbs.setSpacing(SPACE_M)
        for verb in (self.up, self.down, self.remove):
            verbs.addWidget(verb)
        verbs.addStretch(1)
        much = QHBoxLayout()
        much.setSpacing(SPACE_M)
        much.addWidget(self.amount, stretch=2)
        much.addWidget(self.unit, stretch=1)
        much.addStretch(2)
        fields = QVBoxLayout()
        fields.setSpacing(SPACE_M)
        fields.addWidget(self.instruction)
        fields.addWidget(self.advice)
        fields.addLayout(much)
        fields.addWidget(self.right_when)
        fields.addWidget(self.others)
        fields.addWidget(self.pictures)
        self.number.setFixedWidth(40)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_L, SPACE_M, SPACE_M, SPACE_L)
        row.setSpacing(SPACE_M)
        row.addWidget(self.number, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(fields, stretch=1)
        row.addLayout(verbs)

    def _verb(self, picture: str, act: object) -> Button:
        made = button("", act, "plain", picture)  # type: ignore[arg-type]
        made.setFixedSize(TARGET + 4, TARGET + 4)
        return made


def advice(mark: Mark) -> str:
    """Return a mark as a sentence that says what to do about it."""
    said = {
        Concern.LONG: _("Long sentence: “{words}” Make two of it."),
        Concern.TWO_ACTIONS: _("Two actions: “{words}”. Give each a step of its own."),
        Concern.PASSIVE: _("Passive: “{words}”. Say who does it: “Close …”, “Weigh …”."),
        Concern.FUTURE: _("Future: “{words}”. Say it in the present."),
        Concern.VAGUE: _("Vague: “{words}”. How much, how many, how long exactly?"),
        Concern.NO_AMOUNT: _("“{words}” – how much? Give an amount with its unit."),
    }[mark.concern]
    return headed(said.format(words=mark.words))


def _pictures(text: str) -> tuple[PictureRow, ...]:
    """Return the pictures that a draft kept; a damaged draft has none."""
    try:
        return tuple(picture_back(each) for each in json.loads(text))
    except (ValueError, TypeError, KeyError):
        return ()
