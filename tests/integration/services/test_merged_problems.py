"""Threads that are one problem, and threads that were none: merged and split."""

from datetime import timedelta

from sqlalchemy import select

from qc_desk.domain.problems import Problem
from qc_desk.domain.refusals import (
    ActionStillOpen,
    CannotMerge,
    FieldInvalid,
    NameTaken,
    NotFound,
    WrongProblemStatus,
)
from qc_desk.services import problems
from qc_desk.services.past_weeks import came_back_by
from tests.checked_shop import Shop
from tests.integration.services.seen import (
    bad,
    days,
    fixed,
    merged,
    promise_fix,
    stands,
    the_problem,
    work_out,
)
from tests.integration.services.signing import refused


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


def test_that_what_came_back_waits_under_the_name_that_took_it_in(shop: Shop) -> None:
    bad(shop, "L-1")
    promise_fix(shop, days(1))
    bad(shop, "L-2", days(2))
    bad(shop, "L-3", days(2), item="label")
    bad(shop, "L-4", days(2), item="height")

    def waiting() -> list[tuple[str, int]]:
        with shop.database.reading() as session:
            found = came_back_by(session, shop.at + timedelta(minutes=1), 10)
        return [(each.name, each.recurrences) for each in found]

    assert waiting() == [("PR-1", 1)]
    merged(shop, 1, 2)
    assert waiting() == [("PR-2", 1)]
    merged(shop, 2, 3)
    assert waiting() == [("PR-3", 1)]


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
