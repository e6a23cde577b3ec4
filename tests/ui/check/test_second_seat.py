"""The second check: blind where it must be, beside the first where it may."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from qc_desk.domain.vocabulary import CheckMode, Result
from qc_desk.services import check_sheets, inspections, sign_offs
from qc_desk.services.inspections import Entry
from qc_desk.ui.check.page import CheckPage
from qc_desk.ui.theme import Theme
from tests.checked_shop import AT, Shop
from tests.long_sheet import Sheet, open_sheet
from tests.shop_window import open_window, press, said
from tests.ui.check.check_kit import KEY, SecondPage, answer_all, hit, in_dialog, places, take


def _second(shop: Shop, mode: CheckMode) -> tuple[Sheet, int]:
    """Let Ana finish a first check with a telling defect, and Jelena begin the second."""
    from qc_desk.services import defects  # noqa: PLC0415 (only here)

    sheet = open_sheet(shop, mode)
    answer_all(shop, sheet, sheet.inspection_id, "ana")
    with shop.database.writing() as session:
        row = check_sheets.check_sheet(session, sheet.inspection_id).items[5]
        assert row.answer is not None
        entry = Entry(
            item_id=row.item_id,
            result=Result.FAIL,
            note="WORD OF THE FIRST",
            seen_answer_id=row.answer.id,
            reason="looked again",
        )
        inspections.record_answer(session, sheet.inspection_id, entry, shop.ids["ana"], AT)
    with shop.database.writing() as session:
        caught = defects.DefectEntry(
            code_id=sheet.codes["CHIP"], place="PLACE OF THE FIRST", item_id=sheet.items["tape"]
        )
        defects.record_defect(session, sheet.inspection_id, caught, shop.ids["ana"], AT)
    with shop.database.writing() as session:
        sign_offs.sign_first(session, shop.seen(sheet.batch_id), shop.key("ana"), AT)
    with shop.database.writing() as session:
        second = inspections.open_second_check(session, sheet.batch_id, shop.ids["jelena"], AT)
    return sheet, second


def everything_written(page: CheckPage) -> str:
    """Return every word that any widget of the page holds, shown or not."""
    words = [each.text() for each in page.findChildren(QLabel)]
    words += [each.text() for each in page.findChildren(QLineEdit)]
    words += [each.toPlainText() for each in page.findChildren(QPlainTextEdit)]
    for each in page.findChildren(QPushButton):
        words += [each.text(), each.toolTip(), each.accessibleName()]
    words += [page.view.card.standing.accessibleName(), page.view.card.first.accessibleName()]
    model = page.view.overview.model
    words += [str(model.index(n).data()) for n in range(model.rowCount())]
    return "\n".join(words)


def test_that_a_blind_second_check_shows_no_word_of_the_first(
    qtbot: QtBot, theme: Theme, shop: Shop
) -> None:
    _sheet, second = _second(shop, CheckMode.INDEPENDENT)
    with open_window(qtbot, theme, shop, places(), "jelena") as window:
        window.go_to("check", second)
        page = window.page
        assert isinstance(page, CheckPage)
        written = []
        for index in range(6):
            page.go_to_item(index)
            written.append(everything_written(page))
        hit(qtbot, page, KEY.Key_F2)
        written.append(everything_written(page))
        page.view.defect.code.list.setCurrentRow(0)
        press(page.view.defect, "Save defect")
        page.go_to_item(5)
        written.append(everything_written(page))
        page.go_to_item(1)
        page.work.defects.ask(1)
        written.append(everything_written(page))
        page.show_summary()
        written.append(everything_written(page))
    words = "\n".join(written)
    for secret in ("Ana", "WORD OF THE FIRST", "PLACE OF THE FIRST", "First inspector", "95.1"):
        assert secret not in words
    assert "defect 2" not in words.lower()  # its number would tell how many the first one found
    assert "Same as: " in words


def test_that_a_review_shows_the_first_answers_beside(
    qtbot: QtBot, theme: Theme, shop: Shop
) -> None:
    _sheet, second = _second(shop, CheckMode.REVIEW)
    with open_window(qtbot, theme, shop, places(), "jelena") as window:
        window.go_to("check", second)
        page = window.page
        assert isinstance(page, CheckPage)
        page.go_to_item(5)
        assert page.view.card.first.accessibleName() == "First inspector: Fail"
        assert "WORD OF THE FIRST" in said(page)


def test_that_submitting_the_second_check_leads_to_both_side_by_side(
    qtbot: QtBot, theme: Theme, shop: Shop
) -> None:
    sheet, second = _second(shop, CheckMode.INDEPENDENT)
    answer_all(shop, sheet, second, "jelena")
    with open_window(qtbot, theme, shop, places(), "jelena") as window:
        window.go_to("check", second)
        page = window.page
        assert isinstance(page, CheckPage)
        in_dialog(take("Submit second check"))
        QTest.mouseClick(page.view.summary.finish, Qt.MouseButton.LeftButton)
        assert window.place == "second_check"
        assert SecondPage.shown == (sheet.batch_id,)
