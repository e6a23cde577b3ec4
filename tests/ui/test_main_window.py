"""The window's shell, driven by clicks and keys."""

import time
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from qc_desk.domain.refusals import QcError
from qc_desk.i18n import speak
from qc_desk.ui.jobs import Job
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.messages import Message
from qc_desk.ui.pages import Place
from qc_desk.ui.status_bar import Outside, Safety, ago
from qc_desk.ui.theme import TARGET, Theme, Tone

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


class RefusedError(QcError):
    """A refusal with three parts."""

    sentence = "Ana did the first check. The answers are kept. Ask somebody else."


def test_that_a_page_is_built_when_it_is_first_opened(window: MainWindow) -> None:
    assert list(window._pages) == ["today"]
    QTest.mouseClick(window.rail.buttons["batches"], LEFT)
    assert list(window._pages) == ["today", "batches"]
    assert window.place == "batches"
    assert window.page is not None
    assert window.page.title == "Batches"


def test_that_control_and_a_number_opens_a_place(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_3, CONTROL)
    assert window.place == "reports"
    assert window.rail.buttons["reports"].isChecked()


def test_that_alt_and_the_underlined_letter_opens_a_place(
    window: MainWindow, qtbot: QtBot
) -> None:
    assert window.rail.buttons["batches"].shortcut() == QKeySequence("Alt+B")
    QTest.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: window.place == "batches")


def test_that_arrows_move_along_the_rail_and_space_opens(window: MainWindow) -> None:
    window.rail.buttons["today"].setFocus()
    QTest.keyClick(window.rail.buttons["today"], Qt.Key.Key_Down)
    assert window.rail.buttons["batches"].hasFocus()
    QTest.keyClick(window.rail.buttons["batches"], Qt.Key.Key_Space)
    assert window.place == "batches"


def test_that_a_page_that_may_not_be_left_stays(window: MainWindow, page: Any) -> None:
    page.leaves = False
    QTest.mouseClick(window.rail.buttons["batches"], LEFT)
    assert window.place == "today"
    assert window.rail.buttons["today"].isChecked()
    page.leaves = True


def test_that_a_change_reloads_the_page_that_is_shown(
    window: MainWindow, desk: Any, page: Any
) -> None:
    def write(session: Any) -> str:
        session.append("x")
        return "done"

    before = page.reads
    assert window.records.change(write) == "done"
    assert page.reads == before + 1
    assert len(desk.kept) == 1


def test_that_a_refusal_says_what_happened_and_changes_nothing(
    window: MainWindow, desk: Any, page: Any
) -> None:
    def refuse(session: Any) -> None:
        session.append("half")
        raise RefusedError

    page.note.setFocus()
    before = page.reads
    assert window.records.change(refuse) is None
    assert window.bar.message is not None
    assert window.bar.message.headline == "Ana did the first check."
    assert window.bar.message.details == "The answers are kept. Ask somebody else."
    assert window.bar.isVisible()
    assert page.note.hasFocus()
    assert page.reads == before
    assert len(desk.kept) == 0


def test_that_a_message_is_dismissed_and_the_one_below_comes_back(window: MainWindow) -> None:
    window.messages.warn("First")
    window.messages.warn("Second")
    window.messages.warn("Second")
    assert window.bar.message == Message(Tone.WARN, "Second")
    QTest.mouseClick(_shown(window, "Dismiss this message"), LEFT)
    assert window.bar.message == Message(Tone.WARN, "First")
    QTest.mouseClick(_shown(window, "Dismiss this message"), LEFT)
    assert not window.bar.isVisible()


def test_that_a_message_can_be_acted_on_by_keyboard(window: MainWindow, page: Any) -> None:
    done: list[int] = []
    window.messages.say(Message(Tone.INFO, "New", action="Show it", act=lambda: done.append(1)))
    page.note.setFocus()
    QTest.keyClick(page.note, Qt.Key.Key_F6)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    QTest.keyClick(focused, Qt.Key.Key_Space)
    assert done == [1]


