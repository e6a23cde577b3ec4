"""Promise and practice on the Insights page: a sentence for each target, and the way on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from qc_desk.domain.loop_words import TargetKind
from qc_desk.services.insights import InsightName
from qc_desk.ui.insights.page import InsightsPage
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.places import places
from qc_desk.ui.theme import Theme
from tests.checked_shop import ALL_PASS
from tests.shop_window import open_shop, open_window, press, said

LEFT = Qt.MouseButton.LeftButton
KINDS = list(TargetKind)


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[MainWindow]:
    with open_shop(tmp_path) as shop:
        shop.approve(shop.checked_twice("L-1", first=ALL_PASS, second=ALL_PASS))
        with open_window(qtbot, theme, shop, places(), "mira") as made:
            made.go_to("insights")
            qtbot.waitUntil(lambda: len(page(made).practice.ways) == len(KINDS), timeout=20_000)
            cards = page(made).cards.values()
            qtbot.waitUntil(lambda: all(card.shown for card in cards), timeout=20_000)
            yield made


def page(window: MainWindow) -> InsightsPage:
    assert isinstance(window.page, InsightsPage)
    return window.page


def test_that_each_target_stands_beside_its_practice(window: MainWindow) -> None:
    told = said(page(window).practice)
    assert "We want 90 % of lots accepted at the first check; accepted: 1 of 1." in told
    assert "We promise an answer within 120 h; nothing to measure in this period." in told


def test_that_a_target_leads_to_its_picture(window: MainWindow) -> None:
    area = page(window).findChild(QScrollArea)
    assert area is not None
    way = page(window).practice.ways[KINDS.index(TargetKind.SHIP_SLACK_DAYS)]
    QTest.mouseClick(way, LEFT)
    card = page(window).cards[InsightName.SHIP_DATES]
    assert area.verticalScrollBar().value() > 0
    assert not card.visibleRegion().isEmpty()


def test_that_reports_lead_to_their_list(window: MainWindow) -> None:
    QTest.mouseClick(page(window).practice.ways[KINDS.index(TargetKind.SEND_DAYS)], LEFT)
    assert window.place == "reports"


def test_that_the_targets_are_one_press_away(window: MainWindow) -> None:
    press(page(window).practice, "Change the targets…")
    assert window.place == "settings"
    assert "Targets" in said(window)
