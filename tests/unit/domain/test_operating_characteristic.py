"""How a sampling plan tells good lots from bad ones."""

from math import comb, exp, factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_desk.domain.iso2859 import Plan
from qc_desk.domain.operating_characteristic import (
    CONSUMER,
    PRODUCER,
    acceptance_probability,
    curve,
    quality_accepted,
)


def of(n: int, ac: int) -> Plan:
    """Return a plan; its letter is of no account here."""
    return Plan(letter="J", n=n, ac=ac, re=ac + 1)


# MIL-STD-105D and ISO 2859-1, table for code letter J, n = 80: percent nonconforming of lots that
# are accepted in 99, 95, 90, 75, 50, 25, 10, 5 and 1 of 100 cases
LETTER_J = {
    0: (0.013, 0.064, 0.132, 0.359, 0.863, 1.72, 2.84, 3.68, 5.59),
    1: (0.187, 0.446, 0.667, 1.20, 2.09, 3.33, 4.78, 5.79, 8.01),
    2: (0.550, 1.03, 1.39, 2.16, 3.33, 4.84, 6.52, 7.66, 10.1),
}


@pytest.mark.parametrize("ac", list(LETTER_J))
def test_that_the_tabulated_values_for_letter_j_come_out(ac: int) -> None:
    chances = (0.99, 0.95, 0.90, 0.75, 0.50, 0.25, 0.10, 0.05, 0.01)
    for chance, quality in zip(chances, LETTER_J[ac], strict=True):
        assert quality_accepted(of(80, ac), chance) == pytest.approx(quality, rel=0.04, abs=0.001)


def test_that_known_poisson_values_come_out() -> None:
    # unity values np of J. M. Cameron for c = 0, 1, 2 at Pa 0.95 and 0.10
    for ac, good, bad in [(0, 0.0513, 2.3026), (1, 0.3554, 3.8897), (2, 0.8177, 5.3223)]:
        found = [quality_accepted(of(100, ac), x, nonconformities=True) for x in (0.95, 0.10)]
        assert found == pytest.approx([good, bad], abs=0.0001)


@given(
    st.integers(min_value=1, max_value=60),
    st.integers(min_value=0, max_value=20),
    st.floats(min_value=0, max_value=100),
)
def test_that_the_chance_is_the_sum_of_the_binomial_terms(n: int, ac: int, p: float) -> None:
    x = p / 100
    expected = sum(comb(n, k) * x**k * (1 - x) ** (n - k) for k in range(min(ac, n) + 1))
    assert acceptance_probability(of(n, ac), p) == pytest.approx(expected, abs=1e-9)


@given(
    st.integers(min_value=1, max_value=60),
    st.integers(min_value=0, max_value=20),
    st.floats(min_value=0, max_value=300),
)
def test_that_the_chance_is_the_sum_of_the_poisson_terms(n: int, ac: int, p: float) -> None:
    mean = n * p / 100
    expected = sum(exp(-mean) * mean**k / factorial(k) for k in range(ac + 1))
    found = acceptance_probability(of(n, ac), p, nonconformities=True)
    assert found == pytest.approx(expected, abs=1e-9)


def test_that_more_than_one_nonconformity_on_each_unit_is_a_quality_too() -> None:
    # c = 14, np = 20.13 at Pa 0.10 (Cameron), on 5 units: 402 nonconformities per 100
    assert quality_accepted(of(5, 14), 0.10, nonconformities=True) == pytest.approx(402.6, abs=0.1)


def test_that_perfect_lots_are_always_accepted_and_wholly_bad_ones_never() -> None:
    assert acceptance_probability(of(80, 0), 0) == 1
    assert acceptance_probability(of(80, 0), 0, nonconformities=True) == 1
    assert acceptance_probability(of(80, 2), 100) == 0
    assert acceptance_probability(of(2, 2), 100) == 1  # accepts as many as it looks at


@pytest.mark.parametrize(("p", "nonconformities"), [(-0.1, False), (100.1, False), (-1, True)])
def test_that_a_quality_that_cannot_be_is_an_error(p: float, *, nonconformities: bool) -> None:
    with pytest.raises(ValueError, match="quality"):
        acceptance_probability(of(80, 2), p, nonconformities=nonconformities)


def test_that_a_plan_that_accepts_all_it_looks_at_has_no_worse_quality_than_all_bad() -> None:
    assert quality_accepted(of(2, 2), CONSUMER) == 100


@pytest.mark.parametrize("nonconformities", [False, True])
def test_that_the_curve_falls_from_one_through_both_risk_points(*, nonconformities: bool) -> None:
    plan = of(50, 3)
    line = curve(plan, nonconformities=nonconformities)
    chances = [chance for _quality, chance in line]
    assert (line[0], len(line)) == ((0, 1), 61)
    assert chances == sorted(chances, reverse=True)
    assert chances[-1] == pytest.approx(0.01, abs=1e-6)
    good = quality_accepted(plan, PRODUCER, nonconformities=nonconformities)
    bad = quality_accepted(plan, CONSUMER, nonconformities=nonconformities)
    assert 0 < good < bad < line[-1][0]
