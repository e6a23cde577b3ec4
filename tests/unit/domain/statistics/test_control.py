"""Control limits for shares and rates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_desk.domain.statistics.control import p_chart, u_chart


def test_that_shares_have_the_limits_of_a_p_chart() -> None:
    """Montgomery, Introduction to Statistical Quality Control, 7.2: p = 0.1, n = 100."""
    chart = p_chart([(10, 100), (10, 100), (25, 100), (0, 0), (5, 200)])
    assert chart is not None
    assert chart.middle == pytest.approx(0.1)
    assert chart.limits(0) == pytest.approx((0.01, 0.19))
    assert chart.limits(3) is None
    deviations = chart.deviations
    assert deviations[2] == pytest.approx(5.0)
    assert deviations[3] is None


def test_that_rates_have_the_limits_of_a_u_chart() -> None:
    chart = u_chart([(8, 4), (0, 4)])
    assert chart is not None
    assert chart.middle == pytest.approx(1.0)
    assert chart.limits(0) == pytest.approx((0.0, 2.5))


def test_that_limits_stay_where_shares_can_be() -> None:
    chart = p_chart([(9, 10), (1, 1)])
    assert chart is not None
    assert chart.limits(1) == pytest.approx((0.909 - 3 * 0.2875, 1.0), abs=0.05)


def test_that_nothing_counted_gives_no_chart() -> None:
    assert p_chart([]) is None
    assert u_chart([(0, 0)]) is None


@pytest.mark.parametrize(("count", "way"), [(0, 0.0), (3, 0.0)])
def test_that_points_that_are_all_alike_deviate_by_nothing(count: int, way: float) -> None:
    chart = p_chart([(count, 3), (count, 3)])
    assert chart is not None
    assert chart.deviations == (way, way)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1))
def test_that_the_middle_lies_between_the_points(pairs: list[tuple[int, int]]) -> None:
    points = [(min(pair), max(pair)) for pair in pairs]
    chart = p_chart(points)
    values = [count / of for count, of in points if of]
    if chart is None:
        assert not values
        return
    assert min(values) - 1e-9 <= chart.middle <= max(values) + 1e-9
