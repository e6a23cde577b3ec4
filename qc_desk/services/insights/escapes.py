"""What got past two people: how often, and how."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, Row, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from qc_desk.domain.charts import Bar, BarChart, Level, LineChart, Point
from qc_desk.domain.complaint_statements import ComplaintLink
from qc_desk.domain.decided_rounds import DecidedRound
from qc_desk.domain.loop_words import EscapeCause, Standing, TargetKind
from qc_desk.domain.shares import share_words
from qc_desk.i18n import _, format_integer
from qc_desk.services.escapes import escapes_of
from qc_desk.services.insights.complaints import complaints_behind
from qc_desk.services.insights.insight import Behind, Insight, InsightName
from qc_desk.services.insights.scope import Scope, Step, finder, steps
from qc_desk.services.targets import target_value
from qc_desk.storage.without_index import without_index

_LOOKED_AT = 100  # complaints whose escape is worked out anew for one picture


def _escapes(scope: Scope) -> tuple[ColumnElement[bool] | InstrumentedAttribute[bool], ...]:
    """Return the conditions for confirmed escapes: rounds joined to what was said of their batch.

    Links are few, so they are gone through: SQLite would begin with all rounds of the period.
    """
    newer = aliased(ComplaintLink)
    return (
        without_index(DecidedRound.day).between(scope.first, scope.last),
        *scope.of_rounds(),
        DecidedRound.accepted,
        without_index(ComplaintLink.batch_id) == DecidedRound.batch_id,
        ComplaintLink.standing == Standing.CONFIRMED,
        ~exists().where(
            newer.complaint_id == ComplaintLink.complaint_id,
            newer.batch_id == ComplaintLink.batch_id,
            newer.id > ComplaintLink.id,
        ),
    )


def _escaped(session: Session, scope: Scope) -> Sequence[Row[int, date, int]]:
    """Return batch, day of release and complaint of each confirmed escape."""
    query = (
        select(DecidedRound.batch_id, DecidedRound.day, ComplaintLink.complaint_id)
        .where(*_escapes(scope))
        .order_by(DecidedRound.day, ComplaintLink.complaint_id)
    )
    return session.connection().execute(query).all()


def escaped_of_released(session: Session, scope: Scope) -> tuple[int, int]:
    """Return how many batches escaped, of how many that two people released in a period."""
    batches = {batch for batch, _day, _complaint in _escaped(session, scope)}
    return len(batches), sum(_released(session, scope, steps(scope)))


def escape_rate(session: Session, scope: Scope, at: datetime) -> Insight:
    """Return how many released batches came back as a confirmed complaint, by day of release."""
    cut, found = steps(scope), _escaped(session, scope)
    days = {batch: day for batch, day, _complaint in found}
    escaped = [0] * len(cut)
    step_of = finder(cut)
    for day in days.values():
        escaped[step_of(day)] += 1
    released = _released(session, scope, cut)
    target = target_value(session, TargetKind.ESCAPES_PER_1000, at)
    count, of = len(days), sum(released)
    sentence = _("No batch was released in this period.")
    if of:
        said = _("Released and complained about: {share}. Promised: at most {target} in 1000.")
        sentence = said.format(share=share_words(count, of), target=target)
    return Insight(
        name=InsightName.ESCAPES,
        title=_("Escape rate"),
        sentence=sentence,
        definition=_(
            "Batches released by two people in the period that a confirmed complaint was later"
            " tied to, of all released in it. The last weeks look better than they are:"
            " complaints come later."
        ),
        chart=_shares(cut, escaped, released, target) if of else None,
        columns=(_("First day"), _("Escaped"), _("Released"), _("Share")),
        rows=tuple(
            (step.first, e, r, Decimal(f"{e / r:.4f}") if r else None)
            for step, e, r in zip(cut, escaped, released, strict=True)
        ),
    )


def _released(session: Session, scope: Scope, cut: list[Step]) -> list[int]:
    query = (
        select(DecidedRound.day, func.count())
        .where(*scope.decided(), DecidedRound.accepted)
        .group_by(DecidedRound.day)
    )
    counts = [0] * len(cut)
    step_of = finder(cut)
    for day, count in session.execute(query):
        counts[step_of(day)] += count
    return counts


def _shares(
    cut: Sequence[Step], counts: Sequence[int], of: Sequence[int], target: int
) -> LineChart:
    points = (
        Point(
            label=step.label,
            value=count / total if total else None,
            key=f"{step.first}:{step.last}" if count else "",
            told=f"{step.label}: {share_words(count, total)}" if total else step.label,
        )
        for step, count, total in zip(cut, counts, of, strict=True)
    )
    words = _("at most {target} in 1000").format(target=target)
    level = Level(value=target / 1000, words=words, firm=True)
    return LineChart(points=tuple(points), levels=(level,), percent=True)


def _causes(session: Session, scope: Scope) -> list[tuple[EscapeCause, int]]:
    """Return how each of the newest complaints got past two people, and which complaint it is."""
    complaint = ComplaintLink.complaint_id
    escaped = select(complaint).where(*_escapes(scope))
    newest = session.scalars(
        escaped.group_by(complaint).order_by(complaint.desc()).limit(_LOOKED_AT)
    ).all()
    found = session.execute(
        select(complaint, DecidedRound.batch_id).where(complaint.in_(newest), *_escapes(scope))
    )
    pairs = {(complaint_id, batch_id) for complaint_id, batch_id in found}
    return [
        (row.cause, complaint_id)
        for complaint_id, rows in escapes_of(session, list(newest)).items()
        for row in rows
        if row.cause is not None and (complaint_id, row.batch_id) in pairs
    ]


def escape_causes(session: Session, scope: Scope) -> Insight:
    """Return how confirmed defects got past two people."""
    causes = _causes(session, scope)
    counts = {each: sum(cause is each for cause, _c in causes) for each in EscapeCause}
    most = max(counts, key=lambda each: counts[each])
    sentence = _("No defect is known to have got past two people in this period.")
    if causes:
        sentence = _("Most often: {cause} ({count} of {number}).").format(
            cause=most.label, count=counts[most], number=len(causes)
        )
    bars = tuple(
        Bar(
            label=cause.label,
            value=count,
            figure=format_integer(count),
            strong=count == counts[most],
            key=cause.value if count else "",
            told=f"{cause.label}: {count}",
        )
        for cause, count in counts.items()
    )
    return Insight(
        name=InsightName.ESCAPE_CAUSES,
        title=_("How defects got past two people"),
        sentence=sentence,
        definition=_(
            "For each confirmed complaint about a batch that two people passed: not on the"
            " checklist, not in the sample, missed by both, or after release; a person's word"
            " counts above the program's. At most the newest {count} complaints."
        ).format(count=_LOOKED_AT),
        chart=BarChart(bars=bars) if causes else None,
        columns=(_("How"), _("Count")),
        rows=tuple((cause.label, count) for cause, count in counts.items()),
    )


def causes_behind(session: Session, scope: Scope, key: str) -> list[Behind]:
    """Return the complaints whose defect got past in one way."""
    found = (complaint for cause, complaint in _causes(session, scope) if cause.value == key)
    return complaints_behind(session, dict.fromkeys(found))


def escapes_behind(session: Session, scope: Scope) -> list[Behind]:
    """Return the complaints that released batches of a period came back with."""
    found = _escaped(session, scope)
    return complaints_behind(session, dict.fromkeys(complaint for _b, _d, complaint in found))
