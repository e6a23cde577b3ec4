"""Reports on paper and in files."""

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from qc_desk.reports.preview import Preview
from qc_desk.services.issued_reports import report_pdf
from qc_desk.ui import printing
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.printing import NotPrinted, print_pdf
from qc_desk.ui.reports import ReportsPage
from qc_desk.ui.theme import Tone
from tests.checked_shop import Shop
from tests.shop_window import file_dialogs_give, press


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


def test_that_saving_writes_the_very_bytes_and_remembers_the_folder(
    window: MainWindow,
    read: ReportsPage,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file_dialogs_give(monkeypatch, tmp_path / "report")
    press(read, "Save as file…")
    qtbot.waitUntil(lambda: window.bar.message is not None, timeout=10_000)
    assert (tmp_path / "report.pdf").read_bytes() == read.reader.pdf
    suggested = file_dialogs_give(monkeypatch, None)
    press(read, "Save as file…")
    assert suggested == [tmp_path / "IR-NS-00001.pdf"]


def test_that_a_file_that_cannot_be_written_is_told_and_nothing_half_is_left(
    window: MainWindow,
    read: ReportsPage,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "taken").write_text("a file, not a folder")
    file_dialogs_give(monkeypatch, tmp_path / "taken" / "report.pdf")
    press(read, "Save as file…")
    qtbot.waitUntil(lambda: window.bar.message is not None, timeout=10_000)
    assert window.bar.message is not None
    assert window.bar.message.tone is Tone.FAIL
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".part"] == []
