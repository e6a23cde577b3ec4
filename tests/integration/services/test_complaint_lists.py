"""The list of complaints is filtered, searched and sorted; the clock tells what is late."""

from datetime import datetime, timedelta

import pytest

from qc_desk.domain.loop_words import Channel, ComplaintStatus, Standing, TargetKind
from qc_desk.domain.refusals import NotFound
from qc_desk.domain.targets import ServiceTarget
from qc_desk.services import complaints
from qc_desk.services.acts import acting
from qc_desk.services.complaint_lists import (
    ComplaintFilter,
    ComplaintGroup,
    ComplaintRow,
    complaint_detail,
    complaint_ids,
    complaints_by_id,
    count_complaints,
    first_complaints,
)
from tests.checked_shop import AT, Shop
from tests.integration.services.complaining import (
    answered,
    complained_to,
    investigating,
    promise_to,
    receive,
    state,
)

HOUR = timedelta(hours=1)


@pytest.fixture
def ids(shop: Shop) -> dict[str, int]:
    return complained_to(shop)


def rows(shop: Shop, at: datetime = AT, **wanted: object) -> list[ComplaintRow]:
    with shop.database.reading() as session:
        filter_ = ComplaintFilter(**wanted)  # type: ignore[arg-type]
        found = first_complaints(session, filter_, at, 100)
        assert count_complaints(session, filter_, at) == len(found)
        return found


def names(shop: Shop, at: datetime = AT, **wanted: object) -> list[str]:
    return [row.name for row in rows(shop, at, **wanted)]


def target(shop: Shop, kind: TargetKind, value: int, begun: datetime) -> None:
    with shop.database.writing() as session:
        owner = acting(session, "test.target", shop.ids["mira"], AT)
        told = ServiceTarget(kind=kind, value=value, reason="faster", by=owner, at=begun)
        session.add(told)


def test_that_a_row_tells_what_there_is_to_know(shop: Shop, ids: dict[str, int]) -> None:
    made = receive(shop, ids, batch_id=ids["batch"], words="x" * 400)
    (row,) = rows(shop)
    assert (row.id, row.customer, row.site, row.order_number, row.product_code) == (
        made,
        "Dana Čaj d.o.o.",
        "Novi Sad",
        "PO-77",
        "M1",
    )
    assert (row.batches, len(row.words), row.status) == (
        (("L-1", Standing.SUSPECTED),),
        300,
        ComplaintStatus.RECEIVED,
    )
    state(shop, made, ids["batch"], Standing.REFUTED)
    assert rows(shop)[0].batches == ()


def test_that_the_list_shows_what_is_asked_for(shop: Shop, ids: dict[str, int]) -> None:
    receive(shop, ids, channel=Channel.EMAIL, batch_id=ids["batch"])
    receive(shop, ids, customer_id=ids["other"], heard_at=AT - timedelta(days=3))
    closed = receive(shop, ids)
    investigating(shop, closed)
    answered(shop, closed)
    with shop.database.writing() as session:
        complaints.close(session, closed, "", shop.ids["marko"], AT)
    assert rows(shop)[0].next_clock is None
    day = (AT - timedelta(days=3)).date()
    every: list[tuple[dict[str, object], list[str]]] = [
        ({}, ["C-3", "C-1", "C-2"]),
        ({"group": ComplaintGroup.OPEN}, ["C-1", "C-2"]),
        ({"group": ComplaintGroup.CLOSED}, ["C-3"]),
        ({"group": ComplaintGroup.LATE}, ["C-2"]),
        ({"statuses": (ComplaintStatus.RECEIVED,)}, ["C-1", "C-2"]),
        ({"customer_id": ids["other"]}, ["C-2"]),
        ({"product_id": shop.product_id}, ["C-1"]),
        ({"site_id": 2}, []),
        ({"written": True}, ["C-1"]),
        ({"written": False}, ["C-3", "C-2"]),
        ({"heard_to": day, "time_zone": "Europe/Belgrade"}, ["C-2"]),
        ({"heard_from": AT.date(), "time_zone": "Europe/Belgrade"}, ["C-3", "C-1"]),
        ({"text": "po-7"}, ["C-1"]),
        ({"text": "L-1"}, ["C-1"]),
        ({"text": "ЧАЙ и"}, ["C-2"]),
        ({"text": "3"}, ["C-3"]),
        ({"text": "nothing like it"}, []),
        ({"sort": "number", "descending": False}, ["C-1", "C-2", "C-3"]),
        ({"sort": "customer", "descending": False}, ["C-1", "C-3", "C-2"]),
        ({"sort": "product"}, ["C-1", "C-3", "C-2"]),
        ({"sort": "order"}, ["C-1", "C-3", "C-2"]),
        ({"sort": "site"}, ["C-3", "C-2", "C-1"]),
    ]
    for wanted, found in every:
        assert names(shop, AT, **wanted) == found, wanted
    with shop.database.reading() as session:
        assert complaint_ids(session, ComplaintFilter(), AT, 2) == [3, 1]
        assert [row.id for row in complaints_by_id(session, [2, 4711, 1], AT)] == [2, 1]


