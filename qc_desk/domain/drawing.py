"""What is drawn from a lot when its first check is opened."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qc_desk.domain.checklists import ChecklistVersion
from qc_desk.domain.inspections import Inspection
from qc_desk.domain.refusals import SamplingDiscontinued
from qc_desk.domain.sampling import SamplePlan, frozen
from qc_desk.domain.spot_draws import SpotDraw, written
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


def draw_spots(batch: "Batch", inspection: Inspection, seed: str) -> None:
    """Draw what a second check looks at, where it is a spot check that has just been opened.

    The round keeps its first draw, also when the check it was made for was taken back: nobody
    opens it again to draw something else.
    """
    share = inspection.version.share
    if not inspection.is_spot_check or share is None:
        return
    draws = [each.spot for each in batch.inspections if each.round == inspection.round]
    before = next((draw for draw in draws if draw is not None), None)
    if before is not None:
        inspection.draw = before.again()
        return
    drawn = written(inspection.drawn(seed, share))
    inspection.draw = SpotDraw(seed=seed, share=share, drawn=drawn)
