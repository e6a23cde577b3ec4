"""The reports page, driven by clicks and keys on a real record with real PDFs."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPageSize, QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from qc_desk.domain.reports import Report
from qc_desk.i18n import N_
from qc_desk.reports import render_inspection
from qc_desk.reports.preview import Preview, PreviewClosed
from qc_desk.services.issued_reports import Reissue, reissue, report_pdf
from qc_desk.storage.database import Database
from qc_desk.ui import printing
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.pages import Page, Place
from qc_desk.ui.printing import NotPrinted, print_pdf
from qc_desk.ui.reports import ReportsPage, again, build, deeds
from qc_desk.ui.theme import TARGET, Theme, Tone
from tests.checked_shop import AT, Shop, found
from tests.shop_window import find, open_shop, open_window, press, said


def with_a_report(database: Database) -> Shop:
    """Found a shop that has a report of batch L-1, printed in earnest."""
    made = found(database)
    made.approve(made.checked_twice("L-1"), printer=render_inspection)
    return made


@pytest.fixture
def shop(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Shop]:
    furnish = with_a_report if "issued" in request.fixturenames else found
    with open_shop(tmp_path, furnish) as made:
        yield made


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, shop: Shop) -> Iterator[MainWindow]:
    places = [
        Place("reports", N_("&Reports"), "file-text", build),
        Place("second_check", N_("Second c&heck"), "users", lambda kit: Page(kit, "Second")),
    ]
    with open_window(qtbot, theme, shop, places, "jelena") as opened:
        yield opened


@pytest.fixture
def page(window: MainWindow) -> ReportsPage:
    assert isinstance(window.page, ReportsPage)
    return window.page


@pytest.fixture
def issued(shop: Shop) -> int:
    """The report of batch L-1."""
    with shop.database.reading() as session:
        return session.scalars(select(Report.id)).one()


@pytest.fixture
def read(page: ReportsPage, issued: int, qtbot: QtBot) -> ReportsPage:
    """The page with the report open and its first page drawn."""
    page.reload()
    page.open(issued)
    qtbot.waitUntil(lambda: 0 in page.reader.sheets.drawn, timeout=10_000)
    return page


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
    other = shop.approve(shop.checked_twice("Q-2"), printer=render_inspection)
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
    assert {"Report", "Batch", "Verdict", "Product"} <= set(shown)
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
        ["IR-NS-00001", "L-1", "Released", "Српски", "IR-NS-00002"],
    ]
    assert not page.table.isColumnHidden(6)
    qtmodeltester.check(rows)  # type: ignore[no-untyped-call]  # pytest-qt has no types


def test_that_typing_searches_and_enter_opens_the_first(
    page: ReportsPage, shop: Shop, qtbot: QtBot
) -> None:
    shop.approve(shop.checked_twice("L-1"), printer=render_inspection)
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


# Reading


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


# Printing and saving


def paper_printer(file: Path) -> QPrinter:
    """Return a printer that prints into a file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    printer.setResolution(150)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    return printer


def greys(shown: Preview) -> bytes:
    """Return how dark the first page is in each of 24 x 34 fields."""
    page = shown.render(0, 1.0)
    whole = Image.frombytes("RGB", (page.width, page.height), page.rgb).convert("L")
    return whole.resize((24, 34), Image.Resampling.BOX).tobytes()


def test_that_printing_puts_every_page_on_paper_as_it_is(
    window: MainWindow,
    read: ReportsPage,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    printed = tmp_path / "printed.pdf"
    monkeypatch.setattr(printing, "choose_printer", lambda _parent, _name: paper_printer(printed))
    press(read, "Print…")
    qtbot.waitUntil(lambda: window.bar.message is not None, timeout=20_000)
    assert window.bar.message is not None
    assert window.bar.message.tone is Tone.PASS
    original, copy = Preview(read.reader.pdf), Preview(printed.read_bytes())
    assert copy.page_count == original.page_count
    assert f"{original.page_count} page" in window.bar.message.headline
    apart = [abs(a - b) for a, b in zip(greys(original), greys(copy), strict=True)]
    assert max(greys(original)) - min(greys(original)) > 60
    assert max(apart) < 20  # of 255: nothing moved, nothing is missing
    original.close()
    copy.close()


def test_that_only_the_chosen_pages_are_printed(shop: Shop, issued: int, tmp_path: Path) -> None:
    with shop.database.reading() as session:
        pdf = report_pdf(session, issued)
    printer = paper_printer(tmp_path / "one.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(1, 1)
    steps: list[tuple[int, int]] = []
    assert print_pdf(pdf, "IR", printer, lambda done, total: steps.append((done, total))) == 1
    assert steps == [(0, 1)]


@pytest.mark.qt_log_ignore("QPainter::begin")  # Qt says it too
def test_that_a_printer_that_refuses_is_told_in_words(read: ReportsPage, tmp_path: Path) -> None:
    printer = paper_printer(tmp_path / "no such folder" / "x.pdf")
    with pytest.raises(NotPrinted, match="could not be printed"):
        print_pdf(read.reader.pdf, "IR-NS-00001", printer, lambda _done, _total: None)


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path | None], list[Path]]:
    """Answer the file dialog; returns what it suggested."""

    def answer(file: Path | None) -> list[Path]:
        suggested: list[Path] = []

        def dialog(_parent: QWidget, path: Path) -> Path | None:
            suggested.append(path)
            return file

        monkeypatch.setattr(deeds, "choose_file", dialog)
        return suggested

    return answer


