"""The sign dialog, driven by clicks and keys on a real record."""

import gc
import weakref
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from qc_desk.domain.refusals import NotAllowed, SomeoneElseChangedIt
from qc_desk.domain.vocabulary import Meaning, Result
from qc_desk.services import sign_offs
from qc_desk.services.issued_reports import IssuedReport, report_rows
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Page, Place
from qc_desk.ui.sign_dialog import Given, SignDialog, sign
from qc_desk.ui.theme import TARGET, Theme, Tone
from tests.checked_shop import AT, PASSWORDS, Findings, Shop, print_plainly
from tests.shop_window import find, open_shop, open_window, press, said

if TYPE_CHECKING:
    from qc_desk.services.desk import Session

Signed = Callable[..., SignDialog]


class AnyPage(Page):
    """A page that counts how often it is read and remembers where it was sent."""

    reads = 0
    sent: tuple[object, ...] = ()

    @override
    def reload(self) -> None:
        self.reads += 1

    @override
    def open(self, *facts: object) -> None:
        self.sent = facts


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with open_shop(tmp_path) as made:
        yield made


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, shop: Shop) -> Iterator[MainWindow]:
    made = [
        Place("check", "&Check", "clipboard-check", lambda kit: AnyPage(kit, "Check")),
        Place("reports", "&Reports", "file-text", lambda kit: AnyPage(kit, "Reports")),
    ]
    with open_window(qtbot, theme, shop, made, "jelena") as opened:
        yield opened


@pytest.fixture
def page(window: MainWindow) -> AnyPage:
    assert isinstance(window.page, AnyPage)
    return window.page


def approve(page: Page, shop: Shop, batch_id: int, done: Any = None) -> SignDialog:
    """Open the dialog that approves a batch."""
    seen = shop.seen(batch_id)

    def act(session: "Session", given: Given) -> IssuedReport:
        return sign_offs.approve(session, seen, given.key, given.at, print_plainly)

    dialog = sign(page, seen, Meaning.APPROVED, act, done)
    assert dialog is not None
    return dialog


def reject(page: Page, shop: Shop, batch_id: int) -> SignDialog:
    """Open the dialog that rejects a batch."""
    seen = shop.seen(batch_id)

    def act(session: "Session", given: Given) -> IssuedReport:
        return sign_offs.reject(session, seen, given.reason, given.key, given.at, print_plainly)

    dialog = sign(page, seen, Meaning.REJECTED, act)
    assert dialog is not None
    return dialog


def answered(qtbot: QtBot, dialog: SignDialog) -> None:
    """Wait until the dialog takes keys again."""
    qtbot.waitUntil(lambda: not dialog.busy, timeout=10_000)


def test_that_it_shows_what_is_signed_and_what_the_signature_says(
    page: AnyPage, shop: Shop
) -> None:
    batch_id = shop.first_signed()
    found: Findings = {"glaze": Result.PASS, "height": Decimal(11), "label": Result.NOT_APPLICABLE}
    shop.second_check(batch_id, found=found)
    dialog = approve(page, shop, batch_id)
    numbers = [number.said for number in dialog.summary.numbers]
    assert numbers == [
        "3 items",
        "1 passed",
        "1 failed",
        "1 not applicable",
        "0 defects",
        "0 photos",
    ]
    words = said(dialog)
    assert "Batch L-1" in words
    assert "Mug · 500 pieces · round 1 · second inspector: Јелена Петровић" in words
    assert "I have checked batch L-1 (Mug) in round 1 independently" in words
    assert "Password of Јелена Петровић" in words


def test_that_enter_signs_and_the_report_can_be_opened(
    window: MainWindow, page: AnyPage, shop: Shop, qtbot: QtBot
) -> None:
    batch_id = shop.checked_twice()
    answers: list[IssuedReport] = []
    dialog = approve(page, shop, batch_id, answers.append)
    assert dialog.focusWidget() is dialog.passwords[0].line
    before = page.reads
    QTest.keyClicks(dialog.passwords[0].line, PASSWORDS["jelena"])
    QTest.keyClick(dialog.passwords[0].line, Qt.Key.Key_Return)
    assert not find(dialog, "Sign and release").isEnabled()
    qtbot.waitUntil(lambda: bool(answers), timeout=10_000)
    assert answers[0].number == "IR-NS-00001"
    assert page.reads == before + 1
    message = window.bar.message
    assert message is not None
    assert (message.tone, message.headline) == (Tone.PASS, "Batch L-1 is released.")
    assert message.details == "Report IR-NS-00001 is issued."
    press(window.bar, "Open report")
    assert window.place == "reports"
    assert window.page.sent == (answers[0].id,)  # type: ignore[union-attr]


