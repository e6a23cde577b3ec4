"""Which few kinds make up most of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_desk.domain.statistics.pareto import MOST, pareto


def test_that_the_vital_few_are_the_fewest_that_reach_four_fifths() -> None:
    parts = pareto([("dent", 1), ("scratch", 60), ("colour", 25), ("label", 14)])
    assert [(part.kind, part.vital) for part in parts] == [
        ("scratch", True),
        ("colour", True),
        ("label", False),
        ("dent", False),
    ]
    assert [part.reached for part in parts] == [0.6, 0.85, 0.99, 1.0]


def test_that_kinds_beyond_the_room_stand_together_at_the_end() -> None:
    parts = pareto([(f"code {number}", 1 + number % 3) for number in range(300)], at_most=12)
    assert len(parts) == 12
    assert (parts[-1].kind, parts[-1].kinds, parts[-1].vital) == (None, 289, True)
    assert sum(part.count for part in parts) == 600


def test_that_nothing_counted_gives_no_parts() -> None:
    assert pareto([("scratch", 0)]) == []


def test_that_less_than_nothing_cannot_have_been_counted() -> None:
    with pytest.raises(ValueError, match="less than 0"):
        pareto([("scratch", -1)])


@given(st.dictionaries(st.integers(), st.integers(0, 1000)), st.integers(2, 20))
def test_that_no_count_is_lost_and_shares_only_grow(counts: dict[int, int], room: int) -> None:
    parts = pareto(counts.items(), room)
    assert sum(part.count for part in parts) == sum(counts.values())
    assert sum(part.kinds for part in parts) == sum(1 for count in counts.values() if count)
    reached = [part.reached for part in parts]
    assert reached == sorted(reached)
    for part, before in zip(parts, [0.0, *reached], strict=False):
        assert part.vital == (before < MOST)
