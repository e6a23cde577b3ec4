"""The register of reports: narrowed down, withdrawn, compared."""

from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from qc_desk.domain.vocabulary import ReportState
from qc_desk.services.report_lists import report_row
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.reports import ReportsPage
from qc_desk.ui.reports.changes import ChangesDialog
from tests.checked_shop import Shop
from tests.shop_window import because, press, said, shown_buttons, sign_in, when_asked


def test_that_the_list_is_narrowed_down_and_shown_whole_again(
    page: ReportsPage, issued: int, qtbot: QtBot
) -> None:
    assert issued
    page.reload()
    qtbot.waitUntil(lambda: page.rows.rowCount() == 1)
    page.filters.state.choose(3)
    qtbot.waitUntil(lambda: page.rows.rowCount() == 0)
    assert "No report mentions this" in said(page)
    press(page, "Show all reports")
    qtbot.waitUntil(lambda: page.rows.rowCount() == 1)
    page.filters.kind.choose(1)
    page.filters.issued.choose(7)
    page.filters.manufacturer.choose(1)
    qtbot.waitUntil(lambda: page.rows.rowCount() == 1)


def test_that_a_low_window_keeps_what_is_seldom_done_in_a_menu(
    window: MainWindow, read: ReportsPage, shop: Shop, issued: int, qtbot: QtBot
) -> None:
    sign_in(window, shop, "marko")
    read.open(issued)
    qtbot.waitUntil(lambda: 0 in read.reader.sheets.drawn, timeout=10_000)
    assert "More" not in shown_buttons(read)
    window.resize(853, 533)
    qtbot.waitUntil(lambda: "More" in shown_buttons(read))
    assert "Withdraw…" not in shown_buttons(read)
    menu = read.reader.more.menu()
    menu.aboutToShow.emit()
    acts = {each.text(): each for each in menu.actions()}
    assert {text for text, each in acts.items() if each.isEnabled()} == {
        each.text() for each in read.reader.rare if each.isEnabled()
    }
    when_asked(because("It names the wrong goods."))
    acts["Withdraw…"].trigger()
    assert "Withdrawn by Marko Jurić: It names the wrong goods." in said(read)
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: "Withdraw…" in shown_buttons(read))


def test_that_a_report_is_withdrawn_with_a_reason_and_marked(
    window: MainWindow, read: ReportsPage, shop: Shop, issued: int, qtbot: QtBot
) -> None:
    sign_in(window, shop, "marko")
    read.open(issued)
    qtbot.waitUntil(lambda: 0 in read.reader.sheets.drawn, timeout=10_000)
    when_asked(because("It names the wrong goods."))
    press(read, "Withdraw…")
    with shop.database.reading() as session:
        assert report_row(session, issued).state is ReportState.WITHDRAWN
    assert "Withdrawn by Marko Jurić: It names the wrong goods." in said(read)
    assert not read.reader.withdraw.isEnabled()
    assert not read.reader.send.isEnabled()


def test_that_only_a_lead_withdraws(window: MainWindow, read: ReportsPage) -> None:
    when_asked(because("It names the wrong goods."))
    press(read, "Withdraw…")
    assert window.bar.message is not None
    assert read.reader.withdraw.isEnabled()


def test_that_what_changed_is_told_in_a_dialog(read: ReportsPage, qtbot: QtBot) -> None:
    told: list[str] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, ChangesDialog)
        told.append(said(dialog))
        dialog.leave.click()

    when_asked(look)
    press(read, "What changed…")
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert "Nothing has changed." in told[0]
