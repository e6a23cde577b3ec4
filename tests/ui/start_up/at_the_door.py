"""What tests of the start share: waiting for the door, and coming in."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from qc_desk.ui.door import Door
from qc_desk.ui.obstacle import Obstacle
from qc_desk.ui.start_up import StartUp

LEFT = Qt.MouseButton.LeftButton
SLOW = 15_000  # ms; the record is opened and a password is checked


def door(qtbot: QtBot, start: StartUp) -> Door:
    """Wait for the door."""
    qtbot.waitUntil(lambda: start.door is not None and start.door.screen.isVisible(), timeout=SLOW)
    assert start.door is not None
    return start.door


def sign_in(qtbot: QtBot, start: StartUp, name: str, password: str) -> None:
    """Choose a tile, type a password and press Enter."""
    at = door(qtbot, start)
    tile = next(tile for tile in at.screen.tiles if tile.text() == name)
    QTest.mouseClick(tile, LEFT)
    QTest.keyClicks(at.screen.password, password)
    QTest.keyClick(at.screen.password, Qt.Key.Key_Return)


def be(qtbot: QtBot, start: StartUp, name: str, password: str) -> None:
    """Sign somebody in and wait until they are here."""
    sign_in(qtbot, start, name, password)
    presence = start.window.presence
    qtbot.waitUntil(
        lambda: presence.person is not None and presence.person.name == name, timeout=SLOW
    )


def wait_for(qtbot: QtBot, label: QLabel, words: str) -> None:
    """Wait until a label says something."""
    qtbot.waitUntil(lambda: words in label.text(), timeout=SLOW)


def obstacle(qtbot: QtBot, start: StartUp) -> Obstacle:
    """Wait for the reason why the record cannot be opened."""
    qtbot.waitUntil(lambda: isinstance(start.on_top, Obstacle), timeout=SLOW)
    assert isinstance(start.on_top, Obstacle)
    return start.on_top
