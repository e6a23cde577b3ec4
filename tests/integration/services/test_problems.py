"""A problem on its way: nobody dismisses it, and only the goods prove it solved."""

import pytest

from qc_desk.domain.problems import Fix
from qc_desk.domain.proof import ProofRule
from qc_desk.domain.refusals import (
    ChangedElsewhere,
    CorrectiveActionNeeded,
    FieldInvalid,
    NotAllowed,
    NotProven,
    OwnerMustAct,
    PersonRetired,
    SameCountermeasure,
    VerifierTookPart,
)
from qc_desk.services import people, problems
from tests.checked_shop import Shop
from tests.integration.services.seen import (
    bad,
    claim,
    days,
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
