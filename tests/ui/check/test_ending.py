"""The end of a check: what is missing, the signature, and withdrawing."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qc_desk.domain.vocabulary import InspectionStatus
from qc_desk.ui.check.page import CheckPage
from qc_desk.ui.main_window import MainWindow
from tests.checked_shop import PASSWORDS, Shop
from tests.long_sheet import Sheet
from tests.shop_window import press, said
from tests.ui.check.check_kit import KEY, answer_all, give_reason, hit, in_dialog, kept, title


def test_that_the_summary_says_what_is_missing_and_leads_there(
    qtbot: QtBot, page: CheckPage
) -> None:
    hit(qtbot, page, KEY.Key_F1)
    press(page, "Summary")
    assert "5 items are not answered yet. Answer them first." in said(page)
    assert not page.view.summary.finish.isEnabled()
    press(page.view.summary, "Go there")
    assert title(page) == "Batch label on every carton"


def test_that_the_first_check_is_signed_with_the_password(
    qtbot: QtBot, window: MainWindow, page: CheckPage, shop: Shop, sheet: Sheet
) -> None:
    answer_all(shop, sheet, sheet.inspection_id, "ana")
    window.go_to("check", sheet.inspection_id)
    assert "Everything is answered." in said(page)
    QTest.mouseClick(page.view.summary.finish, Qt.MouseButton.LeftButton)
    dialog = window.findChild(_sign_dialog())
    assert dialog is not None
    dialog.passwords[0].set_text(PASSWORDS["ana"])
    dialog.ask()
    qtbot.waitUntil(lambda: kept(shop, sheet).status is InspectionStatus.SIGNED, timeout=20_000)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.start, timeout=20_000)


def _sign_dialog() -> type:
    from qc_desk.ui.sign_dialog import SignDialog  # noqa: PLC0415 (only here)

    return SignDialog


def test_that_withdrawing_asks_why_and_frees_the_seat(
    window: MainWindow, page: CheckPage, shop: Shop, sheet: Sheet
) -> None:
    in_dialog(give_reason)
    press(page, "Withdraw…")
    assert kept(shop, sheet).status is InspectionStatus.WITHDRAWN
    assert page.stack.currentWidget() is page.start
    assert "is withdrawn" in said(window.bar)
    assert [each.words for each in page.start.buttons] == ["l-7 enamel mug"]
