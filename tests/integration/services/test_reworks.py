"""What reworks took: entered by who checks there, corrected with a reason, added up once."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from qc_desk.domain.refusals import (
    ChangedElsewhere,
    FieldInvalid,
    FieldNeeded,
    NotAllowed,
    NotFound,
    ReasonNeeded,
)
from qc_desk.domain.vocabulary import Result
from qc_desk.services import batches, inspections, sign_offs
from qc_desk.services.exports import export_table
from qc_desk.services.first_start import change_organisation, organisation
from qc_desk.services.glance import OrganisationEntry
from qc_desk.services.insights import Insight, InsightName, behind, insight, last_days
from qc_desk.services.reworks import ReworkEntry, ReworkRow, enter_rework, reworks_of_batch
from qc_desk.services.sheets import read_sheet
from qc_desk.services.timeline import timeline
from tests.checked_shop import ALL_PASS, AT, Findings, Shop

CRACKED: Findings = {**ALL_PASS, "glaze": Result.FAIL}
DAY = AT.date()
TOOK = ReworkEntry(round=1, done_on=DAY, hours=Decimal("2.5"), cost=Decimal("40.00"))


@pytest.fixture
def lot(shop: Shop) -> int:
    """Give a batch that was rejected and sent to rework."""
    return reworked(shop, "L-1")


def reworked(shop: Shop, number: str) -> int:
    batch_id = shop.checked_twice(number, first=CRACKED, second=CRACKED)
    shop.reject(batch_id)
    with shop.database.writing() as session:
        batches.rework(session, shop.seen(batch_id), "glaze again", shop.ids["marko"], AT)
    return batch_id


def enter(shop: Shop, lot: int, entry: ReworkEntry = TOOK, who: str = "ana") -> int:
    with shop.database.writing() as session:
        return enter_rework(session, lot, entry, shop.ids[who], AT)


def rows(shop: Shop, lot: int) -> list[ReworkRow]:
    with shop.database.reading() as session:
        return reworks_of_batch(session, lot)


def picture(shop: Shop, customer_id: int | None = None) -> Insight:
    scope = replace(last_days(30, AT, "UTC"), customer_id=customer_id)
    with shop.database.reading() as session:
        return insight(session, InsightName.REWORK, scope, AT)


def test_that_what_a_rework_took_is_entered_and_corrected(shop: Shop, lot: int) -> None:
    [before] = rows(shop, lot)
    assert (before.round, before.number, before.currency) == (1, 0, "EUR")
    assert enter(shop, lot) == 1
    [row] = rows(shop, lot)
    assert (row.hours, row.cost, row.by) == (Decimal("2.5"), Decimal("40.00"), "Ana Kovač")
    better = replace(TOOK, hours=Decimal(3), note="forgot the kiln", replaces=1)
    assert enter(shop, lot, better, "marko") == 2
    [row] = rows(shop, lot)
    assert (row.hours, row.note, row.by) == (Decimal(3), "forgot the kiln", "Marko Jurić")
    with shop.database.reading() as session:
        assert timeline(session, lot)[-1].what == "Hours or cost of a rework entered"


def test_that_a_round_whose_check_was_taken_back_is_no_rework(shop: Shop) -> None:
    batch_id = shop.add_batch("L-9")
    first = shop.first_check(batch_id, found=CRACKED)
    with shop.database.writing() as session:
        sign_offs.sign_first(session, shop.seen(batch_id), shop.key("ana"), AT)
    with shop.database.writing() as session:  # takes the signed round with it
        inspections.withdraw(session, first, "wrong batch", shop.ids["ana"], AT)
    assert rows(shop, batch_id) == []
    shop.first_check(batch_id, found=CRACKED)
    with shop.database.writing() as session:
        sign_offs.sign_first(session, shop.seen(batch_id), shop.key("ana"), AT)
    shop.second_check(batch_id, found=CRACKED)
    shop.reject(batch_id)
    with shop.database.writing() as session:
        batches.rework(session, shop.seen(batch_id), "glaze again", shop.ids["marko"], AT)
    assert [row.round for row in rows(shop, batch_id)] == [2]
    with pytest.raises(NotFound):
        enter(shop, batch_id)
    assert enter(shop, batch_id, replace(TOOK, round=2)) == 1


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"round": 2}, NotFound),
        ({"replaces": 1}, ChangedElsewhere),
        ({"hours": None, "cost": None}, FieldNeeded),
        ({"hours": Decimal(0)}, FieldInvalid),
        ({"hours": Decimal("0.001")}, FieldInvalid),
        ({"cost": Decimal("-1")}, FieldInvalid),
        ({"cost": Decimal("1e10")}, FieldInvalid),
        ({"done_on": None}, FieldNeeded),
        ({"done_on": DAY + timedelta(days=2)}, FieldInvalid),
    ],
)
def test_that_what_cannot_be_is_refused(
    shop: Shop, lot: int, changed: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        enter(shop, lot, replace(TOOK, **changed))  # type: ignore[arg-type]


def test_that_a_correction_says_why_and_who_only_looks_on_enters_nothing(
    shop: Shop, lot: int
) -> None:
    with pytest.raises(NotAllowed):
        enter(shop, lot, who="vera")
    enter(shop, lot)
    with pytest.raises(ReasonNeeded):
        enter(shop, lot, replace(TOOK, replaces=1))
    with pytest.raises(ChangedElsewhere):
        enter(shop, lot)


def test_that_the_picture_counts_a_correction_once_and_names_what_is_missing(
    shop: Shop, lot: int
) -> None:
    assert picture(shop).chart is None
    assert picture(shop).sentence == (
        "No rework of this period has hours or cost entered. Of 1 rework after a rejection in"
        " this period nothing is entered."
    )
    enter(shop, lot)
    enter(shop, lot, replace(TOOK, hours=Decimal("3.25"), note="slip", replaces=1))
    enter(shop, reworked(shop, "L-2"), replace(TOOK, hours=None))
    found = picture(shop)
    assert found.sentence == "2 reworks took 3.25 h and 80.00 EUR."
    assert picture(shop, customer_id=1).chart is None
    with shop.database.reading() as session:
        scope = last_days(30, AT, "UTC")
        later = replace(scope, first=DAY + timedelta(days=1), last=DAY + timedelta(days=30))
        again = insight(session, InsightName.REWORK, later, AT)
        assert again.before == "In the period before: 3.25 h and 80.00 EUR."
        newest, oldest = behind(session, InsightName.REWORK, f"{DAY}:{DAY}", scope, AT)
    assert newest.told == "after round 1: 40.00 EUR"
    assert oldest.told == "after round 1: 3.25 h and 40.00 EUR. slip"


def test_that_money_is_not_added_up_across_currencies(shop: Shop, lot: int) -> None:
    enter(shop, lot, replace(TOOK, hours=None))
    with shop.database.reading() as session:
        seen = organisation(session)
    assert seen is not None
    wrong = OrganisationEntry(name="Keramika", address="", language="en", currency="euro")
    with pytest.raises(FieldInvalid), shop.database.writing() as session:
        change_organisation(session, seen, wrong, shop.ids["mira"], AT)
    dinars = replace(wrong, currency=" rsd")
    with shop.database.writing() as session:
        row = change_organisation(session, seen, dinars, shop.ids["mira"], AT)
    assert row.currency == "RSD"
    enter(shop, reworked(shop, "L-2"), replace(TOOK, hours=None, cost=Decimal(5000)))
    found = picture(shop)
    assert found.sentence == "2 reworks took 40.00 EUR and 5000 RSD."
    assert found.columns[3:] == ("Cost, EUR", "Cost, RSD")
    assert found.chart is not None


def test_that_entries_are_exported_with_the_one_that_stands(
    shop: Shop, lot: int, tmp_path: Path
) -> None:
    enter(shop, lot)
    enter(shop, lot, replace(TOOK, note="slip", cost=None, replaces=1))
    export_table(shop.database, "reworks", tmp_path / "reworks.csv")
    table = read_sheet(tmp_path / "reworks.csv")
    stands = table.header.index("stands")
    assert [row.cells[stands] for row in table.rows] == ["no", "yes"]
