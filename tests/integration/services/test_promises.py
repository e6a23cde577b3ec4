"""Promises: made once, kept or moved before they are due, broken by the clock alone."""

from datetime import UTC, date, datetime, timedelta

import pytest

from qc_desk.domain.complaints import Complaint
from qc_desk.domain.loop_words import (
    ProblemStatus,
    PromiseEventKind,
    PromiseSide,
    PromiseStanding,
)
from qc_desk.domain.orders import Order
from qc_desk.domain.organisations import Site
from qc_desk.domain.parties import Customer
from qc_desk.domain.people import Person
from qc_desk.domain.problems import Problem
from qc_desk.domain.refusals import (
    ClockSetBack,
    DueNotLater,
    FieldInvalid,
    FieldNeeded,
    NotAllowed,
    NotFound,
    PersonRetired,
    PromiseBroken,
    PromiseKept,
    PromiseNotBroken,
    Retired,
    WrongComplaintStatus,
    WrongProblemStatus,
)
from qc_desk.services import promises
from qc_desk.services.acts import acting
from qc_desk.services.promise_lists import promise
from qc_desk.services.promise_rows import PromiseRow
from tests.checked_shop import AT, Shop
from tests.promised import FRIDAY, Promised, talked_about

MONDAY = FRIDAY + timedelta(days=3)
MONDAY_ENDS = datetime(2026, 11, 23, 23, 0, tzinfo=UTC)  # midnight in Novi Sad, in winter
MOMENT = timedelta(microseconds=1)


@pytest.fixture
def talk(shop: Shop) -> Promised:
    return talked_about(shop)


def seen(talk: Promised, promise_id: int, at: datetime = AT) -> PromiseRow:
    with talk.shop.database.reading() as session:
        return promise(session, promise_id, at)


def act(talk: Promised, name: str, promise_id: int, *words: object, **facts: object) -> None:
    """Keep, move, finish late or tell; by Ana."""
    at = facts.pop("at", AT)
    with talk.shop.database.writing() as session:
        getattr(promises, name)(session, promise_id, *words, talk.shop.ids["ana"], at)


def test_that_a_promise_is_kept_whole_with_its_number(talk: Promised) -> None:
    first, second = talk.make(), talk.make(text="Call back", complaint_id=None)
    row = seen(talk, first)
    assert (row.name, row.text, row.to_whom, row.complaint) == (
        "P-1",
        "Send 20 new mugs",
        "Кафић Мост",
        "C-1",
    )
    assert (row.owner, row.made_by, row.order) == ("Ana Kovač", "Ana Kovač", "N-1")
    assert (row.first_due_on, row.due_at) == (MONDAY, MONDAY_ENDS)
    assert seen(talk, second).name == "P-2"


def test_that_the_clock_alone_breaks_a_promise(talk: Promised) -> None:
    made = talk.make()
    assert seen(talk, made, MONDAY_ENDS - MOMENT).standing is PromiseStanding.MADE
    assert seen(talk, made, MONDAY_ENDS).standing is PromiseStanding.BROKEN


def test_that_a_promise_is_kept_only_before_it_is_due_and_only_once(talk: Promised) -> None:
    late, in_time = talk.make(), talk.make()
    with pytest.raises(PromiseBroken, match="P-1"):
        act(talk, "keep", late, "parcel 77", at=MONDAY_ENDS)
    with pytest.raises(FieldNeeded):
        act(talk, "keep", in_time, "  ", at=MONDAY_ENDS - MOMENT)
    act(talk, "keep", in_time, "parcel 77", at=MONDAY_ENDS - MOMENT)
    row = seen(talk, in_time, MONDAY_ENDS + timedelta(days=9))
    assert (row.standing, row.kept_in_time) == (PromiseStanding.KEPT, True)
    assert row.done_at == MONDAY_ENDS - MOMENT
    with pytest.raises(PromiseKept):
        act(talk, "keep", in_time, "again", at=MONDAY_ENDS)


@pytest.mark.parametrize("name", ["keep", "move", "finish_late", "tell"])
def test_that_a_clock_that_was_set_back_saves_no_promise(talk: Promised, name: str) -> None:
    late, other = talk.make(), talk.make()
    act(talk, "finish_late", other, "parcel 78", at=MONDAY_ENDS)
    words = (MONDAY + timedelta(days=9), "Dana") if name == "move" else ("parcel 77",)
    with pytest.raises(ClockSetBack, match=r"Nothing was changed\. Set the clock right"):
        act(talk, name, late, *words, at=MONDAY_ENDS - timedelta(minutes=5) - MOMENT)
    assert seen(talk, late, MONDAY_ENDS).standing is PromiseStanding.BROKEN


def test_that_clocks_of_workstations_may_differ_by_five_minutes(talk: Promised) -> None:
    in_time, other = talk.make(), talk.make()
    act(talk, "finish_late", other, "parcel 78", at=MONDAY_ENDS)
    act(talk, "keep", in_time, "parcel 77", at=MONDAY_ENDS - timedelta(minutes=5))
    assert seen(talk, in_time, MONDAY_ENDS).kept_in_time


