"""The form of one check item; it shows the fields that its kind has use for."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from qc_desk.domain.gauge_words import ANY_GAUGE
from qc_desk.domain.item_rules import FIELDS, ItemEntry, digits
from qc_desk.domain.picture_words import PictureRow
from qc_desk.domain.vocabulary import ItemKind, PhotoRule, Severity
from qc_desk.domain.wordings import ITEM_TEXTS
from qc_desk.i18n import _, format_decimal, headed
from qc_desk.services.procedure_links import LinkableProcedure
from qc_desk.ui.cards import words
from qc_desk.ui.fields import ChoiceField, DecimalField, Field, IntegerField, NoteField, TextField
from qc_desk.ui.forms import Cell
from qc_desk.ui.manual.wording_form import WordingForm
from qc_desk.ui.photos.picture_field import PictureField
from qc_desk.ui.theme import SPACE_L, SPACE_M

_NUMBERS = ("nominal", "lower", "upper")
_STEP_SIGNS = 60  # of a step where it is chosen
_HIGH = 110  # px: a note's height
_BY_LENGTH = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon


class ItemForm(QWidget):
    """Fields by name; ``edited`` gives what was changed, ``settled`` says a section stands."""

    edited = Signal(object)  # facts by name; as a dict Qt would make plain texts of words
    settled = Signal()

    def __init__(self) -> None:
        """Lay out all fields."""
        super().__init__()
        self.item: ItemEntry | None = None
        self.odd: dict[tuple[int | None, str], str] = {}  # typed numbers that are none
        self._loading = False
        self._procedures: Mapping[str, LinkableProcedure] = {}
        self.fields: dict[str, Field[Any]] = {
            "kind": ChoiceField(_("What is done"), _choices(ItemKind)),
            "severity": ChoiceField(_("How bad is a failure"), _choices(Severity), required=True),
            "title": TextField(_("Title"), required=True),
            "instruction": NoteField(
                _("Instruction"),
                required=True,
                hint=_("Short sentences: how, with what, from how far, and when it passes."),
            ),
            "section": TextField(_("Section")),
            "code": TextField(_("Code"), longest=40, required=True),
            "per_unit": ChoiceField(
                _("How often"),
                [(False, _("Once for the batch")), (True, _("On every sample unit"))],
            ),
            "photo_rule": ChoiceField(_("Photo"), _choices(PhotoRule)),
            "lower": DecimalField(_("Lower limit")),
            "nominal": DecimalField(_("Nominal")),
            "upper": DecimalField(_("Upper limit")),
            "unit": TextField(_("Unit"), longest=20),
            "decimals": IntegerField(_("Decimals"), most=6),
            "gauge": ChoiceField(
                _("Measured with"), hint=_("Kinds come from the gauges under Settings.")
            ),
            "good": NoteField(_("Good answers"), hint=_("One on each line.")),
            "bad": NoteField(_("Bad answers"), hint=_("One on each line; choosing it fails.")),
            "defect_code": ChoiceField(_("Defect code a failure proposes")),
            "procedure": ChoiceField(
                _("Procedure that says how"), hint=_("The inspector opens its step at the item.")
            ),
            "procedure_step": ChoiceField(_("Step")),
        }
        self.born = words("", quiet=True)
        self.pictures = PictureField()
        self.pictures.follow(lambda: self.item.id if self.item is not None else None)
        self.pictures.changed.connect(self._changed_pictures)
        self.wordings = WordingForm(tuple(ITEM_TEXTS))
        self._lay_out()
        for name, field in self.fields.items():
            if isinstance(field, ChoiceField):  # long words do not make the form wide
                field.box.setSizeAdjustPolicy(_BY_LENGTH)
                field.box.setMinimumContentsLength(6)
            field.changed.connect(lambda name=name: self._changed(name))
        section = self.fields["section"]
        if isinstance(section, TextField):
            section.line.editingFinished.connect(self._settle)

    def offer_codes(self, codes: Sequence[tuple[str, str]]) -> None:
        """Offer the defect codes of the shop."""
        field = self.fields["defect_code"]
        if isinstance(field, ChoiceField):
            self._loading = True
            field.offer([("", _("None")), *codes])
            self._loading = False

    def offer_gauges(self, kinds: Sequence[str]) -> None:
        """Offer the kinds of gauges of the shop."""
        field = self.fields["gauge"]
        if isinstance(field, ChoiceField):
            self._loading = True
            usual = [("", _("No gauge is asked for")), (ANY_GAUGE, _("Any gauge"))]
            field.offer([*usual, *((kind, kind) for kind in kinds)])
            self._loading = False

    def offer_procedures(self, procedures: Mapping[str, LinkableProcedure]) -> None:
        """Offer the procedures of the shop that are in force, and those that items name."""
        self._procedures = procedures
        field = self.fields["procedure"]
        if isinstance(field, ChoiceField):
            self._loading = True
            named = [(each.code, f"{each.code} {each.title}") for each in procedures.values()]
            field.offer([("", _("None")), *named])
            self._loading = False

    def _offer_steps(self, item: ItemEntry) -> None:
        """Offer the steps of the procedure that an item names."""
        field, procedure = self.fields["procedure_step"], None
        if isinstance(field, ChoiceField):
            procedure = self._procedures.get(item.procedure.casefold())
            steps = list(enumerate(procedure.steps if procedure is not None else (), start=1))
            named = [(number, f"{number}. {_shortened(told)}") for number, told in steps]
            number = item.procedure_step
            if number is not None and number > len(steps):
                named.append(
                    (number, _("{number}. (there is no such step)").format(number=number))
                )
            field.offer(named)
            field.choose(number)
        field.setVisible(bool(item.procedure))

    def show_item(self, item: ItemEntry, born_of: str) -> None:
        """Show an item; fields that already say it keep their cursor."""
        self._loading = True
        moved = self.item is None or self.item.id != item.id
        self.item = item
        self._offer_steps(item)
        for name, field in self.fields.items():
            typed = self.odd.get((item.id, name))
            if typed is not None:
                field.set_text(typed)
            elif moved or self._read(name) != getattr(item, name):
                field.set_text(_text(name, getattr(item, name)))
        self.pictures.show_rows(item.pictures)
        self.born.setText(_("Added after complaint {complaint}").format(complaint=born_of))
        self.born.setVisible(bool(born_of))
        self._show_kind(item.kind)
        self._loading = False

    def mark(self, wrong: dict[str, str]) -> None:
        """Show what is wrong at each field."""
        item_id = self.item.id if self.item is not None else None
        for name, field in self.fields.items():
            odd = (item_id, name) in self.odd
            field.mark(field.not_understood() if odd else wrong.get(name, ""))
        self.pictures.mark(wrong.get("pictures", ""))
        self.wordings.mark(wrong.get("wordings", ""))

    def go_to(self, name: str) -> None:
        """Put the cursor into a field."""
        if name == "pictures":
            for caption in self.pictures.captions[:1]:
                caption.setFocus()
            return
        field = self.wordings.language if name == "wordings" else self.fields[name]
        field.editor.setFocus()

    def _show_kind(self, kind: ItemKind) -> None:
        """Show what the kind of item has use for."""
        for name in (*_NUMBERS, "unit"):
            self.fields[name].setVisible(kind.has_value)
        for name in ("decimals", "gauge"):
            self.fields[name].setVisible(kind is ItemKind.MEASUREMENT)
        for name in ("good", "bad"):
            self.fields[name].setVisible(kind is ItemKind.CHOICE)
        self.fields["photo_rule"].setVisible(kind is not ItemKind.PHOTO)

    def _changed(self, name: str) -> None:
        """Hand on what was changed, if it is something."""
        if self._loading or self.item is None:
            return
        key, field = (self.item.id, name), self.fields[name]
        self.odd.pop(key, None)
        understood = field.value() is not None or not field.text().strip()
        if not understood and name in (*_NUMBERS, "decimals"):
            self.odd[key] = field.text()
            field.mark(field.not_understood())
            return
        facts = {name: self._read(name)}
        if name == "kind":
            facts |= _with_kind(self.item, facts["kind"])
        elif name == "procedure":
            facts["procedure_step"] = 1 if facts["procedure"] else None
        elif name in _NUMBERS and self.item.kind is ItemKind.MEASUREMENT:
            numbers: list[Decimal | None] = [
                facts[name] if each == name else getattr(self.item, each) for each in _NUMBERS
            ]
            facts["decimals"] = max(self.item.decimals, digits(*numbers))
        self.edited.emit(facts)

    def _changed_pictures(self, rows: tuple[PictureRow, ...]) -> None:
        if not self._loading and self.item is not None:
            self.edited.emit({"pictures": rows})

    def _settle(self) -> None:
        if not self._loading:
            self.settled.emit()

    def _read(self, name: str) -> Any:
        """Return what a field says, as an item holds it."""
        field = self.fields[name]
        value = field.value()
        if name in ("good", "bad"):
            return tuple(line for line in field.text().splitlines() if line.strip())
        if name in ("severity", "procedure_step", *_NUMBERS):
            return value
        if name == "decimals":
            return value or 0
        if name in ("kind", "per_unit", "photo_rule"):
            return value if value is not None else getattr(self.item, name)
        return value or "" if name in ("defect_code", "gauge", "procedure") else field.text()

    def _lay_out(self) -> None:
        """Put short fields beside each other."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_L)
        column.addWidget(self.born)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_L)
        grid.setVerticalSpacing(SPACE_M)
        places = {
            "kind": (0, 0, 3), "severity": (0, 3, 3), "title": (1, 0, 6),
            "instruction": (2, 0, 6), "lower": (3, 0, 2), "nominal": (3, 2, 2),
            "upper": (3, 4, 2), "unit": (4, 0, 2), "decimals": (4, 2, 2), "gauge": (4, 4, 2),
            "good": (5, 0, 3), "bad": (5, 3, 3), "section": (6, 0, 3), "code": (6, 3, 3),
            "per_unit": (7, 0, 3), "photo_rule": (7, 3, 3), "defect_code": (8, 0, 6),
            "procedure": (9, 0, 3), "procedure_step": (9, 3, 3),
        }  # fmt: skip
        for name, (row, at, across) in places.items():
            Cell(grid, row, at, across).addWidget(self.fields[name])
        for at in range(6):
            grid.setColumnStretch(at, 1)
        for name in ("instruction", "good", "bad"):
            self.fields[name].editor.setFixedHeight(_HIGH)
        column.addLayout(grid)
        column.addWidget(self.pictures)
        column.addWidget(self.wordings)
        column.addStretch(1)


def _with_kind(item: ItemEntry, kind: ItemKind) -> dict[str, Any]:
    """Return what changes with the kind of an item; what it has no use for is kept till saved."""
    if kind is ItemKind.PHOTO:
        return {"photo_rule": PhotoRule.ALWAYS}
    if kind is ItemKind.COUNT:
        return {"decimals": 0}
    if kind is ItemKind.MEASUREMENT:
        return {"decimals": digits(item.nominal, item.lower, item.upper)}
    return {}


def _choices(words_: type[ItemKind] | type[Severity] | type[PhotoRule]) -> list[tuple[Any, str]]:
    return [(word, headed(word.label)) for word in words_]


def _shortened(told: str) -> str:
    line = told.splitlines()[0]
    return line if len(line) <= _STEP_SIGNS else f"{line[:_STEP_SIGNS]}…"


def _text(name: str, value: Any) -> str:
    """Return what a field shows."""
    if name in ("good", "bad"):
        return "\n".join(value)
    if isinstance(value, Decimal):
        return format_decimal(value)
    return "" if value is None else str(value)


def field_label(name: str) -> str:
    """Return the name of a field as people read it."""
    return _(FIELDS[name])
