"""Measurements that are questioned, and numbers that cannot be measurements."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_desk.domain.plausibility import Limits, is_doubtful, is_measurable

BOTH = Limits(nominal=Decimal(10), lower=Decimal("9.95"), upper=Decimal("10.05"))
WIDE = Limits(lower=Decimal(100), upper=Decimal(200))
numbers = st.decimals(-1000, 1000, places=3)


@pytest.mark.parametrize("value", ["101.5", "1.001", "100.1", "10.6", "-10.01", "0"])
def test_that_a_probable_slip_is_questioned(value: str) -> None:
    assert is_doubtful(Decimal(value), BOTH)


@pytest.mark.parametrize("value", ["10.01", "9.95", "10.05", "10.06", "9.9", "10.55"])
def test_that_a_good_value_and_an_ordinary_bad_one_are_not_questioned(value: str) -> None:
    assert not is_doubtful(Decimal(value), BOTH)


def test_that_a_shifted_decimal_mark_is_questioned_even_within_five_widths() -> None:
    assert is_doubtful(Decimal(15), WIDE)
    assert not is_doubtful(Decimal(90), WIDE)


def test_that_one_limit_alone_questions_what_is_half_as_much_again() -> None:
    heaviest = Limits(upper=Decimal(310))
    assert not is_doubtful(Decimal(320), heaviest)
    assert is_doubtful(Decimal(3050), heaviest)
    assert is_doubtful(Decimal(-5), Limits(lower=Decimal(20)))


def test_that_one_limit_with_a_nominal_value_questions_what_is_five_tolerances_off() -> None:
    thickest = Limits(nominal=Decimal(10), upper=Decimal("10.1"))  # so 0.2 wide
    assert not is_doubtful(Decimal("11.1"), thickest)
    assert is_doubtful(Decimal("11.2"), thickest)


def test_that_a_forgotten_minus_is_questioned() -> None:
    frozen = Limits(lower=Decimal(-30), upper=Decimal(-10))
    assert is_doubtful(Decimal(18), frozen)
    assert not is_doubtful(Decimal(-18), frozen)


def test_that_a_limit_of_zero_divides_nothing_by_zero() -> None:
    flat = Limits(nominal=Decimal(0), lower=Decimal(0), upper=Decimal(0))
    assert not is_doubtful(Decimal("0.1"), flat)


@given(value=numbers, ends=st.tuples(numbers, numbers))
def test_that_no_value_within_its_limits_is_ever_questioned(
    value: Decimal, ends: tuple[Decimal, Decimal]
) -> None:
    limits = Limits(lower=min(ends), upper=max(ends))
    assert not (limits.holds(value) and is_doubtful(value, limits))


@given(value=numbers)
def test_that_the_distance_says_on_which_side_a_value_is(value: Decimal) -> None:
    beyond = BOTH.beyond(value)
    assert (beyond < 0) == (value < Decimal("9.95"))
    assert (beyond > 0) == (value > Decimal("10.05"))


@pytest.mark.parametrize(
    "text",
    [
        "NaN",
        "sNaN",
        "Infinity",
        "-Infinity",
        "1e400",
        "1e12",
        "1e-400",
        "0." + "1" * 40,
        "1e999999",
    ],
)
def test_that_what_cannot_be_measured_is_no_measurement(text: str) -> None:
    assert not is_measurable(Decimal(text))


@pytest.mark.parametrize("text", ["0", "-0", "12.500", "999999999999", "-273.15", "1e3"])
def test_that_ordinary_numbers_are_measurements(text: str) -> None:
    assert is_measurable(Decimal(text))
