"""The item at work, large: what to look at, how bad a failure is, and what was answered."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPixmap, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout

from qc_desk.domain.vocabulary import CheckMode, ItemKind, Seat, Severity
from qc_desk.i18n import _, format_datetime
from qc_desk.services.check_sheets import AnswerRow, CheckSheet, SheetItem
from qc_desk.ui.buttons import Badge, Button, button
from qc_desk.ui.check.measure import Measure
from qc_desk.ui.check.photo_strip import PhotoStrip
from qc_desk.ui.check.states import RESULTS, SEVERITIES, answer_words, defects_at
from qc_desk.ui.check.wording import Choices, Written
from qc_desk.ui.photos.gallery import Gallery
from qc_desk.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, Tone, Type, font

_DRAFT_AFTER_MS = 400
_NOTE, _LOW_NOTE = 72, 48  # px
_READING = 20  # px: an instruction is read at arm's length
_SHORT_TITLE = 46  # signs: a longer one takes the smaller size


class ItemCard(QFrame):
    """One item on one sample unit."""

    drafted = Signal(str)
    note_saving = Signal(str)
    step_wanted = Signal(str, int)  # a procedure and the number of its step

    def __init__(self) -> None:
        """Lay out an empty card."""
        super().__init__()
        self.setObjectName("card")
        self.item: SheetItem | None = None
        self.zone = "UTC"
        self.read_mine: Callable[[SheetItem], list[QPixmap]] = lambda _item: []
        self.compact = False  # on a low screen titles are smaller
        self.where = _label(Type.BODY)
        self.where.setProperty("quiet", "true")
        self.severity = Badge()
        self.unit = Badge(picture="layers")
        self.drawn = Badge(picture="dices")
        self.title = _label(Type.DISPLAY)
        self.instruction = _label(Type.SECTION)
        self.pictures = Gallery(self._mine)
        self.how = button(_("How it is done"), self._ask_step, "", "book-open")
        self.how.hide()
        self.measure = Measure()
        self.choices = Choices()
        self.written = Written()
        self.standing = Badge()
        self.told = _label(Type.BODY)
        self.first = Badge()
        self.first_told = _label(Type.BODY)
        self.defects = _label(Type.BODY)
        self.photos = PhotoStrip()
        self._add_note()
        self._lay_out()

    def _mine(self) -> list[QPixmap]:
        """Return the photos that were taken at this item, large, with their marks."""
        return self.read_mine(self.item) if self.item is not None else []

    def _ask_step(self) -> None:
        """Ask for the step of the procedure that the item names."""
        if self.item is not None and self.item.procedure_step is not None:
            self.step_wanted.emit(self.item.procedure, self.item.procedure_step)

    def _add_note(self) -> None:
        """Add the note with its draft and its button."""
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setPlaceholderText(_("Note (optional)"))
        self.note.setAccessibleName(_("Note"))
        self.note.setFixedHeight(_NOTE)
        self.save_note = Button(_("Save note"), "", "save")
        self.save_note.clicked.connect(lambda: self.note_saving.emit(self.note_text()))
        self._timer = QTimer(self, singleShot=True, interval=_DRAFT_AFTER_MS)
        self._timer.timeout.connect(lambda: self.drafted.emit(self.note_text()))
        self.note.textChanged.connect(self._note_edited)

    def note_text(self) -> str:
        """Return the note as it is typed."""
        return self.note.toPlainText().strip()

    def show_item(self, sheet: CheckSheet, item: SheetItem, draft: dict[str, str]) -> None:
        """Show an item; what was typed at it before and not saved is there again."""
        moved = self.item is None or _place(self.item) != _place(item)
        self.item = item
        self._show_words(sheet, item)
        self._show_answers(sheet, item)
        self.photos.show_item(item)
        self.pictures.show_rows(item.pictures)
        self.how.setVisible(item.procedure_step is not None)
        told = _("How it is done: {code}, step {number}")
        self.how.setText(told.format(code=item.procedure, number=item.procedure_step))
        plain = not (item.kind.has_value or item.kind.has_words)
        self.note.setFixedHeight(_NOTE if plain and not self.compact else _LOW_NOTE)
        self._show_entry(item, draft, moved=moved)
        if moved or "note" not in draft:
            kept = item.answer.note if item.answer is not None else ""
            self._set_note(draft.get("note", kept))
        self._look_at_note()

    def _show_entry(self, item: SheetItem, draft: dict[str, str], *, moved: bool) -> None:
        """Show what the kind of item is answered with, with what was typed there before."""
        self.measure.setVisible(item.kind.has_value)
        self.choices.setVisible(item.kind is ItemKind.CHOICE)
        self.written.setVisible(item.kind is ItemKind.TEXT)
        answered = item.answer is not None
        if item.kind.has_value:
            typed = draft.get("value", "") if moved else self.measure.line.text()
            self.measure.show_item(item, "" if answered and "value" not in draft else typed)
        elif item.kind is ItemKind.CHOICE:
            self.choices.show_item(item)
        elif item.kind is ItemKind.TEXT:
            typed = draft.get("words", "") if moved else self.written.line.text()
            self.written.show_item(item, "" if answered and "words" not in draft else typed)

    def _show_words(self, sheet: CheckSheet, item: SheetItem) -> None:
        """Show section, number, title, instruction, severity and unit."""
        self.where.setText(f"{item.number}   {item.section}".strip())
        look = SEVERITIES[item.severity]
        self.severity.show_state(item.severity.label, look.tone, look.icon)
        self.unit.setVisible(bool(item.unit_number))
        said = _("Unit {number} of {count}")
        words = said.format(number=item.unit_number, count=sheet.units(item.severity))
        self.unit.show_state(words, Tone.CALM, "layers")
        self.drawn.setVisible(sheet.spot is not None and item.severity is not Severity.CRITICAL)
        self.drawn.show_state(_("Drawn by lot"), Tone.CALM, "dices")
        short = len(item.title) <= _SHORT_TITLE and not self.compact
        self.title.setFont(font(Type.DISPLAY if short else Type.TITLE))
        self.title.setText(item.title)
        reading = font(Type.SECTION)
        reading.setBold(False)
        reading.setPixelSize(_READING if not self.compact else Type.SECTION.size)
        self.instruction.setFont(reading)
        self.instruction.setText(item.instruction)
        self.instruction.setVisible(bool(item.instruction))

    def _show_answers(self, sheet: CheckSheet, item: SheetItem) -> None:
        """Show the answer that stands, the first inspector's in a review, and the defects."""
        self._show_answer(self.standing, self.told, item.answer, item, "")
        review = sheet.seat is Seat.SECOND and sheet.mode is CheckMode.REVIEW
        said = _("First inspector: {result}")
        self._show_answer(self.first, self.first_told, item.first if review else None, item, said)
        found = defects_at(item, sheet.defects)
        blind = sheet.seat is Seat.SECOND and not review
        named = _("Defect: {name}") if blind else _("Defect {number}: {name}")
        lines = [
            named.format(number=defect.number, name=f"{defect.code} {defect.name}")
            for defect in found
        ]
        self.defects.setText("\n".join(lines))
        self.defects.setVisible(bool(lines))

    def _show_answer(
        self, badge: Badge, told: QLabel, answer: AnswerRow | None, item: SheetItem, said: str
    ) -> None:
        """Show an answer with who gave it and when."""
        badge.setVisible(answer is not None)
        told.setVisible(answer is not None)
        if answer is None:
            return
        look = RESULTS[answer.result]
        words = answer_words(answer, item)
        badge.show_state(said.format(result=words) if said else words, look.tone, look.icon)
        facts = [f"{answer.by}, {format_datetime(answer.at, self.zone)}"]
        if answer.corrected:
            facts.append(_("corrected"))
        if said and answer.note:
            facts.append(answer.note)
        told.setText(" · ".join(facts))

    def _set_note(self, text: str) -> None:
        """Put a note into the field without taking it for typing."""
        if text == self.note.toPlainText():
            return
        self.note.blockSignals(True)  # noqa: FBT003 (Qt takes it by position)
        self.note.setPlainText(text)
        self.note.moveCursor(QTextCursor.MoveOperation.End)
        self.note.blockSignals(False)  # noqa: FBT003 (Qt takes it by position)

    def _note_edited(self) -> None:
        """Keep a draft soon; offer to save what differs from the answer's note."""
        self._timer.start()
        self._look_at_note()

    def _look_at_note(self) -> None:
        """Offer to save the note where an answer stands without it."""
        answer = self.item.answer if self.item is not None else None
        self.save_note.setVisible(answer is not None and self.note_text() != answer.note)

    def _lay_out(self) -> None:
        """Words above, entry in the middle, photos and note below."""
        across = QHBoxLayout()
        across.setSpacing(SPACE_M)
        across.addWidget(self.where, stretch=1)
        across.addWidget(self.drawn)
        across.addWidget(self.unit)
        across.addWidget(self.severity)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_L)
        column.setSpacing(SPACE_M)
        column.addLayout(across)
        column.addWidget(self.title)
        column.addWidget(self.instruction)
        column.addWidget(self.pictures)
        column.addWidget(self.how, 0, Qt.AlignmentFlag.AlignLeft)
        for entry in (self.measure, self.choices, self.written):
            column.addWidget(entry)
        for badge, told in ((self.standing, self.told), (self.first, self.first_told)):
            row = QHBoxLayout()
            row.setSpacing(SPACE_S)
            row.addWidget(badge)
            row.addWidget(told, stretch=1)
            column.addLayout(row)
        column.addWidget(self.defects)
        column.addStretch(1)
        column.addWidget(
            self.photos, stretch=1_000
        )  # photos take the room that nothing else needs
        row = QHBoxLayout()
        row.addWidget(self.note, stretch=1)
        row.addWidget(self.save_note, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(row)


def _place(item: SheetItem) -> tuple[int, int]:
    return item.item_id, item.unit_number


def _label(kind: Type) -> QLabel:
    made = QLabel(wordWrap=True)
    made.setFont(font(kind))
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made
