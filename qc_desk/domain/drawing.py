"""What is drawn from a lot when its first check is opened."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qc_desk.domain.checklists import ChecklistVersion
from qc_desk.domain.refusals import SamplingDiscontinued
from qc_desk.domain.sampling import SamplePlan, frozen
from qc_desk.domain.switching import Series
from qc_desk.domain.vocabulary import Severity, Slot

if TYPE_CHECKING:
    from qc_desk.domain.batches import Batch


def decided_before(batch: "Batch") -> bool:
    """Whether an earlier round was decided: the lot is then submitted again."""
    return any(
        signed.slot in (Slot.DECISION, Slot.ALONE) and signed.round < batch.round
        for signed in batch.sign_offs
    )


def plans_for(
    batch: "Batch", version: ChecklistVersion, series: Mapping[Severity, Series]
) -> list[SamplePlan]:
    """Return what is drawn for each class, from the rule and from where its series stands.

    Raises SamplingDiscontinued for a new lot while inspection is discontinued; one that is
    submitted again is drawn under what is in force.
    """
    rule = version.sampling
    in_force = series if rule.switches else {}
    stopped = any(each.discontinued for each in in_force.values())
    if stopped and not decided_before(batch):
        raise SamplingDiscontinued(product=batch.product.name, site=batch.site.name)
    strictness = {severity: each.strictness for severity, each in in_force.items()}
    return [frozen(rule, plan) for plan in rule.plans(batch.quantity, strictness)]
