"""Two versions of a procedure side by side, step by step."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from qc_desk.i18n import _, headed
from qc_desk.services.checklist_differences import Difference
from qc_desk.services.procedure_differences import ProcedureDifferences, StepDifference
from qc_desk.ui.buttons import Badge
from qc_desk.ui.cards import Card, empty, words
from qc_desk.ui.manual.compare import LOOKS, CompareView, fields_beside, summary
from qc_desk.ui.overrides import override
from qc_desk.ui.procedures.reading import amount_words
from qc_desk.ui.theme import SPACE_M, SPACE_S, Type


class CompareSteps(CompareView):
    """Two versions are chosen above; below stand the steps that differ."""

    def __init__(self) -> None:
        """Lay out the choices; what does not differ is shown on demand."""
        super().__init__()
        self.steps: ProcedureDifferences | None = None
        self.all.setText(_("Show unchanged steps too"))

    def show_steps(self, found: ProcedureDifferences) -> None:
        """Show what changed."""
        self.steps = found
        self._show()

    @override
    def _show(self) -> None:
        found = self.steps
        if found is None:
            return
        empty(self._column)
        self.count.setText(summary(found.count))
        if found.facts:
            card = Card(_("About this procedure"))
            card.body.addLayout(fields_beside(found.facts))
            self._column.addWidget(card)
        shown = [e for e in found.steps if e.what is not Difference.SAME or self.all.isChecked()]
        for each in shown:
            self._column.addWidget(_step(each))
        if not shown and not found.facts:
            self._column.addWidget(words(_("Both versions say the same."), Type.SECTION))
        self._column.addStretch(1)


def _step(found: StepDifference) -> Card:
    """Return a step: what became of it, its number, and its fields before and after."""
    tone, picture = LOOKS[found.what]
    card = Card(_number(found))
    card.verbs.addWidget(Badge(headed(found.what.label), tone, picture))
    column = QVBoxLayout()
    column.setSpacing(SPACE_S)
    head = QHBoxLayout()
    head.setSpacing(SPACE_M)
    head.addWidget(words(found.step.instruction), 1, Qt.AlignmentFlag.AlignTop)
    column.addLayout(head)
    if found.fields:
        column.addLayout(fields_beside(found.fields))
    elif found.what in (Difference.ADDED, Difference.REMOVED):
        amount = amount_words(found.step.amount, found.step.unit)
        more = " · ".join(part for part in (amount, found.step.right_when) if part)
        if more:
            column.addWidget(words(more, quiet=True))
    card.body.addLayout(column)
    return card


def _number(found: StepDifference) -> str:
    """Return the number of a step, and the one it had."""
    if found.what is Difference.REMOVED:
        return _("Step {number} before").format(number=found.stood)
    number = found.step.position
    if found.stood is None or found.stood == number:
        return _("Step {number}").format(number=number)
    return _("Step {number}, before {stood}").format(number=number, stood=found.stood)
