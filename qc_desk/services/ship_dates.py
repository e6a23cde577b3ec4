"""How much time orders have left before their promised ship date, and which are at risk."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Date, Select, and_, select, type_coerce
from sqlalchemy.orm import Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.days import end_of
from qc_desk.domain.decided_rounds import DecidedRound
from qc_desk.domain.inspections import Inspection
from qc_desk.domain.orders import Order
from qc_desk.domain.organisations import Site
from qc_desk.domain.parties import Customer
from qc_desk.domain.products import Product
from qc_desk.domain.ship_dates import (
    AT_RISK,
    ENOUGH,
    DurationBasis,
    Usual,
    WaitsFor,
    expected_release,
    usual,
)
from qc_desk.domain.vocabulary import BatchStatus, InspectionStatus, Seat
from qc_desk.services.at_sites import at_sites

YEAR = timedelta(days=365)
NEWEST = 2000  # decided rounds that durations are drawn from at most: more do not move a median
_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)
_ONE_DAY = timedelta(days=1)  # far in the east a day begins before it does in UTC

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
    session: Session,
    at: datetime,
    site_ids: Iterable[int] | None = None,
    most: int | None = None,
) -> list[OrderSlack]:
    """Return the orders with less slack than a day, the least first; at most so many."""
    return [row for row in order_slacks(session, at, site_ids, most) if row.at_risk]


def order_slacks(
    session: Session,
    at: datetime,
    site_ids: Iterable[int] | None = None,
    most: int | None = None,
) -> list[OrderSlack]:
    """Return the orders with a promised day and a batch that still waits, least slack first."""
    query = _waiting_batches()
    if site_ids is not None:
        query = query.where(at_sites(Batch.site_id, list(site_ids)))
    found = list(map(_Kept._make, session.connection().execute(query).all()))
    if not found:
        return []
    experience = Experience(session, at)
    waiting: dict[int, list[_Expected]] = defaultdict(list)
    for each in found:
        usual_ = experience.usual(each.product_id, each.site_id)
        expected_at = expected_release(WAITS[each.status], each.opened_at, usual_, at)
        slack = end_of(each.promised, each.zone) - expected_at
        waiting[each.order_id].append(_Expected(slack, each, expected_at, usual_))
    orders = sorted((min(each.slack for each in of), key) for key, of in waiting.items())
    return [_slack(waiting[order_id], at) for _least, order_id in orders[:most]]


@cache  # put together once: that takes longer than to ask it
def _waiting_batches() -> Select[*tuple[Any, ...]]:
    """Return a query for the batches that keep an order from leaving."""
    begun = and_(
        Inspection.batch_id == Batch.id,
        Inspection.round == Batch.round,
        Inspection.seat == Seat.FIRST,
        Inspection.status != InspectionStatus.WITHDRAWN,
    )
    return (
        select(*_FACTS)
        .join(Order, Order.id == Batch.order_id)
        .join(Customer, Customer.id == Order.customer_id)
        .join(Product, Product.id == Batch.product_id)
        .join(Site, Site.id == Batch.site_id)
        .outerjoin(Inspection, begun)
        .where(
            Batch.status.in_(WAITS),
            Order.promised_ship_date.is_not(None),
            Order.retired_at.is_(None),
        )
    )


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
    opened_at: datetime | None  # the first check of its round


class _Expected(NamedTuple):
    """When a batch is expected to be released, and what that rests on."""

    slack: timedelta
    batch: _Kept
    at: datetime
    usual: Usual


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
    Inspection.opened_at,
)


class Experience:
    """How long checks took in the last year, by product and site."""

    def __init__(self, session: Session, at: datetime) -> None:
        """Read the newest decisions of the year before ``at``."""
        self._product: dict[tuple[int, int], list[int]] = defaultdict(list)
        self._site: dict[int, list[int]] = defaultdict(list)
        self._known: dict[tuple[int, int], Usual] = {}
        self._elsewhere: dict[int, Usual] = {}
        found = session.connection().execute(_durations(at)).all()
        for product_id, site_id, minutes in found:
            self._product[product_id, site_id].append(minutes)
            self._site[site_id].append(minutes)
        self._shop = [minutes for _product, _site, minutes in found]

    def usual(self, product_id: int, site_id: int) -> Usual:
        """Return how long a check of such a batch takes, or what to go by instead."""
        kind = (product_id, site_id)
        if kind not in self._known:
            product = self._product.get(kind, [])
            by_others = len(product) < ENOUGH
            self._known[kind] = (
                self._at_site(site_id) if by_others else usual(_took(product), [], [])
            )
        return self._known[kind]

    def _at_site(self, site_id: int) -> Usual:
        """Return how long checks of all products take at a site."""
        if site_id not in self._elsewhere:
            site = self._site.get(site_id, [])
            shop = self._shop if len(site) < ENOUGH else []
            self._elsewhere[site_id] = usual([], _took(site), _took(shop))
        return self._elsewhere[site_id]


def _took(minutes: list[int]) -> list[timedelta]:
    return [each * _MINUTE for each in minutes]


def _durations(at: datetime) -> Select[int, int, int]:
    """Return how long the newest rounds of the last year took, in the order of their index."""
    newest = (DecidedRound.day, DecidedRound.round, DecidedRound.accepted, DecidedRound.batch_id)
    return (
        select(DecidedRound.product_id, DecidedRound.site_id, DecidedRound.minutes)
        .where(DecidedRound.day.between((at - YEAR).date(), at.date() + _ONE_DAY))
        .order_by(*(each.desc() for each in newest))
        .limit(NEWEST)
    )


def _slack(waiting: list[_Expected], at: datetime) -> OrderSlack:
    tightest = sorted(waiting, key=lambda each: (each.slack, each.batch.batch_id))
    order = tightest[0].batch
    rows = tuple(_row(each, at) for each in tightest)
    return OrderSlack(
        order_id=order.order_id,
        order=order.order,
        customer=order.customer,
        promised_ship_date=order.promised,
        slack_hours=rows[0].slack_hours,
        is_late=any(row.is_late for row in rows),
        waiting=rows,
    )


def _row(expected: _Expected, at: datetime) -> WaitingRow:
    batch = expected.batch
    promised_until = end_of(batch.promised, batch.zone)
    return WaitingRow(
        batch_id=batch.batch_id,
        batch=batch.batch,
        product=batch.product,
        waits_for=WAITS[batch.status],
        expected_at=expected.at,
        promised_until=promised_until,
        slack_hours=expected.slack / _HOUR,
        is_late=at >= promised_until,
        basis=expected.usual.basis,
        checks=expected.usual.checks,
    )
