"""Which batches caused a complaint: suspected, confirmed or refuted, by whom and why."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.complaint_statements import ComplaintLink
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.defects import Defect
from qc_desk.domain.loop_words import ComplaintStatus, Standing
from qc_desk.domain.refusals import NotFound
from qc_desk.i18n import N_
from qc_desk.services.acts import acting
from qc_desk.services.batch_suggestions import SuggestedBatch, suggested_batches
from qc_desk.services.complaints import held_batch, locked_complaint
from qc_desk.services.sightings import see_complaint

__all__ = [
    "ComplaintOfBatch",
    "StandingEntry",
    "SuggestedBatch",
    "complaints_of_batch",
    "state",
    "suggested_batches",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class StandingEntry:
    """What is stated about a batch, and which of its nonconformities is meant."""

    batch_id: int
    standing: Standing
    reason: str
    defect_id: int | None = None


def state(
    session: Session, complaint_id: int, entry: StandingEntry, by: int, at: datetime
) -> None:
    """State whether a batch caused a complaint; what was stated before stays to be read.

    A confirmed batch gives the complaint its product, and its nonconformity the defect code and
    check item, where they were not known. Raises MadeAfterwards.
    """
    person = acting(session, "complaint.link", by, at, entry.reason)
    batch = held_batch(session, entry.batch_id)
    complaint = locked_complaint(session, complaint_id)
    defect = _defect(session, entry.defect_id, batch)
    link = complaint.state(batch, entry.standing, entry.reason, person, at)
    link.defect = defect
    if entry.standing is Standing.CONFIRMED:
        _learn(complaint, link)
        see_complaint(session, complaint, person, at)
    session.flush()


def _defect(session: Session, defect_id: int | None, batch: Batch) -> Defect | None:
    if defect_id is None:
        return None
    found = session.get(Defect, defect_id)
    if found is None or found.batch_id != batch.id:
        raise NotFound(kind=N_("defect"), name=defect_id)
    return found


def _learn(complaint: Complaint, link: ComplaintLink) -> None:
    """Take what a confirmed batch says about a complaint that says less."""
    if complaint.product is None:
        complaint.product = link.batch.product
    if link.defect is not None and complaint.code is None:
        complaint.code = link.defect.code
        if link.defect.item is not None and not complaint.item_code:
            complaint.item_code = link.defect.item.code


@dataclass(frozen=True, kw_only=True, slots=True)
class ComplaintOfBatch:
    """A complaint as the page of a batch shows it."""

    complaint_id: int
    name: str
    customer: str
    words: str
    heard_at: datetime
    status: ComplaintStatus
    standing: Standing
    reason: str
    stated_by: str
    stated_at: datetime


def complaints_of_batch(session: Session, batch_id: int) -> list[ComplaintOfBatch]:
    """Return the complaints about a batch with what is stated now, newest statement first."""
    links = session.scalars(
        select(ComplaintLink)
        .where(ComplaintLink.batch_id == batch_id)
        .order_by(ComplaintLink.id.desc())
    )
    newest: dict[int, ComplaintLink] = {}
    for link in links:
        newest.setdefault(link.complaint_id, link)
    found = session.scalars(select(Complaint).where(Complaint.id.in_(newest)))
    complaints = {each.id: each for each in found}
    return [_of_batch(complaints[key], link) for key, link in newest.items()]


def _of_batch(complaint: Complaint, link: ComplaintLink) -> ComplaintOfBatch:
    return ComplaintOfBatch(
        complaint_id=complaint.id,
        name=complaint.name,
        customer=complaint.customer.name,
        words=complaint.words,
        heard_at=complaint.heard_at,
        status=complaint.status,
        standing=link.standing,
        reason=link.reason,
        stated_by=link.by.name,
        stated_at=link.at,
    )
