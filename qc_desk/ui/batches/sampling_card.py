"""Which sample is drawn from a batch, and what it came to."""

from qc_desk.i18n import _
from qc_desk.services.batch_details import BatchDetail
from qc_desk.ui.cards import Card, words
from qc_desk.ui.sampling.plans import plan_grid


class SamplingCard(Card):
    """The plan of each class; before the first check the one that would be frozen now."""

    def __init__(self, detail: BatchDetail) -> None:
        """Show the plans of the round."""
        super().__init__(_("Sampling plan"))
        begun = any(each.round == detail.round for each in detail.inspections)
        if not begun:
            told = _("This plan is frozen when the first check begins.")
            self.body.addWidget(words(told, quiet=True))
        self.body.addLayout(plan_grid(detail.plans))
