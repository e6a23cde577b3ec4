"""Locking, unlocking and switching users, driven by clicks and keys."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qc_desk.domain.refusals import WaitBeforeRetry, WrongPassword
from qc_desk.ui.idle import Idle
from qc_desk.ui.lock_screen import LockScreen
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.person_tile import PersonTile, Tile
from qc_desk.ui.presence import SignedIn, initials

ANA = Tile(1, "Ana Kovač", "inspector")
MILAN = Tile(2, "Milan Petrović", "lead")
LEFT = Qt.MouseButton.LeftButton


class Door:
    """Knows one password; makes people wait after the second wrong one."""

    def __init__(self) -> None:
        self.wrong = 0

    def unlock(self, person_id: int, password: str) -> SignedIn:
        name = {1: ANA.name, 2: MILAN.name}[person_id]
        if password == "batch horse staple":
            return SignedIn(person_id, name, 7, "Novi Sad")
        self.wrong += 1
        if self.wrong > 1:
            raise WaitBeforeRetry(person=name, seconds=2)
        raise WrongPassword(person=name)


@pytest.fixture
def screen(window: MainWindow) -> Iterator[LockScreen]:
    made = LockScreen(window, Door().unlock)
    yield made
    made.hide()


def _tile(screen: LockScreen, name: str) -> PersonTile:
    """Return the tile of a person."""
    return next(tile for tile in screen.tiles if tile.text() == name)


def _type(screen: LockScreen, password: str) -> None:
    """Type a password and press Enter."""
    QTest.keyClicks(screen.password, password)
    QTest.keyClick(screen.password, Qt.Key.Key_Return)


def test_that_the_person_who_was_here_only_types_the_password(
    window: MainWindow, screen: LockScreen, qtbot: QtBot
) -> None:
    screen.lock([ANA, MILAN])
    assert screen.isVisible()
    assert window.presence.person is None
    assert screen.password.hasFocus()
    _type(screen, "batch horse staple")
    qtbot.waitUntil(lambda: not screen.isVisible())
    assert window.presence.person == SignedIn(1, "Ana Kovač", 7, "Novi Sad")


def test_that_somebody_else_signs_in_with_one_tap_and_a_password(
    window: MainWindow, screen: LockScreen, qtbot: QtBot
) -> None:
    screen.lock([ANA, MILAN])
    QTest.mouseClick(_tile(screen, "Milan Petrović"), LEFT)
    _type(screen, "batch horse staple")
    qtbot.waitUntil(lambda: window.status.person.text() == "Milan Petrović")


def test_that_typed_text_is_kept_under_the_lock(
    screen: LockScreen, page: Any, qtbot: QtBot
) -> None:
    note = page.note
    note.setFocus()
    QTest.keyClicks(note, "half a sentence")
    screen.lock([ANA])
    _type(screen, "batch horse staple")
    qtbot.waitUntil(lambda: not screen.isVisible())
    assert note.text() == "half a sentence"
    assert note.hasFocus()


def test_that_no_key_reaches_the_window_while_it_is_locked(
    window: MainWindow, screen: LockScreen
) -> None:
    screen.lock([ANA, MILAN])
    QTest.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    QTest.mouseClick(window.rail.buttons["batches"], LEFT)
    assert window.place == "today"


def test_that_the_lock_covers_the_whole_window_at_every_size(
    window: MainWindow, screen: LockScreen
) -> None:
    screen.lock([ANA])
    window.resize(853, 533)
    assert screen.geometry() == window.rect()


def test_that_a_wrong_password_is_said_and_forgotten(screen: LockScreen, qtbot: QtBot) -> None:
    screen.lock([ANA])
    _type(screen, "wrong")
    qtbot.waitUntil(lambda: "not right" in screen.answer.text())
    assert screen.password.text() == ""
    assert screen.password.hasFocus()


def test_that_a_password_typed_before_the_record_is_open_is_tried_once_it_is(
    window: MainWindow, screen: LockScreen, qtbot: QtBot
) -> None:
    screen.lock([ANA, MILAN])
    screen.take_passwords(opened=False)
    _type(screen, "batch horse staple")
    assert screen.answer.text() == "Opening the record…"
    assert screen.password.text() == "batch horse staple"
    assert window.presence.person is None
    screen.take_passwords(opened=True)
    qtbot.waitUntil(lambda: not screen.isVisible())
    assert window.presence.person == SignedIn(1, "Ana Kovač", 7, "Novi Sad")


def test_that_an_early_password_is_never_tried_for_another_person(
    window: MainWindow, screen: LockScreen
) -> None:
    screen.lock([ANA, MILAN])
    screen.take_passwords(opened=False)
    _type(screen, "batch horse staple")
    QTest.mouseClick(_tile(screen, "Milan Petrović"), LEFT)
    screen.take_passwords(opened=True)
    assert not screen.password.text()
    assert screen.password.isEnabled()
    assert window.presence.person is None


def test_that_after_too_many_wrong_passwords_the_wait_is_counted_down(
    screen: LockScreen, qtbot: QtBot
) -> None:
    screen.lock([ANA])
    _type(screen, "wrong")
    qtbot.waitUntil(screen.password.isEnabled)
    _type(screen, "wrong")
    qtbot.waitUntil(lambda: screen.answer.text() == "Wrong password. Try again in 2 s.")
    assert not screen.password.isEnabled()
    assert not screen.enter.isEnabled()
    qtbot.waitUntil(screen.password.isEnabled, timeout=4000)
    assert screen.answer.text() == ""


def test_that_a_wait_from_before_is_shown_at_once(screen: LockScreen) -> None:
    screen.lock([replace(ANA, wait=8)])
    assert screen.answer.text() == "Wrong password. Try again in 8 s."
    assert not screen.password.isEnabled()


def test_that_waiting_is_for_one_person_only(screen: LockScreen) -> None:
    screen.lock([replace(ANA, wait=8), MILAN])
    QTest.mouseClick(_tile(screen, "Milan Petrović"), LEFT)
    assert screen.password.isEnabled()
    assert screen.answer.text() == ""


def test_that_nothing_is_tried_without_a_password(screen: LockScreen) -> None:
    screen.lock([ANA])
    QTest.keyClick(screen.password, Qt.Key.Key_Return)
    assert screen.password.isEnabled()


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Ana Kovač", "AK"), ("Жан", "Ж"), ("Ana Maria de Silva", "AS"), ("  ", "?"), ("(x)", "?")],
)
def test_that_a_name_is_told_by_its_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_that_an_idle_window_speaks_up(window: MainWindow, qtbot: QtBot) -> None:
    idle = Idle(80)
    with qtbot.waitSignal(idle.idled, timeout=2000):
        idle.start()
    assert window.isVisible()
    idle.stop()


def test_that_every_touch_begins_the_count_anew(window: MainWindow, qtbot: QtBot) -> None:
    idle = Idle(300)
    said: list[int] = []
    idle.idled.connect(lambda: said.append(1))
    idle.start()
    for _touch in range(5):
        qtbot.wait(120)
        QTest.keyClick(window, Qt.Key.Key_Shift)
    assert said == []
    qtbot.waitUntil(lambda: said == [1])
    idle.stop()


def test_that_a_stopped_watch_says_nothing(qtbot: QtBot) -> None:
    idle = Idle(30)
    said: list[int] = []
    idle.idled.connect(lambda: said.append(1))
    idle.start()
    idle.stop()
    qtbot.wait(80)
    assert said == []
