"""Who comes back and who sends others: repeat orders and orders that were recommended."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Date, Subquery, func, select
from sqlalchemy.orm import Session, aliased

from qc_desk.domain.batches import Batch
from qc_desk.domain.charts import LineChart, Point
from qc_desk.domain.orders import Order
from qc_desk.domain.parties import Customer
from qc_desk.domain.shares import share_words
from qc_desk.i18n import _, format_date, format_integer, ngettext
from qc_desk.services.insights.insight import Behind, Insight, InsightName
from qc_desk.services.insights.scope import Scope, Step, finder, steps

_SHOWN = 200


@dataclass(kw_only=True, slots=True)
class Ordered:
    """Orders of a step: how many, from customers who had ordered before, and recommended."""

    number: int = 0
    repeated: int = 0
    recommended: int = 0

    def take(self, number: int, repeated: int, recommended: int) -> None:
        """Add some more."""
        self.number += number
        self.repeated += repeated
        self.recommended += recommended


def orders(session: Session, scope: Scope) -> Insight:
    """Return how many orders come from customers who come back, or who were sent to us."""
    cut = steps(scope)
    step_of = finder(cut)
    found, every = [Ordered() for _step in cut], Ordered()
    for day, *counts in _counted(session, scope):
        found[step_of(day)].take(*counts)
        every.take(*counts)
    return Insight(
        name=InsightName.ORDERS,
        title=_("Repeat orders and recommendations"),
        sentence=_sentence(every),
        before=_before(session, scope.before),
        definition=_(
            "Orders by the day they came in, or were entered where that is not known. Repeat: this"
            " customer had ordered before. Recommended: a customer sent this one to us, as it was"
            " entered at the order. Both tell of satisfaction without asking (ISO 10004:2018)."
        ),
        chart=_drawn(cut, found) if every.number else None,
        columns=(_("First day"), _("Orders"), _("Repeat"), _("Recommended")),
        rows=tuple(
            (step.first, each.number, each.repeated, each.recommended)
            for step, each in zip(cut, found, strict=True)
        ),
    )


def _sentence(every: Ordered) -> str:
    if not every.number:
        return _("No order came in during this period.")
    repeated = _("From customers who had ordered before: {share}.").format(
        share=share_words(every.repeated, every.number)
    )
    recommended = ngettext(
        "{count} order came by a recommendation.",
        "{count} orders came by a recommendation.",
        every.recommended,
    ).format(count=format_integer(every.recommended))
    return f"{repeated} {recommended}"


def _before(session: Session, scope: Scope) -> str:
    every = Ordered()
    for _day, *counts in _counted(session, scope):
        every.take(*counts)
    if not every.number:
        return _("Nothing to compare with in the period before.")
    return _("In the period before: {share}.").format(
        share=share_words(every.repeated, every.number)
    )


def _drawn(cut: list[Step], found: list[Ordered]) -> LineChart:
    points = (
        Point(
            label=step.label,
            value=each.repeated,
            key=f"{step.first}:{step.last}" if each.number else "",
            told=_("{day}: {repeated} repeat of {count}; {recommended} recommended").format(
                day=step.label,
                repeated=each.repeated,
                count=each.number,
                recommended=each.recommended,
            ),
        )
        for step, each in zip(cut, found, strict=True)
    )
    return LineChart(points=tuple(points), whole=True)


def _in_turn() -> Subquery:
    """Return every order with its day, and the how-manieth of its customer it is."""
    day = func.coalesce(Order.ordered_on, func.date(Order.created_at), type_=Date).label("day")
    turn = func.row_number().over(partition_by=Order.customer_id, order_by=(day, Order.id))
    return select(
        Order.id, Order.customer_id, Order.recommended_by_id, day, turn.label("turn")
    ).subquery()


def _of(found: Subquery, scope: Scope) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions: the days, the customer, and what was made for the orders."""
    chosen: list[ColumnElement[bool]] = [found.c.day.between(scope.first, scope.last)]
    if scope.customer_id is not None:
        chosen.append(found.c.customer_id == scope.customer_id)
    batches = scope.of_batches()
    if batches:
        chosen.append(found.c.id.in_(select(Batch.order_id).where(*batches)))
    return tuple(chosen)


def _counted(session: Session, scope: Scope) -> list[tuple[date, int, int, int]]:
    found = _in_turn()
    query = (
        select(
            found.c.day,
            func.count(),
            func.count().filter(found.c.turn > 1),
            func.count(found.c.recommended_by_id),
        )
        .where(*_of(found, scope))
        .group_by(found.c.day)
    )
    return [(day, *counts) for day, *counts in session.execute(query)]


def orders_behind(session: Session, scope: Scope) -> list[Behind]:
    """Return the orders of a period, the newest first, each with what it is.

    An order is opened at its newest batch; one without a batch in the list of orders.
    """
    found, recommender = _in_turn(), aliased(Customer)
    newest = (
        select(func.max(Batch.id))
        .where(Batch.order_id == found.c.id)
        .correlate(found)
        .scalar_subquery()
    )
    query = (
        select(
            Order.number.label("order"),
            Customer.name.label("customer"),
            found.c.day,
            found.c.turn,
            recommender.name.label("recommender"),
            newest.label("batch_id"),
        )
        .join(found, found.c.id == Order.id)
        .join(Customer, Customer.id == Order.customer_id)
        .outerjoin(recommender, recommender.id == Order.recommended_by_id)
        .where(*_of(found, scope))
        .order_by(found.c.day.desc(), Order.id.desc())
        .limit(_SHOWN)
    )
    return [
        Behind(
            place="settings" if row.batch_id is None else "batches",
            id="orders" if row.batch_id is None else row.batch_id,
            headline=f"{row.order} · {row.customer}",
            told=_told(row.day, row.turn, row.recommender),
        )
        for row in session.execute(query)
    ]


def _told(day: date, turn: int, recommender: str | None) -> str:
    said = _("first order") if turn == 1 else _("repeat order, number {count}")
    parts = [format_date(day), said.format(count=format_integer(turn))]
    if recommender is not None:
        parts.append(_("recommended by {customer}").format(customer=recommender))
    return "; ".join(parts)
