"""The sampling plan of a batch as windows show it: to come, frozen, or with what was found."""

from sqlalchemy.orm import Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.drawing import plans_for
from qc_desk.domain.refusals import QcError
from qc_desk.domain.sample_counts import counted_rows, plan_row
from qc_desk.domain.sampling_rules import PlanRow
from qc_desk.domain.vocabulary import Seat, Slot
from qc_desk.services.lot_results import in_force


def shown_plans(session: Session, batch: Batch) -> tuple[PlanRow, ...]:
    """Return the plans of a batch's round, critical first.

    Before the first check they are those that would be frozen now; what was found is there once
    the round is decided, and never while a blind second check is due.
    """
    first = batch.inspection(Seat.FIRST)
    if first is None:
        return _to_come(session, batch)
    if batch.sign_off(Slot.DECISION) is None and batch.sign_off(Slot.ALONE) is None:
        return tuple(plan_row(plan) for plan in first.plans)
    return counted_rows(batch)


def plans_of(session: Session, batch_id: int) -> tuple[PlanRow, ...]:
    """Return the plans of a batch's round, for the moment before its check is begun."""
    return shown_plans(session, session.get_one(Batch, batch_id))


def _to_come(session: Session, batch: Batch) -> tuple[PlanRow, ...]:
    checklist = batch.product.checklist
    version = checklist.effective if checklist is not None else None
    if version is None:
        return ()
    try:
        plans = plans_for(batch, version, in_force(session, (batch.product_id, batch.site_id)))
    except QcError:  # said when the check is opened
        return ()
    return tuple(plan_row(plan) for plan in plans)
