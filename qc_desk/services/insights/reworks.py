"""What it costs to do things again: the hours and the money of reworks, as they were entered."""

from dataclasses import dataclass, field
from decimal import Decimal

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import Session, aliased

from qc_desk.domain.batches import Batch
from qc_desk.domain.charts import LineChart, Point
from qc_desk.domain.decided_rounds import DecidedRound
from qc_desk.domain.orders import Order
from qc_desk.domain.reworks import Rework
from qc_desk.i18n import _, format_decimal, format_list, ngettext
from qc_desk.services.insights.insight import Behind, Cell, Insight, InsightName
from qc_desk.services.insights.scope import Scope, Step, finder, steps
from qc_desk.services.shop_texts import spoken_name

_SHOWN = 200


@dataclass(kw_only=True, slots=True)
class Took:
    """What some reworks took together; money is never added up across currencies."""

    number: int = 0
    hours: Decimal | None = None
    costs: dict[str, Decimal] = field(default_factory=dict)

    def take(self, hours: Decimal | None, cost: Decimal | None, currency: str) -> None:
        """Add one rework."""
        self.number += 1
        if hours is not None:
            self.hours = (self.hours or Decimal(0)) + hours
        if cost is not None:
            self.costs[currency] = self.costs.get(currency, Decimal(0)) + cost

    @property
    def words(self) -> str:
        """What they took: hours first, then each currency."""
        hours = [_("{count} h").format(count=format_decimal(self.hours))] if self.hours else []
        return format_list(
            [*hours, *(money(self.costs[each], each) for each in sorted(self.costs))]
        )


def money(amount: Decimal, currency: str) -> str:
    """Return an amount with its currency."""
    return f"{format_decimal(amount)} {currency}"


def reworks(session: Session, scope: Scope) -> Insight:
    """Return what reworks of a period took, in hours and money."""
    cut = steps(scope)
    step_of = finder(cut)
    took = [Took() for _step in cut]
    every = Took()
    for _batch, row in _newest(session, scope):
        took[step_of(row.done_on)].take(row.hours, row.cost, row.currency)
        every.take(row.hours, row.cost, row.currency)
    currencies = sorted(every.costs)
    before = Took()
    for _batch, row in _newest(session, scope.before):
        before.take(row.hours, row.cost, row.currency)
    return Insight(
        name=InsightName.REWORK,
        title=_("Hours and cost of rework"),
        sentence=_sentence(every, _not_entered(session, scope)),
        before=_("In the period before: {took}.").format(took=before.words)
        if before.number
        else _("Nothing to compare with in the period before."),
        definition=_(
            "Hours and cost of the reworks done in the period, as they were entered; what was"
            " corrected counts once. It is the part of the cost of poor quality that shows inside"
            " the house (ASQ, cost of quality: internal failure costs)."
        ),
        chart=_drawn(cut, took, every) if every.number else None,
        columns=(
            _("First day"),
            _("Reworks"),
            _("Hours"),
            *(_("Cost, {currency}").format(currency=each) for each in currencies),
        ),
        rows=tuple(_row(step, each, currencies) for step, each in zip(cut, took, strict=True)),
    )


def _sentence(every: Took, missing: int) -> str:
    """Say what was taken, and of how many reworks nobody has said it."""
    said = _("No rework of this period has hours or cost entered.")
    if every.number:
        said = ngettext(
            "{count} rework took {took}.", "{count} reworks took {took}.", every.number
        ).format(count=every.number, took=every.words)
    if missing:
        said += " " + ngettext(
            "Of {count} rework after a rejection in this period nothing is entered.",
            "Of {count} reworks after a rejection in this period nothing is entered.",
            missing,
        ).format(count=missing)
    return said


def _drawn(cut: list[Step], took: list[Took], every: Took) -> LineChart:
    """Draw the hours; where nobody enters hours, the cost in the currency of most."""
    by_hours = every.hours is not None
    currency = max(every.costs, key=lambda each: every.costs[each]) if every.costs else ""
    points = (
        Point(
            label=step.label,
            value=float((each.hours if by_hours else each.costs.get(currency)) or 0),
            key=f"{step.first}:{step.last}" if each.number else "",
            told=f"{step.label}: {each.words}" if each.number else step.label,
        )
        for step, each in zip(cut, took, strict=True)
    )
    return LineChart(points=tuple(points))


def _row(step: Step, took: Took, currencies: list[str]) -> tuple[Cell, ...]:
    costs = (took.costs.get(each) for each in currencies)
    return (step.first, took.number, took.hours, *costs)


def _newest(session: Session, scope: Scope) -> list[tuple[Batch, Rework]]:
    """Return the entries that count, of reworks done in a period, oldest first."""
    later = aliased(Rework)
    corrected = exists().where(
        later.batch_id == Rework.batch_id,
        later.round == Rework.round,
        later.number > Rework.number,
    )
    query = (
        select(Batch, Rework)
        .join(Rework, Rework.batch_id == Batch.id)
        .outerjoin(Order, Order.id == Batch.order_id)
        .where(Rework.done_on.between(scope.first, scope.last), ~corrected, *_of(scope))
        .order_by(Rework.done_on, Rework.id)
    )
    return [(batch, row) for batch, row in session.execute(query)]


def _of(scope: Scope) -> tuple[ColumnElement[bool], ...]:
    bought = () if scope.customer_id is None else (Order.customer_id == scope.customer_id,)
    return (*scope.of_batches(), *bought)


def _not_entered(session: Session, scope: Scope) -> int:
    """Count the rejected rounds that were followed by a rework of which nothing is known."""
    known = exists().where(
        Rework.batch_id == DecidedRound.batch_id, Rework.round == DecidedRound.round
    )
    query = (
        select(func.count())
        .select_from(DecidedRound)
        .join(Batch, and_(Batch.id == DecidedRound.batch_id, Batch.round > DecidedRound.round))
        .where(*scope.decided(), ~DecidedRound.accepted, ~known)
    )
    return session.scalar(query) or 0


def reworks_behind(session: Session, scope: Scope) -> list[Behind]:
    """Return the batches that were reworked in a period, the newest first."""
    return [
        Behind(
            place="batches",
            id=batch.id,
            headline=f"{batch.number} · {spoken_name(batch.product)}",
            told=_told(row),
        )
        for batch, row in reversed(_newest(session, scope)[-_SHOWN:])
    ]


def _told(row: Rework) -> str:
    took = Took()
    took.take(row.hours, row.cost, row.currency)
    said = _("after round {number}: {took}").format(number=row.round, took=took.words)
    return f"{said}. {row.note}" if row.note else said
