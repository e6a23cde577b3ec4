"""When goods have proven a problem solved: enough of them, or long enough, at every site."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_desk.domain.proof import MadeBatch, ProofRule, proof_of
from qc_desk.domain.refusals import QuantityWrong

FIXED = date(2026, 5, 1)
RULE = ProofRule(3, 30)


def batch(number: int, day: int, *, clean: bool = True, site: str = "A") -> MadeBatch:
    return MadeBatch(f"L-{number:03}", site, FIXED + timedelta(days=day), clean)


def test_that_a_site_where_nothing_was_made_has_shown_nothing() -> None:
    proof = proof_of([batch(1, 1), batch(2, 2), batch(3, 3)], ["A", "B"], FIXED, FIXED, RULE)
    assert [site.complete for site in proof.sites] == [True, False]
    assert not proof.complete


def test_that_a_problem_of_no_site_is_never_proven() -> None:
    assert not proof_of([], [], FIXED, FIXED + timedelta(days=900), RULE).complete


def test_that_goods_from_before_the_fix_prove_nothing() -> None:
    old = [batch(1, -1), batch(2, -2), batch(3, -3)]
    assert proof_of(old, ["A"], FIXED, FIXED, RULE).sites[0].clean == 0


def test_that_a_bad_batch_begins_the_row_and_the_days_anew() -> None:
    made = [batch(1, 1), batch(2, 2), batch(3, 3, clean=False), batch(4, 4)]
    [site] = proof_of(made, ["A"], FIXED, FIXED + timedelta(days=20), RULE).sites
    assert (site.clean, site.days) == (1, 17)


def test_that_days_count_only_with_a_clean_batch() -> None:
    late = FIXED + timedelta(days=30)
    assert not proof_of([], ["A"], FIXED, late, RULE).complete
    assert proof_of([batch(1, 1)], ["A"], FIXED, late, RULE).complete
    assert not proof_of([batch(1, 1)], ["A"], FIXED, late - timedelta(days=1), RULE).complete


@pytest.mark.parametrize("rule", [(0, 1), (101, 1), (1, 0), (1, 731)])
def test_that_a_rule_asks_for_something_and_not_for_ever(rule: tuple[int, int]) -> None:
    with pytest.raises(QuantityWrong):
        ProofRule(*rule).must_be_possible()
    ProofRule(100, 730).must_be_possible()


MADE = st.lists(st.builds(batch, st.integers(1, 999), st.integers(0, 60), clean=st.booleans()))


@given(made=MADE, today=st.integers(0, 90))
def test_that_nothing_is_proven_while_the_newest_goods_have_it(
    made: list[MadeBatch], today: int
) -> None:
    last = MadeBatch("L-ZZZ", "A", FIXED + timedelta(days=61), clean=False)
    day = FIXED + timedelta(days=today)
    assert not proof_of([*made, last], ["A"], FIXED, day, RULE).complete


@given(made=MADE)
def test_that_another_clean_batch_never_takes_proof_away(made: list[MadeBatch]) -> None:
    day = FIXED + timedelta(days=90)
    newer = [*made, MadeBatch("L-ZZZ", "A", FIXED + timedelta(days=61), clean=True)]
    if proof_of(made, ["A"], FIXED, day, RULE).complete:
        assert proof_of(newer, ["A"], FIXED, day, RULE).complete
