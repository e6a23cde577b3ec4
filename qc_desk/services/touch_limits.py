"""How many touches an order needs, how many are usual in this shop, and which have too many."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Subquery, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.orders import Order
from qc_desk.domain.parties import Customer
from qc_desk.domain.touches import Touch
from qc_desk.domain.u_chart import Limit, limit
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
    touched = _touched()
    counted = (
        select(func.coalesce(touched.c.touches, 0))
        .select_from(Order)
        .outerjoin(touched, touched.c.order_id == Order.id)
        .where(Order.created_at > at - YEAR, Order.created_at <= at)
    )
    return limit([int(each) for each in session.scalars(counted)])


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
    touched = _touched()
    found = session.execute(
        select(
            Order.id,
            Order.number,
            Customer.name,
            touched.c.touches,
            touched.c.unplanned,
            touched.c.minutes,
            touched.c.last_at,
            _newest(Batch.id, Batch.order_id),
            _newest(Complaint.id, Complaint.order_id),
        )
        .join(touched, touched.c.order_id == Order.id)
        .join(Customer, Customer.id == Order.customer_id)
        .where(
            Order.retired_at.is_(None),
            touched.c.touches >= usual.first_over,
            touched.c.last_at >= at - within,
        )
        .order_by(touched.c.touches.desc(), Order.id)
    )
    return [
        OrderOverRow(
            order_id=row[0],
            order=row[1],
            customer=row[2],
            touches=row[3],
            unplanned=int(row[4]),
            minutes=int(row[5]),
            last_at=row[6],
            limit=usual,
            batch_id=row[7],
            complaint_id=row[8],
        )
        for row in found
    ]


def _newest(
    what: InstrumentedAttribute[int], of: InstrumentedAttribute[int | None]
) -> ColumnElement[int | None]:
    """Return the newest batch or complaint of an order."""
    return select(func.max(what)).where(of == Order.id).correlate(Order).scalar_subquery()


def _touched() -> Subquery:
    """Return touches by order: its own, and those of its complaints that name no other order."""
    about = func.coalesce(Touch.order_id, Complaint.order_id)
    unplanned, minutes = _sums()
    return (
        select(
            about.label("order_id"),
            func.count().label("touches"),
            unplanned.label("unplanned"),
            minutes.label("minutes"),
            func.max(Touch.happened_at).label("last_at"),
        )
        .select_from(Touch)
        .outerjoin(Complaint, Complaint.id == Touch.complaint_id)
        .where(about.is_not(None))
        .group_by(about)
        .subquery()
    )


def _sums() -> tuple[ColumnElement[int], ColumnElement[int]]:
    """Return the columns that count unplanned touches and add up minutes."""
    unplanned = func.sum(case((Touch.planned, 0), else_=1))
    return func.coalesce(unplanned, 0), func.coalesce(func.sum(Touch.minutes), 0)
