"""A whole window brought up over a record in a temporary folder."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qc_desk import app
from qc_desk.services.backups import BackupRow
from qc_desk.services.desk import Desk
from qc_desk.settings import Settings
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.opener import OpenRecord
from qc_desk.ui.start_up import StartUp
from tests.shop_window import let_jobs_end

BackUp = Callable[[Desk, Path | None], BackupRow]


@contextmanager
def started(
    qtbot: QtBot,
    settings: Settings,
    back_up: BackUp = app._back_up,
    open_record: OpenRecord = app.open_record,
) -> Iterator[StartUp]:
    """Bring the window up as ``qc-desk`` does, and take it down again."""
    start = StartUp(settings, open_record, back_up)
    qtbot.addWidget(start.window, before_close_func=_let_close)
    start.begin()
    start.window.activateWindow()
    qtbot.waitUntil(start.window.isActiveWindow)
    try:
        yield start
    finally:
        _let_close(start.window)
        start.end()
        start.window.close()


def _let_close(window: MainWindow) -> None:
    """Let work end, and the window close without a last backup: its threads are gone then."""
    let_jobs_end(window)
    window.before_close = lambda: True


def private_settings(monkeypatch: pytest.MonkeyPatch, folder: Path) -> list[str]:
    """Keep what the workstation remembers in a folder of the test's own.

    Returns the list in which reports of bugs arrive instead of in a dialog.
    """
    reports: list[str] = []
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / "state"))
    monkeypatch.setattr(
        "qc_desk.ui.crash.CrashCatcher.show_report", lambda _self, report: reports.append(report)
    )
    return reports
