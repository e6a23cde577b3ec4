"""What needs a person now in the loop: promises, complaints, problems, orders and ship dates."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain.complaints import Complaint
from qc_desk.domain.loop_words import ProblemStatus, PromiseStanding
from qc_desk.domain.problems import Problem
from qc_desk.services.at_sites import at_sites
from qc_desk.services.complaint_clock import is_late, promised
from qc_desk.services.complaint_lists import ComplaintRow, complaints_by_id
from qc_desk.services.promise_lists import PromiseFilter, promise_ids, rows_of
from qc_desk.services.promise_rows import PromiseRow
from qc_desk.services.ship_dates import OrderSlack, at_risk
from qc_desk.services.shop_texts import spoken_name
from qc_desk.services.touch_limits import OrderOverRow, orders_over_limit
from qc_desk.services.unanswered import UnansweredRow, unanswered

WEEK = timedelta(days=7)
MOST = 6  # of each kind: five are shown, the sixth says that there are more


@dataclass(frozen=True, kw_only=True, slots=True)
class Mine:
    """Who looks, and at which sites they work, check and lead."""

    by: int
    sites: tuple[int, ...]
    inspects: tuple[int, ...]
    leads: tuple[int, ...]
    most: int = MOST  # rows of each kind; more where some of them are put off


@dataclass(frozen=True, kw_only=True, slots=True)
class AlertRow:
    """A problem that came back, or was seen again after a promise."""

    problem_id: int
    name: str
    family: str
    code: str
    recurrences: int
    status: ProblemStatus


@dataclass(frozen=True, kw_only=True, slots=True)
class TodayLoop:
    """What needs a person now in the loop, the most urgent first in each part."""

    broken: tuple[PromiseRow, ...]  # one's own, and those of the sites that one leads
    due: tuple[PromiseRow, ...]  # today or within a week
    complaints: tuple[ComplaintRow, ...]  # that wait longer than was promised
    alerts: tuple[AlertRow, ...]  # for leads and owners
    at_risk: tuple[OrderSlack, ...]
    over_limit: tuple[OrderOverRow, ...]  # for leads and owners
    unanswered: tuple[UnansweredRow, ...] = ()  # reports not sent, or never confirmed

    @property
    def is_quiet(self) -> bool:
        """Whether nothing of this needs the person."""
        parts = (self.broken, self.due, self.complaints, self.alerts, self.at_risk)
        return not any(parts) and not self.over_limit and not self.unanswered


def today_loop(session: Session, mine: Mine, at: datetime, day: date) -> TodayLoop:
    """Return what needs this person now; ``day`` is the day at their site."""
    broken, due = _promises(session, mine, at, day)
    return TodayLoop(
        broken=broken,
        due=due,
        complaints=_late_complaints(session, mine, at),
        alerts=alerts(session) if mine.leads else (),
        at_risk=tuple(at_risk(session, at, mine.sites, mine.most)),
        over_limit=tuple(orders_over_limit(session, at)[: mine.most]) if mine.leads else (),
        unanswered=tuple(unanswered(session, at, mine.inspects, mine.most)),
    )


def _promises(
    session: Session, mine: Mine, at: datetime, day: date
) -> tuple[tuple[PromiseRow, ...], tuple[PromiseRow, ...]]:
    """Return what is broken, and what is due by the end of the sixth day from today, anywhere."""
    whose = (mine.by, mine.leads)
    broken = PromiseFilter(standing=PromiseStanding.BROKEN, unsettled=True, concerns=whose)
    due = PromiseFilter(standing=PromiseStanding.MADE, due_before=at + WEEK, concerns=whose)
    ids = [
        promise_id
        for wanted in (broken, due)
        for promise_id in session.scalars(promise_ids(wanted, at, mine.most))
    ]
    rows = rows_of(session, ids, at) if ids else []
    return (
        tuple(row for row in rows if row.standing is PromiseStanding.BROKEN),
        tuple(
            row for row in rows if row.standing is PromiseStanding.MADE and row.due_on < day + WEEK
        ),
    )


def _late_complaints(session: Session, mine: Mine, at: datetime) -> tuple[ComplaintRow, ...]:
    """Return the complaints whose clock has run out, heard first on top."""
    if not mine.inspects:
        return ()
    told = promised(session)
    late = (
        select(Complaint.id)
        .where(is_late(told, at), at_sites(Complaint.site_id, mine.inspects))
        .order_by(Complaint.heard_at, Complaint.id)
        .limit(mine.most)
    )
    return tuple(complaints_by_id(session, list(session.scalars(late)), at, told))


def alerts(session: Session) -> tuple[AlertRow, ...]:
    """Return the problems that came back and wait for somebody, the worst first."""
    found = session.scalars(
        select(Problem)
        .where(Problem.status.in_((ProblemStatus.ALERT, ProblemStatus.RECURRED)))
        .order_by(Problem.recurrences.desc(), Problem.changed_at.desc())
        .limit(MOST)
    )
    return tuple(
        AlertRow(
            problem_id=each.id,
            name=each.name,
            family=each.family,
            code=spoken_name(each.code),
            recurrences=each.recurrences,
            status=each.status,
        )
        for each in found
    )
