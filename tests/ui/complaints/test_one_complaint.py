"""One complaint in the window: its batches, how it escaped, description, photos, promises."""

from functools import partial
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from qc_desk.domain.checklists import CheckItem
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.loop_words import (
    EscapeCause,
    Standing,
)
from qc_desk.domain.vocabulary import Severity
from qc_desk.i18n import speak
from qc_desk.services import complaint_links, complaints
from qc_desk.services.defect_codes import DefectCodeEntry, add_defect_code
from qc_desk.ui.complaints.describe import DescribeDialog
from qc_desk.ui.complaints.escape_view import RulingDialog
from qc_desk.ui.complaints.photos_card import PhotosCard
from qc_desk.ui.complaints.propose import ProposeDialog
from tests.checked_shop import AT, Shop
from tests.integration.services.test_shop_texts import crack, in_serbian
from tests.shop_window import find, press, said, shown_buttons, when_asked
from tests.ui.complaints.conftest import Opened
from tests.ui.complaints.taking_down import at, take_down
from tests.ui.conftest import NotePage


def test_that_the_list_shows_what_is_stated_about_batches(opened: Opened, shop: Shop) -> None:
    batch_id = shop.add_batch()
    complaint_id = take_down(shop, batch_id=batch_id)
    with shop.database.writing() as session:
        entry = complaint_links.StandingEntry(
            batch_id=batch_id, standing=Standing.CONFIRMED, reason="Seen on the returned plates."
        )
        complaint_links.state(session, complaint_id, entry, shop.ids["marko"], AT)
    _window, page = at(opened, "marko", complaint_id)
    assert "confirmed: Seen on the returned plates." in said(page)
    assert "Confirm…" not in shown_buttons(page)


def test_that_a_confirmed_batch_says_how_it_escaped_and_a_lead_can_overrule(
    opened: Opened, shop: Shop
) -> None:
    batch_id = shop.checked_twice()
    shop.approve(batch_id)
    complaint_id = take_down(shop, batch_id=batch_id)
    with shop.database.writing() as session:
        by = shop.ids["marko"]
        entry = complaint_links.StandingEntry(
            batch_id=batch_id, standing=Standing.CONFIRMED, reason="Seen on the plates."
        )
        complaint_links.state(session, complaint_id, entry, by, AT)
        description = complaints.Description(product_id=shop.product_id, code_id=shop.code_id)
        complaints.describe(session, complaint_id, description, by, AT)
    window, page = at(opened, "marko", complaint_id)
    assert "How it escaped: " in said(page)

    def overrule(dialog: QDialog, cause: EscapeCause = EscapeCause.AFTER_RELEASE) -> None:
        assert isinstance(dialog, RulingDialog)
        dialog.chips[0].click()
        assert not dialog.deed.isEnabled()
        dialog.cause.choose(cause)
        dialog.deed.click()

    when_asked(overrule)
    press(page, "It escaped otherwise…")
    assert "How it escaped: came about after release" in said(page)
    assert "Marko Jurić says: came about after release" in said(page)
    assert "look at packing and transport" in said(page)

    when_asked(partial(overrule, cause=EscapeCause.NOT_IN_SAMPLE))
    press(page, "It escaped otherwise…")
    assert "look at more pieces of each batch" in said(page)
    press(page, "Open the checklist")
    assert isinstance(window.page, NotePage)
    assert window.page.opened == [(1,)]


def test_that_a_complaint_is_described(opened: Opened, shop: Shop) -> None:
    complaint_id = take_down(shop)
    crack(shop, (in_serbian("name", "Напрслина"),))
    _window, page = at(opened, "ana", complaint_id)
    offered_in_serbian: list[int] = []

    def describe(dialog: QDialog) -> None:
        assert isinstance(dialog, DescribeDialog)
        if dialog.code.box.findText("CRACK · Напрслина") >= 0:
            offered_in_serbian.append(1)
        dialog.product.choose(shop.product_id)
        dialog.code.choose(shop.code_id)
        dialog.item.box.setCurrentIndex(1)
        dialog.deed.click()

    when_asked(describe)
    button = find(page, "Describe…")
    speak("sr")
    button.click()
    assert offered_in_serbian
    with shop.database.reading() as session:
        found = session.get_one(Complaint, complaint_id)
        assert (found.product_id, found.code_id) == (shop.product_id, shop.code_id)
        assert found.item_code


def test_that_a_complaint_becomes_a_check_item(opened: Opened, shop: Shop) -> None:
    batch_id = shop.checked_twice()
    shop.approve(batch_id)
    complaint_id = take_down(shop, batch_id=batch_id)
    with shop.database.writing() as session:
        by = shop.ids["marko"]
        unseen = DefectCodeEntry(code="RIM", name="Chipped rim", default_severity=Severity.MAJOR)
        code_id = add_defect_code(session, unseen, shop.ids["mira"], AT).id
        entry = complaint_links.StandingEntry(
            batch_id=batch_id, standing=Standing.CONFIRMED, reason="Seen on the plates."
        )
        complaint_links.state(session, complaint_id, entry, by, AT)
        description = complaints.Description(product_id=shop.product_id, code_id=code_id)
        complaints.describe(session, complaint_id, description, by, AT)
    window, page = at(opened, "marko", complaint_id)
    assert "No item of the checklist looks for it." in said(page)

    def propose(dialog: QDialog) -> None:
        assert isinstance(dialog, ProposeDialog)
        dialog.name.set_text("Rim without chips")
        dialog.instruction.set_text("Run a gloved finger along the rim.")
        dialog.deed.click()

    when_asked(propose)
    press(page, "Propose a check item…")
    assert "A second person makes it effective." in said(window)
    with shop.database.reading() as session:
        item = session.scalars(select(CheckItem).where(CheckItem.born_of != "")).one()
        assert (item.title, item.born_of) == ("Rim without chips", "C-1")


def test_that_photos_of_the_customer_are_kept(
    opened: Opened, shop: Shop, qtbot: QtBot, tmp_path: Path
) -> None:
    complaint_id = take_down(shop)
    _window, page = at(opened, "ana", complaint_id)
    picture = tmp_path / "rim.png"
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(0x884422)
    assert image.save(str(picture))
    page.findChildren(PhotosCard)[0].add([picture])
    qtbot.waitUntil(lambda: bool(page.detail.detail and page.detail.detail.photos), timeout=15000)
    find(page, "Photo 1 of 1")


def test_that_promises_and_contacts_stand_beside_the_complaint(opened: Opened, shop: Shop) -> None:
    complaint_id = take_down(shop)
    _window, page = at(opened, "ana", complaint_id)
    assert "Nothing is promised yet." in said(page)
    assert {"Promise…", "Note a contact…"} <= set(shown_buttons(page))
    assert "joins its problem by itself" in said(page)
