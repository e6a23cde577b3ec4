"""Medians of numbers that stand in several lists in order."""

from hypothesis import given, settings
from hypothesis import strategies as st

from qc_desk.services.insights.durations import Together, middle, nine_in_ten


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(0, 40), max_size=8), max_size=6))
def test_that_numbers_of_several_lists_stand_together_as_in_one(lists: list[list[int]]) -> None:
    every = sorted(number for each in lists for number in each)
    together = Together(map(sorted, lists))
    assert [together[place] for place in range(len(together))] == every
    if len(every) > 1:
        assert middle(together) == middle(every)
        assert nine_in_ten(together) == nine_in_ten(every)
