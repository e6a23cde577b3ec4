"""Measurements: judged while they are typed, questioned where they are unlikely."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qc_desk.domain.vocabulary import Result
from qc_desk.ui.check.page import CheckPage
from tests.checked_shop import Shop
from tests.long_sheet import Sheet
from tests.shop_window import said
from tests.ui.check.check_kit import KEY, kept, title


def test_that_the_save_button_says_what_the_value_will_be_kept_as(page: CheckPage) -> None:
    page.go_to_item(3)
    measure, save = page.view.card.measure, page.view.answers.save
    assert "Save value" in save.text()
    for typed, said_ in (("95.9", "Save: fail"), ("95.1", "Save: pass"), ("", "Save value")):
        measure.line.setText(typed)
        measure.judge()
        assert said_ in save.text()


@pytest.mark.parametrize(("typed", "value"), [("95,2", "95.2"), ("95.20", "95.20")])
def test_that_a_measurement_takes_comma_and_point_and_enter_saves(
    page: CheckPage, shop: Shop, sheet: Sheet, typed: str, value: str
) -> None:
    page.go_to_item(3)
    measure = page.view.card.measure
    assert "Allowed" in said(page)
    assert "94.5 to 95.5 mm" in said(page)
    assert "Nominal 95.0 mm" in said(page)
    assert measure.line.hasFocus()
    measure.line.setText(typed)
    QTest.keyClick(measure.line, KEY.Key_Return)
    answer = kept(shop, sheet).items[3].answer
    assert answer is not None
    assert (str(answer.value), answer.result) == (value, Result.PASS)
    assert title(page) == "Weight"


def test_that_a_value_is_marked_by_word_and_place_once_it_is_typed(
    qtbot: QtBot, page: CheckPage, shop: Shop, sheet: Sheet
) -> None:
    page.go_to_item(3)
    measure = page.view.card.measure
    QTest.keyClicks(measure.line, "95.9")
    assert measure.verdict.text() == ""
    qtbot.waitUntil(lambda: "0.4 mm above the upper limit" in measure.verdict.text())
    assert measure.gauge.value == Decimal("95.9")
    measure.line.setText("95.1")
    measure.judge()
    assert measure.verdict.text() == "Within the limits"
    assert kept(shop, sheet).answered == 0


@pytest.mark.parametrize("typed", ["1,2,3", "NaN", "1e400", "inf", "1_0", "ten", "--5"])
def test_that_what_is_no_measurement_is_said_and_not_saved(
    page: CheckPage, shop: Shop, sheet: Sheet, typed: str
) -> None:
    page.go_to_item(3)
    measure = page.view.card.measure
    measure.line.setText(typed)
    QTest.keyClick(measure.line, KEY.Key_Return)
    assert "Type a number" in measure.verdict.text()
    assert measure.line.text() == typed
    assert kept(shop, sheet).answered == 0


def test_that_an_unlikely_value_is_questioned_and_enter_alone_never_keeps_it(
    page: CheckPage, shop: Shop, sheet: Sheet
) -> None:
    page.go_to_item(3)
    measure = page.view.card.measure
    measure.line.setText("950")
    QTest.keyClick(measure.line, KEY.Key_Return)
    assert "Really 950 mm? The limits are: 94.5 to 95.5 mm." in said(page)
    assert measure.doubt.again.hasFocus()
    QTest.keyClick(measure.doubt.again, KEY.Key_Return)
    assert measure.line.hasFocus()
    assert kept(shop, sheet).answered == 0
    QTest.keyClick(measure.line, KEY.Key_Return)
    QTest.mouseClick(measure.doubt.keep, Qt.MouseButton.LeftButton)
    answer = kept(shop, sheet).items[3].answer
    assert answer is not None
    assert (answer.value, answer.result) == (Decimal(950), Result.FAIL)
