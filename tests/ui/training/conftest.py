"""The Training page in a window over a real record."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qc_desk.i18n import N_
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.pages import Place
from qc_desk.ui.theme import Theme
from qc_desk.ui.training import TrainingPage, build
from qc_desk.ui.training.section import TrainingSection
from tests.checked_shop import Shop
from tests.shop_window import open_shop, open_window


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with open_shop(tmp_path) as made:
        yield made


@pytest.fixture
def who() -> str:
    """The person at the workstation; tests parametrize it."""
    return "marko"


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, shop: Shop, who: str) -> Iterator[MainWindow]:
    places = [Place("training", N_("Training"), "users", build)]
    with open_window(qtbot, theme, shop, places, who) as opened:
        yield opened


@pytest.fixture
def section(window: MainWindow) -> TrainingSection:
    assert isinstance(window.page, TrainingPage)
    return window.page.training
