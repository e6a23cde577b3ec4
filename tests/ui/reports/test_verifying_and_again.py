"""Reports held against the record, and issued again."""

from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.reports import ReportsPage, again
from qc_desk.ui.theme import Tone
from tests.shop_window import find, press, said, when_asked


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
    read: ReportsPage, qtbot: QtBot
) -> None:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, again.AgainDialog)
        dialog.language.choose("en")
        dialog.reason.set_text("for the buyer")
        dialog.deed.click()

    when_asked(answer)
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
