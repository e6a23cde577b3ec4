"""The week's review: what it came to, what came back, what waits, and three decisions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qc_desk.domain.charts import Chart
from qc_desk.domain.loop_words import PromiseSide, PromiseStanding
from qc_desk.domain.people import MAY_OWN, Person
from qc_desk.domain.promises import Promise
from qc_desk.domain.refusals import ReviewFull
from qc_desk.domain.review_decisions import ReviewDecision
from qc_desk.domain.review_papers import DECISIONS
from qc_desk.domain.shares import share_words
from qc_desk.i18n import _, format_date, ngettext
from qc_desk.services.insights import Insight, InsightName, Scope, insight
from qc_desk.services.insights.complaints import heard
from qc_desk.services.insights.yields import FIRST_PASS, total
from qc_desk.services.past_weeks import CameBack, Unsettled, broken_by, came_back_by
from qc_desk.services.promise_lists import PromiseFilter, broken, promise_rows
from qc_desk.services.promise_rates import Period, kept_rate
from qc_desk.services.promise_rows import PromiseRow
from qc_desk.services.promises import PromiseEntry, make
from qc_desk.services.ship_dates import at_risk
from qc_desk.services.today_loop import AlertRow, alerts

WEEK = timedelta(days=7)
WEEKS = 13  # in the charts
MOST = 3  # lines of what came back, of broken promises and of orders at risk
_PICTURES = (InsightName.FIRST_PASS, InsightName.DEFECTS, InsightName.PROMISES)


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionRow:
    """A decision of a review, with the promise that it is, as it stands now."""

    number: int
    promise: PromiseRow

    @property
    def is_kept(self) -> bool:
        """Whether it was kept."""
        return self.promise.standing is PromiseStanding.KEPT


@dataclass(frozen=True, kw_only=True, slots=True)
class WeekResult:
    """What a week came to, in a sentence with a chart."""

    sentence: str
    chart: Chart | None  # of first-pass yield over the last weeks


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """A week, looked back on from the Monday after it."""

    week: date  # its Monday
    result: WeekResult
    before: tuple[DecisionRow, ...]  # the decisions of the week before
    pictures: tuple[Insight, ...]
    came_back: tuple[str, ...]
    waits: tuple[str, ...]
    decisions: tuple[DecisionRow, ...]
    not_told: str = ""  # of an older week: what the record does not keep

    @property
    def last(self) -> date:
        """The Sunday of the week."""
        return self.week + timedelta(days=6)

    @property
    def may_decide(self) -> bool:
        """Whether there is room for another decision."""
        return len(self.decisions) < DECISIONS


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionEntry:
    """What is decided: a promise to ourselves, with who sees to it and until when."""

    text: str
    owner_id: int | None
    due_on: date | None
    site_id: int | None


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def last_week(day: date) -> date:
    """Return the Monday of the last whole week before a day."""
    return monday_of(day) - WEEK


def week_result(session: Session, week: date, at: datetime) -> WeekResult:
    """Return what a week came to: lots, promises and complaints of the whole shop."""
    scope = _week(week)
    accepted, decided = total(session, FIRST_PASS, scope)
    rate = kept_rate(session, PromiseSide.OURS, Period(first=scope.first, last=scope.last), at)
    complaints = len(heard(session, scope))
    said = [_("No lot was decided.")]
    if decided:
        share = share_words(accepted, decided)
        said = [_("Accepted at the first check: {share}.").format(share=share)]
    if rate.due:
        kept = share_words(rate.kept, rate.due)
        said.append(_("Promises kept by their day: {share}.").format(share=kept))
    said.append(
        ngettext("{count} complaint.", "{count} complaints.", complaints).format(count=complaints)
        if complaints
        else _("No complaint.")
    )
    chart = insight(session, InsightName.FIRST_PASS, _weeks(week), at).chart
    return WeekResult(sentence=" ".join(said), chart=chart)


def review(session: Session, week: date, at: datetime) -> Review:
    """Return the review of the week that begins on a Monday."""
    week = monday_of(week)
    pictures = (insight(session, name, _weeks(week), at) for name in _PICTURES)
    over = _over(week, at)
    back = alerts(session) if over is None else came_back_by(session, over, MOST)
    waits = broken(session, at, limit=MOST) if over is None else broken_by(session, over, MOST)
    return Review(
        week=week,
        result=week_result(session, week, at),
        before=tuple(_decisions(session, week - WEEK, at)),
        pictures=tuple(pictures),
        came_back=tuple(map(_came_back, back[:MOST])),
        waits=(*map(_broken, waits), *(_at_risk(session, at) if over is None else ())),
        decisions=tuple(_decisions(session, week, at)),
        not_told=_not_told(week) if over is not None else "",
    )


def decide(session: Session, week: date, entry: DecisionEntry, by: int, at: datetime) -> int:
    """Decide something in a week's review: from now on it is a promise; returns its id.

    Only an owner decides, and three things at most: raises NotAllowed, ReviewFull.
    """
    week = monday_of(week)
    person = session.get_one(Person, by)
    person.must_hold_somewhere(MAY_OWN)
    count = session.scalar(
        select(func.count()).select_from(ReviewDecision).where(ReviewDecision.week == week)
    )
    if (count or 0) >= DECISIONS:
        raise ReviewFull(day=format_date(week), most=DECISIONS)
    promised = PromiseEntry(
        side=PromiseSide.OURS,
        text=entry.text,
        site_id=entry.site_id,
        due_on=entry.due_on,
        owner_id=entry.owner_id,
    )
    promise_id = make(session, promised, by, at)
    decision = ReviewDecision(
        week=week,
        number=(count or 0) + 1,
        promise=session.get_one(Promise, promise_id),
        by=person,
        at=at,
    )
    session.add(decision)
    session.flush()
    return promise_id


def _week(week: date) -> Scope:
    return Scope(first=week, last=week + timedelta(days=6))


def _weeks(week: date) -> Scope:
    return Scope(first=week - (WEEKS - 1) * WEEK, last=week + timedelta(days=6))


def _decisions(session: Session, week: date, at: datetime) -> list[DecisionRow]:
    found = session.execute(
        select(ReviewDecision.number, ReviewDecision.promise_id)
        .where(ReviewDecision.week == week)
        .order_by(ReviewDecision.number)
    ).all()
    ids = tuple(promise_id for _number, promise_id in found)
    rows = {row.id: row for row in promise_rows(session, PromiseFilter(ids=ids), at)}
    return [DecisionRow(number=number, promise=rows[key]) for number, key in found]


def _over(week: date, at: datetime) -> datetime | None:
    """Return when a week before the last one was over (days in UTC); None for the last one."""
    if week >= last_week(at.date()):
        return None
    return datetime.combine(week + WEEK, time.min, UTC)


def _not_told(week: date) -> str:
    return _(
        "As it stood at the end of {day}. Which orders were at risk then is not kept, and the"
        " decisions stand as they do today."
    ).format(day=format_date(week + timedelta(days=6)))


def _came_back(row: AlertRow | CameBack) -> str:
    """Say that a problem came back and waits for somebody."""
    told = ngettext(
        "{name}: “{code}” on {family} came back, {count} time after it was called fixed.",
        "{name}: “{code}” on {family} came back, {count} times after it was called fixed.",
        row.recurrences,
    )
    return told.format(name=row.name, code=row.code, family=row.family, count=row.recurrences)


def _broken(row: PromiseRow | Unsettled) -> str:
    """Say that a promise is broken and not settled."""
    is_done = row.is_done if isinstance(row, Unsettled) else row.done_at is not None
    told = _("{name}: “{text}” was due on {day} and is not done.")
    if is_done:
        told = _("{name} was promised “{text}” for {day}; it came late and nobody told them.")
    name = row.to_whom or row.owner
    return told.format(name=name, text=row.text, day=format_date(row.due_on))


def _at_risk(session: Session, at: datetime) -> Iterator[str]:
    """Say which orders may miss their day."""
    for order in at_risk(session, at)[:MOST]:
        batch = order.waiting[0]
        told = _("Order {order} ({customer}) ships by {day}. {batch} waits: {what}.")
        yield told.format(
            order=order.order,
            customer=order.customer,
            day=format_date(order.promised_ship_date),
            batch=batch.batch,
            what=batch.waits_for.label,
        )
