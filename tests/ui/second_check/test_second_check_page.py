"""The second check page, driven by clicks on a real record."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from qc_desk.domain.batches import Batch
from qc_desk.domain.vocabulary import BatchStatus, Result, Role
from qc_desk.i18n import N_
from qc_desk.services import inspections, people, second_checks, sign_offs
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Page, Place
from qc_desk.ui.second_check import SecondCheckPage, build
from qc_desk.ui.second_check.queue import QueueCard
from qc_desk.ui.sign_dialog import SignDialog
from qc_desk.ui.theme import TARGET, Theme
from tests.checked_shop import AT, PASSWORDS, Findings, Shop
from tests.shop_window import find, open_shop, open_window, press, said, sign_in

FAILS: Findings = {"glaze": Result.FAIL, "height": Decimal("10.2"), "label": Result.PASS}
MINOR: Findings = {"glaze": Result.PASS, "height": Decimal("10.0"), "label": Result.FAIL}


class SentPage(Page):
    """A page that remembers where it was sent."""

    sent: tuple[object, ...] = ()

    @override
    def open(self, *facts: object) -> None:
        self.sent = facts


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with open_shop(tmp_path) as made:
        yield made


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, shop: Shop) -> Iterator[MainWindow]:
    places = [
        Place("second_check", N_("Second c&heck"), "user-round-check", build),
        Place("check", N_("&Check"), "clipboard-check", lambda kit: SentPage(kit, "Check")),
        Place("reports", N_("&Reports"), "file-text", lambda kit: SentPage(kit, "Reports")),
    ]
    with open_window(qtbot, theme, shop, places, "jelena") as opened:
        yield opened


@pytest.fixture
def page(window: MainWindow) -> SecondCheckPage:
    assert isinstance(window.page, SecondCheckPage)
    return window.page


def card(page: SecondCheckPage, batch: str) -> QueueCard:
    return next(each for each in page.queue.cards if each.batch == batch)


def status(shop: Shop, batch_id: int) -> BatchStatus:
    with shop.database.reading() as session:
        return session.get_one(Batch, batch_id).status


def dialog_of(window: MainWindow) -> SignDialog:
    return next(each for each in window.findChildren(SignDialog) if each.isVisible())


def sign_dialog(qtbot: QtBot, dialog: SignDialog, *who: str, reason: str = "") -> None:
    """Fill the dialog in and sign; wait until it is closed."""
    if reason and dialog.reason is not None:
        dialog.reason.set_text(reason)
    for field, login in zip(dialog.passwords, who, strict=True):
        field.set_text(PASSWORDS[login])
    with qtbot.waitSignal(dialog.finished, timeout=10_000):
        QTest.mouseClick(dialog.deed, Qt.MouseButton.LeftButton)


# The queue


def test_that_an_empty_queue_says_where_batches_come_from(page: SecondCheckPage) -> None:
    assert "No batch waits for a second check" in said(page)


def test_that_the_queue_offers_what_i_may_and_says_why_not_for_the_rest(
    page: SecondCheckPage, shop: Shop
) -> None:
    shop.first_signed("L-1")
    shop.first_signed("L-2", who="jelena")
    shop.first_signed("L-3", producers=("jelena",))
    page.reload()
    assert "1 batch waits for you." in said(page)
    assert find(card(page, "L-1"), "Begin second check").isEnabled()
    assert "already did the first check of batch L-2" in card(page, "L-2").refusals[0]
    assert "is named as a producer of batch L-3" in card(page, "L-3").refusals[0]
    assert card(page, "L-2").findChildren(QPushButton) == []


def test_that_a_long_queue_shows_the_first_and_more_when_asked(
    page: SecondCheckPage, shop: Shop
) -> None:
    shop.first_signed("L-1")
    with shop.database.reading() as session:
        row = second_checks.awaiting_second_check(session, shop.ids["jelena"])[0]
    rows = [replace(row, batch_id=number, batch=f"L-{number}") for number in range(1, 26)]
    page.queue.show_rows(rows, [], "UTC")
    assert "You can check these (25)" in said(page)
    assert [card.batch for card in page.queue.cards][-1] == "L-10"
    press(page, "Show 10 more")
    press(page, "Show 5 more")
    assert [card.batch for card in page.queue.cards] == [row.batch for row in rows]
    page.queue.show_rows(rows, [], "UTC")  # read again: what was asked for stays
    assert len(page.queue.cards) == 25


def test_that_item_titles_have_room_and_nothing_scrolls_sideways(
    window: MainWindow, page: SecondCheckPage, shop: Shop, qtbot: QtBot
) -> None:
    window.resize(1280, 800)
    page.open(shop.checked_twice("L-1"))
    table = page.both.table
    assert table is not None
    qtbot.waitUntil(lambda: table.viewport().width() > 500)
    QApplication.processEvents()
    assert table.horizontalScrollBar().maximum() == 0
    assert table.columnWidth(0) >= table.columnWidth(3)


def test_that_beginning_takes_the_seat_and_goes_to_the_check(
    window: MainWindow, page: SecondCheckPage, shop: Shop
) -> None:
    batch_id = shop.first_signed()
    page.reload()
    press(card(page, "L-1"), "Begin second check")
    assert window.place == "check"
    with shop.database.reading() as session:
        second = session.get_one(Batch, batch_id).inspections[-1]
        assert second.inspector_id == shop.ids["jelena"]
        assert window.page.sent == (second.id,)  # type: ignore[union-attr]
    window.go_to("second_check")
    press(card(page, "L-1"), "Continue my check")
    assert window.page.sent == (second.id,)  # type: ignore[union-attr]


def test_that_a_seat_taken_in_the_meantime_is_said_and_shown(
    window: MainWindow, page: SecondCheckPage, shop: Shop
) -> None:
    batch_id = shop.first_signed()
    page.reload()
    with shop.database.writing() as session:
        inspections.open_second_check(session, batch_id, shop.ids["marko"], AT)
    press(card(page, "L-1"), "Begin second check")
    assert window.bar.message is not None
    assert "Marko Jurić is already the second inspector" in window.bar.message.headline
    assert window.place == "second_check"
    assert "Marko Jurić is already the second inspector" in card(page, "L-1").refusals[0]


# Side by side


def test_that_differences_are_marked_in_words_and_can_be_filtered(
    page: SecondCheckPage, shop: Shop
) -> None:
    page.open(shop.checked_twice(second=FAILS))
    table = page.both.table
    assert table is not None
    assert table.rows.rowCount() == 2  # only the differences at first
    assert table.rows.data(table.rows.index(0, 3)) == "To decide"
    assert table.rows.data(table.rows.index(1, 1)) == "10.01 mm · Pass"
    assert table.rows.data(table.rows.index(1, 2)) == "10.2 mm · Fail"
    press(page.both, "Differences only (2)")
    assert table.rows.rowCount() == 3
    assert table.rows.data(table.rows.index(2, 3)) == "Same"


def test_that_the_list_keeps_qts_rules_for_models(
    page: SecondCheckPage, shop: Shop, qtmodeltester: ModelTester
) -> None:
    page.open(shop.checked_twice(second=FAILS))
    assert page.both.table is not None
    qtmodeltester.check(page.both.table.rows)  # type: ignore[no-untyped-call]  # pytest-qt has no types


def test_that_the_chosen_item_is_told_in_full(page: SecondCheckPage, shop: Shop) -> None:
    page.open(shop.checked_twice(second=FAILS))
    assert page.both.table is not None
    page.both.table.setCurrentIndex(page.both.table.rows.index(1, 0))
    words = said(page.both.item)
    assert "Limits: 9.95 to 10.05 mm" in words
    assert "Јелена Петровић: 10.2 mm · Fail" in words


def test_that_defects_of_both_inspectors_are_listed(page: SecondCheckPage, shop: Shop) -> None:
    from qc_desk.services.defects import DefectEntry, record_defect  # noqa: PLC0415

    batch_id = shop.first_signed()
    with shop.database.writing() as session:
        opened = inspections.open_second_check(session, batch_id, shop.ids["jelena"], AT)
    with shop.database.writing() as session:
        entry = DefectEntry(code_id=shop.code_id, quantity=3, place="handle")
        record_defect(session, opened, entry, shop.ids["jelena"], AT)
    shop.answer(opened, "jelena", FAILS)
    with shop.database.writing() as session:
        inspections.submit_second(session, opened, shop.ids["jelena"], AT)
    page.open(batch_id)
    assert "1  CRACK · Crack\n3 pieces · handle · Јелена Петровић" in said(page.both.defects)


def test_that_nothing_is_compared_before_the_second_check_is_submitted(
    window: MainWindow, page: SecondCheckPage, shop: Shop
) -> None:
    page.open(shop.first_signed())
    assert window.bar.message is not None
    assert "is not submitted yet" in window.bar.message.headline
    assert page.queue.isVisible()


# The decision


def test_that_the_second_inspector_approves_and_the_report_is_issued(
    window: MainWindow, page: SecondCheckPage, shop: Shop, qtbot: QtBot
) -> None:
    batch_id = shop.checked_twice()
    page.open(batch_id)
    press(page.both.decision, "Approve and release…")
    sign_dialog(qtbot, dialog_of(window), "jelena")
    assert status(shop, batch_id) is BatchStatus.RELEASED
    assert window.bar.message is not None
    assert window.bar.message.details == "Report IR-NS-00001 is issued."
    assert "This round is decided." in said(page.both.decision)


def test_that_buttons_that_are_not_allowed_say_why(page: SecondCheckPage, shop: Shop) -> None:
    page.open(shop.checked_twice(second=FAILS))
    assert not find(page.both.decision, "Approve and release…").isEnabled()
    assert not find(page.both.decision, "Reject and hold…").isEnabled()
    assert "differ in 2 places. Reconcile them" in said(page.both.decision)


def test_that_both_inspectors_decide_differences_with_two_passwords(
    window: MainWindow, page: SecondCheckPage, shop: Shop, qtbot: QtBot
) -> None:
    batch_id = shop.checked_twice(second=FAILS)
    page.open(batch_id)
    press(page.both.decision, "Decide together…")
    dialog = dialog_of(window)
    press(dialog, "The batch fails")
    sign_dialog(qtbot, dialog, "ana", "jelena", reason="Measured again.")
    assert "Measured again." in said(page.both.decision)
    assert not find(page.both.decision, "Approve and release…").isEnabled()
    press(page.both.decision, "Reject and hold…")
    sign_dialog(qtbot, dialog_of(window), "jelena", reason="Too high.")
    assert status(shop, batch_id) is BatchStatus.HELD


def test_that_a_lead_decides_differences_alone(
    window: MainWindow, page: SecondCheckPage, shop: Shop, qtbot: QtBot
) -> None:
    batch_id = shop.checked_twice(second=FAILS)
    sign_in(window, shop, "marko")
    page.open(batch_id)
    assert not find(page.both.decision, "Approve and release…").isEnabled()
    press(page.both.decision, "Decide the differences…")
    dialog = dialog_of(window)
    press(dialog, "The batch passes")
    sign_dialog(qtbot, dialog, "marko", reason="Looked at the pieces.")
    sign_in(window, shop, "jelena")
    page.reload()
    assert find(page.both.decision, "Approve and release…").isEnabled()


def test_that_minor_differences_need_no_decision(page: SecondCheckPage, shop: Shop) -> None:
    first: Findings = {"glaze": Result.FAIL, "height": Decimal("10.0"), "label": Result.PASS}
    second: Findings = {**first, "label": Result.NOT_APPLICABLE}
    page.open(shop.checked_twice(first=first, second=second))
    assert "Only minor items differ; no decision is needed." in said(page.both.decision)
    assert find(page.both.decision, "Reject and hold…").isEnabled()


def test_that_a_lead_releases_a_held_batch_under_concession(
    window: MainWindow, page: SecondCheckPage, shop: Shop, qtbot: QtBot
) -> None:
    batch_id = shop.checked_twice()
    shop.reject(batch_id)
    sign_in(window, shop, "marko")
    page.show_queue()
    assert "Held after both checks (1)" in said(page)
    press(card(page, "L-1"), "Look and decide")
    press(page.both.decision, "Release under concession…")
    sign_dialog(qtbot, dialog_of(window), "marko", reason="The customer agreed.")
    assert status(shop, batch_id) is BatchStatus.RELEASED


def test_that_an_inspector_is_told_why_there_is_no_concession(
    page: SecondCheckPage, shop: Shop
) -> None:
    batch_id = shop.checked_twice()
    shop.reject(batch_id)
    page.open(batch_id)
    assert not find(page.both.decision, "Release under concession…").isEnabled()
    assert "it needs the role lead" in said(page.both.decision)


def test_that_an_owner_alone_releases_without_second_check(
    window: MainWindow, page: SecondCheckPage, shop: Shop, qtbot: QtBot
) -> None:
    batch_id = shop.first_signed(who="mira")
    sign_in(window, shop, "mira")
    page.reload()
    assert card(page, "L-1").findChildren(QPushButton) == []  # others can check it
    with shop.database.writing() as session:
        for login in ("ana", "jelena", "marko"):
            people.set_roles(session, shop.ids[login], {(Role.VIEWER, 1)}, shop.ids["mira"], AT)
    page.reload()
    press(card(page, "L-1"), "Release without second check…")
    sign_dialog(qtbot, dialog_of(window), "mira", reason="Nobody else is here.")
    assert status(shop, batch_id) is BatchStatus.RELEASED


def test_that_a_decision_taken_elsewhere_reloads_the_page_and_says_so(
    window: MainWindow, page: SecondCheckPage, shop: Shop, qtbot: QtBot
) -> None:
    batch_id = shop.checked_twice(second=FAILS)
    page.open(batch_id)
    press(page.both.decision, "Decide together…")
    dialog = dialog_of(window)
    press(dialog, "The batch passes")
    with shop.database.writing() as session:
        sign_offs.reconcile(
            session, shop.seen(batch_id), Result.FAIL, "no", [shop.key("marko")], AT
        )
    sign_dialog(qtbot, dialog, "ana", "jelena", reason="Measured again.")
    assert window.bar.message is not None
    assert "was changed at another place" in window.bar.message.headline
    assert "Differences decided" in said(page.both.decision)
    with shop.database.reading() as session:
        decided = session.get_one(Batch, batch_id).reconciliation()
        assert decided is not None
        assert decided.outcome is Result.FAIL


def test_that_the_page_can_be_worked_by_keyboard(
    window: MainWindow, page: SecondCheckPage, shop: Shop, qtbot: QtBot
) -> None:
    shop.checked_twice()
    page.reload()
    compare = find(page, "Compare and decide")
    compare.setFocus()
    QTest.keyClick(compare, Qt.Key.Key_Space)
    approve = find(page.both.decision, "Approve and release…")
    approve.setFocus()
    QTest.keyClick(approve, Qt.Key.Key_Space)
    dialog = dialog_of(window)
    dialog.passwords[0].set_text(PASSWORDS["jelena"])
    with qtbot.waitSignal(dialog.finished, timeout=10_000):
        QTest.keyClick(dialog.passwords[0].line, Qt.Key.Key_Return)


def test_that_everything_is_large_enough_for_gloves(page: SecondCheckPage, shop: Shop) -> None:
    page.open(shop.checked_twice(second=FAILS))
    QApplication.processEvents()
    buttons = [each for each in page.findChildren(QPushButton) if each.isVisible()]
    assert buttons
    assert all(each.height() >= TARGET for each in buttons)
