"""What needs a person now: their own checks, second checks they may do, dates, decisions."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.inspections import Inspection
from qc_desk.domain.orders import Order
from qc_desk.domain.people import MAY_INSPECT, MAY_LEAD
from qc_desk.domain.products import Product
from qc_desk.domain.sign_offs import SignOff
from qc_desk.domain.vocabulary import BatchStatus, InspectionStatus, Role, Slot
from qc_desk.services.at_sites import at_sites
from qc_desk.services.gauges import GaugeRow, due_gauges
from qc_desk.services.inspections import OpenCheckRow, open_checks
from qc_desk.services.second_seats import begun, who_had_a_hand
from qc_desk.services.shop_texts import spoken_words
from qc_desk.services.snoozes import SnoozeRow, put_off_by
from qc_desk.services.staff import StaffRow, staff
from qc_desk.services.today_led import (
    ForWhomRow,
    TrainingDue,
    UnusualRow,
    for_whom,
    training_due,
    unusual,
)
from qc_desk.services.today_loop import MOST as MOST_OF_LOOP
from qc_desk.services.today_loop import Mine, TodayLoop, today_loop

NEAR = timedelta(days=7)
LOOKED_BACK = timedelta(days=30)
MOST = 20  # rows of one kind
_LOOKED_THROUGH = 60  # batches that wait for a second check, the most urgent first

_WAITING = (
    BatchStatus.DRAFT,
    BatchStatus.FIRST_CHECK,
    BatchStatus.SECOND_CHECK,
    BatchStatus.HELD,
    BatchStatus.REWORK,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class TodayRow:
    """A batch that waits for something."""

    batch_id: int
    batch: str
    product: str
    status: BatchStatus
    promised_ship_date: date | None
    since: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Today:
    """Everything that needs one person now, the most urgent first in each part."""

    unfinished: tuple[OpenCheckRow, ...]
    to_decide: tuple[TodayRow, ...]  # both checks done; this person compares and decides
    second_checks: tuple[TodayRow, ...]
    near: tuple[TodayRow, ...]  # to leave within a week, or late, and not released
    held: tuple[TodayRow, ...]  # for leads and owners
    loop: TodayLoop  # promises, complaints, problems, orders
    first_checks: int  # batches that wait for a first check at this person's sites
    gauges: tuple[GaugeRow, ...]  # overdue or due soon, for leads and owners
    alone: int  # releases without second check in the last 30 days, at all sites
    has_batches: bool  # whether there are any at all
    for_whom: tuple[ForWhomRow, ...] = ()  # second checks by others, for leads and owners
    unusual: tuple[UnusualRow, ...] = ()  # concessions and releases alone since yesterday
    training: TrainingDue = field(default_factory=TrainingDue)
    put_off: tuple[SnoozeRow, ...] = ()
    leads: bool = False  # own work stands first where one does not lead

    @property
    def is_quiet(self) -> bool:
        """Whether nothing needs this person."""
        mine = (self.unfinished, self.to_decide, self.second_checks)
        others = (self.for_whom, self.unusual, self.training.to_confirm, self.training.to_train)
        parts = (*mine, *others, self.near, self.held, self.gauges)
        return not any(parts) and not self.first_checks and self.loop.is_quiet


def today(session: Session, by: int, at: datetime, day: date) -> Today:
    """Return what needs this person now; ``day`` is the day at their site."""
    people = staff(session)
    person = people[by]
    inspects, leads = person.sites(MAY_INSPECT), person.sites(MAY_LEAD)
    sites = person.sites(Role)
    away = put_off_by(session, by, day)
    mine = Mine(by=by, sites=sites, inspects=inspects, leads=leads, most=MOST_OF_LOOP + len(away))
    own = _second_checks(session, person, inspects)
    return Today(
        unfinished=tuple(open_checks(session, by)),
        to_decide=_to_decide(session, by),
        second_checks=own,
        near=_near(session, sites, day),
        held=_held(session, leads),
        loop=today_loop(session, mine, at, day),
        first_checks=_count(session, inspects, (BatchStatus.DRAFT, BatchStatus.REWORK)),
        gauges=due_gauges(session, leads, day),
        alone=_alone(session, at),
        has_batches=session.scalar(select(Batch.id).limit(1)) is not None,
        for_whom=tuple(for_whom(session, leads, [row.batch_id for row in own], people)),
        unusual=tuple(unusual(session, leads, day - timedelta(days=1))) if leads else (),
        training=training_due(session, by, people, leads=bool(leads)),
        put_off=tuple(away),
        leads=bool(leads),
    )


_Facts = tuple[int, str, str, str, BatchStatus, date | None, datetime]
_FACTS = (
    Batch.id,
    Batch.number,
    Product.name,
    Product.wordings,
    Batch.status,
    Order.promised_ship_date,
    Batch.changed_at,
)


def _rows(
    session: Session, query: Select[*_Facts], *statuses: BatchStatus, most: int = MOST
) -> list[TodayRow]:
    """Return the batches of a query at one of these, those that must leave first on top."""
    found = session.execute(
        query.join(Product, Product.id == Batch.product_id)
        .outerjoin(Order, Order.id == Batch.order_id)
        .where(Batch.status.in_(statuses))
        .order_by(Order.promised_ship_date.is_(None), Order.promised_ship_date, Batch.id)
        .limit(most)
    )
    return [
        TodayRow(
            batch_id=batch_id,
            batch=number,
            product=spoken_words(product, wordings),
            status=status,
            promised_ship_date=promised,
            since=since,
        )
        for batch_id, number, product, wordings, status, promised, since in found
    ]


def _second_checks(
    session: Session, person: StaffRow, sites: tuple[int, ...]
) -> tuple[TodayRow, ...]:
    """Return the batches whose second check this person may begin."""
    if not person.inspects:
        return ()
    query = select(*_FACTS).where(at_sites(Batch.site_id, sites), ~begun())
    found = _rows(session, query, BatchStatus.SECOND_CHECK, most=_LOOKED_THROUGH)
    hands = who_had_a_hand(session, [row.batch_id for row in found])
    return tuple(row for row in found if person.id not in hands[row.batch_id])[:MOST]


def _to_decide(session: Session, by: int) -> tuple[TodayRow, ...]:
    """Return the batches whose second check this person has submitted and not decided."""
    mine = select(Inspection.batch_id).where(
        Inspection.inspector_id == by, Inspection.status == InspectionStatus.SUBMITTED
    )
    query = select(*_FACTS).where(Batch.id.in_(mine))
    return tuple(_rows(session, query, BatchStatus.SECOND_CHECK))


def _near(session: Session, sites: tuple[int, ...], day: date) -> tuple[TodayRow, ...]:
    """Return the batches that wait although they are to leave within a week."""
    query = select(*_FACTS).where(
        Order.promised_ship_date <= day + NEAR, at_sites(Batch.site_id, sites)
    )
    return tuple(_rows(session, query, *_WAITING))


def _held(session: Session, sites: tuple[int, ...]) -> tuple[TodayRow, ...]:
    """Return the batches that wait for a decision by a lead of one of these sites."""
    if not sites:
        return ()
    query = select(*_FACTS).where(at_sites(Batch.site_id, sites))
    return tuple(_rows(session, query, BatchStatus.HELD))


def _count(session: Session, sites: tuple[int, ...], statuses: tuple[BatchStatus, ...]) -> int:
    query = select(func.count()).select_from(Batch)
    wanted = query.where(Batch.status.in_(statuses), at_sites(Batch.site_id, sites))
    return session.scalar(wanted) or 0


def _alone(session: Session, at: datetime) -> int:
    query = select(func.count()).select_from(SignOff)
    wanted = query.where(SignOff.slot == Slot.ALONE, SignOff.at >= at - LOOKED_BACK)
    return session.scalar(wanted) or 0
