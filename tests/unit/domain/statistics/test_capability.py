"""Whether a process can hold its limits."""

import random

import pytest

from qc_desk.domain.statistics.capability import ENOUGH, capability

LOTS = [[9.9, 10.1], [10.0, 10.2], [9.8, 10.0]]  # each deviates by 0.1414 around its middle


def test_that_the_indices_are_those_of_the_standard() -> None:
    found = capability(LOTS, 9.4, 10.6)
    assert found is not None
    assert found.n == 6
    assert found.within == pytest.approx(0.02**0.5)
    assert found.cp == pytest.approx(1.2 / (6 * 0.02**0.5))
    assert found.cpk == pytest.approx(found.cp)  # the middle is the middle of the limits
    assert found.ppk == pytest.approx(0.6 / (3 * 0.02**0.5))
    assert found.sure.low < found.cpk < found.sure.high
    assert not found.enough


def test_that_a_middle_off_the_middle_lowers_cpk_and_not_cp() -> None:
    found = capability(LOTS, 9.9, 11.1)
    assert found is not None
    assert found.cp == pytest.approx(1.2 / (6 * 0.02**0.5))
    assert found.cpk == pytest.approx(0.1 / (3 * 0.02**0.5))


def test_that_a_single_limit_gives_no_cp() -> None:
    found = capability(LOTS, None, 10.5)
    assert found is not None
    assert found.cp is None
    assert found.cpk == pytest.approx(0.5 / (3 * 0.02**0.5))


def test_that_a_middle_beyond_its_limit_is_below_nothing() -> None:
    found = capability(LOTS, 10.4, None)
    assert found is not None
    assert found.cpk < 0


@pytest.mark.parametrize(
    ("lots", "lower", "upper"),
    [
        (LOTS, None, None),
        ([], 9.0, 11.0),
        ([[10.0], [10.1]], 9.0, 11.0),  # within a lot nothing can be said
        ([[10.0, 10.0], [10.0]], 9.0, 11.0),
    ],
)
def test_that_nothing_is_said_where_nothing_can_be(
    lots: list[list[float]], lower: float | None, upper: float | None
) -> None:
    assert capability(lots, lower, upper) is None


def test_that_what_differs_from_lot_to_lot_shows_in_ppk_alone() -> None:
    drifting = [[9.9 + lot, 10.1 + lot] for lot in (0.0, 0.5, 1.0)]
    found = capability(drifting, 9.0, 12.0)
    assert found is not None
    assert found.within == pytest.approx(0.02**0.5)
    assert found.ppk < found.cpk / 2


def test_that_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    chance = random.Random(22514)  # noqa: S311 (a simulation)
    held = 0
    for _again in range(400):
        lots = [[chance.gauss(10, 0.1) for _ in range(5)] for _ in range(8)]
        found = capability(lots, 9.6, 10.4)
        assert found is not None
        held += found.sure.holds(4 / 3)
    assert 360 <= held <= 398
    assert ENOUGH == 30
