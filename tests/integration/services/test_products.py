"""Products: code and revision together, the checklist, the families."""

import pytest

from qc_desk.domain.refusals import NameTaken, NotFound, Retired
from qc_desk.services.checklist_lists import checklist_rows
from qc_desk.services.checklists import retire_checklist
from qc_desk.services.products import (
    ProductEntry,
    ProductRow,
    add_product,
    change_product,
    families,
    product_rows,
)
from tests.checked_shop import AT, Shop


def add(shop: Shop, entry: ProductEntry) -> ProductRow:
    with shop.database.writing() as session:
        return add_product(session, entry, shop.ids["marko"], AT)


def change(shop: Shop, seen: ProductRow, entry: ProductEntry) -> ProductRow:
    with shop.database.writing() as session:
        return change_product(session, seen, entry, shop.ids["marko"], AT)


def mug(shop: Shop) -> ProductRow:
    with shop.database.reading() as session:
        return product_rows(session, "M1")[0]


def test_that_a_code_may_have_several_revisions_but_each_only_once(shop: Shop) -> None:
    add(shop, ProductEntry(code="B1", revision="A", name="Bowl"))
    assert add(shop, ProductEntry(code="B1", revision="B", name="Bowl")).full_code == "B1 B"
    with pytest.raises(NameTaken, match="B1 A"):
        add(shop, ProductEntry(code="b1", revision="a", name="Other bowl"))


def test_that_a_product_shows_its_checklist(shop: Shop) -> None:
    row = add(shop, ProductEntry(code="B1", name="Bowl", checklist_id=1))
    assert (row.checklist_id, row.checklist) == (1, "Mugs")
    with pytest.raises(NotFound, match="checklist"):
        add(shop, ProductEntry(code="B2", name="Bowl", checklist_id=99))


def test_that_a_retired_checklist_is_kept_but_not_chosen(shop: Shop) -> None:
    seen = change(shop, mug(shop), ProductEntry(code="M1", name="Mug"))
    with shop.database.writing() as session:
        retire_checklist(session, checklist_rows(session)[0], shop.ids["marko"], AT)
    with pytest.raises(Retired, match="“Mugs” is retired"):
        change(shop, seen, ProductEntry(code="M1", name="Mug", checklist_id=1))


def test_that_families_are_listed_once(shop: Shop) -> None:
    for code, family in (("A", "Plates"), ("B", "Bowls"), ("C", "Plates"), ("D", "")):
        add(shop, ProductEntry(code=code, name=code, family=family))
    with shop.database.reading() as session:
        assert families(session) == ["Bowls", "Plates"]


def test_that_other_capitals_make_no_other_family(shop: Shop) -> None:
    add(shop, ProductEntry(code="A", name="Plate", family="Lipa stoneware"))
    row = add(shop, ProductEntry(code="B", name="Bowl", family="LIPA  Stoneware"))
    assert row.family == "Lipa stoneware"
    moved = change(shop, mug(shop), ProductEntry(code="M1", name="Mug", family="lipa stoneware"))
    assert moved.family == "Lipa stoneware"
    with shop.database.reading() as session:
        assert families(session) == ["Lipa stoneware"]
