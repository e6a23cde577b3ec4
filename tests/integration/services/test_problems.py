"""A problem on its way: nobody dismisses it, and only the goods prove it solved."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from qc_desk.domain.problems import Fix, Problem
from qc_desk.domain.proof import ProofRule
from qc_desk.domain.refusals import (
    ActionStillOpen,
    CannotMerge,
    ChangedElsewhere,
    CorrectiveActionNeeded,
    FieldInvalid,
    NameTaken,
    NotAllowed,
    NotFound,
    NotProven,
    OwnerMustAct,
    PersonRetired,
    SameCountermeasure,
    VerifierTookPart,
    WrongProblemStatus,
)
from qc_desk.domain.vocabulary import Result
from qc_desk.services import people, problems
from qc_desk.services.proofs import proof_now
from tests.checked_shop import ALL_PASS as ALL
from tests.checked_shop import Shop
from tests.integration.services.seen import (
    DAY,
    Goods,
    bad,
    check,
    claim,
    fixed,
    good,
    moment,
    own,
    promise_fix,
    prove,
    stands,
    the_problem,
    verify,
    work_again,
    work_out,
)
from tests.integration.services.signing import refused


def days(count: int) -> date:
    return DAY + timedelta(days=count)


def test_that_clean_batches_prove_a_problem_solved_and_only_then_it_is_told(shop: Shop) -> None:
    bad(shop, "L-1")
    seen = the_problem(shop)
    fixed(shop, days(1), "New kiln")
    good(shop, "L-2", days(2))
    refused(
        shop,
        NotProven,
        lambda s: problems.prove(s, the_problem(shop), "done", shop.ids["marko"], moment(days(3))),
    )
    with shop.database.reading() as session, pytest.raises(NotProven):
        problems.told_as_fixed(session, seen.problem_id, moment(days(3)))
    good(shop, "L-3", days(3))
    prove(shop, days(4))
    assert stands(shop) == ("proven", 0, 1)
    with shop.database.reading() as session:
        told = problems.told_as_fixed(session, seen.problem_id, moment(days(4)))
    assert (told.countermeasure, told.fixed_from, told.proven_by) == (
        "New kiln",
        days(1),
        "Marko Jurić",
    )


def test_that_old_goods_are_seen_without_a_recurrence_and_new_goods_reopen_what_was_proven(
    shop: Shop,
) -> None:
    bad(shop, "L-1")
    fixed(shop, days(10), "New kiln")
    good(shop, "L-2", days(11))
    good(shop, "L-3", days(12))
    prove(shop, days(13))
    bad(shop, "L-4", days(9))
    assert stands(shop) == ("proven", 0, 2)
    bad(shop, "L-5", days(10))
    assert stands(shop) == ("recurred", 1, 3)
    bad(shop, "L-6", days(11))
    assert stands(shop) == ("recurred", 1, 4)
    with shop.database.reading() as session, pytest.raises(NotProven):
        problems.told_as_fixed(session, the_problem(shop).problem_id, moment(days(14)))


def test_that_a_promise_is_refuted_once_and_raises_an_alert(shop: Shop) -> None:
    bad(shop, "L-1")
    promise_fix(shop, days(1))
    bad(shop, "L-2", days(1))  # made on the day of the promise
    assert stands(shop) == ("watching", 0, 2)
    bad(shop, "L-3", days(2))
    bad(shop, "L-4", days(3))
    assert stands(shop) == ("alert", 1, 4)
    promise_fix(shop, days(5), 2)
    bad(shop, "L-5", days(4))
    assert stands(shop) == ("alert", 1, 5)
    bad(shop, "L-6", days(6))
    assert stands(shop) == ("alert", 2, 6)


def recur(shop: Shop, times: int) -> int:
    """Let a problem come back after claimed fixes; returns the day of the last one."""
    bad(shop, "L-0")
    day = 0
    action = 0
    for each in range(times):
        day += 10
        own(shop, days(day))
        if each >= 2 and not action:
            action = work_out(shop, days(day))
        elif action:
            work_again(shop, action, days(day))
        claim(shop, days(day), f"Countermeasure {each}")
        bad(shop, f"L-R{each}", days(day))
    return day + 10


def test_that_from_the_second_recurrence_a_different_fix_with_worked_out_causes_is_needed(
    shop: Shop,
) -> None:
    day = recur(shop, 2)
    assert stands(shop) == ("recurred", 2, 3)
    own(shop, days(day))
    needed = refused(
        shop,
        CorrectiveActionNeeded,
        lambda s: problems.claim_fix(
            s, the_problem(shop), fix(day, "Another"), shop.ids["mira"], moment(days(day))
        ),
    )
    assert "an open corrective action" in str(needed)
    opened = work_out(shop, days(day))
    refused(
        shop,
        SameCountermeasure,
        lambda s: problems.claim_fix(
            s,
            the_problem(shop),
            fix(day, "countermeasure 0!"),
            shop.ids["mira"],
            moment(days(day)),
        ),
    )
    claim(shop, days(day), "Another")
    verify(shop, days(day))
    bad(shop, "L-X", days(day + 1))
    own(shop, days(day + 2))
    stale = refused(
        shop,
        CorrectiveActionNeeded,
        lambda s: problems.claim_fix(
            s, the_problem(shop), fix(day + 5, "Yet another"), shop.ids["mira"], shop.at
        ),
    )
    assert "since it came back" in str(stale)
    assert opened


def fix(day: int, countermeasure: str) -> Fix:
    return Fix(countermeasure=countermeasure, fixed_from=days(day), rule=ProofRule(2, 30))


def test_that_from_the_third_recurrence_only_an_owner_decides(shop: Shop) -> None:
    day = recur(shop, 3)
    assert stands(shop)[:2] == ("recurred", 3)
    for act in (
        lambda s: problems.own(
            s, the_problem(shop), shop.ids["marko"], "sort", shop.ids["marko"], moment(days(day))
        ),
        lambda s: problems.stop_ship(
            s, the_problem(shop), "X-ray", shop.ids["marko"], moment(days(day))
        ),
    ):
        refused(shop, OwnerMustAct, act)
    own(shop, days(day), owner="marko")
    assert stands(shop)[0] == "owned"


@pytest.mark.parametrize("who", ["ana", "vera"])
def test_that_inspectors_and_viewers_decide_nothing_about_a_problem(shop: Shop, who: str) -> None:
    bad(shop, "L-1")
    bad(shop, "L-2", item="label")
    by, at, first = shop.ids[who], moment(days(2)), the_problem(shop)
    second = the_problem(shop, 2)
    acts = (
        lambda s: problems.own(s, first, shop.ids["mira"], "sort", by, at),
        lambda s: problems.own(s, first, by, "sort", shop.ids["mira"], at),
        lambda s: problems.stop_ship(s, first, "X-ray", by, at),
        lambda s: problems.merge(s, first, second, "same", by, at),
        lambda s: problems.split(
            s, first, problems.SplitEntry(sighting_ids=(1,), variant="x", reason="y"), by, at
        ),
    )
    for act in acts:
        refused(shop, NotAllowed, act)
    own(shop, days(2))
    refused(
        shop,
        NotAllowed,
        lambda s: problems.claim_fix(s, the_problem(shop), fix(3, "New kiln"), by, at),
    )
    claim(shop, days(3), "New kiln")
    refused(shop, NotAllowed, lambda s: problems.verify_fix(s, the_problem(shop), "seen", by, at))


def test_that_retired_people_neither_act_nor_are_put_in_charge(shop: Shop) -> None:
    bad(shop, "L-1")
    with shop.database.writing() as session:
        people.retire_person(session, shop.ids["marko"], shop.ids["mira"], shop.at)
    refused(
        shop,
        PersonRetired,
        lambda s: problems.own(
            s, the_problem(shop), shop.ids["mira"], "sort", shop.ids["marko"], shop.at
        ),
    )
    refused(
        shop,
        PersonRetired,
        lambda s: problems.own(
            s, the_problem(shop), shop.ids["marko"], "sort", shop.ids["mira"], shop.at
        ),
    )


def test_that_nobody_who_was_ever_in_charge_judges_the_fix(shop: Shop) -> None:
    bad(shop, "L-1")
    own(shop, days(1), owner="marko")
    own(shop, days(2), owner="mira")
    claim(shop, days(3), "New kiln")
    for who in ("marko", "mira"):
        refused(
            shop,
            VerifierTookPart,
            lambda s, who=who: problems.verify_fix(  # type: ignore[misc]
                s, the_problem(shop), "seen", shop.ids[who], moment(days(3))
            ),
        )


def test_that_an_act_on_what_has_changed_is_refused(shop: Shop) -> None:
    bad(shop, "L-1")
    old = the_problem(shop)
    bad(shop, "L-2")
    refused(
        shop,
        ChangedElsewhere,
        lambda s: problems.own(s, old, shop.ids["mira"], "sort", shop.ids["mira"], shop.at),
    )


@pytest.mark.parametrize(("day", "why"), [(0, "had the problem"), (400, "90 days")])
def test_that_a_fix_begins_neither_before_the_last_bad_goods_nor_far_away(
    shop: Shop, day: int, why: str
) -> None:
    bad(shop, "L-1")
    own(shop, days(1))
    refusal = refused(
        shop,
        FieldInvalid,
        lambda s: problems.claim_fix(
            s, the_problem(shop), fix(day, "New kiln"), shop.ids["mira"], moment(days(1))
        ),
    )
    assert why in str(refusal)


# Merging and splitting


def merged(shop: Shop, one: int, other: int) -> None:
    with shop.database.writing() as session:
        problems.merge(
            session,
            the_problem(shop, one),
            the_problem(shop, other),
            "the same crack",
            shop.ids["mira"],
            shop.at,
        )


def test_that_a_merged_thread_passes_on_and_its_promises_still_count(shop: Shop) -> None:
    bad(shop, "L-1")
    promise_fix(shop, days(1))
    bad(shop, "L-2", item="label")
    merged(shop, 1, 2)
    assert stands(shop, 1) == ("merged", 0, 1)
    bad(shop, "L-3", days(2))
    assert stands(shop, 1) == ("merged", 0, 1)
    assert stands(shop, 2) == ("alert", 1, 2)
    for act in (
        lambda s: problems.own(
            s, the_problem(shop), shop.ids["mira"], "sort", shop.ids["mira"], shop.at
        ),
        lambda s: problems.stop_ship(s, the_problem(shop), "x", shop.ids["mira"], shop.at),
    ):
        refused(shop, WrongProblemStatus, act)
    refused(
        shop,
        CannotMerge,
        lambda s: problems.merge(
            s, the_problem(shop, 2), the_problem(shop, 1), "back", shop.ids["mira"], shop.at
        ),
    )


def test_that_a_promise_that_comes_in_is_refuted_by_the_next_goods(shop: Shop) -> None:
    bad(shop, "L-1")
    promise_fix(shop, days(1))
    bad(shop, "L-2", days(2), item="label")
    merged(shop, 1, 2)
    assert stands(shop, 2) == ("watching", 0, 1)
    bad(shop, "L-3", days(3), item="label")
    assert stands(shop, 2) == ("alert", 1, 2)


def test_that_what_was_seen_in_a_merged_thread_refutes_the_fix_of_the_other(shop: Shop) -> None:
    bad(shop, "L-1")
    fixed(shop, days(1), "New kiln")
    bad(shop, "L-2", days(2), item="label")
    bad(shop, "L-3", days(3), item="label")
    merged(shop, 2, 1)
    assert stands(shop, 1) == ("recurred", 1, 2)
    bad(shop, "L-4", days(4))
    assert stands(shop, 1) == ("recurred", 1, 3)


def test_that_a_thread_with_work_begun_or_under_stop_ship_is_not_merged(shop: Shop) -> None:
    bad(shop, "L-1")
    bad(shop, "L-2", item="label")
    work_out(shop, days(1))
    refused(
        shop,
        ActionStillOpen,
        lambda s: problems.merge(
            s, the_problem(shop, 1), the_problem(shop, 2), "same", shop.ids["mira"], shop.at
        ),
    )
    with shop.database.writing() as session:
        problems.stop_ship(session, the_problem(shop, 2), "X-ray", shop.ids["mira"], shop.at)
    refused(
        shop,
        CannotMerge,
        lambda s: problems.merge(
            s, the_problem(shop, 2), the_problem(shop, 1), "same", shop.ids["mira"], shop.at
        ),
    )
    with shop.database.writing() as session:
        problems.lift(session, the_problem(shop, 2), "false alarm", shop.ids["mira"], shop.at)
    refused(
        shop,
        WrongProblemStatus,
        lambda s: problems.lift(s, the_problem(shop, 2), "again", shop.ids["mira"], shop.at),
    )
    merged(shop, 2, 1)


def test_that_split_off_sightings_are_replaced_and_the_count_stays(shop: Shop) -> None:
    bad(shop, "L-1")
    promise_fix(shop, days(1))
    bad(shop, "L-2", days(2))
    with shop.database.reading() as session:
        ids = [s.id for s in session.scalars(select(Problem)).one().sightings]
    entry = problems.SplitEntry(sighting_ids=(ids[1],), variant="a scratch", reason="no crack")
    with shop.database.writing() as session:
        made = problems.split(session, the_problem(shop), entry, shop.ids["mira"], shop.at)
    assert stands(shop, 1) == ("alert", 1, 2)
    assert stands(shop, 2) == ("watching", 0, 1)
    with shop.database.reading() as session:
        assert session.get_one(Problem, made).sightings[0].replaces_id == ids[1]
    for wrong, refusal in (
        (entry, NameTaken),
        (problems.SplitEntry(sighting_ids=(ids[1],), variant="b", reason="x"), FieldInvalid),
        (problems.SplitEntry(sighting_ids=(), variant="b", reason="x"), FieldInvalid),
        (problems.SplitEntry(sighting_ids=(999,), variant="b", reason="x"), NotFound),
    ):
        refused(
            shop,
            refusal,
            lambda s, wrong=wrong: problems.split(  # type: ignore[misc]
                s, the_problem(shop), wrong, shop.ids["mira"], shop.at
            ),
        )
    bad(shop, "L-3", days(3))
    assert stands(shop, 1) == ("alert", 1, 3)


# What counts as proof


def clean(shop: Shop) -> int:
    with shop.database.reading() as session:
        problem = session.get_one(Problem, the_problem(shop).problem_id)
        proof = proof_now(session, problem, moment(days(20)))
        assert proof is not None
        return proof.sites[0].clean


def test_that_there_is_no_proof_before_a_fix_is_claimed(shop: Shop) -> None:
    bad(shop, "L-1")
    with shop.database.reading() as session:
        problem = session.get_one(Problem, the_problem(shop).problem_id)
        assert proof_now(session, problem, shop.at) is None


def test_that_only_batches_on_which_two_people_looked_for_it_count(shop: Shop) -> None:
    bad(shop, "L-1")
    fixed(shop, days(1), "New kiln")
    good(shop, "L-2", days(1))
    assert clean(shop) == 1
    unlooked = Goods("L-3", days(2), good=True)
    unlooked.findings = {**dict(ALL), "glaze": Result.NOT_APPLICABLE}
    shop.approve(check(shop, unlooked))
    shop.first_signed("L-4")
    assert clean(shop) == 1
    shop.approve(check(shop, Goods("L-5", None, good=True)))  # made when it was entered
    assert clean(shop) == 2


def test_that_a_code_without_item_or_an_item_without_code_spoils_the_proof(shop: Shop) -> None:
    bad(shop, "L-1")
    fixed(shop, days(1), "New kiln")
    good(shop, "L-2", days(2))
    bad(shop, "L-3", days(3), item=None)
    assert stands(shop)[0] == "proving"
    assert clean(shop) == 0
    good(shop, "L-4", days(4))
    assert clean(shop) == 1
    failed = Goods("L-5", days(5), good=True)
    failed.findings = {**dict(ALL), "glaze": Result.FAIL}
    shop.reject(check(shop, failed))
    assert clean(shop) == 0
