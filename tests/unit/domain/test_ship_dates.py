"""How many hours are left before a promised ship date, and what was nearly missed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_desk.domain.ship_dates import (
    ASSUMED,
    ENOUGH,
    DurationBasis,
    Margin,
    Usual,
    WaitsFor,
    expected_release,
    margin,
    usual,
    working_day_before,
)

AT = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


def hours(*numbers: float) -> list[timedelta]:
    return [number * HOUR for number in numbers]


def known(*numbers: float) -> Usual:
    return usual(hours(*numbers), [], [])


@pytest.mark.parametrize(
    ("product", "site", "shop", "basis", "checks", "middle"),
    [
        (5, 9, 20, DurationBasis.PRODUCT, 5, 1 * HOUR),
        (4, 9, 20, DurationBasis.SITE, 9, 2 * HOUR),
        (4, 4, 20, DurationBasis.SHOP, 20, 3 * HOUR),
        (4, 4, 4, DurationBasis.ASSUMED, 0, ASSUMED),
        (0, 0, 0, DurationBasis.ASSUMED, 0, ASSUMED),
    ],
)
def test_that_the_nearest_experience_that_is_enough_counts(
    product: int, site: int, shop: int, basis: DurationBasis, checks: int, middle: timedelta
) -> None:
    found = usual([HOUR] * product, [2 * HOUR] * site, [3 * HOUR] * shop)
    assert (found.basis, found.checks, found.median) == (basis, checks, middle)


def test_that_one_forgotten_batch_does_not_spoil_the_usual_duration() -> None:
    assert known(9, 10, 11, 12, 2000).median == 11 * HOUR
    assert known(9, 10, 12, 2000, 8, 11).median == 10.5 * HOUR


@pytest.mark.parametrize(
    ("elapsed", "rest"),
    [(0, 10), (9, 3), (10, 6), (12, 8), (20, 10), (99, 10)],
)
def test_that_the_rest_of_a_running_check_is_that_of_checks_that_lasted_longer(
    elapsed: int, rest: int
) -> None:
    assert known(4, 8, 10, 12, 20).remaining(elapsed * HOUR) == rest * HOUR


def test_that_an_assumed_duration_runs_down_and_begins_anew() -> None:
    found = usual([], [], [])
    assert found.remaining(HOUR) == ASSUMED - HOUR
    assert found.remaining(ASSUMED) == ASSUMED


@pytest.mark.parametrize(
    ("waits_for", "opened", "expected"),
    [
        (WaitsFor.FIRST_CHECK, None, 10),
        (WaitsFor.REST_OF_FIRST, -9, 3),
        (WaitsFor.SECOND_CHECK, -9, 3),
        (WaitsFor.SECOND_CHECK, None, 10),
        (WaitsFor.REST_OF_FIRST, 1, 10),  # a clock that was set back
        (WaitsFor.DECISION, -9, 10),
        (WaitsFor.RECHECK, -9, 10),
    ],
)
def test_that_only_running_checks_are_partly_done(
    waits_for: WaitsFor, opened: int | None, expected: int
) -> None:
    opened_at = None if opened is None else AT + opened * HOUR
    found = expected_release(waits_for, opened_at, known(4, 8, 10, 12, 20), AT)
    assert found == AT + expected * HOUR


@given(st.lists(st.integers(1, 500), min_size=0, max_size=3 * ENOUGH), st.integers(0, 1000))
def test_that_a_batch_is_never_expected_in_the_past(numbers: list[int], elapsed: int) -> None:
    found = usual(hours(*numbers), [], [])
    assert found.remaining(elapsed * HOUR) > timedelta()


@pytest.mark.parametrize(
    ("released_on", "promised", "met"),
    [
        (date(2026, 11, 18), date(2026, 11, 20), Margin.IN_TIME),  # Wednesday for Friday
        (date(2026, 11, 19), date(2026, 11, 20), Margin.NEAR_MISS),
        (date(2026, 11, 20), date(2026, 11, 20), Margin.NEAR_MISS),
        (date(2026, 11, 21), date(2026, 11, 20), Margin.MISSED),
        (date(2026, 11, 19), date(2026, 11, 23), Margin.IN_TIME),  # Thursday for Monday
        (date(2026, 11, 20), date(2026, 11, 23), Margin.NEAR_MISS),  # Friday for Monday
        (date(2026, 11, 21), date(2026, 11, 23), Margin.NEAR_MISS),  # Saturday for Monday
    ],
)
def test_that_a_near_miss_left_less_than_two_working_days(
    released_on: date, promised: date, met: Margin
) -> None:
    assert margin(released_on, promised) is met


@pytest.mark.parametrize(("day", "before"), [(20, 19), (21, 20), (22, 20), (23, 20), (24, 23)])
def test_that_working_days_are_monday_to_friday(day: int, before: int) -> None:
    assert working_day_before(date(2026, 11, day)) == date(2026, 11, before)
