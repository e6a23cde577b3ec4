"""What a sample came to: nonconforming units of each class, found by either inspector.

A unit counts once in a class when any item of that class failed on it, in the first check or in
the second, or a defect of that class was recorded on it: what one inspector saw and the other
missed is there. Where the AQL is in nonconformities per 100 units, each of them counts. What is
checked once for the whole batch counts as one for critical items, of which none are accepted;
for major and minor ones people decide.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qc_desk.domain.inspections import Inspection
from qc_desk.domain.sampling import SamplePlan
from qc_desk.domain.sampling_rules import PlanRow
from qc_desk.domain.vocabulary import Result, Seat, Severity

if TYPE_CHECKING:
    from qc_desk.domain.batches import Batch

Spot = tuple[int, str]  # a sample unit, and the item or defect that failed on it


@dataclass(frozen=True, kw_only=True, slots=True)
class SampleCount:
    """The plan of one class and what was found under it."""

    plan: SamplePlan
    found: int

    @property
    def accepted(self) -> bool:
        """Whether the lot is accepted in this class; without Ac people decide."""
        return self.plan.ac is None or self.found <= self.plan.ac


def sample_counts(batch: "Batch", round_: int | None = None) -> list[SampleCount]:
    """Return what both inspections of the round found, for each class: critical first."""
    first = batch.inspection(Seat.FIRST, round_)
    if first is None:
        return []
    spots = spots_found(batch, round_)
    return [
        SampleCount(plan=plan, found=_count(plan, [s for word, s in spots if word is severity]))
        for severity in Severity
        if (plan := first.plan(severity)) is not None
    ]


def spots_found(batch: "Batch", round_: int | None = None) -> list[tuple[Severity, Spot]]:
    """Return what failed in either inspection of the round; unit 0 is the whole batch."""
    seats = (batch.inspection(seat, round_) for seat in Seat)
    checks = [check for check in seats if check is not None]
    return _failed(checks) + _recorded(batch, checks)


def _failed(checks: list[Inspection]) -> list[tuple[Severity, Spot]]:
    return [
        (answer.item.severity, (unit_number, f"item {item_id}"))
        for check in checks
        for (item_id, unit_number), answer in check.current.items()
        if answer.result is Result.FAIL
    ]


def _recorded(batch: "Batch", checks: list[Inspection]) -> list[tuple[Severity, Spot]]:
    """Return the defects of these checks on a sample unit, each where it was seen."""
    return [
        (defect.severity, (unit, f"item {item}" if item else f"defect {defect.code_id}"))
        for defect in batch.defects
        if defect.inspection in checks
        for item, unit in defect.places
        if unit
    ]


def _count(plan: SamplePlan, spots: list[Spot]) -> int:
    counted = {spot for spot in spots if spot[0] or plan.severity is Severity.CRITICAL}
    return len(counted if plan.counts_nonconformities else {unit for unit, _what in counted})


def plan_row(plan: SamplePlan, count: SampleCount | None = None) -> PlanRow:
    """Return a frozen plan as it is shown, with what was found where that may be seen."""
    decides = count is not None and plan.ac is not None
    return PlanRow(
        severity=plan.severity,
        n=plan.n,
        ac=plan.ac,
        aql=plan.aql,
        strictness=plan.strictness,
        letter=plan.letter,
        method=plan.method,
        edition=plan.edition,
        level=plan.level,
        isolated=plan.isolated,
        found=count.found if count is not None else None,
        accepted=count.accepted if count is not None and decides else None,
    )


def counted_rows(batch: "Batch", round_: int | None = None) -> tuple[PlanRow, ...]:
    """Return the plans of a round with what was found."""
    return tuple(plan_row(count.plan, count) for count in sample_counts(batch, round_))
