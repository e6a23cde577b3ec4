"""Manufacturers: their language and the address that reports go to."""

import pytest

from qc_desk.domain.refusals import FieldInvalid, FieldTooLong
from qc_desk.services.manufacturers import ManufacturerEntry, ManufacturerRow, add_manufacturer
from tests.checked_shop import AT, Shop


def add(shop: Shop, entry: ManufacturerEntry) -> ManufacturerRow:
    with shop.database.writing() as session:
        return add_manufacturer(session, entry, shop.ids["marko"], AT)


@pytest.mark.parametrize("email", ["", "qa@maker.example", "o'hara+qa@sub.maker.example"])
def test_that_a_possible_address_is_kept(shop: Shop, email: str) -> None:
    assert add(shop, ManufacturerEntry(name="Maker", email=email)).email == email


@pytest.mark.parametrize(
    "email",
    ["qa", "qa@", "@maker.example", "qa@maker", "a b@maker.example", "a@b.c, d@e.f", "a@b..c"],
)
def test_that_an_impossible_address_is_refused(shop: Shop, email: str) -> None:
    with pytest.raises(FieldInvalid, match="write one address"):
        add(shop, ManufacturerEntry(name="Maker", email=email))


def test_that_a_language_nobody_speaks_is_refused(shop: Shop) -> None:
    with pytest.raises(FieldInvalid, match="language"):
        add(shop, ManufacturerEntry(name="Maker", language="xx"))


def test_that_a_name_of_3000_characters_is_refused(shop: Shop) -> None:
    with pytest.raises(FieldTooLong, match="3000 characters; at most 200"):
        add(shop, ManufacturerEntry(name="x" * 3000))


def test_that_hostile_names_are_kept_as_they_are(shop: Shop) -> None:
    name = "<b>=1+1 “O'Neil”; DROP TABLE 🏺 עברית"
    assert add(shop, ManufacturerEntry(name=name)).name == name
