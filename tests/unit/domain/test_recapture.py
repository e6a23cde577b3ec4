"""What two blind inspectors have both missed: the arithmetic, and that its interval holds."""

import random
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_desk.domain.batches import Batch
from qc_desk.domain.inspections import Answer
from qc_desk.domain.recapture import FEWEST_BY_BOTH, Recapture, estimate, recapture
from qc_desk.domain.vocabulary import CheckMode, Result, Seat, Severity
from tests.unit.domain.bare_shop import AT, FAIL, PASS, BareShop, inspection_at, item_of

counts = st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(1, 60)).map(
    lambda each: (each[0] + each[2], each[1] + each[2], each[2])
)


def test_that_a_worked_example_comes_out() -> None:
    counted = estimate(10, 15, 5)
    assert counted.expected == pytest.approx(11 * 16 / 6 - 1)
    assert (counted.low, counted.high) == (21, 73)


@pytest.mark.parametrize(("each", "high"), [(3, 7), (4, 7), (10, 11), (20, 21), (50, 50)])
def test_that_the_same_finds_leave_little_and_not_nothing_for_sure(each: int, high: int) -> None:
    counted = estimate(each, each, each)  # 1 in comb(n, each) ways: more than 1 in 40
    assert (counted.low, counted.expected, counted.high) == (each, each, high)


def test_that_bounds_are_where_one_case_in_forty_ends() -> None:
    counted = estimate(12, 9, 6)
    for there in range(15, 60):
        ways = [comb(12, n) * comb(there - 12, 9 - n) for n in range(10)]
        possible = min(sum(ways[:7]), sum(ways[6:])) / comb(there, 9) > 1 / 40
        assert possible == (counted.low <= there <= counted.high)


@given(counts)
def test_that_there_are_never_fewer_than_were_found(given_: tuple[int, int, int]) -> None:
    first, second, both = given_
    counted = estimate(first, second, both)
    found = first + second - both
    assert counted.low >= found
    assert counted.expected >= found - 1e-9
    assert counted.low <= counted.high
    assert counted.expected <= counted.high


@given(counts)
def test_that_it_does_not_matter_who_was_first(given_: tuple[int, int, int]) -> None:
    first, second, both = given_
    assert estimate(first, second, both) == estimate(second, first, both)


@given(st.integers(4, 40), st.integers(4, 40))
def test_that_more_in_common_means_that_less_is_left(first: int, second: int) -> None:
    most = min(first, second)
    left = [estimate(first, second, both).expected for both in range(1, most + 1)]
    assert left == sorted(left, reverse=True)


@pytest.mark.parametrize("wrong", [(3, 3, 4), (2, 5, 3), (4, 4, 0), (3, 3, -1)])
def test_that_what_cannot_be_is_refused(wrong: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match=str(wrong[0])):
        estimate(*wrong)


@pytest.mark.parametrize(
    ("there", "one", "other"),
    [(12, 0.8, 0.7), (20, 0.6, 0.6), (30, 0.9, 0.5), (60, 0.5, 0.4), (15, 0.95, 0.9)],
)
def test_that_the_interval_holds_what_is_there(there: int, one: float, other: float) -> None:
    chance = random.Random(2859)  # noqa: S311 (a simulation that is always the same)
    held = tried = 0
    for _n in range(3000):
        firsts = {n for n in range(there) if chance.random() < one}
        seconds = {n for n in range(there) if chance.random() < other}
        both = len(firsts & seconds)
        if both < FEWEST_BY_BOTH:
            continue
        tried += 1
        counted = estimate(len(firsts), len(seconds), both)
        held += counted.low <= there <= counted.high
    assert held / tried >= 0.95


def test_that_the_estimate_is_right_on_average() -> None:
    chance = random.Random(1951)  # noqa: S311 (a simulation that is always the same)
    guesses = []
    for _n in range(4000):
        firsts = {n for n in range(25) if chance.random() < 0.75}
        seconds = {n for n in range(25) if chance.random() < 0.65}
        guesses.append(estimate(len(firsts), len(seconds), len(firsts & seconds)).expected)
    assert sum(guesses) / len(guesses) == pytest.approx(25, abs=0.2)


