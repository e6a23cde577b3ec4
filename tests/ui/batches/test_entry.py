"""The form of a batch: what it asks, what it keeps, and what it says beside a field."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qc_desk.domain.batches import Batch
from qc_desk.services import products
from qc_desk.ui.batches import BatchesPage
from qc_desk.ui.batches.entry_form import NEW, EntryForm
from tests.checked_shop import AT, Shop
from tests.shop_window import press, said
from tests.ui.batches.conftest import Opened


def form_of(page: BatchesPage) -> EntryForm:
    assert page.entry.form is not None
    return page.entry.form


def fill(page: BatchesPage, shop: Shop, number: str = "L-1") -> EntryForm:
    """Enter what a batch needs."""
    form = form_of(page)
    form.product.choose(shop.product_id)
    form.number.set_text(number)
    form.manufacturer.choose(shop.manufacturer_id)
    form.quantity.set_text("1 200")
    return form


def batch(shop: Shop, batch_id: int = 1) -> dict[str, object]:
    with shop.database.reading() as session:
        found = session.get_one(Batch, batch_id)
        return {
            "number": found.number,
            "quantity": found.quantity,
            "site": found.site.name,
            "producers": {each.person.name for each in found.producers},
            "order": found.order.number if found.order else "",
            "customer": found.order.customer.name if found.order else "",
            "note": found.note,
        }


def test_that_a_batch_is_entered_and_shown(opened: Opened, shop: Shop) -> None:
    _window, page = opened("ana")
    press(page, "Enter a batch")
    form = fill(page, shop, "Л-1 “a” <b>")
    press(form, "Vera Lang")
    form.note.set_text("second kiln")
    press(page, "Enter the batch")
    assert page.heading.text() == "Batch Л-1 “a” <b>"
    assert batch(shop) == {
        "number": "Л-1 “a” <b>",
        "quantity": 1200,
        "site": "Novi Sad",
        "producers": {"Vera Lang"},
        "order": "",
        "customer": "",
        "note": "second kiln",
    }


def test_that_what_is_missing_is_said_beside_its_field(opened: Opened) -> None:
    _window, page = opened("ana")
    press(page, "Enter a batch")
    press(page, "Enter the batch")
    form = form_of(page)
    assert form.product.error.words.text() == "This is needed."
    assert form.number.error.words.text() == "This is needed."
    form.quantity.set_text("0")
    press(page, "Enter the batch")
    assert "Type a whole number from 1" in form.quantity.error.words.text()


def test_that_a_taken_number_is_said_beside_it_before_anything_is_saved(
    opened: Opened, shop: Shop
) -> None:
    shop.add_batch("L-1")
    _window, page = opened("ana")
    press(page, "Enter a batch")
    form = fill(page, shop, "L-1")
    form.number.line.editingFinished.emit()
    assert "already has a batch with this number" in form.number.error.words.text()
    press(page, "Enter the batch")
    assert page.heading.text() == "Enter a batch"
    form.number.set_text("L-2")
    assert form.number.error.words.text() == ""
    press(page, "Enter the batch")
    assert page.heading.text() == "Batch L-2"


def test_that_what_is_typed_comes_back_after_leaving(opened: Opened, shop: Shop) -> None:
    window, page = opened("ana")
    press(page, "Enter a batch")
    form = fill(page, shop, "L-7")
    press(form, "Vera Lang")
    press(page, "Go back")
    assert page.heading.text() == "Batches"
    window.go_to("reports")
    window.go_to("batches", "new")
    form = form_of(page)
    assert "What you typed earlier is here again." in said(page)
    assert (form.number.text(), form.quantity.value()) == ("L-7", 1200)
    assert form.producers.value() == (shop.ids["vera"],)
    press(page, "Begin anew")
    assert form_of(page).number.text() == ""
    assert "What you typed earlier" not in said(page)


def test_that_a_saved_batch_leaves_no_draft(opened: Opened, shop: Shop) -> None:
    window, page = opened("ana")
    press(page, "Enter a batch")
    fill(page, shop)
    press(page, "Enter the batch")
    window.go_to("batches", "new")
    assert form_of(page).number.text() == ""


def test_that_drafts_of_two_batches_do_not_mix(opened: Opened, shop: Shop) -> None:
    one, other = shop.add_batch("L-1"), shop.add_batch("L-2")
    window, page = opened("ana")
    window.go_to("batches", one)
    press(page, "Correct…")
    form_of(page).note.set_text("about one")
    press(page, "Go back")
    window.go_to("batches", other)
    press(page, "Correct…")
    assert form_of(page).note.text() == ""
    press(page, "Go back")
    window.go_to("batches", one)
    press(page, "Correct…")
    assert form_of(page).note.text() == "about one"
    press(page, "Save")
    assert batch(shop, one)["note"] == "about one"
    assert batch(shop, other)["note"] == ""


def test_that_a_lead_makes_an_order_and_its_customer_in_place(opened: Opened, shop: Shop) -> None:
    _window, page = opened("marko")
    press(page, "Enter a batch")
    form = fill(page, shop)
    assert form.fresh.isHidden()
    form.order.choose(NEW)
    assert not form.fresh.isHidden()
    assert form.new_customer.isHidden()
    form.order_number.set_text("PO-9")
    form.ship_date.set_text("1.12.2026")
    form.customer.choose(NEW)
    assert not form.new_customer.isHidden()
    press(page, "Enter the batch")
    assert form.new_customer.error.words.text() == "This is needed."
    form.new_customer.set_text("Café Lumière")
    press(page, "Enter the batch")
    assert batch(shop)["order"] == "PO-9"
    assert batch(shop)["customer"] == "Café Lumière"
    assert "1 Dec 2026" in said(page)


def test_that_a_refused_batch_makes_no_order_either(opened: Opened, shop: Shop) -> None:
    window, page = opened("marko")
    press(page, "Enter a batch")
    form = fill(page, shop)
    form.order.choose(NEW)
    form.order_number.set_text("PO-9")
    form.customer.choose(NEW)
    form.new_customer.set_text("Café")
    shop.add_batch("L-1")  # somebody else takes the number at this very moment
    form.number.check = None
    press(page, "Enter the batch")
    assert "There is already a batch “L-1”" in said(window)
    assert page.heading.text() == "Enter a batch"
    assert form.order_number.text() == "PO-9"
    form.number.set_text("L-2")
    press(page, "Enter the batch")
    assert batch(shop, 2)["order"] == "PO-9"


def test_that_an_inspector_chooses_orders_and_makes_none(opened: Opened) -> None:
    _window, page = opened("ana")
    press(page, "Enter a batch")
    form = form_of(page)
    assert [form.order.box.itemText(n) for n in range(form.order.box.count())] == ["No order"]


def test_that_a_batch_that_is_checked_takes_only_order_and_note(
    opened: Opened, shop: Shop
) -> None:
    batch_id = shop.add_batch()
    shop.first_check(batch_id)
    window, page = opened("ana")
    window.go_to("batches", batch_id)
    press(page, "Correct…")
    form = form_of(page)
    assert not form.number.isEnabled()
    assert not form.producers.isEnabled()
    form.note.set_text("call first")
    press(page, "Save")
    assert batch(shop)["note"] == "call first"


def test_that_a_batch_of_a_retired_product_can_still_be_corrected(
    opened: Opened, shop: Shop
) -> None:
    batch_id = shop.add_batch()
    with shop.database.writing() as session:
        row = products.product_rows(session)[0]
        products.retire_product(session, row, shop.ids["marko"], AT)
    window, page = opened("ana")
    window.go_to("batches", batch_id)
    press(page, "Correct…")
    form_of(page).note.set_text("the last one")
    press(page, "Save")
    assert batch(shop)["note"] == "the last one"
    window.go_to("batches", "new")
    assert form_of(page).product.box.count() == 0


def test_that_escape_leaves_the_form_and_keeps_what_was_typed(opened: Opened, shop: Shop) -> None:
    window, page = opened("ana")
    press(page, "Enter a batch")
    form = fill(page, shop, "L-3")
    form.number.line.setFocus()
    QTest.keyClick(form.number.line, Qt.Key.Key_Escape)
    assert page.heading.text() == "Batches"
    window.go_to("batches", "new")
    assert form_of(page).number.text() == "L-3"
