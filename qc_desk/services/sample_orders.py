"""Who buys from the sample shop, who sent them, and when their orders came in."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from qc_desk.services import customers, orders
from qc_desk.services.sample_stage import Cast, Stage
from qc_desk.services.sample_story import customer_stories

_AHEAD = timedelta(days=28)  # an order comes in so long before the day that is promised


def add_customers(session: Session, by: int, at: datetime, until: datetime) -> None:
    """Enter the customers and what was agreed with them, at ``at``, when the shop begins."""
    known: dict[str, int] = {}
    for told in customer_stories():
        entry = customers.CustomerEntry(name=told.name, email=told.email, phone=told.phone)
        known[told.name] = customers.add_customer(session, entry, by, at).id
        for number, days_ago in told.orders.items():
            promised = (until - timedelta(days=days_ago)).date()
            came = promised - _AHEAD
            order = orders.OrderEntry(
                number=number,
                customer_id=known[told.name],
                promised_ship_date=promised,
                ordered_on=came if came <= at.date() else None,
                recommended_by_id=known.get(told.recommended_by),
            )
            orders.add_order(session, order, by, at)


def order_sittings(
    stage: Stage, cast: Cast, begun: datetime, until: datetime
) -> Iterator[datetime]:
    """Let the orders come in that were only agreed when the shop began, each on its day."""
    for came, number in _coming(begun.date(), until):
        at = datetime.combine(came, begun.timetz()) + timedelta(hours=1)
        yield at
        seen = orders.order_row(stage.session, cast.order_ids[number])
        entry = orders.OrderEntry(
            number=seen.number,
            customer_id=seen.customer_id,
            promised_ship_date=seen.promised_ship_date,
            ordered_on=came,
            recommended_by_id=seen.recommended_by_id,
        )
        orders.change_order(stage.session, seen, entry, cast.ids["mira"], at)


def _coming(begun: date, until: datetime) -> list[tuple[date, str]]:
    """Return the orders that come in later, in the order of their days."""
    days = (
        ((until - timedelta(days=days_ago)).date() - _AHEAD, number)
        for told in customer_stories()
        for number, days_ago in told.orders.items()
    )
    return sorted(each for each in days if each[0] > begun)