def test_that_a_moved_promise_has_a_later_day_and_keeps_its_first(talk: Promised) -> None:
    made = talk.make()
    with pytest.raises(DueNotLater):
        act(talk, "move", made, MONDAY, "Petar, by telephone")
    with pytest.raises(FieldNeeded):
        act(talk, "move", made, MONDAY + timedelta(days=1), "")
    with pytest.raises(FieldNeeded):
        act(talk, "move", made, None, "Petar, by telephone")
    act(talk, "move", made, MONDAY + timedelta(days=1), "Petar, by telephone")
    row = seen(talk, made, MONDAY_ENDS)
    assert (row.standing, row.first_due_on, row.due_on, row.was_moved) == (
        PromiseStanding.MADE,
        MONDAY,
        MONDAY + timedelta(days=1),
        True,
    )
    act(talk, "keep", made, "parcel 77", at=MONDAY_ENDS)
    assert not seen(talk, made, MONDAY_ENDS).kept_in_time
    (moved, kept) = seen(talk, made).events
    assert (moved.kind, moved.words, moved.by) == (
        PromiseEventKind.MOVED,
        "Petar, by telephone",
        "Ana Kovač",
    )
    assert kept.kind is PromiseEventKind.KEPT


def test_that_a_broken_promise_is_done_late_and_told_and_stays_broken(talk: Promised) -> None:
    made = talk.make()
    for name in ("finish_late", "tell"):
        with pytest.raises(PromiseNotBroken):
            act(talk, name, made, "parcel 77")
    with pytest.raises(PromiseBroken):
        act(talk, "move", made, MONDAY + timedelta(days=9), "Petar", at=MONDAY_ENDS)
    row = seen(talk, made, MONDAY_ENDS)
    assert (row.may_keep, row.may_finish_late, row.must_tell) == (False, True, True)
    act(talk, "tell", made, "Petar, by telephone", at=MONDAY_ENDS)
    act(talk, "finish_late", made, "parcel 77", at=MONDAY_ENDS)
    row = seen(talk, made, MONDAY_ENDS)
    assert (row.standing, row.may_finish_late, row.must_tell) == (
        PromiseStanding.BROKEN,
        False,
        False,
    )
    with pytest.raises(PromiseKept):
        act(talk, "finish_late", made, "again", at=MONDAY_ENDS)


@pytest.mark.parametrize(
    ("zone", "day", "ends"),
    [
        ("Asia/Kathmandu", date(2026, 11, 23), datetime(2026, 11, 23, 18, 15, tzinfo=UTC)),
        ("Pacific/Auckland", date(2026, 11, 23), datetime(2026, 11, 23, 11, 0, tzinfo=UTC)),
        ("America/Los_Angeles", date(2026, 11, 23), datetime(2026, 11, 24, 8, 0, tzinfo=UTC)),
        ("Europe/Belgrade", date(2027, 3, 28), datetime(2027, 3, 28, 22, 0, tzinfo=UTC)),
        ("Europe/Belgrade", date(2027, 10, 31), datetime(2027, 10, 31, 23, 0, tzinfo=UTC)),
    ],
)
def test_that_a_day_ends_in_the_sites_own_time_zone(
    talk: Promised, zone: str, day: date, ends: datetime
) -> None:
    with talk.shop.database.writing() as session:
        acting(session, "test.zone", talk.shop.ids["mira"], AT)
        session.get_one(Site, 1).time_zone = zone
    made = talk.make(due_on=day)
    assert seen(talk, made).due_at == ends
    assert seen(talk, made, ends - MOMENT).standing is PromiseStanding.MADE
    assert seen(talk, made, ends).standing is PromiseStanding.BROKEN


def test_that_a_promise_due_today_can_be_made_until_the_day_ends_at_the_site(
    talk: Promised,
) -> None:
    evening = datetime(2026, 11, 20, 22, 59, tzinfo=UTC)  # 23:59 in Novi Sad
    assert seen(talk, talk.make(evening, due_on=FRIDAY), evening).may_keep
    with pytest.raises(DueNotLater):
        talk.make(evening + timedelta(minutes=1), due_on=FRIDAY)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31), FRIDAY + promises.LONGEST * 2])
def test_that_an_impossible_day_is_refused(talk: Promised, day: date) -> None:
    with pytest.raises(FieldInvalid, match="due"):
        talk.make(due_on=day)


@pytest.mark.parametrize("missing", ["site_id", "due_on"])
def test_that_a_promise_needs_a_site_and_a_day(talk: Promised, missing: str) -> None:
    with pytest.raises(FieldNeeded):
        talk.make(**{missing: None})  # type: ignore[arg-type]


def test_that_words_are_needed(talk: Promised) -> None:
    with pytest.raises(FieldNeeded, match="promised"):
        talk.make(text=" ")


