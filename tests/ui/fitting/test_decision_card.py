"""The card of a decision: why a button is not allowed is said to the end."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qc_desk.domain.refusals import QcError
from qc_desk.ui.second_check.decision import Decision
from qc_desk.ui.theme import Theme

WIDTH = 312  # px beside the list of both checks


class LongRefusalError(QcError):
    """A refusal of five lines."""

    sentence = "Ову контролу води Luka Horvat. " * 8


def test_that_a_long_reason_is_shown_to_its_end(qtbot: QtBot, theme: Theme) -> None:
    assert theme.choice == "light"
    page = QWidget()
    qtbot.addWidget(page)
    card = Decision()
    column = QVBoxLayout(page)
    column.addWidget(card)
    column.addStretch(1)
    refusal = LongRefusalError()
    card._deed("Одобри и пусти…", ("primary", "package-check"), card.asked.approve, refusal)
    page.resize(WIDTH, 700)
    page.show()
    page.grab()
    reason = next(each for each in card.findChildren(QLabel) if each.text() == str(refusal))
    lines = reason.height() / reason.fontMetrics().lineSpacing()
    assert lines >= 4
    assert reason.height() >= reason.heightForWidth(reason.width())
    assert reason.mapTo(card, reason.rect().bottomLeft()).y() < card.height()
