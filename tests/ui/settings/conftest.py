"""The Settings page in a window over a real record."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from qc_desk.i18n import N_
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.pages import Place
from qc_desk.ui.settings import SettingsPage, build
from qc_desk.ui.settings.section import Section
from qc_desk.ui.theme import Theme
from tests.checked_shop import Shop
from tests.shop_window import LEFT, open_shop, open_window

Go = Callable[[str], Any]


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings of this workstation out of it."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with open_shop(tmp_path) as made:
        yield made


@pytest.fixture
def who() -> str:
    """The person at the workstation; tests parametrize it."""
    return "mira"


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, shop: Shop, who: str) -> Iterator[MainWindow]:
    places = [Place("settings", N_("&Settings"), "settings", build)]
    with open_window(qtbot, theme, shop, places, who) as opened:
        opened.activateWindow()  # shortcuts are those of the active window
        qtbot.waitUntil(opened.isActiveWindow)
        yield opened


@pytest.fixture
def page(window: MainWindow) -> SettingsPage:
    assert isinstance(window.page, SettingsPage)
    return window.page


@pytest.fixture
def go(page: SettingsPage) -> Go:
    """Click a section's name in the contents and return the section."""

    def click(name: str) -> Section:
        QTest.mouseClick(page.contents.buttons[name], LEFT)
        section = page.section
        assert section is not None
        return section

    return click


def table_words(table: QTableView) -> list[list[str]]:
    """Return what a list shows, row by row."""
    model = table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def tap(table: QTableView, words: str) -> None:
    """Tap the row that begins with these words."""
    rows = [row[0] for row in table_words(table)]
    place = table.visualRect(table.model().index(rows.index(words), 0)).center()
    QTest.mouseClick(table.viewport(), LEFT, pos=place)


def answer_dialog(monkeypatch: pytest.MonkeyPatch, text: str) -> list[str]:
    """Let the next modal dialog be answered with the button of these words; keeps its titles."""
    titles: list[str] = []

    def press(dialog: QDialog) -> int:
        titles.append(dialog.windowTitle())
        verbs = {each.text(): each for each in dialog.findChildren(QPushButton)}
        verbs[text].click()
        return dialog.result()

    monkeypatch.setattr(QDialog, "exec", press)
    return titles
