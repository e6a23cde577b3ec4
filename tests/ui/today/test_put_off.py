"""Putting lines of Today off by clicks; and what those who lead see, in its order."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qc_desk.domain.loop_words import PromiseSide
from qc_desk.domain.vocabulary import Result
from qc_desk.services.promises import PromiseEntry, make
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.pages import Page
from qc_desk.ui.places import places
from qc_desk.ui.status_bar import Outside, Safety
from qc_desk.ui.theme import Theme
from qc_desk.ui.today.put_off import PutOffDialog
from tests.checked_shop import ALL_PASS, AT, Shop
from tests.shop_window import open_shop, open_window, press, said, shown_buttons

Opened = Callable[[str], MainWindow]
TOMORROW = date(2026, 11, 21)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with open_shop(tmp_path) as made:
        yield made


@pytest.fixture
def opened(qtbot: QtBot, theme: Theme, shop: Shop) -> Iterator[Opened]:
    entered = []

    def open_for(who: str) -> MainWindow:
        context = open_window(qtbot, theme, shop, places(), who)
        entered.append(context)
        return context.__enter__()

    yield open_for
    for context in entered:
        context.__exit__(None, None, None)


def promised(shop: Shop, who: str = "mira") -> None:
    entry = PromiseEntry(side=PromiseSide.OURS, text="20 mugs", site_id=1, due_on=TOMORROW)
    with shop.database.writing() as session:
        make(session, entry, shop.ids[who], AT)


def page(window: MainWindow) -> Page:
    assert window.page is not None
    return window.page


def with_dialog(act: Callable[[PutOffDialog], None]) -> None:
    def work() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, PutOffDialog):
            act(dialog)
        else:
            QTimer.singleShot(20, work)

    QTimer.singleShot(0, work)


def test_that_a_line_is_put_off_with_day_and_reason_and_shown_again(
    opened: Opened, shop: Shop
) -> None:
    promised(shop)
    window = opened("mira")

    def answer(dialog: PutOffDialog) -> None:
        assert not dialog.deed.isEnabled()
        press(dialog, "In 3 days")
        assert not dialog.deed.isEnabled()
        press(dialog, "Waiting for somebody.")
        press(dialog, "Put off")

    with_dialog(answer)
    press(window, "Later…")
    told = said(window)
    assert "Put off by you" in told
    assert "Put off until 23 Nov 2026: Waiting for somebody." in told
    assert "Promises due this week" not in told
    press(window, "Show again")
    assert "Promises due this week" in said(window)
    assert "Put off by you" not in said(window)


def test_that_it_is_back_on_its_day(opened: Opened, shop: Shop) -> None:
    promised(shop)
    window = opened("mira")

    def answer(dialog: PutOffDialog) -> None:
        press(dialog, "Tomorrow")
        press(dialog, "Waiting for somebody.")
        press(dialog, "Put off")

    with_dialog(answer)
    press(window, "Later…")
    window.records.now = lambda: AT + timedelta(days=1)
    window.records.changed.emit()
    assert "Put off by you" not in said(window)
    assert "“20 mugs” is due today." in said(window)


def test_that_a_dialog_that_is_left_keeps_the_line(opened: Opened, shop: Shop) -> None:
    promised(shop)
    window = opened("mira")
    with_dialog(lambda dialog: press(dialog, "Go back"))
    press(window, "Later…")
    assert "Put off by you" not in said(window)


def test_that_a_lead_sees_for_whom_a_check_waits_and_an_inspector_their_own_on_top(
    opened: Opened, shop: Shop
) -> None:
    shop.first_signed("L-1", producers=("marko",))
    shop.first_check(shop.add_batch("L-2"), found={"glaze": Result.PASS})
    promised(shop, "ana")
    lead = said(opened("marko"))
    assert "waits for a second check. Who may do it: Mira" in lead
    inspector = said(opened("ana"))
    assert inspector.index("Begun by you") < inspector.index("Promises due this week")


def test_that_a_backup_that_is_not_good_is_said_to_those_who_lead(
    opened: Opened, shop: Shop
) -> None:
    shop.add_batch()
    window = opened("mira")
    assert "Backup" not in said(page(window))
    window.records.safety = Safety()
    window.records.changed.emit()
    assert "There is no backup of this record yet." in said(page(window))
    window.records.safety = Safety(datetime(2026, 11, 1, tzinfo=UTC), problem="The disk is full.")
    window.records.changed.emit()
    assert "The last backup failed. The disk is full." in said(page(window))
    window.records.safety = Safety(AT - timedelta(days=3))
    window.records.changed.emit()
    assert "The last good backup is too old: 3 days ago." in said(page(window))
    window.records.safety = Safety(AT - timedelta(days=1))
    window.records.changed.emit()
    assert "backup" not in said(page(window))
    window.records.safety = Safety()
    window.records.changed.emit()
    press(page(window), "Back up")
    assert window.place == "settings"


def test_that_a_second_place_that_is_lost_is_said_to_those_who_lead(
    opened: Opened, shop: Shop
) -> None:
    shop.add_batch()
    window = opened("mira")
    window.records.outside = Outside(2)
    window.records.changed.emit()
    assert "second place" not in said(page(window))
    window.records.outside = Outside(2, "It is not there.")
    window.records.changed.emit()
    told = "The second place cannot be reached; 2 sign-offs have no receipt there."
    assert told in said(page(window))
    press(page(window), "Look")
    assert window.place == "settings"


def test_that_everything_but_a_problem_can_be_put_off(opened: Opened, shop: Shop) -> None:
    shop.first_check(shop.add_batch("L-2"), found={"glaze": Result.PASS})
    shop.add_batch("L-3")
    window = opened("mira")
    window.records.safety = Safety()
    window.records.changed.emit()
    QApplication.processEvents()  # the cards are new
    actions = [text for text in shown_buttons(page(window)) if text != "Weekly review"]
    assert actions.count("Later…") * 2 == len(actions) > 2

    def answer(dialog: PutOffDialog) -> None:
        press(dialog, "In a week")
        press(dialog, "Waiting for somebody.")
        press(dialog, "Put off")

    for _line in range(actions.count("Later…")):
        with_dialog(answer)
        press(page(window), "Later…")
    shown = said(page(window))
    assert shown.count("Put off until 27 Nov 2026") == actions.count("Later…")
    assert "There is no backup of this record yet. Put off until" in shown


def test_that_a_quiet_day_shows_what_last_week_came_to(opened: Opened, shop: Shop) -> None:
    shop.approve(shop.checked_twice("L-1", first=ALL_PASS, second=ALL_PASS))
    window = opened("vera")
    assert "Last week. No lot was decided. No complaint." in said(window)
    window.records.now = lambda: AT + timedelta(days=3)
    window.records.changed.emit()
    assert "Last week. Accepted at the first check: 1 of 1. No complaint." in said(window)
    assert "First-pass yield of the last 13 weeks" in said(window)
