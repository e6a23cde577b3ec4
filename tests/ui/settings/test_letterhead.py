"""The letterhead in Settings: logo, colour, size of paper."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from qc_desk.domain.vocabulary import PageSize
from qc_desk.services.letterheads import letterhead
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.pages import Place
from qc_desk.ui.settings import build
from qc_desk.ui.settings.letterhead import LetterheadSection
from qc_desk.ui.theme import Theme
from tests.checked_shop import Shop
from tests.shop_window import file_dialogs_give, open_shop, open_window, press, said

PLACES = [Place("settings", "&Settings", "settings", build)]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with open_shop(tmp_path) as made:
        yield made


def section(window: MainWindow) -> LetterheadSection:
    window.go_to("settings", "letterhead")
    return window.findChildren(LetterheadSection)[0]


def test_that_an_owner_sets_logo_colour_and_paper(
    qtbot: QtBot, theme: Theme, shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "logo.png"
    Image.new("RGB", (300, 100), "navy").save(file)
    file_dialogs_give(monkeypatch, file)
    with open_window(qtbot, theme, shop, PLACES, "mira") as window:
        shown = section(window)
        assert shown.picture.text() == "No logo yet."
        press(shown, "Choose a logo…")
        qtbot.waitUntil(lambda: not shown.picture.pixmap().isNull(), timeout=10_000)
        shown.accent.set_text("#1b5e7d")
        shown.page.choose(PageSize.LETTER)
        press(shown, "Save")
        with shop.database.reading() as session:
            kept = letterhead(session)
        assert (kept.accent, kept.page, bool(kept.logo)) == ("#1b5e7d", PageSize.LETTER, True)
        shown.accent.set_text("#ffffaa")
        press(shown, "Save")
        assert window.bar.message is not None
        assert "too pale" in window.bar.message.headline
        press(shown, "Remove the logo")
        assert shown.picture.text() == "No logo yet."


def test_that_a_file_that_is_no_picture_is_refused(
    qtbot: QtBot, theme: Theme, shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "logo.png"
    file.write_text("no picture")
    file_dialogs_give(monkeypatch, file)
    with open_window(qtbot, theme, shop, PLACES, "mira") as window:
        press(section(window), "Choose a logo…")
        qtbot.waitUntil(lambda: window.bar.message is not None, timeout=10_000)
        assert window.bar.message is not None
        assert "cannot be the logo" in window.bar.message.headline


def test_that_others_only_look(qtbot: QtBot, theme: Theme, shop: Shop) -> None:
    with open_window(qtbot, theme, shop, PLACES, "marko") as window:
        shown = section(window)
        assert "Only an owner can change this." in said(window)
        assert not shown.save.isEnabled()
