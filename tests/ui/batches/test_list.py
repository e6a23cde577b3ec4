"""The list of batches: what it shows, how it is narrowed, and how a batch is opened from it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester

from qc_desk.domain.vocabulary import BatchStatus
from qc_desk.ui.batches import BatchesPage
from qc_desk.ui.theme import TARGET
from tests.checked_shop import Shop
from tests.shop_window import LEFT, press, said
from tests.ui.batches.conftest import Opened


def shown(page: BatchesPage) -> list[str]:
    """Return the numbers in the list."""
    rows = page.list.rows
    return [str(rows.data(rows.index(n, 0))) for n in range(rows.rowCount())]


def test_that_an_empty_shop_is_told_to_enter_a_batch(opened: Opened) -> None:
    _window, page = opened("ana")
    assert "No batches yet" in said(page)
    press(page.list.table, "Enter a batch")
    assert page.heading.text() == "Enter a batch"


def test_that_the_newest_batch_stands_first_with_its_status_as_a_word(
    opened: Opened, shop: Shop, qtmodeltester: ModelTester
) -> None:
    shop.add_batch("L-1")
    shop.reject(shop.checked_twice("L-2"))
    _window, page = opened("ana")
    assert shown(page) == ["L-2", "L-1"]
    rows = page.list.rows
    assert rows.data(rows.index(0, 1)) == "Held"
    assert "2 batches" in said(page)
    qtmodeltester.check(rows)  # type: ignore[no-untyped-call]


def test_that_every_letter_narrows_the_list(opened: Opened, shop: Shop) -> None:
    for number in ("A-1", "A-2", "B-1"):
        shop.add_batch(number)
    _window, page = opened("ana")
    QTest.keyClicks(page.list.filters.search, "a-")
    assert shown(page) == ["A-2", "A-1"]
    QTest.keyClicks(page.list.filters.search, "2")
    assert shown(page) == ["A-2"]
    QTest.keyClicks(page.list.filters.search, "x")
    assert "No batch fits these filters" in said(page)
    press(page.list.table, "Show all batches")
    assert shown(page) == ["B-1", "A-2", "A-1"]
    assert page.list.filters.search.text() == ""


def test_that_status_chips_add_up(opened: Opened, shop: Shop) -> None:
    shop.add_batch("D-1")
    shop.reject(shop.checked_twice("H-1"))
    shop.approve(shop.checked_twice("R-1"))
    _window, page = opened("ana")
    press(page, "Held")
    assert shown(page) == ["H-1"]
    press(page, "Draft")
    assert shown(page) == ["H-1", "D-1"]
    press(page, "Show all")
    assert len(shown(page)) == 3


def test_that_the_panel_filters_by_product_and_day_and_says_how_many_filters_are_set(
    opened: Opened, shop: Shop
) -> None:
    shop.add_batch("L-1")
    _window, page = opened("ana")
    filters = page.list.filters
    press(page, "Filters")
    filters.panel.product.choose(shop.product_id)
    assert shown(page) == ["L-1"]
    filters.panel.produced_from.set_text("1.11.2026")
    assert shown(page) == []
    assert filters.more.text() == "Filters (2)"
    filters.panel.produced_from.set_text("1.11.")
    assert "Type a day like" in said(page)
    filters.panel.produced_from.set_text("")
    filters.panel.product.choose(0)
    assert (shown(page), filters.more.text()) == (["L-1"], "Filters")


def test_that_rare_statuses_stand_in_the_panel(opened: Opened) -> None:
    _window, page = opened("ana")
    recalled = page.list.filters.chips[BatchStatus.RECALLED]
    assert not recalled.isVisible()
    press(page, "Filters")
    assert recalled.isVisible()
    press(page, "Recalled")
    assert page.list.filters.more.text() == "Filters (1)"


def test_that_a_click_on_a_title_sorts(opened: Opened, shop: Shop) -> None:
    for number in ("B-1", "C-1", "A-1"):
        shop.add_batch(number)
    _window, page = opened("ana")
    header = page.list.table.horizontalHeader()
    title = QPoint(header.sectionViewportPosition(0) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), LEFT, pos=title)
    assert shown(page) == ["A-1", "B-1", "C-1"]


def test_that_enter_opens_the_selected_batch_and_escape_comes_back_to_it(
    opened: Opened, shop: Shop
) -> None:
    shop.add_batch("L-1")
    shop.add_batch("L-2")
    _window, page = opened("ana")
    table = page.list.table
    table.setFocus()
    table.setCurrentIndex(page.list.rows.index(1, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert page.heading.text() == "Batch L-1"
    QTest.keyClick(page.detail, Qt.Key.Key_Escape)
    assert page.heading.text() == "Batches"
    assert table.current_row().number == "L-1"


def test_that_a_tap_opens_a_batch(opened: Opened, shop: Shop) -> None:
    shop.add_batch("L-1")
    _window, page = opened("ana")
    table = page.list.table
    place = table.visualRect(page.list.rows.index(0, 0)).center()
    QTest.mouseClick(table.viewport(), LEFT, pos=place)
    assert page.heading.text() == "Batch L-1"


def test_that_a_scanned_label_opens_its_batch(opened: Opened, shop: Shop) -> None:
    shop.add_batch("L-1")
    window, page = opened("ana")
    page.kit.scanner.scanned.emit("L-404")
    assert "There is no batch “L-404”" in said(window)
    page.kit.scanner.scanned.emit("L-1")
    assert page.heading.text() == "Batch L-1"


def test_that_a_scan_opens_the_batch_from_a_page_that_takes_no_scans(
    opened: Opened, shop: Shop
) -> None:
    shop.add_batch("L-1")
    window, page = opened("ana")
    window.go_to("reports")
    page.kit.scanner.scanned.emit("L-1")
    assert (window.place, page.heading.text()) == ("batches", "Batch L-1")


def test_that_the_page_opens_at_a_batch_at_statuses_or_at_the_form(
    opened: Opened, shop: Shop
) -> None:
    batch_id = shop.add_batch("L-1")
    shop.reject(shop.checked_twice("H-1"))
    window, page = opened("ana")
    window.go_to("batches", batch_id)
    assert page.heading.text() == "Batch L-1"
    window.go_to("batches", BatchStatus.HELD)
    assert shown(page) == ["H-1"]
    window.go_to("batches", "new")
    assert page.heading.text() == "Enter a batch"


def test_that_everything_to_touch_is_large_enough(opened: Opened) -> None:
    _window, page = opened("ana")
    filters = page.list.filters
    for each in (page.new, filters.more, filters.search, *filters.chips.values()):
        if each.isVisible():
            assert each.height() >= TARGET


@pytest.mark.parametrize("who", ["ana", "vera"])
def test_that_a_change_somewhere_else_is_shown(opened: Opened, shop: Shop, who: str) -> None:
    window, page = opened(who)
    shop.add_batch("L-9")
    window.records.changed.emit()
    assert shown(page) == ["L-9"]
