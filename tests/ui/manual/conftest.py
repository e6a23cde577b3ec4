"""The Manual page in a window over a real record."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from qc_desk.i18n import N_
from qc_desk.services.checklist_files import read_checklist_file
from qc_desk.services.checklists import import_checklist, make_effective
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.manual import ManualPage, build
from qc_desk.ui.manual.editor import Editor
from qc_desk.ui.pages import Place
from qc_desk.ui.theme import Theme
from tests.checked_shop import AT, Shop
from tests.shop_window import open_shop, open_window, press
from tests.ui.settings.conftest import tap

Go = Callable[[str], Any]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with open_shop(tmp_path) as made:
        yield made


@pytest.fixture
def who() -> str:
    """The person at the workstation; tests parametrize it."""
    return "mira"


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, shop: Shop, who: str) -> Iterator[MainWindow]:
    places = [Place("manual", N_("Ma&nual"), "book-open", build)]
    with open_window(qtbot, theme, shop, places, who) as opened:
        opened.activateWindow()  # shortcuts are those of the active window
        qtbot.waitUntil(opened.isActiveWindow)
        yield opened


@pytest.fixture
def page(window: MainWindow) -> ManualPage:
    assert isinstance(window.page, ManualPage)
    return window.page


@pytest.fixture
def go(page: ManualPage) -> Go:
    """Return the list of checklists."""
    return lambda _name: page.list


FILE = """
code = "PLATE"
title = "Plates"
[[items]]
code = "rim"
section = "Look"
title = "Rim is smooth"
instruction = "Run a finger once around the rim."
severity = "major"
[[items]]
code = "glaze"
section = "Look"
title = "Glaze is whole"
instruction = "Look from 30 cm."
severity = "minor"
born_of = "C-17"
[[items]]
code = "width"
section = "Measure"
title = "Width"
instruction = "Measure at two places."
kind = "measurement"
severity = "critical"
lower = 209.0
upper = 211.0
unit = "mm"
"""


@pytest.fixture
def plates(shop: Shop, tmp_path: Path) -> int:
    """A checklist in force; returns its id."""
    file = tmp_path / "plates.toml"
    file.write_text(FILE, encoding="utf-8")
    with shop.database.writing() as session:
        row = import_checklist(session, read_checklist_file(file), shop.ids["marko"], AT)
        assert row.newest_id is not None
        make_effective(session, row.newest_id, shop.ids["mira"], AT)
    return row.id


@pytest.fixture
def editor(plates: int, page: ManualPage) -> Editor:  # noqa: ARG001 (is in the record)
    """The editor at a fresh copy of the plates."""
    page.list.pane.reload()
    tap(page.list.pane.table, "Plates")
    press(page.list, "Write the next version")
    assert page.views.currentWidget() is page.editor
    return page.editor
