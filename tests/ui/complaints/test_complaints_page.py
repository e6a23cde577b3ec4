"""Complaints in the window: taken down, answered step by step, tied to their batches."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from qc_desk.domain.batches import Batch
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.loop_words import (
    Channel,
    ComplaintOutcome,
    ComplaintStatus,
)
from qc_desk.services import complaints
from qc_desk.services.complaint_lists import ComplaintGroup
from qc_desk.ui.buttons import Badge
from qc_desk.ui.complaints import ComplaintsPage
from qc_desk.ui.complaints.link_dialog import BatchDialog
from qc_desk.ui.complaints.steps import StepDialog
from qc_desk.ui.dialogs import ReasonDialog
from tests.checked_shop import AT, Shop
from tests.shop_window import press, said, shown_buttons, when_asked
from tests.ui.complaints.conftest import Opened
from tests.ui.complaints.taking_down import WORDS, at, take_down


def status(shop: Shop, complaint_id: int) -> ComplaintStatus:
    with shop.database.reading() as session:
        return session.get_one(Complaint, complaint_id).status


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
