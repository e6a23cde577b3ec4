"""The Promises page: what stands how, what can be done, and how many were kept."""

from datetime import timedelta

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from qc_desk.domain.loop_words import PromiseSide, PromiseStanding
from qc_desk.services import promises
from qc_desk.services.promise_lists import promise
from qc_desk.services.promise_rows import PromiseRow
from qc_desk.ui.buttons import Badge
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.promises.acts import DeedDialog, PromiseDeed
from qc_desk.ui.promises.filter_bar import Shown
from qc_desk.ui.promises.page import PromisesPage
from tests.checked_shop import AT
from tests.promised import FRIDAY, Promised
from tests.shop_window import find, press, said, shown_buttons

DAY = timedelta(days=1)
LATER = AT + 10 * DAY


def page(window: MainWindow, *facts: object) -> PromisesPage:
    window.go_to("promises", *facts)
    assert isinstance(window.page, PromisesPage)
    return window.page


def seen(talk: Promised, promise_id: int, window: MainWindow) -> PromiseRow:
    with talk.shop.database.reading() as session:
        return promise(session, promise_id, window.records.now())


def answer(words: str, verb: str, day: str = "") -> None:
    """Answer the dialog that opens next."""

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, DeedDialog):
            QTimer.singleShot(20, fill)
            return
        dialog.reason.set_text(words)
        if day and dialog.due is not None:
            dialog.due.set_text(day)
        press(dialog, verb)

    QTimer.singleShot(0, fill)


def test_that_the_page_stands_under_today_in_the_rail(window: MainWindow) -> None:
    page(window)
    assert list(window.rail.buttons) == ["today"]
    assert window.rail.buttons["today"].isChecked()
    press(window, "Today")
    assert window.place == "today"


def test_that_nothing_promised_is_said_in_words(window: MainWindow) -> None:
    page(window)
    assert "No promise here" in said(window)


def test_that_an_open_promise_is_kept_with_its_evidence(
    window: MainWindow, talk: Promised
) -> None:
    made = talk.make()
    page(window)
    for words in ("P-1", "Send 20 new mugs", "promised to Кафић Мост", "C-1 · order N-1"):
        assert words in said(window)
    answer("parcel 77", "Kept")
    press(window, "Kept…")
    assert seen(talk, made, window).standing is PromiseStanding.KEPT
    assert "No promise here" in said(window)  # it is no longer open
    press(window, "All")
    assert "kept: parcel 77 (Ana Kovač" in said(window)
    assert "Kept…" not in shown_buttons(window)


def test_that_a_promise_is_moved_to_a_later_day_that_was_agreed_on(
    window: MainWindow, talk: Promised
) -> None:
    made = talk.make()
    page(window)
    answer("Petar, by telephone", "Move", "30.11.2026")
    press(window, "Move…")
    row = seen(talk, made, window)
    assert (row.due_on, row.first_due_on) == (FRIDAY + 10 * DAY, FRIDAY + 3 * DAY)
    assert "promised first for" in said(window)


def test_that_an_earlier_day_is_not_offered_as_a_move(window: MainWindow, talk: Promised) -> None:
    made = talk.make()
    dialog = DeedDialog(None, PromiseDeed.MOVE, seen(talk, made, window), FRIDAY)
    dialog.reason.set_text("Petar")
    assert dialog.deed.isEnabled()
    assert dialog.due is not None
    dialog.due.set_text("23.11.2026")
    assert not dialog.deed.isEnabled()
    assert dialog.due.error.words.text() == "Choose a later day."
    dialog.deleteLater()


def test_that_a_broken_promise_can_only_be_told_and_done_late(
    window: MainWindow, talk: Promised
) -> None:
    made = talk.make()
    window.records.now = lambda: LATER
    page(window, PromiseStanding.BROKEN)
    assert "Kept…" not in shown_buttons(window)
    assert "Move…" not in shown_buttons(window)
    answer("Petar, by telephone", "Told")
    press(window, "Told…")
    answer("parcel 77", "Done late")
    press(window, "Done late…")
    row = seen(talk, made, window)
    assert (row.standing, row.was_told) == (PromiseStanding.BROKEN, True)
    assert "No promise here" in said(window)
    press(window, "Broken")
    assert "Broken, done late" in [each.accessibleName() for each in window.findChildren(Badge)]


def test_that_a_promise_whose_day_ends_while_somebody_types_stays_broken_and_keeps_the_words(
    window: MainWindow, talk: Promised
) -> None:
    made = talk.make()
    page(window)
    row = seen(talk, made, window)
    answer("parcel 77", "Kept")
    window.records.now = lambda: row.due_at
    press(window, "Kept…")
    assert seen(talk, made, window).standing is PromiseStanding.BROKEN
    assert "was due on" in said(window)
    assert window.kit.drafts.get(f"promise/{made}/KEEP") == {"words": "parcel 77"}


def test_that_one_promise_is_opened_by_its_number(window: MainWindow, talk: Promised) -> None:
    first, second = talk.make(), talk.make(text="Call back")
    page(window, second)
    assert "Call back" in said(window)
    assert "Send 20" not in said(window)
    assert first != second


def test_that_the_list_is_narrowed_to_a_person(window: MainWindow, talk: Promised) -> None:
    talk.make()
    talk.make(text="Call back", owner_id=talk.shop.ids["jelena"])
    shown = page(window)
    shown.filters.person.choose(talk.shop.ids["jelena"])
    assert "Call back" in said(window)
    assert "Send 20" not in said(window)
    shown.filters.show_only(Shown.ALL)
    assert "Send 20" in said(window)


def test_that_a_long_list_is_read_in_parts(window: MainWindow, talk: Promised) -> None:
    for number in range(27):
        talk.make(text=f"Promise number {number}")
    page(window)
    assert "27 promises" in said(window)
    assert "Promise number 26" not in said(window)
    press(window, "Show 2 more")
    assert "Promise number 26" in said(window)


def test_that_kept_rates_are_told_with_their_numbers(window: MainWindow, talk: Promised) -> None:
    kept = talk.make()
    with talk.shop.database.writing() as session:
        promises.keep(session, kept, "parcel", talk.shop.ids["ana"], AT)
    talk.make()
    talk.make(
        side=PromiseSide.THEIRS,
        customer_id=None,
        complaint_id=None,
        manufacturer_id=talk.shop.manufacturer_id,
    )
    window.records.now = lambda: LATER
    page(window)
    press(window, "How many were kept")
    shown = said(window)
    assert "We promised: 50 %" in shown
    assert "Promised to us: 0 %" in shown
    assert "Ana Kovač\n1 of 2 kept by the first day · 1 broken" in shown
    assert "Jingdezhen Kiln 4\n0 of 1 kept by the first day · 1 broken" in shown
    press(window, "All promises")
    assert find(window, "How many were kept").isVisible()
