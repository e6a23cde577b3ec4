"""What needs each person now in the loop."""

from datetime import date, timedelta

import pytest

from qc_desk.domain.batches import Batch
from qc_desk.domain.loop_words import Channel, Direction, PromiseSide
from qc_desk.domain.orders import Order
from qc_desk.domain.parties import Customer
from qc_desk.services import promises, touches
from qc_desk.services.acts import acting
from qc_desk.services.today import today
from qc_desk.services.today_loop import MOST, TodayLoop
from qc_desk.services.touches import TouchEntry
from tests.checked_shop import AT, Shop
from tests.promised import FRIDAY, Promised, talked_about

DAY = timedelta(days=1)


@pytest.fixture
def talk(shop: Shop) -> Promised:
    return talked_about(shop)


def needed(talk: Promised, who: str = "mira", days: int = 0) -> TodayLoop:
    day: date = FRIDAY + days * DAY
    with talk.shop.database.reading() as session:
        return today(session, talk.shop.ids[who], AT + days * DAY, day).loop


def test_that_a_quiet_shop_needs_nobody(talk: Promised) -> None:
    assert needed(talk).is_quiet


def test_that_ones_own_promises_and_those_of_ones_sites_are_named(talk: Promised) -> None:
    made = talk.make()
    for who, shown in (("ana", [made]), ("mira", [made]), ("marko", [made]), ("jelena", [])):
        assert [row.id for row in needed(talk, who).due] == shown
        assert [row.id for row in needed(talk, who, 4).broken] == shown
        assert needed(talk, who, 4).due == ()
    assert not needed(talk).is_quiet


def test_that_promises_are_due_within_a_week(talk: Promised) -> None:
    soon, _later = talk.make(due_on=FRIDAY + 6 * DAY), talk.make(due_on=FRIDAY + 7 * DAY)
    assert [row.id for row in needed(talk).due] == [soon]


def test_that_a_broken_promise_stays_until_it_is_settled(talk: Promised) -> None:
    made = talk.make(side=PromiseSide.THEIRS)
    later = AT + 10 * DAY
    with talk.shop.database.writing() as session:
        promises.finish_late(session, made, "arrived", talk.shop.ids["ana"], later)
    assert needed(talk, days=10).broken == ()


def test_that_only_the_first_of_many_are_read(talk: Promised) -> None:
    for _ in range(MOST + 1):
        talk.make()
    assert len(needed(talk).due) == MOST


def test_that_complaints_past_their_clock_are_named_to_who_checks_there(talk: Promised) -> None:
    assert needed(talk, "ana").complaints == ()
    assert [row.id for row in needed(talk, "ana", 2).complaints] == [talk.complaint_id]
    assert needed(talk, "vera", 2).complaints == ()


def test_that_orders_over_their_limit_are_named_to_leads(talk: Promised) -> None:
    with talk.shop.database.writing() as session:
        acting(session, "test.orders", talk.shop.ids["mira"], AT)
        customer = session.get_one(Customer, talk.customer_id)
        session.add_all(
            Order(number=f"M-{each}", customer=customer, created_at=AT) for each in range(19)
        )
    entry = TouchEntry(
        complaint_id=talk.complaint_id, direction=Direction.IN, channel=Channel.PHONE
    )
    for _ in range(8):
        with talk.shop.database.writing() as session:
            touches.note(session, entry, talk.shop.ids["ana"], AT)
    (row,) = needed(talk, "marko").over_limit
    assert (row.order_id, row.touches, row.complaint_id, row.batch_id) == (
        talk.order_id,
        8,
        talk.complaint_id,
        None,
    )
    assert needed(talk, "ana").over_limit == ()


def test_that_orders_at_risk_are_named(talk: Promised) -> None:
    with talk.shop.database.writing() as session:
        acting(session, "test.order", talk.shop.ids["mira"], AT)
        session.get_one(Order, talk.order_id).promised_ship_date = FRIDAY + DAY
    batch_id = talk.shop.add_batch()
    with talk.shop.database.writing() as session:
        acting(session, "test.order", talk.shop.ids["mira"], AT)
        session.get_one(Batch, batch_id).order = session.get_one(Order, talk.order_id)
    (row,) = needed(talk, "ana").at_risk
    assert row.waiting[0].batch_id == batch_id
