"""The Procedures page in a window over a real record."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qc_desk.i18n import N_
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.pages import Place
from qc_desk.ui.procedures import ProceduresPage, build
from qc_desk.ui.procedures.section import ProceduresSection
from qc_desk.ui.theme import Theme
from tests.checked_shop import Shop
from tests.shop_window import open_shop, open_window


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
    places = [Place("procedures", N_("Procedures"), "book-open", build)]
    with open_window(qtbot, theme, shop, places, who) as opened:
        opened.activateWindow()  # shortcuts are those of the active window
        yield opened


@pytest.fixture
def section(window: MainWindow) -> ProceduresSection:
    assert isinstance(window.page, ProceduresPage)
    return window.page.procedures
