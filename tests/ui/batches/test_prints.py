"""Card and labels of a batch: shown, printed, saved; labels are remembered."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from qc_desk.domain.print_outs import STOCKS
from qc_desk.ui import printing
from qc_desk.ui.label_dialog import LabelDialog, stock_words
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.print_dialog import PrintDialog
from tests.checked_shop import Shop
from tests.shop_window import file_dialogs_give, press, when_asked
from tests.ui.batches.conftest import Opened
from tests.ui.reports.test_printing_and_saving import paper_printer


def shown(window: MainWindow, qtbot: QtBot) -> PrintDialog:
    """Return the dialog with the print-out, once it is there."""
    qtbot.waitUntil(lambda: bool(window.findChildren(PrintDialog)), timeout=20_000)
    dialog: PrintDialog = window.findChildren(PrintDialog)[-1]
    return dialog


@pytest.fixture
def at_batch(opened: Opened, shop: Shop) -> MainWindow:
    window, _page = opened("ana")
    window.go_to("batches", shop.add_batch("LOT-1"))
    return window


def test_that_a_batch_card_is_shown_and_saved(
    at_batch: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(at_batch, "Batch card…")
    dialog = shown(at_batch, qtbot)
    assert dialog.sheets.preview is not None
    assert "LOT-1" in dialog.sheets.preview.text(0)
    made, target = dialog.made, tmp_path / "card.pdf"
    file_dialogs_give(monkeypatch, target)
    press(dialog, "Save as file…")
    qtbot.waitUntil(lambda: at_batch.bar.message is not None)
    assert target.read_bytes() == made.pdf


def test_that_labels_are_asked_for_and_printed(
    at_batch: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, LabelDialog)
        assert not dialog.start.isVisible()  # a thermal label has no first place
        dialog.stock.choose("a4-3x8")
        assert dialog.start.isVisible()
        dialog.start.set_text("25")
        assert not dialog.deed.isEnabled()
        dialog.start.set_text("24")
        dialog.count.set_text("2")
        dialog.deed.click()

    when_asked(answer)
    press(at_batch, "Labels…")
    dialog = shown(at_batch, qtbot)
    assert dialog.sheets.preview is not None
    assert dialog.sheets.preview.page_count == 2
    printed = tmp_path / "printed.pdf"
    monkeypatch.setattr(printing, "choose_printer", lambda _parent, _name: paper_printer(printed))
    press(dialog, "Print…")
    qtbot.waitUntil(lambda: at_batch.bar.message is not None, timeout=20_000)
    assert at_batch.bar.message is not None
    assert "2 pages were sent to the printer." in at_batch.bar.message.headline

    def again(dialog: QDialog) -> None:
        assert isinstance(dialog, LabelDialog)
        assert dialog.stock.value() == "a4-3x8"  # what is in this printer
        dialog.leave.click()

    when_asked(again)
    press(at_batch, "Labels…")


def test_that_a_print_out_can_be_left(
    at_batch: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(at_batch, "Batch card…")
    dialog = shown(at_batch, qtbot)
    file_dialogs_give(monkeypatch, None)
    monkeypatch.setattr(printing, "choose_printer", lambda _parent, _name: None)
    press(dialog, "Save as file…")
    press(dialog, "Print…")
    assert dialog.isVisible()
    preview = dialog.sheets.preview
    press(dialog, "Close")
    assert preview is not None
    assert at_batch.bar.message is None


def test_that_every_kind_of_label_is_named_by_its_size() -> None:
    named = [stock_words(each) for each in STOCKS]
    assert named[0] == "100 × 50 mm, one by one"
    assert named[3] == "A4 sheet, 3 × 8 labels of 70 × 37 mm"
    assert named[5] == "US Letter sheet, 3 × 10 labels of 66.68 × 25.4 mm"
    assert len(set(named)) == len(STOCKS)
