"""How many touches an order needs, how many are usual in this shop, and which have too many."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.orders import Order
from qc_desk.domain.parties import Customer
from qc_desk.domain.touches import Touch
from qc_desk.domain.u_chart import ENOUGH, Limit, limit, limit_of_many
from qc_desk.services.touches import counts_for_order

YEAR = timedelta(days=365)
LATELY = timedelta(days=30)


@dataclass(frozen=True, kw_only=True, slots=True)
class OrderTouches:
    """How often somebody had to be spoken to about one order."""

    touches: int
    unplanned: int
    minutes: int
    limit: Limit

    @property
    def is_over(self) -> bool:
        """Whether these are more than the shop's orders usually need."""
        return self.limit.is_over(self.touches)


@dataclass(frozen=True, kw_only=True, slots=True)
class OrderOverRow:
    """An order that needs more touches than the shop's orders usually do."""

    order_id: int
    order: str
    customer: str
    touches: int
    unplanned: int
    minutes: int
    last_at: datetime
    limit: Limit
    batch_id: int | None  # its newest batch
    complaint_id: int | None  # its newest complaint


def touch_limit(session: Session, at: datetime) -> Limit:
    """Return the limit from the shop's own orders of the last year, retired ones included."""
    each = _counts(_of_last_year(at)).subquery()
    orders, touches = session.execute(
        select(func.count(), func.sum(each.c.touches)).select_from(each)
    ).one()
    if orders >= ENOUGH:
        return limit_of_many(orders, int(touches))
    return limit(list(_counted(session, _of_last_year(at)).values()))


def order_touches(session: Session, order_id: int, at: datetime) -> OrderTouches:
    """Return how often an order was touched, beside what is usual."""
    counted = session.execute(
        select(func.count(), *_sums()).select_from(Touch).where(counts_for_order(order_id))
    ).one()
    return OrderTouches(
        touches=counted[0],
        unplanned=int(counted[1]),
        minutes=int(counted[2]),
        limit=touch_limit(session, at),
    )


def orders_over_limit(
    session: Session, at: datetime, within: timedelta = LATELY
) -> list[OrderOverRow]:
    """Return the orders over the limit that were touched lately, most touches first.

    Retired orders are done with and are left out.
    """
    usual = touch_limit(session, at)
    counted = _counted(session, Order.id.in_(_touched_since(at - within)))
    many = [order_id for order_id, touches in counted.items() if usual.is_over(touches)]
    return _rows(session, {each.order_id: each for each in _touched(session, many)}, usual)


def touches_of_orders(session: Session, begun: datetime, ended: datetime) -> list[int]:
    """Return the touches of each order that was entered in this time, ``ended`` excluded."""
    entered = and_(Order.created_at >= begun, Order.created_at < ended)
    return list(_counted(session, entered).values())


def most_touched(session: Session, at: datetime, count: int) -> list[OrderOverRow]:
    """Return the orders of the last year that were touched most, at most so many."""
    counted = _counted(session, _of_last_year(at))
    retired = set(session.scalars(select(Order.id).where(Order.retired_at.is_not(None))))
    most = sorted((-touches, each) for each, touches in counted.items() if touches)
    ids = [order_id for _touches, order_id in most if order_id not in retired][:count]
    found = {each.order_id: each for each in _touched(session, ids)}
    return _rows(session, found, limit(list(counted.values())))


def _rows(session: Session, over: "dict[int, _Touched]", usual: Limit) -> list[OrderOverRow]:
    """Return what is known about orders, most touched first."""
    found = session.execute(
        select(
            Order.id,
            Order.number,
            Customer.name,
            _newest(Batch.id, Batch.order_id),
            _newest(Complaint.id, Complaint.order_id),
        )
        .join(Customer, Customer.id == Order.customer_id)
        .where(Order.retired_at.is_(None), Order.id.in_(over))
    )
    rows = [
        OrderOverRow(
            order_id=order_id,
            order=number,
            customer=customer,
            touches=over[order_id].touches,
            unplanned=over[order_id].unplanned,
            minutes=over[order_id].minutes,
            last_at=over[order_id].last_at,
            limit=usual,
            batch_id=batch_id,
            complaint_id=complaint_id,
        )
        for order_id, number, customer, batch_id, complaint_id in found
    ]
    return sorted(rows, key=lambda row: (-row.touches, row.order_id))


