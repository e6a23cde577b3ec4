"""What tests of the check page share: keys, dialogs, answers and what is kept."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from qc_desk.domain.vocabulary import Result
from qc_desk.services import check_sheets, inspections
from qc_desk.services.check_sheets import CheckSheet
from qc_desk.services.inspections import Entry
from qc_desk.ui.check.page import CheckPage
from qc_desk.ui.dialogs import ReasonDialog
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Page, Place
from tests.checked_shop import AT, Shop
from tests.long_sheet import Sheet
from tests.shop_window import find

KEY = Qt.Key


class SecondPage(Page):
    """Stands where both checks are laid side by side."""

    shown: tuple[object, ...] = ()

    @override
    def open(self, *facts: object) -> None:
        """Remember what it was opened at."""
        SecondPage.shown = facts


def places() -> list[Place]:
    return [
        Place("check", "&Check", "clipboard-check", CheckPage),
        Place("second_check", "&Second", "users", lambda kit: SecondPage(kit, "Second check")),
        Place("settings", "Se&ttings", "settings", lambda kit: SecondPage(kit, "Settings")),
    ]


def kept(shop: Shop, sheet: Sheet) -> CheckSheet:
    with shop.database.reading() as session:
        return check_sheets.check_sheet(session, sheet.inspection_id)


def title(page: CheckPage) -> str:
    return page.view.card.title.text()


def hit(qtbot: QtBot, page: CheckPage, key: Qt.Key) -> None:
    """Press a key where the focus is, once the window is in front again after a dialog."""
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    QTest.keyClick(QApplication.focusWidget() or page, key)


def in_dialog(act: Callable[[ReasonDialog], None]) -> list[str]:
    """Do something in the next dialog that opens; returns what its labels said."""
    words: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None:  # not open yet
            QTimer.singleShot(20, look)
            return
        words.extend(label.text() for label in dialog.findChildren(QLabel))
        act(dialog)  # type: ignore[arg-type]  # confirmations are only clicked

    QTimer.singleShot(20, look)
    return words


def give_reason(dialog: ReasonDialog) -> None:
    dialog.chips[0].click()
    dialog.deed.click()


def take(words: str) -> Callable[[ReasonDialog], None]:
    def act(dialog: ReasonDialog) -> None:
        find(dialog, words).click()

    return act


def picture(tmp_path: Path, name: str = "label.png", size: tuple[int, int] = (64, 48)) -> Path:
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    image.save(str(tmp_path / name))
    return tmp_path / name


def answer_all(shop: Shop, sheet: Sheet, inspection_id: int, who: str) -> None:
    """Pass everything that can pass without a photo; the label does not apply."""
    with shop.database.writing() as session:
        for code, unit in (("surface", 1), ("surface", 2), ("tape", 0)):
            entry = Entry(item_id=sheet.items[code], unit_number=unit)
            inspections.record_answer(session, inspection_id, entry, shop.ids[who], AT)
        for code, value in (("height", "95.1"), ("weight", "300")):
            entry = Entry(item_id=sheet.items[code], value=Decimal(value))
            inspections.record_answer(session, inspection_id, entry, shop.ids[who], AT)
        entry = Entry(
            item_id=sheet.items["label"], result=Result.NOT_APPLICABLE, note="loose pieces"
        )
        inspections.record_answer(session, inspection_id, entry, shop.ids[who], AT)
