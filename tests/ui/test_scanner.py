"""The barcode scanner, by synthetic keys with native scan codes on several layouts."""

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from qc_desk.ui import scan_codes
from qc_desk.ui.scanner import Scanner

US = {sign: (code, False) for code, sign in scan_codes._PLAIN.items()} | {
    sign: (code, True) for code, sign in scan_codes._SHIFTED.items() if sign.strip()
}
# what `QC-2026` types on each layout; the places of the keys are the same
LAYOUTS = {
    "us": "QC-2026",
    "kazakh": "ЙСөәқә,",
    "serbian": "ЉЦ'2026",
    "croatian": "QC'2026",
    "ukrainian": "ЙС-2026",
}
X11 = 8


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def scanner(clock: Clock, qapp: QApplication) -> Iterator[Scanner]:  # noqa: ARG001 (needed)
    made = Scanner(clock, offset=X11)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def line(qtbot: QtBot) -> QLineEdit:
    made = QLineEdit()
    qtbot.addWidget(made)
    made.show()
    return made


def press(line: QLineEdit, sign: str, typed: str = "", *, offset: int = X11) -> None:
    """Press the key of a sign on a US keyboard; ``typed`` is what the layout makes of it."""
    code, shift = US[sign]
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    key = QKeyEvent(QEvent.Type.KeyPress, 0, held, code + offset, 0, 0, typed or sign)
    QApplication.sendEvent(line, key)


def enter(line: QLineEdit) -> None:
    """Press Enter."""
    plain = Qt.KeyboardModifier.NoModifier
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, plain, 28 + X11, 0, 0, "\r")
    QApplication.sendEvent(line, key)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_that_a_scan_is_read_right_on_every_layout(
    scanner: Scanner, clock: Clock, line: QLineEdit, layout: str
) -> None:
    scans: list[str] = []
    scanner.scanned.connect(scans.append)
    for sign, typed in zip("QC-2026", LAYOUTS[layout], strict=True):
        press(line, sign, typed)
        clock.now += 0.012
    enter(line)
    assert scans == ["QC-2026"]
    assert line.text() == ""


def test_that_slow_keys_are_typing(scanner: Scanner, clock: Clock, line: QLineEdit) -> None:
    scans: list[str] = []
    scanner.scanned.connect(scans.append)
    for letter in "Žuti":
        press(line, "q", letter)
        clock.now += 0.12
    enter(line)
    assert scans == []
    assert line.text() == "Žuti"


def test_that_a_key_alone_reaches_its_field_a_blink_later(
    scanner: Scanner, qtbot: QtBot, line: QLineEdit
) -> None:
    press(line, "q")
    assert line.text() == ""
    qtbot.waitUntil(lambda: line.text() == "q", timeout=500)
    assert scanner._held == []


def test_that_quick_keys_without_enter_are_given_back_in_order(
    scanner: Scanner, clock: Clock, qtbot: QtBot, line: QLineEdit
) -> None:
    for sign in "rework":
        press(line, sign)
        clock.now += 0.01
    qtbot.waitUntil(lambda: line.text() == "rework", timeout=500)
    assert scanner._held == []


def test_that_a_short_burst_with_enter_is_typing(
    scanner: Scanner, line: QLineEdit, qtbot: QtBot
) -> None:
    scans: list[str] = []
    scanner.scanned.connect(scans.append)
    with qtbot.waitSignal(line.returnPressed):
        for sign in "ok":
            press(line, sign)
        enter(line)
    assert (line.text(), scans) == ("ok", [])


def test_that_a_shortcut_among_quick_keys_is_no_scan(scanner: Scanner, line: QLineEdit) -> None:
    scans: list[str] = []
    scanner.scanned.connect(scans.append)
    for sign in "abc":
        press(line, sign)
    control = Qt.KeyboardModifier.ControlModifier
    select = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, control, 30 + X11, 0, 0, "")
    QApplication.sendEvent(line, select)
    press(line, "d")
    enter(line)
    assert (scans, line.text()) == ([], "d")


def test_that_a_key_without_a_scan_code_passes_at_once(scanner: Scanner, line: QLineEdit) -> None:
    plain = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(line, QKeyEvent(QEvent.Type.KeyPress, 0, plain, "ж"))
    assert line.text() == "ж"
    assert scanner._held == []


def test_that_an_unknown_place_is_read_by_its_text(
    scanner: Scanner, clock: Clock, line: QLineEdit
) -> None:
    scans: list[str] = []
    scanner.scanned.connect(scans.append)
    plain = Qt.KeyboardModifier.NoModifier
    for letter in "L-117":
        key = QKeyEvent(QEvent.Type.KeyPress, 0, plain, 900, 0, 0, letter)
        QApplication.sendEvent(line, key)
        clock.now += 0.01
    enter(line)
    assert scans == ["L-117"]


def test_that_a_window_that_was_busy_does_not_tear_a_scan(
    scanner: Scanner, line: QLineEdit, qtbot: QtBot
) -> None:
    scans: list[str] = []
    scanner.scanned.connect(scans.append)
    for number, sign in enumerate("L-117"):
        code, shift = US[sign]
        held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
        key = QKeyEvent(QEvent.Type.KeyPress, 0, held, code + X11, 0, 0, sign)
        key.setTimestamp(5000 + 10 * number)
        QApplication.postEvent(line, key)
        if number == 0:
            QApplication.processEvents()
            time.sleep(0.08)  # the window paints something slow: the timer is due before the keys
    QApplication.processEvents()
    plain = Qt.KeyboardModifier.NoModifier
    end = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, plain, 28 + X11, 0, 0, "\r")
    end.setTimestamp(5060)
    QApplication.sendEvent(line, end)
    assert scans == ["L-117"]
    qtbot.wait(80)
    assert line.text() == ""


def test_that_a_password_typed_by_a_key_is_no_scan(
    scanner: Scanner, line: QLineEdit, qtbot: QtBot
) -> None:
    scans: list[str] = []
    scanner.scanned.connect(scans.append)
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    for sign in "horse-staple":
        press(line, sign)
    enter(line)
    assert (line.text(), scans) == ("horse-staple", [])


def test_that_every_sign_of_a_label_has_a_place() -> None:
    label = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-./_:+$% "
    reachable = set(scan_codes._PLAIN.values()) | set(scan_codes._SHIFTED.values())
    assert set(label) <= reachable
    assert scan_codes.sign_of(16, shift=True) == "Q"
    assert scan_codes.sign_of(44, shift=False) == "z"


def test_that_keys_for_a_field_that_is_gone_are_let_go(
    scanner: Scanner, line: QLineEdit, qtbot: QtBot
) -> None:
    gone = QLineEdit()
    press(gone, "a")
    delete(gone)
    press(line, "b")
    qtbot.waitUntil(lambda: line.text() == "b")
    scanner.stop()
