"""Problems in lists and in detail: the most urgent first, and who promised what."""

import pytest
from sqlalchemy import select

from qc_desk.domain.loop_words import ProblemEventKind, ProblemStatus
from qc_desk.domain.parties import Manufacturer
from qc_desk.domain.refusals import NotAllowed, OwnerMustAct, WrongProblemStatus
from qc_desk.services.problem_details import ProblemDetail, problem_detail
from qc_desk.services.problem_lists import ProblemFilter, families, problem_rows
from tests.checked_shop import Shop
from tests.integration.services.seen import (
    bad,
    days,
    fixed,
    merged,
    moment,
    own,
    promise_fix,
    the_problem,
    work_out,
)
from tests.integration.services.test_complaint_sightings import complain
from tests.integration.services.test_stop_ship import stop


def listed(shop: Shop, wanted: ProblemFilter | None = None) -> list[str]:
    with shop.database.reading() as session:
        return [row.name for row in problem_rows(session, wanted or ProblemFilter())]


def detail(shop: Shop, number: int = 1, who: str = "mira") -> ProblemDetail:
    problem_id = the_problem(shop, number).problem_id
    with shop.database.reading() as session:
        return problem_detail(session, problem_id, shop.ids[who], moment(days(5)))


def test_that_what_was_seen_once_is_left_out_until_asked_for(shop: Shop) -> None:
    bad(shop, "L-1")
    assert listed(shop) == []
    assert listed(shop, ProblemFilter(seen_once=True)) == ["PR-1"]
    assert listed(shop, ProblemFilter(statuses=(ProblemStatus.WATCHING,))) == ["PR-1"]
    bad(shop, "L-2")
    assert listed(shop) == ["PR-1"]


def test_that_what_came_back_stands_before_what_is_worked_on_and_watched(shop: Shop) -> None:
    bad(shop, "L-1")
    bad(shop, "L-2")
    bad(shop, "L-3", item="label")
    bad(shop, "L-4", item=None)
    promise_fix(shop, days(1), problem=2)
    own(shop, days(1), number=3)
    bad(shop, "L-5", days(2), item="label")
    assert listed(shop) == ["PR-2", "PR-3", "PR-1"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (ProblemFilter(text="crack glaze"), ["PR-1"]),
        (ProblemFilter(text="pr-2"), ["PR-2"]),
        (ProblemFilter(text="nothing"), []),
        (ProblemFilter(family="M1"), ["PR-1", "PR-2"]),
        (ProblemFilter(family="cups"), []),
        (ProblemFilter(site_id=1), ["PR-1", "PR-2"]),
        (ProblemFilter(site_id=2), []),
        (ProblemFilter(statuses=(ProblemStatus.OWNED,)), []),
        (ProblemFilter(manufacturer_id=999), []),
    ],
)
def test_that_the_list_is_filtered(shop: Shop, wanted: ProblemFilter, expected: list[str]) -> None:
    for item, names in (("glaze", ("L-1", "L-2")), ("label", ("L-3", "L-4"))):
        for name in names:
            bad(shop, name, item=item)
    assert sorted(listed(shop, wanted)) == expected
    with shop.database.reading() as session:
        assert families(session) == ["M1"]
        maker = session.scalars(select(Manufacturer.id)).one()
    assert len(listed(shop, ProblemFilter(manufacturer_id=maker))) == 2


def test_that_a_row_counts_what_all_its_threads_have_seen(shop: Shop) -> None:
    batch_id = bad(shop, "L-1")
    bad(shop, "L-2", days(1), item="label")
    complain(shop, 1, batch_id)
    merged(shop, 1, 2)
    work_out(shop, days(1), 2)
    with shop.database.reading() as session:
        [row] = problem_rows(session, ProblemFilter())
        [part] = problem_rows(session, ProblemFilter(statuses=(ProblemStatus.MERGED,)))
    assert (row.sightings, row.complaints, row.sites, row.last_made_on) == (3, 1, 1, days(1))
    assert (row.corrective_action, part.sightings) == ("CA-1", 2)


def test_that_the_detail_says_who_promised_what_and_which_sighting_refuted_it(shop: Shop) -> None:
    bad(shop, "L-1")
    promise = promise_fix(shop, days(1))
    fixed(shop, days(2), "New kiln")
    batch_id = bad(shop, "L-2", days(3))
    complain(shop, 1, batch_id)
    shown = detail(shop)
    assert [(s.batch, s.complaint, s.refutes) for s in shown.sightings] == [
        ("L-2", "C-1", False),
        ("L-2", "", True),
        ("L-1", "", False),
    ]
    refuting = shown.sightings[1]
    assert (refuting.refuted_promise, refuting.refuted_claim_by) == ("P-1", "Mira Ilić")
    [told] = shown.promises
    assert (told.id, told.refuted_by_id, told.refuted_on) == (promise, refuting.id, days(3))
    [claimed] = shown.claims
    assert (claimed.words, claimed.refuted_by_id) == ("New kiln", refuting.id)
    assert {each.kind for each in shown.history} == {
        ProblemEventKind.RECURRED,
        ProblemEventKind.FIX_VERIFIED,
        ProblemEventKind.FIX_CLAIMED,
        ProblemEventKind.OWNED,
        ProblemEventKind.RAISED,
    }
    assert shown.owner == "Mira Ilić"


def test_that_the_next_steps_say_why_not(shop: Shop) -> None:
    bad(shop, "L-1")
    assert {s.step for s in detail(shop).steps if s.allowed} == {
        "own",
        "open_action",
        "stop_ship",
        "merge",
        "split",
    }
    assert isinstance(detail(shop).step("prove").refusal, WrongProblemStatus)
    assert {type(s.refusal) for s in detail(shop, who="ana").steps} >= {NotAllowed}
    stop(shop)
    work_out(shop, days(1))
    shown = detail(shop)
    assert shown.step("lift").allowed
    assert not shown.step("open_action").allowed
    assert not shown.step("merge").allowed
    assert not detail(shop, who="marko").step("lift").allowed
    assert [(a.name, a.status.value) for a in shown.corrective_actions] == [("CA-1", "open")]
    assert shown.stop_check == "X-ray ten pieces"


def test_that_the_proof_is_shown_as_it_stands_now(shop: Shop) -> None:
    bad(shop, "L-1")
    assert detail(shop).proof == ()
    fixed(shop, days(1), "New kiln")
    [site] = detail(shop).proof
    assert (site.site, site.clean, site.batches, site.days, site.days_needed) == (
        "Novi Sad (NS)",
        0,
        2,
        4,
        30,
    )
    assert not detail(shop).is_proof_complete


def test_that_merged_threads_name_each_other(shop: Shop) -> None:
    bad(shop, "L-1")
    bad(shop, "L-2", item="label")
    merged(shop, 1, 2)
    assert (detail(shop, 1).merged_into, detail(shop, 2).parts[0][1]) == ("PR-2", "PR-1")
    assert len(detail(shop, 2).sightings) == 2
    took = next(e for e in detail(shop, 2).history if e.kind is ProblemEventKind.TOOK_IN)
    assert took.other == "PR-1"


def test_that_after_three_recurrences_the_steps_tell_a_lead_that_the_owner_must_act(
    shop: Shop,
) -> None:
    bad(shop, "L-0")
    for each in range(3):
        promise_fix(shop, days(each * 4), each + 1)
        bad(shop, f"L-{each + 1}", days(each * 4 + 2))
    assert isinstance(detail(shop, who="marko").step("own").refusal, OwnerMustAct)
    assert detail(shop).step("own").allowed
