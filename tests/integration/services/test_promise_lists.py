"""Lists of promises: the database reads the clock as the promise itself does."""

from datetime import datetime, timedelta

import pytest

from qc_desk.domain.loop_words import PromiseSide, PromiseStanding
from qc_desk.services import promise_lists, promises
from qc_desk.services.promise_lists import PromiseFilter
from tests.checked_shop import AT, Shop
from tests.promised import FRIDAY, Promised, talked_about

DAY = timedelta(days=1)
LATER = AT + 30 * DAY


@pytest.fixture
def talk(shop: Shop) -> Promised:
    return talked_about(shop)


def listed(talk: Promised, at: datetime, **wanted: object) -> list[int]:
    with talk.shop.database.reading() as session:
        filter_ = PromiseFilter(**wanted)  # type: ignore[arg-type]
        rows = promise_lists.promise_rows(session, filter_, at)
        assert promise_lists.count_promises(session, filter_, at) == len(rows)
        return [row.id for row in rows]


def broken(talk: Promised, at: datetime = LATER) -> list[int]:
    with talk.shop.database.reading() as session:
        return [row.id for row in promise_lists.broken(session, at)]


def act(talk: Promised, name: str, promise_id: int, *words: object, at: datetime = AT) -> None:
    with talk.shop.database.writing() as session:
        getattr(promises, name)(session, promise_id, *words, talk.shop.ids["ana"], at)


def test_that_lists_stand_in_the_order_of_the_days_that_count_now(talk: Promised) -> None:
    first, second = talk.make(), talk.make(due_on=FRIDAY + 5 * DAY)
    assert listed(talk, AT) == [first, second]
    act(talk, "move", first, FRIDAY + 9 * DAY, "Petar")
    assert listed(talk, AT) == [second, first]
    act(talk, "move", first, FRIDAY + 12 * DAY, "Petar")
    assert listed(talk, AT + 10 * DAY, standing=PromiseStanding.MADE) == [first]
    assert listed(talk, AT + 10 * DAY, standing=PromiseStanding.BROKEN) == [second]
    assert listed(talk, AT + 13 * DAY, standing=PromiseStanding.MADE) == []


def test_that_every_promise_stands_in_exactly_one_list(talk: Promised) -> None:
    kept, moved, left = talk.make(), talk.make(), talk.make()
    act(talk, "keep", kept, "parcel")
    act(talk, "move", moved, FRIDAY + 20 * DAY, "Petar")
    for at in (AT, AT + 10 * DAY, LATER):
        found = [
            each for standing in PromiseStanding for each in listed(talk, at, standing=standing)
        ]
        assert sorted(found) == [kept, moved, left]
    assert listed(talk, AT + 10 * DAY, standing=PromiseStanding.BROKEN) == [left]


def test_that_due_promises_are_those_open_until_then(talk: Promised) -> None:
    soon, later, kept = talk.make(), talk.make(due_on=FRIDAY + 20 * DAY), talk.make()
    act(talk, "keep", kept, "parcel")
    with talk.shop.database.reading() as session:
        assert [row.id for row in promise_lists.due(session, AT + 7 * DAY, AT)] == [soon]
        assert promise_lists.due(session, AT + 30 * DAY, AT, site_ids=()) == []
        rows = promise_lists.due(session, AT + 30 * DAY, AT, site_ids=(1,))
        assert [row.id for row in rows] == [soon, later]


def test_that_a_broken_promise_asks_until_it_is_done_and_told(talk: Promised) -> None:
    made = talk.make()
    assert broken(talk) == [made]
    act(talk, "tell", made, "Petar", at=LATER)
    assert broken(talk) == [made]
    act(talk, "finish_late", made, "parcel", at=LATER)
    assert broken(talk) == []
    assert listed(talk, LATER, standing=PromiseStanding.BROKEN) == [made]


def test_that_nobody_is_told_of_what_others_broke(talk: Promised) -> None:
    made = talk.make(side=PromiseSide.THEIRS)
    act(talk, "finish_late", made, "arrived", at=LATER)
    assert broken(talk) == []


def test_that_told_with_its_complaint_closed_it_asks_no_more(talk: Promised) -> None:
    made = talk.make()
    act(talk, "tell", made, "Petar", at=LATER)
    talk.close_complaint(LATER)
    assert broken(talk) == []


def test_that_promises_are_found_by_what_they_are_about(talk: Promised) -> None:
    ids = talk.shop.ids
    plain = talk.make(complaint_id=None, customer_id=None)
    about = talk.make(problem_id=talk.problem_id, owner_id=ids["jelena"])
    makers = talk.make(
        side=PromiseSide.THEIRS,
        customer_id=None,
        complaint_id=None,
        manufacturer_id=talk.shop.manufacturer_id,
    )
    with talk.shop.database.reading() as session:
        for read, about_id, found in (
            (promise_lists.promises_of_complaint, talk.complaint_id, [about]),
            (promise_lists.promises_of_problem, talk.problem_id, [about]),
            (promise_lists.promises_of_order, talk.order_id, [about]),
            (promise_lists.promises_of_customer, talk.customer_id, [about]),
            (promise_lists.promises_of_manufacturer, talk.shop.manufacturer_id, [makers]),
        ):
            assert [row.id for row in read(session, about_id, AT)] == found
    assert listed(talk, AT, owner_id=ids["jelena"]) == [about]
    assert listed(talk, AT, side=PromiseSide.THEIRS) == [makers]
    assert listed(talk, AT, site_ids=(1,)) == [plain, about, makers]
