"""Making a promise: who promises whom, what, until when."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from qc_desk.domain.loop_words import PromiseSide
from qc_desk.services.promise_lists import PromiseFilter, promise_rows, promises_of_complaint
from qc_desk.services.promise_rows import PromiseRow
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.promises import About, PromisesCard, promise_dialog
from qc_desk.ui.promises.dialog import PromiseDialog
from tests.checked_shop import AT
from tests.promised import FRIDAY, Promised
from tests.shop_window import press, said, shown_buttons


def about(talk: Promised) -> About:
    return About(
        name="C-1 · Кафић Мост",
        site_id=1,
        customer_id=talk.customer_id,
        customer="Кафић Мост",
        order_id=talk.order_id,
        complaint_id=talk.complaint_id,
    )


def with_dialog(act: Callable[[PromiseDialog], None]) -> None:
    def work() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, PromiseDialog):
            act(dialog)
        else:
            QTimer.singleShot(20, work)

    QTimer.singleShot(0, work)


def made(talk: Promised) -> list[PromiseRow]:
    with talk.shop.database.reading() as session:
        return promise_rows(session, PromiseFilter(), AT)


def test_that_a_promise_to_a_customer_is_made_with_few_clicks(
    window: MainWindow, talk: Promised
) -> None:
    def fill(dialog: PromiseDialog) -> None:
        assert not dialog.deed.isEnabled()
        dialog.promised.set_text("Send 20 new mugs")
        press(dialog, "In a week")
        press(dialog, "Promise it")

    with_dialog(fill)
    assert promise_dialog(window.kit, about(talk), window) is not None
    (row,) = made(talk)
    assert (row.to_whom, row.complaint, row.order, row.owner) == (
        "Кафић Мост",
        "C-1",
        "N-1",
        "Ana Kovač",
    )
    assert row.due_on == FRIDAY + timedelta(days=7)
    assert "The clock runs from now on." in said(window)


def test_that_a_manufacturers_promise_of_a_fix_is_noted(
    window: MainWindow, talk: Promised
) -> None:
    problem = About(
        name="PR-1",
        manufacturer_id=talk.shop.manufacturer_id,
        manufacturer="Kiln 4",
        problem_id=talk.problem_id,
    )

    def fill(dialog: PromiseDialog) -> None:
        assert "Kiln 4 promises us" in shown_buttons(dialog)
        dialog.promised.set_text("New glaze from Monday on")
        press(dialog, "Tomorrow")
        dialog.is_fix.setChecked(True)
        press(dialog, "Promise it")

    with_dialog(fill)
    promise_dialog(window.kit, problem, window)
    (row,) = made(talk)
    assert (row.side, row.to_whom, row.is_fix) == (PromiseSide.THEIRS, "Jingdezhen Kiln 4", True)


def test_that_one_can_promise_something_to_oneself(window: MainWindow, talk: Promised) -> None:
    def fill(dialog: PromiseDialog) -> None:
        press(dialog, "Only to ourselves")
        dialog.promised.set_text("Look for the cause")
        press(dialog, "Today")
        press(dialog, "Promise it")

    with_dialog(fill)
    promise_dialog(window.kit, about(talk), window)
    (row,) = made(talk)
    assert (row.to_whom, row.due_on) == ("", FRIDAY)


def test_that_a_day_that_is_over_is_refused_while_it_is_typed(
    window: MainWindow, talk: Promised
) -> None:
    def fill(dialog: PromiseDialog) -> None:
        dialog.promised.set_text("Send 20 new mugs")
        dialog.due.set_text("19.11.2026")
        assert dialog.due.error.words.text() == "This day is over."
        assert not dialog.deed.isEnabled()
        press(dialog, "Go back")

    with_dialog(fill)
    assert promise_dialog(window.kit, about(talk), window) is None
    assert made(talk) == []


def test_that_what_was_typed_is_there_again_after_leaving(
    window: MainWindow, talk: Promised
) -> None:
    def leave(dialog: PromiseDialog) -> None:
        dialog.promised.set_text("Send 20 new mugs")
        press(dialog, "Go back")

    found = []

    def look(dialog: PromiseDialog) -> None:
        found.append(dialog.promised.text())
        press(dialog, "Go back")

    for act in (leave, look):
        with_dialog(act)
        promise_dialog(window.kit, about(talk), window)
    assert found == ["Send 20 new mugs"]


def test_that_the_card_shows_promises_and_makes_another(
    window: MainWindow, talk: Promised
) -> None:
    talk.make()
    with talk.shop.database.reading() as session:
        rows = promises_of_complaint(session, talk.complaint_id, AT)
    card = PromisesCard(window.kit, about(talk), rows)
    assert window.page is not None
    window.page.body.addWidget(card)
    assert "Send 20 new mugs" in said(card)
    assert {"Kept…", "Move…", "Promise…"} == set(shown_buttons(card))

    def fill(dialog: PromiseDialog) -> None:
        dialog.promised.set_text("Call back")
        press(dialog, "Tomorrow")
        press(dialog, "Promise it")

    with_dialog(fill)
    press(card, "Promise…")
    assert len(made(talk)) == 2
    card.show_rows([])
    assert "Nothing is promised yet." in said(card)