def test_that_a_viewer_neither_promises_nor_keeps(talk: Promised) -> None:
    made = talk.make()
    with pytest.raises(NotAllowed):
        talk.make(who="vera")
    with talk.shop.database.writing() as session, pytest.raises(NotAllowed):
        promises.keep(session, made, "parcel", talk.shop.ids["vera"], AT)


def test_that_a_promise_that_does_not_exist_cannot_be_kept(talk: Promised) -> None:
    with pytest.raises(NotFound, match="promise"):
        act(talk, "keep", 99, "parcel")
    with pytest.raises(NotFound, match="promise"):
        seen(talk, 99)


@pytest.mark.parametrize("what", ["complaint", "problem", "order", "customer", "owner"])
def test_that_what_is_meant_must_exist(talk: Promised, what: str) -> None:
    with pytest.raises(NotFound):
        talk.make(**{f"{what}_id": 99})  # type: ignore[arg-type]


def test_that_what_others_promise_has_somebody_who_promised_it(talk: Promised) -> None:
    with pytest.raises(FieldNeeded, match="who promised"):
        talk.make(side=PromiseSide.THEIRS, customer_id=None)
    made = talk.make(
        side=PromiseSide.THEIRS,
        customer_id=None,
        manufacturer_id=talk.shop.manufacturer_id,
        complaint_id=None,
        problem_id=talk.problem_id,
        is_fix=True,
    )
    row = seen(talk, made)
    assert (row.to_whom, row.problem, row.is_fix) == ("Jingdezhen Kiln 4", "PR-1", True)
    talk.make(side=PromiseSide.THEIRS)  # a customer can promise something too
    assert not seen(talk, made, MONDAY_ENDS).must_tell


def test_that_a_promise_is_between_us_and_one_other_side(talk: Promised) -> None:
    with pytest.raises(FieldInvalid, match="Кафић Мост"):
        talk.make(manufacturer_id=talk.shop.manufacturer_id)


def test_that_one_to_ourselves_has_nobody_to_tell(talk: Promised) -> None:
    row = seen(talk, talk.make(customer_id=None), MONDAY_ENDS)
    assert (row.to_whom, row.must_tell) == ("", False)


def test_that_a_promised_fix_is_of_a_problem(talk: Promised) -> None:
    with pytest.raises(FieldNeeded, match="problem"):
        talk.make(is_fix=True)


def test_that_the_customer_is_the_one_of_the_complaint_and_of_the_order(talk: Promised) -> None:
    with talk.shop.database.writing() as session:
        acting(session, "test.other", talk.shop.ids["mira"], AT)
        other = Customer(name="Other", created_at=AT)
        order = Order(number="N-2", customer=other, created_at=AT)
        session.add_all([other, order])
        session.flush()
        other_id, order_id = other.id, order.id
    with pytest.raises(FieldInvalid, match="C-1"):
        talk.make(customer_id=other_id)
    with pytest.raises(FieldInvalid, match="N-2"):
        talk.make(order_id=order_id)


def test_that_a_closed_complaint_and_a_merged_problem_get_no_new_promises(
    talk: Promised,
) -> None:
    talk.close_complaint()
    with talk.shop.database.writing() as session:
        acting(session, "test.merged", talk.shop.ids["mira"], AT)
        problem = session.get_one(Problem, talk.problem_id)
        problem.status, problem.merged_into_id = ProblemStatus.MERGED, problem.id
    with pytest.raises(WrongComplaintStatus, match="C-1"):
        talk.make()
    with pytest.raises(WrongProblemStatus, match="PR-1"):
        talk.make(complaint_id=None, problem_id=talk.problem_id)


def test_that_a_new_promise_makes_its_complaint_and_its_problem_new_versions(
    talk: Promised,
) -> None:
    def versions() -> tuple[int, int]:
        with talk.shop.database.reading() as session:
            return (
                session.get_one(Complaint, talk.complaint_id).version,
                session.get_one(Problem, talk.problem_id).version,
            )

    before = versions()
    talk.make(problem_id=talk.problem_id)
    assert versions() == (before[0] + 1, before[1] + 1)


def test_that_only_those_who_still_work_here_own_promises(talk: Promised) -> None:
    ids = talk.shop.ids
    assert seen(talk, talk.make(owner_id=ids["jelena"])).owner == "Јелена Петровић"
    with talk.shop.database.writing() as session:
        acting(session, "test.left", ids["mira"], AT)
        session.get_one(Person, ids["jelena"]).retired_at = AT
    with pytest.raises(PersonRetired):
        talk.make(owner_id=ids["jelena"])


def test_that_a_retired_customer_is_promised_only_what_belongs_to_old_business(
    talk: Promised,
) -> None:
    with talk.shop.database.writing() as session:
        acting(session, "test.left", talk.shop.ids["mira"], AT)
        session.get_one(Customer, talk.customer_id).retired_at = AT
    assert seen(talk, talk.make()).to_whom == "Кафић Мост"
    with pytest.raises(Retired):
        talk.make(complaint_id=None)
