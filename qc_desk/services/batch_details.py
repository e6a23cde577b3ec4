"""One batch with everything about it that this person may see now."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from qc_desk.domain import decisions
from qc_desk.domain.batches import Batch
from qc_desk.domain.inspections import Inspection
from qc_desk.domain.people import MAY_INSPECT, MAY_LEAD, Person
from qc_desk.domain.recapture import Recapture, recapture
from qc_desk.domain.refusals import QcError
from qc_desk.domain.sampling_rules import PlanRow
from qc_desk.domain.vocabulary import (
    BatchStatus,
    InspectionStatus,
    Meaning,
    Result,
    Seat,
    Slot,
    Verdict,
)
from qc_desk.services.batches import BatchEntry, SeenBatch
from qc_desk.services.defects import DefectRow, defect_row
from qc_desk.services.issued_reports import ReportRow, report_rows
from qc_desk.services.sampling_plans import shown_plans
from qc_desk.services.shop_texts import spoken_name, spoken_title
from qc_desk.services.timeline import TimelineRow, timeline

_TELLING = {"check.withdraw", "report.reissue"}  # their reasons may say what was found


@dataclass(frozen=True, kw_only=True, slots=True)
class InspectionRow:
    """An inspection of a batch; its outcome is hidden while a blind second check is due."""

    id: int
    round: int
    seat: Seat
    inspector_id: int
    inspector: str
    status: InspectionStatus
    abandoned: bool  # open, and its inspector may no longer inspect at the site
    opened_at: datetime
    finished_at: datetime | None
    reason: str
    answered: int
    total: int
    outcome: Result | None
    failed: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class SignOffRow:
    """A signature on a batch."""

    round: int
    slot: Slot
    meaning: Meaning
    name: str
    at: datetime
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class BatchDetail:
    """A batch, its rounds, defects, reports and story, and what this person can do next."""

    seen: SeenBatch
    entry: BatchEntry
    product: str
    product_code: str
    manufacturer: str
    site: str
    time_zone: str
    order_number: str
    customer: str
    promised_ship_date: date | None
    producers: tuple[str, ...]
    status: BatchStatus
    round: int
    verdict: Verdict
    checklist: str
    recapture: Recapture | None  # what both missed in this round, or why that cannot be said
    plans: tuple[PlanRow, ...]  # of this round, with what was found once it is decided
    is_blind: bool  # findings of the first check are hidden from this person for now
    inspections: tuple[InspectionRow, ...]
    sign_offs: tuple[SignOffRow, ...]
    defects: tuple[DefectRow, ...]
    reports: tuple[ReportRow, ...]
    timeline: tuple[TimelineRow, ...]
    may_begin_first: bool
    open_inspection_id: int | None  # this person's own unfinished inspection
    abandoned_inspection_id: int | None  # open, its inspector is gone, this person may withdraw it
    second_refusal: QcError | None  # why this person may not do the second check
    concession_refusal: QcError | None  # why this person may not release it under concession
    may_lead: bool
    may_inspect: bool
    viewer_id: int  # the person for whom all this is


def batch_detail(session: Session, batch_id: int, by: int) -> BatchDetail:
    """Return a batch as this person may see it now.

    While a blind second check is due, outcomes, answers and defects of the first one are shown
    only to the people who did it.
    """
    batch = session.get_one(Batch, batch_id)
    person = session.get_one(Person, by)
    blind = is_hidden_from(batch, person)
    hidden = {
        each.id
        for each in batch.inspections
        if blind and batch.sign_off(Slot.DECISION, each.round) is None
    }
    order = batch.order
    checklist = batch.product.checklist
    return BatchDetail(
        seen=SeenBatch(batch_id=batch.id, version=batch.version),
        entry=_entry(batch),
        product=spoken_name(batch.product),
        product_code=batch.product.full_code,
        manufacturer=batch.manufacturer.name,
        site=batch.site.name,
        time_zone=batch.site.time_zone,
        order_number=order.number if order else "",
        customer=order.customer.name if order else "",
        promised_ship_date=order.promised_ship_date if order else None,
        producers=tuple(producer.person.name for producer in batch.producers),
        status=batch.status,
        round=batch.round,
        verdict=batch.verdict(batch.round),
        checklist=spoken_title(checklist) if checklist else "",
        recapture=recapture(batch),
        plans=shown_plans(session, batch),
        is_blind=blind,
        inspections=tuple(
            _inspection(each, hidden=each.id in hidden and each.inspector is not person)
            for each in batch.inspections
        ),
        sign_offs=tuple(
            SignOffRow(
                round=signed.round,
                slot=signed.slot,
                meaning=signed.meaning,
                name=signed.signer.name,
                at=signed.at,
                reason=signed.reason,
            )
            for signed in batch.sign_offs
        ),
        defects=tuple(
            defect_row(defect)
            for defect in batch.defects
            if defect.inspection_id not in hidden or defect.by is person
        ),
        reports=tuple(report_rows(session, batch_id=batch.id)),
        timeline=_story(session, batch, blind=blind),
        may_begin_first=batch.status in (BatchStatus.DRAFT, BatchStatus.REWORK)
        and person.holds(MAY_INSPECT, batch.site),
        open_inspection_id=next(
            (
                each.id
                for each in batch.inspections
                if each.inspector is person and each.status is InspectionStatus.OPEN
            ),
            None,
        ),
        abandoned_inspection_id=next(
            (each.id for each in batch.inspections if each.may_stand_in(person)), None
        ),
        second_refusal=batch.second_seat_refusal(person),
        concession_refusal=_concession_refusal(batch, person),
        may_lead=person.holds(MAY_LEAD, batch.site),
        may_inspect=person.holds(MAY_INSPECT, batch.site),
        viewer_id=person.id,
    )


def is_hidden_from(batch: Batch, person: Person) -> bool:
    """Whether the first findings of this round must stay hidden from this person for now."""
    if batch.status not in (BatchStatus.FIRST_CHECK, BatchStatus.SECOND_CHECK):
        return False
    first, second = batch.inspection(Seat.FIRST), batch.inspection(Seat.SECOND)
    if first is None or not first.version.mode.blind:
        return False
    if second is not None and second.status is not InspectionStatus.OPEN:
        return False
    return person not in batch.first_seat_people


def _story(session: Session, batch: Batch, *, blind: bool) -> tuple[TimelineRow, ...]:
    """Return what happened; what would tell the findings is left out while they are hidden."""
    rows = timeline(session, batch.id)
    if not blind:
        return tuple(rows)
    told = (row for row in rows if not row.act.startswith(("defect.", "photo.")))
    return tuple(replace(row, reason="") if row.act in _TELLING else row for row in told)


def _concession_refusal(batch: Batch, person: Person) -> QcError | None:
    try:
        decisions.must_be_concedable(batch, person)
    except QcError as refusal:
        return refusal
    return None


def _entry(batch: Batch) -> BatchEntry:
    return BatchEntry(
        number=batch.number,
        product_id=batch.product.id,
        manufacturer_id=batch.manufacturer.id,
        site_id=batch.site.id,
        quantity=batch.quantity,
        order_id=batch.order.id if batch.order else None,
        produced_on=batch.produced_on,
        producer_ids=tuple(producer.person_id for producer in batch.producers),
        note=batch.note,
    )


def _inspection(inspection: Inspection, *, hidden: bool) -> InspectionRow:
    shown = not hidden
    failed = sum(1 for a in inspection.current.values() if a.result is Result.FAIL)
    return InspectionRow(
        id=inspection.id,
        round=inspection.round,
        seat=inspection.seat,
        inspector_id=inspection.inspector.id,
        inspector=inspection.inspector.name,
        status=inspection.status,
        abandoned=inspection.abandoned,
        opened_at=inspection.opened_at,
        finished_at=inspection.finished_at,
        reason=inspection.why_withdrawn if shown else "",
        answered=len(inspection.current),
        total=len(inspection.places),
        outcome=inspection.outcome if shown else None,
        failed=failed if shown else None,
    )
