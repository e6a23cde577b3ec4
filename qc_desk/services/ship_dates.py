"""How much time orders have left before their promised ship date, and which are at risk."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session, joinedload

from qc_desk.domain.batches import Batch
from qc_desk.domain.days import end_of
from qc_desk.domain.inspections import Inspection
from qc_desk.domain.orders import Order
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
        select(Batch, Order)
        .join(Order, Order.id == Batch.order_id)
        .where(
            Batch.status.in_(WAITS),
            Order.promised_ship_date.is_not(None),
            Order.retired_at.is_(None),
        )
        .options(joinedload(Batch.product), joinedload(Batch.site), joinedload(Order.customer))
    )
    if site_ids is not None:
        query = query.where(Batch.site_id.in_(list(site_ids)))
    found = [(row[0], row[1]) for row in session.execute(query)]
    if not found:
        return []
    experience = Experience(session, at)
    begun = _begun(session, [batch.id for batch, _order in found])
    waiting: dict[Order, list[WaitingRow]] = defaultdict(list)
    for batch, order in found:
        row = _waiting(batch, order, experience.usual(batch), begun.get(batch.id), at)
        waiting[order].append(row)
    rows = [_slack(order, rows_) for order, rows_ in waiting.items()]
    return sorted(rows, key=lambda row: (row.slack_hours, row.order_id))


class Experience:
    """How long checks took in the last year, by product and site."""

    def __init__(self, session: Session, at: datetime) -> None:
        """Read the newest decisions of the year before ``at``."""
        self._product: dict[tuple[int, int], list[timedelta]] = defaultdict(list)
        self._site: dict[int, list[timedelta]] = defaultdict(list)
        self._shop: list[timedelta] = []
        for product_id, site_id, opened_at, decided_at in session.execute(_durations(at)):
            took = decided_at - opened_at
            self._product[product_id, site_id].append(took)
            self._site[site_id].append(took)
            self._shop.append(took)

    def usual(self, batch: Batch) -> Usual:
        """Return how long a check of such a batch takes, or what to go by instead."""
        product = self._product.get((batch.product_id, batch.site_id), [])
        return usual(product, self._site.get(batch.site_id, []), self._shop)


def _durations(at: datetime) -> Select[int, int, datetime, datetime]:
    """Return when first checks were opened and their rounds decided, newest decisions first."""
    return (
        select(Batch.product_id, Batch.site_id, Inspection.opened_at, SignOff.at)
        .join(SignOff, SignOff.batch_id == Batch.id)
        .join(
            Inspection,
            and_(
                Inspection.batch_id == Batch.id,
                Inspection.round == SignOff.round,
                Inspection.seat == Seat.FIRST,
                Inspection.status != InspectionStatus.WITHDRAWN,
            ),
        )
        .where(
            SignOff.slot.in_((Slot.DECISION, Slot.ALONE)),
            SignOff.at > at - YEAR,
            SignOff.at <= at,
        )
        .order_by(SignOff.id.desc())
        .limit(NEWEST)
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


def _waiting(
    batch: Batch, order: Order, usual_: Usual, opened_at: datetime | None, at: datetime
) -> WaitingRow:
    waits_for = WAITS[batch.status]
    expected_at = expected_release(waits_for, opened_at, usual_, at)
    promised_until = end_of(promised_day(order), batch.site.time_zone)
    return WaitingRow(
        batch_id=batch.id,
        batch=batch.number,
        product=batch.product.name,
        waits_for=waits_for,
        expected_at=expected_at,
        promised_until=promised_until,
        slack_hours=(promised_until - expected_at) / _HOUR,
        is_late=at >= promised_until,
        basis=usual_.basis,
        checks=usual_.checks,
    )


def _slack(order: Order, waiting: list[WaitingRow]) -> OrderSlack:
    tightest = sorted(waiting, key=lambda row: (row.slack_hours, row.batch_id))
    return OrderSlack(
        order_id=order.id,
        order=order.number,
        customer=order.customer.name,
        promised_ship_date=promised_day(order),
        slack_hours=tightest[0].slack_hours,
        is_late=any(row.is_late for row in waiting),
        waiting=tuple(tightest),
    )


def promised_day(order: Order) -> date:
    """Return the day that an order was promised for, where it is known that there is one."""
    assert order.promised_ship_date is not None  # noqa: S101 (both queries ask for it)
    return order.promised_ship_date
