"""Complaints are taken down, answered and closed; the clock runs from when they were heard."""

from datetime import timedelta

import pytest

from qc_desk.domain.loop_words import (
    Channel,
    ComplaintOutcome,
    ComplaintStatus,
    Direction,
    Standing,
)
from qc_desk.domain.refusals import (
    FieldInvalid,
    FieldNeeded,
    HeardInFuture,
    MadeAfterwards,
    NotAllowed,
    NotFound,
    PromisesOpen,
    StillSuspected,
    WrongComplaintStatus,
    WrongOrderCustomer,
)
from qc_desk.domain.touches import Touch
from qc_desk.services import complaint_lists, complaints
from qc_desk.services.acts import acting
from qc_desk.services.complaint_details import ComplaintDetail
from tests.checked_shop import AT, Shop
from tests.integration.services.at_once import both_at_once
from tests.integration.services.complaining import (
    WORDS,
    add_batch,
    answered,
    complained_to,
    investigating,
    promise_to,
    receive,
    state,
)


@pytest.fixture
def ids(shop: Shop) -> dict[str, int]:
    return complained_to(shop)


def detail(shop: Shop, complaint_id: int, who: str = "ana") -> ComplaintDetail:
    with shop.database.reading() as session:
        return complaint_lists.complaint_detail(session, complaint_id, shop.ids[who], AT)


def rows(shop: Shop, **wanted: object) -> list[complaint_lists.ComplaintRow]:
    with shop.database.reading() as session:
        filter_ = complaint_lists.ComplaintFilter(**wanted)  # type: ignore[arg-type]
        found = complaint_lists.first_complaints(session, filter_, AT, 100)
        assert complaint_lists.count_complaints(session, filter_, AT) == len(found)
        return found


def test_that_a_complaint_is_taken_down_with_what_follows_from_its_batch(
    shop: Shop, ids: dict[str, int]
) -> None:
    made = detail(shop, receive(shop, ids, batch_id=ids["batch"], customer_id=None))
    assert (made.name, made.customer, made.order_number) == ("C-1", "Dana Čaj d.o.o.", "PO-77")
    assert (made.product_code, made.site, made.heard_at) == ("M1", "Novi Sad", AT)
    assert (made.words, made.channel, made.status) == (
        WORDS,
        Channel.PHONE,
        ComplaintStatus.RECEIVED,
    )
    assert [(each.batch, each.standing) for each in made.links] == [("L-1", Standing.SUSPECTED)]


def test_that_numbers_count_up(shop: Shop, ids: dict[str, int]) -> None:
    for _each in range(3):
        receive(shop, ids)
    assert [row.name for row in rows(shop, sort="number")] == ["C-3", "C-2", "C-1"]


def test_that_the_product_follows_from_an_order_with_one_product(
    shop: Shop, ids: dict[str, int]
) -> None:
    assert detail(shop, receive(shop, ids, order_id=ids["order"])).product_code == "M1"
    assert detail(shop, receive(shop, ids)).product_code == ""


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"customer_id": None}, FieldNeeded),
        ({"channel": None}, FieldNeeded),
        ({"words": " \n"}, FieldNeeded),
        ({"heard_at": AT + timedelta(seconds=1)}, HeardInFuture),
        ({"heard_at": AT.replace(year=1926)}, FieldInvalid),
        ({"customer_id": "other", "order_id": "order"}, WrongOrderCustomer),
        ({"heard_at": AT - timedelta(days=25), "batch_id": "batch"}, MadeAfterwards),
    ],
)
def test_that_what_cannot_be_is_refused_and_nothing_is_kept(
    shop: Shop, ids: dict[str, int], facts: dict[str, object], refusal: type[Exception]
) -> None:
    named = {key: ids.get(str(value), value) for key, value in facts.items()}
    with pytest.raises(refusal):
        receive(shop, ids, "ana", **named)
    assert rows(shop) == []


def test_that_somebody_who_only_looks_on_takes_nothing_down(
    shop: Shop, ids: dict[str, int]
) -> None:
    with pytest.raises(NotAllowed):
        receive(shop, ids, who="vera")


def test_that_a_suspicion_after_the_answer_keeps_a_complaint_open(
    shop: Shop, ids: dict[str, int]
) -> None:
    made = receive(shop, ids)
    investigating(shop, made)
    answered(shop, made)
    state(shop, made, ids["batch"], Standing.SUSPECTED)
    with shop.database.writing() as session, pytest.raises(StillSuspected):
        complaints.close(session, made, "", shop.ids["marko"], AT)
    state(shop, made, ids["batch"], Standing.REFUTED)
    with shop.database.writing() as session:
        complaints.close(session, made, "", shop.ids["marko"], AT)


