"""The check page: one item at a time, saved at every answer, within everybody's reach."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from qc_desk.domain.vocabulary import Result
from qc_desk.ui.check.answer_bar import AnswerBar
from qc_desk.ui.check.page import CheckPage
from qc_desk.ui.check.states import Wanted
from qc_desk.ui.main_window import MainWindow
from tests.checked_shop import Shop
from tests.long_sheet import Sheet
from tests.shop_window import press, said
from tests.ui.check.check_kit import (
    KEY,
    SecondPage,
    give_reason,
    hit,
    in_dialog,
    kept,
    take,
    title,
)


def test_that_a_check_opens_at_its_first_open_item_with_nothing_filled_in(
    page: CheckPage,
) -> None:
    assert title(page) == "Batch label on every carton"
    assert "0 of 6 answered" in said(page)
    assert not any(each.stands for each in page.view.answers.by_result())
    assert not page.view.card.standing.isVisible()
    assert not any(
        "all" in each.text().lower() and "pass" in each.text().lower()
        for each in page.findChildren(QPushButton)
    )


def test_that_f1_keeps_a_pass_and_goes_on(
    qtbot: QtBot, page: CheckPage, shop: Shop, sheet: Sheet
) -> None:
    hit(qtbot, page, KEY.Key_F1)
    assert kept(shop, sheet).answered == 1
    assert title(page) == "Surface is free of scratches"
    assert "Unit 1 of 2" in page.view.card.unit.accessibleName()
    assert "Saved 09:30" in said(page)


def test_that_large_buttons_do_the_same_by_touch(
    page: CheckPage, shop: Shop, sheet: Sheet
) -> None:
    for button in page.view.answers.by_result():
        assert button.height() >= 44
    QTest.mouseClick(page.view.answers.passed, Qt.MouseButton.LeftButton)
    answer = kept(shop, sheet).items[0].answer
    assert answer is not None
    assert answer.result is Result.PASS


def test_that_not_applicable_asks_why(
    qtbot: QtBot, page: CheckPage, shop: Shop, sheet: Sheet
) -> None:
    in_dialog(lambda dialog: dialog.leave.click())
    hit(qtbot, page, KEY.Key_F3)
    assert kept(shop, sheet).answered == 0
    in_dialog(give_reason)
    hit(qtbot, page, KEY.Key_F3)
    answer = kept(shop, sheet).items[0].answer
    assert answer is not None
    assert (answer.result, answer.note) == (Result.NOT_APPLICABLE, "Not part of this product")


def test_that_keys_step_and_the_overview_jumps(qtbot: QtBot, page: CheckPage) -> None:
    hit(qtbot, page, KEY.Key_PageDown)
    assert page.index == 1
    hit(qtbot, page, KEY.Key_Down)
    assert page.index == 2
    hit(qtbot, page, KEY.Key_Up)
    hit(qtbot, page, KEY.Key_PageUp)
    assert page.index == 0
    model, view = page.view.overview.model, page.view.overview.view
    line = model.line_of(5)
    assert line is not None
    QTest.mouseClick(
        view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=view.visualRect(model.index(line)).center(),
    )
    assert title(page) == "Carton is closed"


def test_that_the_overview_tells_states_in_words_and_filters(
    qtbot: QtBot, page: CheckPage
) -> None:
    hit(qtbot, page, KEY.Key_F1)
    overview = page.view.overview
    lines = [overview.model.index(n).data() for n in range(overview.model.rowCount())]
    assert "1.1 Batch label on every carton: Photo missing" in lines
    assert "2.1 Surface is free of scratches · unit 1: Open" in lines
    QTest.mouseClick(overview.buttons[Wanted.FAILED], Qt.MouseButton.LeftButton)
    assert overview.model.rowCount() == 0
    QTest.mouseClick(overview.buttons[Wanted.OPEN], Qt.MouseButton.LeftButton)
    assert overview.buttons[Wanted.OPEN].text() == "Open 6"


def test_that_a_changed_answer_asks_why_and_keeps_both(
    qtbot: QtBot, page: CheckPage, shop: Shop, sheet: Sheet
) -> None:
    page.go_to_item(5)
    hit(qtbot, page, KEY.Key_F1)
    page.go_to_item(5)
    in_dialog(lambda dialog: dialog.leave.click())
    hit(qtbot, page, KEY.Key_F2)
    answer = kept(shop, sheet).items[5].answer
    assert answer is not None
    assert answer.result is Result.PASS
    words = in_dialog(give_reason)
    hit(qtbot, page, KEY.Key_F2)
    assert any("stays in the record" in each for each in words)
    answer = kept(shop, sheet).items[5].answer
    assert answer is not None
    assert (answer.result, answer.corrected) == (Result.FAIL, True)


def test_that_a_batch_is_begun_by_scanning_its_number_after_a_question(
    window: MainWindow, page: CheckPage, shop: Shop
) -> None:
    shop.add_batch("QC-2026-0009")
    page.close_check()
    page.start.field.setText("QC-2026-0009")
    in_dialog(take("Not now"))
    QTest.keyClick(page.start.field, KEY.Key_Return)
    assert page.stack.currentWidget() is page.start
    words = in_dialog(take("Begin first check"))
    window.go_to("check", "QC-2026-0009")
    assert any("500 pieces" in each for each in words)
    assert page.heading.text() == "QC-2026-0009 · Enamel mug"


def test_that_an_unknown_number_is_said_and_stays_in_the_field(
    window: MainWindow, page: CheckPage
) -> None:
    page.close_check()
    page.start.field.setText("NO-SUCH")
    press(page.start, "Open")
    assert "NO-SUCH" in said(window.bar)
    assert page.start.field.text() == "NO-SUCH"


def test_that_a_small_window_keeps_everything_within_reach(
    qtbot: QtBot, window: MainWindow, page: CheckPage
) -> None:
    window.resize(853, 533)
    qtbot.waitUntil(lambda: page.view.narrow)
    page.go_to_item(0)
    for each in page.findChildren(QPushButton):
        if each.isVisible() and each.text():
            needed = each.fontMetrics().horizontalAdvance(each.text().replace("&", ""))
            assert each.width() >= needed, each.text()
            assert each.height() >= 44, each.text()
    assert not page.view.overview.isVisible()
    press(page, "All items")
    assert page.view.overview.isVisible()
    page.view.overview.chosen.emit(3)
    assert title(page) == "Height"
    assert not page.view.overview.isVisible()


def test_that_the_model_of_the_overview_keeps_qt_s_contract(
    page: CheckPage, qtmodeltester: object
) -> None:
    qtmodeltester.check(page.view.overview.model)  # type: ignore[attr-defined]


def test_that_a_scanned_code_stays_with_the_check_page(window: MainWindow) -> None:
    window.kit.scanner.scanned.emit("L-404")
    assert window.place == "check"
    assert "L-404" in said(window)


def test_that_all_answers_are_written_in_one_size(qtbot: QtBot) -> None:
    bar = AnswerBar()
    qtbot.addWidget(bar)
    bar.resize(640, 100)
    bar.show()
    bar.failed.say("F2", "Не відповідає вимогам", stands=False)
    bar.passed.say("F1", "Відповідає", stands=True)
    bar.save.hide()
    bar.resize(600, 100)
    answers = list(bar.by_result())
    assert len({each.iconSize().width() for each in answers}) == 1
    assert answers[0].iconSize().width() < 36  # as small as the longest of them needs


def test_that_a_scan_of_something_else_opens_it_while_nothing_is_checked(
    window: MainWindow, page: CheckPage, shop: Shop
) -> None:
    window.kit.scanner.scanned.emit("CRACK")
    assert window.place == "check"  # nobody is taken away from a check
    page.close_check()
    window.kit.scanner.scanned.emit("CRACK")
    assert (window.place, SecondPage.shown) == ("settings", ("defect_codes", shop.code_id))
