"""The form of what holds for a whole checklist: its name, its second check, its sample."""

from dataclasses import fields, replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from qc_desk.domain import iso2859
from qc_desk.domain.sampling_rules import SamplingRule
from qc_desk.domain.sampling_words import Level, SamplingMethod
from qc_desk.domain.spot_rules import GREATEST_SHARE, SMALLEST_SHARE, USUAL_SHARE
from qc_desk.domain.vocabulary import CheckMode
from qc_desk.i18n import LANGUAGES, _, format_decimal, headed
from qc_desk.services.checklist_drafts import MOST_UNITS, DraftEntry
from qc_desk.ui.fields import ChoiceField, Field, IntegerField, TextField
from qc_desk.ui.forms import Cell
from qc_desk.ui.manual.wording_form import WordingForm
from qc_desk.ui.theme import SPACE_L, SPACE_M

_SAMPLING = tuple(each.name for each in fields(SamplingRule))
_BY_LENGTH = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon


class FactsForm(QWidget):
    """Fields by name; ``edited`` gives the field and the facts it changes."""

    edited = Signal(str, object)  # as a dict Qt would make plain texts of words

    def __init__(self) -> None:
        """Lay out all fields."""
        super().__init__()
        self._entry: DraftEntry | None = None
        self._loading = False
        aqls = [(value, f"{format_decimal(value)}") for value in iso2859.aqls()]
        self.fields: dict[str, Field[Any]] = {
            "title": TextField(
                _("Title"), required=True, hint=_("Of all versions of this checklist.")
            ),
            "trade": TextField(_("Trade")),
            "language": ChoiceField(
                _("Language of its texts"), [(code, each.name) for code, each in LANGUAGES.items()]
            ),
            "mode": ChoiceField(
                _("Second check"),
                [(mode, headed(mode.label)) for mode in CheckMode],
            ),
            "share": IntegerField(
                _("Share drawn by lot, per cent"),
                least=SMALLEST_SHARE,
                most=GREATEST_SHARE,
                hint=_("Of everything that is not critical."),
            ),
            "requires_training": ChoiceField(
                _("Who may check by it"),
                [
                    (False, _("Everybody who may inspect")),
                    (True, _("Only people trained on the version in force")),
                ],
                hint=_("Of all versions of this checklist."),
            ),
            "method": ChoiceField(
                _("Sample"), [(each, headed(each.label)) for each in SamplingMethod]
            ),
            "sample_size": IntegerField(_("Sample units"), least=1, most=MOST_UNITS),
            "level": ChoiceField(
                _("Inspection level"), [(each, headed(each.label)) for each in Level]
            ),
            "isolated": ChoiceField(
                _("Lots"),
                [(False, _("In a series: switching rules")), (True, _("Isolated: no switching"))],
            ),
            "aql_major": ChoiceField(_("AQL, major"), aqls),
            "aql_minor": ChoiceField(_("AQL, minor"), aqls),
        }
        self.wordings = WordingForm(("title",))
        self._lay_out()
        for name, field in self.fields.items():
            if isinstance(field, ChoiceField):  # long words do not make the form wide
                field.box.setSizeAdjustPolicy(_BY_LENGTH)
                field.box.setMinimumContentsLength(6)
            field.changed.connect(lambda name=name: self._changed(name))

    def show_entry(self, entry: DraftEntry) -> None:
        """Show what holds for a checklist."""
        self._loading, self._entry = True, entry
        for name, field in self.fields.items():
            value = getattr(entry.sampling if name in _SAMPLING else entry, name)
            shown = "" if value is None else str(value)
            if field.text() != shown:
                field.set_text(shown)
        self._show_method(entry.sampling.method)
        mode = self.fields["mode"]
        mode.hint.setText(_how(entry.mode))
        mode.hint.show()
        mode.editor.setAccessibleDescription(_how(entry.mode))
        self.fields["share"].setVisible(entry.mode is CheckMode.SPOT)
        self.wordings.show_title(entry.title, entry.language, entry.wordings)
        self._loading = False

    def _show_method(self, method: SamplingMethod) -> None:
        """Show what a way of sampling has use for."""
        counted = method in (SamplingMethod.FIXED, SamplingMethod.ZERO_ACCEPTANCE)
        self.fields["sample_size"].setVisible(counted)
        for name in ("level", "isolated", "aql_major", "aql_minor"):
            self.fields[name].setVisible(method is SamplingMethod.ISO_2859)

    def _changed(self, name: str) -> None:
        field, entry = self.fields[name], self._entry
        if self._loading or entry is None:
            return
        value: Any = field.text() if isinstance(field, TextField) else field.value()
        if value is None and name in ("sample_size", "share"):
            field.mark(field.not_understood())
            return
        if name == "mode":
            share = (entry.share or USUAL_SHARE) if value is CheckMode.SPOT else None
            self.edited.emit(name, {"mode": value, "share": share})
            return
        if name not in _SAMPLING:
            self.edited.emit(name, {name: value})
            return
        changed: dict[str, Any] = {name: value}
        rule = replace(entry.sampling, **changed)
        if rule.method is SamplingMethod.ISO_2859 and rule.level is None:
            rule = replace(rule, level=Level.II)
        self.edited.emit(name, {"sampling": rule})

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_L)
        grid.setVerticalSpacing(SPACE_M)
        places = {
            "title": (0, 0, 2), "trade": (1, 0, 1), "language": (1, 1, 1), "mode": (2, 0, 2),
            "share": (6, 0, 2), "requires_training": (7, 0, 2),
            "method": (3, 0, 1), "sample_size": (3, 1, 1), "level": (3, 1, 1),
            "aql_major": (4, 0, 1), "aql_minor": (4, 1, 1), "isolated": (5, 0, 2),
        }  # fmt: skip
        for name, (row, at, across) in places.items():
            Cell(grid, row, at, across).addWidget(self.fields[name])
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.wordings, 8, 0, 1, 2)
        grid.setRowStretch(9, 1)


def _how(mode: CheckMode) -> str:
    """Return what a mode of the second check means."""
    return {
        CheckMode.INDEPENDENT: _(
            "Independent: everything is checked again without seeing the first answers."
        ),
        CheckMode.SPOT: _(
            "Spot check: everything critical and a share of the rest, drawn by lot after the first"
            " signature, without seeing the first answers."
        ),
        CheckMode.REVIEW: _("Review: the second inspector sees the first answers."),
    }[mode]
