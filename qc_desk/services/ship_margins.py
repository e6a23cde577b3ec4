"""How orders met their promised ship date: in time, nearly missed, or missed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from qc_desk.domain.batches import Batch
from qc_desk.domain.days import day_of, end_of
from qc_desk.domain.orders import Order
from qc_desk.domain.ship_dates import Margin, margin
from qc_desk.domain.sign_offs import SignOff
from qc_desk.domain.vocabulary import BatchStatus, Meaning
from qc_desk.services.ship_dates import WAITS, promised_day

_RELEASED = (BatchStatus.RELEASED, BatchStatus.SHIPPED, BatchStatus.RECALLED)
_RELEASING = (Meaning.APPROVED, Meaning.CONCESSION, Meaning.RELEASED_ALONE)


@dataclass(frozen=True, kw_only=True, slots=True)
class MarginRow:
    """How one order met its promised ship date."""

    order_id: int
    order: str
    customer: str
    promised_ship_date: date
    released_on: date | None  # None: the day is over and it is still not released
    margin: Margin


def margins(session: Session, first: date, last: date, at: datetime) -> list[MarginRow]:
    """Return how the orders promised for these days met them, oldest first.

    What is scrapped or returned does not leave and is not waited for; an order that still waits
    counts as missed once its day is over, and not before.
    """
    query = (
        select(Batch, Order)
        .join(Order, Order.id == Batch.order_id)
        .where(
            Order.promised_ship_date.between(first, last),
            Batch.status.in_((*WAITS, *_RELEASED)),
        )
        .order_by(Order.promised_ship_date, Order.id, Batch.id)
        .options(joinedload(Batch.site), joinedload(Order.customer))
    )
    by_order: dict[Order, list[Batch]] = defaultdict(list)
    for batch, order in session.execute(query):
        by_order[order].append(batch)
    released = _released(session, first, last)
    rows = (_margin(order, found, released, at) for order, found in by_order.items())
    return [row for row in rows if row is not None]


def counted(rows: Iterable[MarginRow]) -> dict[Margin, int]:
    """Return how many orders were in time, nearly missed and missed."""
    numbers = dict.fromkeys(Margin, 0)
    for row in rows:
        numbers[row.margin] += 1
    return numbers


def _released(session: Session, first: date, last: date) -> dict[int, datetime]:
    """Return when each batch of these orders was released last."""
    found = session.execute(
        select(SignOff.batch_id, func.max(SignOff.at))
        .join(Batch, Batch.id == SignOff.batch_id)
        .join(Order, Order.id == Batch.order_id)
        .where(Order.promised_ship_date.between(first, last), SignOff.meaning.in_(_RELEASING))
        .group_by(SignOff.batch_id)
    )
    return dict(found.all())


def _margin(
    order: Order, batches: list[Batch], released: dict[int, datetime], at: datetime
) -> MarginRow | None:
    """Return how an order met its day; None while that is open."""
    promised = promised_day(order)
    if all(batch.status in _RELEASED for batch in batches):
        days = [day_of(released[batch.id], batch.site.time_zone) for batch in batches]
        released_on = max(days)
        return _row(order, released_on, margin(released_on, promised))
    waiting = (batch for batch in batches if batch.status in WAITS)
    if any(at >= end_of(promised, batch.site.time_zone) for batch in waiting):
        return _row(order, None, Margin.MISSED)
    return None


def _row(order: Order, released_on: date | None, met: Margin) -> MarginRow:
    return MarginRow(
        order_id=order.id,
        order=order.number,
        customer=order.customer.name,
        promised_ship_date=promised_day(order),
        released_on=released_on,
        margin=met,
    )
