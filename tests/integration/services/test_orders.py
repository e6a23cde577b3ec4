"""Orders: their customer and the promised ship date."""

from datetime import date, timedelta

import pytest

from qc_desk.domain.refusals import FieldInvalid, FieldNeeded, NotFound, Retired
from qc_desk.services.customers import CustomerEntry, CustomerRow, add_customer, retire_customer
from qc_desk.services.orders import (
    OrderEntry,
    OrderRow,
    add_order,
    change_order,
    order_row,
    order_rows,
)
from tests.checked_shop import AT, Shop


@pytest.fixture
def customer(shop: Shop) -> CustomerRow:
    with shop.database.writing() as session:
        return add_customer(session, CustomerEntry(name="Кафић Мост"), shop.ids["marko"], AT)


def add(shop: Shop, number: str, customer_id: int | None) -> OrderRow:
    entry = OrderEntry(
        number=number, customer_id=customer_id, promised_ship_date=date(2026, 12, 1)
    )
    with shop.database.writing() as session:
        return add_order(session, entry, shop.ids["marko"], AT)


def test_that_an_order_is_found_by_its_customer(shop: Shop, customer: CustomerRow) -> None:
    row = add(shop, "N-1", customer.id)
    assert (row.customer, row.promised_ship_date) == ("Кафић Мост", date(2026, 12, 1))
    with shop.database.reading() as session:
        assert order_rows(session, "кафић") == [row]
        assert order_row(session, row.id) == row


def test_that_an_order_needs_a_customer_who_exists(shop: Shop, customer: CustomerRow) -> None:
    with pytest.raises(FieldNeeded, match="customer"):
        add(shop, "N-1", None)
    with pytest.raises(NotFound, match="customer"):
        add(shop, "N-1", customer.id + 1)


def test_that_a_retired_customer_keeps_orders_but_gets_no_new_ones(
    shop: Shop, customer: CustomerRow
) -> None:
    row = add(shop, "N-1", customer.id)
    with shop.database.writing() as session:
        retire_customer(session, customer, shop.ids["marko"], AT)
    later = OrderEntry(number="N-1", customer_id=customer.id, promised_ship_date=None)
    with shop.database.writing() as session:
        changed = change_order(session, row, later, shop.ids["marko"], AT)
    assert changed.promised_ship_date is None
    with pytest.raises(Retired, match="Кафић Мост"):
        add(shop, "N-2", customer.id)


def test_that_an_order_says_who_recommended_us_and_when_it_came_in(
    shop: Shop, customer: CustomerRow
) -> None:
    with shop.database.writing() as session:
        friend = add_customer(session, CustomerEntry(name="Hotel Dunav"), shop.ids["marko"], AT)
    row = add(shop, "N-1", customer.id)
    entry = OrderEntry(
        number="N-1",
        customer_id=customer.id,
        ordered_on=AT.date(),
        recommended_by_id=friend.id,
    )
    with shop.database.writing() as session:
        row = change_order(session, row, entry, shop.ids["marko"], AT)
    assert (row.ordered_on, row.recommended_by) == (AT.date(), "Hotel Dunav")
    with shop.database.writing() as session:
        retire_customer(session, friend, shop.ids["marko"], AT)
    with shop.database.writing() as session:
        kept = change_order(session, row, entry, shop.ids["marko"], AT)  # what it has stays
    assert kept == row


def test_that_nobody_recommends_us_to_themselves_and_no_order_comes_in_tomorrow(
    shop: Shop, customer: CustomerRow
) -> None:
    for wrong, why in (
        ({"recommended_by_id": customer.id}, "it is the customer of this order"),
        ({"ordered_on": AT.date() + timedelta(days=3)}, "this day is still to come"),
    ):
        entry = OrderEntry(number="N-1", customer_id=customer.id, **wrong)
        with shop.database.writing() as session, pytest.raises(FieldInvalid, match=why):
            add_order(session, entry, shop.ids["marko"], AT)
