"""How good the lots are that come: first-pass yield, nonconformities, and how checks agree."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from qc_desk.domain import control_lines
from qc_desk.domain.batches import Batch
from qc_desk.domain.charts import LineChart
from qc_desk.domain.control_lines import control_line, trends
from qc_desk.domain.decided_rounds import DecidedRound
from qc_desk.domain.shares import share_words
from qc_desk.domain.statistics.control import Chart, p_chart, u_chart
from qc_desk.i18n import _, format_decimal, format_integer, ngettext
from qc_desk.services.insights.insight import Behind, Insight, InsightName
from qc_desk.services.insights.scope import Scope, Step, finder, steps
from qc_desk.services.shop_texts import spoken_name

_FIRST = (DecidedRound.round == 1,)
_SHOWN = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """What was counted in each step of a period: so many of so many."""

    cut: list[Step]
    points: list[tuple[int, int]]
    beside: int = 0  # what is counted beside it, in the whole period

    @property
    def count(self) -> int:
        """All that were counted."""
        return sum(count for count, _of in self.points)

    @property
    def of(self) -> int:
        """Of how many."""
        return sum(of for _count, of in self.points)


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """What is counted in decided rounds, of what, and under which conditions."""

    name: InsightName
    count: ColumnElement[int]
    of: ColumnElement[int]
    where: tuple[ColumnElement[bool], ...]
    chart: Callable[[list[tuple[int, int]]], Chart | None]
    beside: ColumnElement[int] = field(default_factory=func.count)  # told with it, read once


ACCEPTED = func.count().filter(DecidedRound.accepted)
FIRST_PASS = Measure(
    name=InsightName.FIRST_PASS, count=ACCEPTED, of=func.count(), where=_FIRST, chart=p_chart
)
NONCONFORMITIES = Measure(
    name=InsightName.NONCONFORMITIES,
    count=func.sum(DecidedRound.nonconformities),
    of=func.sum(DecidedRound.sampled),
    where=(*_FIRST, DecidedRound.sampled > 0),
    chart=u_chart,
    beside=func.sum(DecidedRound.nonconforming),
)
AGREEMENT = Measure(
    name=InsightName.AGREEMENT,
    count=func.sum(DecidedRound.alike),
    of=func.sum(DecidedRound.compared),
    where=(DecidedRound.compared > 0,),
    chart=p_chart,
)
DECIDED = Measure(
    name=InsightName.TURNAROUND, count=ACCEPTED, of=func.count(), where=(), chart=p_chart
)


def counted(session: Session, measure: Measure, scope: Scope) -> Counted:
    """Count a measure in each step of a period."""
    cut = steps(scope)
    step_of = finder(cut)
    points, every = [(0, 0)] * len(cut), 0
    for day, count, of, beside in _by_day(session, measure, scope):
        at = step_of(day)
        points[at] = (points[at][0] + count, points[at][1] + of)
        every += beside
    return Counted(cut=cut, points=points, beside=every)


def _by_day(session: Session, measure: Measure, scope: Scope) -> list[tuple[date, int, int, int]]:
    query = (
        select(DecidedRound.day, measure.count, measure.of, measure.beside)
        .where(*scope.decided(), *measure.where)
        .group_by(DecidedRound.day)
    )
    return [
        (day, int(count), int(of), int(also)) for day, count, of, also in session.execute(query)
    ]


def total(session: Session, measure: Measure, scope: Scope) -> tuple[int, int]:
    """Count a measure in the whole period."""
    count, of = session.execute(
        select(measure.count, measure.of).where(*scope.decided(), *measure.where)
    ).one()
    return int(count or 0), int(of or 0)


def first_pass(session: Session, scope: Scope) -> Insight:
    """Return how many lots are accepted when they are first checked."""
    found = counted(session, FIRST_PASS, scope)
    before = total(session, FIRST_PASS, scope.before)
    none = _("No lot was decided in this period.")
    return Insight(
        name=InsightName.FIRST_PASS,
        title=_("First-pass yield"),
        sentence=_("Accepted at the first check: {share}.").format(
            share=share_words(found.count, found.of)
        )
        if found.of
        else none,
        before=_before(before),
        definition=_(
            "Lots accepted in their first round of checks, of all lots whose first round was"
            " decided in the period (ASQ: first-pass yield). Limits: p chart, ISO 7870-2."
        ),
        signal=_signal(FIRST_PASS, found),
        chart=_drawn(FIRST_PASS, found, percentage=True),
        columns=(_("First day"), _("Accepted"), _("Lots decided"), _("Share")),
        rows=_rows(found),
    )


def agreement(session: Session, scope: Scope) -> Insight:
    """Return how often two inspectors who do not see each other's answers agree."""
    found = counted(session, AGREEMENT, scope)
    return Insight(
        name=InsightName.AGREEMENT,
        title=_("Agreement of both inspectors"),
        sentence=_("Same answer twice: {share}.").format(share=share_words(found.count, found.of))
        if found.of
        else _("No lot was checked by two people blind in this period."),
        before=_before(total(session, AGREEMENT, scope.before)),
        definition=_(
            "Places that both inspectors answered with the same result, of all places that both"
            " answered without seeing each other's answers. Kappa for each item stands in the"
            " manual. Limits: p chart, ISO 7870-2."
        ),
        signal=_signal(AGREEMENT, found),
        chart=_drawn(AGREEMENT, found, percentage=True),
        columns=(_("First day"), _("Same result"), _("Compared"), _("Share")),
        rows=_rows(found),
    )


