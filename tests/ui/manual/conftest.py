"""The Manual page in a window over a real record."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from qc_desk.i18n import N_
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.manual import ManualPage, build
from qc_desk.ui.pages import Place
from qc_desk.ui.theme import Theme
from tests.checked_shop import Shop
from tests.shop_window import open_shop, open_window

Go = Callable[[str], Any]


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
    places = [Place("manual", N_("Ma&nual"), "book-open", build)]
    with open_window(qtbot, theme, shop, places, who) as opened:
        opened.activateWindow()  # shortcuts are those of the active window
        qtbot.waitUntil(opened.isActiveWindow)
        yield opened


@pytest.fixture
def page(window: MainWindow) -> ManualPage:
    assert isinstance(window.page, ManualPage)
    return window.page


@pytest.fixture
def go(page: ManualPage) -> Go:
    """Return the list of checklists."""
    return lambda _name: page.list
