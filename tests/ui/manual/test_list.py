"""Checklists: bringing them in, reading them, and putting them in force by a second person."""

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from qc_desk.domain.vocabulary import Role
from qc_desk.services import checklist_lists, people
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.manual.panel import ChecklistPanel
from tests.checked_shop import AT, Shop
from tests.shop_window import (
    because,
    file_dialogs_give,
    press,
    said,
    shown_buttons,
    sign_in,
    when_asked,
)
from tests.ui.manual.conftest import Go
from tests.ui.settings.conftest import answer_dialog, table_words, tap

FILE = """
code = "PLATE"
title = "Plates"
[[items]]
code = "rim"
title = "Rim is smooth"
instruction = "Run a finger once around the rim."
severity = "major"
[[items]]
code = "width"
title = "Width"
instruction = "Measure at two places."
kind = "measurement"
severity = "critical"
lower = 209.0
upper = 211.0
nominal = 210.0
unit = "mm"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "plates.toml"
    made.write_text(FILE, encoding="utf-8")
    return made


def bring_in(qtbot: QtBot, section: Any, file: Path) -> None:
    section.bring_in([file])

    def shown() -> bool:
        panel = section.beside.panel
        return isinstance(panel, ChecklistPanel) and panel.title.text() == "Plates"

    qtbot.waitUntil(shown, timeout=10_000)


def choose(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    """Let the system's file dialog give a file."""
    file_dialogs_give(monkeypatch, file)


def test_that_a_file_becomes_a_draft_that_its_author_cannot_approve(
    qtbot: QtBot, go: Go, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, file)
    section = go("checklists")
    press(section.window(), "Import from file…")
    qtbot.waitUntil(lambda: isinstance(section.beside.panel, ChecklistPanel), timeout=10_000)
    assert ["Plates", "Version 1 waits"] in [r[:2] for r in table_words(section.pane.table)]
    assert "another person makes it effective: Marko Jurić" in said(section.beside.panel)
    assert "Make version 1 effective" not in shown_buttons(section)


def test_that_a_second_person_makes_it_effective(
    qtbot: QtBot, go: Go, file: Path, window: MainWindow, shop: Shop,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    titles = answer_dialog(monkeypatch, "Make effective")
    section = go("checklists")
    bring_in(qtbot, section, file)
    sign_in(window, shop, "marko")
    window.go_to("manual")
    tap(section.pane.table, "Plates")
    press(section, "Make version 1 effective")
    assert titles == ["Make version 1 effective?"]
    assert ["Plates", "Version 1"] in [row[:2] for row in table_words(section.pane.table)]
    assert "Made effective by Marko Jurić" in said(section.beside.panel)


def test_that_somebody_alone_gives_a_reason_that_stays_visible(
    qtbot: QtBot, go: Go, file: Path, shop: Shop
) -> None:
    with shop.database.writing() as session:
        people.set_roles(session, shop.ids["marko"], {(Role.INSPECTOR, 1)}, shop.ids["mira"], AT)
    section = go("checklists")
    bring_in(qtbot, section, file)

    when_asked(because("Nobody else yet"))
    press(section, "Make version 1 effective")
    assert "Alone, because: Nobody else yet" in said(section.beside.panel)


def test_that_mistakes_of_a_file_are_listed_together(
    qtbot: QtBot, go: Go, tmp_path: Path, qapp: Any
) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('title = "No code"\n[[items]]\ncode = "a"\nseverity = "huge"\n')
    section = go("checklists")
    section.bring_in([wrong])
    qtbot.waitUntil(lambda: section.problems is not None, timeout=10_000)
    listed = [section.problems.list.item(n).text() for n in range(section.problems.list.count())]
    assert len(listed) > 2
    assert any("severity" in line for line in listed)
    press(section.problems, "Copy the list")
    assert qapp.clipboard().text() == "\n".join(listed)
    press(section.problems, "Close")
    assert len(table_words(section.pane.table)) == 1


def test_that_a_file_that_cannot_be_read_is_said(
    qtbot: QtBot, go: Go, tmp_path: Path, window: MainWindow
) -> None:
    section = go("checklists")
    section.bring_in([tmp_path / "gone.toml"])
    qtbot.waitUntil(lambda: window.bar.message is not None, timeout=10_000)
    assert window.bar.message is not None
    assert "“gone.toml” cannot be read" in window.bar.message.headline


def test_that_a_version_is_read_item_by_item(qtbot: QtBot, go: Go, file: Path) -> None:
    section = go("checklists")
    bring_in(qtbot, section, file)
    press(section, "Look at version 1")
    words = said(section.version)
    assert "Plates, version 1" in words
    assert "Run a finger once around the rim." in words
    assert "Measure: 209.0 to 211.0 mm; wanted is 210.0 mm" in words
    press(section.window(), "All checklists")
    assert section.pane.isVisible()


def test_that_starters_are_taken_once(qtbot: QtBot, go: Go) -> None:
    section = go("checklists")
    press(section.window(), "Starter checklists")
    first = checklist_lists.starter_checklists()[0]
    press(section, f"Take “{first.title}”")
    qtbot.waitUntil(lambda: isinstance(section.beside.panel, ChecklistPanel), timeout=10_000)
    assert first.title in [row[0] for row in table_words(section.pane.table)]
    press(section.window(), "Starter checklists")
    assert f"Take “{first.title}”" not in [
        each.accessibleName() for each in section.beside.panel.findChildren(type(section.bring))
    ]


def test_that_a_checklist_in_use_is_not_retired_and_another_is(
    qtbot: QtBot, go: Go, file: Path, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_dialog(monkeypatch, "Retire")
    section = go("checklists")
    tap(section.pane.table, "Mugs")
    press(section, "Retire…")
    assert window.bar.message is not None
    assert "still in use by product M1" in window.bar.message.headline
    bring_in(qtbot, section, file)
    press(section, "Retire…")
    assert [row[0] for row in table_words(section.pane.table)] == ["Mugs"]
    section.pane.retired.click()
    tap(section.pane.table, "Plates")
    press(section, "Bring back")
    section.pane.retired.click()
    assert [row[0] for row in table_words(section.pane.table)] == ["Mugs", "Plates"]


@pytest.mark.parametrize("who", ["ana"])
def test_that_inspectors_read_checklists_and_see_no_dead_button(go: Go) -> None:
    section = go("checklists")
    assert "Only a lead or an owner can change this" in said(section)
    tap(section.pane.table, "Mugs")
    assert {text for text in shown_buttons(section) if text} == {
        "Look at version 1",
        "Print…",
        "Training sheet…",
        "Write as file…",
    }
