"""What is measured with: offered, chosen by touch and scan, refused with the way out."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from qc_desk.domain.inspections import Answer
from qc_desk.services import inspections
from qc_desk.services.gauges import GaugeRow
from qc_desk.ui.check.measured_with import GaugeDialog
from qc_desk.ui.check.page import CheckPage
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.theme import Theme
from tests.checked_shop import AT, Shop
from tests.measured_shop import TODAY, add_gauge, ask_for_gauges, calibrate, in_date
from tests.shop_window import because, open_window, said, when_asked
from tests.ui.check.check_kit import places


@pytest.fixture
def gauges(shop: Shop) -> dict[str, GaugeRow]:
    ask_for_gauges(shop)
    overdue = add_gauge(shop, "CAL-9")
    calibrate(shop, overdue, due=TODAY - timedelta(days=1))
    return {"CAL-1": in_date(shop, "CAL-1"), "CAL-2": in_date(shop, "CAL-2"), "CAL-9": overdue}


@pytest.fixture
def window(
    qtbot: QtBot, theme: Theme, shop: Shop, gauges: dict[str, GaugeRow]
) -> Iterator[MainWindow]:
    assert gauges
    batch_id = shop.add_batch("L-9")
    with shop.database.writing() as session:
        opened = inspections.open_first_check(session, batch_id, shop.ids["ana"], AT)
    with open_window(qtbot, theme, shop, places(), "ana") as made:
        made.go_to("check", opened)
        yield made


def page(window: MainWindow) -> CheckPage:
    found = window.findChild(CheckPage)
    assert isinstance(found, CheckPage)
    return found


def enter(window: MainWindow, value: str) -> None:
    line = page(window).view.card.measure.line
    line.clear()
    QTest.keyClicks(line, value)
    QTest.keyClick(line, Qt.Key.Key_Return)


def used(shop: Shop) -> list[str]:
    with shop.database.reading() as session:
        found = session.scalars(select(Answer).order_by(Answer.id))
        return [a.calibration.gauge.number if a.calibration else "" for a in found]


def tap_in_dialog(number: str) -> None:
    """Tap a gauge in the dialog that is about to open."""

    def tap() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, GaugeDialog)
        button = next(b for b in dialog.buttons if b.text().startswith(number))
        button.click()
        if not button.isEnabled():
            dialog.reject()

    QTimer.singleShot(0, tap)


def test_that_a_value_asks_for_its_gauge_when_two_could_be_meant(
    window: MainWindow, shop: Shop
) -> None:
    row = page(window).view.card.measure.measured_with
    assert row.isVisible()
    assert row.chosen is None
    tap_in_dialog("CAL-2")
    enter(window, "10")
    assert used(shop) == ["CAL-2"]


def test_that_a_gauge_is_chosen_by_its_code(window: MainWindow, shop: Shop) -> None:
    assert page(window).take_scan("cal-1")
    row = page(window).view.card.measure.measured_with
    assert row.button.text().startswith("CAL-1")
    assert "2027" in row.state.accessibleName()
    enter(window, "10")
    assert used(shop) == ["CAL-1"]


def test_that_an_overdue_gauge_cannot_be_chosen_and_says_so(
    window: MainWindow, shop: Shop
) -> None:
    page(window).take_scan("CAL-9")
    assert "CAL-9 cannot be measured with: overdue" in said(window)
    assert page(window).view.card.measure.measured_with.chosen is None
    tap_in_dialog("CAL-9")
    enter(window, "10")
    assert used(shop) == []
    assert "In date here: CAL-1, CAL-2." in said(window)
    assert page(window).view.card.measure.line.text() == "10"


def test_that_another_gauge_for_the_same_value_is_another_answer(
    window: MainWindow, shop: Shop
) -> None:
    page(window).take_scan("CAL-1")
    enter(window, "10")
    page(window).go_to_item(0)
    enter(window, "10")
    assert used(shop) == ["CAL-1"]
    page(window).go_to_item(0)
    page(window).take_scan("CAL-2")
    when_asked(because("measured again"))
    enter(window, "10")
    assert used(shop) == ["CAL-1", "CAL-2"]
