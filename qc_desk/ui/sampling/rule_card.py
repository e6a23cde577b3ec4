"""The sampling rule of a checklist version, with what it means for a lot of a given size."""

from decimal import Decimal

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from qc_desk.domain import iso2859
from qc_desk.domain.operating_characteristic import CONSUMER, PRODUCER
from qc_desk.domain.refusals import QcError
from qc_desk.domain.sampling_rules import BY_STANDARD, ClassPlan, PlanRow, SamplingRule
from qc_desk.domain.sampling_words import SamplingMethod, Strictness
from qc_desk.i18n import _, format_integer, headed, ngettext
from qc_desk.ui.cards import Card, empty, words
from qc_desk.ui.fields import IntegerField
from qc_desk.ui.sampling.curve import Curve
from qc_desk.ui.sampling.plans import plan_grid
from qc_desk.ui.theme import SPACE_L, SPACE_M, Type

_USUAL_LOT = 500


class RuleCard(Card):
    """How many are drawn and how many may fail, with the curve of each plan."""

    def __init__(self, rule: SamplingRule, lot_size: int = _USUAL_LOT) -> None:
        """Show a rule, for a lot size that can be changed."""
        super().__init__(_("Sampling"))
        self._rule = rule
        self.curves: list[Curve] = []
        self.body.addWidget(words(said(rule), quiet=True))
        self.lot = IntegerField(_("Lot size"), least=1, most=iso2859.LARGEST_LOT, required=True)
        self.lot.set_text(str(lot_size))
        self._shown = QVBoxLayout()
        self._shown.setSpacing(SPACE_M)
        if rule.method is not SamplingMethod.FIXED:
            self.body.addWidget(self.lot)
            self.body.addLayout(self._shown)
            self.lot.changed.connect(self._look)
            self._look()

    def _look(self) -> None:
        """Show the plans for the lot size, as normal inspection has them."""
        self.lot.show_wrong()
        quantity = self.lot.value()
        empty(self._shown)
        self.curves = []
        if quantity is None:
            return
        try:
            plans = self._rule.plans(quantity, {})
        except QcError as refusal:
            self._shown.addWidget(words(str(refusal)))
            return
        self._shown.addLayout(plan_grid([_row(self._rule, plan) for plan in plans]))
        across = QHBoxLayout()
        across.setSpacing(SPACE_L)
        for plan in plans:
            if plan.aql is not None and plan.ac is not None:
                across.addLayout(self._curve(plan))
        if self.curves:
            self._shown.addLayout(across)
            self._shown.addWidget(words(_explained(), Type.SMALL, quiet=True))

    def _curve(self, plan: ClassPlan) -> QVBoxLayout:
        """Return the curve of a plan below its name."""
        ac = plan.ac or 0
        drawn = iso2859.Plan(letter=plan.letter, n=plan.n, ac=ac, re=ac + 1)
        made = Curve()
        counted = iso2859.counts_nonconformities(plan.aql or Decimal(0))
        made.show_plan(drawn, nonconformities=counted)
        self.curves.append(made)
        column = QVBoxLayout()
        column.addWidget(words(headed(plan.severity.label), Type.STRONG))
        column.addWidget(made)
        return column


def said(rule: SamplingRule) -> str:
    """Return a rule in a sentence."""
    if rule.method is SamplingMethod.ISO_2859 and rule.level is not None:
        aqls = [
            _("{severity} AQL {aql}").format(severity=severity.label, aql=rule.aql(severity))
            for severity in BY_STANDARD
        ]
        lots = _("isolated lots, no switching") if rule.isolated else _("a series of lots")
        return " · ".join([rule.edition, rule.level.label, *aqls, lots])
    units = ngettext("{count} sample unit", "{count} sample units", rule.sample_size)
    if rule.method is SamplingMethod.EVERY_PIECE:
        return headed(rule.method.label)
    count = units.format(count=format_integer(rule.sample_size))
    return f"{headed(rule.method.label)} · {count}"


def _explained() -> str:
    told = _(
        "Across: how good a lot is. Up: how often such a lot is accepted. The first point is the "
        "quality that is accepted in {producer} of 100 cases, the second in {consumer}."
    )
    return told.format(producer=round(PRODUCER * 100), consumer=round(CONSUMER * 100))


def _row(rule: SamplingRule, plan: ClassPlan) -> PlanRow:
    return PlanRow(
        severity=plan.severity,
        n=plan.n,
        ac=plan.ac,
        aql=plan.aql,
        strictness=plan.strictness or (Strictness.NORMAL if plan.aql is not None else None),
        letter=plan.letter,
        method=rule.method,
        edition=rule.edition,
        level=rule.level,
        isolated=rule.isolated,
    )
