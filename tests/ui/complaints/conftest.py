"""The window on its Complaints page over a real record; other places note what they are given."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qc_desk.services.customers import CustomerEntry, add_customer
from qc_desk.ui.complaints import ComplaintsPage, build
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.pages import Place
from qc_desk.ui.theme import Theme
from tests.checked_shop import AT, Shop
from tests.shop_window import open_shop, open_window
from tests.ui.conftest import NotePage

Opened = Callable[[str], tuple[MainWindow, ComplaintsPage]]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with open_shop(tmp_path) as made:
        with made.database.writing() as session:
            add_customer(session, CustomerEntry(name="Hotel Moskva"), made.ids["mira"], AT)
        yield made


@pytest.fixture
def opened(qtbot: QtBot, theme: Theme, shop: Shop) -> Iterator[Opened]:
    """Open the window on its Complaints page for one of the shop's people."""
    entered = []

    def open_for(who: str) -> tuple[MainWindow, ComplaintsPage]:
        others = [
            Place(name, name, "package", partial(NotePage, title=name))
            for name in ("batches", "problems", "settings", "manual")
        ]
        places = [Place("complaints", "&Complaints", "inbox", build), *others]
        context = open_window(qtbot, theme, shop, places, who)
        window = context.__enter__()
        entered.append(context)
        qtbot.waitUntil(window.isActiveWindow)
        assert isinstance(window.page, ComplaintsPage)
        return window, window.page

    yield open_for
    for context in entered:
        context.__exit__(None, None, None)
