"""From how many touches on an order is in trouble."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_desk.domain.u_chart import ENOUGH, LimitBasis, limit


@pytest.mark.parametrize(
    ("counts", "average", "upper", "first_over"),
    [
        ([4] * 20, 4.0, 10.0, 11),  # 4 + 3 √4
        ([1] * 25, 1.0, 4.0, 5),
        ([0, 2] * 10, 1.0, 4.0, 5),
        ([0] * 20, 0.0, 0.0, 1),
        ([1] * 10 + [2] * 10, 1.5, 1.5 + 3 * sqrt(1.5), 6),
        ([2] * 19 + [10], 2.4, 2.4 + 3 * sqrt(2.4), 8),
    ],
)
def test_that_the_limit_is_that_of_a_u_chart(
    counts: list[int], average: float, upper: float, first_over: int
) -> None:
    found = limit(counts)
    assert (found.basis, found.orders) == (LimitBasis.U_CHART, len(counts))
    assert found.average == pytest.approx(average)
    assert found.upper == pytest.approx(upper)
    assert found.first_over == first_over


@pytest.mark.parametrize(
    ("counts", "upper"),
    [([], 3), ([0], 3), ([5], 8), ([1, 2], 4.5), ([0, 0, 9], 3), ([4] * 19, 7)],
)
def test_that_few_orders_give_the_median_and_three_more(counts: list[int], upper: float) -> None:
    found = limit(counts)
    assert (found.basis, found.upper) == (LimitBasis.MEDIAN, upper)


def test_that_the_limit_is_narrower_for_several_orders_at_a_time() -> None:
    assert limit([4] * 20, n=4).upper == pytest.approx(4 + 3 * sqrt(4 / 4))


@given(st.lists(st.integers(min_value=0, max_value=500), max_size=3 * ENOUGH))
def test_that_an_order_is_over_exactly_from_the_first_number_beyond(counts: list[int]) -> None:
    found = limit(counts)
    assert found.upper >= found.average or found.basis is LimitBasis.MEDIAN
    assert found.is_over(found.first_over)
    assert not found.is_over(found.first_over - 1)
