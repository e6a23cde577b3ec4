"""Decisions about a batch: who may release, hold or concede it, and what stands in the way.

Each of these refuses, or says nothing; the batch asks before it moves, windows ask beforehand.
"""

from typing import TYPE_CHECKING

from qc_desk.domain.people import MAY_LEAD, MAY_OWN, Person
from qc_desk.domain.refusals import (
    ConcessionNeeded,
    FailsAlone,
    LotNotAccepted,
    NotCheckedTwice,
    NotForReconciliation,
    NothingToReconcile,
    NotReconciled,
    NotSubmitted,
    NotYourInspection,
    OpenCriticalDefect,
    ProducerCannotCheck,
    ReconciledToFail,
    SameSigner,
    SecondInspectorAvailable,
)
from qc_desk.domain.sample_counts import sample_counts
from qc_desk.domain.vocabulary import (
    BatchStatus,
    DefectStatus,
    Disposition,
    InspectionStatus,
    Result,
    Seat,
    Severity,
    Slot,
)

if TYPE_CHECKING:
    from qc_desk.domain.batches import Batch


def must_be_decidable(batch: "Batch", by: Person) -> None:
    """Refuse a decision by anybody but the second inspector, or before it is due."""
    batch.must_be(BatchStatus.SECOND_CHECK)
    refusal = batch.second_seat_refusal(by)
    if refusal is not None:
        raise refusal
    second = batch.need(Seat.SECOND)
    if second.inspector is not by:
        raise NotYourInspection(person=second.inspector.name)
    second.must_be_complete()
    if second.status is not InspectionStatus.SUBMITTED:
        raise NotSubmitted(batch=batch.number)
    if batch.differences and batch.reconciliation() is None:
        raise NotReconciled(batch=batch.number, count=len(batch.differences))


def _must_have_no_open_critical_defect(batch: "Batch") -> None:
    for defect in batch.defects:
        if defect.severity is Severity.CRITICAL and defect.status is not DefectStatus.CLOSED:
            raise OpenCriticalDefect(batch=batch.number, code=defect.code.code)


def _must_be_accepted(batch: "Batch") -> None:
    """Refuse a lot whose sample holds more than its plan accepts."""
    for count in sample_counts(batch):
        if not count.accepted:
            raise LotNotAccepted(
                batch=batch.number,
                severity=count.plan.severity,
                found=count.found,
                n=count.plan.n,
                ac=count.plan.ac,
            )


def must_be_approvable(batch: "Batch", by: Person) -> None:
    """Refuse unless this person could release the batch now."""
    must_be_decidable(batch, by)
    _must_have_no_open_critical_defect(batch)
    if any(
        event.disposition is Disposition.USE_AS_IS for d in batch.defects for event in d.events
    ):
        raise ConcessionNeeded(batch=batch.number)
    reconciled = batch.reconciliation()
    if reconciled is not None and reconciled.outcome is Result.FAIL:
        raise ReconciledToFail(batch=batch.number)
    _must_be_accepted(batch)


def must_be_reconcilable(batch: "Batch", people: tuple[Person, ...]) -> None:
    """Refuse unless these people could decide the differences of this round now."""
    batch.must_be(BatchStatus.SECOND_CHECK)
    if not batch.differences:
        raise NothingToReconcile(batch=batch.number)
    inspectors = {batch.need(Seat.FIRST).inspector, batch.need(Seat.SECOND).inspector}
    together = set(people) == inspectors
    third = len(people) == 1 and batch.may_reconcile_alone(people[0])
    if batch.reconciliation() is not None or not (together or third):
        raise NotForReconciliation(batch=batch.number)


def must_be_concedable(batch: "Batch", by: Person) -> None:
    """Refuse unless this person could release the batch under concession now."""
    by.must_hold(MAY_LEAD, batch.site)
    batch.must_be(BatchStatus.HELD)
    if batch.sign_off(Slot.DECISION) is None:
        raise NotCheckedTwice(batch=batch.number)
    if by in batch.first_seat_people:
        raise SameSigner(person=by.name, batch=batch.number, round=batch.round)
    if any(producer.person is by for producer in batch.producers):
        raise ProducerCannotCheck(person=by.name, batch=batch.number)
    _must_have_no_open_critical_defect(batch)


def must_be_releasable_alone(batch: "Batch", by: Person, others: list[Person]) -> None:
    """Refuse unless this owner could release the batch without a second check now."""
    batch.must_be(BatchStatus.SECOND_CHECK)
    by.must_hold(MAY_OWN, batch.site)
    first = batch.need(Seat.FIRST)
    second = [person for person in others if person is not first.inspector]
    if second:
        names = ", ".join(person.name for person in second[:3])
        raise SecondInspectorAvailable(names=names, batch=batch.number)
    if first.outcome is Result.FAIL:
        raise FailsAlone(batch=batch.number)
    _must_have_no_open_critical_defect(batch)
    _must_be_accepted(batch)
