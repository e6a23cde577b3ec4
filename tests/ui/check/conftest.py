"""A shop with a long sheet, and the window open at its first check."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qc_desk.ui.check.page import CheckPage
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.theme import Theme
from tests.checked_shop import Shop
from tests.long_sheet import Sheet, open_sheet
from tests.shop_window import open_shop, open_window
from tests.ui.check.check_kit import places


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with open_shop(tmp_path) as made:
        yield made


@pytest.fixture
def sheet(shop: Shop) -> Sheet:
    return open_sheet(shop)


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, shop: Shop, sheet: Sheet) -> Iterator[MainWindow]:
    with open_window(qtbot, theme, shop, places(), "ana") as made:
        made.go_to("check", sheet.inspection_id)
        yield made


@pytest.fixture
def page(window: MainWindow) -> CheckPage:
    assert isinstance(window.page, CheckPage)
    return window.page
