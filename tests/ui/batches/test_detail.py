"""One batch: where it stands, what comes next for whom, and what is done from here."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from qc_desk.domain.batches import Batch
from qc_desk.domain.refusals import OutcomeNeeded
from qc_desk.domain.vocabulary import BatchStatus, Disposition, Result, Role, Severity
from qc_desk.services import defects, people, sign_offs
from qc_desk.ui.batches import BatchesPage
from qc_desk.ui.batches.defect_care import DispositionDialog
from qc_desk.ui.dialogs import Dialog, ReasonDialog
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.sign_dialog import SignDialog
from tests.checked_shop import ALL_PASS, AT, PASSWORDS, Findings, Shop
from tests.shop_window import press, said, shown_buttons
from tests.ui.batches.conftest import Opened
from tests.ui.conftest import NotePage

CRACKED: Findings = {**ALL_PASS, "glaze": Result.FAIL}


def status(shop: Shop, batch_id: int) -> BatchStatus:
    with shop.database.reading() as session:
        return session.get_one(Batch, batch_id).status


def at(opened: Opened, who: str, batch_id: int) -> tuple[MainWindow, BatchesPage]:
    """Open a batch for somebody."""
    window, page = opened(who)
    window.go_to("batches", batch_id)
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


def give_reason(words: str) -> Callable[[QDialog], None]:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, ReasonDialog)
        assert not dialog.deed.isEnabled()
        dialog.reason.set_text(words)
        dialog.deed.click()

    return answer


def given_to(window: MainWindow) -> tuple[object, ...]:
    """Return what the place that is shown was opened with."""
    assert isinstance(window.page, NotePage)
    return window.page.opened[-1]


def test_that_a_draft_offers_its_first_check(opened: Opened, shop: Shop) -> None:
    batch_id = shop.add_batch()
    window, page = at(opened, "ana", batch_id)
    assert "Draft" in said(page)
    assert page.detail.banner is not None
    assert page.detail.banner.primary is not None
    assert page.focusWidget() is page.detail.banner.primary
    press(page, "Begin the first check")
    assert window.place == "check"
    assert status(shop, batch_id) is BatchStatus.FIRST_CHECK
    assert given_to(window) == (1,)


def test_that_somebody_who_only_looks_on_is_offered_nothing(opened: Opened, shop: Shop) -> None:
    _window, page = at(opened, "vera", shop.add_batch())
    assert "waits for its first check by an inspector of Novi Sad" in said(page)
    assert "Begin the first check" not in shown_buttons(page)
    assert "Correct…" not in shown_buttons(page)


def test_that_ones_own_check_is_continued(opened: Opened, shop: Shop) -> None:
    batch_id = shop.add_batch()
    inspection = shop.first_check(batch_id, found={"glaze": Result.PASS})
    window, page = at(opened, "ana", batch_id)
    press(page, "Continue my check")
    assert (window.place, given_to(window)) == ("check", (inspection,))


def test_that_others_see_how_far_the_check_is(opened: Opened, shop: Shop) -> None:
    batch_id = shop.add_batch()
    shop.first_check(batch_id, found={"glaze": Result.PASS})
    _window, page = at(opened, "jelena", batch_id)
    assert "Ana Kovač is checking it: 1 of 3 answered." in said(page)


def test_that_a_lead_takes_back_the_check_of_somebody_who_is_gone(
    opened: Opened, shop: Shop
) -> None:
    batch_id = shop.add_batch()
    shop.first_check(batch_id, found={"glaze": Result.PASS})
    with shop.database.writing() as session:
        people.retire_person(session, shop.ids["ana"], shop.ids["mira"], AT)
    _window, page = at(opened, "jelena", batch_id)
    assert "A lead or owner of Novi Sad has to withdraw the check." in said(page)
    assert "Withdraw the check…" not in shown_buttons(page)
    _window, page = at(opened, "marko", batch_id)
    assert "Ana Kovač has begun it and may no longer check at Novi Sad." in said(page)
    when_asked(give_reason("She has left."))
    press(page, "Withdraw the check…")
    assert status(shop, batch_id) is BatchStatus.DRAFT
    assert "Why: She has left." in said(page)
    assert "Begin the first check" in shown_buttons(page)


def test_that_a_second_person_begins_the_second_check(opened: Opened, shop: Shop) -> None:
    window, page = at(opened, "jelena", shop.first_signed())
    press(page, "Begin the second check")
    assert window.place == "check"
    assert given_to(window) == (2,)


def test_that_the_first_inspector_reads_why_not(opened: Opened, shop: Shop) -> None:
    _window, page = at(opened, "ana", shop.first_signed())
    assert "A different person must do the second check" in said(page)
    assert "Begin the second check" not in shown_buttons(page)


def test_that_the_first_findings_stay_hidden_and_it_says_why(opened: Opened, shop: Shop) -> None:
    _window, page = at(opened, "jelena", shop.first_signed(found=CRACKED))
    words = said(page)
    assert "so that two people look with fresh eyes" in words
    assert "Defects found so far are hidden" in words
    assert "fail" not in words.lower()


def test_that_both_checks_are_compared_after_submission(opened: Opened, shop: Shop) -> None:
    batch_id = shop.checked_twice()
    window, page = at(opened, "jelena", batch_id)
    press(page, "Compare and decide")
    assert (window.place, given_to(window)) == ("second_check", (batch_id,))


def test_that_a_held_batch_is_sent_to_rework_with_a_reason(opened: Opened, shop: Shop) -> None:
    batch_id = shop.checked_twice(first=CRACKED, second=CRACKED)
    shop.reject(batch_id)
    _window, page = at(opened, "marko", batch_id)
    when_asked(give_reason("sort out the cracks"))
    press(page, "Send to rework…")
    assert status(shop, batch_id) is BatchStatus.REWORK
    words = said(page)
    assert "Rework" in words
    assert "sort out the cracks" in words
    assert "Round 2" in words


def test_that_a_reason_that_is_not_given_changes_nothing(opened: Opened, shop: Shop) -> None:
    batch_id = shop.checked_twice()
    shop.reject(batch_id)
    _window, page = at(opened, "marko", batch_id)
    when_asked(lambda dialog: dialog.reject())
    press(page, "Scrap…")
    assert status(shop, batch_id) is BatchStatus.HELD


@pytest.mark.parametrize(
    ("words", "becomes"),
    [
        ("Scrap…", BatchStatus.SCRAPPED),
        ("Return to the manufacturer…", BatchStatus.RETURNED),
    ],
)
def test_that_a_lead_ends_a_held_batch(
    opened: Opened, shop: Shop, words: str, becomes: BatchStatus
) -> None:
    batch_id = shop.checked_twice()
    shop.reject(batch_id)
    _window, page = at(opened, "marko", batch_id)
    when_asked(give_reason("beyond repair"))
    press(page, words)
    assert status(shop, batch_id) is becomes
    assert "Nothing more is to be done." in said(page)


def test_that_an_inspector_reads_who_decides_about_a_held_batch(
    opened: Opened, shop: Shop
) -> None:
    batch_id = shop.checked_twice()
    shop.reject(batch_id)
    _window, page = at(opened, "ana", batch_id)
    assert "A lead of Novi Sad decides" in said(page)
    assert "Send to rework…" not in shown_buttons(page)


def test_that_a_released_batch_is_noted_as_shipped_and_then_recalled(
    opened: Opened, shop: Shop
) -> None:
    batch_id = shop.checked_twice()
    shop.approve(batch_id)
    _window, page = at(opened, "marko", batch_id)

    def agree(dialog: QDialog) -> None:
        assert isinstance(dialog, Dialog)
        dialog.accept()

    when_asked(agree)
    press(page, "Note as shipped")
    assert status(shop, batch_id) is BatchStatus.SHIPPED
    when_asked(give_reason("a customer found glass"))
    press(page, "Recall…")
    assert status(shop, batch_id) is BatchStatus.RECALLED


def test_that_a_report_of_the_batch_is_opened_on_the_reports_page(
    opened: Opened, shop: Shop
) -> None:
    batch_id = shop.checked_twice()
    report = shop.approve(batch_id)
    window, page = at(opened, "ana", batch_id)
    press(page, "Open report IR-NS-00001")
    assert (window.place, given_to(window)) == ("reports", (report,))


def sign_with(who: str, reason: str) -> Callable[[QDialog], None]:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, SignDialog)
        assert dialog.reason is not None
        dialog.reason.set_text(reason)
        dialog.passwords[0].line.setText(PASSWORDS[who])
        dialog.deed.click()

    return answer


def test_that_a_lead_releases_under_concession_with_a_password(
    opened: Opened, shop: Shop, qtbot: QtBot
) -> None:
    batch_id = shop.checked_twice(first=CRACKED, second=CRACKED)
    shop.reject(batch_id)
    _window, page = at(opened, "marko", batch_id)
    when_asked(sign_with("marko", "cracks are only in the glaze"))
    press(page, "Release under concession…")
    qtbot.waitUntil(lambda: status(shop, batch_id) is BatchStatus.RELEASED, timeout=20_000)
    qtbot.waitUntil(lambda: "Released under concession" in said(page))


def test_that_release_without_second_check_is_offered_only_to_the_owner_of_a_lone_inspector(
    opened: Opened, shop: Shop
) -> None:
    batch_id = shop.first_signed(who="mira")
    window, page = at(opened, "mira", batch_id)
    assert "Release without second check…" not in shown_buttons(page)
    with shop.database.writing() as session:
        for login in ("ana", "jelena", "marko"):
            people.set_roles(session, shop.ids[login], {(Role.VIEWER, 1)}, shop.ids["mira"], AT)
    window.records.changed.emit()
    said(page)
    assert "Release without second check…" in shown_buttons(page)


def defect_on(shop: Shop) -> int:
    """Enter a held batch with an open defect of ten pieces."""
    batch_id = shop.add_batch()
    opened = shop.first_check(batch_id, found=CRACKED)
    entry = defects.DefectEntry(code_id=shop.code_id, severity=Severity.MAJOR, quantity=10)
    with shop.database.writing() as session:
        defects.record_defect(session, opened, entry, shop.ids["ana"], AT)
    with shop.database.writing() as session:
        sign_offs.sign_first(session, shop.seen(batch_id), shop.key("ana"), AT)
    shop.second_check(batch_id, found=CRACKED)
    shop.reject(batch_id)
    return batch_id


def test_that_a_defect_is_contained_decided_piece_by_piece_and_closed(
    opened: Opened, shop: Shop
) -> None:
    _window, page = at(opened, "marko", defect_on(shop))
    when_asked(give_reason("in the locked cage"))
    press(page, "Contain…")
    assert "in the locked cage" in said(page)

    def decide(disposition: Disposition, pieces: str) -> Callable[[QDialog], None]:
        def answer(dialog: QDialog) -> None:
            assert isinstance(dialog, DispositionDialog)
            assert not dialog.deed.isEnabled()
            dialog.choices[disposition].click()
            dialog.quantity.set_text("11")
            assert not dialog.deed.isEnabled()
            dialog.quantity.set_text(pieces)
            dialog.deed.click()

        return answer

    when_asked(decide(Disposition.SCRAP, "4"))
    press(page, "Decide what happens to the pieces…")
    assert "Scrap: 4 pieces" in said(page)
    when_asked(decide(Disposition.REWORK, "6"))
    press(page, "Decide what happens to the pieces…")
    when_asked(give_reason("done"))
    press(page, "Close this defect…")
    assert "Closed" in said(page)


def test_that_an_inspector_contains_and_does_not_decide(opened: Opened, shop: Shop) -> None:
    _window, page = at(opened, "ana", defect_on(shop))
    when_asked(give_reason("in the locked cage"))
    press(page, "Contain…")
    said(page)
    assert "Decide what happens to the pieces…" not in shown_buttons(page)


def test_that_use_as_is_says_what_it_needs(qtbot: QtBot, shop: Shop) -> None:
    batch_id = defect_on(shop)
    with shop.database.reading() as session:
        row = defects.defect_row(session.get_one(Batch, batch_id).defects[0])
    dialog = DispositionDialog(None, row)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.warning.isVisible()
    dialog.choices[Disposition.USE_AS_IS].click()
    assert dialog.warning.isVisible()


def widest(widget: QWidget) -> int:
    return widget.minimumSizeHint().width()


@pytest.mark.parametrize("width", [800, 1280])
def test_that_nothing_is_wider_than_the_window(opened: Opened, shop: Shop, width: int) -> None:
    window, page = at(opened, "marko", defect_on(shop))
    window.resize(width, 600)
    QApplication.processEvents()
    inside = page.detail.widget()
    assert inside is not None
    assert inside.width() <= page.detail.viewport().width() + 1
    assert widest(inside) <= page.detail.viewport().width()


def test_that_a_refusal_stays_behind_when_its_batch_is_left(opened: Opened, shop: Shop) -> None:
    batch_id = shop.add_batch()
    window, page = at(opened, "ana", batch_id)
    window.messages.refuse(OutcomeNeeded(complaint="C-1"))
    QTest.qWait(1)
    assert window.bar.message is not None
    press(page, "All batches")
    assert window.bar.message is None
    window.messages.refuse(OutcomeNeeded(complaint="C-1"), stays=True)
    QTest.qWait(1)
    page.show_batch(batch_id)
    assert window.bar.message is not None
