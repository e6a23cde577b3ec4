"""Nothing typed is lost, and nothing from another place is written over."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qc_desk.domain.vocabulary import Result
from qc_desk.services import inspections
from qc_desk.services.inspections import Entry
from qc_desk.ui.check.page import CheckPage
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.theme import Theme
from tests.checked_shop import AT, Shop
from tests.long_sheet import Sheet
from tests.shop_window import open_window, said, sign_in
from tests.ui.check.check_kit import KEY, hit, kept, places, title


def test_that_what_was_typed_survives_leaving_and_coming_back(
    qtbot: QtBot, window: MainWindow, page: CheckPage, shop: Shop, sheet: Sheet
) -> None:
    page.view.card.note.setPlainText("Ђурђевак: lid is loose")
    qtbot.waitUntil(lambda: page.draft() == {"note": "Ђурђевак: lid is loose"})
    page.go_to_item(3)
    QTest.keyClicks(page.view.card.measure.line, "95.")
    page.close_check()
    window.go_to("check", sheet.inspection_id)
    assert page.view.card.note_text() == "Ђурђевак: lid is loose"
    page.go_to_item(3)
    assert page.view.card.measure.line.text() == "95."
    page.go_to_item(0)
    hit(qtbot, page, KEY.Key_F1)
    answer = kept(shop, sheet).items[0].answer
    assert answer is not None
    assert answer.note == "Ђурђевак: lid is loose"


def test_that_another_person_sees_nothing_of_it_and_the_first_one_goes_on(
    window: MainWindow, page: CheckPage, shop: Shop
) -> None:
    sign_in(window, shop, "jelena")
    assert page.stack.currentWidget() is page.start
    assert "L-7" not in said(page)
    sign_in(window, shop, "ana")
    assert page.stack.currentWidget() is page.view
    assert title(page) == "Batch label on every carton"


def test_that_after_a_crash_it_opens_at_the_first_open_item(
    qtbot: QtBot, theme: Theme, shop: Shop, sheet: Sheet
) -> None:
    with shop.database.writing() as session:
        entry = Entry(item_id=sheet.items["label"])
        inspections.record_answer(session, sheet.inspection_id, entry, shop.ids["ana"], AT)
    with open_window(qtbot, theme, shop, places(), "ana") as window:
        page = window.page
        assert isinstance(page, CheckPage)
        assert "1 of 6 answered" in said(page.start)
        QTest.mouseClick(page.start.buttons[0], Qt.MouseButton.LeftButton)
        assert title(page) == "Surface is free of scratches"


def _elsewhere(shop: Shop, sheet: Sheet, code: str, result: Result) -> None:
    """Answer at another workstation."""
    with shop.database.writing() as session:
        entry = Entry(item_id=sheet.items[code], result=result)
        later = AT + timedelta(minutes=1)
        inspections.record_answer(session, sheet.inspection_id, entry, shop.ids["ana"], later)


def test_that_an_answer_from_elsewhere_is_shown_and_never_overwritten(
    qtbot: QtBot, window: MainWindow, page: CheckPage, shop: Shop, sheet: Sheet
) -> None:
    page.go_to_item(5)
    page.view.card.note.setPlainText("torn at the left")
    _elsewhere(shop, sheet, "tape", Result.FAIL)
    hit(qtbot, page, KEY.Key_F1)
    assert "answered at another place" in said(window.bar)
    answer = kept(shop, sheet).items[5].answer
    assert answer is not None
    assert answer.result is Result.FAIL
    assert page.view.answers.failed.stands
    assert page.view.card.note_text() == "torn at the left"


def test_that_answers_from_elsewhere_appear_by_themselves(
    page: CheckPage, shop: Shop, sheet: Sheet
) -> None:
    _elsewhere(shop, sheet, "tape", Result.PASS)
    page.look_for_others()
    assert "1 of 6 answered" in said(page)
