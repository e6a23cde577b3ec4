"""Drawing over a photo by finger and by keys: undone, kept as a draft, saved as one act."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qc_desk.domain.overlay import Ink, Shape, ShapeKind, Shapes
from qc_desk.services import sign_offs
from qc_desk.services.annotations import draw_over
from qc_desk.services.photo_views import PhotoKey, shapes_of
from qc_desk.ui.check.page import CheckPage
from qc_desk.ui.photos.dialog import PhotoDialog
from qc_desk.ui.photos.tools import Tools
from qc_desk.ui.theme import TARGET
from tests.checked_shop import AT, Shop
from tests.long_sheet import Sheet
from tests.shop_window import find, press, said
from tests.ui.check.check_kit import answer_all
from tests.ui.photos.conftest import opened

KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton
ARROW = Shape(ShapeKind.ARROW, 0.1, 0.2, 0.5, 0.6)


def at(dialog: PhotoDialog, x: float, y: float) -> QPoint:
    room = dialog.canvas.room
    return dialog.canvas.mapFromScene(x * room.width(), y * room.height())


def stroke(dialog: PhotoDialog, begin: tuple[float, float], end: tuple[float, float]) -> None:
    view = dialog.canvas.viewport()
    none = Qt.KeyboardModifier.NoModifier
    QTest.mousePress(view, LEFT, none, at(dialog, *begin))
    middle = ((begin[0] + end[0]) / 2, (begin[1] + end[1]) / 2)
    for place in (middle, end):
        QTest.mouseMove(view, at(dialog, *place))
        QApplication.processEvents()
    QTest.mouseRelease(view, LEFT, none, at(dialog, *end))


def tap(dialog: PhotoDialog, x: float, y: float) -> None:
    QTest.mouseClick(
        dialog.canvas.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at(dialog, x, y)
    )


def kept(shop: Shop, key: PhotoKey) -> Shapes:
    with shop.database.reading() as session:
        return shapes_of(session, [key]).get(key, ())


def near(shape: Shape, x1: float, y1: float, x2: float, y2: float) -> bool:
    wanted = (x1, y1, x2, y2)
    found = (shape.x1, shape.y1, shape.x2, shape.y2)
    return all(abs(a - b) < 0.01 for a, b in zip(found, wanted, strict=True))


def test_that_strokes_become_marks_and_are_saved_as_one_act(
    dialog: PhotoDialog, shop: Shop, key: PhotoKey, page: CheckPage
) -> None:
    stroke(dialog, (0.2, 0.2), (0.5, 0.5))
    press(dialog, "Circle")
    press(dialog, "Blue")
    stroke(dialog, (0.6, 0.2), (0.9, 0.6))
    press(dialog, "Box")
    stroke(dialog, (0.1, 0.7), (0.4, 0.95))
    assert kept(shop, key) == ()
    press(dialog, "Save marks")
    arrow, circle, box = kept(shop, key)
    assert near(arrow, 0.2, 0.2, 0.5, 0.5)
    assert (circle.kind, circle.ink) == (ShapeKind.CIRCLE, Ink.BLUE)
    assert near(circle, 0.6, 0.2, 0.9, 0.6)
    assert box.kind is ShapeKind.BOX
    assert not dialog.isVisible()
    assert page.kit.drafts.get(f"marks-check-{key.id}") is None


def test_that_a_tap_begins_a_text_that_is_typed_at_once(
    dialog: PhotoDialog, shop: Shop, key: PhotoKey
) -> None:
    press(dialog, "Text")
    tap(dialog, 0.3, 0.4)
    assert dialog.tools.text.hasFocus()
    QTest.keyClicks(dialog.tools.text, "Crack 3 mm")
    press(dialog, "Save marks")
    (text,) = kept(shop, key)
    assert (text.kind, text.text) == (ShapeKind.TEXT, "Crack 3 mm")


def test_that_a_text_without_words_is_not_kept(
    dialog: PhotoDialog, shop: Shop, key: PhotoKey
) -> None:
    stroke(dialog, (0.2, 0.2), (0.5, 0.5))
    press(dialog, "Text")
    tap(dialog, 0.7, 0.7)
    dialog.tools.text.clear()
    dialog.tools.typed.emit("")
    press(dialog, "Save marks")
    assert [shape.kind for shape in kept(shop, key)] == [ShapeKind.ARROW]


def test_that_keys_alone_draw_move_resize_and_remove(
    dialog: PhotoDialog, shop: Shop, key: PhotoKey
) -> None:
    canvas = dialog.canvas
    canvas.setFocus()
    QTest.keyClick(canvas, KEY.Key_Return)
    QTest.keyClick(canvas, KEY.Key_Right, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(
        canvas,
        KEY.Key_Down,
        Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier,
    )
    QTest.keyClick(canvas, KEY.Key_Return)
    QTest.keyClick(canvas, KEY.Key_Delete)
    QTest.keyClick(canvas, KEY.Key_Space)
    assert dialog.sketch.chosen == 0
    press(dialog, "Save marks")
    (arrow,) = kept(shop, key)
    assert near(arrow, 0.45, 0.4, 0.65, 0.65)


def test_that_every_step_is_undone_and_done_again(dialog: PhotoDialog) -> None:
    stroke(dialog, (0.2, 0.2), (0.5, 0.5))
    drawn = dialog.sketch.shapes
    press(dialog, "Move")
    stroke(dialog, (0.35, 0.35), (0.55, 0.35))
    moved = dialog.sketch.shapes
    assert near(moved[0], 0.4, 0.2, 0.7, 0.5)
    press(dialog, "Undo")
    assert dialog.sketch.shapes == drawn
    press(dialog, "Undo")
    assert dialog.sketch.shapes == ()
    assert not find(dialog, "Save marks").isEnabled()
    press(dialog, "Redo")
    press(dialog, "Redo")
    assert dialog.sketch.shapes == moved


def test_that_an_end_of_a_mark_is_dragged(dialog: PhotoDialog) -> None:
    stroke(dialog, (0.2, 0.2), (0.5, 0.5))
    stroke(dialog, (0.5, 0.5), (0.8, 0.3))
    (arrow,) = dialog.sketch.shapes
    assert near(arrow, 0.2, 0.2, 0.8, 0.3)


def test_that_escape_keeps_a_draft_that_comes_back(
    qtbot: QtBot, dialog: PhotoDialog, page: CheckPage, shop: Shop, key: PhotoKey
) -> None:
    stroke(dialog, (0.2, 0.2), (0.5, 0.5))
    drawn = dialog.sketch.shapes
    QTest.keyClick(dialog.canvas, KEY.Key_Escape)
    assert not dialog.isVisible()
    assert kept(shop, key) == ()
    again = opened(qtbot, page, key)
    assert len(again.sketch.shapes) == len(drawn) == 1
    assert "not saved yet" in said(again)
    press(again, "Save marks")
    assert len(kept(shop, key)) == 1


def test_that_what_somebody_else_drew_meanwhile_is_shown_beside_the_draft(
    qtbot: QtBot, dialog: PhotoDialog, page: CheckPage, shop: Shop, key: PhotoKey
) -> None:
    stroke(dialog, (0.2, 0.2), (0.5, 0.5))
    with shop.database.writing() as session:
        draw_over(session, key, (replace(ARROW, ink=Ink.GREEN),), None, shop.ids["ana"], AT)
    press(dialog, "Save marks")
    assert "marked this photo meanwhile" in said(dialog)
    assert dialog.isVisible()
    QTest.keyClick(dialog.canvas, KEY.Key_Escape)
    again = opened(qtbot, page, key)
    assert [shape.ink for shape in again.sketch.shapes] == [Ink.GREEN, Ink.RED]
    press(again, "Save marks")
    assert len(kept(shop, key)) == 2


def test_that_a_signed_photo_is_only_looked_at(
    qtbot: QtBot, page: CheckPage, shop: Shop, sheet: Sheet, key: PhotoKey
) -> None:
    answer_all(shop, sheet, sheet.inspection_id, "ana")
    with shop.database.writing() as session:
        draw_over(session, key, (ARROW,), None, shop.ids["ana"], AT)
    with shop.database.writing() as session:
        sign_offs.sign_first(session, shop.seen(sheet.batch_id), shop.key("ana"), AT)
    shown = opened(qtbot, page, key)
    assert "as it was signed" in said(shown)
    assert "Marked by Ana" in said(shown)
    assert not shown.tools.tools
    assert not shown.save.isVisible()
    stroke(shown, (0.2, 0.2), (0.5, 0.5))
    assert shown.sketch.shapes == (ARROW,)


def test_that_the_photo_is_enlarged_and_shown_whole_again(dialog: PhotoDialog) -> None:
    whole = dialog.canvas.scale_now
    press(dialog, "Larger")
    press(dialog, "Larger")
    assert dialog.canvas.scale_now > whole * 1.4
    press(dialog, "The whole photo")
    assert dialog.canvas.scale_now == pytest.approx(whole, rel=0.02)


def test_that_every_tool_is_large_enough_for_gloves(dialog: PhotoDialog) -> None:
    tools: Tools = dialog.tools
    buttons = [*tools.tools.values(), *tools.inks.values(), *tools.acts.values()]
    assert all(each.width() >= TARGET and each.height() >= TARGET for each in buttons)
    assert all(each.text() or each.accessibleName() for each in buttons)


def test_that_strips_show_the_marks(
    qtbot: QtBot, page: CheckPage, shop: Shop, key: PhotoKey
) -> None:
    plain = page.view.card.photos.thumbnails[0].grab().toImage()
    with shop.database.writing() as session:
        box = Shape(ShapeKind.BOX, 0.1, 0.1, 0.9, 0.9)
        draw_over(session, key, (box,), None, shop.ids["ana"], AT)
    page.kit.records.changed.emit()
    qtbot.waitUntil(lambda: page.view.card.photos.thumbnails[0].grab().toImage() != plain)
