"""Customers, and what happens when two places give the same name at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.exc import IntegrityError

from qc_desk.domain.refusals import FieldInvalid, FieldTooLong, NameTaken
from qc_desk.services.customers import CustomerEntry, CustomerRow, add_customer, customer_rows
from tests.checked_shop import AT, Shop
from tests.integration.services.at_once import until_somebody_waits


def add(shop: Shop, entry: CustomerEntry) -> CustomerRow:
    with shop.database.writing() as session:
        return add_customer(session, entry, shop.ids["marko"], AT)


def test_that_a_name_given_away_a_moment_ago_is_refused_by_the_database_itself(shop: Shop) -> None:
    entry = CustomerEntry(name="Nordlicht")
    with ThreadPoolExecutor(1) as elsewhere:
        with shop.database.writing() as session:
            add_customer(session, entry, shop.ids["marko"], AT)
            second = elsewhere.submit(add, shop, entry)
            until_somebody_waits(shop.database)
        with pytest.raises(NameTaken, match="customer “Nordlicht”") as refused:
            second.result(30)
    # on a server both looked before either was kept: only the rule of the table is left
    assert isinstance(refused.value.__cause__, IntegrityError) is shop.database.on_server
    with shop.database.reading() as session:
        assert len(customer_rows(session)) == 1


def test_that_address_and_phone_are_looked_at(shop: Shop) -> None:
    with pytest.raises(FieldInvalid, match="e-mail"):
        add(shop, CustomerEntry(name="Nordlicht", email="nobody"))
    with pytest.raises(FieldTooLong, match="phone"):
        add(shop, CustomerEntry(name="Nordlicht", phone="1" * 41))
    kept = add(shop, CustomerEntry(name="  Nord \n licht ", phone=" +49 40  1 "))
    assert (kept.name, kept.phone) == ("Nord licht", "+49 40 1")
