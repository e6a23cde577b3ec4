"""A failure asks for its defect, once and at any time."""

from pathlib import Path

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qc_desk.i18n import speaking
from qc_desk.ui.check.page import CheckPage
from qc_desk.ui.theme import Theme
from tests.checked_shop import Shop
from tests.long_sheet import Sheet
from tests.shop_window import open_window, press, said
from tests.ui.check.check_kit import KEY, hit, kept, picture, places


def test_that_no_word_is_clipped_while_a_defect_is_recorded(
    qtbot: QtBot, theme: Theme, shop: Shop, sheet: Sheet
) -> None:
    with speaking("sr"), open_window(qtbot, theme, shop, places(), "ana") as window:
        window.resize(1280, 800)
        window.go_to("check", sheet.inspection_id)
        page = window.page
        assert isinstance(page, CheckPage)
        page.go_to_item(1)
        hit(qtbot, page, KEY.Key_F2)
        view = page.view
        qtbot.waitUntil(lambda: view.defect.isVisible() and view.count.width() > 0)
        QApplication.processEvents()
        assert view.count.width() >= view.count.sizeHint().width()
        for button in view.answers.by_result():
            letters = QFontMetrics(button.font())
            assert letters.horizontalAdvance(button.text()) < button.width()
        assert not view.defect.code.list.horizontalScrollBar().isVisible()


def test_that_a_failure_asks_for_its_defect(
    qtbot: QtBot, page: CheckPage, shop: Shop, sheet: Sheet
) -> None:
    page.go_to_item(1)
    hit(qtbot, page, KEY.Key_F2)
    panel = page.view.defect
    assert panel.isVisible()
    assert panel.code.value() == sheet.codes["SCR"]
    panel.code.search.setText("chip")
    assert panel.code.value() == sheet.codes["CHIP"]
    press(panel, "One piece more")
    panel.place.set_text("rim")
    press(panel, "Set aside")
    press(panel, "Save defect")
    found = kept(shop, sheet).defects
    assert [(d.code, d.severity.value, d.quantity, d.place) for d in found] == [
        ("CHIP", "major", 2, "rim")
    ]
    assert found[0].status.value == "contained"
    assert not panel.isVisible()


def test_that_a_defect_without_code_or_with_too_many_pieces_is_not_saved(
    qtbot: QtBot, page: CheckPage, shop: Shop, sheet: Sheet
) -> None:
    page.go_to_item(5)
    hit(qtbot, page, KEY.Key_F2)
    panel = page.view.defect
    press(panel, "Save defect")
    assert "Choose what is wrong." in said(panel)
    panel.code.search.setText("scr")
    panel.quantity.line.setText("501")
    press(panel, "Save defect")
    assert "Type a whole number from 1 to 500." in said(panel)
    assert kept(shop, sheet).defects == ()
    press(panel, "No separate defect")
    assert kept(shop, sheet).without_defect == ()


def test_that_the_same_defect_is_noted_and_not_doubled(
    qtbot: QtBot, page: CheckPage, shop: Shop, sheet: Sheet
) -> None:
    page.go_to_item(1)
    hit(qtbot, page, KEY.Key_F2)
    press(page.view.defect, "Save defect")
    page.go_to_item(2)
    hit(qtbot, page, KEY.Key_F2)
    press(page.view.defect, "Same as defect 1: SCR Scratch")
    rows = kept(shop, sheet)
    assert len(rows.defects) == 1
    assert rows.defects[0].places == ((sheet.items["surface"], 1), (sheet.items["surface"], 2))
    assert rows.without_defect == ()


def test_that_a_defect_left_for_later_is_asked_about_at_the_end(
    qtbot: QtBot, page: CheckPage, shop: Shop, sheet: Sheet
) -> None:
    page.go_to_item(1)
    hit(qtbot, page, KEY.Key_F2)
    press(page.view.defect, "Record it later")
    assert kept(shop, sheet).without_defect == (1,)
    page.show_summary()
    press(page.view.summary, "Record defect")
    assert page.view.defect.isVisible()


def test_that_an_unfinished_defect_survives_leaving_it(
    qtbot: QtBot, page: CheckPage, shop: Shop, sheet: Sheet, tmp_path: Path
) -> None:
    page.go_to_item(1)
    hit(qtbot, page, KEY.Key_F2)
    panel = page.view.defect
    panel.place.set_text("rim")
    panel.photos.files_chosen.emit([picture(tmp_path)])
    qtbot.waitUntil(lambda: len(panel.pending) == 1)
    page.step(1)
    assert [photo.defect_id for photo in kept(shop, sheet).items[1].photos] == [None]
    page.work.defects.ask(1)
    assert panel.place.text() == "rim"
    press(panel, "Save defect")
    assert [defect.place for defect in kept(shop, sheet).defects] == ["rim"]
    page.work.defects.ask(1)
    assert panel.place.text() == ""
