"""Lists of batches: every filter, every order, windows of rows."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from qc_desk.domain.vocabulary import BatchStatus, Role
from qc_desk.services import batches, customers, manufacturers, orders, people, products, sites
from qc_desk.services.batch_lists import (
    BatchFilter,
    batch_ids,
    batches_by_id,
    count_batches,
    first_batches,
)
from qc_desk.services.batches import BatchEntry
from tests.built_records import Furnish
from tests.checked_shop import AT, Shop, found

if TYPE_CHECKING:
    from qc_desk.storage.database import Database

ALL = BatchFilter()


def furnished(database: "Database") -> Shop:
    """Two products, makers and sites; an order; six batches, one of them held."""
    shop = found(database)
    marko, owner = shop.ids["marko"], shop.ids["mira"]
    with database.writing() as session:
        pear = products.ProductEntry(code="K-7", revision="B", name="Крушка")
        pear_id = products.add_product(session, pear, marko, AT).id
        works = manufacturers.ManufacturerEntry(name="Žica Works", language="en")
        works_id = manufacturers.add_manufacturer(session, works, marko, AT).id
        split = sites.SiteEntry(code="SP", name="Split", time_zone="Europe/Zagreb")
        split_id = sites.add_site(session, split, owner, AT).id
        buyer = customers.CustomerEntry(name="Café Lumière")
        buyer_id = customers.add_customer(session, buyer, marko, AT).id
        promised = date(2026, 12, 1)
        bought = orders.OrderEntry(
            number="PO-77", customer_id=buyer_id, promised_ship_date=promised
        )
        order_id = orders.add_order(session, bought, marko, AT).id
        later = replace(bought, number="PO-78", promised_ship_date=date(2027, 1, 9))
        later_id = orders.add_order(session, later, marko, AT).id
        people.set_roles(session, owner, {(Role.OWNER, 1), (Role.OWNER, split_id)}, owner, AT)
    mug = BatchEntry(
        number="", product_id=shop.product_id, manufacturer_id=shop.manufacturer_id,
        site_id=1, quantity=1,
    )  # fmt: skip
    entries = (
        replace(mug, number="A-1", produced_on=date(2026, 11, 1), order_id=later_id, quantity=9),
        replace(mug, number="A-2", produced_on=date(2026, 11, 5), quantity=30),
        replace(mug, number="50%_Б", site_id=split_id, quantity=5),
        replace(mug, number="K-1", product_id=pear_id, manufacturer_id=works_id, quantity=7),
        replace(mug, number="K-2", product_id=pear_id, order_id=order_id, quantity=8),
    )
    for entry in entries:
        with database.writing() as session:
            batches.add_batch(session, entry, owner, AT)
    shop.reject(shop.checked_twice("H-1"))
    return shop


@pytest.fixture
def furnish() -> Furnish:
    return furnished


def numbers(shop: Shop, wanted: BatchFilter) -> list[str]:
    """Return what a filter lets through; the count, the ids and the rows must agree."""
    with shop.database.reading() as session:
        ids = batch_ids(session, wanted)
        rows = batches_by_id(session, ids)
        assert first_batches(session, wanted, 200) == rows
        assert first_batches(session, wanted, 2) == rows[:2]
        assert batch_ids(session, wanted, 2) == ids[:2]
        assert count_batches(session, wanted) == len(ids) == len(rows)
    return [row.number for row in rows]


def test_that_the_newest_change_comes_first(shop: Shop) -> None:
    assert numbers(shop, ALL) == ["H-1", "K-2", "K-1", "50%_Б", "A-2", "A-1"]
    oldest = replace(ALL, descending=False)
    assert numbers(shop, oldest) == ["A-1", "A-2", "50%_Б", "K-1", "K-2", "H-1"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a-", {"A-1", "A-2"}),
        ("  A-2 ", {"A-2"}),
        ("КРУШ", {"K-1", "K-2"}),
        ("k-7 b", {"K-1", "K-2"}),
        ("žica", {"K-1"}),
        ("ŽICA", {"K-1"}),
        ("po-77", {"K-2"}),
        ("б", {"50%_Б"}),
        ("%", {"50%_Б"}),
        ("_", {"50%_Б"}),
        ("\\", set()),
        ("'", set()),
        ("nothing like it", set()),
        ("mug", {"A-1", "A-2", "50%_Б", "H-1"}),
        ("mu\0g\ud800", {"A-1", "A-2", "50%_Б", "H-1"}),
    ],
)
def test_that_a_search_finds_number_product_maker_and_order(
    shop: Shop, text: str, expected: set[str]
) -> None:
    assert set(numbers(shop, replace(ALL, text=text))) == expected


def test_that_filters_narrow_the_list_together(shop: Shop) -> None:
    held = replace(ALL, statuses=(BatchStatus.HELD,))
    assert numbers(shop, held) == ["H-1"]
    both = replace(ALL, statuses=(BatchStatus.HELD, BatchStatus.DRAFT))
    assert len(numbers(shop, both)) == 6
    assert numbers(shop, replace(ALL, product_id=shop.product_id, site_id=2)) == ["50%_Б"]
    with_maker = replace(ALL, manufacturer_id=shop.manufacturer_id)
    assert "K-1" not in numbers(shop, with_maker)
    assert numbers(shop, replace(with_maker, text="k-")) == ["K-2"]


def test_that_days_of_production_are_both_included(shop: Shop) -> None:
    from_ = replace(ALL, produced_from=date(2026, 11, 5))
    assert numbers(shop, from_) == ["A-2"]
    assert numbers(shop, replace(ALL, produced_to=date(2026, 11, 1))) == ["A-1"]
    between = replace(from_, produced_from=date(2026, 11, 1), produced_to=date(2026, 11, 5))
    assert numbers(shop, between) == ["A-2", "A-1"]


@pytest.mark.parametrize(
    ("sort", "first", "last"),
    [
        ("number", "50%_Б", "K-2"),
        ("quantity", "50%_Б", "H-1"),
        ("product", "K-1", "H-1"),
        ("manufacturer", "A-1", "K-1"),
        ("status", "A-1", "H-1"),
    ],
)
def test_that_the_list_is_sorted_by_a_column(shop: Shop, sort: str, first: str, last: str) -> None:
    up = numbers(shop, replace(ALL, sort=sort, descending=False))
    assert (up[0], up[-1]) == (first, last)
    assert numbers(shop, replace(ALL, sort=sort)) == up[::-1]


def test_that_the_list_is_sorted_by_site(shop: Shop) -> None:
    assert numbers(shop, replace(ALL, sort="site"))[0] == "50%_Б"


@pytest.mark.parametrize(("sort", "up"), [("ship_date", "K-2 A-1"), ("produced", "A-1 A-2")])
def test_that_unknown_days_stand_at_the_end_in_both_directions(
    shop: Shop, sort: str, up: str
) -> None:
    known = up.split()
    assert numbers(shop, replace(ALL, sort=sort, descending=False))[:2] == known
    assert numbers(shop, replace(ALL, sort=sort))[:2] == known[::-1]


def test_that_rows_come_in_the_order_of_their_ids_and_unknown_ids_are_left_out(
    shop: Shop,
) -> None:
    with shop.database.reading() as session:
        rows = batches_by_id(session, [3, 404, 1])
        assert batches_by_id(session, []) == []
    assert [row.id for row in rows] == [3, 1]


def test_that_a_row_says_what_lists_show(shop: Shop) -> None:
    with shop.database.reading() as session:
        row = first_batches(session, replace(ALL, text="K-2"), 1)[0]
    assert (row.product_code, row.product_name, row.order_number) == ("K-7 B", "Крушка", "PO-77")
    assert (row.site, row.status, row.round) == ("Novi Sad", BatchStatus.DRAFT, 1)
    assert (row.promised_ship_date, row.produced_on) == (date(2026, 12, 1), None)
    plain = replace(ALL, text="A-2")
    with shop.database.reading() as session:
        row = first_batches(session, plain, 1)[0]
    assert (row.order_number, row.product_code) == ("", "M1")
