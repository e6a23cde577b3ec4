"""Lists of gauges: written out, and what needs a calibration."""

from datetime import timedelta
from pathlib import Path

from qc_desk.domain.gauge_words import CalibrationResult
from qc_desk.services import gauges
from qc_desk.services.exports import export_table
from tests.checked_shop import Shop
from tests.integration.services.test_gauges import change
from tests.measured_shop import TODAY, add_gauge, calibrate, in_date


def test_that_gauges_and_calibrations_are_written_out(shop: Shop, tmp_path: Path) -> None:
    gauge = in_date(shop, "C-1")
    add_gauge(shop, "C-2")
    calibrate(shop, gauge, on=TODAY, result=CalibrationResult.ADJUSTED)
    done = export_table(shop.database, "gauges", tmp_path / "g.csv")
    lines = (tmp_path / "g.csv").read_text(encoding="utf-8-sig").splitlines()
    assert (done.rows, len(lines)) == (2, 3)
    assert "C-1" in lines[1]
    assert "found out of tolerance, adjusted" in lines[1]
    assert lines[2].startswith("C-2")
    done = export_table(shop.database, "calibrations", tmp_path / "c.csv")
    assert done.rows == 2


def test_that_what_needs_a_calibration_comes_with_the_longest_overdue_first(shop: Shop) -> None:
    in_date(shop, "C-1")
    soon, overdue, broken = (add_gauge(shop, number) for number in ("C-2", "C-3", "C-4"))
    calibrate(shop, soon, due=TODAY + timedelta(days=7))
    calibrate(shop, overdue, due=TODAY - timedelta(days=7))
    change(shop, broken, out_of_service="dropped")
    with shop.database.reading() as session:
        found = gauges.due_gauges(session, [1], TODAY)
        assert [row.number for row in found] == ["C-3", "C-2"]
        assert gauges.due_gauges(session, [], TODAY) == ()
