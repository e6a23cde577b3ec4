"""How a file is written: encoding, delimiter, header and dates, as found out or as chosen."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from qc_desk.i18n import N_, _
from qc_desk.services.csv_sheets import ENCODINGS
from qc_desk.services.sheets import SheetForm
from qc_desk.services.written_dates import DateForm
from qc_desk.ui.cards import Card
from qc_desk.ui.fields import ChoiceField, TextField
from qc_desk.ui.theme import SPACE_L

if TYPE_CHECKING:
    from qc_desk.services.import_mappings import ImportMapping
    from qc_desk.services.import_previews import Preview
    from qc_desk.services.import_subjects import Subject

_DELIMITERS = {
    ",": N_("Comma ,"),
    ";": N_("Semicolon ;"),
    "\t": N_("Tab"),
    "|": N_("Bar |"),
}
_QUOTES = {True: N_("Enclose cells"), False: N_("Are signs like any other")}
_HEADER = {True: N_("First row is a header"), False: N_("No header")}


class WrittenCard(Card):
    """What was found out about a file; each finding can be overruled."""

    form_changed = Signal()
    meaning_changed = Signal()

    def __init__(self, subject: "Subject", across: int = 3) -> None:
        """Lay the fields out that a table about something needs, so many side by side."""
        super().__init__(_("How the file is written"))
        self.source = TextField(
            _("Name of the list"),
            required=True,
            hint=_("With its number there, a complaint is known again."),
        )
        encodings = [(name, name.upper() if "utf" in name else name) for name in ENCODINGS]
        self.encoding = ChoiceField[str](_("Encoding"), encodings)
        self.delimiter = ChoiceField[str](
            _("Delimiter"), [(sign, _(name)) for sign, name in _DELIMITERS.items()]
        )
        self.header = ChoiceField[bool](
            _("Header"), [(each, _(name)) for each, name in _HEADER.items()]
        )
        self.quotes = ChoiceField[bool](
            _("Quotation marks"), [(each, _(name)) for each, name in _QUOTES.items()]
        )
        self.dates = ChoiceField[DateForm](_("Dates"), [(form, form.label) for form in DateForm])
        self._across, self._grid = across, QGridLayout()
        self._grid.setSpacing(SPACE_L)
        fields: list[QWidget] = [self.encoding, self.delimiter, self.header, self.quotes]
        if subject.listed:
            fields.insert(0, self.source)
        if subject.day:
            fields.insert(len(fields) - 2, self.dates)
        self._fields = fields
        for number in range(across):
            self._grid.setColumnStretch(number, 1)
        self._lay_out(fields)
        self.body.addLayout(self._grid)
        for field in (self.encoding, self.delimiter, self.header, self.quotes):
            field.changed.connect(self._tell_form)
        for meant in (self.source, self.dates):
            meant.changed.connect(self._tell_meaning)
        self._showing = False

    def _lay_out(self, shown: Sequence[QWidget]) -> None:
        """Put the fields that a file needs side by side, without gaps."""
        for field in self._fields:
            self._grid.removeWidget(field)
        for number, field in enumerate(shown):
            row, column = divmod(number, self._across)
            self._grid.addWidget(field, row, column, Qt.AlignmentFlag.AlignTop)

    def show_preview(self, preview: "Preview") -> None:
        """Show how the file was understood, and how sure that is."""
        sample, mapping = preview.sample, preview.mapping
        is_text = bool(sample.head.encoding)
        self._showing = True
        if self.source.text().strip() != mapping.source:
            self.source.set_text(mapping.source)
        of_text = (self.encoding, self.delimiter, self.quotes)
        for each in of_text:
            each.setVisible(is_text)
        self._lay_out([each for each in self._fields if is_text or each not in of_text])
        self.encoding.choose(_known(sample.head.encoding))
        self.delimiter.choose(sample.head.delimiter)
        self.header.choose(sample.form.header)
        self.quotes.choose(sample.form.quoted)
        self.dates.choose(preview.dates[0] if len(preview.dates) == 1 else None)
        self._showing = False
        guessed = _("Guessed: look whether letters with marks are right.")
        _hint(self.encoding, "" if sample.encoding_sure else guessed)
        unsure = _("Guessed: look whether the columns are right.")
        _hint(self.delimiter, "" if sample.delimiter_sure else unsure)
        self.dates.mark("" if preview.dates_sure else _several(preview.dates))

    def form(self) -> SheetForm:
        """Return how the file is to be read, as it is chosen now."""
        return SheetForm(
            encoding=self.encoding.value() or "" if not self.encoding.isHidden() else "",
            delimiter=self.delimiter.value() or "" if not self.delimiter.isHidden() else "",
            header=self.header.value() is not False,
            quoted=self.quotes.value() is not False,
        )

    def chosen_dates(self, mapping: "ImportMapping") -> DateForm | None:
        """Return the form of dates that a person has chosen, or what the mapping said."""
        return self.dates.value() or mapping.dates

    def _tell_form(self) -> None:
        if not self._showing:
            self.form_changed.emit()

    def _tell_meaning(self) -> None:
        if not self._showing:
            self.meaning_changed.emit()


def _known(encoding: str) -> str:
    """Return one of the encodings that can be chosen."""
    return "utf-16" if encoding.startswith("utf-16") else encoding


def _hint(field: ChoiceField[str], words: str) -> None:
    field.hint.setText(words)
    field.hint.setVisible(bool(words))


def _several(forms: tuple[DateForm, ...]) -> str:
    said = _("They can be read in several ways: {forms}. Choose one.")
    return said.format(forms="; ".join(form.label for form in forms))
