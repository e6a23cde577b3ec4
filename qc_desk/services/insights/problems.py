"""What comes back, and how long until it is proven solved."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from statistics import median
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.charts import Bar, BarChart
from qc_desk.domain.loop_words import ProblemEventKind, ProblemStatus
from qc_desk.domain.problems import Problem
from qc_desk.domain.products import DefectCode
from qc_desk.domain.sightings import ProblemEvent, Sighting
from qc_desk.i18n import _, format_integer, ngettext
from qc_desk.services.insights.insight import Behind, Insight, InsightName
from qc_desk.services.insights.scope import Scope
from qc_desk.services.shop_texts import spoken_name

_BARS = 12
_DAY = timedelta(days=1)
_FACTS = (
    Problem.id,
    Problem.number,
    DefectCode,
    Problem.family,
    Problem.status,
    Problem.raised_at,
)


class _Thread(NamedTuple):
    """What is shown of a problem."""

    id: int
    number: int
    kind: DefectCode
    family: str
    status: ProblemStatus
    raised_at: datetime

    @property
    def name(self) -> str:
        """The number as people say it."""
        return f"PR-{self.number}"

    @property
    def code(self) -> str:
        """What its defect code is called in the reader's language."""
        return spoken_name(self.kind)


def recurrence(session: Session, scope: Scope) -> Insight:
    """Return the problems that came back after a promise or a claimed fix."""
    rows = _came_back(session, scope)
    times = sum(count for _problem, count in rows)
    sentence = _("Nothing came back after a promise in this period.")
    if rows:
        sentence = ngettext(
            "{problems} came back {count} time after a promise or a claimed fix.",
            "{problems} came back {count} times after a promise or a claimed fix.",
            times,
        ).format(
            problems=ngettext("{count} problem", "{count} problems", len(rows)).format(
                count=len(rows)
            ),
            count=format_integer(times),
        )
    before = sum(count for _problem, count in _came_back(session, scope.before))
    return Insight(
        name=InsightName.RECURRENCE,
        title=_("Problems that came back"),
        sentence=sentence,
        before=_("In the period before: {count}.").format(count=format_integer(before)),
        definition=_(
            "Sightings on goods made after a promise or a claimed fix was to hold, of the same"
            " product family, defect code and check item, across all sites."
        ),
        chart=BarChart(
            bars=tuple(
                Bar(
                    label=f"{problem.name} · {problem.code}",
                    value=count,
                    figure=format_integer(count),
                    note=problem.family,
                    key=str(problem.id),
                    told=f"{problem.name}: {count}",
                )
                for problem, count in rows[:_BARS]
            )
        )
        if rows
        else None,
        columns=(_("Problem"), _("Defect"), _("Family"), _("Came back"), _("Status")),
        rows=tuple(
            (each.name, each.code, each.family, count, each.status.label) for each, count in rows
        ),
    )


def _came_back(session: Session, scope: Scope) -> list[tuple[_Thread, int]]:
    begun = datetime.combine(scope.first, time.min, UTC)
    ended = datetime.combine(scope.last + _DAY, time.min, UTC)
    query = (
        select(*_FACTS, func.count(ProblemEvent.id))
        .join(DefectCode, DefectCode.id == Problem.code_id)
        .join(ProblemEvent, ProblemEvent.problem_id == Problem.id)
        .where(
            ProblemEvent.kind.in_((ProblemEventKind.ALERTED, ProblemEventKind.RECURRED)),
            ProblemEvent.at >= begun,
            ProblemEvent.at < ended,
            *_seen(scope),
        )
        .group_by(Problem.id, DefectCode.id)
        .order_by(func.count(ProblemEvent.id).desc(), Problem.number)
    )
    return [(_Thread(*row[:6]), row[6]) for row in session.execute(query)]


