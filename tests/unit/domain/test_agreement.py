"""Cohen's kappa against published numbers, and what is said where it says nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_desk.domain.agreement import FEWEST_PAIRS, Agreement, kappa, of_table

seen = st.builds(
    Agreement,
    both_pass=st.integers(0, 200),
    both_fail=st.integers(0, 200),
    first_fails=st.integers(0, 200),
    second_fails=st.integers(0, 200),
)


def test_that_a_published_two_by_two_table_comes_out() -> None:
    found = kappa(Agreement(both_pass=20, second_fails=5, first_fails=10, both_fail=15))
    assert found.value == pytest.approx(0.4)  # 35 of 50 agree, chance gives 25
    assert found.low == pytest.approx(0.1511, abs=2e-3)
    assert found.high == pytest.approx(0.6489, abs=2e-3)


def test_that_the_table_of_fleiss_comes_out() -> None:
    # J. L. Fleiss, B. Levin, M. C. Paik, Statistical Methods for Rates and Proportions, 18.1
    found = of_table(((0.75, 0.01, 0.04), (0.05, 0.04, 0.01), (0.0, 0.0, 0.10)), 100)
    assert found.value == pytest.approx(0.68, abs=0.005)
    assert (found.high - found.low) / 2 / 1.96 == pytest.approx(0.087, abs=0.001)


@given(seen)
def test_that_kappa_lies_within_its_interval(given_: Agreement) -> None:
    found = given_.kappa
    if found is not None:
        assert -1 <= found.low <= found.value <= found.high <= 1


@given(seen)
def test_that_it_does_not_matter_who_was_first(given_: Agreement) -> None:
    turned = Agreement(
        both_pass=given_.both_pass,
        both_fail=given_.both_fail,
        first_fails=given_.second_fails,
        second_fails=given_.first_fails,
    )
    one, other = given_.kappa, turned.kappa
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert one.value == pytest.approx(other.value)
        assert one.low == pytest.approx(other.low)


@given(seen)
def test_that_something_is_always_said(given_: Agreement) -> None:
    assert given_.said.endswith(".")
    if given_.pairs < FEWEST_PAIRS:
        assert given_.kappa is None


def test_that_full_agreement_is_one() -> None:
    found = Agreement(both_pass=40, both_fail=20).kappa
    assert found is not None
    assert (found.value, found.low, found.high) == (1, 1, 1)


def test_that_agreement_by_chance_is_nothing() -> None:
    found = Agreement(both_pass=25, both_fail=25, first_fails=25, second_fails=25).kappa
    assert found is not None
    assert found.value == pytest.approx(0)


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ({}, "Nobody looked at it twice"),
        ({"both_pass": 1}, "Looked at twice 1 time: kappa takes 30."),
        ({"both_pass": 20, "both_fail": 9}, "Looked at twice 29 times: kappa takes 30."),
        ({"both_pass": 500}, "nothing shows that either would see a fail"),
        ({"both_fail": 50}, "Everything failed for both."),
        ({"both_pass": 97, "first_fails": 3}, "Hardly anything fails"),
        ({"both_pass": 60, "both_fail": 40}, "Both see the same."),
        ({"both_pass": 40, "first_fails": 20, "second_fails": 20, "both_fail": 20}, "differently"),
        ({"both_pass": 40, "first_fails": 5, "second_fails": 2, "both_fail": 6}, "More looks"),
    ],
)
def test_that_the_sentence_fits_the_numbers(numbers: dict[str, int], words: str) -> None:
    assert words in Agreement(**numbers).said


def test_that_all_pass_has_no_kappa_however_often() -> None:
    assert Agreement(both_pass=100_000).kappa is None
