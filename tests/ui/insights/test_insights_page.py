"""Insights: pictures that lead to their records, and tables that can be taken along."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from qc_desk.services.insights import InsightName
from qc_desk.ui.chart import box
from qc_desk.ui.insights.dialogs import BehindDialog, TableDialog
from qc_desk.ui.insights.filter_bar import Span
from qc_desk.ui.insights.page import InsightsPage
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.places import places
from qc_desk.ui.theme import Theme
from tests.checked_shop import ALL_PASS
from tests.shop_window import open_shop, open_window, press, said

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[MainWindow]:
    with open_shop(tmp_path) as shop:
        for number in range(3):
            batch = shop.checked_twice(f"L-{number}", first=ALL_PASS, second=ALL_PASS)
            shop.approve(batch)
        with open_window(qtbot, theme, shop, places(), "mira") as made:
            made.go_to("insights")
            qtbot.waitUntil(lambda: counted(made), timeout=20_000)
            yield made


def page(window: MainWindow) -> InsightsPage:
    assert isinstance(window.page, InsightsPage)
    return window.page


def counted(window: MainWindow) -> bool:
    return all(card.shown is not None for card in page(window).cards.values())


def with_dialog(kind: type[QDialog], act: Callable[[QDialog], None]) -> None:
    def work() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            act(dialog)
        else:
            QTimer.singleShot(20, work)

    QTimer.singleShot(0, work)


def test_that_every_picture_says_what_it_shows_or_why_it_cannot(window: MainWindow) -> None:
    for name, card in page(window).cards.items():
        assert card.shown is not None
        assert card.shown.name is name
        assert card.shown.sentence in said(card)
    first = page(window).cards[InsightName.FIRST_PASS]
    assert "Accepted at the first check: 3 of 3." in said(first)
    assert "No defect was recorded in this period." in said(
        page(window).cards[InsightName.DEFECTS]
    )


def test_that_a_click_on_a_point_lists_the_batches_behind_it(
    qtbot: QtBot, window: MainWindow
) -> None:
    chart = page(window).cards[InsightName.FIRST_PASS].chart
    assert chart is not None
    seen: list[str] = []

    def look(dialog: QDialog) -> None:
        seen.append(said(dialog))
        press(dialog, "Open")

    with_dialog(BehindDialog, look)
    spot = next(each for each in chart.spots if each.key)
    QTest.mouseClick(chart, LEFT, pos=box(spot).center().toPoint())
    qtbot.waitUntil(lambda: window.place == "batches", timeout=20_000)
    assert "3 records are behind this mark." in seen[0]
    assert "L-0" in seen[0]


def test_that_another_period_is_counted_anew(qtbot: QtBot, window: MainWindow) -> None:
    shown = page(window).cards[InsightName.FIRST_PASS].shown
    QTest.mouseClick(page(window).filters.chips[Span.TEN], LEFT)
    cards = page(window).cards
    qtbot.waitUntil(lambda: cards[InsightName.FIRST_PASS].shown is not shown, timeout=20_000)
    assert page(window).scope.days == Span.TEN.days


def test_that_a_table_shows_the_figures_and_can_be_saved(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, window: MainWindow
) -> None:
    chosen = iter([str(tmp_path / "a.xlsx"), str(tmp_path / "a.svg"), str(tmp_path / "a.png"), ""])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (next(chosen), ""))
    rows: list[int] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, TableDialog)
        rows.append(dialog.table.rowCount())
        picture = "Save the picture…"
        for text in ("Save the table…", picture, picture, "Save the table…"):
            press(dialog, text)
        press(dialog, "Close")

    with_dialog(TableDialog, look)
    QTest.mouseClick(page(window).cards[InsightName.FIRST_PASS].table, LEFT)
    assert rows[0] > 0
    assert (tmp_path / "a.xlsx").read_bytes().startswith(b"PK")
    assert (tmp_path / "a.svg").read_bytes().startswith(b"<?xml")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


def test_that_a_folder_that_cannot_be_written_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, window: MainWindow
) -> None:
    missing = str(tmp_path / "missing" / "a.csv")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (missing, ""))

    def look(dialog: QDialog) -> None:
        press(dialog, "Save the table…")
        press(dialog, "Close")

    with_dialog(TableDialog, look)
    QTest.mouseClick(page(window).cards[InsightName.FIRST_PASS].table, LEFT)
    assert "a.csv" in said(window)


def test_that_two_pictures_stand_side_by_side_only_where_there_is_room(
    window: MainWindow,
) -> None:
    cards = list(page(window).cards.values())
    window.resize(1280, 800)
    QApplication.processEvents()
    assert cards[0].y() == cards[1].y()
    window.resize(853, 533)
    QApplication.processEvents()
    assert cards[0].x() == cards[1].x()
