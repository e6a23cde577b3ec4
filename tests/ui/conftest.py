"""A fresh window for each test, with a record that is a list in memory."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from qc_desk.i18n import speak
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit, Page, Place
from qc_desk.ui.presence import SignedIn
from qc_desk.ui.style_sheet import style_sheet
from qc_desk.ui.theme import LIGHT, WARDROBE, Theme
from tests.shop_window import let_jobs_end

if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ANA = SignedIn(1, "Ana Kovač", 7, "Novi Sad")
MILAN = SignedIn(2, "Milan Petrović", 7, "Novi Sad")


class OpenDesk:
    """A desk whose sessions are plain lists: what was written is kept unless it is rolled back."""

    def __init__(self) -> None:
        self.kept: list[Any] = []

    @contextmanager
    def reading(self) -> Iterator[Any]:
        yield list(self.kept)

    @contextmanager
    def writing(self) -> Iterator[Any]:
        draft = list(self.kept)
        yield draft
        self.kept = draft


class NotePage(Page):
    """A page that counts how often it is opened and read, and takes a note."""

    def __init__(self, kit: Kit, title: str) -> None:
        super().__init__(kit, title)
        self.opened: list[tuple[object, ...]] = []
        self.reads = 0
        self.leaves = True
        self.note = QLineEdit()
        self.body.addWidget(QLabel("Note"))
        self.body.addWidget(self.note)

    @override
    def open(self, *facts: object) -> None:
        self.opened.append(facts)

    @override
    def reload(self) -> None:
        self.reads += 1

    @override
    def may_leave(self) -> bool:
        return self.leaves


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    speak("en")
    yield
    speak("en")


@pytest.fixture(autouse=True)
def _no_dialog_for_ever(qapp: QApplication) -> Iterator[None]:
    """Close a dialog that nobody answers, and fail the test instead of waiting for ever."""
    left: list[str] = []
    since: dict[int, int] = {}

    def look() -> None:
        dialog = qapp.activeModalWidget()
        if not isinstance(dialog, QDialog):
            since.clear()
            return
        since[id(dialog)] = since.get(id(dialog), 0) + 1
        if since[id(dialog)] > 20:
            left.append(" ".join(label.text() for label in dialog.findChildren(QLabel)))
            dialog.reject()

    timer = QTimer(interval=1000)
    timer.timeout.connect(look)
    timer.start()
    yield
    timer.stop()
    assert not left, f"nobody answered: {left}"


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """The light theme, worn by the whole application; put on only where a test took it off."""
    worn = Theme("light")
    if WARDROBE.colours is not LIGHT or qapp.styleSheet() != _light_sheet():
        worn.apply()
    return worn


@cache
def _light_sheet() -> str:
    return style_sheet(LIGHT)


@pytest.fixture
def desk() -> OpenDesk:
    """A desk in memory."""
    return OpenDesk()


@pytest.fixture
def places() -> list[Place]:
    """Three places with pages that take a note."""
    return [
        Place("today", "&Today", "calendar-check", lambda kit: NotePage(kit, "Today")),
        Place("batches", "&Batches", "package", lambda kit: NotePage(kit, "Batches")),
        Place("reports", "&Reports", "file-text", lambda kit: NotePage(kit, "Reports")),
    ]


@pytest.fixture
def window(
    qtbot: QtBot, theme: Theme, places: list[Place], desk: OpenDesk
) -> Iterator[MainWindow]:
    """A shown window on its first page, with Ana signed in."""
    made = MainWindow(places, theme)
    qtbot.addWidget(made, before_close_func=let_jobs_end)
    made.records.open(desk)
    made.presence.sign_in(ANA)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.go_to("today")
    yield made
    let_jobs_end(made)


@pytest.fixture
def page(window: MainWindow) -> NotePage:
    """The first page of the window."""
    assert isinstance(window.page, NotePage)
    return window.page


@pytest.fixture
def type_text() -> Callable[[QWidget, str], None]:
    """Type any letters into a widget; ``qtbot.keyClicks`` with Cyrillic ends the process."""

    def send(widget: QWidget, text: str) -> None:
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(widget, key)

    return send
