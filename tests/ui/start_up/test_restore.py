"""A backup is restored from Settings and where the record cannot be opened, by clicks."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from qc_desk.services import backups, restore
from qc_desk.services.restorations import restorations
from qc_desk.settings import Settings
from qc_desk.storage.database import open_database
from qc_desk.ui.restore.choice import BackupChoice
from qc_desk.ui.restore.dialog import RestoreDialog
from tests.checked_shop import AT, PASSWORDS, Shop
from tests.shop_window import file_dialogs_give, press, said, shown_buttons, when_asked
from tests.ui.start_kit import started
from tests.ui.start_up.at_the_door import LEFT, SLOW, be, door, obstacle

Said = list[str]


def restored(settings: Settings) -> int:
    with open_database(settings.data) as database, database.reading() as session:
        return len(restorations(session))


def answer_all(told: Said, *answers: str, before: QDialog | None = None) -> None:
    """Press a button in each of the next dialogs, with the owner's password where it is asked."""
    if not answers:
        return

    def answer(dialog: QDialog) -> None:
        if dialog is before:  # it is still busy
            when_asked(answer)
            return
        told.append(said(dialog))
        if isinstance(dialog, RestoreDialog) and answers[0] == "Restore the backup":
            dialog.password.set_text(PASSWORDS["mira"])
        answer_all(told, *answers[1:], before=dialog)
        press(dialog, answers[0])

    when_asked(answer)


@pytest.fixture
def grown(shop: Shop, settings: Settings) -> Path:
    """A shop that was backed up and has gone on since."""
    with open_database(settings.data) as database:
        made = backups.make_backup(database, None)
        shop.moved(database).add_batch("L-77")
    return made.file


def test_that_an_owner_restores_a_copy_from_settings(
    qtbot: QtBot, settings: Settings, grown: Path
) -> None:
    told: Said = []
    with started(qtbot, settings) as start:
        be(qtbot, start, "Mira Ilić", PASSWORDS["mira"])
        start.window.go_to("settings", "backup")
        page = start.window.page
        assert page is not None
        qtbot.waitUntil(lambda: "Restore…" in shown_buttons(page), timeout=SLOW)
        answer_all(told, "Go back")
        start.window.records.restore_asked.emit(grown)
        qtbot.waitUntil(lambda: len(told) == 1 and start.window.jobs.idle, timeout=SLOW)
        assert "Batches: 1 (L-77)" in told[0]
        answer_all(told, "Restore the backup", "Go on")
        start.window.records.restore_asked.emit(grown)
        qtbot.waitUntil(lambda: len(told) == 3, timeout=SLOW)
        assert "is kept as" in told[2]
        assert door(qtbot, start).screen.isVisible()
        be(qtbot, start, "Mira Ilić", PASSWORDS["mira"])
        start.window.go_to("settings", "integrity")
        assert start.window.page is not None
        press(start.window.page, "Check the whole record")
        checked = start.window.page
        qtbot.waitUntil(lambda: "by Mira Ilić from qc_desk-" in said(checked), timeout=SLOW)
    assert restored(settings) == 1


def test_that_a_wrong_password_restores_nothing(
    qtbot: QtBot, settings: Settings, grown: Path
) -> None:
    def type_wrong(dialog: QDialog) -> None:
        assert isinstance(dialog, RestoreDialog)
        dialog.password.set_text("not my password at all")
        press(dialog, "Restore the backup")
        qtbot.waitUntil(dialog.refusal.isVisible, timeout=SLOW)
        assert dialog.password.text() == ""
        press(dialog, "Go back")

    with started(qtbot, settings) as start:
        be(qtbot, start, "Mira Ilić", PASSWORDS["mira"])
        when_asked(type_wrong)
        start.window.records.restore_asked.emit(grown)
        qtbot.waitUntil(lambda: not start.window.jobs.idle, timeout=SLOW)
        qtbot.waitUntil(lambda: start.window.jobs.idle, timeout=SLOW)
        assert start.window.presence.person is not None
    assert restored(settings) == 0


