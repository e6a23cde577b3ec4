"""Receipts and copies that the window takes to the second place by itself."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qc_desk import settings as workstation
from qc_desk.settings import Settings
from qc_desk.storage.database import open_database
from qc_desk.ui.buttons import Badge
from qc_desk.ui.start_up import StartUp
from tests.checked_shop import PASSWORDS, Shop
from tests.shop_window import file_dialogs_give, press, said
from tests.ui.start_kit import started
from tests.ui.start_up.at_the_door import SLOW, be

CARD = "Choose a folder…"


def badges(page: QWidget) -> list[str]:
    return [badge.accessibleName() for badge in page.findChildren(Badge) if badge.isVisible()]


def keep(start: StartUp) -> None:
    """Let what is missing there be kept now, without the rest after a change."""
    assert start.outside is not None
    start.outside.make()


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """The second place of this workstation, which is connected."""
    folder = tmp_path / "stick"
    folder.mkdir()
    workstation.save(Settings(data=tmp_path / "shop", second_place=str(folder)))
    return folder


def test_that_what_was_signed_and_the_newest_backup_go_there(
    qtbot: QtBot, settings: Settings, shop: Shop, outside: Path
) -> None:
    with open_database(settings.data) as database:
        shop.moved(database).first_signed("L-1")
    with started(qtbot, settings) as start:
        be(qtbot, start, "Ana Kovač", PASSWORDS["ana"])
        keep(start)
        qtbot.waitUntil(lambda: bool(list(outside.glob("*/receipts.jsonl"))), timeout=SLOW)
        qtbot.waitUntil(lambda: bool(list(outside.glob("*/*.json"))), timeout=SLOW)
        assert not start.window.status.anchors.isVisible()


def test_that_a_place_that_is_lost_is_shown_until_it_is_back(
    qtbot: QtBot, settings: Settings, shop: Shop, outside: Path
) -> None:
    outside.rmdir()
    with open_database(settings.data) as database:
        shop.moved(database).first_signed("L-1")
    with started(qtbot, settings) as start:
        be(qtbot, start, "Ana Kovač", PASSWORDS["ana"])
        keep(start)
        shown = start.window.status.anchors
        qtbot.waitUntil(lambda: shown.words.text() == "1 sign-off not anchored", timeout=SLOW)
        assert "it is not there" in shown.toolTip()
        assert start.window.bar.message is not None
        assert str(outside) in start.window.bar.message.headline
        outside.mkdir()
        start.window.records.changed.emit()
        keep(start)
        qtbot.waitUntil(lambda: not shown.isVisible(), timeout=SLOW)


def test_that_a_place_is_chosen_where_backups_are_and_left_again(
    qtbot: QtBot,
    settings: Settings,
    shop: Shop,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert shop.ids
    folder = tmp_path / "stick"
    folder.mkdir()
    with started(qtbot, settings) as start:
        be(qtbot, start, "Mira Ilić", PASSWORDS["mira"])
        start.window.go_to("settings", "backup")
        page = start.window.page
        assert page is not None
        assert "another disk" in said(page)
        file_dialogs_give(monkeypatch, settings.data)
        press(page, CARD)
        assert start.window.bar.message is not None
        assert "where the record itself is" in start.window.bar.message.headline
        assert workstation.load(environment={}).outside is None
        file_dialogs_give(monkeypatch, folder)
        press(page, CARD)
        assert workstation.load(environment={}).outside == folder
        keep(start)
        qtbot.waitUntil(lambda: "Everything is there" in badges(page), timeout=SLOW)
        assert str(folder) in said(page)
        press(page, "Keep nothing there")
        assert workstation.load(environment={}).outside is None
        qtbot.waitUntil(lambda: "None yet" in badges(page), timeout=SLOW)
