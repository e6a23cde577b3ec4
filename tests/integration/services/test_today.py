"""What needs each person now."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from qc_desk.domain.vocabulary import BatchStatus, Result, Role, Seat
from qc_desk.services import batches, customers, inspections, orders, people, sign_offs
from qc_desk.services.batch_details import batch_detail
from qc_desk.services.today import Today, today
from tests.checked_shop import AT, Shop, print_plainly

DAY = date(2026, 11, 20)


def needed(shop: Shop, who: str, at: datetime = AT) -> Today:
    with shop.database.reading() as session:
        return today(session, shop.ids[who], at, DAY)


def promise(shop: Shop, batch_id: int, day: date) -> None:
    """Put a batch on an order that was promised for a day."""
    with shop.database.writing() as session:
        buyer = customers.add_customer(
            session, customers.CustomerEntry(name=f"Buyer {batch_id}"), shop.ids["marko"], AT
        )
        entry = orders.OrderEntry(
            number=f"PO-{batch_id}", customer_id=buyer.id, promised_ship_date=day
        )
        bought = orders.add_order(session, entry, shop.ids["marko"], AT)
    with shop.database.reading() as session:
        as_entered = batch_detail(session, batch_id, shop.ids["marko"]).entry
    with shop.database.writing() as session:
        wanted = replace(as_entered, order_id=bought.id)
        batches.change_batch(session, shop.seen(batch_id), wanted, shop.ids["marko"], AT)


def test_that_a_new_shop_is_quiet_and_has_no_batches(shop: Shop) -> None:
    found_ = needed(shop, "ana")
    assert found_.is_quiet
    assert not found_.has_batches


def test_that_ones_unfinished_checks_come_first_and_only_ones_own(shop: Shop) -> None:
    batch_id = shop.add_batch()
    shop.first_check(batch_id, found={"glaze": Result.PASS})
    (mine,) = needed(shop, "ana").unfinished
    assert (mine.batch_id, mine.seat, mine.answered, mine.total) == (batch_id, Seat.FIRST, 1, 3)
    assert needed(shop, "jelena").unfinished == ()
    assert not needed(shop, "ana").is_quiet


def test_that_only_second_checks_that_one_may_begin_are_offered(shop: Shop) -> None:
    mine, begun = shop.first_signed("L-1", producers=("marko",)), shop.first_signed("L-2")
    with shop.database.writing() as session:
        inspections.open_second_check(session, begun, shop.ids["jelena"], AT)
    assert [row.batch_id for row in needed(shop, "jelena").second_checks] == [mine]
    for nobody in ("ana", "marko", "vera"):
        assert needed(shop, nobody).second_checks == ()


def test_that_second_checks_come_in_the_order_in_which_they_must_leave(shop: Shop) -> None:
    late, early, any_day = (shop.first_signed(number) for number in ("L-1", "L-2", "L-3"))
    promise(shop, late, DAY + timedelta(days=30))
    promise(shop, early, DAY + timedelta(days=20))
    rows = needed(shop, "jelena").second_checks
    assert [row.batch_id for row in rows] == [early, late, any_day]


def test_that_a_submitted_second_check_waits_for_its_inspectors_decision(shop: Shop) -> None:
    batch_id = shop.checked_twice()
    assert [row.batch_id for row in needed(shop, "jelena").to_decide] == [batch_id]
    assert needed(shop, "ana").to_decide == ()
    shop.approve(batch_id)
    assert needed(shop, "jelena").to_decide == ()


@pytest.mark.parametrize(("days", "near"), [(-3, True), (0, True), (7, True), (8, False)])
def test_that_batches_that_must_leave_within_a_week_are_named(
    shop: Shop, days: int, near: bool
) -> None:
    batch_id = shop.add_batch()
    promise(shop, batch_id, DAY + timedelta(days=days))
    assert [row.batch_id for row in needed(shop, "vera").near] == ([batch_id] if near else [])


def test_that_a_released_batch_is_no_longer_near(shop: Shop) -> None:
    batch_id = shop.checked_twice()
    promise(shop, batch_id, DAY)
    assert needed(shop, "ana").near[0].status is BatchStatus.SECOND_CHECK
    shop.approve(batch_id)
    assert needed(shop, "ana").near == ()


def test_that_held_batches_wait_for_leads(shop: Shop) -> None:
    batch_id = shop.checked_twice()
    shop.reject(batch_id)
    assert [row.batch_id for row in needed(shop, "marko").held] == [batch_id]
    assert [row.batch_id for row in needed(shop, "mira").held] == [batch_id]
    assert needed(shop, "ana").held == ()


def test_that_batches_without_first_check_are_counted_for_those_who_check(shop: Shop) -> None:
    shop.add_batch("L-1")
    shop.add_batch("L-2")
    assert needed(shop, "ana").first_checks == 2
    assert needed(shop, "vera").first_checks == 0
    assert needed(shop, "vera").has_batches


def test_that_releases_without_second_check_are_counted_for_thirty_days(shop: Shop) -> None:
    batch_id = shop.first_signed(who="mira")
    with shop.database.writing() as session:
        for login in ("ana", "jelena", "marko"):
            people.set_roles(session, shop.ids[login], {(Role.VIEWER, 1)}, shop.ids["mira"], AT)
    with shop.database.writing() as session:
        sign_offs.release_alone(
            session, shop.seen(batch_id), "only me", shop.key("mira"), AT, print_plainly
        )
    assert needed(shop, "vera").alone == 1
    assert needed(shop, "mira", AT + timedelta(days=30)).alone == 1
    assert needed(shop, "mira", datetime(2026, 12, 20, 8, 31, tzinfo=UTC)).alone == 0
