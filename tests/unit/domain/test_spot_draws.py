"""What a second inspector looks at in spot mode, on bare entities."""

import hashlib
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_desk.domain.batches import Batch
from qc_desk.domain.comparison import compare
from qc_desk.domain.inspections import Answer, Inspection
from qc_desk.domain.refusals import NotDrawn, OpenItems
from qc_desk.domain.sampling import SamplePlan
from qc_desk.domain.spot_draws import SpotDraw, written
from qc_desk.domain.spot_rules import drawn_spots, mode_words
from qc_desk.domain.vocabulary import BatchStatus, CheckMode, Seat, Severity
from tests.unit.domain.bare_shop import AT, FAIL, PASS, BareShop, inspection_at, item_of

SEED, OTHER = "5a" * 32, "c3" * 32
seeds = st.integers(0, 2**256 - 1).map(lambda number: f"{number:064x}")
rests = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 9)), unique=True)


@given(seeds, st.integers(10, 90), rests)
def test_that_the_share_is_drawn_rounded_up(
    seed: str, share: int, rest: list[tuple[str, int]]
) -> None:
    drawn = drawn_spots(seed, share, rest)
    assert len(drawn) == -(-len(rest) * share // 100)
    assert len(drawn) >= min(1, len(rest))
    assert set(drawn) <= set(rest)
    assert len(set(drawn)) == len(drawn)


@given(seeds, st.integers(10, 90), rests, st.randoms(use_true_random=False))
def test_that_the_draw_follows_from_seed_share_and_checklist_alone(
    seed: str, share: int, rest: list[tuple[str, int]], chance: Random
) -> None:
    again = list(rest)
    chance.shuffle(again)
    assert drawn_spots(seed, share, again) == drawn_spots(seed, share, rest)


@given(seeds, rests)
def test_that_a_larger_share_draws_more_and_drops_nothing(
    seed: str, rest: list[tuple[str, int]]
) -> None:
    small, large = (drawn_spots(seed, share, rest) for share in (20, 60))
    assert large[: len(small)] == small


def test_that_anybody_can_draw_again_with_a_sha256_of_the_text() -> None:
    rest = [("rim", 1), ("rim", 2), ("glaze", 0), ("label", 0)]
    by_hand = sorted(
        rest, key=lambda s: hashlib.sha256(f"{SEED}/{s[0]}/{s[1]}".encode()).hexdigest()
    )
    assert drawn_spots(SEED, 50, rest) == by_hand[:2]


def test_that_every_place_has_the_same_chance() -> None:
    rest = [("a", unit) for unit in range(10)]
    counted = dict.fromkeys(rest, 0)
    for number in range(2000):
        for spot in drawn_spots(f"{number:064x}", 30, rest):
            counted[spot] += 1
    assert all(520 <= count <= 680 for count in counted.values())  # 600 each, 4 sigma


@pytest.mark.parametrize("seed", ["", "5a", "5A" * 32, "zz" * 32, "5a" * 33])
def test_that_nothing_is_drawn_from_what_is_no_seed(seed: str) -> None:
    with pytest.raises(ValueError, match=f"^{seed}$"):
        drawn_spots(seed, 30, [("a", 0)])


@pytest.mark.parametrize("share", [-1, 0, 9, 91, 100])
def test_that_no_other_share_is_drawn(share: int) -> None:
    with pytest.raises(ValueError, match=str(share)):
        drawn_spots(SEED, share, [("a", 0)])


def test_that_a_draw_is_read_as_it_was_written() -> None:
    places = {(12, 0), (7, 3), (7, 11)}
    assert SpotDraw(seed=SEED, share=30, drawn=written(places)).places == places
    assert SpotDraw(seed=SEED, share=30, drawn=written([])).places == set()


def test_that_the_mode_is_said_with_its_share() -> None:
    assert mode_words(CheckMode.SPOT, 30) == "spot check, 30 % drawn by lot"
    assert mode_words(CheckMode.REVIEW, None) == "review"


@pytest.fixture
def spots(shop: BareShop) -> BareShop:
    """A shop whose second inspectors look at a third of what is not critical."""
    shop.version.mode, shop.version.share = CheckMode.SPOT, 30
    shop.items[:] = [item_of(n, Severity.MAJOR) for n in range(1, 8)]
    shop.items.append(item_of(8, Severity.CRITICAL))
    shop.version.items[:] = shop.items
    return shop


def second_of(shop: BareShop, seed: str = SEED) -> Inspection:
    if shop.batch.inspection(Seat.FIRST) is None:
        shop.first_signed((PASS,) * 8)
    return shop.batch.open_second_check(shop.boris, AT, seed)


def test_that_the_first_inspector_looks_at_everything(spots: BareShop, batch: Batch) -> None:
    spots.first_signed((PASS,) * 8)
    first = inspection_at(batch, Seat.FIRST)
    assert len(first.places) == 8
    assert first.spot is None


def test_that_the_second_looks_at_everything_critical_and_a_share(spots: BareShop) -> None:
    second = second_of(spots)
    assert (8, 0) in second.places
    assert len(second.places) == 1 + 3  # 30 % of 7, rounded up
    assert second.spot is not None
    assert second.spot.places == set(second.drawn(SEED, 30))


def test_that_only_what_is_drawn_is_answered(spots: BareShop) -> None:
    second = second_of(spots)
    left_out = next(i for i in spots.items if (i.id, 0) not in second.places)
    answer = Answer(item=left_out, result=PASS, by=spots.boris, at=AT)
    with pytest.raises(NotDrawn, match=left_out.title):
        second.record(answer, standing=None, seen=None)


def _answer_all(shop: BareShop, second: Inspection, bad: int = 0) -> None:
    for item_id, _unit in second.places:
        item = second.item(item_id)
        result = FAIL if item_id == bad else PASS
        second.answers.append(Answer(item=item, result=result, by=shop.boris, at=AT))


def test_that_a_spot_check_is_complete_when_what_is_drawn_is_answered(spots: BareShop) -> None:
    second = second_of(spots)
    with pytest.raises(OpenItems):
        second.submit(spots.boris, AT)
    _answer_all(spots, second)
    second.submit(spots.boris, AT)
    spots.batch.approve(spots.boris, AT)
    assert spots.batch.status is BatchStatus.RELEASED


def test_that_what_was_not_drawn_is_no_difference(spots: BareShop, batch: Batch) -> None:
    second = second_of(spots)
    drawn = next(iter(second.spot.places)) if second.spot else (0, 0)
    _answer_all(spots, second, bad=drawn[0])
    second.submit(spots.boris, AT)
    assert [pair.item.id for pair in batch.differences] == [drawn[0]]
    pairs = compare(batch.inspection(Seat.FIRST), second)
    assert len(pairs) == 8
    assert [p.drawn for p in pairs] == [(p.item.id, 0) in second.places for p in pairs]
    assert all(pair.second is None for pair in pairs if not pair.drawn)


def test_that_a_round_keeps_its_draw_when_the_check_is_opened_again(spots: BareShop) -> None:
    second = second_of(spots)
    second.withdraw(spots.boris, "called away", AT)
    again = second_of(spots, OTHER)
    assert again is not second
    assert again.spot is not None
    assert again.spot is not second.spot
    assert (again.spot.seed, again.spot.drawn) == (SEED, second.spot.drawn if second.spot else "")


def test_that_the_next_round_draws_anew(spots: BareShop, batch: Batch) -> None:
    second = second_of(spots)
    inspection_at(batch, Seat.FIRST).withdraw(spots.ana, "wrong pallet", AT)
    assert not second.live
    spots.first_signed((PASS,) * 8)
    anew = batch.open_second_check(spots.boris, AT, OTHER)
    assert anew.spot is not None
    assert anew.spot.seed == OTHER


def test_that_critical_items_alone_are_looked_at_where_there_is_nothing_else(
    spots: BareShop,
) -> None:
    for item in spots.items:
        item.severity = Severity.CRITICAL
    second = second_of(spots)
    assert len(second.places) == 8
    assert second.spot is not None
    assert second.spot.places == set()


def test_that_other_modes_draw_nothing(shop: BareShop, batch: Batch) -> None:
    shop.first_signed()
    assert batch.open_second_check(shop.boris, AT, SEED).draw is None


def test_that_units_are_drawn_one_by_one(spots: BareShop) -> None:
    spots.items[0].per_unit = spots.items[7].per_unit = True
    spots.version.sample_size = 5
    first = spots.batch.open_first_check(spots.ana, AT)
    for item_id, unit in first.places:
        item = first.item(item_id)
        first.answers.append(Answer(item=item, unit_number=unit, result=PASS, by=spots.ana, at=AT))
    spots.batch.sign_first(spots.ana, AT)
    second = second_of(spots)
    assert [place for place in second.places if place[0] == 8] == [(8, n) for n in range(1, 6)]
    assert len(second.rest()) == 5 + 6
    assert len(second.places) == 5 + 4  # 30 % of 11, rounded up
    assert all(isinstance(plan, SamplePlan) for plan in second.plans)
