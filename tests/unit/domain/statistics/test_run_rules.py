"""When points are a signal and not chance."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_desk.domain.statistics.run_rules import RunRule, signals

QUIET = [0.2, -0.3, 0.5, -0.1]


@pytest.mark.parametrize(
    ("points", "rule"),
    [
        ([3.1], RunRule.BEYOND),
        ([-3.1], RunRule.BEYOND),
        ([2.1, 0.4, 2.3], RunRule.TWO_OF_THREE),
        ([-1.2, -1.4, 0.3, -1.1, -1.9], RunRule.FOUR_OF_FIVE),
        ([0.1] * 8, RunRule.EIGHT),
    ],
)
def test_that_each_rule_is_met_by_its_last_point(points: list[float], rule: RunRule) -> None:
    found = signals([*QUIET, *points])
    assert [(each.rule, each.at) for each in found] == [(rule, len(QUIET) + len(points) - 1)]
    assert found[0].above == (points[-1] > 0)


@pytest.mark.parametrize(
    "points",
    [
        [3.0],  # on the limit is within it
        [2.1, 0.4, -2.3],  # one on each side
        [2.1, 2.3, 0.4],  # the last one is not out there
        [-1.2, 0.4, 0.3, -1.1, -1.9],
        [0.1] * 7,
    ],
)
def test_that_less_than_the_rule_asks_is_chance(points: list[float]) -> None:
    found = signals([*QUIET, *points])
    assert [each for each in found if each.at == len(QUIET) + len(points) - 1] == []


def test_that_a_period_without_a_point_does_not_break_a_run() -> None:
    assert [each.at for each in signals([0.1] * 4 + [None] + [0.1] * 4)] == [8]


def test_that_every_rule_has_a_name() -> None:
    assert all("Western Electric" in rule.label for rule in RunRule)


@given(st.lists(st.floats(-5, 5) | st.none(), max_size=60))
def test_that_points_mirrored_are_signals_on_the_other_side(
    points: Sequence[float | None],
) -> None:
    mirrored = [None if point is None else -point for point in points]
    assert [(each.rule, each.at, not each.above) for each in signals(points)] == [
        (each.rule, each.at, each.above) for each in signals(mirrored)
    ]