def test_that_a_bad_backup_is_told_in_the_window(
    qtbot: QtBot, settings: Settings, grown: Path
) -> None:
    grown.write_bytes(grown.read_bytes()[:40_000])
    with started(qtbot, settings) as start:
        be(qtbot, start, "Mira Ilić", PASSWORDS["mira"])
        start.window.records.restore_asked.emit(grown)
        qtbot.waitUntil(lambda: start.window.bar.message is not None, timeout=SLOW)
        assert start.window.bar.message is not None
        assert "not a good backup" in start.window.bar.message.headline


def spoil(settings: Settings) -> None:
    (settings.data / "qc_desk.db").write_bytes(b"")


def test_that_a_damaged_record_is_replaced_by_its_newest_backup(
    qtbot: QtBot, settings: Settings, grown: Path
) -> None:
    told: Said = []
    spoil(settings)
    with started(qtbot, settings) as start:
        screen = obstacle(qtbot, start)
        answer_all(told, "Check this backup", "Restore the backup", "Go on")
        QTest.mouseClick(screen.put_back, LEFT)
        qtbot.waitUntil(lambda: len(told) == 3, timeout=SLOW)
        assert "nobody can tell" in told[1]
        assert "Password of Mira Ilić" in told[1]
        assert len(door(qtbot, start).screen.tiles) == 5
        be(qtbot, start, "Mira Ilić", PASSWORDS["mira"])
    assert grown.exists()
    assert restored(settings) == 1


def test_that_another_file_can_be_chosen_and_left_again(
    qtbot: QtBot, settings: Settings, grown: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: Said = []
    spoil(settings)
    elsewhere = grown.rename(settings.data.parent / "stick.db")
    grown.with_suffix(".json").unlink()
    with started(qtbot, settings) as start:
        first = obstacle(qtbot, start)
        file_dialogs_give(monkeypatch, None)

        def leave(dialog: QDialog) -> None:
            assert isinstance(dialog, BackupChoice)
            assert "no good backup beside" in said(dialog)
            press(dialog, "Another file…")
            assert dialog.file is None
            press(dialog, "Go back")

        when_asked(leave)
        QTest.mouseClick(first.put_back, LEFT)
        assert start.on_top is first
        file_dialogs_give(monkeypatch, elsewhere)
        answer_all(told, "Another file…", "Go back")
        QTest.mouseClick(first.put_back, LEFT)
        qtbot.waitUntil(lambda: len(told) == 2, timeout=SLOW)
        assert obstacle(qtbot, start) is not first
        elsewhere.write_bytes(b"")
        answer_all(told, "Another file…", "Go on")
        QTest.mouseClick(obstacle(qtbot, start).put_back, LEFT)
        qtbot.waitUntil(lambda: len(told) == 4, timeout=SLOW)
        assert "was not restored" in told[3]
        assert "0 B" in told[3]
        obstacle(qtbot, start)


def test_that_going_back_to_the_record_before_must_be_said_expressly(
    qtbot: QtBot, settings: Settings, grown: Path
) -> None:
    told: Said = []
    with restore.prepared(str(settings.data), grown, lambda _done, _total: None) as prepared:
        mira = restore.owner(prepared.desk, 1)
        last = prepared.put_in_place(mira, AT).last_backup
    assert last is not None

    def say_so(dialog: QDialog) -> None:
        assert isinstance(dialog, RestoreDialog)
        dialog.password.set_text(PASSWORDS["mira"])
        assert not dialog.deed.isEnabled()
        dialog.sure.click()
        answer_all(told, "Go on", before=dialog)
        press(dialog, "Restore the backup")

    with started(qtbot, settings) as start:
        be(qtbot, start, "Mira Ilić", PASSWORDS["mira"])
        when_asked(say_so)
        start.window.records.restore_asked.emit(last.file)
        qtbot.waitUntil(lambda: len(told) == 1, timeout=SLOW)
        door(qtbot, start)
