"""The weekly review: the week as it was, decisions that become promises, and the page on paper."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from qc_desk.services import promise_lists
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.places import places
from qc_desk.ui.review.page import ReviewPage
from qc_desk.ui.theme import Theme
from tests.checked_shop import ALL_PASS, AT, Shop
from tests.shop_window import open_shop, open_window, press, said

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with open_shop(tmp_path) as made:
        made.approve(made.checked_twice("L-1", first=ALL_PASS, second=ALL_PASS))
        yield made


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, shop: Shop) -> Iterator[MainWindow]:
    with open_window(qtbot, theme, shop, places(), "mira") as made:
        press(made, "Weekly review")
        yield made


def page(window: MainWindow) -> ReviewPage:
    assert isinstance(window.page, ReviewPage)
    return window.page


def decide(window: MainWindow, text: str) -> None:
    form = page(window).form
    form.text.set_text(text)
    form.due.set_text("24.11.2026")
    QTest.mouseClick(form.deed, LEFT)


def test_that_today_leads_to_the_week_that_is_over(window: MainWindow) -> None:
    told = said(window)
    assert window.place == "review"
    assert "9 Nov 2026 to 15 Nov 2026" in told
    assert "No lot was decided. No complaint." in told
    assert "Nothing came back." in told
    assert "there is room for three decisions" in told


def test_that_three_decisions_become_promises(window: MainWindow, shop: Shop) -> None:
    assert not page(window).form.deed.isEnabled()
    for text in ("A second gauge", "Call Kiln & Clay", "Train Ana"):
        decide(window, text)
        assert page(window).form.text.text() == ""
    assert "1. A second gauge" in said(window)
    assert page(window).form.isHidden()
    with shop.database.reading() as session:
        rows = promise_lists.promise_rows(session, promise_lists.PromiseFilter(), AT)
    assert [row.text for row in rows] == ["A second gauge", "Call Kiln & Clay", "Train Ana"]
    assert {row.owner for row in rows} == {"Mira Ilić"}


def test_that_other_weeks_are_one_press_away(window: MainWindow) -> None:
    assert not page(window).after.isEnabled()
    press(window, "Week before")
    assert "2 Nov 2026 to 8 Nov 2026" in said(window)
    press(window, "Week after")
    assert "9 Nov 2026 to 15 Nov 2026" in said(window)


def test_that_the_page_is_saved_as_a_pdf(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, window: MainWindow
) -> None:
    chosen = iter(["", str(tmp_path / "week.pdf")])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (next(chosen), ""))
    press(window, "Save as PDF…")
    press(window, "Save as PDF…")
    qtbot.waitUntil(lambda: "week.pdf" in said(window), timeout=30_000)
    assert (tmp_path / "week.pdf").read_bytes().startswith(b"%PDF")


def test_that_what_is_typed_is_kept(window: MainWindow) -> None:
    page(window).form.text.set_text("half a thought")
    drafts = page(window).kit.drafts
    assert drafts.get("review/decision") == {"text": "half a thought"}


def test_that_only_an_owner_decides(qtbot: QtBot, theme: Theme, shop: Shop) -> None:
    with open_window(qtbot, theme, shop, places(), "marko") as made:
        press(made, "Weekly review")
        assert page(made).form.isHidden()