def test_that_a_success_goes_by_itself_and_an_error_stays(window: MainWindow) -> None:
    window.messages.succeed("Saved.")
    assert window.bar._timer.isActive()
    window.messages.refuse(RefusedError())
    assert not window.bar._timer.isActive()


def _shown(window: MainWindow, name: str) -> QPushButton:
    """Return the visible button with an accessible name."""
    found = [b for b in window.bar.findChildren(QPushButton) if b.accessibleName() == name]
    return next(b for b in found if b.isVisible())


def test_that_the_status_bar_says_who_where_and_how_safe(window: MainWindow) -> None:
    window.status.show_safety(Safety(NOW - timedelta(hours=3)), NOW)
    window.status.show_outside(Outside(2))
    assert window.status.person.text() == "Ana Kovač"
    assert window.status.site.words.text() == "Novi Sad"
    assert window.status.backup.words.text() == "Backup: 3 h ago"
    assert window.status.anchors.words.text() == "2 sign-offs not anchored"
    window.status.show_safety(Safety(None), NOW)
    window.status.show_outside(Outside())
    assert window.status.backup.words.text() == "No backup yet"
    assert not window.status.anchors.isVisible()
    window.status.show_outside(Outside(problem="It is not there."))
    assert window.status.anchors.words.text() == "Second place not reachable"
    assert "It is not there." in window.status.anchors.toolTip()


@pytest.mark.parametrize(
    ("age", "said"),
    [
        (timedelta(seconds=30), "just now"),
        (timedelta(minutes=5), "5 min ago"),
        (timedelta(hours=47), "47 h ago"),
        (timedelta(days=2), "2 days ago"),
    ],
)
def test_that_an_age_is_said_in_its_largest_unit(age: timedelta, said: str) -> None:
    assert ago(age) == said


def test_that_a_job_shows_progress_and_brings_its_answer_home(
    window: MainWindow, qtbot: QtBot
) -> None:
    answers: list[int] = []
    go_on = Event()

    def work(job: Job) -> int:
        job.step(1, 4)
        go_on.wait(5)
        return 42

    window.jobs.start("Counting", work, answers.append)
    assert window.strip.isVisible()
    assert window.strip.title.text() == "Counting"
    qtbot.waitUntil(lambda: window.strip.bar.maximum() == 4)
    go_on.set()
    qtbot.waitUntil(lambda: answers == [42])
    assert not window.strip.isVisible()


def test_that_a_job_is_cancelled_and_its_change_undone(
    window: MainWindow, desk: Any, qtbot: QtBot
) -> None:
    def work(session: Any, job: Job) -> None:
        session.append("half")
        for _step in range(5000):
            time.sleep(0.001)
            job.step(1, 2)

    window.jobs.change("Importing", work)
    qtbot.waitUntil(lambda: window.strip.bar.maximum() == 2)
    QTest.mouseClick(window.strip.cancel, LEFT)
    qtbot.waitUntil(lambda: not window.strip.isVisible())
    assert len(desk.kept) == 0
    assert window.bar.message is None


def test_that_a_job_that_changes_something_reloads_the_page(
    window: MainWindow, page: Any, qtbot: QtBot
) -> None:
    def append(session: Any, _job: Job) -> None:
        session.append(1)

    before = page.reads
    window.jobs.change("Importing", append)
    qtbot.waitUntil(lambda: page.reads == before + 1)


def test_that_a_refused_job_speaks_in_the_message_bar(window: MainWindow, qtbot: QtBot) -> None:
    def refuse(_job: Job) -> None:
        raise RefusedError

    window.jobs.start("Work", refuse)
    qtbot.waitUntil(lambda: window.bar.message is not None)
    message = window.bar.message
    assert message is not None
    assert message.tone is Tone.FAIL