class _Touched(NamedTuple):
    """How often one order was touched."""

    order_id: int
    touches: int
    unplanned: int
    minutes: int
    last_at: datetime


def _of_last_year(at: datetime) -> ColumnElement[bool]:
    return and_(Order.created_at > at - YEAR, Order.created_at <= at)


def _touched_since(moment: datetime) -> CompoundSelect[int | None]:
    """Return the orders that were touched since then, by themselves or by a complaint."""
    own = select(Touch.order_id).where(Touch.happened_at >= moment, Touch.order_id.is_not(None))
    others = (
        select(Complaint.order_id)
        .join(Touch, Touch.complaint_id == Complaint.id)
        .where(Touch.happened_at >= moment, _without_order(), Complaint.order_id.is_not(None))
    )
    return own.union(others)


def _newest(
    what: InstrumentedAttribute[int], of: InstrumentedAttribute[int | None]
) -> ColumnElement[int | None]:
    """Return the newest batch or complaint of an order."""
    return select(func.max(what)).where(of == Order.id).correlate(Order).scalar_subquery()


def _counted(session: Session, which: ColumnElement[bool]) -> dict[int, int]:
    """Return the touches of orders: their own, and those of their complaints."""
    return dict(session.connection().execute(_counts(which)).all())


def _counts(which: ColumnElement[bool]) -> Select[int, int]:
    return select(Order.id, _touches_of_order().label("touches")).where(which)


@cache  # put together once: that takes longer than to ask it
def _touches_of_order() -> ColumnElement[int]:
    """Return how often an order was touched, by itself and by its complaints."""
    own = (
        select(func.count())
        .select_from(Touch)
        .where(Touch.order_id == Order.id)
        .correlate(Order)
        .scalar_subquery()
    )
    others = (
        select(func.count())
        .select_from(Complaint)
        .join(Touch, Touch.complaint_id == Complaint.id)
        .where(Complaint.order_id == Order.id, _without_order())
        .correlate(Order)
        .scalar_subquery()
    )
    return own + others


def _without_order() -> ColumnElement[bool]:
    """Whether a touch names no order; said so that no index on orders is read for it."""
    return func.coalesce(Touch.order_id, 0) == 0


def _touched(session: Session, order_ids: list[int]) -> list[_Touched]:
    """Return everything about the touches of these orders."""
    columns = (Touch.planned, Touch.minutes, Touch.happened_at)
    own = select(Touch.order_id, *columns).where(Touch.order_id.in_(order_ids))
    others = (
        select(Complaint.order_id, *columns)
        .join(Touch, Touch.complaint_id == Complaint.id)
        .where(Complaint.order_id.in_(order_ids), _without_order())
    )
    every = own.union_all(others).subquery()
    unplanned = func.sum(case((every.c.planned, 0), else_=1))
    query = select(
        every.c.order_id, func.count(), unplanned, func.sum(every.c.minutes),
        func.max(every.c.happened_at),
    ).group_by(every.c.order_id)  # fmt: skip
    return [
        _Touched(order_id, touches, int(free), int(minutes), last_at)
        for order_id, touches, free, minutes, last_at in session.execute(query)
    ]


def _sums() -> tuple[ColumnElement[int], ColumnElement[int]]:
    """Return the columns that count unplanned touches and add up minutes."""
    unplanned = func.sum(case((Touch.planned, 0), else_=1))
    return func.coalesce(unplanned, 0), func.coalesce(func.sum(Touch.minutes), 0)
