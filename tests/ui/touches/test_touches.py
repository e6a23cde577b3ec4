"""Contacts: one click opens, one click keeps."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qc_desk.domain.loop_words import Channel, Direction
from qc_desk.domain.orders import Order
from qc_desk.services import touches
from qc_desk.services.acts import acting
from qc_desk.services.touch_limits import order_touches
from qc_desk.services.touches import TouchEntry, TouchRow, touches_of_order
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.pages import Place
from qc_desk.ui.promises import About
from qc_desk.ui.theme import Theme
from qc_desk.ui.touches import TouchesCard, touch_dialog
from qc_desk.ui.touches.dialog import TouchDialog
from tests.checked_shop import AT
from tests.promised import Promised, talked_about
from tests.shop_window import open_shop, open_window, press, said
from tests.ui.conftest import NotePage


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Promised]:
    with open_shop(tmp_path) as shop:
        yield talked_about(shop)


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, talk: Promised) -> Iterator[MainWindow]:
    places = [Place("today", "&Today", "calendar-check", partial(NotePage, title="Today"))]
    with open_window(qtbot, theme, talk.shop, places, "ana") as made:
        yield made


def about(talk: Promised) -> About:
    return About(name="N-1 · Кафић Мост", order_id=talk.order_id)


def noted(talk: Promised) -> list[TouchRow]:
    with talk.shop.database.reading() as session:
        return touches_of_order(session, talk.order_id)


def with_dialog(act: Callable[[TouchDialog], None]) -> None:
    def work() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, TouchDialog):
            act(dialog)
        else:
            QTimer.singleShot(20, work)

    QTimer.singleShot(0, work)


def show_card(window: MainWindow, talk: Promised) -> TouchesCard:
    with talk.shop.database.reading() as session:
        rows = touches_of_order(session, talk.order_id)
        counted = order_touches(session, talk.order_id, AT)
    card = TouchesCard(window.kit, about(talk), rows, counted, zone="Europe/Belgrade")
    assert window.page is not None
    window.page.body.addWidget(card)
    return card


def test_that_a_call_of_five_minutes_takes_two_clicks(window: MainWindow, talk: Promised) -> None:
    card = show_card(window, talk)
    with_dialog(lambda dialog: press(dialog, "5 min"))
    press(card, "Note a contact…")
    (row,) = noted(talk)
    assert (row.direction, row.channel, row.minutes, row.planned, row.happened_at) == (
        Direction.IN,
        Channel.PHONE,
        5,
        False,
        AT,
    )
    assert "The contact is noted." in said(window)


def test_that_everything_else_is_chosen_before(window: MainWindow, talk: Promised) -> None:
    def fill(dialog: TouchDialog) -> None:
        press(dialog, "To the customer")
        press(dialog, "E-mail")
        dialog.planned.setChecked(True)
        dialog.note.set_text("Послали смо слике")
        press(dialog, "Keep without a time")

    with_dialog(fill)
    assert touch_dialog(window.kit, about(talk), window) is not None
    (row,) = noted(talk)
    assert (row.direction, row.channel, row.minutes, row.planned, row.note) == (
        Direction.OUT,
        Channel.EMAIL,
        0,
        True,
        "Послали смо слике",
    )


def test_that_a_note_is_there_again_after_leaving(window: MainWindow, talk: Promised) -> None:
    def leave(dialog: TouchDialog) -> None:
        dialog.note.set_text("Петар је љут")
        press(dialog, "Go back")

    with_dialog(leave)
    assert touch_dialog(window.kit, about(talk), window) is None
    with_dialog(lambda dialog: press(dialog, "2 min"))
    touch_dialog(window.kit, about(talk), window)
    assert [row.note for row in noted(talk)] == ["Петар је љут"]
    with_dialog(lambda dialog: press(dialog, "2 min"))
    touch_dialog(window.kit, about(talk), window)
    assert [row.note for row in noted(talk)] == ["", "Петар је љут"]


def test_that_the_card_says_how_many_are_usual_and_when_there_are_too_many(
    window: MainWindow, talk: Promised
) -> None:
    with talk.shop.database.writing() as session:
        acting(session, "test.orders", talk.shop.ids["mira"], AT)
        customer = session.get_one(Order, talk.order_id).customer
        session.add_all(
            Order(number=f"M-{each}", customer=customer, created_at=AT) for each in range(19)
        )
    entry = TouchEntry(
        order_id=talk.order_id, direction=Direction.IN, channel=Channel.PHONE, minutes=5
    )
    for _ in range(8):
        with talk.shop.database.writing() as session:
            touches.note(session, entry, talk.shop.ids["ana"], AT)
    shown = said(show_card(window, talk))
    assert "8 contacts · 8 not planned · 40 min" in shown
    assert "Usual here: 0.4 per order; from 3 on it is too many" in shown
    assert "and 3 earlier ones" in shown


def test_that_few_orders_are_said_to_be_few(window: MainWindow, talk: Promised) -> None:
    shown = said(show_card(window, talk))
    assert "0 contacts" in shown
    assert "From 4 on it is too many: 3 more than the median of 1 order," in shown
