"""Putting a line of Today off: for oneself, until a day, with a reason; then it comes back."""

from datetime import date, timedelta

import pytest

from qc_desk.domain.loop_words import PromiseSide, SnoozeKind
from qc_desk.domain.refusals import FieldInvalid, FieldNeeded, NotFound, ReasonNeeded
from qc_desk.services.promises import PromiseEntry, make
from qc_desk.services.snoozes import (
    SnoozeEntry,
    SnoozeRow,
    Subject,
    put_off,
    put_off_by,
    show_again,
)
from tests.checked_shop import AT, Shop

DAY = date(2026, 11, 20)
ONE = timedelta(days=1)
MANY: set[SnoozeKind] = {
    *(SnoozeKind.FIRST_CHECKS, SnoozeKind.ALONE, SnoozeKind.GAUGES_OUT, SnoozeKind.GAUGES_SOON),
    *(SnoozeKind.TO_CONFIRM, SnoozeKind.TO_TRAIN, SnoozeKind.BACKUP, SnoozeKind.SECOND_PLACE),
}


@pytest.fixture
def promised(shop: Shop) -> Subject:
    """A promise that Ana sees to."""
    entry = PromiseEntry(side=PromiseSide.OURS, text="20 mugs", site_id=1, due_on=DAY + ONE)
    with shop.database.writing() as session:
        return Subject(kind=SnoozeKind.PROMISE, id=make(session, entry, shop.ids["ana"], AT))


def later(
    shop: Shop, subject: Subject, until: date | None, reason: str = "they are on holiday"
) -> None:
    entry = SnoozeEntry(subject=subject, until=until, reason=reason)
    with shop.database.writing() as session:
        put_off(session, entry, shop.ids["ana"], AT, DAY)


def away(shop: Shop, day: date = DAY, who: str = "ana") -> list[SnoozeRow]:
    with shop.database.reading() as session:
        return put_off_by(session, shop.ids[who], day)


def test_that_a_line_is_away_until_its_day_and_for_nobody_else(
    shop: Shop, promised: Subject
) -> None:
    later(shop, promised, DAY + 3 * ONE)
    (row,) = away(shop)
    assert (row.subject, row.until) == (promised, DAY + 3 * ONE)
    assert row.reason == "they are on holiday"
    assert away(shop, DAY + 2 * ONE) == [row]
    assert away(shop, DAY + 3 * ONE) == []
    assert away(shop, who="marko") == []


def test_that_the_newest_word_counts(shop: Shop, promised: Subject) -> None:
    later(shop, promised, DAY + 5 * ONE)
    later(shop, promised, DAY + 2 * ONE)
    assert [row.until for row in away(shop)] == [DAY + 2 * ONE]
    with shop.database.writing() as session:
        show_again(session, promised, shop.ids["ana"], AT, DAY)
    assert away(shop) == []


@pytest.mark.parametrize("days", [0, -1, 32])
def test_that_the_day_lies_within_a_month(shop: Shop, promised: Subject, days: int) -> None:
    with pytest.raises(FieldInvalid):
        later(shop, promised, DAY + days * ONE)


def test_that_day_and_reason_are_needed(shop: Shop, promised: Subject) -> None:
    with pytest.raises(FieldNeeded):
        later(shop, promised, None)
    with pytest.raises(ReasonNeeded):
        later(shop, promised, DAY + ONE, " ")


@pytest.mark.parametrize("kind", [kind for kind in SnoozeKind if kind not in MANY])
def test_that_there_must_be_something_to_put_off(shop: Shop, kind: SnoozeKind) -> None:
    with pytest.raises(NotFound):
        later(shop, Subject(kind=kind, id=999), DAY + ONE)


def test_that_no_kind_is_a_problem() -> None:
    assert not [kind for kind in SnoozeKind if "problem" in kind.value]


@pytest.mark.parametrize("kind", [kind for kind in SnoozeKind if kind in MANY])
def test_that_a_line_about_many_things_is_put_off_as_a_whole(shop: Shop, kind: SnoozeKind) -> None:
    every = Subject(kind=kind, id=0)
    later(shop, every, DAY + ONE)
    assert [row.subject for row in away(shop)] == [every]
    with shop.database.writing() as session:
        show_again(session, every, shop.ids["ana"], AT, DAY)
    assert away(shop) == []
