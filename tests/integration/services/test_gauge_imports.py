"""Gauges from tables: all or nothing, every row accounted for, and exports read back."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from qc_desk.domain.gauge_words import GaugeState, IntervalUnit
from qc_desk.domain.refusals import NotAllowed
from qc_desk.services.exports import export_table
from qc_desk.services.gauge_imports import import_gauges
from qc_desk.services.gauges import GaugeRow, gauge_rows, retire_gauge
from qc_desk.services.imports import ImportResult
from qc_desk.services.outside_sheets import read_outside
from qc_desk.services.sites import SiteEntry, add_site, retire_site, site_rows
from tests.checked_shop import AT, Shop

Take = Callable[..., ImportResult]
HEAD = "gauge,name,kind,site,kept at,unit,resolution,calibrated every,counted in\n"
TABLE = HEAD + 'K-1,Caliper 150,caliper,,Bench 2,mm,0.01,6,\nK-2,Scale,scale,,,g,"0,5",90,days\n'


@pytest.fixture
def take(shop: Shop, tmp_path: Path) -> Take:
    def act(text: str, who: str = "marko", **options: bool) -> ImportResult:
        file = tmp_path / "gauges.csv"
        file.write_text(text, encoding="utf-8")
        with shop.database.writing() as session:
            result = import_gauges(session, read_outside(file), shop.ids[who], AT, **options)
        assert result.rows == result.new + result.known + len(result.refused)
        return result

    return act


def gauges(shop: Shop) -> dict[str, GaugeRow]:
    with shop.database.reading() as session:
        return {row.number: row for row in gauge_rows(session, retired=True)}


def add_place(shop: Shop, name: str, code: str) -> int:
    with shop.database.writing() as session:
        entry = SiteEntry(code=code, name=name, time_zone="Europe/Belgrade")
        return add_site(session, entry, shop.ids["mira"], AT).id


def test_that_gauges_are_taken_and_wait_for_their_calibration(shop: Shop, take: Take) -> None:
    before = gauges(shop).keys()
    assert take(TABLE).stored == 2
    found = gauges(shop)
    one, two = found["K-1"], found["K-2"]
    assert (one.kind, one.kept_at, one.unit, one.resolution) == (
        "caliper",
        "Bench 2",
        "mm",
        Decimal("0.01"),
    )
    assert (one.every, one.every_unit) == (6, IntervalUnit.MONTHS)
    assert (two.resolution, two.every, two.every_unit) == (Decimal("0.5"), 90, IntervalUnit.DAYS)
    assert one.state(AT.date()) is GaugeState.NEVER
    assert found.keys() == before | {"K-1", "K-2"}


def test_that_the_same_file_twice_changes_nothing(shop: Shop, take: Take) -> None:
    take(TABLE)
    kept = gauges(shop)
    again = take(TABLE)
    assert (again.known, again.stored, again.refused) == (2, 0, ())
    assert gauges(shop) == kept


def test_that_a_rehearsal_stores_nothing(shop: Shop, take: Take) -> None:
    before = gauges(shop)
    result = take(TABLE, dry_run=True)
    assert (result.new, result.stored, result.written) == (2, 0, False)
    assert gauges(shop) == before


@pytest.mark.parametrize(
    ("row", "field", "why"),
    [
        (",Caliper,caliper,,,,,,", "gauge number", "is empty"),
        ("K-9,,caliper,,,,,,", "name", "is empty"),
        ("K-9,Caliper,,,,,,,", "kind", "is empty"),
        ("K-9,Caliper,caliper,Atlantis,,,,,", "site", "Atlantis"),
        ("K-9,Caliper,caliper,,,mm,fine,,", "resolution", "write a number"),
        ("K-9,Caliper,caliper,,,mm,0,,", "resolution", "larger than 0"),
        ("K-9,Caliper,caliper,,,mm,,yearly,", "calibration interval", "whole number"),
        ("K-9,Caliper,caliper,,,mm,,4000,", "calibration interval", "1 to 3650"),
        ("K-9,Caliper,caliper,,,mm,,1,fortnights", "calibration interval", "months or days"),
        ("k-1,Caliper 150,caliper,,,mm,,,", "row", "same as line 2"),
    ],
)
def test_that_one_refused_row_keeps_all_out(
    shop: Shop, take: Take, row: str, field: str, why: str
) -> None:
    before = gauges(shop)
    result = take(f"{TABLE}{row}\n")
    assert [(each.line, each.field) for each in result.refused] == [(4, field)]
    assert why in result.refused[0].reason
    assert (result.new, result.written) == (2, False)
    assert gauges(shop) == before
    assert take(f"{TABLE}{row}\n", skip_refused=True).stored == 2


def test_that_a_gauge_with_other_facts_is_refused_not_changed(shop: Shop, take: Take) -> None:
    take(TABLE)
    kept = gauges(shop)
    result = take("gauge,name,kind,unit\nk-1,Caliper 150,CALIPER,mm\nK-2,Scale,scale,kg\n")
    assert result.known == 1
    assert [(each.line, each.field) for each in result.refused] == [(3, "gauge number")]
    other = take("gauge,name,kind\nK-1,Caliper 150,micrometer\n")
    assert "with other facts" in other.refused[0].reason
    assert gauges(shop) == kept


def test_that_one_spelling_of_a_kind_is_kept(shop: Shop, take: Take) -> None:
    take(TABLE)
    take("gauge,name,kind\nK-3,Caliper 300,Caliper\n")
    assert gauges(shop)["K-3"].kind == "caliper"


def test_that_a_gauge_of_several_sites_needs_one(shop: Shop, take: Take) -> None:
    take(TABLE)
    add_place(shop, "Second works", "SW")
    refused = take("gauge,name,kind\nK-5,Ring,ring\n").refused
    assert [each.field for each in refused] == ["site"]
    assert take("gauge,name,kind,site\nK-5,Ring,ring,second  works\n").stored == 1
    assert take("gauge,name,kind,site\nK-6,Ring,ring,sw\n").stored == 1
    assert take("gauge,name,kind,site\nK-1,Caliper 150,caliper,\n").known == 1


def test_that_a_closed_site_takes_no_new_gauge(shop: Shop, take: Take) -> None:
    place = add_place(shop, "Second works", "SW")
    take("gauge,name,kind,site\nK-5,Ring,ring,SW\n")
    with shop.database.writing() as session:
        seen = next(row for row in site_rows(session) if row.id == place)
        retire_site(session, seen, shop.ids["mira"], AT)
    table = "gauge,name,kind,site\nK-5,Ring,ring,SW\nK-6,Ring,ring,SW\n"
    result = take(table)
    assert (result.known, [each.line for each in result.refused]) == (1, [3])


def test_that_an_export_is_known_when_it_is_read_back(
    shop: Shop, take: Take, tmp_path: Path
) -> None:
    take(TABLE)
    with shop.database.writing() as session:
        seen = next(row for row in gauge_rows(session) if row.number == "K-2")
        retire_gauge(session, seen, shop.ids["marko"], AT)
    file = tmp_path / "out.csv"
    export_table(shop.database, "gauges", file)
    result = take(file.read_text(encoding="utf-8-sig"))
    assert (result.refused, result.new) == ((), 0)
    assert result.known == len(gauges(shop))


def test_that_an_inspector_cannot_bring_gauges_in(take: Take) -> None:
    with pytest.raises(NotAllowed):
        take(TABLE, who="ana")
