"""A shop with a photo in Ana's open check, and the window open at it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qc_desk.services import photos
from qc_desk.services.photo_views import PhotoKey
from qc_desk.services.photos import PhotoPlace
from qc_desk.ui.check.page import CheckPage
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.photos.dialog import PhotoDialog
from qc_desk.ui.theme import Theme
from tests.checked_shop import AT, Shop
from tests.long_sheet import Sheet, open_sheet
from tests.shop_window import open_shop, open_window
from tests.ui.check.check_kit import picture, places


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with open_shop(tmp_path) as made:
        yield made


@pytest.fixture
def sheet(shop: Shop) -> Sheet:
    return open_sheet(shop)


@pytest.fixture
def key(shop: Shop, sheet: Sheet, tmp_path: Path) -> PhotoKey:
    prepared = photos.read_photo(picture(tmp_path, size=(640, 480)))
    place = PhotoPlace(item_id=sheet.items["label"])
    with shop.database.writing() as session:
        return PhotoKey(
            photos.attach_photo(session, sheet.inspection_id, prepared, place, shop.ids["ana"], AT)
        )


@pytest.fixture
def window(
    qtbot: QtBot, theme: Theme, shop: Shop, sheet: Sheet, key: PhotoKey
) -> Iterator[MainWindow]:
    assert key.id
    with open_window(qtbot, theme, shop, places(), "ana") as made:
        made.go_to("check", sheet.inspection_id)
        yield made


@pytest.fixture
def page(window: MainWindow) -> CheckPage:
    assert isinstance(window.page, CheckPage)
    return window.page


@pytest.fixture
def dialog(qtbot: QtBot, page: CheckPage, key: PhotoKey) -> PhotoDialog:
    return opened(qtbot, page, key)


def opened(qtbot: QtBot, page: CheckPage, key: PhotoKey) -> PhotoDialog:
    """Show the photo large without waiting for it to close."""
    made = PhotoDialog(page.kit, page, key)
    qtbot.addWidget(made)
    made.open()
    qtbot.waitExposed(made)
    QApplication.processEvents()
    return made
