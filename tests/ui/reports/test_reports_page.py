"""The list of reports and the way into one, on a real record with real PDFs."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from qc_desk.domain.refusals import OutcomeNeeded
from qc_desk.i18n import N_
from qc_desk.reports import print_paper
from qc_desk.reports.preview import PreviewClosed
from qc_desk.services.issued_reports import Reissue, reissue
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.pages import Page, Place
from qc_desk.ui.reports import ReportsPage, build
from qc_desk.ui.theme import Theme
from tests.checked_shop import AT, Shop
from tests.shop_window import open_window, press, said

# Coming from another page


def test_that_the_first_visit_shows_the_report_at_once_and_its_pages_when_they_are_read(
    qtbot: QtBot, theme: Theme, shop: Shop, issued: int
) -> None:
    places = [
        Place("other", "Other", "package", lambda kit: Page(kit, "Other")),
        Place("reports", N_("&Reports"), "file-text", build),
    ]
    with open_window(qtbot, theme, shop, places, "jelena") as window:
        window.go_to("reports", issued)
        page = window.page
        assert isinstance(page, ReportsPage)
        assert (page.list.isVisible(), page.reader.isVisible()) == (False, True)
        assert page.heading.text() == "IR-NS-00001"
        labels = page.findChildren(QLabel)  # as they are before the pages can have come
        assert "Opening the report…" in [each.text() for each in labels if each.isVisible()]
        assert not page.reader.print.isEnabled()
        qtbot.waitUntil(lambda: 0 in page.reader.sheets.drawn, timeout=10_000)
        assert page.reader.print.isEnabled()
        assert "Opening the report…" not in said(page)


def test_that_of_two_reports_asked_for_quickly_the_last_is_shown(
    page: ReportsPage, shop: Shop, issued: int, qtbot: QtBot
) -> None:
    other = shop.approve(shop.checked_twice("Q-2"), printer=print_paper)
    page.open(issued)
    page.open(other)
    qtbot.waitUntil(lambda: 0 in page.reader.sheets.drawn, timeout=10_000)
    assert page.heading.text() == "IR-NS-00002"
    assert page.reader.row is not None
    assert page.reader.row.id == other


def test_that_a_report_that_is_left_while_it_opens_does_not_come_back(
    page: ReportsPage, issued: int, qtbot: QtBot
) -> None:
    page.open(issued)
    page.show_list()
    qtbot.waitUntil(lambda: not page.kit.jobs._running, timeout=10_000)
    assert (page.list.isVisible(), page.reader.isVisible()) == (True, False)


def test_that_closing_the_window_closes_the_report(window: MainWindow, read: ReportsPage) -> None:
    preview = read.reader.sheets.preview
    assert preview is not None
    window.close()
    with pytest.raises(PreviewClosed):
        preview.render(0)


# The list


@pytest.mark.parametrize("width", [853, 1280])
def test_that_the_list_shows_what_matters_without_scrolling_sideways(
    window: MainWindow, page: ReportsPage, issued: int, qtbot: QtBot, width: int
) -> None:
    assert issued
    window.resize(width, 533)
    page.reload()
    qtbot.waitUntil(lambda: page.table.viewport().width() <= width)
    QApplication.processEvents()
    assert page.table.horizontalScrollBar().maximum() == 0
    shown = [
        column.title
        for number, column in enumerate(page.rows.columns)
        if not page.table.isColumnHidden(number)
    ]
    assert {"Report", "About", "Verdict", "Product"} <= set(shown)
    assert "Replaced by" not in shown  # every report is in force
    assert ("Manufacturer" in shown) is (width == 1280)


def test_that_an_empty_list_says_where_reports_come_from(
    window: MainWindow, page: ReportsPage
) -> None:
    assert "No reports yet" in said(page)
    press(page, "Go to the second checks")
    assert window.place == "second_check"


def test_that_reports_are_listed_newest_first_with_what_replaced_them(
    page: ReportsPage, shop: Shop, qtmodeltester: ModelTester
) -> None:
    first = shop.approve(shop.checked_twice("L-1"))
    with shop.database.writing() as session:
        again_ = Reissue(report_id=first, language="en", reason="for the buyer")
        reissue(session, again_, shop.ids["jelena"], AT, lambda paper: repr(paper).encode())
    page.reload()
    rows = page.rows
    shown = [
        [rows.data(rows.index(row, column)) for column in (0, 1, 2, 7, 6)] for row in range(2)
    ]
    assert shown == [
        ["IR-NS-00002", "L-1", "Released", "English", ""],
        ["IR-NS-00001", "L-1", "Released", "Српски", "Replaced by IR-NS-00002"],
    ]
    assert not page.table.isColumnHidden(6)
    qtmodeltester.check(rows)  # type: ignore[no-untyped-call]  # pytest-qt has no types


def test_that_typing_searches_and_enter_opens_the_first(
    page: ReportsPage, shop: Shop, qtbot: QtBot
) -> None:
    shop.approve(shop.checked_twice("L-1"), printer=print_paper)
    shop.approve(shop.checked_twice("Q-2"))
    page.reload()
    QTest.keyClicks(page.search, "l-1")
    qtbot.waitUntil(lambda: page.rows.rowCount() == 1)
    assert page.count.text() == "1 report"
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.heading.text() == "IR-NS-00001", timeout=10_000)


def test_that_a_search_without_result_shows_the_way_back(
    page: ReportsPage, shop: Shop, qtbot: QtBot
) -> None:
    shop.approve(shop.checked_twice("L-1"))
    page.reload()
    page.search.setText("nothing like this")
    qtbot.waitUntil(lambda: page.rows.rowCount() == 0)
    press(page, "Show all reports")
    qtbot.waitUntil(lambda: page.rows.rowCount() == 1)


def test_that_a_refusal_stays_behind_when_its_report_is_left(
    window: MainWindow, page: ReportsPage, issued: int
) -> None:
    page.open(issued)
    window.messages.refuse(OutcomeNeeded(complaint="C-1"))
    QTest.qWait(1)
    assert window.bar.message is not None
    page.show_list()
    assert window.bar.message is None