def nonconformities(session: Session, scope: Scope) -> Insight:
    """Return how many nonconformities are found on each hundred pieces looked at."""
    found = counted(session, NONCONFORMITIES, scope)
    count, of = found.count, found.of
    sentence = _("No piece was looked at by itself in this period.")
    if of:
        sentence = _(
            "{rate} nonconformities on 100 pieces; {million} nonconforming pieces in a million"
            " ({pieces} looked at)."
        ).format(
            rate=format_decimal(Decimal(f"{100 * count / of:.1f}")),
            million=format_integer(round(1_000_000 * found.beside / of)),
            pieces=format_integer(of),
        )
    return Insight(
        name=InsightName.NONCONFORMITIES,
        title=_("Nonconformities per 100 pieces"),
        sentence=sentence,
        before=_rate_before(total(session, NONCONFORMITIES, scope.before)),
        definition=_(
            "Failed items and defects on sample units in the first round, whichever inspector"
            " found them, for each 100 units looked at (ISO 2859-1:1999, 3.1.7). Limits: u"
            " chart, ISO 7870-2."
        ),
        signal=_signal(NONCONFORMITIES, found),
        chart=_drawn(NONCONFORMITIES, found, percentage=False),
        columns=(_("First day"), _("Nonconformities"), _("Pieces"), _("Per 100")),
        rows=tuple(
            (step.first, count, of, Decimal(f"{100 * count / of:.2f}") if of else None)
            for step, (count, of) in zip(found.cut, found.points, strict=True)
        ),
    )


def _rows(found: Counted) -> tuple[tuple[date | int | Decimal | None, ...], ...]:
    return tuple(
        (step.first, count, of, Decimal(f"{count / of:.4f}") if of else None)
        for step, (count, of) in zip(found.cut, found.points, strict=True)
    )


def _before(counts: tuple[int, int]) -> str:
    if not counts[1]:
        return _("Nothing to compare with in the period before.")
    return _("In the period before: {share}.").format(share=share_words(*counts))


def _rate_before(counts: tuple[int, int]) -> str:
    count, of = counts
    if not of:
        return _("Nothing to compare with in the period before.")
    rate = format_decimal(Decimal(f"{100 * count / of:.1f}"))
    return _("In the period before: {rate}.").format(rate=rate)


def _signal(measure: Measure, found: Counted) -> str:
    """Say which rule calls it a trend; nothing where none does."""
    said = trends(_told(found), measure.chart)
    if not said:
        return ""
    newest = said[-1]
    return _("From {day}: {rule}.").format(day=found.cut[newest.at].label, rule=newest.rule.label)


def _drawn(measure: Measure, found: Counted, *, percentage: bool) -> LineChart | None:
    return control_line(_told(found), measure.chart, percentage=percentage)


def _told(found: Counted) -> list[control_lines.Counted]:
    """Return what was counted with the days behind each point, and its words."""
    return [
        control_lines.Counted(
            label=step.label,
            count=count,
            of=of,
            key=f"{step.first}:{step.last}" if of else "",
            told=f"{step.label}: {share_words(count, of)}" if of else step.label,
        )
        for step, (count, of) in zip(found.cut, found.points, strict=True)
    ]


def rounds_behind(session: Session, scope: Scope, measure: Measure) -> list[Behind]:
    """Return the batches behind a point: first those with most to say, then the newest."""
    query = (
        select(DecidedRound, Batch)
        .join(Batch, Batch.id == DecidedRound.batch_id)
        .where(*scope.decided(), *measure.where)
        .order_by(
            DecidedRound.accepted,
            DecidedRound.nonconformities.desc(),
            DecidedRound.day.desc(),
            DecidedRound.id.desc(),
        )
        .limit(_SHOWN)
    )
    return [_batch(round_, batch) for round_, batch in session.execute(query)]


def _batch(round_: DecidedRound, batch: Batch) -> Behind:
    verdict = _("accepted") if round_.accepted else _("not accepted")
    found = ngettext(
        "{verdict}; {count} nonconformity on {pieces} pieces",
        "{verdict}; {count} nonconformities on {pieces} pieces",
        round_.nonconformities,
    ).format(verdict=verdict, count=round_.nonconformities, pieces=round_.sampled)
    return Behind(
        place="batches",
        id=batch.id,
        headline=f"{batch.number} · {spoken_name(batch.product)}",
        told=f"{found} · {step_label(round_.day)}",
    )


def step_label(day: date) -> str:
    """Return a day as it is written."""
    from qc_desk.i18n import format_date  # noqa: PLC0415

    return format_date(day)
