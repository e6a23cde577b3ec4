"""Sites: their time zones, and when one may be put away."""

import pytest

from qc_desk.domain.refusals import FieldInvalid, LastSite, StillInUse
from qc_desk.services.sites import SiteEntry, add_site, retire_site, site_rows, time_zones
from tests.checked_shop import AT, Shop


def add_second_site(shop: Shop) -> None:
    entry = SiteEntry(code="bg", name="Belgrade", time_zone="Europe/Belgrade")
    with shop.database.writing() as session:
        assert add_site(session, entry, shop.ids["mira"], AT).code == "BG"


def retire_first_site(shop: Shop) -> None:
    with shop.database.writing() as session:
        row = next(row for row in site_rows(session) if row.code == "NS")
        retire_site(session, row, shop.ids["mira"], AT)


@pytest.mark.parametrize("zone", ["", "Belgrade", "Europe", "../etc/passwd", "Europe/Belgrade\0"])
def test_that_a_time_zone_that_does_not_exist_is_refused(shop: Shop, zone: str) -> None:
    entry = SiteEntry(code="X", name="X", time_zone=zone)
    with pytest.raises(FieldInvalid, match="time zone"), shop.database.writing() as session:
        add_site(session, entry, shop.ids["mira"], AT)


def test_that_the_time_zones_to_choose_from_are_places() -> None:
    zones = time_zones()
    assert "Europe/Belgrade" in zones
    assert "Etc/GMT+5" not in zones
    assert zones == sorted(zones)


def test_that_the_only_site_stays(shop: Shop) -> None:
    with pytest.raises(LastSite, match="Novi Sad is the only site"):
        retire_first_site(shop)


def test_that_a_site_with_an_unfinished_batch_stays(shop: Shop) -> None:
    add_second_site(shop)
    shop.add_batch("L-7")
    with pytest.raises(StillInUse, match="batch L-7"):
        retire_first_site(shop)


def test_that_a_site_whose_batches_are_finished_can_be_put_away(shop: Shop) -> None:
    add_second_site(shop)
    shop.approve(shop.checked_twice("L-7"))
    retire_first_site(shop)
    with shop.database.reading() as session:
        assert [row.code for row in site_rows(session)] == ["BG"]
