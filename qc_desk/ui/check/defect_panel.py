"""What is wrong, how bad, how many, where, and what was done: asked right after a failure."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from qc_desk.domain.vocabulary import Severity
from qc_desk.i18n import _, format_integer, headed
from qc_desk.services.check_sheets import CheckSheet, SheetDefectRow, SheetItem
from qc_desk.services.defect_codes import DefectCodeRow
from qc_desk.services.defects import DefectEntry
from qc_desk.services.photos import PreparedPhoto
from qc_desk.services.recurrences import RecurrenceRow
from qc_desk.ui.buttons import Button
from qc_desk.ui.check.clearing import clear
from qc_desk.ui.check.code_choice import CodeChoice
from qc_desk.ui.check.overview import unit_words
from qc_desk.ui.check.photo_strip import PhotoStrip
from qc_desk.ui.check.states import SEVERITIES
from qc_desk.ui.fields import NoteField, TextField
from qc_desk.ui.flow import Flow
from qc_desk.ui.notice import Notice
from qc_desk.ui.scrolling import Scrolling
from qc_desk.ui.theme import SPACE_L, SPACE_M, SPACE_S, TARGET, Tone, Type, font


@dataclass(frozen=True)
class CaughtDefect:
    """What was entered: a new defect with its photos, ready to be recorded."""

    entry: DefectEntry
    photos: tuple[PreparedPhoto, ...]


class DefectPanel(QFrame):
    """Captures one defect at one place, or says that it is the same as an earlier one."""

    saved = Signal(object)
    same_chosen = Signal(int)
    skipped = Signal()
    coded = Signal(int)
    typed = Signal()

    def __init__(self) -> None:
        """Lay out the fields."""
        super().__init__()
        self.setObjectName("card")
        self.item: SheetItem | None = None
        self.pending: list[PreparedPhoto] = []
        self.headline = QLabel(wordWrap=True)
        self.headline.setFont(font(Type.SECTION))
        self.headline.setTextFormat(Qt.TextFormat.PlainText)
        self.code = CodeChoice()
        self.code.chosen.connect(self._take_severity)
        self.recurrence = Notice()
        self.severities = {each: Button("", "chip", SEVERITIES[each].icon) for each in Severity}
        self.quantity = Quantity()
        self.place = TextField(_("Where on the piece"), longest=500)
        self.containment = NoteField(_("How the pieces are kept apart"), longest=50_000)
        self.containment.note.setFixedHeight(64)
        self.photos = PhotoStrip()
        self.photos.demand_photo(wanted=False)
        self.same = QVBoxLayout()
        self.same.setSpacing(SPACE_S)
        self.skip = Button("", "plain")
        self.skip.clicked.connect(self.skipped)
        self.save = Button(_("Save defect"), "primary", "save")
        self.save.clicked.connect(self.save_defect)
        self._lay_out()
        for changed in (
            self.place.changed,
            self.containment.changed,
            self.quantity.line.textEdited,
        ):
            changed.connect(lambda *_text: self.typed.emit())

    def draft(self) -> dict[str, str]:
        """Return what is typed, so that it can be put back later; empty when nothing is."""
        words = {"place": self.place.text(), "containment": self.containment.text()}
        draft = {name: text for name, text in words.items() if text.strip()}
        if self.quantity.line.text() != "1":
            draft["quantity"] = self.quantity.line.text()
        return draft

    def put_back(self, draft: dict[str, str]) -> None:
        """Type again what was typed before the panel was left."""
        self.place.set_text(draft.get("place", ""))
        self.containment.set_text(draft.get("containment", ""))
        self.quantity.line.setText(draft.get("quantity", "1"))

    def ask(self, sheet: CheckSheet, item: SheetItem, codes: Sequence[DefectCodeRow]) -> None:
        """Ask about the defect at an item; offer its usual code and earlier defects."""
        self.item = item
        self.pending = []
        self.photos.clear()
        self.recurrence.say("")
        said = _("Defect at {number} {title}")
        self.headline.setText(said.format(number=item.number, title=unit_words(item)))
        for severity, chip in self.severities.items():
            chip.setText(headed(severity.label))
            chip.dress()
            chip.setChecked(severity is item.severity)
        self.quantity.show_range(1, sheet.quantity)
        self.place.set_text("")
        self.containment.set_text("")
        self.code.offer(codes, item.defect_code_id)
        self._offer_same(sheet, item)
        self.skip.setText(
            _("No separate defect") if item.severity is Severity.MINOR else _("Record it later")
        )
        self.code.search.setFocus()

    def severity(self) -> Severity:
        """Return the chosen severity."""
        return next(each for each, chip in self.severities.items() if chip.isChecked())

    def add_photo(self, prepared: PreparedPhoto) -> None:
        """Keep a photo until the defect is saved."""
        self.pending.append(prepared)
        self.photos.add_thumbnail(prepared.thumbnail)

    def save_defect(self) -> None:
        """Hand the defect on; what is missing is said at its field."""
        if self.item is None or not self.code.check() or self.containment.show_wrong():
            return
        quantity = self.quantity.value()
        if quantity is None:
            return
        entry = DefectEntry(
            code_id=self.code.value(),
            severity=self.severity(),
            quantity=quantity,
            place=self.place.text(),
            containment=self.containment.text(),
            item_id=self.item.item_id,
            unit_number=self.item.unit_number,
        )
        self.saved.emit(CaughtDefect(entry, tuple(self.pending)))

    def tell_recurrence(self, row: RecurrenceRow | None) -> None:
        """Say to which problem the defect belongs, and what was promised about it."""
        if row is None:
            self.recurrence.say("")
            return
        grave = row.recurrences > 0 or row.promised_at is not None
        self.recurrence.say(row.sentence, Tone.FAIL if grave else Tone.WARN, "repeat")

    def _take_severity(self, code: DefectCodeRow) -> None:
        """Take the severity that a chosen code usually has, and ask whether it is known."""
        self.severities[code.default_severity].setChecked(True)
        self.coded.emit(code.id)

    def _offer_same(self, sheet: CheckSheet, item: SheetItem) -> None:
        """Offer the defects of this check that could be the same one, newest first."""
        clear(self.same)
        place = (item.item_id, item.unit_number)
        likely = [d for d in sheet.defects if place not in d.places]
        likely.sort(key=lambda defect: (defect.item_id != item.item_id, -defect.id))
        for defect in likely[:3]:
            chip = Button(same_words(sheet, defect), "", "repeat")
            chip.setStyleSheet("text-align: left;")
            chip.clicked.connect(
                lambda _on=False, defect_id=defect.id: self.same_chosen.emit(defect_id)
            )
            self.same.addWidget(chip)

    def _fields(self) -> Scrolling:
        """The fields below each other, in a scrolling column."""
        inner = QWidget()
        fields = QVBoxLayout(inner)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(SPACE_M)
        fields.addLayout(self.same)
        fields.addWidget(self.code)
        fields.addWidget(self.recurrence)
        fields.addWidget(_heading(_("How bad")))
        fields.addWidget(self._severity_row())
        fields.addWidget(_heading(_("How many pieces")))
        fields.addWidget(self.quantity)
        fields.addWidget(self.place)
        fields.addLayout(self._containment_chips())
        fields.addWidget(self.containment)
        fields.addWidget(self.photos)
        fields.addStretch(1)
        return Scrolling(inner)

    def _lay_out(self) -> None:
        """Fields above, the verbs always below."""
        verbs = QHBoxLayout()
        verbs.setSpacing(SPACE_M)
        verbs.addWidget(self.skip)
        verbs.addStretch(1)
        verbs.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_M)
        column.addWidget(self.headline)
        column.addWidget(self._fields(), stretch=1)
        column.addLayout(verbs)

    def _severity_row(self) -> QWidget:
        """Three chips, one of them chosen; long words take a second line."""
        group = QButtonGroup(self)
        row = QWidget()
        across = Flow(row)
        for chip in self.severities.values():
            chip.setCheckable(True)
            group.addButton(chip)
            across.addWidget(chip)
        return row

    def _containment_chips(self) -> QGridLayout:
        """The usual ways to keep pieces apart; a tap puts the words into the field."""
        grid = QGridLayout()
        grid.setSpacing(SPACE_S)
        usual = (_("set aside"), _("marked red"), _("line stopped"), _("batch blocked"))
        for number, words in enumerate(usual):
            chip = Button(headed(words), "chip")
            chip.clicked.connect(lambda _on=False, words=words: self._contain(words))
            grid.addWidget(chip, number // 2, number % 2)
        return grid

    def _contain(self, words: str) -> None:
        """Put usual words behind what is typed."""
        typed = self.containment.text().strip()
        if words.casefold() not in typed.casefold():
            self.containment.set_text(f"{typed}, {words}" if typed else headed(words))


class Quantity(QWidget):
    """A whole number with large steps, within what is possible."""

    def __init__(self) -> None:
        """Begin at one."""
        super().__init__()
        self.line = QLineEdit("1", maxLength=12)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.line.setAccessibleName(_("How many pieces"))
        self.line.setFixedWidth(110)
        self.fewer = Button("", "", "minus")
        self.more = Button("", "", "plus")
        self.all = Button("", "chip")
        self.wrong = QLabel(wordWrap=True)
        self.fewer.setAccessibleName(_("One piece fewer"))
        self.more.setAccessibleName(_("One piece more"))
        self._least, self._most = 1, 1
        across = QHBoxLayout()
        across.setSpacing(SPACE_S)
        for each in (self.fewer, self.line, self.more, self.all):
            across.addWidget(each)
        across.addStretch(1)
        for each in (self.fewer, self.more):
            each.setFixedWidth(TARGET + 8)
            each.setStyleSheet("padding: 0;")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(across)
        column.addWidget(self.wrong)
        self.wrong.hide()
        self.fewer.clicked.connect(lambda: self._step(-1))
        self.more.clicked.connect(lambda: self._step(1))
        self.all.clicked.connect(lambda: self.line.setText(str(self._most)))

    def show_range(self, least: int, most: int) -> None:
        """Take numbers within a range; begins with the smallest."""
        self._least, self._most = least, most
        self.line.setText(str(least))
        self.all.setText(_("All {count}").format(count=format_integer(most)))
        self.wrong.hide()

    def value(self) -> int | None:
        """Return the number; one that is not possible is said below and is None."""
        typed = self.line.text().strip()
        number = int(typed) if typed.isascii() and typed.isdigit() else None
        if number is not None and self._least <= number <= self._most:
            self.wrong.hide()
            return number
        said = _("Type a whole number from {least} to {most}.")
        self.wrong.setText(said.format(least=self._least, most=self._most))
        self.wrong.show()
        self.line.setFocus()
        return None

    def _step(self, by: int) -> None:
        """Go one up or down within the range."""
        typed = self.line.text().strip()
        now = int(typed) if typed.isascii() and typed.isdigit() else 0
        self.line.setText(str(min(self._most, max(self._least, now + by))))


def same_words(sheet: CheckSheet, defect: SheetDefectRow) -> str:
    """Return what stands on the button that says "the same"; a blind check shows no number."""
    name = f"{defect.code} {defect.name}"
    if sheet.blind:
        return _("Same as: {name}").format(name=name)
    return _("Same as defect {number}: {name}").format(number=defect.number, name=name)


def _heading(words: str) -> QLabel:
    made = QLabel(words)
    made.setFont(font(Type.STRONG))
    return made
