"""Photos: dropped, pasted or chosen, and kept with the item or the defect they show."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qc_desk.ui.check.page import CheckPage
from qc_desk.ui.main_window import MainWindow
from tests.checked_shop import Shop
from tests.long_sheet import Sheet
from tests.shop_window import press, said
from tests.ui.check.check_kit import KEY, hit, kept, picture


def test_that_a_dropped_photo_is_attached_to_the_item_it_was_dropped_on(
    qtbot: QtBot, page: CheckPage, shop: Shop, sheet: Sheet, tmp_path: Path
) -> None:
    assert page.view.card.photos.demand.isVisible()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(picture(tmp_path)))])
    page.view.photos_dropped.emit(mime)
    page.step(1)
    qtbot.waitUntil(lambda: len(kept(shop, sheet).items[0].photos) == 1)
    qtbot.waitUntil(lambda: page.sheet is not None and bool(page.sheet.items[0].photos))
    assert kept(shop, sheet).items[1].photos == ()
    page.step(-1)
    assert not page.view.card.photos.demand.isVisible()
    assert len(page.view.card.photos.thumbnails) == 1


def test_that_a_pasted_picture_is_attached(
    qtbot: QtBot, page: CheckPage, shop: Shop, sheet: Sheet
) -> None:
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(QColor("olive"))
    QApplication.clipboard().setImage(image)
    press(page.view.card.photos, "Paste")
    qtbot.waitUntil(lambda: len(kept(shop, sheet).items[0].photos) == 1)
    QApplication.clipboard().clear()


def test_that_a_file_that_is_no_photo_is_refused_in_words(
    qtbot: QtBot, window: MainWindow, page: CheckPage, shop: Shop, sheet: Sheet, tmp_path: Path
) -> None:
    fake = tmp_path / "label.jpg"
    fake.write_bytes(b"not a photo")
    page.view.card.photos.files_chosen.emit([fake])
    qtbot.waitUntil(lambda: "cannot be read as a photo" in said(window.bar))
    assert kept(shop, sheet).items[0].photos == ()


def test_that_photos_of_a_defect_are_kept_with_it(
    qtbot: QtBot, page: CheckPage, shop: Shop, sheet: Sheet, tmp_path: Path
) -> None:
    page.go_to_item(1)
    hit(qtbot, page, KEY.Key_F2)
    panel = page.view.defect
    panel.photos.files_chosen.emit([picture(tmp_path)])
    qtbot.waitUntil(lambda: len(panel.pending) == 1)
    press(panel, "Save defect")
    item = kept(shop, sheet).items[1]
    assert [photo.defect_id for photo in item.photos] == [kept(shop, sheet).defects[0].id]
    assert not item.needs_photo
