"""When a gauge may be measured with, and until when a calibration holds."""

from datetime import UTC, date, datetime, timedelta

import pytest

from qc_desk.domain.gauge_words import ANY_GAUGE, CalibrationResult, GaugeState, IntervalUnit
from qc_desk.domain.gauges import Calibration, Gauge
from qc_desk.domain.organisations import Site
from qc_desk.domain.refusals import (
    GaugeElsewhere,
    GaugeFailed,
    GaugeNeverCalibrated,
    GaugeNotInUse,
    GaugeOfAnotherKind,
    GaugeOverdue,
    QcError,
)

AT = datetime(2026, 11, 20, 8, tzinfo=UTC)
DUE = date(2027, 1, 31)
HERE = Site(code="A", name="Here", time_zone="UTC", created_at=AT)
THERE = Site(code="B", name="There", time_zone="UTC", created_at=AT)
HERE.id, THERE.id = 1, 2


def gauge(*results: CalibrationResult, site: Site = HERE) -> Gauge:
    made = Gauge(number="C-1", name="Caliper", kind="Šubler", site=site, created_at=AT)
    made.site_id = site.id
    made.calibrations = [
        Calibration(
            calibrated_on=date(2026, 1, n),
            result=result,
            due_on=DUE,
            laboratory="Lab",
            by_id=1,
            at=AT,
        )
        for n, result in enumerate(results, start=1)
    ]
    return made


GOOD, ADJUSTED, BAD = (
    CalibrationResult.IN_TOLERANCE,
    CalibrationResult.ADJUSTED,
    CalibrationResult.OUT_OF_TOLERANCE,
)


@pytest.mark.parametrize(
    ("results", "day", "state"),
    [
        ((), DUE, GaugeState.NEVER),
        ((GOOD,), DUE - timedelta(days=31), GaugeState.IN_DATE),
        ((GOOD,), DUE - timedelta(days=30), GaugeState.DUE_SOON),
        ((GOOD,), DUE, GaugeState.DUE_SOON),
        ((GOOD,), DUE + timedelta(days=1), GaugeState.OVERDUE),
        ((GOOD, BAD), DUE - timedelta(days=90), GaugeState.FAILED),
        ((GOOD, BAD), DUE + timedelta(days=1), GaugeState.FAILED),
        ((BAD, GOOD), DUE - timedelta(days=90), GaugeState.IN_DATE),
        ((ADJUSTED,), DUE - timedelta(days=90), GaugeState.IN_DATE),
    ],
)
def test_that_the_newest_calibration_says_the_state(
    results: tuple[CalibrationResult, ...], day: date, state: GaugeState
) -> None:
    assert gauge(*results).state(day) is state


@pytest.mark.parametrize("state", GaugeState)
def test_that_only_a_gauge_in_date_can_be_used(state: GaugeState) -> None:
    assert state.usable == (state in (GaugeState.IN_DATE, GaugeState.DUE_SOON))


@pytest.mark.parametrize(
    ("every", "unit", "day", "due"),
    [
        (12, IntervalUnit.MONTHS, date(2026, 11, 20), date(2027, 11, 20)),
        (1, IntervalUnit.MONTHS, date(2026, 1, 31), date(2026, 2, 28)),
        (1, IntervalUnit.MONTHS, date(2028, 1, 31), date(2028, 2, 29)),
        (12, IntervalUnit.MONTHS, date(2028, 2, 29), date(2029, 2, 28)),
        (1, IntervalUnit.MONTHS, date(2026, 12, 31), date(2027, 1, 31)),
        (90, IntervalUnit.DAYS, date(2026, 11, 20), date(2027, 2, 18)),
    ],
)
def test_that_the_next_day_is_worked_out(
    every: int, unit: IntervalUnit, day: date, due: date
) -> None:
    made = gauge()
    made.every, made.every_unit = every, unit
    assert made.due_after(day) == due


def _put_away(made: Gauge) -> Gauge:
    made.retired_at = AT
    return made


def _broken(made: Gauge) -> Gauge:
    made.out_of_service = "dropped"
    return made


@pytest.mark.parametrize(
    ("made", "asked", "day", "refusal"),
    [
        (gauge(), ANY_GAUGE, DUE, GaugeNeverCalibrated),
        (gauge(GOOD), ANY_GAUGE, DUE + timedelta(days=1), GaugeOverdue),
        (gauge(GOOD, BAD), ANY_GAUGE, DUE, GaugeFailed),
        (gauge(GOOD), "micrometer", DUE, GaugeOfAnotherKind),
        (gauge(GOOD, site=THERE), ANY_GAUGE, DUE, GaugeElsewhere),
        (_put_away(gauge(GOOD)), ANY_GAUGE, DUE, GaugeNotInUse),
        (_broken(gauge(GOOD)), ANY_GAUGE, DUE, GaugeNotInUse),
    ],
)
def test_that_nobody_measures_with_a_gauge_that_cannot_be_trusted(
    made: Gauge, asked: str, day: date, refusal: type[QcError]
) -> None:
    with pytest.raises(refusal):
        made.calibration_for(asked, "Height", HERE, day)


@pytest.mark.parametrize("asked", [ANY_GAUGE, "šubler", "ŠUBLER"])
def test_that_a_value_rests_on_the_newest_calibration(asked: str) -> None:
    made = gauge(BAD, GOOD)
    assert made.calibration_for(asked, "Height", HERE, DUE) is made.calibrations[-1]
