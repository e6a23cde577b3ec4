"""How figures are said and periods are cut."""

from datetime import date, timedelta
from itertools import pairwise
from statistics import median, quantiles

import pytest

from qc_desk.domain.shares import percent, share_words
from qc_desk.services.insights import Scope
from qc_desk.services.insights.durations import days_words, middle, nine_in_ten
from qc_desk.services.insights.scope import steps


def test_that_shares_of_few_are_counts_and_never_all_where_one_is_missing() -> None:
    assert share_words(1, 3) == "1 of 3"
    assert share_words(15, 20).startswith("75 % (15 of 20; 95 % interval 53 to 89 %)")
    assert percent(1343 / 1344) == "99.9"
    assert percent(1 / 5000) == "0.1"
    assert (percent(0), percent(1)) == ("0", "100")


@pytest.mark.parametrize(("days", "pieces"), [(7, 2), (182, 27), (365, 13), (3653, 41)], ids=str)
def test_that_a_period_is_cut_without_gap_or_overlap(days: int, pieces: int) -> None:
    last = date(2026, 11, 20)
    scope = Scope(first=last - timedelta(days=days - 1), last=last)
    cut = steps(scope)
    assert abs(len(cut) - pieces) <= 1
    assert (cut[0].first, cut[-1].last) == (scope.first, scope.last)
    for one, other in pairwise(cut):
        assert one.last + timedelta(days=1) == other.first
    assert scope.before.last + timedelta(days=1) == scope.first
    assert scope.before.days == scope.days


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0.0, "0 minutes"),
        (1 / 1440, "1 minute"),
        (0.02, "29 minutes"),
        (0.25, "6 h"),
        (0.3125, "7.5 h"),
        (1.0, "1 day"),
        (2.5, "2.5 days"),
        (4.0, "4 days"),
    ],
)
def test_that_a_time_is_said_in_the_unit_that_fits(days: float, said: str) -> None:
    assert days_words(days) == said


@pytest.mark.parametrize("count", range(2, 23))
def test_that_places_in_order_are_those_of_the_statistics_of_python(count: int) -> None:
    values = [each * each * 0.7 for each in range(count)]
    assert middle(values) == median(values)
    assert nine_in_ten(values) == quantiles(values, n=10, method="inclusive")[-1]
