"""A checklist and its training sheet, printed from the list."""

from pytestqt.qtbot import QtBot

from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.manual import ManualPage
from tests.shop_window import press
from tests.ui.batches.test_prints import shown
from tests.ui.settings.conftest import tap


def test_that_a_checklist_is_printed_to_be_ticked(
    plates: int, page: ManualPage, window: MainWindow, qtbot: QtBot
) -> None:
    assert plates
    page.list.pane.reload()
    tap(page.list.pane.table, "Plates")
    press(page.list, "Print…")
    dialog = shown(window, qtbot)
    assert dialog.sheets.preview is not None
    assert "Run a finger once around the rim." in dialog.sheets.preview.text(0)
    press(dialog, "Close")
    qtbot.waitUntil(lambda: not window.findChildren(type(dialog)))
    press(page.list, "Training sheet…")
    sheet = shown(window, qtbot).sheets.preview
    assert sheet is not None
    assert "Who has read it" in sheet.text(0)
