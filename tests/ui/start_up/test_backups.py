"""Backups that the window makes by itself, and what is said when they fail."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from qc_desk.services.backups import BackupRow, newest_backup
from qc_desk.services.desk import Desk
from qc_desk.settings import Settings
from qc_desk.storage.refusals import BackupFailed
from tests.checked_shop import PASSWORDS
from tests.shop_window import press, when_asked
from tests.ui.start_kit import started
from tests.ui.start_up.at_the_door import SLOW, be, door


@pytest.mark.usefixtures("shop")
def test_that_a_backup_is_made_while_nobody_is_here_once_something_was_written(
    qtbot: QtBot, settings: Settings
) -> None:
    with started(qtbot, settings) as start:
        door(qtbot, start)
        shown = start.window.status.backup.words
        qtbot.waitUntil(lambda: shown.text() == "Backup: just now", timeout=SLOW)
        first = newest_backup(str(settings.data))
        be(qtbot, start, "Ana Kovač", PASSWORDS["ana"])
        start.window.lock_asked.emit()
        assert newest_backup(str(settings.data)) == first  # nothing was written
        be(qtbot, start, "Ana Kovač", PASSWORDS["ana"])
        start.window.records.changed.emit()
        start.window.lock_asked.emit()
        qtbot.waitUntil(lambda: newest_backup(str(settings.data)) != first, timeout=SLOW)


@pytest.mark.usefixtures("shop")
def test_that_closing_waits_for_the_backup(qtbot: QtBot, settings: Settings) -> None:
    with started(qtbot, settings) as start:
        be(qtbot, start, "Ana Kovač", PASSWORDS["ana"])
        shown = start.window.status.backup.words
        qtbot.waitUntil(lambda: shown.text() == "Backup: just now", timeout=SLOW)
        before = newest_backup(str(settings.data))
        start.window.records.changed.emit()
        start.window.close()
        assert start.window.isVisible()
        qtbot.waitUntil(lambda: not start.window.isVisible(), timeout=SLOW)
        assert newest_backup(str(settings.data)) != before
    with started(qtbot, settings) as start:
        door(qtbot, start)
        start.window.close()
        assert not start.window.isVisible()  # nothing was written since


@pytest.mark.usefixtures("shop")
def test_that_a_failed_backup_is_shown_until_one_is_good(qtbot: QtBot, settings: Settings) -> None:
    outcomes: list[str] = ["fail"]

    def back_up(desk: Desk, target: Path | None) -> BackupRow:
        if outcomes[0] == "fail":
            raise BackupFailed(target="D:", reason="no room")
        from qc_desk.app import _back_up  # noqa: PLC0415

        return _back_up(desk, target)

    with started(qtbot, settings, back_up) as start:
        be(qtbot, start, "Ana Kovač", PASSWORDS["ana"])
        shown = start.window.status.backup.words
        assert start.keeper is not None
        start.keeper.make()
        qtbot.waitUntil(lambda: shown.text() == "Backup failed", timeout=SLOW)
        assert start.window.bar.message is not None
        assert "no room" in start.window.bar.message.headline
        outcomes[0] = "good"
        start.keeper.make()
        qtbot.waitUntil(lambda: shown.text() == "Backup: just now", timeout=SLOW)


@pytest.mark.usefixtures("shop")
def test_that_closing_without_a_backup_is_asked(qtbot: QtBot, settings: Settings) -> None:
    asked: list[str] = []

    def answer(verb: str) -> Callable[[QDialog], None]:
        def press_it(dialog: QDialog) -> None:
            asked.append(dialog.windowTitle())
            press(dialog, verb)

        return press_it

    def back_up(_desk: Desk, _target: Path | None) -> BackupRow:
        raise BackupFailed(target="D:", reason="no room")

    with started(qtbot, settings, back_up) as start:
        be(qtbot, start, "Ana Kovač", PASSWORDS["ana"])
        when_asked(answer("Keep working"))
        start.window.close()
        qtbot.waitUntil(lambda: len(asked) == 1, timeout=SLOW)
        assert start.window.isVisible()
        when_asked(answer("Close all the same"))
        start.window.close()
        qtbot.waitUntil(lambda: not start.window.isVisible(), timeout=SLOW)
