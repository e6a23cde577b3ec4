"""The window over a shop with a customer, an order, a complaint and a problem to promise about."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.pages import Place
from qc_desk.ui.promises import build
from qc_desk.ui.theme import Theme
from tests.promised import Promised, talked_about
from tests.shop_window import open_shop, open_window
from tests.ui.conftest import NotePage


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Promised]:
    with open_shop(tmp_path) as shop:
        yield talked_about(shop)


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, talk: Promised) -> Iterator[MainWindow]:
    """The window on the Today page, Ana signed in; the Promises page stands under it."""
    places = [
        Place("today", "&Today", "calendar-check", partial(NotePage, title="Today")),
        Place("promises", "Promises", "handshake", build, under="today"),
    ]
    with open_window(qtbot, theme, talk.shop, places, "ana") as made:
        yield made