def test_that_a_bug_in_a_job_is_raised_in_the_window_thread(
    window: MainWindow, qtbot: QtBot
) -> None:
    def break_down(_job: Job) -> None:
        raise ZeroDivisionError

    with qtbot.capture_exceptions() as caught:
        window.jobs.start("Work", break_down)
        qtbot.waitUntil(lambda: len(caught) == 1)
    assert caught[0][0] is ZeroDivisionError


def test_that_closing_asks_while_work_runs(window: MainWindow) -> None:
    go_on = Event()
    window.jobs.start("Backup", lambda _job: go_on.wait(5))

    def answer(text: str) -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        wanted = next(b for b in dialog.findChildren(QPushButton) if b.text() == text)
        QTest.mouseClick(wanted, LEFT)

    QTimer.singleShot(0, lambda: answer("Keep working"))
    assert not window.close()
    assert window.isVisible()
    QTimer.singleShot(0, lambda: answer("Stop and close"))
    QTimer.singleShot(0, go_on.set)
    assert window.close()


def test_that_the_window_opens_where_it_was_closed(
    qtbot: QtBot, theme: Theme, places: list[Place], tmp_path: object
) -> None:
    memory = QSettings(f"{tmp_path}/window.ini", QSettings.Format.IniFormat)
    first = MainWindow(places, theme, memory=memory)
    qtbot.addWidget(first)
    first.resize(800, 600)  # the offscreen screen is 800 x 800
    first.show()
    first.close()
    second = MainWindow(places, theme, memory=memory)
    qtbot.addWidget(second)
    assert (second.width(), second.height()) == (800, 600)


def test_that_the_rail_is_narrow_in_a_small_window(window: MainWindow) -> None:
    window.resize(1280, 800)
    wide = window.rail.width()
    window.resize(853, 533)
    assert window.rail.width() < wide


def test_that_every_place_is_in_sight_on_a_small_screen_at_150_percent(
    window: MainWindow,
) -> None:
    window.resize(853, 533)
    rail = window.rail
    shown = rail.viewport().rect()
    for button in (rail.search, *rail.buttons.values()):
        place = button.rect().translated(button.mapTo(rail.viewport(), QPoint()))
        assert button.height() >= TARGET
        assert shown.contains(place), button.text()


def test_that_waiting_work_is_counted_in_the_rail(window: MainWindow) -> None:
    window.set_waiting("batches", 3)
    assert window.rail.buttons["batches"].accessibleName() == "Batches, 3 waiting"


def test_that_the_first_paint_is_announced_once(
    qtbot: QtBot, theme: Theme, places: list[Place]
) -> None:
    fresh = MainWindow(places, theme)
    qtbot.addWidget(fresh)
    painted: list[int] = []
    fresh.painted.connect(lambda: painted.append(1))
    fresh.show()
    qtbot.waitUntil(lambda: painted == [1])
    fresh.repaint()
    QApplication.processEvents()
    assert painted == [1]
    fresh.jobs.close()


def test_that_the_window_speaks_another_language_at_once(window: MainWindow) -> None:
    old = window.page
    speak("sr")
    window.retranslate()
    assert window.rail.buttons["batches"].text() == "&Серије"
    assert window.page is not None
    assert window.page is not old
    assert window.place == "today"


def test_that_a_page_that_is_locked_away_is_not_reachable_by_shortcut(window: MainWindow) -> None:
    window.cover(covered=True)
    QTest.keyClick(window, Qt.Key.Key_2, CONTROL)
    assert window.place == "today"
    window.cover(covered=False)
    QTest.keyClick(window, Qt.Key.Key_2, CONTROL)
    assert window.place == "batches"


def test_that_a_page_is_told_where_to_go(window: MainWindow) -> None:
    window.kit.go_to("batches", 117)
    assert window.page is not None
    assert window.page.opened == [(117,)]  # type: ignore[attr-defined]
