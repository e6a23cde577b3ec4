"""How sure a share or a count can be."""

from math import exp, factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_desk.domain.statistics.intervals import of_count, of_share


def test_that_one_of_ten_may_be_anything_from_two_to_forty_per_cent() -> None:
    """Newcombe, Two-sided confidence intervals for the single proportion (1998), method 3."""
    interval = of_share(15, 148)
    assert interval is not None
    assert (round(interval.low, 4), round(interval.high, 4)) == (0.0624, 0.1605)
    none = of_share(0, 20)
    assert none is not None
    assert (none.low, round(none.high, 4)) == (0.0, 0.1611)


def test_that_nothing_looked_at_says_nothing() -> None:
    assert of_share(0, 0) is None


@pytest.mark.parametrize(("count", "of"), [(1, 0), (-1, 3), (4, 3)])
def test_that_more_than_there_are_is_a_mistake(count: int, of: int) -> None:
    with pytest.raises(ValueError, match="more of them"):
        of_share(count, of)


@given(st.integers(0, 500), st.integers(1, 500))
def test_that_the_share_itself_lies_within(count: int, more: int) -> None:
    interval = of_share(count, count + more)
    assert interval is not None
    assert 0 <= interval.low <= interval.high <= 1
    assert interval.holds(count / (count + more))


@pytest.mark.parametrize(("count", "off"), [(1, 0.013), (5, 0.001), (10, 0.001), (40, 0.001)])
def test_that_the_limits_of_a_count_leave_a_fortieth_on_each_side(count: int, off: float) -> None:
    interval = of_count(count)
    above = 1 - sum(_poisson(k, interval.low) for k in range(count))
    below = sum(_poisson(k, interval.high) for k in range(count + 1))
    assert 0.025 - off <= above <= 0.026
    assert 0.024 <= below <= 0.025 + off


def test_that_a_count_of_none_begins_at_none() -> None:
    assert of_count(0).low == 0
    assert 2 < of_count(0).high < 4
    with pytest.raises(ValueError, match="less than 0"):
        of_count(-1)


def _poisson(count: int, mean: float) -> float:
    return exp(-mean) * mean**count / factorial(count)