def test_that_saving_writes_the_very_bytes_and_remembers_the_folder(
    window: MainWindow,
    read: ReportsPage,
    tmp_path: Path,
    qtbot: QtBot,
    choose: Callable[[Path | None], list[Path]],
) -> None:
    choose(tmp_path / "report")
    press(read, "Save as file…")
    qtbot.waitUntil(lambda: window.bar.message is not None, timeout=10_000)
    assert (tmp_path / "report.pdf").read_bytes() == read.reader.pdf
    suggested = choose(None)
    press(read, "Save as file…")
    assert suggested == [tmp_path / "IR-NS-00001.pdf"]


def test_that_a_file_that_cannot_be_written_is_told_and_nothing_half_is_left(
    window: MainWindow,
    read: ReportsPage,
    tmp_path: Path,
    qtbot: QtBot,
    choose: Callable[[Path | None], list[Path]],
) -> None:
    (tmp_path / "taken").write_text("a file, not a folder")
    choose(tmp_path / "taken" / "report.pdf")
    press(read, "Save as file…")
    qtbot.waitUntil(lambda: window.bar.message is not None, timeout=10_000)
    assert window.bar.message is not None
    assert window.bar.message.tone is Tone.FAIL
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".part"] == []


# Verifying and issuing again


def test_that_a_report_is_verified_against_the_record(
    window: MainWindow, read: ReportsPage, qtbot: QtBot
) -> None:
    press(read, "Verify")
    qtbot.waitUntil(lambda: window.bar.message is not None, timeout=10_000)
    assert window.bar.message is not None
    assert window.bar.message.headline == "IR-NS-00001 is exactly the report that was issued."


def test_that_a_changed_report_is_recognised(
    window: MainWindow, read: ReportsPage, qtbot: QtBot
) -> None:
    read.reader.pdf += b"\n% one line more\n"
    press(read, "Verify")
    qtbot.waitUntil(lambda: window.bar.message is not None, timeout=10_000)
    assert window.bar.message is not None
    assert window.bar.message.tone is Tone.FAIL
    assert "Do not rely on it" in window.bar.message.headline + window.bar.message.details


def test_that_a_report_is_issued_again_in_another_language_once(
    read: ReportsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deeds, "ask_again", lambda _parent, _row: ("en", "for the buyer"))
    press(read, "Issue again…")
    qtbot.waitUntil(lambda: read.heading.text() == "IR-NS-00002", timeout=20_000)
    assert "replaces IR-NS-00001" in read.lead.text()
    assert "English" in read.lead.text()
    read.show_list()
    read.open(read.rows.row(1).id)  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: read.heading.text() == "IR-NS-00001", timeout=10_000)
    assert not find(read, "Issue again…").isEnabled()
    assert "IR-NS-00002 has replaced this report" in said(read)


def test_that_the_dialog_asks_for_language_and_reason(read: ReportsPage, qtbot: QtBot) -> None:
    assert read.reader.row is not None
    dialog = again.AgainDialog(read, read.reader.row)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.language.value() == "sr"
    assert not dialog.deed.isEnabled()
    dialog.language.choose("en")
    press(dialog, "In another language.")
    assert dialog.deed.isEnabled()
    assert dialog.wanted() == ("en", "In another language.")


def test_that_everything_is_large_enough_for_gloves(read: ReportsPage) -> None:
    buttons = [each for each in read.findChildren(QPushButton) if each.isVisible()]
    assert len(buttons) >= 10
    assert all(each.height() >= TARGET and each.width() >= TARGET for each in buttons)
