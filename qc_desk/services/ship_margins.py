"""How orders met their promised ship date: in time, nearly missed, or missed."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Date, func, select, type_coerce
from sqlalchemy.orm import Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.days import day_of, end_of
from qc_desk.domain.decided_rounds import DecidedRound
from qc_desk.domain.orders import Order
from qc_desk.domain.organisations import Site
from qc_desk.domain.parties import Customer
from qc_desk.domain.ship_dates import Margin, margin
from qc_desk.domain.sign_offs import SignOff
from qc_desk.domain.vocabulary import BatchStatus, Slot
from qc_desk.services.ship_dates import WAITS

_RELEASED = (BatchStatus.RELEASED, BatchStatus.SHIPPED, BatchStatus.RECALLED)
_DAY = type_coerce(Order.promised_ship_date, Date)  # each is asked for by its day: it has one


class MarginRow(NamedTuple):
    """How one order met its promised ship date."""

    order_id: int
    order: str
    customer: str
    promised_ship_date: date
    released_on: date | None  # None: the day is over and it is still not released
    margin: Margin


class _Promised(NamedTuple):
    """An order with its day."""

    id: int
    number: str
    customer: str
    day: date


def margins(session: Session, first: date, last: date, at: datetime) -> list[MarginRow]:
    """Return how the orders promised for these days met them, oldest first.

    What is scrapped or returned does not leave and is not waited for; an order that still waits
    counts as missed once its day is over, and not before.
    """
    within = Order.promised_ship_date.between(first, last)
    released = _released(session, within)
    waiting = _waiting(session, within)
    rows = [
        MarginRow(*order, released_on, margin(released_on, order.day))
        for order, released_on in released.items()
        if order not in waiting
    ]
    rows += [
        MarginRow(*order, None, Margin.MISSED)
        for order, zones in waiting.items()
        if any(at >= end_of(order.day, zone) for zone in zones)
    ]
    return sorted(rows, key=lambda row: (row.promised_ship_date, row.order_id))


def counted(rows: Iterable[MarginRow]) -> dict[Margin, int]:
    """Return how many orders were in time, nearly missed and missed."""
    numbers = dict.fromkeys(Margin, 0)
    for row in rows:
        numbers[row.margin] += 1
    return numbers


def _released(session: Session, within: ColumnElement[bool]) -> dict[_Promised, date]:
    """Return the day on which each order's last batch was released, where that batch is.

    Releases by two people and alone are decided rounds, which know that day; concessions are few.
    """
    last = (
        select(Batch.order_id, func.max(DecidedRound.day).label("day"))
        .join(DecidedRound, DecidedRound.batch_id == Batch.id)
        .where(
            Batch.order_id.in_(select(Order.id).where(within)),
            Batch.status.in_(_RELEASED),
            DecidedRound.accepted,
        )
        .group_by(Batch.order_id)
        .subquery()
    )
    decided = (
        select(Order.id, Order.number, Customer.name, _DAY, last.c.day)
        .join(last, last.c.order_id == Order.id)
        .join(Customer, Customer.id == Order.customer_id)
    )
    found = {
        _Promised(key, number, customer, promised): day
        for key, number, customer, promised, day in session.execute(decided)
    }
    conceded = (
        select(Order.id, Order.number, Customer.name, _DAY, SignOff.at, Site.time_zone)
        .join(Customer, Customer.id == Order.customer_id)
        .join(Batch, Batch.order_id == Order.id)
        .join(Site, Site.id == Batch.site_id)
        .join(SignOff, SignOff.batch_id == Batch.id)
        .where(within, Batch.status.in_(_RELEASED), SignOff.slot == Slot.CONCESSION)
    )
    for key, number, customer, promised, moment, zone in session.execute(conceded):
        order, day = _Promised(key, number, customer, promised), day_of(moment, zone)
        found[order] = max(day, found.get(order, day))
    return found


def _waiting(session: Session, within: ColumnElement[bool]) -> dict[_Promised, set[str]]:
    """Return the orders with batches that still wait, and in which time zones they do."""
    query = (
        select(Order.id, Order.number, Customer.name, _DAY, Site.time_zone)
        .join(Customer, Customer.id == Order.customer_id)
        .join(Batch, Batch.order_id == Order.id)
        .join(Site, Site.id == Batch.site_id)
        .where(within, Batch.status.in_(WAITS))
    )
    found: dict[_Promised, set[str]] = defaultdict(set)
    for key, number, customer, promised, zone in session.execute(query):
        found[_Promised(key, number, customer, promised)].add(zone)
    return found