def test_that_the_clock_starts_when_it_was_heard(shop: Shop, ids: dict[str, int]) -> None:
    made = receive(shop, ids, heard_at=AT - 20 * HOUR)
    (row,) = rows(shop)
    first, second = row.clocks
    assert (first.due_at, first.hours_left, first.late) == (AT + 4 * HOUR, 4.0, False)
    assert (second.hours, second.hours_left) == (120, 100.0)
    assert row.next_clock == first
    (late,) = rows(shop, AT + 6 * HOUR)
    assert (late.late, late.clocks[0].hours_left) == (True, -2.0)
    with shop.database.writing() as session:
        complaints.acknowledge(session, made, "", shop.ids["ana"], AT + 5 * HOUR)
    (done,) = rows(shop, AT + 6 * HOUR)
    assert (done.clocks[0].late, done.clocks[0].done_at, done.late) == (True, AT + 5 * HOUR, False)
    assert done.next_clock == done.clocks[1]


def test_that_targets_count_for_what_is_heard_after_them(shop: Shop, ids: dict[str, int]) -> None:
    target(shop, TargetKind.ACKNOWLEDGE_HOURS, 2, AT - 5 * HOUR)
    target(shop, TargetKind.ACKNOWLEDGE_HOURS, 48, AT - HOUR)
    for hours in (30, 6, 4, 0):
        receive(shop, ids, heard_at=AT - hours * HOUR)
    assert [row.clocks[0].hours for row in rows(shop)] == [48, 2, 24, 24]
    assert names(shop, group=ComplaintGroup.LATE) == ["C-3", "C-1"]
    assert [row.late for row in rows(shop)] == [False, True, False, True]


def test_that_late_means_one_thing_in_the_list_and_in_its_rows(
    shop: Shop, ids: dict[str, int]
) -> None:
    target(shop, TargetKind.ANSWER_HOURS, 50, AT - 100 * HOUR)
    for hours in (0, 30, 60, 130):
        waiting = receive(shop, ids, heard_at=AT - hours * HOUR)
        investigating(shop, waiting)
        again = receive(shop, ids, heard_at=AT - hours * HOUR)
        investigating(shop, again)
        answered(shop, again)
        with shop.database.writing() as session:
            complaints.dispute(session, again, "no", shop.ids["ana"], AT)
            complaints.reopen(session, again, "", shop.ids["ana"], AT)
            complaints.investigate(session, again, "", shop.ids["ana"], AT)
        receive(shop, ids, heard_at=AT - hours * HOUR)
    for at in (AT, AT + 200 * HOUR):
        late = {row.name for row in rows(shop, at) if row.late}
        assert set(names(shop, at, group=ComplaintGroup.LATE)) == late
        assert late


def test_that_the_page_shows_promises_and_asks_for_what_exists(
    shop: Shop, ids: dict[str, int]
) -> None:
    made = receive(shop, ids)
    promise_to(shop, made)
    with shop.database.reading() as session:
        (told,) = complaint_detail(session, made, shop.ids["ana"], AT).promises
        assert (told.name, told.text, told.owner) == ("P-1", "new mugs", "Ana Kovač")
        with pytest.raises(NotFound):
            complaint_detail(session, 4711, shop.ids["ana"], AT)
