"""Complaints in the window: taken down, answered step by step, tied to their batches."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from shiboken6 import delete
from sqlalchemy import select

from qc_desk.domain.batches import Batch
from qc_desk.domain.checklists import CheckItem
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.loop_words import (
    Channel,
    ComplaintOutcome,
    ComplaintStatus,
    EscapeCause,
    Standing,
)
from qc_desk.domain.vocabulary import Severity
from qc_desk.services import complaint_links, complaints
from qc_desk.services.complaint_lists import ComplaintGroup
from qc_desk.services.customers import customer_rows
from qc_desk.services.defect_codes import DefectCodeEntry, add_defect_code
from qc_desk.ui.buttons import Badge
from qc_desk.ui.complaints import ComplaintsPage
from qc_desk.ui.complaints.describe import DescribeDialog
from qc_desk.ui.complaints.escape_view import RulingDialog
from qc_desk.ui.complaints.link_dialog import BatchDialog
from qc_desk.ui.complaints.photos_card import PhotosCard
from qc_desk.ui.complaints.propose import ProposeDialog
from qc_desk.ui.complaints.steps import StepDialog
from qc_desk.ui.dialogs import ReasonDialog
from qc_desk.ui.main_window import MainWindow
from tests.checked_shop import AT, Shop
from tests.shop_window import find, press, said, shown_buttons
from tests.ui.complaints.conftest import Opened

WORDS = "Тањири су опет окрњени по ободу."


def take_down(shop: Shop, words: str = WORDS, batch_id: int | None = None) -> int:
    with shop.database.writing() as session:
        customer_id = customer_rows(session)[0].id
        entry = complaints.ComplaintEntry(
            customer_id=customer_id,
            words=words,
            channel=Channel.PHONE,
            batch_id=batch_id,
            told_by="Г. Марковић",
        )
        return complaints.receive(session, entry, shop.ids["ana"], AT)


def status(shop: Shop, complaint_id: int) -> ComplaintStatus:
    with shop.database.reading() as session:
        return session.get_one(Complaint, complaint_id).status


def at(opened: Opened, who: str, complaint_id: int) -> tuple[MainWindow, ComplaintsPage]:
    window, page = opened(who)
    window.go_to("complaints", complaint_id)
    return window, page


def when_asked(answer: Callable[[QDialog], None]) -> None:
    """Answer the next dialog as a person would."""

    def wait() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            answer(dialog)
        else:
            QTimer.singleShot(20, wait)

    QTimer.singleShot(20, wait)


def say(words: str, outcome: ComplaintOutcome | None = None) -> Callable[[QDialog], None]:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, StepDialog)
        dialog.words.set_text(words)
        if dialog.outcome is not None:
            dialog.outcome.choose(outcome)
        dialog.deed.click()

    return answer


def test_that_an_empty_list_says_how_to_begin(opened: Opened) -> None:
    _window, page = opened("ana")
    assert "No complaints yet" in said(page)
    page.list.table._empty.button.click()
    assert page.views.currentWidget() is page.intake


def test_that_a_call_is_taken_down_in_the_customers_words(opened: Opened, shop: Shop) -> None:
    _window, page = opened("ana")
    press(page, "Take a complaint down")
    form = page.intake.form
    assert form is not None
    press(page, "Take it down")
    assert "This is needed." in said(page)
    form.customer.box.setCurrentIndex(0)
    form.channel.chips[Channel.PHONE].click()
    form.words.set_text(WORDS)
    press(page, "Take it down")
    assert page.heading.text() == "Complaint C-1"
    assert WORDS in said(page)
    assert "24 h left" in {badge.accessibleName() for badge in badges(page)}
    with shop.database.reading() as session:
        assert session.get_one(Complaint, 1).heard_at == AT


def badges(page: ComplaintsPage) -> list[Badge]:
    return [each for each in page.findChildren(Badge) if each.isVisible()]


def test_that_what_was_typed_is_there_again(opened: Opened) -> None:
    _window, page = opened("ana")
    press(page, "Take a complaint down")
    assert page.intake.form is not None
    page.intake.form.words.set_text(WORDS)
    press(page, "Go back")
    press(page, "Take a complaint down")
    assert page.intake.form.words.text() == WORDS


def test_that_a_complaint_of_the_future_keeps_what_was_typed(opened: Opened) -> None:
    window, page = opened("ana")
    press(page, "Take a complaint down")
    form = page.intake.form
    assert form is not None
    form.customer.box.setCurrentIndex(0)
    form.channel.chips[Channel.EMAIL].click()
    form.words.set_text(WORDS)
    form.heard_on.set_text("01.01.2099")
    press(page, "Take it down")
    assert "lies in the future" in said(window)
    assert form.words.text() == WORDS


def test_that_earlier_complaints_appear_while_typing(
    opened: Opened, shop: Shop, qtbot: QtBot
) -> None:
    earlier = take_down(shop)
    _window, page = opened("ana")
    press(page, "Take a complaint down")
    assert page.intake.form is not None
    page.intake.form.words.set_text("окрњени тањири")
    qtbot.waitUntil(lambda: "C-1 · Hotel Moskva" in said(page.intake))
    press(page, "Open C-1")
    assert page.detail.detail is not None
    assert page.detail.detail.id == earlier


def test_that_what_is_found_after_the_page_is_gone_is_left_alone(
    opened: Opened, qtbot: QtBot
) -> None:
    window, page = opened("ana")
    press(page, "Take a complaint down")
    assert page.intake.form is not None
    with qtbot.waitSignal(window.jobs.started):
        page.intake.form.words.set_text("окрњени тањири")
    with qtbot.waitSignal(window.jobs.ended):
        delete(page.intake)


def test_that_the_steps_lead_to_the_closing(opened: Opened, shop: Shop) -> None:
    complaint_id = take_down(shop)
    _window, page = at(opened, "marko", complaint_id)
    for button, answer, then in (
        ("Acknowledge…", say("We call back today."), ComplaintStatus.ACKNOWLEDGED),
        ("Say it back…", say("Plates chipped at the rim."), ComplaintStatus.RESTATED),
        ("Begin to investigate…", say(""), ComplaintStatus.INVESTIGATING),
        ("Answer…", say("No batch.", ComplaintOutcome.NOT_JUSTIFIED), ComplaintStatus.ANSWERED),
        ("Close…", say(""), ComplaintStatus.CLOSED),
    ):
        when_asked(answer)
        press(page, button)
        assert status(shop, complaint_id) is then
    assert "agreed: Г. Марковић" in said(page)
    when_asked(say("It is still chipped."))
    press(page, "The customer disputes it…")
    when_asked(say(""))
    press(page, "Open again…")
    assert status(shop, complaint_id) is ComplaintStatus.REOPENED


def test_that_a_step_left_unfinished_is_remembered(opened: Opened, shop: Shop) -> None:
    complaint_id = take_down(shop)
    _window, page = at(opened, "marko", complaint_id)

    def leave(dialog: QDialog) -> None:
        assert isinstance(dialog, StepDialog)
        dialog.words.set_text("We will")
        dialog.reject()

    when_asked(leave)
    press(page, "Acknowledge…")
    assert status(shop, complaint_id) is ComplaintStatus.RECEIVED
    seen: list[str] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, StepDialog)
        seen.append(dialog.words.text())
        dialog.deed.click()

    when_asked(look)
    press(page, "Acknowledge…")
    assert seen == ["We will"]
    assert status(shop, complaint_id) is ComplaintStatus.ACKNOWLEDGED


def test_that_an_answer_without_outcome_stays_open(opened: Opened, shop: Shop) -> None:
    complaint_id = take_down(shop)
    with shop.database.writing() as session:
        by = shop.ids["marko"]
        complaints.acknowledge(session, complaint_id, "", by, AT)
        restated = complaints.Restatement(words="Chipped.", agreed_by="G. M.")
        complaints.restate(session, complaint_id, restated, by, AT)
        complaints.investigate(session, complaint_id, "", by, AT)
    _window, page = at(opened, "marko", complaint_id)

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, StepDialog)
        dialog.words.set_text("It was the transport.")
        dialog.deed.click()
        assert "This is needed." in said(dialog)
        dialog.reject()

    when_asked(answer)
    press(page, "Answer…")
    assert status(shop, complaint_id) is ComplaintStatus.INVESTIGATING


def test_that_a_batch_is_suspected_then_refuted(opened: Opened, shop: Shop) -> None:
    batch_id = shop.add_batch()
    complaint_id = take_down(shop)
    window, page = at(opened, "marko", complaint_id)
    with shop.database.reading() as session:
        number = session.get_one(Batch, batch_id).number

    def add(dialog: QDialog) -> None:
        assert isinstance(dialog, BatchDialog)
        dialog.number.set_text("nonsense")
        dialog.deed.click()
        assert "There is no batch" in said(dialog)
        dialog.number.set_text(number)
        dialog.deed.click()

    when_asked(add)
    press(page, "Add a batch…")
    assert f"Batch {number}" in said(page)

    def refute(dialog: QDialog) -> None:
        assert isinstance(dialog, ReasonDialog)
        dialog.chips[0].click()
        dialog.deed.click()

    when_asked(refute)
    press(page, "Refute…")
    assert "refuted: The returned goods are of another batch." in said(page)
    press(page, "Open the batch")
    assert window.place == "batches"


def test_that_a_scanned_label_goes_into_the_intake(opened: Opened) -> None:
    _window, page = opened("ana")
    assert not page.take_scan("PL-210/K-1")
    press(page, "Take a complaint down")
    assert page.take_scan("PL-210/K-1")
    assert page.intake.form is not None
    assert page.intake.form.batch.text() == "PL-210/K-1"


def test_that_filters_narrow_the_list(opened: Opened, shop: Shop) -> None:
    take_down(shop)
    take_down(shop, "The carton was wet.")
    _window, page = opened("ana")
    page.list.filters.search.setText("carton")
    assert "1 complaint" in said(page)
    page.list.filters.show_all()
    assert "2 complaints" in said(page)
    page.open(ComplaintGroup.CLOSED)
    assert "No complaint fits these filters" in said(page)
    page.list.filters.show_all()
    page.list.filters.written.click()
    assert "No complaint fits these filters" in said(page)
    page.list.filters.verbal.click()
    assert "2 complaints" in said(page)
    assert not page.list.filters.written.isChecked()


def test_that_a_viewer_is_told_why_they_cannot_act(opened: Opened, shop: Shop) -> None:
    complaint_id = take_down(shop)
    _window, page = at(opened, "vera", complaint_id)
    assert "Add a batch…" not in shown_buttons(page)


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
    _window, page = at(opened, "marko", complaint_id)
    assert "How it escaped: " in said(page)

    def overrule(dialog: QDialog) -> None:
        assert isinstance(dialog, RulingDialog)
        dialog.chips[0].click()
        assert not dialog.deed.isEnabled()
        dialog.cause.choose(EscapeCause.AFTER_RELEASE)
        dialog.deed.click()

    when_asked(overrule)
    press(page, "It escaped otherwise…")
    assert "How it escaped: came about after release" in said(page)
    assert "Marko Jurić says: came about after release" in said(page)
    assert "look at packing and transport" in said(page)


def test_that_a_complaint_is_described(opened: Opened, shop: Shop) -> None:
    complaint_id = take_down(shop)
    _window, page = at(opened, "ana", complaint_id)

    def describe(dialog: QDialog) -> None:
        assert isinstance(dialog, DescribeDialog)
        dialog.product.choose(shop.product_id)
        dialog.code.choose(shop.code_id)
        dialog.item.box.setCurrentIndex(1)
        dialog.deed.click()

    when_asked(describe)
    press(page, "Describe…")
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
