"""The targets in Settings: changed by owners with a reason, looked at by everybody."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qc_desk.domain.loop_words import TargetKind
from qc_desk.services.targets import target_value
from qc_desk.ui.pages import Place
from qc_desk.ui.settings import build
from qc_desk.ui.settings.targets import TargetDialog
from qc_desk.ui.theme import Theme
from tests.checked_shop import AT, Shop
from tests.shop_window import open_shop, open_window, press, said, shown_buttons

PLACES = [Place("settings", "&Settings", "settings", build)]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with open_shop(tmp_path) as made:
        yield made


def test_that_an_owner_changes_a_target_with_a_reason(
    qtbot: QtBot, theme: Theme, shop: Shop
) -> None:
    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, TargetDialog):
            QTimer.singleShot(20, fill)
            return
        assert dialog.number is not None
        dialog.reason.set_text("Customers asked for it.")
        assert not dialog.deed.isEnabled()
        dialog.number.set_text("0")
        assert not dialog.deed.isEnabled()
        dialog.number.set_text("8")
        press(dialog, "Promise it")

    with open_window(qtbot, theme, shop, PLACES, "mira") as window:
        window.go_to("settings", "targets")
        assert "This is the usual value: no owner has decided yet." in said(window)
        QTimer.singleShot(20, fill)
        press(window, "Change…")
        assert "8 · Customers asked for it. · Mira Ilić · 20 Nov 2026, 09:30" in said(window)
    with shop.database.reading() as session:
        assert target_value(session, TargetKind.ACKNOWLEDGE_HOURS, AT) == 8


def test_that_others_only_look(qtbot: QtBot, theme: Theme, shop: Shop) -> None:
    with open_window(qtbot, theme, shop, PLACES, "marko") as window:
        window.go_to("settings", "targets")
        assert "Hours until a complaint is acknowledged" in said(window)
        assert "Only an owner can change this." in said(window)
        assert "Change…" not in shown_buttons(window)