def test_that_a_password_can_be_pasted(page: AnyPage, shop: Shop, qtbot: QtBot) -> None:
    answers: list[IssuedReport] = []
    dialog = approve(page, shop, shop.checked_twice(), answers.append)
    QApplication.clipboard().setText(PASSWORDS["jelena"])
    QTest.keyClick(dialog.passwords[0].line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    press(dialog, "Sign and release")
    qtbot.waitUntil(lambda: bool(answers), timeout=10_000)


def test_that_a_wrong_password_is_said_and_the_reason_is_kept(
    page: AnyPage, shop: Shop, qtbot: QtBot
) -> None:
    dialog = reject(page, shop, shop.checked_twice())
    assert dialog.reason is not None
    dialog.reason.set_text("The glaze is cracked.")
    dialog.passwords[0].set_text("not the password")
    press(dialog, "Sign and hold")
    answered(qtbot, dialog)
    assert dialog.isVisible()
    assert "The password of Јелена Петровић is not right." in dialog.answer.text()
    assert dialog.reason.text() == "The glaze is cracked."
    assert dialog.passwords[0].text() == ""
    assert dialog.focusWidget() is dialog.passwords[0].line
    with shop.database.reading() as session:
        assert report_rows(session) == []


def test_that_wrong_passwords_make_wait_and_the_wait_is_counted_down(
    window: MainWindow, page: AnyPage, shop: Shop, qtbot: QtBot
) -> None:
    def later(minutes: int) -> datetime:
        return AT + timedelta(minutes=minutes)

    dialog = approve(page, shop, shop.checked_twice())
    for _try in range(4):
        window.records.now = partial(later, _try)
        dialog.passwords[0].set_text("not the password")
        dialog.ask()
        answered(qtbot, dialog)
        if _try < 3:
            dialog._left = 0
            dialog._set_waiting()
    assert "Try again in 3 s." in dialog.answer.text()
    assert not dialog.passwords[0].isEnabled()
    assert not dialog.deed.isEnabled()
    dialog._ticks.timeout.emit()
    assert "Try again in 2 s." in dialog.answer.text()
    dialog._ticks.timeout.emit()
    dialog._ticks.timeout.emit()
    assert dialog.passwords[0].isEnabled()
    assert dialog.answer.isHidden()


@pytest.mark.parametrize("what", ["reason", "password"])
def test_that_nothing_is_signed_while_something_is_missing(
    page: AnyPage, shop: Shop, what: str
) -> None:
    dialog = reject(page, shop, shop.checked_twice())
    assert dialog.reason is not None
    if what == "password":
        dialog.reason.set_text("cracked")
    else:
        dialog.passwords[0].set_text(PASSWORDS["jelena"])
    press(dialog, "Sign and hold")
    assert not dialog.busy
    expected: QWidget = dialog.reason.editor if what == "reason" else dialog.passwords[0].editor
    assert dialog.focusWidget() is expected


def test_that_the_reason_survives_going_back_and_a_lock(
    window: MainWindow, page: AnyPage, shop: Shop, qtbot: QtBot
) -> None:
    batch_id = shop.checked_twice()
    dialog = reject(page, shop, batch_id)
    assert dialog.reason is not None
    dialog.reason.set_text("The glaze is cracked.")
    person = window.presence.person
    with qtbot.waitSignal(dialog.finished):
        window.presence.sign_out()
    assert person is not None
    window.presence.sign_in(person)
    again = reject(page, shop, batch_id)
    assert again.reason is not None
    assert again.reason.text() == "The glaze is cracked."


def test_that_a_usual_reason_is_a_tap_away(page: AnyPage, shop: Shop) -> None:
    dialog = reject(page, shop, shop.checked_twice())
    press(dialog, "Too many defects.")
    press(dialog, "Too many defects.")
    assert dialog.words() == "Too many defects."


def test_that_a_batch_that_changed_before_opening_is_not_offered(
    window: MainWindow, page: AnyPage, shop: Shop
) -> None:
    batch_id = shop.first_signed()
    seen = shop.seen(batch_id)
    shop.second_check(batch_id)
    assert sign(page, seen, Meaning.APPROVED, lambda _session, _given: None) is None
    assert window.bar.message is not None
    assert "was changed at another place" in window.bar.message.headline


def test_that_a_batch_that_changes_while_the_dialog_is_open_is_not_signed(
    window: MainWindow, page: AnyPage, shop: Shop, qtbot: QtBot
) -> None:
    batch_id = shop.checked_twice()
    dialog = approve(page, shop, batch_id)
    shop.approve(batch_id)
    before = page.reads
    dialog.passwords[0].set_text(PASSWORDS["jelena"])
    with qtbot.waitSignal(dialog.finished, timeout=10_000):
        dialog.ask()
    assert window.bar.message is not None
    assert str(SomeoneElseChangedIt(batch="L-1")).startswith(window.bar.message.headline[:-1])
    assert page.reads == before + 1


def test_that_a_refusal_is_said_inside_and_can_be_tried_again(
    page: AnyPage, shop: Shop, qtbot: QtBot
) -> None:
    seen = shop.seen(shop.checked_twice())

    def refuse(_session: "Session", _given: Given) -> None:
        raise NotAllowed(person="Jelena", site="Novi Sad", role="lead")

    dialog = sign(page, seen, Meaning.APPROVED, refuse)
    assert dialog is not None
    dialog.passwords[0].set_text(PASSWORDS["jelena"])
    dialog.ask()
    answered(qtbot, dialog)
    assert dialog.isVisible()
    assert "may not do this at Novi Sad" in dialog.answer.text()
    assert dialog.deed.isEnabled()


def test_that_a_breakdown_frees_the_dialog_and_signs_nothing(
    page: AnyPage, shop: Shop, qtbot: QtBot
) -> None:
    seen = shop.seen(shop.checked_twice())

    def break_down(session: "Session", given: Given) -> None:
        sign_offs.approve(session, seen, given.key, given.at, print_plainly)
        raise ZeroDivisionError

    dialog = sign(page, seen, Meaning.APPROVED, break_down)
    assert dialog is not None
    dialog.passwords[0].set_text(PASSWORDS["jelena"])
    with qtbot.capture_exceptions() as caught:
        dialog.ask()
        answered(qtbot, dialog)
    assert caught[0][0] is ZeroDivisionError
    assert "Nothing was signed." in dialog.answer.text()
    assert shop.seen(seen.batch_id) == seen


def test_that_the_key_is_gone_after_the_signature(page: AnyPage, shop: Shop, qtbot: QtBot) -> None:
    seen = shop.seen(shop.checked_twice())
    held: list[weakref.ref[object]] = []

    def refuse(_session: "Session", given: Given) -> None:
        held.append(weakref.ref(given.key))
        raise NotAllowed(person="Jelena", site="Novi Sad", role="lead")

    dialog = sign(page, seen, Meaning.APPROVED, refuse)
    assert dialog is not None
    dialog.passwords[0].set_text(PASSWORDS["jelena"])
    dialog.ask()
    answered(qtbot, dialog)
    gc.collect()
    assert held[0]() is None


def test_that_two_people_sign_a_decision_together(page: AnyPage, shop: Shop, qtbot: QtBot) -> None:
    fails: Findings = {"glaze": Result.FAIL, "height": Decimal(10), "label": Result.PASS}
    batch_id = shop.checked_twice(second=fails)
    seen = shop.seen(batch_id)
    given_: list[tuple[Result | None, str, int]] = []

    def act(session: "Session", given: Given) -> None:
        given_.append((given.outcome, given.reason, len(given.keys)))
        outcome = given.outcome or Result.FAIL
        sign_offs.reconcile(session, seen, outcome, given.reason, given.keys, given.at)

    both = (shop.ids["ana"], shop.ids["jelena"])
    dialog = sign(page, seen, Meaning.RECONCILED, act, signers=both)
    assert dialog is not None
    assert dialog.reason is not None
    assert "We both checked batch L-1" in dialog.statement.text()
    dialog.reason.set_text("Measured again.")
    first, second = dialog.passwords
    first.set_text(PASSWORDS["ana"])
    dialog.ask()
    assert "Choose whether the batch passes or fails." in dialog.answer.text()
    press(dialog, "The batch passes")
    QTest.keyClick(first.line, Qt.Key.Key_Return)
    assert dialog.focusWidget() is second.line
    second.set_text("not the password")
    QTest.keyClick(second.line, Qt.Key.Key_Return)
    answered(qtbot, dialog)
    assert "Јелена Петровић" in dialog.answer.text()
    assert first.text() == PASSWORDS["ana"]
    second.set_text(PASSWORDS["jelena"])
    with qtbot.waitSignal(dialog.finished, timeout=10_000):
        QTest.keyClick(second.line, Qt.Key.Key_Return)
    assert given_ == [(Result.PASS, "Measured again.", 2)]


def test_that_letters_can_be_shown_and_caps_lock_is_noticed(page: AnyPage, shop: Shop) -> None:
    dialog = approve(page, shop, shop.checked_twice())
    field = dialog.passwords[0]
    assert field.line.echoMode() == QLineEdit.EchoMode.Password
    press(dialog, "Show the password")
    assert field.line.echoMode() == QLineEdit.EchoMode.Normal
    press(dialog, "Hide the password")
    assert field.line.echoMode() == QLineEdit.EchoMode.Password
    shift, bare = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
    for letter, held, caps in (("A", shift, False), ("A", bare, True), ("a", shift, True)):
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, held, letter)
        QApplication.sendEvent(field.line, key)
        assert field.hint.isHidden() is not caps
    assert field.hint.text() == "Caps lock is on."
    QTest.keyClick(field.line, Qt.Key.Key_B)
    assert field.hint.isHidden()


def test_that_escape_goes_back_and_signs_nothing(page: AnyPage, shop: Shop, qtbot: QtBot) -> None:
    batch_id = shop.checked_twice()
    before = shop.seen(batch_id)
    dialog = approve(page, shop, batch_id)
    dialog.passwords[0].set_text(PASSWORDS["jelena"])
    with qtbot.waitSignal(dialog.finished):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert shop.seen(batch_id) == before


def test_that_everything_is_large_enough_for_gloves(page: AnyPage, shop: Shop) -> None:
    dialog = reject(page, shop, shop.checked_twice())
    buttons = [each for each in dialog.findChildren(QPushButton) if each.isVisible()]
    assert buttons
    assert all(each.height() >= TARGET for each in buttons)
