"""Across sites: drift in words, versions in use, what items catch, and all of it written out."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qc_desk.i18n import N_
from qc_desk.services import checklists, inspections
from qc_desk.services.checklist_drafts import begin_draft
from qc_desk.ui.across import AcrossPage, build
from qc_desk.ui.across.section import AcrossSection
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.pages import Place
from qc_desk.ui.theme import Theme
from tests.checked_shop import AT, Shop
from tests.shop_window import open_shop, open_window, press, said
from tests.ui.settings.conftest import table_words


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with open_shop(tmp_path) as made:
        yield made


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, shop: Shop) -> Iterator[MainWindow]:
    places = [Place("across", N_("Across sites"), "waypoints", build)]
    with open_window(qtbot, theme, shop, places, "marko") as opened:
        yield opened


@pytest.fixture
def section(window: MainWindow) -> AcrossSection:
    assert isinstance(window.page, AcrossPage)
    return window.page.across


def leave_behind(shop: Shop) -> None:
    """Begin a check, then put the next version in force."""
    batch_id = shop.add_batch("L-9")
    with shop.database.writing() as session:
        inspections.open_first_check(session, batch_id, shop.ids["ana"], AT)
    later = AT + timedelta(hours=1)
    with shop.database.writing() as session:
        draft = begin_draft(session, 1, 1, shop.ids["marko"], later)
    with shop.database.writing() as session:
        checklists.make_effective(session, draft, shop.ids["mira"], later)


def test_that_it_is_said_when_no_site_has_drifted(section: AcrossSection) -> None:
    section.reload()
    assert "No site has drifted" in said(section)


def test_that_drift_is_told_with_the_way_to_put_it_right(
    section: AcrossSection, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_behind(shop)
    gone: list[tuple[object, ...]] = []
    monkeypatch.setattr(section.drift, "_go", lambda *facts: gone.append(facts))
    section.reload()
    assert "1 open check goes by version 1; 2 is in force: L-9." in said(section)
    press(section.drift, "Open")
    assert gone == [("manual", 1)]


def test_that_versions_in_use_stand_by_site_and_open_check(
    section: AcrossSection, shop: Shop
) -> None:
    leave_behind(shop)
    press(section, "Versions in use")
    found = {tuple(row) for row in table_words(section.versions)}
    assert found == {
        ("Mugs", "Novi Sad", "1; 2 is in force", "L-9 (Mug): open check of Ana Kovač"),
        ("Mugs", "Novi Sad", "1; 2 is in force", "1 check in 90 days · 1 open"),
    }


def test_that_items_say_what_they_caught(section: AcrossSection, shop: Shop, qtbot: QtBot) -> None:
    shop.approve(shop.checked_twice())
    press(section, "What items catch")
    qtbot.waitUntil(lambda: section.items.model().rowCount() == 3)
    row = table_words(section.items)[0]
    assert row[:3] == ["Glaze is even and free of cracks", "Too few lots to say", "0 of 1 lots"]
    assert "from 30 lots on" in said(section)


def test_that_what_is_shown_is_written_out(
    section: AcrossSection, window: MainWindow, shop: Shop, tmp_path: Path, qtbot: QtBot
) -> None:
    leave_behind(shop)
    file = tmp_path / "drift.csv"
    section.write(file)
    qtbot.waitUntil(file.exists)
    qtbot.waitUntil(lambda: "drift.csv is written" in said(window))
    assert "L-9" in file.read_text(encoding="utf-8-sig")
