"""What customers say, how fast they are answered, and what got past two people."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Date,
    DateTime,
    ScalarSelect,
    Select,
    String,
    cast,
    func,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.charts import Level, LineChart, Point
from qc_desk.domain.complaint_statements import ComplaintEvent, ComplaintLink
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.loop_words import (
    Channel,
    ComplaintStatus,
    TargetKind,
)
from qc_desk.domain.shares import share_words
from qc_desk.i18n import _, format_decimal, format_integer, ngettext
from qc_desk.services.insights.durations import hours_words, middle, nine_in_ten
from qc_desk.services.insights.insight import Behind, Insight, InsightName
from qc_desk.services.insights.scope import Scope, Step, finder, steps
from qc_desk.services.targets import target_value

_SHOWN = 200
_HOUR = timedelta(hours=1)
_BARE = DateTime(timezone=True)  # as the driver reads it: of thousands only the distance is asked
_FEW = 10  # of fewer values no ninth in ten can be told apart


class Heard(NamedTuple):
    """A complaint of the period, with the hours until a step of it, usually the answer."""

    id: int
    kept_at: datetime  # when it was heard, as the database tells it: UTC, aware or not
    hours: float | None

    @property
    def at(self) -> datetime:
        """When it was heard."""
        return self.kept_at.replace(tzinfo=UTC)


def heard(
    session: Session, scope: Scope, until: ComplaintStatus = ComplaintStatus.ANSWERED
) -> list[Heard]:
    """Return the complaints heard in a period (days in UTC), oldest first."""
    done_at: ColumnElement[Any] = type_coerce(_first(until), _BARE)
    query = (
        select(Complaint.id, type_coerce(Complaint.heard_at, _BARE), done_at)
        .where(*_heard(scope))
        .order_by(Complaint.heard_at, Complaint.id)
    )
    return [
        Heard(found, at, (done - at) / _HOUR if done is not None else None)
        for found, at, done in session.execute(query)
    ]


def _first(until: ComplaintStatus) -> ScalarSelect[Any]:
    """Return when a complaint first came to a step: what was reached again was reached before."""
    return (
        select(func.min(ComplaintEvent.at))
        .where(ComplaintEvent.complaint_id == Complaint.id, ComplaintEvent.status == until)
        .scalar_subquery()
    )


def _heard(scope: Scope) -> tuple[ColumnElement[bool], ...]:
    begun = datetime.combine(scope.first, time.min, UTC)
    ended = datetime.combine(scope.last + timedelta(days=1), time.min, UTC)
    chosen: list[ColumnElement[bool]] = [Complaint.heard_at >= begun, Complaint.heard_at < ended]
    for column, wanted in (
        (Complaint.site_id, scope.site_id),
        (Complaint.product_id, scope.product_id),
        (Complaint.customer_id, scope.customer_id),
    ):
        if wanted is not None:
            chosen.append(column == wanted)
    if scope.manufacturer_id is not None:
        meant = (
            select(ComplaintLink.complaint_id)
            .join(Batch, Batch.id == ComplaintLink.batch_id)
            .where(Batch.manufacturer_id == scope.manufacturer_id)
        )
        chosen.append(Complaint.id.in_(meant))
    return tuple(chosen)


def complaints(session: Session, scope: Scope) -> Insight:
    """Return how many complaints were heard, written and verbal."""
    cut = steps(scope)
    written = [0] * len(cut)
    verbal = [0] * len(cut)
    step_of = finder(cut)
    for day, in_writing, every in session.execute(_by_day(scope)):
        at = step_of(day)
        written[at] += in_writing
        verbal[at] += every - in_writing
    number = sum(written) + sum(verbal)
    sentence = _("No complaint was heard in this period.")
    if number:
        sentence = ngettext(
            "{count} complaint: {written} written, {verbal} verbal.",
            "{count} complaints: {written} written, {verbal} verbal.",
            number,
        ).format(count=number, written=sum(written), verbal=sum(verbal))
    earlier = session.scalar(select(func.count(Complaint.id)).where(*_heard(scope.before))) or 0
    return Insight(
        name=InsightName.COMPLAINTS,
        title=_("Complaints, written and verbal"),
        sentence=sentence,
        before=_("In the period before: {count}.").format(count=format_integer(earlier)),
        definition=_(
            "Complaints by the day on which they were heard, also those that were only said"
            " (ISO 10004:2018: what is said directly is information about satisfaction too)."
        ),
        chart=_counted(cut, [w + v for w, v in zip(written, verbal, strict=True)])
        if number
        else None,
        columns=(_("First day"), _("Written"), _("Verbal"), _("All")),
        rows=tuple(
            (step.first, w, v, w + v) for step, w, v in zip(cut, written, verbal, strict=True)
        ),
    )


def _by_day(scope: Scope) -> Select[date, int, int]:
    """Return each day with how many complaints were heard in writing, and how many at all."""
    day = func.date(Complaint.heard_at, type_=Date)
    written = Complaint.channel.in_([each for each in Channel if each.written])
    query = select(day, func.count().filter(written), func.count()).where(*_heard(scope))
    return query.group_by(day)


def _counted(cut: Sequence[Step], counts: Sequence[int]) -> LineChart:
    points = (
        Point(
            label=step.label,
            value=count,
            key=f"{step.first}:{step.last}" if count else "",
            told=ngettext("{day}: {count} complaint", "{day}: {count} complaints", count).format(
                day=step.label, count=count
            ),
        )
        for step, count in zip(cut, counts, strict=True)
    )
    return LineChart(points=tuple(points), whole=True)


def response(session: Session, scope: Scope, at: datetime) -> Insight:
    """Return how many hours complaints wait for their answer: the half, and nine in ten."""
    cut = steps(scope)
    target = target_value(session, TargetKind.ANSWER_HOURS, at)
    hours, waiting = _waited(session, scope, cut)
    answered = sorted(chain.from_iterable(hours))
    return Insight(
        name=InsightName.RESPONSE,
        title=_("Hours until a complaint is answered"),
        sentence=_answered(answered, waiting, target),
        definition=_(
            "From the moment a complaint was heard to the first answer, nights and weekends"
            " included (ISO 10002:2018, 7.8). Median: half are answered sooner. What is not"
            " answered yet is counted beside."
        ),
        chart=_medians(cut, hours, target) if answered else None,
        columns=(_("First day"), _("Answered"), _("Median hours"), _("Nine in ten within")),
        rows=tuple(
            (step.first, len(values), _hours(middle(values)) if values else None, _nine(values))
            for step, values in zip(cut, hours, strict=True)
        ),
    )


def _waited(session: Session, scope: Scope, cut: list[Step]) -> tuple[list[list[float]], int]:
    """Return the hours until answers, in order, step by step; and how many still wait.

    All moments come in one text: reading tens of thousands of rows would take most of the time.
    """
    answered_at = _first(ComplaintStatus.ANSWERED)
    both = cast(Complaint.heard_at, String) + "," + func.coalesce(cast(answered_at, String), "")
    query = select(func.aggregate_strings(both, ",")).where(*_heard(scope))
    told = (session.scalar(query) or "").split(",")
    hours: list[list[float]] = [[] for _step in cut]
    moment, step_of, waiting = datetime.fromisoformat, finder(cut), 0
    of_day = cache(lambda day: hours[step_of(date.fromisoformat(day))])  # days have many
    for heard_at, done_at in zip(told[::2], told[1::2], strict=False):
        if done_at:
            of_day(heard_at[:10]).append((moment(done_at) - moment(heard_at)) / _HOUR)
        else:
            waiting += 1
    for values in hours:
        values.sort()
    return hours, waiting


def _answered(hours: list[float], waiting: int, target: int) -> str:
    """Say how long answers take, beside what is promised."""
    waits = ngettext("{count} still waits", "{count} still wait", waiting).format(count=waiting)
    if not hours:
        return _("No complaint of this period was answered; {waits}.").format(waits=waits)
    said = _("We promise an answer in {target} h; half get one in {time}; {waits}.").format(
        target=target, time=hours_words(middle(hours)), waits=waits
    )
    late = sum(each > target for each in hours)
    if late:
        said += " " + _("Too late: {share}.").format(share=share_words(late, len(hours)))
    return said


def _medians(cut: Sequence[Step], hours: Sequence[list[float]], target: int) -> LineChart:
    points = (
        Point(
            label=step.label,
            value=middle(values) if values else None,
            key=f"{step.first}:{step.last}" if values else "",
            told=_("{day}: median {hours} h of {count}").format(
                day=step.label,
                hours=format_decimal(_hours(middle(values))) if values else "–",
                count=len(values),
            ),
        )
        for step, values in zip(cut, hours, strict=True)
    )
    words = _("promised {hours} h").format(hours=target)
    return LineChart(points=tuple(points), levels=(Level(value=target, words=words, firm=True),))


def _hours(value: float) -> Decimal:
    return Decimal(f"{value:.1f}")


def _nine(values: list[float]) -> Decimal | None:
    """Return within how many hours nine in ten were answered; of fewer than ten nothing."""
    return _hours(nine_in_ten(values)) if len(values) >= _FEW else None


def heard_behind(session: Session, scope: Scope) -> list[Behind]:
    """Return the complaints heard in a period."""
    return complaints_behind(session, [each.id for each in heard(session, scope)])


def complaints_behind(session: Session, ids: Iterable[int]) -> list[Behind]:
    """Return complaints with their first words, newest first."""
    wanted = sorted(ids)[-_SHOWN:]
    found = session.scalars(
        select(Complaint).where(Complaint.id.in_(wanted)).order_by(Complaint.heard_at.desc())
    )
    return [
        Behind(
            place="complaints",
            id=each.id,
            headline=f"{each.name} · {each.customer.name}",
            told=" ".join(each.words.split())[:160],
        )
        for each in found
    ]
