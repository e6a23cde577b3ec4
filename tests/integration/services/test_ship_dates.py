"""Ship dates: the hours that are left, and how orders met their day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from qc_desk.domain.orders import Order
from qc_desk.domain.ship_dates import DurationBasis, Margin, WaitsFor
from qc_desk.services import batches, ship_dates, ship_margins
from qc_desk.services.acts import acting
from qc_desk.services.batch_details import batch_detail
from qc_desk.services.ship_dates import OrderSlack
from tests.checked_shop import AT, Shop
from tests.promised import talked_about

TODAY = date(2026, 11, 20)  # Friday; AT is 9:30 in Novi Sad, 14.5 hours before the day ends
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def order(shop: Shop) -> int:
    """Give an order promised for today."""
    order_id = talked_about(shop).order_id
    promise(shop, order_id, TODAY)
    return order_id


def promise(shop: Shop, order_id: int, day: date | None, *, retired: bool = False) -> None:
    with shop.database.writing() as session:
        acting(session, "test.promise", shop.ids["mira"], AT)
        order = session.get_one(Order, order_id)
        order.promised_ship_date = day
        order.retired_at = AT if retired else None


def put_on(shop: Shop, order_id: int, batch_id: int) -> int:
    with shop.database.reading() as session:
        entry = batch_detail(session, batch_id, shop.ids["marko"]).entry
    with shop.database.writing() as session:
        wanted = replace(entry, order_id=order_id)
        batches.change_batch(session, shop.seen(batch_id), wanted, shop.ids["marko"], AT)
    return batch_id


def slacks(shop: Shop, at: datetime = AT, **facts: object) -> list[OrderSlack]:
    with shop.database.reading() as session:
        return ship_dates.order_slacks(session, at, **facts)  # type: ignore[arg-type]


def experience(shop: Shop, hours: tuple[int, ...]) -> None:
    """Let checks take so long, each beginning long enough ago."""
    for number, took in enumerate(hours):
        shop.at = AT - 9 * DAY
        batch_id = shop.first_signed(f"E-{number}")
        shop.second_check(batch_id)
        shop.at = AT - 9 * DAY + took * HOUR
        shop.approve(batch_id)
    shop.at = AT


def test_that_without_experience_two_days_are_assumed(shop: Shop, order: int) -> None:
    batch_id = put_on(shop, order, shop.add_batch())
    (row,) = slacks(shop)
    (waiting,) = row.waiting
    assert (waiting.batch_id, waiting.basis, waiting.checks) == (
        batch_id,
        DurationBasis.ASSUMED,
        0,
    )
    assert waiting.waits_for is WaitsFor.FIRST_CHECK
    assert row.slack_hours == pytest.approx(14.5 - 48)
    assert (row.at_risk, row.is_late, row.customer) == (True, False, "Кафић Мост")


def test_that_the_slack_rests_on_real_durations_of_this_product_here(
    shop: Shop, order: int
) -> None:
    experience(shop, (4, 5, 6, 7, 90))
    put_on(shop, order, shop.add_batch())
    (row,) = slacks(shop)
    assert (row.waiting[0].basis, row.waiting[0].checks) == (DurationBasis.PRODUCT, 5)
    assert row.slack_hours == pytest.approx(14.5 - 6)
    promise(shop, order, TODAY + DAY)
    (row,) = slacks(shop)
    assert row.slack_hours == pytest.approx(38.5 - 6)
    assert not row.at_risk
    with shop.database.reading() as session:
        assert ship_dates.at_risk(session, AT) == []
        assert len(ship_dates.at_risk(session, AT + DAY)) == 1
        assert ship_dates.at_risk(session, AT + DAY, site_ids=[2]) == []


def test_that_products_nobody_knows_yet_go_by_what_the_site_took(shop: Shop) -> None:
    experience(shop, (4, 5, 6, 7, 90))
    with shop.database.reading() as session:
        known = ship_dates.Experience(session, AT)
        new, newer = known.usual(77, 1), known.usual(78, 1)
    assert new == newer
    assert (new.basis, new.checks, new.median) == (DurationBasis.SITE, 5, 6 * HOUR)


def test_that_experience_older_than_a_year_no_longer_counts(shop: Shop, order: int) -> None:
    experience(shop, (4, 5, 6, 7, 8))
    put_on(shop, order, shop.add_batch())
    (row,) = slacks(shop, AT + 366 * DAY)
    assert row.waiting[0].basis is DurationBasis.ASSUMED


def test_that_a_check_that_has_begun_is_partly_done(shop: Shop, order: int) -> None:
    experience(shop, (4, 5, 6, 7, 8))
    put_on(shop, order, batch_id := shop.add_batch())
    shop.first_check(batch_id)
    (row,) = slacks(shop, AT + 5 * HOUR)
    assert row.waiting[0].waits_for is WaitsFor.REST_OF_FIRST
    assert row.waiting[0].expected_at == AT + 7 * HOUR
    assert row.slack_hours == pytest.approx(7.5)


def test_that_the_tightest_batch_stands_first_and_the_order_with_the_least_slack(
    shop: Shop, order: int
) -> None:
    held = put_on(shop, order, shop.checked_twice("L-1"))
    shop.reject(held)
    second = put_on(shop, order, shop.first_signed("L-2"))
    (row,) = slacks(shop, AT + HOUR)
    found = {each.batch_id: each for each in row.waiting}
    assert list(found) == [held, second]
    assert found[held].waits_for is WaitsFor.DECISION
    assert found[second].waits_for is WaitsFor.SECOND_CHECK
    assert row.slack_hours == found[held].slack_hours


def test_that_released_batches_and_retired_orders_do_not_wait(shop: Shop, order: int) -> None:
    put_on(shop, order, batch_id := shop.checked_twice())
    assert len(slacks(shop)) == 1
    promise(shop, order, None)
    assert slacks(shop) == []
    promise(shop, order, TODAY, retired=True)
    assert slacks(shop) == []
    promise(shop, order, TODAY)
    shop.approve(batch_id)
    assert slacks(shop) == []


def test_that_a_late_order_says_so_from_the_end_of_its_day_at_the_site(
    shop: Shop, order: int
) -> None:
    put_on(shop, order, shop.add_batch())
    midnight = datetime(2026, 11, 20, 23, 0, tzinfo=UTC)
    assert not slacks(shop, midnight - timedelta(seconds=1))[0].is_late
    assert slacks(shop, midnight)[0].is_late


def met(shop: Shop, at: datetime = AT + 20 * DAY) -> list[tuple[Margin, date | None]]:
    with shop.database.reading() as session:
        rows = ship_margins.margins(session, TODAY - DAY, TODAY + 9 * DAY, at)
        counted = ship_margins.counted(rows)
    assert sum(counted.values()) == len(rows)
    assert all(counted[row.margin] for row in rows)
    return [(row.margin, row.released_on) for row in rows]


@pytest.mark.parametrize(
    ("days", "margin"),
    [(-1, Margin.MISSED), (0, Margin.NEAR_MISS), (3, Margin.NEAR_MISS), (4, Margin.IN_TIME)],
)
def test_that_near_misses_are_counted_by_the_last_release(
    shop: Shop, order: int, days: int, margin: Margin
) -> None:
    promise(shop, order, TODAY + days * DAY)
    put_on(shop, order, batch_id := shop.checked_twice())
    shop.approve(batch_id)
    assert met(shop) == [(margin, TODAY)]


def test_that_an_order_that_still_waits_is_missed_once_its_day_is_over(
    shop: Shop, order: int
) -> None:
    put_on(shop, order, batch_id := shop.checked_twice("L-1"))
    shop.approve(batch_id)
    put_on(shop, order, shop.add_batch("L-2"))
    assert met(shop, AT) == []
    assert met(shop) == [(Margin.MISSED, None)]


def test_that_what_is_scrapped_is_not_waited_for(shop: Shop, order: int) -> None:
    put_on(shop, order, batch_id := shop.checked_twice("L-1"))
    shop.approve(batch_id)
    shop.reject(scrapped := put_on(shop, order, shop.checked_twice("L-2")))
    with shop.database.writing() as session:
        seen = shop.seen(scrapped)
        batches.scrap(session, seen, "broken", shop.ids["marko"], AT)
    assert met(shop) == [(Margin.NEAR_MISS, TODAY)]
