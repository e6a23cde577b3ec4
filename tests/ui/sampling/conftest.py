"""A shop whose plates are sampled by ISO 2859-1, and the window on one of its pages."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qc_desk.ui import batches, settings
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.pages import Place
from qc_desk.ui.theme import Theme
from tests.checked_shop import Shop
from tests.sampled_shop import sampled
from tests.shop_window import open_shop, open_window

Opened = Callable[[str, str], MainWindow]


@pytest.fixture
def plates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    with open_shop(tmp_path) as made:
        yield sampled(made)


@pytest.fixture
def opened(qtbot: QtBot, theme: Theme, plates: Shop) -> Iterator[Opened]:
    """Open the window on a page for one of the shop's people."""
    entered = []

    def open_for(name: str, who: str) -> MainWindow:
        build = {"batches": batches.build, "settings": settings.build}[name]
        context = open_window(qtbot, theme, plates, [Place(name, name, "package", build)], who)
        window = context.__enter__()
        entered.append(context)
        return window

    yield open_for
    for context in entered:
        context.__exit__(None, None, None)
