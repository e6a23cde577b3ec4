"""The search field over the window, by keys, by fingers and by scanner."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qc_desk.domain.found_words import FoundKind
from qc_desk.i18n import _, speaking
from qc_desk.ui.finder.commands import commands, fitting
from qc_desk.ui.finder.dialog import Finder
from qc_desk.ui.finder.targets import ICONS, go_straight, target
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.pages import Place
from qc_desk.ui.places import places as real_places
from qc_desk.ui.theme import TARGET, Theme
from tests.checked_shop import Shop
from tests.shop_window import open_shop, open_window
from tests.ui.conftest import NotePage

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with open_shop(tmp_path) as made:
        made.add_batch("2026-0841")
        yield made


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, shop: Shop) -> Iterator[MainWindow]:
    noted = [
        Place(each.name, each.title, each.icon, partial(NotePage, title=each.name), each.under)
        for each in real_places()
    ]
    with open_window(qtbot, theme, shop, noted, "mira") as made:
        qtbot.waitUntil(made.isActiveWindow)
        yield made


def opened(window: MainWindow) -> tuple[object, ...]:
    assert isinstance(window.page, NotePage)
    return window.place, *window.page.opened[-1]


def ask(qtbot: QtBot, window: MainWindow, typed: str) -> Finder:
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    finder = window.finder
    assert finder is not None
    finder.field.setText(typed)
    qtbot.waitUntil(lambda: finder._job is None)
    return finder


def headlines(finder: Finder) -> list[str]:
    return [line.headline for line in finder.list.lines()]


def test_that_ctrl_k_finds_a_person_in_the_other_script(
    qtbot: QtBot, window: MainWindow, shop: Shop
) -> None:
    finder = ask(qtbot, window, "petorvic jelena")
    assert headlines(finder)[0] == "Јелена Петровић"
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    assert opened(window) == ("settings", "people", shop.ids["jelena"])
    assert window.finder is None


def test_that_arrows_choose_and_captions_are_passed(qtbot: QtBot, window: MainWindow) -> None:
    finder = ask(qtbot, window, "mug")
    first = finder.list.chosen()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Down):
        QTest.keyClick(finder.field, key)
        assert finder.list.chosen() is not None
    chosen = finder.list.chosen()
    assert chosen is not None
    assert chosen != first
    QTest.keyClick(finder.field, Qt.Key.Key_Enter)
    assert opened(window) == (chosen.target[0], *chosen.target[1])


def test_that_enter_before_the_answer_opens_what_comes_first(
    qtbot: QtBot, window: MainWindow
) -> None:
    QTest.mouseClick(window.rail.search, LEFT)
    finder = window.finder
    assert finder is not None
    finder.field.setText("2026-08")
    finder.field.setText("2026-0841")
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.place == "batches")
    assert opened(window) == ("batches", 1)


def test_that_commands_are_offered_and_a_tap_does_them(qtbot: QtBot, window: MainWindow) -> None:
    finder = ask(qtbot, window, "")
    assert "New complaint" in headlines(finder)
    finder.field.setText("new complaitn")
    qtbot.waitUntil(lambda: headlines(finder)[:1] == ["New complaint"])
    item = finder.list.currentItem()
    QTest.mouseClick(finder.list.viewport(), LEFT, pos=finder.list.visualItemRect(item).center())
    assert opened(window) == ("complaints", "new")


def test_that_escape_closes_and_nothing_opens(qtbot: QtBot, window: MainWindow) -> None:
    finder = ask(qtbot, window, "mug")
    QTest.keyClick(finder.field, Qt.Key.Key_Escape)
    assert (window.finder, window.place) == (None, "today")


def test_that_nothing_found_is_said(qtbot: QtBot, window: MainWindow) -> None:
    finder = ask(qtbot, window, "qqqqqqq")
    assert finder.said.isVisible()
    assert not finder.list.isVisible()
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    assert window.finder is finder
    QTest.mouseClick(finder.close_button, LEFT)
    assert window.finder is None


def test_that_a_scanned_code_goes_straight_to_its_record(qtbot: QtBot, window: MainWindow) -> None:
    finder = ask(qtbot, window, "")
    window.kit.scanner.scanned.emit("not known")
    assert finder.field.text() == "not known"
    window.kit.scanner.scanned.emit("2026-0841")
    assert (window.finder, opened(window)) == (None, ("batches", 1))
    assert not go_straight(window.kit, "nothing")


def test_that_locking_closes_it_and_nobody_can_search(qtbot: QtBot, window: MainWindow) -> None:
    finder = ask(qtbot, window, "lock")
    asked: list[bool] = []
    window.lock_asked.connect(lambda: asked.append(True))
    assert headlines(finder)[0] == "Lock this workstation"
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    assert asked
    window.search_everything()
    assert window.finder is not None
    window.cover(covered=True)
    assert window.finder is None
    window.presence.sign_out()
    window.search_everything()
    assert window.finder is None


def test_that_only_what_a_role_may_do_is_offered() -> None:
    def titles(*roles: str) -> list[str]:
        return [each.title for each in commands(real_places(), frozenset(roles))]

    assert "New person" in titles("owner")
    assert "New person" not in titles("lead")
    assert "New product" in titles("lead")
    assert "New product" not in titles("inspector")
    assert "New batch" not in titles("viewer")


def test_that_commands_are_found_in_the_language_spoken() -> None:
    with speaking("sr"):
        known = commands(real_places(), frozenset({"owner"}))
        reports = next(each for each in known if each.place == "reports")
        assert reports in [each for _score, each in fitting(known, "izvestaji")]


@pytest.mark.parametrize(
    "typed", ["new batch", "nova serija", "нова серија", "жаңа топтама", "нова партія",
              "lote nuevo", "lote nuveo", "нвоа партія"],
)  # fmt: skip
def test_that_commands_are_found_in_every_language(typed: str) -> None:
    for code in ("en", "sr"):
        with speaking(code):
            known = commands(real_places(), frozenset({"owner"}))
            found = fitting(known, typed)
            assert "New batch" in [each.title for _score, each in found]
            assert found[0][1].label == _(found[0][1].title)  # but named as its reader speaks


def test_that_a_command_of_another_language_is_done(qtbot: QtBot, window: MainWindow) -> None:
    finder = ask(qtbot, window, "нова скарга")
    qtbot.waitUntil(lambda: headlines(finder)[:1] == ["New complaint"])
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    assert opened(window) == ("complaints", "new")


def test_that_every_kind_has_an_icon_and_a_page() -> None:
    known = {each.name for each in real_places()}
    for kind in FoundKind:
        assert target(kind, 7)[0] in known
        assert kind in ICONS


def test_that_targets_are_large_enough(qtbot: QtBot, window: MainWindow) -> None:
    finder = ask(qtbot, window, "mug")
    assert window.rail.search.height() >= TARGET
    assert finder.close_button.height() >= TARGET
    assert finder.list.visualItemRect(finder.list.currentItem()).height() >= TARGET
