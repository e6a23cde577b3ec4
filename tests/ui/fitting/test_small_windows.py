"""Every place and every section of Settings, in long words and a small window: no word is cut."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import chain
from typing import TypeVar

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QPushButton, QWidget

from qc_desk.i18n import language, speak
from qc_desk.i18n.languages import SPOKEN
from qc_desk.ui.cards import OneLine
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.settings import SettingsPage
from qc_desk.ui.theme import TARGET

W = TypeVar("W", bound=QWidget)
Open = Callable[[str], MainWindow]
CODES = [each.code for each in SPOKEN]


def everywhere(window: MainWindow) -> Iterator[str]:
    """Go to every place and every section, each with its form open where it has one."""
    for name in window.rail.buttons:
        window.go_to(name)
        yield name
    page = window.page
    assert isinstance(page, SettingsPage)
    for name in page.contents.buttons:
        window.go_to("settings", name)
        yield name
        show_new = getattr(page.section, "show_new", None)
        if show_new is not None:
            show_new()
            yield f"{name}, new"


def settled(window: MainWindow) -> None:
    """Let rows arrive and layouts find their places."""
    QTest.qWait(60)
    window.grab()


def seen(window: MainWindow, kind: type[W]) -> Iterator[W]:
    """Yield what a person sees, whole or in part."""
    for part in window.findChildren(kind):
        if part.isVisible() and not part.visibleRegion().isEmpty():
            yield part


def cut(part: "QLabel | QPushButton") -> bool:
    """Tell whether words have less room than they need."""
    if part.visibleRegion().boundingRect().width() < part.width() - 1:
        return True
    if isinstance(part, QLabel) and part.wordWrap():
        longest = max(map(part.fontMetrics().horizontalAdvance, part.text().split()), default=0)
        high = part.heightForWidth(part.width()) > part.height() + 1
        return longest > part.width() + 1 or high
    return part.sizeHint().width() > part.width() + 1


def all_cut(window: MainWindow) -> list[str]:
    """Return the words that have less room than they need, unless they are said on hovering."""
    shown: list[QLabel | QPushButton] = [*seen(window, QLabel), *seen(window, QPushButton)]
    said = [each for each in shown if not (isinstance(each, OneLine) and each.toolTip())]
    return [each.text() for each in said if each.text() and cut(each)]


def too_small(window: MainWindow) -> list[str]:
    """Return what a finger in a glove would miss."""
    return [
        f"{part.text() or part.accessibleName()} {part.size()}"
        for part in chain(seen(window, QPushButton), seen(window, QCheckBox))
        if min(part.height(), part.width()) < TARGET
    ]


def sharing_a_letter(window: MainWindow) -> list[list[str]]:
    """Return the buttons that one and the same underlined letter would press."""
    keys = defaultdict(list)
    for part in window.findChildren(QAbstractButton):
        if part.isVisible() and not part.shortcut().isEmpty():
            keys[part.shortcut().toString()].append(part.text())
    return [texts for texts in keys.values() if len(texts) > 1]


@pytest.mark.usefixtures("pseudo")
@pytest.mark.parametrize("code", [*CODES, "xx"])
def test_that_a_small_window_can_be_read_and_used(small: Open, code: str) -> None:
    """One walk for all three: no word cut, all large enough to tap, each letter one button's."""
    window = small(code)
    found = []
    for place in everywhere(window):
        settled(window)
        marked = any("[" in part.text() for part in seen(window, QLabel))
        assert marked or code != "xx", place
        for _patience in range(5):  # a layout that is still on its way cuts everything
            if all_cut(window):
                settled(window)
        faults = (all_cut(window), too_small(window), sharing_a_letter(window))
        found += [(place, *faults)] if any(faults) else []
    assert found == []


@pytest.mark.usefixtures("pseudo")
def test_that_the_pseudo_language_outlasts_a_sign_in_in_english() -> None:
    speak("xx")
    speak("en")
    assert language().code == "xx"
    speak("sr")
    assert language().code == "sr"
