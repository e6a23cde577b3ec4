"""What the shop delivered in a period, counted for each kind of promise about its service."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from statistics import median

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session, aliased

from qc_desk.domain.deliveries import Delivery, DeliveryEvent
from qc_desk.domain.delivery_words import DeliveryEventKind, DeliveryWay
from qc_desk.domain.loop_words import ComplaintStatus
from qc_desk.domain.reports import Report, Withdrawal
from qc_desk.services.insights.complaints import heard
from qc_desk.services.insights.scope import Scope
from qc_desk.services.ship_margins import margins
from qc_desk.services.touch_limits import touches_of_orders

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Waits:
    """How many of something had to wait too long, and the median of what is known."""

    late: int
    of: int  # done, or too late already; what still has time is not counted
    middle: float | None


def moments(scope: Scope) -> tuple[datetime, datetime]:
    """Return when a period begins, and when it is over (days in UTC)."""
    begun = datetime.combine(scope.first, time.min, UTC)
    return begun, datetime.combine(scope.last + _DAY, time.min, UTC)


def complaint_waits(
    session: Session, scope: Scope, step: ComplaintStatus, hours: int, at: datetime
) -> Waits:
    """Return how long complaints of a period waited for a step."""
    found = heard(session, scope, step)
    known = [each.hours for each in found if each.hours is not None]
    waiting = [(at - each.at) / _HOUR for each in found if each.hours is None]
    return _waits(known, waiting, hours)


def sending_waits(session: Session, scope: Scope, days: int, at: datetime) -> Waits:
    """Return how many days issued reports of a period waited until they went out."""
    return _report_waits(session, _issued(scope, _out()), days, at)


def confirming_waits(session: Session, scope: Scope, days: int, at: datetime) -> Waits:
    """Return how many days the receipt of reports sent in a period waited for its word."""
    out, begun, ended = _out(), *moments(scope)
    confirmed = (
        select(func.min(DeliveryEvent.happened_at))
        .where(
            DeliveryEvent.report_id == Report.id,
            DeliveryEvent.kind == DeliveryEventKind.ACKNOWLEDGED,
        )
        .correlate(Report)
        .scalar_subquery()
    )
    sent = out.subquery()
    query = (
        select(sent.c.out_at, confirmed)
        .select_from(Report)
        .join(sent, sent.c.report_id == Report.id)
        .where(sent.c.out_at >= begun, sent.c.out_at < ended, *_in_force())
    )
    return _report_waits(session, query, days, at)


def ship_slack(session: Session, scope: Scope, days: int, at: datetime) -> Waits:
    """Return how many days goods were ready before their promised ship date.

    What is over and still not released counts as too late; it has no days of its own.
    """
    rows = margins(session, scope.first, scope.last, at)
    known = [(row.promised_ship_date - row.released_on).days for row in rows if row.released_on]
    late = sum(each < days for each in known) + sum(row.released_on is None for row in rows)
    return Waits(late=late, of=len(rows), middle=median(known) if known else None)


def touches_of(session: Session, scope: Scope) -> list[int]:
    """Return the touches of each order that was entered in a period."""
    return touches_of_orders(session, *moments(scope))


def _waits(known: list[float], waiting: Iterable[float], most: float) -> Waits:
    overdue = sum(each > most for each in waiting)
    return Waits(
        late=overdue + sum(each > most for each in known),
        of=overdue + len(known),
        middle=median(known) if known else None,
    )


def _report_waits(
    session: Session, query: Select[datetime, datetime | None], days: int, at: datetime
) -> Waits:
    pairs = [(begun, ended) for begun, ended in session.execute(query)]
    return _waits(
        [(ended - begun) / _DAY for begun, ended in pairs if ended is not None],
        [(at - begun) / _DAY for begun, ended in pairs if ended is None],
        days,
    )


def _issued(scope: Scope, out: Select[int, datetime]) -> Select[datetime, datetime | None]:
    begun, ended = moments(scope)
    sent = out.subquery()
    return (
        select(Report.issued_at, sent.c.out_at)
        .outerjoin(sent, sent.c.report_id == Report.id)
        .where(Report.issued_at >= begun, Report.issued_at < ended, *_in_force())
    )


def _out() -> Select[int, datetime]:
    """Return when each report went out first: by the program itself, or as a person said."""
    sent = (
        select(func.min(DeliveryEvent.at))
        .where(
            DeliveryEvent.delivery_id == Delivery.id, DeliveryEvent.kind == DeliveryEventKind.SENT
        )
        .correlate(Delivery)
        .scalar_subquery()
    )
    at_once = Delivery.way.in_([way for way in DeliveryWay if way.is_sent_at_once])
    out = select(Delivery.report_id, Delivery.at.label("out_at")).where(at_once)
    said = select(Delivery.report_id, sent.label("out_at")).where(~at_once, sent.is_not(None))
    every = out.union_all(said).subquery()
    return select(every.c.report_id, func.min(every.c.out_at).label("out_at")).group_by(
        every.c.report_id
    )


def _in_force() -> tuple[ColumnElement[bool], ...]:
    newer = aliased(Report)
    return (
        ~exists().where(newer.replaces_id == Report.id),
        ~exists().where(Withdrawal.report_id == Report.id),
    )
