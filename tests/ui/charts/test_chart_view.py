"""A chart in the window is opened by click, by finger and by key."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from qc_desk.domain.charts import Bar, BarChart
from qc_desk.ui.chart import ChartView, box
from qc_desk.ui.theme import Theme

CHART = BarChart(
    bars=tuple(
        Bar(label=code, value=count, figure=str(count), key=key, told=f"{code}: {count} defects")
        for code, count, key in (("Scratch", 41, "S"), ("Colour", 9, "C"), ("Other", 3, ""))
    )
)


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> Iterator[ChartView]:
    theme.apply()
    made = ChartView(CHART, "Defects by kind")
    qtbot.addWidget(made)
    made.resize(600, made.sizeHint().height())
    made.show()
    yield made
    QToolTip.hideText()


def middle(view: ChartView, number: int) -> QPoint:
    return box(view.spots[number]).center().toPoint()


def test_that_a_click_on_a_bar_opens_what_is_behind_it(qtbot: QtBot, view: ChartView) -> None:
    with qtbot.waitSignal(view.chosen) as chosen:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=middle(view, 1))
    assert chosen.args == ["C"]


def test_that_a_bar_without_records_only_says_what_it_is(qtbot: QtBot, view: ChartView) -> None:
    with qtbot.assertNotEmitted(view.chosen):
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=middle(view, 2))
    qtbot.waitUntil(lambda: QToolTip.text() == "Other: 3 defects")


def test_that_the_keyboard_walks_from_bar_to_bar_and_opens_one(
    qtbot: QtBot, view: ChartView
) -> None:
    with qtbot.waitSignal(view.chosen) as chosen:
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Return):
            QTest.keyClick(view, key)
    assert chosen.args == ["S"]
    assert view.accessibleDescription() == "Scratch: 41 defects"
    for _again in range(5):
        QTest.keyClick(view, Qt.Key.Key_Right)
    with qtbot.assertNotEmitted(view.chosen):
        QTest.keyClick(view, Qt.Key.Key_Space)
    assert view.at == 2


def test_that_pointing_says_what_a_mark_is(qtbot: QtBot, view: ChartView) -> None:
    place = middle(view, 0)
    asked = QHelpEvent(QHelpEvent.Type.ToolTip, place, view.mapToGlobal(place))
    QApplication.sendEvent(view, asked)
    qtbot.waitUntil(lambda: QToolTip.text() == "Scratch: 41 defects")
    QTest.mouseMove(view, place)
    qtbot.waitUntil(lambda: view.cursor().shape() == Qt.CursorShape.PointingHandCursor)


def test_that_far_from_every_mark_nothing_is_meant(view: ChartView) -> None:
    assert view.nearest(QPointF(300, 5000)) is None
    assert view.nearest(QPointF(middle(view, 0))) == view.spots[0]


def test_that_another_chart_takes_its_place_and_colours_follow_the_theme(
    view: ChartView, theme: Theme
) -> None:
    before = view.grab().toImage()
    theme.choose("dark")
    assert view.grab().toImage() != before
    theme.choose("light")
    view.show_chart(BarChart(bars=CHART.bars[:1]), "One kind")
    assert (view.accessibleName(), len(view.spots)) == ("One kind", 1)
