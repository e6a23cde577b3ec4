"""The story of a batch, told from the audit chain."""

from dataclasses import replace
from datetime import timedelta

from qc_desk.domain.vocabulary import Result
from qc_desk.i18n import speaking
from qc_desk.services import batches, inspections
from qc_desk.services.timeline import TimelineRow, timeline
from tests.checked_shop import AT, Shop


def story(shop: Shop, batch_id: int) -> list[TimelineRow]:
    with shop.database.reading() as session:
        return timeline(session, batch_id)


def test_that_everything_from_entry_to_shipping_is_told_in_order(shop: Shop) -> None:
    batch_id = shop.checked_twice()
    shop.approve(batch_id)
    with shop.database.writing() as session:
        batches.ship(session, shop.seen(batch_id), shop.ids["ana"], AT)
    assert [row.act for row in story(shop, batch_id)] == [
        "batch.add",
        "check.open_first",
        "answer.record",
        "sign_off.first",
        "check.open_second",
        "answer.record",
        "check.submit",
        "sign_off.approve",
        "batch.ship",
    ]


def test_that_each_line_says_who_when_and_why(shop: Shop) -> None:
    batch_id = shop.first_signed()
    with shop.database.writing() as session:
        batches.hold(session, shop.seen(batch_id), "wet boxes", shop.ids["marko"], AT)
    row = story(shop, batch_id)[-1]
    assert row == TimelineRow(
        act="batch.hold", what="Held", who="Marko Jurić", at=AT, reason="wet boxes", count=1
    )


def test_that_answers_in_a_row_are_one_line_and_never_say_how(shop: Shop) -> None:
    batch_id = shop.add_batch()
    with shop.database.writing() as session:
        opened = inspections.open_first_check(session, batch_id, shop.ids["ana"], AT)
    for minutes, item in enumerate(("glaze", "label"), start=1):
        entry = inspections.Entry(item_id=shop.items[item], result=Result.PASS)
        with shop.database.writing() as session:
            at = AT + timedelta(minutes=minutes)
            standing = inspections.record_answer(session, opened, entry, shop.ids["ana"], at)
    again = replace(entry, seen_answer_id=standing, result=Result.FAIL, reason="it is crooked")
    with shop.database.writing() as session:
        at = AT + timedelta(minutes=5)
        inspections.record_answer(session, opened, again, shop.ids["ana"], at)
    last = story(shop, batch_id)[-1]
    assert (last.act, last.count, last.at, last.reason) == ("answer.record", 3, at, "")


def test_that_the_story_of_one_batch_has_nothing_of_another(shop: Shop) -> None:
    one, other = shop.add_batch("L-1"), shop.add_batch("L-2")
    shop.first_check(other)
    assert [row.act for row in story(shop, one)] == ["batch.add"]


def test_that_the_story_is_told_in_the_language_spoken_now(shop: Shop) -> None:
    batch_id = shop.add_batch()
    assert story(shop, batch_id)[0].what == "Batch entered"
    with speaking("sr"):
        assert story(shop, batch_id)[0].what
