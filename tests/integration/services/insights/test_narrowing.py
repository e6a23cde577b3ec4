"""Pictures are narrowed by the names that people use."""

from datetime import date

import pytest

from qc_desk.domain.refusals import FieldInvalid, NotFound
from qc_desk.services.insights.narrowing import Narrowing, narrowed_scope
from qc_desk.services.insights.scope import Scope
from qc_desk.services.products import ProductEntry, add_product
from tests.checked_shop import AT, Shop

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


def scope(shop: Shop, **names: str) -> Scope:
    with shop.database.reading() as session:
        return narrowed_scope(session, Narrowing(first=FIRST, last=LAST, **names))


def test_that_names_and_codes_say_what_is_meant(shop: Shop) -> None:
    assert scope(shop) == Scope(first=FIRST, last=LAST)
    named = scope(shop, site="novi  sad", manufacturer="JINGDEZHEN kiln 4", product="m1")
    assert (named.site_id, named.manufacturer_id) == (1, shop.manufacturer_id)
    assert named.product_id == shop.product_id
    for wrong in ({"site": "x"}, {"manufacturer": "x"}, {"product": "x"}):
        with pytest.raises(NotFound):
            scope(shop, **wrong)


def test_that_several_revisions_must_be_told_apart(shop: Shop) -> None:
    with shop.database.writing() as session:
        for revision in ("A", "B"):
            entry = ProductEntry(code="T9", revision=revision, name="Tray")
            made = add_product(session, entry, shop.ids["mira"], AT)
    with pytest.raises(FieldInvalid, match="several revisions"):
        scope(shop, product="T9")
    assert scope(shop, product="t9 b").product_id == made.id
