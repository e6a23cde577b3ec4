"""Touches: noted once, counted for the order, compared with what is usual."""

from datetime import datetime, timedelta

import pytest

from qc_desk.domain.complaints import Complaint
from qc_desk.domain.loop_words import Channel, Direction
from qc_desk.domain.orders import Order
from qc_desk.domain.parties import Customer
from qc_desk.domain.refusals import (
    FieldInvalid,
    FieldNeeded,
    HeardInFuture,
    NotAllowed,
    NotFound,
    QuantityWrong,
)
from qc_desk.domain.u_chart import LimitBasis
from qc_desk.services import touch_limits, touches
from qc_desk.services.acts import acting
from qc_desk.services.touches import TouchEntry, TouchRow
from tests.checked_shop import AT, Shop
from tests.promised import Promised, talked_about

DAY = timedelta(days=1)


@pytest.fixture
def talk(shop: Shop) -> Promised:
    return talked_about(shop)


def note(talk: Promised, who: str = "ana", at: datetime = AT, **facts: object) -> int:
    known: dict[str, object] = {"direction": Direction.IN, "channel": Channel.PHONE, **facts}
    entry = TouchEntry(**known)  # type: ignore[arg-type]
    with talk.shop.database.writing() as session:
        return touches.note(session, entry, talk.shop.ids[who], at)


def of_order(talk: Promised, order_id: int | None = None) -> list[TouchRow]:
    with talk.shop.database.reading() as session:
        return touches.touches_of_order(session, order_id or talk.order_id)


def orders(talk: Promised, number: int, at: datetime = AT, *, retired: bool = False) -> list[int]:
    """Enter more orders of the same customer."""
    with talk.shop.database.writing() as session:
        acting(session, "test.orders", talk.shop.ids["mira"], AT)
        customer = session.get_one(Customer, talk.customer_id)
        made = [
            Order(
                number=f"M-{at:%y%m}-{each}",
                customer=customer,
                created_at=at,
                retired_at=AT if retired else None,
            )
            for each in range(number)
        ]
        session.add_all(made)
        session.flush()
        return [each.id for each in made]


def test_that_a_touch_is_kept_as_it_was_entered(talk: Promised) -> None:
    earlier = AT - 2 * DAY
    note(
        talk,
        order_id=talk.order_id,
        direction=Direction.OUT,
        channel=Channel.EMAIL,
        minutes=10,
        planned=True,
        note=" Послали смо слике ",
        happened_at=earlier,
    )
    (row,) = of_order(talk)
    assert (row.direction, row.channel, row.minutes, row.planned, row.note) == (
        Direction.OUT,
        Channel.EMAIL,
        10,
        True,
        "Послали смо слике",
    )
    assert (row.happened_at, row.by, row.complaint) == (earlier, "Ana Kovač", "")


def test_that_the_touches_of_a_complaint_count_for_its_order(talk: Promised) -> None:
    own = note(talk, order_id=talk.order_id, happened_at=AT - DAY)
    about = note(talk, complaint_id=talk.complaint_id)
    both = note(talk, complaint_id=talk.complaint_id, order_id=talk.order_id)
    assert [row.id for row in of_order(talk)] == [both, about, own]
    assert [row.complaint for row in of_order(talk)] == ["C-1", "C-1", ""]
    with talk.shop.database.reading() as session:
        rows = touches.touches_of_complaint(session, talk.complaint_id)
        counted = touch_limits.order_touches(session, talk.order_id, AT)
    assert [row.id for row in rows] == [both, about]
    assert counted.touches == 3


def test_that_a_touch_goes_with_its_complaint_to_another_order(talk: Promised) -> None:
    about = note(talk, complaint_id=talk.complaint_id)
    (other,) = orders(talk, 1)
    with talk.shop.database.writing() as session:
        acting(session, "test.moved", talk.shop.ids["mira"], AT)
        session.get_one(Complaint, talk.complaint_id).order = session.get_one(Order, other)
    assert of_order(talk) == []
    assert [row.id for row in of_order(talk, other)] == [about]


