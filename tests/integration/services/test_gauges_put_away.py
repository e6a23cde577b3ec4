"""Gauges put away and brought back, and what is refused about a gauge that cannot be meant."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from qc_desk.domain.gauge_words import CalibrationResult, GaugeState
from qc_desk.domain.refusals import FieldInvalid, NotFound, Retired
from qc_desk.services import calibrations, gauges, inspections
from qc_desk.services.calibrations import CalibrationEntry
from qc_desk.services.gauges import GaugeEntry, GaugeRow
from qc_desk.storage.chain_check import check_chain
from tests.checked_shop import AT, Shop
from tests.measured_shop import TODAY, add_gauge, ask_for_gauges, calibrate, in_date

FOUND = CalibrationEntry(
    calibrated_on=TODAY, result=CalibrationResult.IN_TOLERANCE, laboratory="Lab"
)


def put_away(shop: Shop, made: GaugeRow) -> GaugeRow:
    with shop.database.writing() as session:
        seen = gauges.gauge_row(session, made.id)
        return gauges.retire_gauge(session, seen, shop.ids["marko"], AT)


def record(shop: Shop, gauge_id: int, entry: CalibrationEntry) -> None:
    with shop.database.writing() as session:
        calibrations.record_calibration(session, gauge_id, entry, shop.ids["marko"], AT)


def test_that_a_gauge_is_put_away_and_brought_back(shop: Shop) -> None:
    made = in_date(shop, "C-1")
    add_gauge(shop, "M-1", "Micrometer")
    away = put_away(shop, made)
    with shop.database.reading() as session:
        assert [row.number for row in gauges.gauge_rows(session)] == ["M-1"]
        every = gauges.gauge_rows(session, retired=True)
        assert [row.number for row in every] == ["C-1", "M-1"]
        assert gauges.gauge_kinds(session) == ["Micrometer"]
        assert every[0].state(TODAY) is GaugeState.RETIRED
    with pytest.raises(Retired, match="C-1"):
        record(shop, made.id, FOUND)
    with shop.database.writing() as session:
        back = gauges.bring_back_gauge(session, away, shop.ids["marko"], AT)
    assert back.state(TODAY) is GaugeState.IN_DATE
    assert check_chain(shop.database.reading) == []


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"resolution": Decimal(0)}, "resolution.*larger than 0"),
        ({"every": 0}, "calibration interval.*take 1 to"),
    ],
)
def test_that_a_gauge_that_cannot_be_meant_is_refused(
    shop: Shop, facts: dict[str, object], said: str
) -> None:
    entry = GaugeEntry(number="C-1", name="Caliper", kind="Caliper", site_id=1)
    wrong = replace(entry, **facts)  # type: ignore[arg-type]
    with pytest.raises(FieldInvalid, match=said), shop.database.writing() as session:
        gauges.add_gauge(session, wrong, shop.ids["marko"], AT)


def test_that_only_a_gauge_that_is_there_is_calibrated_and_only_in_our_times(shop: Shop) -> None:
    with pytest.raises(NotFound, match="gauge"):
        record(shop, 999, FOUND)
    made = add_gauge(shop, "C-1")
    with pytest.raises(FieldInvalid, match="before 1970"):
        record(shop, made.id, replace(FOUND, calibrated_on=date(1969, 12, 31)))


def test_that_calibrations_are_listed_for_one_gauge_or_all(shop: Shop) -> None:
    first, second = in_date(shop, "C-1"), add_gauge(shop, "C-2")
    calibrate(shop, second, on=TODAY)
    with shop.database.reading() as session:
        every = calibrations.calibration_rows(session)
        assert [row.calibrated_on for row in every] == sorted(
            (row.calibrated_on for row in every), reverse=True
        )
        (one,) = calibrations.calibration_rows(session, first.id)
        with pytest.raises(NotFound, match="certificate"):
            calibrations.certificate_file(session, one.id)


def test_that_nothing_is_measured_with_a_gauge_that_is_not_there(shop: Shop) -> None:
    ask_for_gauges(shop)
    batch_id = shop.add_batch("L-1")
    with shop.database.writing() as session:
        opened = inspections.open_first_check(session, batch_id, shop.ids["ana"], AT)
    entry = inspections.Entry(item_id=shop.items["height"], value=Decimal("10.00"), gauge_id=999)
    with pytest.raises(NotFound, match="gauge"), shop.database.writing() as session:
        inspections.record_answer(session, opened, entry, shop.ids["ana"], AT)
