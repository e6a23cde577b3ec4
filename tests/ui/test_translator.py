"""Qt's own words come from our catalogue."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from qc_desk.ui import translator as ours
from qc_desk.ui.translator import OurTranslator


@pytest.fixture
def translator(qapp: QApplication) -> Iterator[OurTranslator]:
    made = OurTranslator()
    qapp.installTranslator(made)
    yield made
    qapp.removeTranslator(made)


@pytest.mark.usefixtures("translator")
def test_that_a_button_of_qt_speaks_our_language(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ours, "_", {"Cancel": "Откажи", "&Cancel": "&Откажи"}.__getitem__)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.buttons()[0].text().replace("&", "") == "Откажи"


@pytest.mark.usefixtures("translator")
def test_that_what_is_not_ours_stays_as_it_is() -> None:
    assert QCoreApplication.translate("QDialog", "What's This?") == "What's This?"