def test_that_an_order_can_be_named_where_the_complaint_names_none(talk: Promised) -> None:
    with talk.shop.database.writing() as session:
        acting(session, "test.unknown", talk.shop.ids["mira"], AT)
        session.get_one(Complaint, talk.complaint_id).order = None
    named = note(talk, complaint_id=talk.complaint_id, order_id=talk.order_id)
    note(talk, complaint_id=talk.complaint_id)
    assert [row.id for row in of_order(talk)] == [named]


def test_that_a_complaint_is_not_noted_for_another_order(talk: Promised) -> None:
    (other,) = orders(talk, 1)
    with pytest.raises(FieldInvalid, match="C-1"):
        note(talk, complaint_id=talk.complaint_id, order_id=other)


@pytest.mark.parametrize("what", ["order", "complaint"])
def test_that_what_is_touched_must_exist(talk: Promised, what: str) -> None:
    with pytest.raises(NotFound, match=what):
        note(talk, **{f"{what}_id": 99})  # type: ignore[arg-type]
    with pytest.raises(FieldNeeded):
        note(talk)


def test_that_nobody_touches_in_the_future_or_long_ago(talk: Promised) -> None:
    with pytest.raises(HeardInFuture):
        note(talk, order_id=talk.order_id, happened_at=AT + timedelta(seconds=1))
    with pytest.raises(FieldInvalid, match="five years"):
        note(talk, order_id=talk.order_id, happened_at=AT - 6 * 365 * DAY)
    note(talk, order_id=talk.order_id, happened_at=AT)


@pytest.mark.parametrize("minutes", [-1, 1441])
def test_that_a_touch_lasts_up_to_a_day(talk: Promised, minutes: int) -> None:
    with pytest.raises(QuantityWrong):
        note(talk, order_id=talk.order_id, minutes=minutes)


def test_that_a_viewer_notes_nothing(talk: Promised) -> None:
    with pytest.raises(NotAllowed):
        note(talk, who="vera", order_id=talk.order_id)


def test_that_few_orders_give_the_median_and_three_more(talk: Promised) -> None:
    for each in range(4):
        note(talk, order_id=talk.order_id, planned=each == 0, minutes=5)
    with talk.shop.database.reading() as session:
        found = touch_limits.order_touches(session, talk.order_id, AT)
    assert (found.touches, found.unplanned, found.minutes) == (4, 3, 20)
    assert (found.limit.basis, found.limit.upper, found.limit.orders) == (
        LimitBasis.MEDIAN,
        7,
        1,
    )
    assert not found.is_over


def test_that_the_limit_comes_from_the_orders_of_one_year_retired_ones_included(
    talk: Promised,
) -> None:
    orders(talk, 10, retired=True)
    orders(talk, 14, AT - 300 * DAY)
    orders(talk, 50, AT - 366 * DAY)
    for _ in range(5):
        note(talk, order_id=talk.order_id)
    with talk.shop.database.reading() as session:
        usual = touch_limits.touch_limit(session, AT)
    assert (usual.basis, usual.orders) == (LimitBasis.U_CHART, 25)
    assert usual.average == pytest.approx(0.2)
    assert usual.first_over == 2


def test_that_orders_over_the_limit_are_named_most_touches_first(talk: Promised) -> None:
    first, second, third, quiet, done = orders(talk, 5)
    for order_id, times in ((first, 5), (second, 6), (third, 4), (quiet, 6), (done, 6)):
        for _ in range(times):
            long_ago = order_id == quiet
            happened_at = AT - 40 * DAY if long_ago else AT
            note(talk, order_id=order_id, planned=True, minutes=1, happened_at=happened_at)
    for _ in range(4):
        note(talk, complaint_id=talk.complaint_id)
    note(talk, order_id=talk.order_id, minutes=30)
    with talk.shop.database.writing() as session:
        acting(session, "test.done", talk.shop.ids["mira"], AT)
        session.get_one(Order, done).retired_at = AT
    orders(talk, 14, AT - 60 * DAY)
    with talk.shop.database.reading() as session:
        rows = touch_limits.orders_over_limit(session, AT)
        assert touch_limits.orders_over_limit(session, AT + 40 * DAY) == []
    # 32 touches on 20 orders: 1.6 + 3 √1.6 = 5.4
    assert [(row.order_id, row.touches, row.unplanned) for row in rows] == [(second, 6, 0)]
    assert (rows[0].customer, rows[0].minutes, rows[0].last_at) == ("Кафић Мост", 6, AT)
