"""One complaint with everything about it, and what this person can do with it now."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from qc_desk.domain.complaint_statements import ComplaintEvent, ComplaintLink
from qc_desk.domain.complaints import Complaint, ComplaintPhoto
from qc_desk.domain.entities import Sighting
from qc_desk.domain.loop_words import (
    Channel,
    ComplaintOutcome,
    ComplaintStatus,
    Direction,
    ProblemStatus,
    PromiseStanding,
    Standing,
)
from qc_desk.domain.people import MAY_INSPECT, MAY_LEAD, Person
from qc_desk.domain.problems import Problem
from qc_desk.domain.promises import Promise
from qc_desk.domain.refusals import NotFound, QcError
from qc_desk.domain.touches import Touch
from qc_desk.domain.vocabulary import BatchStatus
from qc_desk.i18n import N_
from qc_desk.services.complaint_clock import ClockRow, promised
from qc_desk.services.escapes import EscapeRow, escapes
from qc_desk.services.shop_texts import spoken_name

STEPS = tuple(each for each in ComplaintStatus if each is not ComplaintStatus.RECEIVED)


@dataclass(frozen=True, kw_only=True, slots=True)
class StepRow:
    """A step that was taken: what was said, by whom and when."""

    status: ComplaintStatus
    words: str
    agreed_by: str
    agreed_at: datetime | None
    outcome: ComplaintOutcome | None
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class NextStep:
    """A step that may come after the present one, and why this person cannot take it now."""

    status: ComplaintStatus
    refusal: QcError | None


@dataclass(frozen=True, kw_only=True, slots=True)
class StatementRow:
    """What somebody stated about a batch."""

    standing: Standing
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkRow:
    """A batch of a complaint with what is stated now, and everything that was stated before."""

    batch_id: int
    batch: str
    product: str
    batch_status: BatchStatus
    standing: Standing
    defect_id: int | None
    defect: str
    statements: tuple[StatementRow, ...]  # oldest first; the last one counts


@dataclass(frozen=True, kw_only=True, slots=True)
class PromiseOfComplaint:
    """A promise as the page of its complaint shows it."""

    id: int
    name: str
    text: str
    owner: str
    due_on: date
    standing: PromiseStanding
    was_moved: bool
    was_told: bool
    is_done: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class TouchOfComplaint:
    """A contact with the customer as the page of its complaint shows it."""

    id: int
    direction: Direction
    channel: Channel
    minutes: int
    planned: bool
    note: str
    by: str
    happened_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class ProblemOfComplaint:
    """The problem that a complaint belongs to."""

    id: int
    name: str
    status: ProblemStatus
    recurrences: int


@dataclass(frozen=True, kw_only=True, slots=True)
class PhotoOfComplaint:
    """A picture that came with a complaint; its bytes are read one by one."""

    id: int
    caption: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class ComplaintDetail:
    """A complaint, its story, and what this person can do next."""

    id: int
    version: int
    name: str
    site_id: int
    site: str
    time_zone: str
    customer_id: int
    customer: str
    order_id: int | None
    order_number: str
    product_id: int | None
    product: str
    product_code: str
    code_id: int | None
    code: str
    item_code: str
    channel: Channel
    heard_at: datetime
    heard_by: str
    told_by: str
    words: str
    language: str
    remedy: str
    source: str
    outside_id: str
    status: ComplaintStatus
    outcome: ComplaintOutcome | None
    entered_by: str
    entered_at: datetime
    clocks: tuple[ClockRow, ...]
    steps: tuple[StepRow, ...]
    next_steps: tuple[NextStep, ...]
    links: tuple[LinkRow, ...]
    escapes: tuple[EscapeRow, ...]
    promises: tuple[PromiseOfComplaint, ...]
    touches: tuple[TouchOfComplaint, ...]
    problems: tuple[ProblemOfComplaint, ...]
    photos: tuple[PhotoOfComplaint, ...]
    may_change: bool  # describe it, state links, attach photos
    may_lead: bool  # overrule an escape, propose a check item, close


def complaint_detail(
    session: Session, complaint_id: int, by: int, at: datetime
) -> ComplaintDetail:
    """Return a complaint as it stands at a moment, for a person."""
    complaint = session.get(Complaint, complaint_id)
    if complaint is None:
        raise NotFound(kind=N_("complaint"), name=complaint_id)
    person = session.get_one(Person, by)
    order, product, code = complaint.order, complaint.product, complaint.code
    closed = complaint.status is ComplaintStatus.CLOSED
    return ComplaintDetail(
        id=complaint.id,
        version=complaint.version,
        name=complaint.name,
        site_id=complaint.site.id,
        site=complaint.site.name,
        time_zone=complaint.site.time_zone,
        customer_id=complaint.customer.id,
        customer=complaint.customer.name,
        order_id=complaint.order_id,
        order_number=order.number if order else "",
        product_id=complaint.product_id,
        product=spoken_name(product) if product else "",
        product_code=product.full_code if product else "",
        code_id=complaint.code_id,
        code=code.code if code else "",
        item_code=complaint.item_code,
        channel=complaint.channel,
        heard_at=complaint.heard_at,
        heard_by=complaint.heard_by.name,
        told_by=complaint.told_by,
        words=complaint.words,
        language=complaint.language,
        remedy=complaint.remedy,
        source=complaint.source,
        outside_id=complaint.outside_id,
        status=complaint.status,
        outcome=complaint.outcome,
        entered_by=complaint.entered_by.name,
        entered_at=complaint.entered_at,
        clocks=_clocks(session, complaint, at),
        steps=tuple(_step(event) for event in complaint.events),
        next_steps=_next_steps(complaint, person, at),
        links=_links(complaint),
        escapes=escapes(session, complaint_id),
        promises=tuple(_promise(each, at) for each in complaint.promises),
        touches=_touches(session, complaint_id),
        problems=_problems(session, complaint_id),
        photos=tuple(_photo(each) for each in complaint.photos),
        may_change=not closed and person.holds(MAY_INSPECT, complaint.site),
        may_lead=person.holds(MAY_LEAD, complaint.site),
    )


def _clocks(session: Session, complaint: Complaint, at: datetime) -> tuple[ClockRow, ...]:
    reached: dict[ComplaintStatus, datetime] = {}
    for event in complaint.events:
        reached.setdefault(event.status, event.at)
    return promised(session).clocks(complaint.heard_at, reached, at)


def _step(event: ComplaintEvent) -> StepRow:
    return StepRow(
        status=event.status,
        words=event.words,
        agreed_by=event.agreed_by,
        agreed_at=event.agreed_at,
        outcome=event.outcome,
        by=event.by.name,
        at=event.at,
    )


def _next_steps(complaint: Complaint, person: Person, at: datetime) -> tuple[NextStep, ...]:
    """Return the steps that can follow the present one, whoever takes them."""
    return tuple(
        NextStep(status=status, refusal=complaint.refusal(status, person, at))
        for status in STEPS
        if complaint.may_follow(status)
    )


def _links(complaint: Complaint) -> tuple[LinkRow, ...]:
    """Return the batches, those of the newest statement first."""
    stated: dict[int, list[ComplaintLink]] = {}
    for link in complaint.links:
        stated.setdefault(link.batch_id, []).append(link)
    rows = sorted(stated.values(), key=lambda links: links[-1].id, reverse=True)
    return tuple(_link(links) for links in rows)


def _link(links: list[ComplaintLink]) -> LinkRow:
    newest = links[-1]
    batch, defect = newest.batch, newest.defect
    return LinkRow(
        batch_id=batch.id,
        batch=batch.number,
        product=batch.product.full_code,
        batch_status=batch.status,
        standing=newest.standing,
        defect_id=newest.defect_id,
        defect=f"{defect.code.code} {spoken_name(defect.code)}" if defect else "",
        statements=tuple(
            StatementRow(standing=link.standing, reason=link.reason, by=link.by.name, at=link.at)
            for link in links
        ),
    )


def _promise(promise: Promise, at: datetime) -> PromiseOfComplaint:
    return PromiseOfComplaint(
        id=promise.id,
        name=promise.name,
        text=promise.text,
        owner=promise.owner.name,
        due_on=promise.due_now[0],
        standing=promise.standing(at),
        was_moved=promise.was_moved,
        was_told=promise.was_told,
        is_done=promise.done is not None,
    )


def _touches(session: Session, complaint_id: int) -> tuple[TouchOfComplaint, ...]:
    found = session.scalars(
        select(Touch)
        .where(Touch.complaint_id == complaint_id)
        .order_by(Touch.happened_at, Touch.id)
    )
    return tuple(
        TouchOfComplaint(
            id=touch.id,
            direction=touch.direction,
            channel=touch.channel,
            minutes=touch.minutes,
            planned=touch.planned,
            note=touch.note,
            by=touch.by.name,
            happened_at=touch.happened_at,
        )
        for touch in found
    )


def _problems(session: Session, complaint_id: int) -> tuple[ProblemOfComplaint, ...]:
    """Return the problems that the complaint was seen as; what was split off counts there.

    A thread that has become a part of another one is told as that one.
    """
    later = aliased(Sighting)
    found = session.scalars(
        select(Problem)
        .where(
            Problem.id.in_(
                select(Sighting.problem_id)
                .outerjoin(later, later.replaces_id == Sighting.id)
                .where(Sighting.complaint_id == complaint_id, later.id.is_(None))
            )
        )
        .order_by(Problem.id)
    )
    return tuple(
        ProblemOfComplaint(
            id=each.id, name=each.name, status=each.status, recurrences=each.recurrences
        )
        for each in dict.fromkeys(thread.final for thread in found)
    )


def _photo(photo: ComplaintPhoto) -> PhotoOfComplaint:
    return PhotoOfComplaint(id=photo.id, caption=photo.caption, by=photo.by.name, at=photo.at)
