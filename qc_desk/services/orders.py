"""What customers ordered, and for when: entered, corrected, put away and found again."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from qc_desk.domain import texts
from qc_desk.domain.orders import Order
from qc_desk.domain.parties import Customer
from qc_desk.domain.refusals import FieldInvalid, FieldNeeded
from qc_desk.i18n import N_, format_date
from qc_desk.services.shop_data import as_seen, choosable, in_order, keep, leading, must_be_free

_WORD = N_("order")


@dataclass(frozen=True, kw_only=True, slots=True)
class OrderEntry:
    """What is entered about an order."""

    number: str
    customer_id: int | None
    promised_ship_date: date | None = None
    ordered_on: date | None = None
    recommended_by_id: int | None = None  # a customer who sent this one to us


@dataclass(frozen=True, kw_only=True, slots=True)
class OrderRow(OrderEntry):
    """An order as lists show it."""

    id: int
    retired: bool
    customer: str = field(compare=False)
    recommended_by: str = field(compare=False)


def order_rows(session: Session, search: str = "", *, retired: bool = False) -> list[OrderRow]:
    """Return orders in the order of their numbers; retired ones only when asked for too."""
    wanted = select(Order).options(joinedload(Order.customer), joinedload(Order.recommended_by))
    if not retired:
        wanted = wanted.where(Order.retired_at.is_(None))
    rows = [_row(found) for found in session.scalars(wanted)]
    return in_order(rows, lambda row: (row.number, row.customer), search)


def order_row(session: Session, order_id: int) -> OrderRow:
    """Return one order."""
    return _row(session.get_one(Order, order_id))


def add_order(session: Session, entry: OrderEntry, by: int, at: datetime) -> OrderRow:
    """Enter an order of a customer."""
    leading(session, "order.add", by, at)
    number = texts.text(entry.number, N_("order number"), 60, needed=True)
    must_be_free(session, Order.number, number, _WORD, None)
    customer = _customer(session, entry.customer_id, None)
    made = Order(
        number=number,
        customer=customer,
        promised_ship_date=entry.promised_ship_date,
        ordered_on=came_by(entry.ordered_on, at),
        recommended_by=_recommender(session, entry.recommended_by_id, customer, None),
        created_at=at,
    )
    return _row(keep(session, made, number, _WORD))


def change_order(
    session: Session, seen: OrderRow, entry: OrderEntry, by: int, at: datetime
) -> OrderRow:
    """Correct an order, if it is still as it was seen."""
    leading(session, "order.change", by, at)
    found = as_seen(session, Order, seen, _row, seen.number)
    number = texts.text(entry.number, N_("order number"), 60, needed=True)
    must_be_free(session, Order.number, number, _WORD, found.id)
    customer = _customer(session, entry.customer_id, found.customer_id)
    recommender = _recommender(session, entry.recommended_by_id, customer, found.recommended_by_id)
    found.customer, found.recommended_by = customer, recommender
    found.ordered_on = came_by(entry.ordered_on, at)
    found.number = number
    found.promised_ship_date = entry.promised_ship_date
    return _row(keep(session, found, number, _WORD))


def retire_order(session: Session, seen: OrderRow, by: int, at: datetime) -> OrderRow:
    """Put an order away: it stays in old records and cannot be chosen any more."""
    leading(session, "order.retire", by, at)
    found = as_seen(session, Order, seen, _row, seen.number)
    found.retired_at = at
    return _row(keep(session, found, found.number, _WORD))


def bring_back_order(session: Session, seen: OrderRow, by: int, at: datetime) -> OrderRow:
    """Let a retired order be chosen again."""
    leading(session, "order.bring_back", by, at)
    found = as_seen(session, Order, seen, _row, seen.number)
    found.retired_at = None
    return _row(keep(session, found, found.number, _WORD))


def _customer(session: Session, chosen: int | None, held: int | None) -> Customer:
    if chosen is None:
        raise FieldNeeded(field=N_("customer"))
    return choosable(session, Customer, chosen, N_("customer"), held)


def came_by(day: date | None, at: datetime) -> date | None:
    """Return the day on which it was ordered; refuse one that is still to come."""
    if day is not None and day > at.date() + timedelta(days=1):
        why = N_("this day is still to come.")
        raise FieldInvalid(field=N_("ordered on"), value=format_date(day), why=why)
    return day


def _recommender(
    session: Session, chosen: int | None, customer: Customer, held: int | None
) -> Customer | None:
    """Return who recommended us; nobody recommends us to themselves."""
    if chosen is None:
        return None
    found = choosable(session, Customer, chosen, N_("customer"), held)
    must_be_another(found, customer)
    return found


def must_be_another(recommender: Customer, customer: Customer) -> None:
    """Refuse a recommendation by the customer of the order."""
    if recommender is customer:
        why = N_("it is the customer of this order.")
        raise FieldInvalid(field=N_("recommended by"), value=customer.name, why=why)


def _row(found: Order) -> OrderRow:
    return OrderRow(
        id=found.id,
        number=found.number,
        customer_id=found.customer.id,
        customer=found.customer.name,
        promised_ship_date=found.promised_ship_date,
        ordered_on=found.ordered_on,
        recommended_by_id=found.recommended_by_id,
        recommended_by=found.recommended_by.name if found.recommended_by else "",
        retired=found.retired_at is not None,
    )
