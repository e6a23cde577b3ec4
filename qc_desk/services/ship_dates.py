"""How much time orders have left before their promised ship date, and which are at risk."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Date, DateTime, Select, and_, select, type_coerce
from sqlalchemy.orm import Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.days import end_of
from qc_desk.domain.inspections import Inspection
from qc_desk.domain.orders import Order
from qc_desk.domain.organisations import Site
from qc_desk.domain.parties import Customer
from qc_desk.domain.products import Product
from qc_desk.domain.ship_dates import (
    AT_RISK,
    DurationBasis,
    Usual,
    WaitsFor,
    expected_release,
    usual,
)
from qc_desk.domain.sign_offs import SignOff
from qc_desk.domain.vocabulary import BatchStatus, InspectionStatus, Seat, Slot
from qc_desk.services.at_sites import at_sites

YEAR = timedelta(days=365)
NEWEST = 2000  # decisions that durations are drawn from at most: more do not move a median
_HOUR = timedelta(hours=1)

WAITS = {
    BatchStatus.DRAFT: WaitsFor.FIRST_CHECK,
    BatchStatus.FIRST_CHECK: WaitsFor.REST_OF_FIRST,
    BatchStatus.SECOND_CHECK: WaitsFor.SECOND_CHECK,
    BatchStatus.HELD: WaitsFor.DECISION,
    BatchStatus.REWORK: WaitsFor.RECHECK,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class WaitingRow:
    """A batch that keeps its order from leaving."""

    batch_id: int
    batch: str
    product: str
    waits_for: WaitsFor
    expected_at: datetime
    promised_until: datetime  # the promised day is over then, where the batch is
    slack_hours: float  # below 0: it will be late by so much
    is_late: bool  # the promised day is over
    basis: DurationBasis
    checks: int  # how many checks the expectation rests on; 0 when it is assumed


@dataclass(frozen=True, kw_only=True, slots=True)
class OrderSlack:
    """How much time an order has left, with what it waits for; the tightest batch first."""

    order_id: int
    order: str
    customer: str
    promised_ship_date: date
    slack_hours: float
    is_late: bool
    waiting: tuple[WaitingRow, ...]

    @property
    def at_risk(self) -> bool:
        """Whether less is left than is safe."""
        return self.slack_hours < AT_RISK / _HOUR


def at_risk(
    session: Session, at: datetime, site_ids: Iterable[int] | None = None
) -> list[OrderSlack]:
    """Return the orders with less slack than a day, the least first."""
    return [row for row in order_slacks(session, at, site_ids) if row.at_risk]


def order_slacks(
    session: Session, at: datetime, site_ids: Iterable[int] | None = None
) -> list[OrderSlack]:
    """Return every order with a promised day and a batch that still waits, least slack first."""
    query = (
        select(*_FACTS)
        .join(Order, Order.id == Batch.order_id)
        .join(Customer, Customer.id == Order.customer_id)
        .join(Product, Product.id == Batch.product_id)
        .join(Site, Site.id == Batch.site_id)
        .where(
            Batch.status.in_(WAITS),
            Order.promised_ship_date.is_not(None),
            Order.retired_at.is_(None),
        )
    )
    if site_ids is not None:
        query = query.where(at_sites(Batch.site_id, list(site_ids)))
    found = [_Kept(*row) for row in session.execute(query)]
    if not found:
        return []
    experience = Experience(session, at)
    begun = _begun(session, [each.batch_id for each in found])
    waiting: dict[int, list[WaitingRow]] = defaultdict(list)
    for each in found:
        usual_ = experience.usual(each.product_id, each.site_id)
        waiting[each.order_id].append(_waiting(each, usual_, begun.get(each.batch_id), at))
    orders = {each.order_id: each for each in found}
    rows = [_slack(order, waiting[order_id]) for order_id, order in orders.items()]
    return sorted(rows, key=lambda row: (row.slack_hours, row.order_id))


class _Kept(NamedTuple):
    """A batch that keeps its order from leaving, with the order."""

    batch_id: int
    batch: str
    status: BatchStatus
    product_id: int
    product: str
    site_id: int
    zone: str
    order_id: int
    order: str
    customer: str
    promised: date


_FACTS = (
    Batch.id,
    Batch.number,
    Batch.status,
    Batch.product_id,
    Product.name,
    Batch.site_id,
    Site.time_zone,
    Order.id,
    Order.number,
    Customer.name,
    type_coerce(Order.promised_ship_date, Date),  # each has one: it is asked for
)
_BARE = DateTime(timezone=True)  # as the driver reads it: of thousands only the distance is asked


class Experience:
    """How long checks took in the last year, by product and site."""

    def __init__(self, session: Session, at: datetime) -> None:
        """Read the newest decisions of the year before ``at``."""
        self._product: dict[tuple[int, int], list[timedelta]] = defaultdict(list)
        self._site: dict[int, list[timedelta]] = defaultdict(list)
        self._shop: list[timedelta] = []
        self._known: dict[tuple[int, int], Usual] = {}
        for product_id, site_id, opened_at, decided_at in session.execute(_durations(at)):
            took = decided_at - opened_at
            self._product[product_id, site_id].append(took)
            self._site[site_id].append(took)
            self._shop.append(took)
        for every in (self._shop, *self._site.values(), *self._product.values()):
            every.sort()  # once: each is asked for many times

    def usual(self, product_id: int, site_id: int) -> Usual:
        """Return how long a check of such a batch takes, or what to go by instead."""
        kind = (product_id, site_id)
        if kind not in self._known:
            site = self._site.get(site_id, [])
            self._known[kind] = usual(self._product.get(kind, []), site, self._shop)
        return self._known[kind]


def _durations(at: datetime) -> Select[int, int, datetime, datetime]:
    """Return when first checks were opened and their rounds decided, newest decisions first."""
    newest = (
        select(SignOff.id)
        .where(
            SignOff.slot.in_((Slot.DECISION, Slot.ALONE)),
            SignOff.at > at - YEAR,
            SignOff.at <= at,
        )
        .order_by(SignOff.id.desc())
        .limit(NEWEST)
        .subquery()
    )
    return (
        select(
            Batch.product_id,
            Batch.site_id,
            type_coerce(Inspection.opened_at, _BARE),
            type_coerce(SignOff.at, _BARE),
        )
        .select_from(newest)
        .join(SignOff, SignOff.id == newest.c.id)
        .join(Batch, Batch.id == SignOff.batch_id)
        .join(
            Inspection,
            and_(
                Inspection.batch_id == Batch.id,
                Inspection.round == SignOff.round,
                Inspection.seat == Seat.FIRST,
                Inspection.status != InspectionStatus.WITHDRAWN,
            ),
        )
    )


def _begun(session: Session, batch_ids: list[int]) -> dict[int, datetime]:
    """Return when the first check of each batch's own round was opened."""
    found = session.execute(
        select(Batch.id, Inspection.opened_at)
        .join(
            Inspection,
            and_(
                Inspection.batch_id == Batch.id,
                Inspection.round == Batch.round,
                Inspection.seat == Seat.FIRST,
                Inspection.status != InspectionStatus.WITHDRAWN,
            ),
        )
        .where(Batch.id.in_(batch_ids))
    )
    return dict(found.all())


def _waiting(each: _Kept, usual_: Usual, opened_at: datetime | None, at: datetime) -> WaitingRow:
    waits_for = WAITS[each.status]
    expected_at = expected_release(waits_for, opened_at, usual_, at)
    promised_until = end_of(each.promised, each.zone)
    return WaitingRow(
        batch_id=each.batch_id,
        batch=each.batch,
        product=each.product,
        waits_for=waits_for,
        expected_at=expected_at,
        promised_until=promised_until,
        slack_hours=(promised_until - expected_at) / _HOUR,
        is_late=at >= promised_until,
        basis=usual_.basis,
        checks=usual_.checks,
    )


def _slack(order: _Kept, waiting: list[WaitingRow]) -> OrderSlack:
    tightest = sorted(waiting, key=lambda row: (row.slack_hours, row.batch_id))
    return OrderSlack(
        order_id=order.order_id,
        order=order.order,
        customer=order.customer,
        promised_ship_date=order.promised,
        slack_hours=tightest[0].slack_hours,
        is_late=any(row.is_late for row in waiting),
        waiting=tuple(tightest),
    )
