"""A shop's window at 853 x 533 px, which is what a screen of 1280 x 800 shows at 150 %."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qc_desk.i18n import catalogue, languages, messages, speak
from qc_desk.overrides import override
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.places import places
from qc_desk.ui.theme import Theme
from tests.checked_shop import Shop
from tests.shop_window import open_shop, open_window
from tools import words

SMALL = 853, 533


class Longer(catalogue.Catalogue):
    """The pseudo-language, without a file: every sentence longer and marked."""

    @override
    def one(self, message: str, _context: str = "") -> str:
        return words.pseudo(message) if message else message

    @override
    def many(self, singular: str, plural: str, number: int) -> str:
        return words.pseudo(singular if number == 1 else plural)


@pytest.fixture
def pseudo(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the pseudo-language be known, as where somebody asks for it."""
    kept, longer = messages._catalogue, Longer()
    monkeypatch.setitem(languages.LANGUAGES, "xx", languages._PSEUDO)
    monkeypatch.setattr(
        messages, "_catalogue", lambda code: longer if code == "xx" else kept(code)
    )


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with open_shop(tmp_path) as made:
        yield made


@pytest.fixture
def small(qtbot: QtBot, theme: Theme, shop: Shop) -> Iterator[Callable[[str], MainWindow]]:
    """Give what opens every place in a small window that speaks a language."""
    from contextlib import ExitStack  # noqa: PLC0415

    with ExitStack() as ends:

        def opened(code: str) -> MainWindow:
            speak(code)
            window = ends.enter_context(open_window(qtbot, theme, shop, places(), "mira"))
            window.resize(*SMALL)
            return window

        yield opened
