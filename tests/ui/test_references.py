"""Ordinary calls into Qt neither eat nor hoard references to None, True and False.

PySide6 6.12.0 on Python 3.11 drops a reference to None at almost every call; after some thousands
the program aborts with ``none_dealloc``. The wrong twin below drops one reference by hand at each
call, and the same count must catch it: so this test is known to be able to fail.
"""

import ctypes
import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPalette, QStandardItemModel
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

# from 3.12 on they cannot die, and what extensions do to their counts says nothing
pytestmark = pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal here")

CALLS = 1000
NAMES = (
    "setText", "text", "setVisible", "isVisible", "setEnabled", "setProperty", "property",
    "parentWidget", "find nothing", "resize", "move", "spacing", "palette", "click", "timer",
    "model", "no data", "connect",
)  # fmt: skip
NOISE = 60  # references that caches and the test runner itself take or give in the meantime


def _drift(call: Callable[[], object]) -> int:
    """Return by how much the references to None, True and False moved over a thousand calls."""
    call()
    singles = (None, True, False)
    before = [sys.getrefcount(single) for single in singles]
    for _call in range(CALLS):
        call()
    after = [sys.getrefcount(single) for single in singles]
    return max(abs(then - now) for then, now in zip(before, after, strict=True))


@pytest.fixture
def box(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def _calls(box: QWidget) -> dict[str, Callable[[], object]]:
    """Return calls as the window makes them: setters, getters, slots, signals, layouts, models."""
    label, line, push = QLabel(box), QLineEdit(box), QPushButton(box)
    column = QVBoxLayout(box)
    column.addWidget(label)
    model = QStandardItemModel(3, 3)
    timer = QTimer(box, singleShot=True, interval=100_000)
    push.clicked.connect(lambda: None)
    return {
        "setText": lambda: label.setText("a"),
        "text": label.text,
        "setVisible": lambda: push.setVisible(False),
        "isVisible": push.isVisible,
        "setEnabled": lambda: line.setEnabled(True),
        "setProperty": lambda: line.setProperty("wrong", "true"),
        "property": lambda: line.property("nothing"),
        "parentWidget": box.parentWidget,
        "find nothing": lambda: box.findChild(QObject, "nothing"),
        "resize": lambda: box.resize(QSize(100, 100)),
        "move": lambda: box.move(QPoint(1, 1)),
        "spacing": lambda: column.setSpacing(3),
        "palette": lambda: QPalette().setColor(QPalette.ColorRole.Text, QColor("#123456")),
        "click": push.click,
        "timer": timer.start,
        "model": lambda: model.setData(model.index(1, 1), None),
        "no data": lambda: model.data(model.index(2, 2), Qt.ItemDataRole.ToolTipRole),
        "connect": lambda: push.pressed.disconnect(push.pressed.connect(lambda: None)),
    }


@pytest.mark.parametrize("name", NAMES)
def test_that_a_thousand_calls_leave_the_references_alone(box: QWidget, name: str) -> None:
    assert _drift(_calls(box)[name]) < NOISE


def test_that_a_call_that_drops_a_reference_is_caught(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    none = ctypes.py_object(None)

    def drop() -> None:
        label.setText("a")
        ctypes.pythonapi.Py_DecRef(none)

    try:
        assert _drift(drop) >= NOISE
    finally:
        for _call in range(CALLS + 1):  # give back what was taken
            ctypes.pythonapi.Py_IncRef(none)
