"""Batches as they are entered, corrected, found and moved."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.refusals import (
    AmbiguousName,
    FieldNeeded,
    FieldTooLong,
    NameTaken,
    NotAllowed,
    NotFound,
    QuantityWrong,
    ReasonNeeded,
    Retired,
    SomeoneElseChangedIt,
    WrongStatus,
)
from qc_desk.domain.vocabulary import BatchStatus
from qc_desk.services import batches, customers, orders, products
from qc_desk.services.batch_details import batch_detail
from qc_desk.services.batches import LARGEST_QUANTITY, BatchEntry, SeenBatch
from tests.checked_shop import AT, Shop

Move = Callable[[Session, SeenBatch, str, int, datetime], None]
LATER = AT + timedelta(hours=2)


def entry(shop: Shop, number: str = "L-1") -> BatchEntry:
    return BatchEntry(
        number=number,
        product_id=shop.product_id,
        manufacturer_id=shop.manufacturer_id,
        site_id=1,
        quantity=500,
    )


def add(shop: Shop, wanted: BatchEntry, who: str = "ana") -> SeenBatch:
    with shop.database.writing() as session:
        return batches.add_batch(session, wanted, shop.ids[who], AT)


def change(shop: Shop, seen: SeenBatch, wanted: BatchEntry, who: str = "ana") -> SeenBatch:
    with shop.database.writing() as session:
        return batches.change_batch(session, seen, wanted, shop.ids[who], LATER)


def kept(shop: Shop, batch_id: int) -> BatchEntry:
    with shop.database.reading() as session:
        return batch_detail(session, batch_id, shop.ids["mira"]).entry


def status(shop: Shop, batch_id: int) -> BatchStatus:
    with shop.database.reading() as session:
        return session.get_one(Batch, batch_id).status


def order(shop: Shop, number: str = "PO-1") -> orders.OrderRow:
    with shop.database.writing() as session:
        buyer = customers.add_customer(
            session, customers.CustomerEntry(name=f"Café {number}"), shop.ids["marko"], AT
        )
        wanted = orders.OrderEntry(
            number=number, customer_id=buyer.id, promised_ship_date=date(2026, 12, 1)
        )
        return orders.add_order(session, wanted, shop.ids["marko"], AT)


def product(shop: Shop, code: str) -> products.ProductRow:
    with shop.database.writing() as session:
        wanted = products.ProductEntry(code=code, name=code)
        return products.add_product(session, wanted, shop.ids["marko"], AT)


def test_that_a_batch_keeps_what_was_entered(shop: Shop) -> None:
    wanted = replace(
        entry(shop, "Л-1 / “a”"),
        order_id=order(shop).id,
        produced_on=date(2026, 11, 12),
        producer_ids=(shop.ids["ana"], shop.ids["vera"]),
        note="=1+1 <b>\nsecond line",
    )
    seen = add(shop, wanted)
    assert kept(shop, seen.batch_id) == wanted
    assert status(shop, seen.batch_id) is BatchStatus.DRAFT


def test_that_somebody_who_only_looks_on_enters_nothing(shop: Shop) -> None:
    with pytest.raises(NotAllowed):
        add(shop, entry(shop), "vera")


@pytest.mark.parametrize("missing", ["product_id", "manufacturer_id", "site_id", "quantity"])
def test_that_what_a_batch_needs_is_asked_for(shop: Shop, missing: str) -> None:
    with pytest.raises(FieldNeeded):
        add(shop, replace(entry(shop), **{missing: None}))  # type: ignore[arg-type]


@pytest.mark.parametrize("number", ["", "   ", "\t"])
def test_that_a_batch_needs_a_number(shop: Shop, number: str) -> None:
    with pytest.raises(FieldNeeded):
        add(shop, entry(shop, number))


def test_that_a_number_has_an_end(shop: Shop) -> None:
    with pytest.raises(FieldTooLong):
        add(shop, entry(shop, "L" * 3_000))


@pytest.mark.parametrize("quantity", [0, -1, LARGEST_QUANTITY + 1])
def test_that_a_quantity_must_be_possible(shop: Shop, quantity: int) -> None:
    with pytest.raises(QuantityWrong):
        add(shop, replace(entry(shop), quantity=quantity))


def test_that_a_number_is_unique_for_its_product_and_no_further(shop: Shop) -> None:
    add(shop, entry(shop))
    with pytest.raises(NameTaken):
        add(shop, entry(shop, " L-1 "))
    other = product(shop, "JUG")
    assert add(shop, replace(entry(shop), product_id=other.id)).batch_id


def test_that_a_taken_number_is_seen_before_it_is_saved(shop: Shop) -> None:
    seen = add(shop, entry(shop))
    with shop.database.reading() as session:
        taken = batches.batch_with_number(session, shop.product_id, " L-1")
        free = batches.batch_with_number(session, shop.product_id, "L-2")
        elsewhere = batches.batch_with_number(session, shop.product_id + 1, "L-1")
    assert (taken, free, elsewhere) == (seen.batch_id, None, None)


def test_that_a_draft_can_be_corrected_in_everything(shop: Shop) -> None:
    seen = add(shop, replace(entry(shop), producer_ids=(shop.ids["ana"],)))
    jug = product(shop, "JUG")
    wanted = replace(
        entry(shop, "L-2"),
        product_id=jug.id,
        quantity=7,
        producer_ids=(shop.ids["vera"],),
        order_id=order(shop).id,
    )
    changed = change(shop, seen, wanted)
    assert kept(shop, seen.batch_id) == wanted
    assert changed.version > seen.version


def test_that_a_correction_cannot_take_the_number_of_another_batch(shop: Shop) -> None:
    add(shop, entry(shop, "L-1"))
    seen = add(shop, entry(shop, "L-2"))
    with pytest.raises(NameTaken):
        change(shop, seen, entry(shop, "L-1"))
    assert kept(shop, seen.batch_id).number == "L-2"


def test_that_a_batch_that_is_checked_changes_only_its_order_and_note(shop: Shop) -> None:
    batch_id = shop.add_batch()
    shop.first_check(batch_id)
    held = kept(shop, batch_id)
    wanted = replace(held, order_id=order(shop).id, note="call first")
    change(shop, shop.seen(batch_id), wanted)
    assert kept(shop, batch_id) == wanted
    for fact in ({"quantity": 501}, {"number": "L-9"}, {"producer_ids": (shop.ids["vera"],)}):
        with pytest.raises(WrongStatus):
            change(shop, shop.seen(batch_id), replace(wanted, **fact))
    assert kept(shop, batch_id) == wanted


def test_that_a_correction_of_something_else_than_was_seen_is_refused(shop: Shop) -> None:
    seen = add(shop, entry(shop))
    change(shop, seen, replace(entry(shop), note="first"))
    with pytest.raises(SomeoneElseChangedIt):
        change(shop, seen, replace(entry(shop), note="second"))
    assert kept(shop, seen.batch_id).note == "first"


def test_that_somebody_who_only_looks_on_corrects_nothing(shop: Shop) -> None:
    seen = add(shop, entry(shop))
    with pytest.raises(NotAllowed):
        change(shop, seen, entry(shop, "L-2"), "vera")


def test_that_retired_shop_data_are_not_chosen_for_new_batches_and_stay_in_old_ones(
    shop: Shop,
) -> None:
    jug, bought = product(shop, "JUG"), order(shop)
    wanted = replace(entry(shop), product_id=jug.id, order_id=bought.id)
    seen = add(shop, wanted)
    with shop.database.writing() as session:
        products.retire_product(session, jug, shop.ids["marko"], AT)
    with shop.database.writing() as session:
        orders.retire_order(session, bought, shop.ids["marko"], AT)
    with pytest.raises(Retired):
        add(shop, replace(wanted, number="L-2", order_id=None))
    with pytest.raises(Retired):
        add(shop, replace(entry(shop, "L-2"), order_id=bought.id))
    change(shop, seen, replace(wanted, note="still this product"))
    assert kept(shop, seen.batch_id).product_id == jug.id


def test_that_an_order_can_be_taken_off_a_batch(shop: Shop) -> None:
    seen = add(shop, replace(entry(shop), order_id=order(shop).id))
    change(shop, seen, entry(shop))
    assert kept(shop, seen.batch_id).order_id is None


# Found by its name


def test_that_a_batch_is_found_by_its_number_or_with_its_product(shop: Shop) -> None:
    seen = add(shop, entry(shop, "L/1"))
    with shop.database.reading() as session:
        assert batches.find_batch(session, " L/1 ") == seen.batch_id
    plain = add(shop, entry(shop, "L-7"))
    with shop.database.reading() as session:
        assert batches.find_batch(session, "M1/L-7") == plain.batch_id
        assert batches.find_batch(session, "L-\0 7\ud800".replace(" ", "")) == plain.batch_id


def test_that_a_number_of_two_products_asks_for_the_product(shop: Shop) -> None:
    add(shop, entry(shop))
    jug = product(shop, "JUG")
    seen = add(shop, replace(entry(shop), product_id=jug.id))
    with shop.database.reading() as session:
        with pytest.raises(AmbiguousName) as refused:
            batches.find_batch(session, "L-1")
        assert batches.find_batch(session, "JUG/L-1") == seen.batch_id
    assert "JUG/L-1" in str(refused.value)


@pytest.mark.parametrize("name", ["L-404", "JUG/L-1", ""])
def test_that_an_unknown_batch_is_said_to_be_unknown(shop: Shop, name: str) -> None:
    add(shop, entry(shop))
    with shop.database.reading() as session, pytest.raises(NotFound):
        batches.find_batch(session, name)


# Moved


@pytest.mark.parametrize(
    ("move", "becomes"),
    [
        (batches.rework, BatchStatus.REWORK),
        (batches.scrap, BatchStatus.SCRAPPED),
        (batches.send_back, BatchStatus.RETURNED),
    ],
)
def test_that_a_lead_moves_a_held_batch_with_a_reason(
    shop: Shop, move: Move, becomes: BatchStatus
) -> None:
    batch_id = shop.checked_twice()
    shop.reject(batch_id)
    with pytest.raises(ReasonNeeded), shop.database.writing() as session:
        move(session, shop.seen(batch_id), " ", shop.ids["marko"], LATER)
    with pytest.raises(NotAllowed), shop.database.writing() as session:
        move(session, shop.seen(batch_id), "cracks", shop.ids["ana"], LATER)
    assert status(shop, batch_id) is BatchStatus.HELD
    with shop.database.writing() as session:
        move(session, shop.seen(batch_id), "cracks", shop.ids["marko"], LATER)
    assert status(shop, batch_id) is becomes


def test_that_a_batch_that_waits_for_its_second_check_can_be_held(shop: Shop) -> None:
    batch_id = shop.first_signed()
    with shop.database.writing() as session:
        batches.hold(session, shop.seen(batch_id), "wet boxes", shop.ids["marko"], LATER)
    assert status(shop, batch_id) is BatchStatus.HELD


def test_that_a_released_batch_is_shipped_and_can_be_recalled(shop: Shop) -> None:
    batch_id = shop.checked_twice()
    shop.approve(batch_id)
    with shop.database.writing() as session:
        batches.ship(session, shop.seen(batch_id), shop.ids["ana"], LATER)
    assert status(shop, batch_id) is BatchStatus.SHIPPED
    with shop.database.writing() as session:
        batches.recall(session, shop.seen(batch_id), "a complaint", shop.ids["marko"], LATER)
    assert status(shop, batch_id) is BatchStatus.RECALLED


def test_that_a_move_of_something_else_than_was_seen_is_refused(shop: Shop) -> None:
    batch_id = shop.checked_twice()
    shop.approve(batch_id)
    old = shop.seen(batch_id)
    with shop.database.writing() as session:
        batches.ship(session, old, shop.ids["ana"], LATER)
    with pytest.raises(SomeoneElseChangedIt), shop.database.writing() as session:
        batches.recall(session, old, "a complaint", shop.ids["marko"], LATER)


def test_that_reworked_batches_begin_the_next_round(shop: Shop) -> None:
    batch_id = shop.checked_twice()
    shop.reject(batch_id)
    with shop.database.writing() as session:
        batches.rework(session, shop.seen(batch_id), "sort", shop.ids["marko"], LATER)
    shop.first_check(batch_id, "jelena")
    with shop.database.reading() as session:
        assert session.get_one(Batch, batch_id).round == 2