def _seen(scope: Scope) -> tuple[ColumnElement[bool], ...]:
    """Return the condition that a problem was seen where the scope says."""
    if scope.site_id is None and scope.manufacturer_id is None and scope.product_id is None:
        return ()
    seen = select(Sighting.problem_id)
    if scope.site_id is not None:
        seen = seen.where(Sighting.site_id == scope.site_id)
    batches = replace(scope, site_id=None).of_batches()  # a complaint is seen without a batch
    if batches:
        seen = seen.join(Batch, Batch.id == Sighting.batch_id).where(*batches)
    return (Problem.id.in_(seen),)


def proof(session: Session, scope: Scope, at: datetime) -> Insight:
    """Return how many days pass from the first sighting to the proof, and for what waits."""
    proven = _proven(session, scope)
    query = (
        select(*_FACTS)
        .join(DefectCode, DefectCode.id == Problem.code_id)
        .where(
            Problem.status.not_in(
                (ProblemStatus.PROVEN, ProblemStatus.MERGED, ProblemStatus.WATCHING)
            ),
            *_seen(scope),
        )
        .order_by(Problem.raised_at)
    )
    waiting = [_Thread(*facts) for facts in session.execute(query)]
    open_days = [((at - each.raised_at) / _DAY, each, False) for each in waiting]
    rows = [*((days, each, True) for days, each in proven), *open_days]
    rows.sort(key=lambda row: (-row[0], row[1].number))
    sentence = _("No problem was proven solved in this period.")
    if proven:
        said = _("Half of what was proven solved took {days} days from the first sighting.")
        sentence = said.format(days=format_integer(round(median(d for d, _p in proven))))
    waits = ngettext("{count} problem is not proven yet.", "{count} problems are not proven yet.",
                     len(waiting)).format(count=format_integer(len(waiting)))  # fmt: skip
    return Insight(
        name=InsightName.PROOF,
        title=_("From the first sighting to the proof"),
        sentence=f"{sentence} {waits}",
        definition=_(
            "Days from the day a problem was raised to its proof by clean batches; for what is"
            " not proven yet, to today."
        ),
        chart=BarChart(
            bars=tuple(
                Bar(
                    label=f"{problem.name} · {problem.code}",
                    value=days,
                    figure=ngettext("{days} day", "{days} days", round(days)).format(
                        days=format_integer(round(days))
                    ),
                    note=_("proven") if done else _("still open"),
                    strong=not done,
                    key=str(problem.id),
                    told=f"{problem.name}: {round(days)}",
                )
                for days, problem, done in rows[:_BARS]
            )
        )
        if rows
        else None,
        columns=(_("Problem"), _("Defect"), _("Days"), _("Status")),
        rows=tuple(
            (each.name, each.code, Decimal(f"{days:.1f}"), each.status.label)
            for days, each, _done in rows
        ),
    )


def problem_behind(session: Session, problem_id: int) -> list[Behind]:
    """Return the thread of a problem."""
    found = session.get_one(Problem, problem_id)
    headline = f"{found.name} · {spoken_name(found.code)}"
    return [Behind(place="problems", id=found.id, headline=headline, told=found.status.label)]


def _proven(session: Session, scope: Scope) -> list[tuple[float, _Thread]]:
    begun = datetime.combine(scope.first, time.min, UTC)
    ended = datetime.combine(scope.last + _DAY, time.min, UTC)
    query = (
        select(*_FACTS, func.max(ProblemEvent.at))
        .join(DefectCode, DefectCode.id == Problem.code_id)
        .join(ProblemEvent, ProblemEvent.problem_id == Problem.id)
        .where(
            ProblemEvent.kind == ProblemEventKind.PROVEN,
            ProblemEvent.at >= begun,
            ProblemEvent.at < ended,
            *_seen(scope),
        )
        .group_by(Problem.id, DefectCode.id)
        .order_by(Problem.number)
    )
    found = ((_Thread(*row[:6]), row[6]) for row in session.execute(query))
    return [((at - problem.raised_at) / _DAY, problem) for problem, at in found]