def test_that_too_few_in_common_say_nothing() -> None:
    told = Recapture(first=9, second=8, both=2, blind=True)
    assert told.estimate is None
    assert "2 defects were found by both, and it takes 3" in told.said


def test_that_a_review_says_nothing() -> None:
    told = Recapture(first=9, second=9, both=9, blind=False)
    assert told.estimate is None
    assert "saw the first answers" in told.said


def test_that_the_sentence_names_what_was_found_and_what_is_left() -> None:
    told = Recapture(first=10, second=15, both=5, blind=True)
    assert told.found == 20
    assert told.said == (
        "Both have probably missed 8.3 (1 to 53, 95 %): the first found 10, the second 15, 5 of"
        " them the same."
    )


@pytest.fixture
def many(shop: BareShop) -> BareShop:
    """A shop whose batch has eight things to look at."""
    shop.items[:] = [item_of(number, Severity.MAJOR) for number in range(1, 9)]
    shop.version.items[:] = shop.items
    return shop


def _checked(shop: BareShop, firsts: str, seconds: str) -> None:
    """Let both check the batch: x fails, - passes."""
    shop.checked_twice(
        first=tuple(FAIL if each == "x" else PASS for each in firsts),
        second=tuple(FAIL if each == "x" else PASS for each in seconds),
    )


def test_that_findings_at_the_same_place_are_the_same(many: BareShop, batch: Batch) -> None:
    _checked(many, "xxxxx---", "xxx--x--")
    told = recapture(batch)
    assert told == Recapture(first=5, second=4, both=3, blind=True)


def test_that_another_code_at_the_same_place_is_another_defect(
    many: BareShop, batch: Batch
) -> None:
    _checked(many, "xxxx----", "xxxx----")
    first = inspection_at(batch, Seat.FIRST)
    defect = many.defect(first, many.ana, Severity.MAJOR)
    defect.item, defect.item_id = many.items[0], many.items[0].id
    told = recapture(batch)
    assert told is not None
    assert (told.first, told.second, told.both) == (4, 4, 3)


def test_that_a_defect_without_an_item_is_left_out(many: BareShop, batch: Batch) -> None:
    _checked(many, "xxxx----", "xxxx----")
    many.defect(inspection_at(batch, Seat.FIRST), many.ana, Severity.MAJOR)
    told = recapture(batch)
    assert told is not None
    assert (told.first, told.both) == (4, 4)


def test_that_what_one_did_not_look_at_is_left_out(many: BareShop, batch: Batch) -> None:
    _checked(many, "xxxx----", "xxxx----")
    second = inspection_at(batch, Seat.SECOND)
    skipped = second.answers[0]
    assert isinstance(skipped, Answer)
    skipped.result, skipped.note = Result.NOT_APPLICABLE, "not on this one"
    told = recapture(batch)
    assert told == Recapture(first=3, second=3, both=3, blind=True)


def test_that_a_spot_check_counts_what_was_drawn(many: BareShop, batch: Batch) -> None:
    many.version.mode, many.version.share = CheckMode.SPOT, 50
    many.first_signed((FAIL,) * 8)
    second = batch.open_second_check(many.boris, AT, "5a" * 32)
    for item_id, _unit in second.places:
        item = second.item(item_id)
        second.answers.append(Answer(item=item, result=FAIL, by=many.boris, at=AT))
    second.submit(many.boris, AT)
    assert recapture(batch) == Recapture(first=4, second=4, both=4, blind=True)


def test_that_nothing_is_said_before_both_have_finished(many: BareShop, batch: Batch) -> None:
    assert recapture(batch) is None
    many.first_signed((PASS,) * 8)
    assert recapture(batch) is None
    batch.open_second_check(many.boris, AT)
    assert recapture(batch) is None
