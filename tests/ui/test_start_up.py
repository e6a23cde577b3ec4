"""From nothing to somebody signed in: the door, obstacles, languages, sites and backups."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from qc_desk.domain.vocabulary import Role
from qc_desk.i18n import language
from qc_desk.services import keys, people, sites
from qc_desk.services.backups import BackupRow, newest_backup
from qc_desk.services.desk import Desk
from qc_desk.settings import Settings, load
from qc_desk.storage.database import open_database
from qc_desk.storage.refusals import BackupFailed
from qc_desk.ui.door import Door
from qc_desk.ui.obstacle import Obstacle
from qc_desk.ui.start_up import StartUp
from tests.checked_shop import AT, PASSWORDS, Shop, found
from tests.ui.start_kit import private_settings, started

LEFT = Qt.MouseButton.LeftButton
SLOW = 15_000  # ms; the record is opened and a password is checked


@pytest.fixture(autouse=True)
def reports(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[list[str]]:
    """Reports of bugs; there are none."""
    found_ = private_settings(monkeypatch, tmp_path / "config")
    yield found_
    assert found_ == []


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "shop", theme="light")


@pytest.fixture
def shop(settings: Settings) -> Shop:
    """A shop in the folder that the settings name, closed again."""
    database = open_database(settings.data, workstation="test bench")
    made = found(database)
    with database.writing() as session:
        second = sites.SiteEntry(code="ZG", name="Zagreb", time_zone="Europe/Zagreb")
        zagreb = sites.add_site(session, second, made.ids["mira"], AT)
    with database.writing() as session:
        roles = {(Role.OWNER, 1), (Role.LEAD, zagreb.id)}
        people.set_roles(session, made.ids["mira"], roles, made.ids["mira"], AT)
    with database.writing() as session:
        people.change_person(
            session, made.ids["jelena"], "Јелена Петровић", "sr", made.ids["mira"], AT
        )
    database.close()
    return made


def _door(qtbot: QtBot, start: StartUp) -> Door:
    """Wait for the door."""
    qtbot.waitUntil(lambda: start.door is not None and start.door.screen.isVisible(), timeout=SLOW)
    assert start.door is not None
    return start.door


def _sign_in(qtbot: QtBot, start: StartUp, name: str, password: str) -> None:
    """Choose a tile, type a password and press Enter."""
    door = _door(qtbot, start)
    tile = next(tile for tile in door.screen.tiles if tile.text() == name)
    QTest.mouseClick(tile, LEFT)
    QTest.keyClicks(door.screen.password, password)
    QTest.keyClick(door.screen.password, Qt.Key.Key_Return)


def _be(qtbot: QtBot, start: StartUp, name: str, password: str) -> None:
    """Sign somebody in and wait until they are here."""
    _sign_in(qtbot, start, name, password)
    presence = start.window.presence
    qtbot.waitUntil(
        lambda: presence.person is not None and presence.person.name == name, timeout=SLOW
    )


def _wait_for(qtbot: QtBot, label: QLabel, words: str) -> None:
    """Wait until a label says something."""
    qtbot.waitUntil(lambda: words in label.text(), timeout=SLOW)


def _obstacle(qtbot: QtBot, start: StartUp) -> Obstacle:
    """Wait for the reason why the record cannot be opened."""
    qtbot.waitUntil(lambda: isinstance(start.on_top, Obstacle), timeout=SLOW)
    assert isinstance(start.on_top, Obstacle)
    return start.on_top


# The door


@pytest.mark.usefixtures("shop")
def test_that_a_shop_opens_at_its_door_with_everybody_who_has_a_key(
    qtbot: QtBot, settings: Settings
) -> None:
    with started(qtbot, settings) as start:
        tiles = _door(qtbot, start).screen.tiles
        assert [t.text() for t in tiles] == [
            "Ana Kovač",
            "Marko Jurić",
            "Mira Ilić",
            "Vera Lang",
            "Јелена Петровић",
        ]
        assert [t.tile.role for t in tiles][:3] == ["inspector", "lead", "owner"]
        assert start.window.presence.person is None


@pytest.mark.usefixtures("shop")
def test_that_a_right_password_leads_to_today(qtbot: QtBot, settings: Settings) -> None:
    with started(qtbot, settings) as start:
        _be(qtbot, start, "Ana Kovač", PASSWORDS["ana"])
        assert start.window.place == "today"
        assert start.window.status.site.words.text() == "Novi Sad"
        assert start.window.presence.person is not None
        assert start.window.presence.person.roles == frozenset({"inspector"})


@pytest.mark.usefixtures("shop")
def test_that_wrong_passwords_are_told_after_the_right_one(
    qtbot: QtBot, settings: Settings
) -> None:
    with started(qtbot, settings) as start:
        for _try in range(2):
            _sign_in(qtbot, start, "Ana Kovač", "not this one at all")
            answer = _door(qtbot, start).screen.answer
            _wait_for(qtbot, answer, "not right")
        _be(qtbot, start, "Ana Kovač", PASSWORDS["ana"])
        said = start.window.bar.message
        assert said is not None
        assert said.headline.startswith("2 wrong passwords were typed for Ana Kovač")
        start.window.messages.clear()
        start.window.lock_asked.emit()
        _be(qtbot, start, "Ana Kovač", PASSWORDS["ana"])
        assert start.window.bar.message is None


@pytest.mark.usefixtures("shop")
def test_that_each_person_is_spoken_to_in_their_language(qtbot: QtBot, settings: Settings) -> None:
    with started(qtbot, settings) as start:
        _be(qtbot, start, "Јелена Петровић", PASSWORDS["jelena"])
        assert language().code == "sr"
        start.window.lock_asked.emit()
        _be(qtbot, start, "Ana Kovač", PASSWORDS["ana"])
        assert language().code == "en"
        assert start.window.rail.buttons["today"].text() == "&Today"


@pytest.mark.usefixtures("shop")
def test_that_another_person_begins_at_today_and_the_same_one_where_they_were(
    qtbot: QtBot, settings: Settings
) -> None:
    with started(qtbot, settings) as start:
        _be(qtbot, start, "Ana Kovač", PASSWORDS["ana"])
        start.window.go_to("batches")
        QTest.keyClick(start.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        _be(qtbot, start, "Ana Kovač", PASSWORDS["ana"])
        assert start.window.place == "batches"
        start.window.lock_asked.emit()
        _be(qtbot, start, "Marko Jurić", PASSWORDS["marko"])
        assert start.window.place == "today"


@pytest.mark.usefixtures("shop")
def test_that_who_works_at_several_sites_chooses_one_and_finds_it_again(
    qtbot: QtBot, settings: Settings
) -> None:
    with started(qtbot, settings) as start:
        _be(qtbot, start, "Mira Ilić", PASSWORDS["mira"])
        offered = start.window.status.sites
        assert offered.isVisible()
        assert offered.text() == "Novi Sad"
        menu = offered.menu()
        next(act for act in menu.actions() if act.text() == "Zagreb").trigger()
        assert offered.text() == "Zagreb"
        assert start.window.presence.person is not None
        assert start.window.presence.person.roles == frozenset({"lead"})
    with started(qtbot, settings) as start:
        _be(qtbot, start, "Mira Ilić", PASSWORDS["mira"])
        assert start.window.status.sites.text() == "Zagreb"


@pytest.mark.usefixtures("shop")
def test_that_who_works_at_one_site_is_offered_no_choice(qtbot: QtBot, settings: Settings) -> None:
    with started(qtbot, settings) as start:
        _be(qtbot, start, "Mira Ilić", PASSWORDS["mira"])
        start.window.lock_asked.emit()
        _be(qtbot, start, "Ana Kovač", PASSWORDS["ana"])
        assert not start.window.status.sites.isVisible()


@pytest.mark.usefixtures("shop")
def test_that_a_dialog_does_not_stay_readable_over_the_lock(
    qtbot: QtBot, settings: Settings
) -> None:
    with started(qtbot, settings) as start:
        _be(qtbot, start, "Ana Kovač", PASSWORDS["ana"])
        dialog = QDialog(start.window)
        dialog.open()
        assert start.door is not None
        start.door.idle.idled.emit()
        assert _door(qtbot, start).screen.isVisible()
        assert not dialog.isVisible()


def test_that_somebody_without_a_role_is_told_whom_to_ask(
    qtbot: QtBot, settings: Settings, shop: Shop
) -> None:
    database = open_database(settings.data)
    with database.writing() as session:
        people.set_roles(session, shop.ids["vera"], set(), shop.ids["mira"], AT)
    database.close()
    with started(qtbot, settings) as start:
        _sign_in(qtbot, start, "Vera Lang", PASSWORDS["vera"])
        screen = _door(qtbot, start).screen
        qtbot.waitUntil(lambda: "no role at any site" in screen.answer.text(), timeout=SLOW)


@pytest.mark.usefixtures("shop")
def test_that_a_wait_lasts_across_a_restart(qtbot: QtBot, settings: Settings) -> None:
    database = open_database(settings.data)
    with database.reading() as session:
        ana = people.person_of_login(session, "ana")
    for _try in range(3):
        with pytest.raises(Exception, match="not right"):
            keys.unlock(database, ana, "wrong wrong wrong", datetime.now(UTC))
    for wait in (2, 4):
        with database.writing() as session:  # two more, as if tried after each wait
            from qc_desk.services.acts import acting  # noqa: PLC0415

            person = acting(session, "test.wrong", ana, datetime.now(UTC))
            person.wrong_passwords += wait
            person.last_wrong_at = datetime.now(UTC)
    database.close()
    with started(qtbot, settings) as start:
        tile = next(t for t in _door(qtbot, start).screen.tiles if t.text() == "Ana Kovač")
        assert tile.tile.wait > 0


# Obstacles


@pytest.mark.usefixtures("shop")
def test_that_a_damaged_record_is_one_sentence_with_ways_on(
    qtbot: QtBot, settings: Settings
) -> None:
    file = settings.data / "qc_desk.db"
    damaged = file.read_bytes()[:100] + b"\xff" * 3996 + file.read_bytes()[4096:]
    file.write_bytes(damaged)
    with started(qtbot, settings) as start:
        said = _obstacle(qtbot, start)
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
        assert "not a data folder" in _obstacle(qtbot, start).headline.text()


@pytest.mark.usefixtures("shop")
def test_that_missing_guards_are_said(qtbot: QtBot, settings: Settings) -> None:
    with sqlite3.connect(settings.data / "qc_desk.db") as connection:
        name = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' LIMIT 1"
        ).fetchone()[0]
        connection.execute(f'DROP TRIGGER "{name}"')
    connection.close()
    with started(qtbot, settings) as start:
        assert name in _obstacle(qtbot, start).headline.text()


@pytest.mark.usefixtures("shop")
def test_that_trying_again_opens_what_another_program_has_let_go(
    qtbot: QtBot, settings: Settings
) -> None:
    other = open_database(settings.data)
    with started(qtbot, settings) as start:
        said = _obstacle(qtbot, start)
        assert "already open" in said.headline.text()
        other.close()
        QTest.mouseClick(said.retry, LEFT)
        assert _door(qtbot, start).screen.isVisible()


@pytest.mark.usefixtures("shop")
def test_that_another_folder_can_be_chosen_and_is_remembered(
    qtbot: QtBot, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = Settings(data=tmp_path / "file", theme="light")
    wrong.data.write_text("x")
    monkeypatch.setattr("qc_desk.ui.start_up.load", lambda **_kept: wrong)
    monkeypatch.setattr(
        "qc_desk.ui.obstacle.QFileDialog.getExistingDirectory", lambda *_asked: str(settings.data)
    )
    with started(qtbot, wrong) as start:
        QTest.mouseClick(_obstacle(qtbot, start).choose, LEFT)
        assert len(_door(qtbot, start).screen.tiles) == 5
        assert load(tmp_path / "config" / "settings.toml", {}).data == settings.data


def test_that_a_bug_while_opening_is_a_report_and_a_sentence(
    qtbot: QtBot, settings: Settings, monkeypatch: pytest.MonkeyPatch, reports: list[str]
) -> None:
    monkeypatch.setattr("qc_desk.app.open_record", _broken)
    with started(qtbot, settings) as start:
        assert "KeyError" in _obstacle(qtbot, start).headline.text()
        qtbot.waitUntil(lambda: len(reports) == 1)
        assert "nobody expected this" in reports.pop()


def _broken(*_given: object, **_named: object) -> None:
    raise KeyError("nobody expected this")


@pytest.mark.usefixtures("shop")
def test_that_the_window_keeps_painting_while_the_record_is_opened(
    qtbot: QtBot, settings: Settings
) -> None:
    turns: list[Callable[[], None]] = []
    with started(qtbot, settings) as start:
        qtbot.waitSignal(start.window.painted, timeout=SLOW)
        while start.door is None or not start.door.screen.isVisible():
            QTest.qWait(5)
            turns.append(start.window.update)
    assert len(turns) > 3


# Backups


@pytest.mark.usefixtures("shop")
def test_that_a_backup_is_made_while_nobody_is_here_once_something_was_written(
    qtbot: QtBot, settings: Settings
) -> None:
    with started(qtbot, settings) as start:
        _door(qtbot, start)
        shown = start.window.status.backup.words
        qtbot.waitUntil(lambda: shown.text() == "Backup: just now", timeout=SLOW)
        first = newest_backup(str(settings.data))
        _be(qtbot, start, "Ana Kovač", PASSWORDS["ana"])
        start.window.lock_asked.emit()
        assert newest_backup(str(settings.data)) == first  # nothing was written
        _be(qtbot, start, "Ana Kovač", PASSWORDS["ana"])
        start.window.records.changed.emit()
        start.window.lock_asked.emit()
        qtbot.waitUntil(lambda: newest_backup(str(settings.data)) != first, timeout=SLOW)


@pytest.mark.usefixtures("shop")
def test_that_closing_waits_for_the_backup(qtbot: QtBot, settings: Settings) -> None:
    with started(qtbot, settings) as start:
        _be(qtbot, start, "Ana Kovač", PASSWORDS["ana"])
        shown = start.window.status.backup.words
        qtbot.waitUntil(lambda: shown.text() == "Backup: just now", timeout=SLOW)
        before = newest_backup(str(settings.data))
        start.window.records.changed.emit()
        start.window.close()
        assert start.window.isVisible()
        qtbot.waitUntil(lambda: not start.window.isVisible(), timeout=SLOW)
        assert newest_backup(str(settings.data)) != before
    with started(qtbot, settings) as start:
        _door(qtbot, start)
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
        _be(qtbot, start, "Ana Kovač", PASSWORDS["ana"])
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
def test_that_closing_without_a_backup_is_asked(
    qtbot: QtBot, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = [False, True]

    def confirm(_window: object, title: str, *_words: object, **_verbs: object) -> bool:
        asked.append(title)
        return answers.pop(0)

    def back_up(_desk: Desk, _target: Path | None) -> BackupRow:
        raise BackupFailed(target="D:", reason="no room")

    monkeypatch.setattr("qc_desk.ui.dialogs.confirm", confirm)
    with started(qtbot, settings, back_up) as start:
        _be(qtbot, start, "Ana Kovač", PASSWORDS["ana"])
        start.window.close()
        qtbot.waitUntil(lambda: len(asked) == 1, timeout=SLOW)
        assert start.window.isVisible()
        start.window.close()
        qtbot.waitUntil(lambda: not start.window.isVisible(), timeout=SLOW)
