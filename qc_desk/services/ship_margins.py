"""How orders met their promised ship date: in time, nearly missed, or missed."""

from bisect import insort
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import ColumnElement, Date, Row, func, select, type_coerce
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
from qc_desk.storage.without_index import without_index

_RELEASED = (BatchStatus.RELEASED, BatchStatus.SHIPPED, BatchStatus.RECALLED)
_BY_DAY, _MARGIN = itemgetter(3, 0), itemgetter(5)  # of a row
_DAY = type_coerce(Order.promised_ship_date, Date)  # each is asked for by its day: it has one


class MarginRow(NamedTuple):
    """How one order met its promised ship date."""

    order_id: int
    order: str
    customer: str
    promised_ship_date: date
    released_on: date | None  # None: the day is over and it is still not released
    margin: Margin


# an order with its day, as it is read: its id, number, customer, and day
_Promised = tuple[int, str, str, date]
_Released = tuple[int, str, int, date, date]


def margins(session: Session, first: date, last: date, at: datetime) -> list[MarginRow]:
    """Return how the orders promised for these days met them, oldest first.

    What is scrapped or returned does not leave and is not waited for; an order that still waits
    counts as missed once its day is over, and not before.
    """
    within = Order.promised_ship_date.between(first, last)
    waiting, conceded = _waiting(session, within), _conceded(session, within)
    names = dict(session.execute(select(Customer.id, Customer.name)).all())
    decided = _decided(session, within)
    for key, *_order, day in (row for row in decided if row[0] in conceded):
        order, last_day = conceded[key]
        conceded[key] = order, max(last_day, day)
    rows = [
        MarginRow(key, number, names[customer], promised, day, margin(day, promised))
        for key, number, customer, promised, day in decided
        if key not in waiting and key not in conceded
    ]
    few = [
        MarginRow(*order, day, margin(day, order[-1]))
        for key, (order, day) in conceded.items()
        if key not in waiting
    ]
    few += [
        MarginRow(*order, None, Margin.MISSED)
        for order, zones in waiting.values()
        if any(at >= end_of(order[-1], zone) for zone in zones)
    ]
    for row in few:
        insort(rows, row, key=_BY_DAY)
    return rows


def counted(rows: Iterable[MarginRow]) -> dict[Margin, int]:
    """Return how many orders were in time, nearly missed and missed."""
    numbers = Counter(map(_MARGIN, rows))
    return {each: numbers[each] for each in Margin}


def _decided(session: Session, within: ColumnElement[bool]) -> Sequence[Row[*_Released]]:
    """Return each order with the day on which its last batch was released, where that batch is.

    Releases by two people and alone are decided rounds, which know that day. SQLite
    would look an order's batches up once for each status.
    """
    order = (Order.promised_ship_date, Order.id)  # of the index; the rest of an order follows
    query = (
        select(Order.id, Order.number, Order.customer_id, _DAY, func.max(DecidedRound.day))
        .join(Batch, Batch.order_id == Order.id)
        .join(DecidedRound, DecidedRound.batch_id == Batch.id)
        .where(
            within,
            without_index(Batch.status).in_(_RELEASED),
            DecidedRound.accepted,
        )
        .group_by(*order)
        .order_by(*order)
    )
    return session.connection().execute(query).all()


def _conceded(session: Session, within: ColumnElement[bool]) -> dict[int, tuple[_Promised, date]]:
    """Return the orders with a batch that left by concession, and the last such day: few."""
    query = (
        select(Order.id, Order.number, Customer.name, _DAY, SignOff.at, Site.time_zone)
        .join(Customer, Customer.id == Order.customer_id)
        .join(Batch, Batch.order_id == Order.id)
        .join(Site, Site.id == Batch.site_id)
        .join(SignOff, SignOff.batch_id == Batch.id)
        .where(within, Batch.status.in_(_RELEASED), SignOff.slot == Slot.CONCESSION)
    )
    found: dict[int, tuple[_Promised, date]] = {}
    for key, number, customer, promised, moment, zone in session.execute(query):
        order, day = (key, number, customer, promised), day_of(moment, zone)
        found[key] = order, max(day, found.get(key, (order, day))[1])
    return found


def _waiting(
    session: Session, within: ColumnElement[bool]
) -> dict[int, tuple[_Promised, set[str]]]:
    """Return the orders with batches that still wait, and in which time zones they do."""
    query = (
        select(Order.id, Order.number, Customer.name, _DAY, Site.time_zone)
        .join(Customer, Customer.id == Order.customer_id)
        .join(Batch, Batch.order_id == Order.id)
        .join(Site, Site.id == Batch.site_id)
        .where(within, Batch.status.in_(WAITS))
    )
    found: dict[int, tuple[_Promised, set[str]]] = {}
    for key, number, customer, promised, zone in session.execute(query):
        order = (key, number, customer, promised)
        found.setdefault(key, (order, set()))[1].add(zone)
    return found
