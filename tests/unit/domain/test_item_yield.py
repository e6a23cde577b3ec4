"""What can be said of an item that catches often, rarely or never."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_desk.domain.item_yield import ENOUGH, ItemYield, item_yield, most_failing


@pytest.mark.parametrize(
    ("lots", "caught", "said"),
    [
        (0, 0, ItemYield.TOO_FEW),
        (ENOUGH - 1, 0, ItemYield.TOO_FEW),
        (ENOUGH, 0, ItemYield.NEVER),
        (3, 1, ItemYield.OFTEN),
        (20, 1, ItemYield.OFTEN),
        (21, 1, ItemYield.RARELY),
        (400, 1, ItemYield.RARELY),
    ],
)
def test_that_no_more_is_said_than_is_known(lots: int, caught: int, said: ItemYield) -> None:
    assert item_yield(lots, caught) is said


@pytest.mark.parametrize(
    ("lots", "percent"), [(0, "100"), (1, "95.0"), (29, "9.8"), (30, "9.5"), (59, "5.0")]
)
def test_that_lots_without_a_catch_bound_how_often_it_fails(lots: int, percent: str) -> None:
    assert most_failing(lots) == Decimal(percent)


@given(st.integers(1, 5_000))
def test_that_more_lots_never_say_less(lots: int) -> None:
    assert most_failing(lots + 1) <= most_failing(lots)
    # the chance to see nothing in so many lots, at the bound itself, is one in twenty
    assert abs((1 - float(most_failing(lots)) / 100) ** lots - 0.05) < 0.05 + lots * 0.0006
