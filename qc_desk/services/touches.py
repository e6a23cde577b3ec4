"""Touches: each contact with a customer about an order or a complaint, noted once and for all."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, joinedload

from qc_desk.domain import texts
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.loop_words import Channel, Direction
from qc_desk.domain.orders import Order
from qc_desk.domain.people import MAY_INSPECT
from qc_desk.domain.refusals import (
    FieldInvalid,
    FieldNeeded,
    HeardInFuture,
    NotFound,
    QuantityWrong,
)
from qc_desk.domain.touches import MOST_MINUTES, Touch
from qc_desk.i18n import N_, _
from qc_desk.services.acts import acting

LONG_AGO = timedelta(days=5 * 366)  # earlier than that is a slip of the keyboard


@dataclass(frozen=True, kw_only=True, slots=True)
class TouchEntry:
    """What is entered about a contact; ``happened_at`` None: just now. Minutes 0: not timed."""

    order_id: int | None = None
    complaint_id: int | None = None
    direction: Direction
    channel: Channel
    minutes: int = 0
    planned: bool = False
    note: str = ""
    happened_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TouchRow:
    """A contact as lists show it."""

    id: int
    order_id: int | None
    complaint_id: int | None
    complaint: str  # "C-17"; empty when it was about an order only
    direction: Direction
    channel: Channel
    minutes: int
    planned: bool
    note: str
    happened_at: datetime
    by: str


def note(session: Session, entry: TouchEntry, by: int, at: datetime) -> int:
    """Note a contact; returns its id."""
    person = acting(session, "touch.note", by, at)
    person.must_hold_somewhere(MAY_INSPECT)
    if not 0 <= entry.minutes <= MOST_MINUTES:
        raise QuantityWrong(quantity=entry.minutes, lowest=0, highest=MOST_MINUTES)
    order_id, complaint_id = _about(session, entry)
    touch = Touch(
        order_id=order_id,
        complaint_id=complaint_id,
        direction=entry.direction,
        channel=entry.channel,
        minutes=entry.minutes,
        planned=entry.planned,
        note=texts.text(entry.note, N_("note"), texts.NOTE),
        happened_at=_past(entry.happened_at or at, at),
        by=person,
        entered_at=at,
    )
    session.add(touch)
    session.flush()
    return touch.id


def touches_of_order(session: Session, order_id: int) -> list[TouchRow]:
    """Return the contacts about an order and about its complaints, newest first."""
    return _rows(session, counts_for_order(order_id))


def touches_of_complaint(session: Session, complaint_id: int) -> list[TouchRow]:
    """Return the contacts about a complaint, newest first."""
    return _rows(session, Touch.complaint_id == complaint_id)


def counts_for_order(order_id: int) -> ColumnElement[bool]:
    """Return whether a contact counts for an order: about it, or about one of its complaints."""
    complaints = select(Complaint.id).where(Complaint.order_id == order_id)
    return or_(
        Touch.order_id == order_id,
        and_(Touch.order_id.is_(None), Touch.complaint_id.in_(complaints)),
    )


def _about(session: Session, entry: TouchEntry) -> tuple[int | None, int | None]:
    """Return order and complaint; the order only where the complaint does not name it already."""
    order = session.get(Order, entry.order_id) if entry.order_id is not None else None
    if order is None and entry.order_id is not None:
        raise NotFound(kind=N_("order"), name=entry.order_id)
    if entry.complaint_id is None:
        if order is None:
            raise FieldNeeded(field=N_("order or complaint"))
        return order.id, None
    complaint = session.get(Complaint, entry.complaint_id)
    if complaint is None:
        raise NotFound(kind=N_("complaint"), name=entry.complaint_id)
    if order is not None and complaint.order_id not in (None, order.id):
        why = _("{complaint} is about another order.").format(complaint=complaint.name)
        raise FieldInvalid(field=N_("order"), value=order.number, why=why)
    named = complaint.order_id is not None or order is None
    return (None if named else entry.order_id), complaint.id


def _past(happened_at: datetime, at: datetime) -> datetime:
    if happened_at > at:
        raise HeardInFuture(field=N_("happened at"))
    if happened_at < at - LONG_AGO:
        why = _("that is more than five years ago.")
        raise FieldInvalid(field=N_("happened at"), value=happened_at, why=why)
    return happened_at


def _rows(session: Session, about: ColumnElement[bool]) -> list[TouchRow]:
    found = session.execute(
        select(Touch, Complaint.number)
        .outerjoin(Complaint, Complaint.id == Touch.complaint_id)
        .where(about)
        .order_by(Touch.happened_at.desc(), Touch.id.desc())
        .options(joinedload(Touch.by))
    )
    return [_row(touch, number) for touch, number in found]


def _row(touch: Touch, number: int | None) -> TouchRow:
    return TouchRow(
        id=touch.id,
        order_id=touch.order_id,
        complaint_id=touch.complaint_id,
        complaint="" if number is None else f"C-{number}",
        direction=touch.direction,
        channel=touch.channel,
        minutes=touch.minutes,
        planned=touch.planned,
        note=touch.note,
        happened_at=touch.happened_at,
        by=touch.by.name,
    )
