"""Reading a report: its pages, sizes, keys and words."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from qc_desk.ui.reports import ReportsPage
from qc_desk.ui.theme import TARGET
from tests.shop_window import press


def test_that_pages_are_drawn_as_the_pdf_has_them(read: ReportsPage) -> None:
    sheets = read.reader.sheets
    assert sheets.preview is not None
    assert read.reader.page.text() == f"Page 1 of {sheets.preview.page_count}"
    image = sheets.viewport().grab().toImage()
    colours = {
        QColor(image.pixel(x, y)).name()
        for x in range(0, image.width(), 7)
        for y in range(0, image.height(), 7)
    }
    assert "#ffffff" in colours
    assert len(colours) > 5  # something is printed on the paper


def test_that_zoom_follows_buttons_keys_and_wheel(read: ReportsPage, qtbot: QtBot) -> None:
    sheets = read.reader.sheets
    sheets.set_zoom(1.0)
    assert read.reader.zoom.text() == "100 %"
    press(read, "Larger (Ctrl++)")
    assert read.reader.zoom.text() == "110 %"
    QTest.keyClick(sheets, Qt.Key.Key_Minus)
    assert read.reader.zoom.text() == "100 %"
    wheel = QWheelEvent(
        QPoint(50, 50),
        sheets.viewport().mapToGlobal(QPoint(50, 50)),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(sheets.viewport(), wheel)
    assert read.reader.zoom.text() == "110 %"
    press(read, "Whole page")
    assert sheets.preview is not None
    height = sheets.preview.page_size(0)[1] * sheets.zoom * 96 / 72
    assert height <= sheets.viewport().height()
    press(read, "Page width")
    width = sheets.preview.page_size(0)[0] * sheets.zoom * 96 / 72
    assert sheets.viewport().width() - 40 < width <= sheets.viewport().width()
    qtbot.waitUntil(lambda: 0 in sheets.drawn, timeout=10_000)


def test_that_zoom_ends_at_its_limits(read: ReportsPage) -> None:
    sheets = read.reader.sheets
    for _press in range(30):
        sheets.zoom_out()
    assert sheets.zoom == 0.25
    for _press in range(30):
        sheets.zoom_in()
    assert sheets.zoom == 4.0


def test_that_keys_move_through_the_pages(read: ReportsPage) -> None:
    sheets = read.reader.sheets
    sheets.set_zoom(2.0)
    bar = sheets.verticalScrollBar()
    QTest.keyClick(sheets, Qt.Key.Key_End)
    assert bar.value() == bar.maximum() > 0
    QTest.keyClick(sheets, Qt.Key.Key_Home)
    assert bar.value() == 0
    QTest.keyClick(sheets, Qt.Key.Key_PageDown)
    assert 0 < bar.value() < bar.maximum()


def test_that_words_are_found_marked_and_walked_through(read: ReportsPage, qtbot: QtBot) -> None:
    reader = read.reader
    reader.field.setText("IR-NS-00001")
    qtbot.waitUntil(lambda: len(reader.sheets.hits) > 1, timeout=10_000)
    count = len(reader.sheets.hits)
    assert reader.found.text() == f"1 of {count}"
    QTest.keyClick(reader.field, Qt.Key.Key_Return)
    assert reader.found.text() == f"2 of {count}"
    press(reader, "Previous place (Shift+F3)")
    press(reader, "Previous place (Shift+F3)")
    assert reader.found.text() == f"{count} of {count}"
    page, rectangles = reader.sheets.hits[reader.sheets.hit]
    room = reader.sheets._on_page(page, rectangles[0])
    top = reader.sheets.verticalScrollBar().value()
    assert top <= room.center().y() <= top + reader.sheets.viewport().height()
    reader.field.setText("no such word")
    qtbot.waitUntil(lambda: reader.found.text() == "Not found", timeout=10_000)
    reader.field.clear()
    qtbot.waitUntil(lambda: reader.found.text() == "")


def test_that_going_back_keeps_the_report_selected(read: ReportsPage) -> None:
    press(read, "All reports")
    assert read.table.isVisible()
    assert read.table.current_row().number == "IR-NS-00001"
    assert read.reader.sheets.preview is None


def test_that_leaving_while_pages_are_being_drawn_breaks_nothing(
    read: ReportsPage, issued: int, qtbot: QtBot
) -> None:
    for zoom in (0.5, 1.5, 3.0):
        read.reader.sheets.set_zoom(zoom)
        QApplication.processEvents()
    read.reader.field.setText("a")
    read.reader.search()
    read.show_list()
    read.open(issued)
    qtbot.waitUntil(lambda: 0 in read.reader.sheets.drawn, timeout=10_000)


def test_that_everything_is_large_enough_for_gloves(read: ReportsPage) -> None:
    buttons = [each for each in read.findChildren(QPushButton) if each.isVisible()]
    assert len(buttons) >= 10
    assert all(each.height() >= TARGET and each.width() >= TARGET for each in buttons)
