"""The headline of every page: its buttons have room, beside the words or below them."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qc_desk.ui.buttons import Button
from qc_desk.ui.headline import Headline
from qc_desk.ui.theme import Theme

LEAD = "What is checked, how, and within which limits."


@pytest.fixture
def headline(qtbot: QtBot, theme: Theme) -> Iterator[Headline]:
    """A headline with two buttons at the top of a page."""
    assert theme.choice == "light"
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    made = Headline("Контролне листе", LEAD)
    for words in ("Почетне контролне листе", "Увези из датотеке…"):
        made.verbs.addWidget(Button(words, "", "upload"))
    column.addWidget(made)
    column.addStretch(1)
    page.show()
    yield made
    page.hide()


def widen(headline: Headline, width: int) -> list[Button]:
    page = headline.parentWidget()
    assert page is not None
    page.resize(width, 500)
    page.grab()
    return headline.findChildren(Button)


def test_that_buttons_stand_beside_the_title_where_there_is_room(headline: Headline) -> None:
    starters, bring = widen(headline, 1100)
    assert starters.mapTo(headline, starters.rect().topLeft()).x() > headline.title.x()
    assert starters.y() == bring.y()
    assert headline.height() < 60


@pytest.mark.parametrize("width", [700, 460, 330])
def test_that_buttons_keep_their_words_where_it_is_narrow(headline: Headline, width: int) -> None:
    verbs = widen(headline, width)
    assert all(verb.width() >= verb.sizeHint().width() for verb in verbs)
    low = max(verb.mapTo(headline, verb.rect().bottomLeft()).y() for verb in verbs)
    assert low <= headline.height()
    assert headline.lead.height() >= headline.lead.heightForWidth(headline.lead.width())


def test_that_a_hidden_button_leaves_its_room(headline: Headline) -> None:
    for verb in widen(headline, 330):
        verb.hide()
    with_lead = headline.heightForWidth(330)
    headline.say_lead("")
    assert headline.heightForWidth(330) < with_lead < 100
