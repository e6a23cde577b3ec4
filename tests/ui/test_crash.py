"""Bugs reach the log and a dialog; refusals reach the message bar."""

import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qc_desk.domain.refusals import QcError, WrongPassword
from qc_desk.ui.crash import CrashCatcher, CrashDialog, log_to
from qc_desk.ui.main_window import MainWindow


@pytest.fixture
def catcher(window: MainWindow) -> Iterator[CrashCatcher]:
    made = CrashCatcher(window.messages.refuse, window)
    made.install()
    yield made
    made.remove()


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    before = list(logging.getLogger("qc_desk").handlers)
    yield log_to(tmp_path / "logs")
    for handler in logging.getLogger("qc_desk").handlers[:]:
        if handler not in before:
            handler.close()
            logging.getLogger("qc_desk").removeHandler(handler)


def _raise_in_slot(error: Exception) -> None:
    """Let a slot fail, as PySide6 reports it."""

    def fail() -> None:
        raise error

    QTimer.singleShot(0, fail)


def _copy_and_carry_on(seen: list[str]) -> None:
    """Press both buttons of the crash dialog."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, CrashDialog)
    dialog.copy.click()
    seen.append(QGuiApplication.clipboard().text())
    dialog.accept()


def test_that_a_bug_is_logged_and_its_report_can_be_copied(
    catcher: CrashCatcher, log: Path, qtbot: QtBot
) -> None:
    seen: list[str] = []
    QTimer.singleShot(0, lambda: _copy_and_carry_on(seen))
    bug = ZeroDivisionError("the scale showed 0")
    catcher.catch(ZeroDivisionError, bug, None)
    qtbot.waitUntil(lambda: len(seen) == 1)
    assert "ZeroDivisionError: the scale showed 0" in seen[0]
    assert "QC Desk" in seen[0]
    assert "ZeroDivisionError: the scale showed 0" in log.read_text(encoding="utf-8")


def test_that_a_bug_in_a_slot_comes_to_the_hook(catcher: CrashCatcher, qtbot: QtBot) -> None:
    assert sys.excepthook == catcher.catch
    with qtbot.capture_exceptions() as caught:
        _raise_in_slot(ZeroDivisionError())
        qtbot.waitUntil(lambda: len(caught) == 1)


def test_that_a_refusal_goes_to_the_message_bar(
    catcher: CrashCatcher, window: MainWindow, log: Path
) -> None:
    refusal: QcError = WrongPassword(person="Ana")
    catcher.catch(type(refusal), refusal, None)
    assert window.bar.message is not None
    assert window.bar.message.headline == "The password of Ana is not right."
    assert QApplication.activeModalWidget() is None
    assert not log.exists()


def test_that_a_bug_of_another_thread_is_shown_in_this_one(
    catcher: CrashCatcher, qtbot: QtBot
) -> None:
    seen: list[str] = []

    def look() -> None:
        if isinstance(QApplication.activeModalWidget(), CrashDialog):
            _copy_and_carry_on(seen)

    watch = QTimer(interval=10)
    watch.timeout.connect(look)
    watch.start()
    bug = ZeroDivisionError("aside")
    thread = Thread(target=catcher.catch, args=(ZeroDivisionError, bug, None))
    thread.start()
    qtbot.waitUntil(lambda: len(seen) == 1)
    thread.join()
    watch.stop()
    assert "aside" in seen[0]


def test_that_only_one_report_is_shown_at_a_time(catcher: CrashCatcher, qtbot: QtBot) -> None:
    dialogs: list[int] = []

    def look() -> None:
        catcher.show_report("second")
        shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, CrashDialog)]
        dialogs.append(len([w for w in shown if w.isVisible()]))
        modal = QApplication.activeModalWidget()
        assert isinstance(modal, CrashDialog)
        modal.accept()

    QTimer.singleShot(0, look)
    catcher.show_report("first")
    qtbot.waitUntil(lambda: dialogs == [1])
