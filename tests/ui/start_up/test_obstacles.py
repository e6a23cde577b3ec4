"""What stands in the way of opening a record, in one sentence with ways on."""

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qc_desk.services.desk import Desk
from qc_desk.settings import Settings, load, save
from qc_desk.storage.database import open_database
from tests.shop_window import file_dialogs_give
from tests.ui.start_kit import started
from tests.ui.start_up.at_the_door import LEFT, SLOW, door, obstacle


@pytest.mark.usefixtures("shop")
def test_that_a_damaged_record_is_one_sentence_with_ways_on(
    qtbot: QtBot, settings: Settings
) -> None:
    file = settings.data / "qc_desk.db"
    damaged = file.read_bytes()[:100] + b"\xff" * 3996 + file.read_bytes()[4096:]
    file.write_bytes(damaged)
    with started(qtbot, settings) as start:
        said = obstacle(qtbot, start)
        assert "damaged" in said.headline.text()
        assert "last backup" in said.details.text()
        assert [b.text() for b in (said.retry, said.choose, said.quit)] == [
            "&Try again",
            "Choose another &folder…",
            "&Quit",
        ]
        assert file.read_bytes() == damaged


def test_that_a_file_in_place_of_the_folder_is_said(qtbot: QtBot, settings: Settings) -> None:
    settings.data.write_text("x")
    with started(qtbot, settings) as start:
        assert "not a data folder" in obstacle(qtbot, start).headline.text()


@pytest.mark.usefixtures("shop")
def test_that_missing_guards_are_said(qtbot: QtBot, settings: Settings) -> None:
    with sqlite3.connect(settings.data / "qc_desk.db") as connection:
        name = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' LIMIT 1"
        ).fetchone()[0]
        connection.execute(f'DROP TRIGGER "{name}"')
    connection.close()
    with started(qtbot, settings) as start:
        assert name in obstacle(qtbot, start).headline.text()


@pytest.mark.usefixtures("shop")
def test_that_trying_again_opens_what_another_program_has_let_go(
    qtbot: QtBot, settings: Settings
) -> None:
    other = open_database(settings.data)
    with started(qtbot, settings) as start:
        said = obstacle(qtbot, start)
        assert "already open" in said.headline.text()
        other.close()
        QTest.mouseClick(said.retry, LEFT)
        assert door(qtbot, start).screen.isVisible()


@pytest.mark.usefixtures("shop")
def test_that_another_folder_can_be_chosen_and_is_remembered(
    qtbot: QtBot, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = Settings(data=tmp_path / "file", theme="light")
    wrong.data.write_text("x")
    save(wrong)
    file_dialogs_give(monkeypatch, settings.data)
    with started(qtbot, wrong) as start:
        QTest.mouseClick(obstacle(qtbot, start).choose, LEFT)
        assert len(door(qtbot, start).screen.tiles) == 5
        assert load(tmp_path / "config/qc-desk/settings.toml", {}).data == settings.data


def test_that_a_bug_while_opening_is_a_report_and_a_sentence(
    qtbot: QtBot, settings: Settings, reports: list[str]
) -> None:
    with started(qtbot, settings, open_record=_broken) as start:
        assert "KeyError" in obstacle(qtbot, start).headline.text()
        qtbot.waitUntil(lambda: len(reports) == 1)
        assert "nobody expected this" in reports.pop()


def _broken(settings: Settings, *, writer: bool, create: bool) -> AbstractContextManager[Desk]:
    raise KeyError("nobody expected this", settings, writer, create)


@pytest.mark.usefixtures("shop")
def test_that_the_window_keeps_painting_while_the_record_is_opened(
    qtbot: QtBot, settings: Settings
) -> None:
    turns: list[Callable[[], None]] = []
    with started(qtbot, settings) as start:
        qtbot.waitSignal(start.window.painted, timeout=SLOW)
        while not start.window.records.ready:  # the door is there before, at a first glance
            QTest.qWait(5)
            turns.append(start.window.update)
    assert len(turns) > 3