def test_that_a_complaint_goes_from_receipt_to_its_close(shop: Shop, ids: dict[str, int]) -> None:
    made = receive(shop, ids, batch_id=ids["batch"])
    investigating(shop, made)
    with pytest.raises(StillSuspected):
        answered(shop, made)
    state(shop, made, ids["batch"], Standing.CONFIRMED)
    answered(shop, made)
    with shop.database.writing() as session, pytest.raises(NotAllowed):
        complaints.close(session, made, "", shop.ids["ana"], AT)
    with shop.database.writing() as session:
        complaints.close(session, made, "", shop.ids["marko"], AT)
    closed = detail(shop, made)
    assert (closed.status, closed.outcome) == (
        ComplaintStatus.CLOSED,
        ComplaintOutcome.JUSTIFIED,
    )
    assert [step.status.value for step in closed.steps] == [
        "received",
        "acknowledged",
        "restated",
        "investigating",
        "answered",
        "closed",
    ]
    assert (closed.steps[2].agreed_by, closed.steps[2].agreed_at) == ("Dana", AT)
    assert [each.standing for each in closed.links[0].statements] == [
        Standing.SUSPECTED,
        Standing.CONFIRMED,
    ]
    assert [each.status for each in closed.next_steps] == [ComplaintStatus.DISPUTED]


def test_that_a_dispute_opens_it_again_without_its_outcome(
    shop: Shop, ids: dict[str, int]
) -> None:
    made = receive(shop, ids)
    investigating(shop, made)
    answered(shop, made)
    with shop.database.writing() as session:
        complaints.dispute(session, made, "That is not what I asked.", shop.ids["ana"], AT)
        complaints.reopen(session, made, "", shop.ids["ana"], AT)
    again = detail(shop, made)
    assert (again.status, again.outcome) == (ComplaintStatus.REOPENED, None)


def test_that_a_closed_complaint_takes_no_more_statements(shop: Shop, ids: dict[str, int]) -> None:
    made = receive(shop, ids)
    investigating(shop, made)
    answered(shop, made)
    with shop.database.writing() as session:
        complaints.close(session, made, "", shop.ids["mira"], AT)
    with pytest.raises(WrongComplaintStatus):
        state(shop, made, add_batch(shop, "L-2"), Standing.SUSPECTED)
    assert not detail(shop, made).may_change


def test_that_two_telephones_at_once_get_different_numbers(
    shop: Shop, ids: dict[str, int]
) -> None:
    both_at_once(lambda _each: [receive(shop, ids, batch_id=ids["batch"]) for _one in range(5)])
    numbers = sorted(row.number for row in rows(shop))
    assert numbers == list(range(1, 11))


def test_that_a_step_is_taken_once_by_two_people_at_once(shop: Shop, ids: dict[str, int]) -> None:
    made = receive(shop, ids)

    def acknowledge(_each: int) -> None:
        with shop.database.writing() as session:
            complaints.acknowledge(session, made, "", shop.ids["ana"], AT)

    done = both_at_once(acknowledge)
    refused = [each for each in done if each is not None]
    assert [type(each) for each in refused] == [WrongComplaintStatus]
    assert len(detail(shop, made).steps) == 2


def test_that_what_is_not_there_is_said(shop: Shop, ids: dict[str, int]) -> None:
    for facts in ({"customer_id": 4711}, {"batch_id": 4711}, {"site_id": 4711}):
        with pytest.raises(NotFound):
            receive(shop, ids, "ana", **facts)
    with shop.database.writing() as session, pytest.raises(NotFound):
        complaints.acknowledge(session, 4711, "", shop.ids["ana"], AT)


def test_that_another_customer_of_the_same_batch_has_no_order(
    shop: Shop, ids: dict[str, int]
) -> None:
    made = detail(shop, receive(shop, ids, batch_id=ids["batch"], customer_id=ids["other"]))
    assert (made.customer, made.order_number, made.product_code) == ("Чай и кофе", "", "M1")
    chosen = receive(shop, ids, site_id=1, order_id=ids["order"], product_id=shop.product_id)
    assert detail(shop, chosen).order_number == "PO-77"


def test_that_an_open_promise_keeps_a_complaint_open(shop: Shop, ids: dict[str, int]) -> None:
    made = receive(shop, ids)
    promise_to(shop, made)
    investigating(shop, made)
    answered(shop, made)
    with shop.database.writing() as session, pytest.raises(PromisesOpen):
        complaints.close(session, made, "", shop.ids["marko"], AT)
    (offered, other) = detail(shop, made, "marko").next_steps
    assert (offered.status, type(offered.refusal)) == (ComplaintStatus.CLOSED, PromisesOpen)
    assert (other.status, other.refusal) == (ComplaintStatus.DISPUTED, None)


def test_that_contacts_stand_on_the_page(shop: Shop, ids: dict[str, int]) -> None:
    made = receive(shop, ids)
    with shop.database.writing() as session:
        ana = acting(session, "test.touch", shop.ids["ana"], AT)
        touch = Touch(
            complaint_id=made,
            direction=Direction.IN,
            channel=Channel.PHONE,
            minutes=4,
            note="asked when",
            happened_at=AT,
            by=ana,
            entered_at=AT,
        )
        session.add(touch)
    (row,) = detail(shop, made).touches
    assert (row.minutes, row.note, row.by, row.planned) == (4, "asked when", "Ana Kovač", False)
