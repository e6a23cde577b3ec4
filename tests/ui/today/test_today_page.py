"""The Today page: one sentence and one action a line."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qc_desk.domain.vocabulary import BatchStatus, Result, Role
from qc_desk.services import people, sign_offs
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.pages import Place
from qc_desk.ui.theme import Theme
from qc_desk.ui.today import build
from tests.checked_shop import AT, Shop, print_plainly
from tests.shop_window import open_shop, open_window, press, said
from tests.ui.conftest import NotePage

Opened = Callable[[str], MainWindow]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with open_shop(tmp_path) as made:
        yield made


@pytest.fixture
def opened(qtbot: QtBot, theme: Theme, shop: Shop) -> Iterator[Opened]:
    """Open the window on its Today page for one of the shop's people."""
    entered = []

    def open_for(who: str) -> MainWindow:
        others = [
            Place(name, name, "package", partial(NotePage, title=name))
            for name in ("batches", "check", "second_check")
        ]
        places = [Place("today", "&Today", "calendar-check", build), *others]
        context = open_window(qtbot, theme, shop, places, who)
        entered.append(context)
        return context.__enter__()

    yield open_for
    for context in entered:
        context.__exit__(None, None, None)


def went(window: MainWindow) -> tuple[str, tuple[object, ...]]:
    assert isinstance(window.page, NotePage)
    return window.place, window.page.opened[-1]


def test_that_a_new_shop_is_told_how_to_begin(opened: Opened) -> None:
    window = opened("mira")
    assert "Welcome to QC Desk" in said(window)
    press(window, "Enter a batch")
    assert went(window) == ("batches", ("new",))


def test_that_ones_own_check_is_continued(opened: Opened, shop: Shop) -> None:
    batch_id = shop.add_batch()
    inspection = shop.first_check(batch_id, found={"glaze": Result.PASS})
    window = opened("ana")
    assert "Your first check of L-1 (Mug): 1 of 3 answered." in said(window)
    press(window, "Continue")
    assert went(window) == ("check", (inspection,))


def test_that_a_second_check_one_may_do_is_offered_and_to_nobody_else(
    opened: Opened, shop: Shop
) -> None:
    batch_id = shop.first_signed()
    window = opened("jelena")
    assert "L-1 (Mug) waits for a second person." in said(window)
    press(window, "Open")
    assert went(window) == ("batches", (batch_id,))


def test_that_the_first_inspector_is_left_in_peace(opened: Opened, shop: Shop) -> None:
    shop.first_signed()
    window = opened("ana")
    assert "Nothing waits for you" in said(window)


def test_that_a_submitted_second_check_is_to_be_decided(opened: Opened, shop: Shop) -> None:
    batch_id = shop.checked_twice()
    window = opened("jelena")
    press(window, "Compare")
    assert went(window) == ("second_check", (batch_id,))


def test_that_held_batches_wait_for_a_lead(opened: Opened, shop: Shop) -> None:
    batch_id = shop.checked_twice()
    shop.reject(batch_id)
    window = opened("marko")
    assert "L-1 (Mug) is held and waits for a decision." in said(window)
    press(window, "Decide")
    assert went(window) == ("batches", (batch_id,))


def test_that_batches_without_first_check_are_counted(opened: Opened, shop: Shop) -> None:
    shop.add_batch("L-1")
    shop.add_batch("L-2")
    window = opened("ana")
    assert "2 batches wait for their first check." in said(window)
    press(window, "Show them")
    assert went(window) == ("batches", (BatchStatus.DRAFT, BatchStatus.REWORK))


def test_that_a_release_without_second_check_is_never_silent(opened: Opened, shop: Shop) -> None:
    batch_id = shop.first_signed(who="mira")
    with shop.database.writing() as session:
        for login in ("ana", "jelena", "marko"):
            people.set_roles(session, shop.ids[login], {(Role.VIEWER, 1)}, shop.ids["mira"], AT)
    with shop.database.writing() as session:
        sign_offs.release_alone(
            session, shop.seen(batch_id), "only me", shop.key("mira"), AT, print_plainly
        )
    window = opened("vera")
    assert "1 batch was released without second check in the last 30 days." in said(window)


def test_that_a_change_is_shown_at_once(opened: Opened, shop: Shop) -> None:
    window = opened("ana")
    shop.add_batch()
    window.records.changed.emit()
    assert "1 batch waits for its first check." in said(window)
