"""Pictures of good and bad in the checklist editor: added, told apart, saved, previewed."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QImage, QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qc_desk.domain.picture_words import PictureRow, Shows
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.manual.editor import Editor
from qc_desk.ui.manual.state import from_text, to_text
from qc_desk.ui.photos.gallery import PictureDialog
from tests.checked_shop import Shop
from tests.shop_window import find, press, said
from tests.ui.check.check_kit import picture
from tests.ui.manual.test_editor import newest


def add(qtbot: QtBot, editor: Editor, files: list[Path], shows: Shows) -> None:
    before = len(rows(editor))
    editor.form.pictures.add_files(files, shows)
    qtbot.waitUntil(lambda: len(rows(editor)) == before + len(files))


def rows(editor: Editor) -> tuple[PictureRow, ...]:
    assert editor.state.item is not None
    return editor.state.item.pictures


def test_that_pictures_are_added_told_apart_and_saved(
    qtbot: QtBot, editor: Editor, shop: Shop, tmp_path: Path
) -> None:
    add(qtbot, editor, [picture(tmp_path)], Shows.GOOD)
    editor.form.pictures.captions[0].setText("The rim is whole")
    editor.form.pictures.captions[0].textEdited.emit("The rim is whole")
    press(editor.form.pictures, "Show it as bad")
    assert editor.save()
    assert editor.seen is not None
    (kept,) = newest(shop, editor.seen.checklist_id).items[0].pictures
    assert (kept.shows, kept.caption) == (Shows.BAD, "The rim is whole")


def test_that_a_picture_is_taken_away_and_brought_back(
    qtbot: QtBot, editor: Editor, tmp_path: Path
) -> None:
    add(qtbot, editor, [picture(tmp_path)], Shows.GOOD)
    kept = rows(editor)
    press(editor.form.pictures, "Remove picture 1")
    assert rows(editor) == ()
    editor.state.stack.undo()
    assert rows(editor) == kept
    typed = from_text(to_text(editor.state.entry))
    assert typed == editor.state.entry


def test_that_pictures_are_dropped_and_pasted(
    qtbot: QtBot, editor: Editor, tmp_path: Path
) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(picture(tmp_path)))])
    assert editor.form.pictures.take(mime, Shows.BAD)
    qtbot.waitUntil(lambda: len(rows(editor)) == 1)
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(QColor("olive"))
    QApplication.clipboard().setImage(image)
    press(editor.form.pictures, "Paste")
    qtbot.waitUntil(lambda: len(rows(editor)) == 2)
    assert [row.shows for row in rows(editor)] == [Shows.BAD, Shows.GOOD]
    QApplication.clipboard().clear()
    press(editor.form.pictures, "Paste")
    assert "no picture to paste" in said(editor.form.pictures)


def test_that_what_is_no_picture_is_refused_in_words(
    qtbot: QtBot, editor: Editor, window: MainWindow, tmp_path: Path
) -> None:
    fake = tmp_path / "rim.jpg"
    fake.write_bytes(b"\xff\xd8 cut off")
    editor.form.pictures.add_files([fake], Shows.GOOD)
    qtbot.waitUntil(lambda: "cannot be read as a photo" in said(window.bar))
    assert rows(editor) == ()


def test_that_the_preview_shows_them_as_the_inspector_sees_them(
    qtbot: QtBot, editor: Editor, tmp_path: Path
) -> None:
    add(qtbot, editor, [picture(tmp_path)], Shows.GOOD)
    add(qtbot, editor, [picture(tmp_path, "bad.png")], Shows.BAD)
    editor.preview.show_item(editor.state.entry, 0)
    assert len(editor.preview.card.pictures.buttons) == 2


def test_that_a_picture_is_held_against_a_photo(
    qtbot: QtBot, editor: Editor, tmp_path: Path
) -> None:
    add(qtbot, editor, [picture(tmp_path)], Shows.GOOD)
    mine = [QPixmap(40, 30), QPixmap(60, 30)]
    dialog = PictureDialog(editor.kit, editor.window(), rows(editor)[0], mine)
    qtbot.addWidget(dialog)
    dialog.open()
    assert dialog.beside is None
    press(dialog, "Compare with my photo")
    assert dialog.beside is not None
    assert "My photo" in said(dialog) or dialog.across.count() == 2
    press(dialog, "Another of my photos")
    assert dialog.across.count() == 2
    press(dialog, "Only the picture")
    assert dialog.beside is None
    alone = PictureDialog(editor.kit, editor.window(), rows(editor)[0])
    qtbot.addWidget(alone)
    assert not alone.compare.isVisibleTo(alone)
    assert find(dialog, "Close")
