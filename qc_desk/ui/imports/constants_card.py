"""What a file does not say: the same for every row, and what its words for channels mean."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from qc_desk.domain.loop_words import Channel
from qc_desk.i18n import _, headed
from qc_desk.services.import_mappings import OTHERWISE, ImportMapping
from qc_desk.services.import_subjects import Subject
from qc_desk.ui.cards import Card, empty, words
from qc_desk.ui.fields import ChoiceField, Field, TextField
from qc_desk.ui.theme import SPACE_L


@dataclass(frozen=True)
class Choices:
    """The names that constants are chosen from."""

    sites: Sequence[str] = ()
    customers: Sequence[str] = ()


class ConstantsCard(Card):
    """What is the same for all rows, where no column says it: a customer, a site, a language."""

    changed = Signal()

    def __init__(self, subject: Subject, choices: Choices, across: int = 4) -> None:
        """Lay the fields out, so many side by side."""
        super().__init__(_("What the file does not say"))
        self.makes = subject.listed
        self.fields = {key: _field(key, subject, choices) for key in subject.same}
        self.make = QCheckBox(_("Make customers that are not there yet"))
        self.make.toggled.connect(lambda _on: self._tell())
        grid = QGridLayout()
        grid.setSpacing(SPACE_L)
        for number, field in enumerate(self.fields.values()):
            grid.addWidget(field, number // across, number % across, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(number % across, 1)
            field.changed.connect(self._tell)
        self.body.addLayout(grid)
        self.body.addWidget(self.make)
        self._others: dict[str, str] = {}
        self._showing = False

    def show_constants(self, mapping: ImportMapping) -> None:
        """Show what a mapping says for all rows; a field with a column of its own is hidden."""
        self._showing = True
        constants, in_columns = mapping.constants, mapping.columns
        self._others = {key: each for key, each in constants.items() if key not in self.fields}
        for key, field in self.fields.items():
            field.setVisible(key not in in_columns)
            if field.text() != constants.get(key, ""):
                field.set_text(constants.get(key, ""))
        self.make.setVisible(self.makes and "customer" in in_columns)
        self.setVisible(any(not field.isHidden() for field in self.fields.values()))
        self.make.setChecked(mapping.create_customers)
        self._showing = False

    def constants(self, in_columns: Container[str]) -> dict[str, str]:
        """Return what is said for all rows now."""
        told = {key: field.text().strip() for key, field in self.fields.items()}
        return {
            key: value
            for key, value in {**self._others, **told}.items()
            if value and key not in in_columns
        }

    def _tell(self) -> None:
        if not self._showing:
            self.changed.emit()


def _field(key: str, subject: Subject, choices: Choices) -> Field[str]:
    """Return the field in which something is said for all rows."""
    each_row = ("", _("None: each row says it"))
    if key == "customer":
        names = [each_row, *((name, name) for name in choices.customers)]
        return ChoiceField[str](_("Customer of all rows"), names)
    if key == "channel":
        channels = [(each.value, headed(each.label)) for each in Channel]
        return ChoiceField[str](_("Channel of all rows"), [each_row, *channels])
    if key == "site":
        nowhere = ("", _("Where you work")) if subject.listed else each_row
        sites = [nowhere, *((name, name) for name in choices.sites)]
        return ChoiceField[str](_("Site"), sites)
    if key == "language":
        hint = _("Short, such as en or sr.")
        return TextField(_("Language of all rows"), longest=8, hint=hint)
    label = _("{field}, for all rows").format(field=headed(_(subject.labels[key])))
    return TextField(label, longest=200)


class ChannelCard(Card):
    """What the file's own words for channels mean."""

    changed = Signal()

    def __init__(self, across: int = 3) -> None:
        """Show nothing yet; fields come so many side by side."""
        self._across = across
        super().__init__(_("What the words for channels mean"))
        self.body.addWidget(
            words(_("Each word of the file, and how such a complaint came."), quiet=True)
        )
        self._room = QWidget()
        self._grid = QGridLayout(self._room)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACE_L)
        self.body.addWidget(self._room)
        self.fields: dict[str, ChoiceField[str]] = {}

    def show_words(self, found: Sequence[str], values: Mapping[str, str]) -> None:
        """Show the words that were found and those that a mapping knows."""
        wanted = {word: values.get(word, "") for word in (*values, *found)}
        wanted.setdefault(OTHERWISE, "")
        self.setVisible(bool(found or values))
        if list(wanted) == list(self.fields):
            for word, field in self.fields.items():
                if field.text() != wanted[word]:
                    field.choose(wanted[word])
            return
        empty(self._grid)
        self.fields = {}
        offered = [("", _("Not said")), *((each.value, headed(each.label)) for each in Channel)]
        for number, (word, meant) in enumerate(wanted.items()):
            label = _("All other words") if word == OTHERWISE else word
            field = ChoiceField[str](label, offered)
            field.choose(meant)
            field.changed.connect(self.changed)
            self.fields[word] = field
            self._grid.addWidget(field, number // self._across, number % self._across)
        for column in range(self._across):
            self._grid.setColumnStretch(column, 1)

    def values(self) -> dict[str, str]:
        """Return what each word means, as far as it is said."""
        return {word: field.text() for word, field in self.fields.items() if field.text()}
