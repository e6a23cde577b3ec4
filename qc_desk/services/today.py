"""What needs a person now: their own checks, second checks they may do, dates, decisions."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from qc_desk.domain.batches import Batch
from qc_desk.domain.inspections import Inspection
from qc_desk.domain.orders import Order
from qc_desk.domain.people import MAY_INSPECT, MAY_LEAD, Person
from qc_desk.domain.sign_offs import SignOff
from qc_desk.domain.vocabulary import BatchStatus, InspectionStatus, Role, Seat, Slot
from qc_desk.services.at_sites import at_sites
from qc_desk.services.gauges import GaugeRow, due_gauges
from qc_desk.services.inspections import OpenCheckRow, open_checks
from qc_desk.services.shop_texts import spoken_name
from qc_desk.services.snoozes import SnoozeRow, put_off_by
from qc_desk.services.today_led import (
    ForWhomRow,
    TrainingDue,
    UnusualRow,
    for_whom,
    training_due,
    unusual,
    who_had_a_hand,
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
    batches: int  # how many there are at all
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
    _everybody = session.scalars(select(Person)).all()  # at once: they are named all over the page
    person = session.get_one(Person, by)
    inspects, leads = _sites(person, MAY_INSPECT), _sites(person, MAY_LEAD)
    sites = _sites(person, tuple(Role))
    away = put_off_by(session, by, day)
    mine = Mine(
        by=by,
        sites=tuple(sites),
        inspects=tuple(inspects),
        leads=tuple(leads),
        most=MOST_OF_LOOP + len(away),
    )
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
        batches=session.scalar(select(func.count()).select_from(Batch)) or 0,
        for_whom=tuple(for_whom(session, leads, [row.batch_id for row in own])),
        unusual=tuple(unusual(session, leads, day - timedelta(days=1))) if leads else (),
        training=training_due(session, by, leads=bool(leads)),
        put_off=tuple(away),
        leads=bool(leads),
    )


def _sites(person: Person, roles: Iterable[Role]) -> list[int]:
    """Return the sites where the person holds one of the roles now."""
    wanted = set(roles)
    return sorted({g.site.id for g in person.grants if g.ended_at is None and g.role in wanted})


def _batches(*statuses: BatchStatus) -> Select[Batch]:
    """Return a query for batches at one of these, those that must leave first on top."""
    return (
        select(Batch)
        .outerjoin(Order, Order.id == Batch.order_id)
        .where(Batch.status.in_(statuses))
        .order_by(Order.promised_ship_date.is_(None), Order.promised_ship_date, Batch.id)
        .options(joinedload(Batch.product), joinedload(Batch.order))
    )


def _second_checks(session: Session, person: Person, sites: list[int]) -> tuple[TodayRow, ...]:
    """Return the batches whose second check this person may begin; the batch itself says so."""
    query = (
        _batches(BatchStatus.SECOND_CHECK)
        .where(at_sites(Batch.site_id, sites))
        .limit(_LOOKED_THROUGH)
        .options(
            *who_had_a_hand(),
        )
    )
    found = [
        batch
        for batch in session.scalars(query)
        if batch.inspection(Seat.SECOND) is None and batch.second_seat_refusal(person) is None
    ]
    return tuple(_row(batch) for batch in found[:MOST])


def _to_decide(session: Session, by: int) -> tuple[TodayRow, ...]:
    """Return the batches whose second check this person has submitted and not decided."""
    mine = select(Inspection.batch_id).where(
        Inspection.inspector_id == by, Inspection.status == InspectionStatus.SUBMITTED
    )
    query = _batches(BatchStatus.SECOND_CHECK).where(Batch.id.in_(mine)).limit(MOST)
    return tuple(_row(batch) for batch in session.scalars(query))


def _near(session: Session, sites: list[int], day: date) -> tuple[TodayRow, ...]:
    """Return the batches that wait although they are to leave within a week."""
    query = (
        _batches(*_WAITING)
        .where(Order.promised_ship_date <= day + NEAR, at_sites(Batch.site_id, sites))
        .limit(MOST)
    )
    return tuple(_row(batch) for batch in session.scalars(query))


def _held(session: Session, sites: list[int]) -> tuple[TodayRow, ...]:
    """Return the batches that wait for a decision by a lead of one of these sites."""
    query = _batches(BatchStatus.HELD).where(at_sites(Batch.site_id, sites)).limit(MOST)
    return tuple(_row(batch) for batch in session.scalars(query))


def _count(session: Session, sites: list[int], statuses: tuple[BatchStatus, ...]) -> int:
    query = select(func.count()).select_from(Batch)
    wanted = query.where(Batch.status.in_(statuses), at_sites(Batch.site_id, sites))
    return session.scalar(wanted) or 0


def _alone(session: Session, at: datetime) -> int:
    query = select(func.count()).select_from(SignOff)
    wanted = query.where(SignOff.slot == Slot.ALONE, SignOff.at >= at - LOOKED_BACK)
    return session.scalar(wanted) or 0


def _row(batch: Batch) -> TodayRow:
    return TodayRow(
        batch_id=batch.id,
        batch=batch.number,
        product=spoken_name(batch.product),
        status=batch.status,
        promised_ship_date=batch.order.promised_ship_date if batch.order else None,
        since=batch.changed_at,
    )
