"""How many promises were kept: counted where they were due first."""

from datetime import date, timedelta

import pytest

from qc_desk.domain.loop_words import PromiseSide
from qc_desk.services import promises
from qc_desk.services.promise_rates import Per, Period, Rate, RateRow, kept_rate, kept_rates
from tests.checked_shop import AT, Shop
from tests.promised import FRIDAY, Promised, talked_about

DAY = timedelta(days=1)
MONDAY = FRIDAY + 3 * DAY
WEEK = Period(first=FRIDAY, last=FRIDAY + 6 * DAY)
LATER = AT + 60 * DAY


@pytest.fixture
def talk(shop: Shop) -> Promised:
    return talked_about(shop)


def act(talk: Promised, name: str, promise_id: int, *words: object, days: int = 0) -> None:
    with talk.shop.database.writing() as session:
        getattr(promises, name)(session, promise_id, *words, talk.shop.ids["ana"], AT + days * DAY)


def rate(talk: Promised, side: PromiseSide = PromiseSide.OURS, **facts: object) -> Rate:
    facts = {"period": WEEK, "at": LATER, **facts}
    with talk.shop.database.reading() as session:
        return kept_rate(session, side, **facts)  # type: ignore[arg-type]


def rows(talk: Promised, per: Per) -> list[RateRow]:
    with talk.shop.database.reading() as session:
        return kept_rates(session, per, WEEK, LATER)


def counts(found: Rate) -> tuple[int, ...]:
    return (found.due, found.kept, found.moved_and_kept, found.moved, found.broken)


def test_that_a_promise_is_kept_only_by_the_day_that_was_promised_first(talk: Promised) -> None:
    kept, moved, waiting, broken, late = (talk.make() for _ in range(5))
    act(talk, "keep", kept, "parcel")
    act(talk, "move", moved, MONDAY + 9 * DAY, "Petar")
    act(talk, "move", waiting, MONDAY + 90 * DAY, "Petar")
    act(talk, "move", broken, MONDAY + DAY, "Petar")
    act(talk, "keep", moved, "parcel", days=8)
    act(talk, "finish_late", late, "parcel", days=30)
    found = rate(talk)
    assert counts(found) == (5, 1, 1, 1, 2)
    assert found.share == pytest.approx(0.2)


def test_that_one_moved_and_kept_by_its_first_day_is_kept(talk: Promised) -> None:
    made = talk.make()
    act(talk, "move", made, MONDAY + 9 * DAY, "Petar")
    act(talk, "keep", made, "parcel", days=1)
    assert counts(rate(talk)) == (1, 1, 0, 0, 0)


def test_that_what_is_not_due_yet_says_nothing(talk: Promised) -> None:
    act(talk, "keep", talk.make(), "parcel")
    found = rate(talk, at=AT + DAY)
    assert counts(found) == (0, 0, 0, 0, 0)
    assert found.share is None


def test_that_moving_a_promise_moves_it_out_of_no_period(talk: Promised) -> None:
    made = talk.make()
    act(talk, "move", made, MONDAY + 30 * DAY, "Petar")
    assert rate(talk).due == 1
    december = Period(first=date(2026, 12, 1), last=date(2026, 12, 31))
    assert rate(talk, period=december).due == 0


def test_that_rates_are_told_apart_by_who_had_to_keep_them(talk: Promised) -> None:
    ids = talk.shop.ids
    act(talk, "keep", talk.make(), "parcel")
    talk.make()
    act(talk, "keep", talk.make(owner_id=ids["jelena"], customer_id=None), "done")
    for _ in range(2):
        talk.make(
            side=PromiseSide.THEIRS,
            customer_id=None,
            complaint_id=None,
            manufacturer_id=talk.shop.manufacturer_id,
        )
    people = [(row.name, counts(row.rate)) for row in rows(talk, Per.PERSON)]
    assert people == [("Ana Kovač", (2, 1, 0, 0, 1)), ("Јелена Петровић", (1, 1, 0, 0, 0))]
    assert [(row.name, row.rate.due) for row in rows(talk, Per.SITE)] == [("Novi Sad", 3)]
    assert [(row.name, row.rate.due) for row in rows(talk, Per.CUSTOMER)] == [("Кафић Мост", 2)]
    (maker,) = rows(talk, Per.MANUFACTURER)
    assert (maker.id, counts(maker.rate)) == (talk.shop.manufacturer_id, (2, 0, 0, 0, 2))
    assert rate(talk, PromiseSide.THEIRS).share == 0
