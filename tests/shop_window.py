"""The real window over a real record, with somebody signed in."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from qc_desk.services import people
from qc_desk.storage.database import open_database
from qc_desk.ui.dialogs import ReasonDialog
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.pages import Place
from qc_desk.ui.presence import SignedIn
from qc_desk.ui.theme import Theme
from tests.built_records import Furnish, lay_file
from tests.checked_shop import AT, Shop, found

LEFT = Qt.MouseButton.LeftButton


@contextmanager
def open_shop(folder: Path, furnish: Furnish = found) -> Iterator[Shop]:
    """Open a SQLite record of its own with a shop that has just been founded, or has more."""
    shop = lay_file(furnish, folder / "shop")
    assert shop is not None
    with open_database(folder / "shop", workstation="test bench") as database:
        yield shop.moved(database)


@contextmanager
def open_window(
    qtbot: QtBot, theme: Theme, shop: Shop, places: list[Place], who: str
) -> Iterator[MainWindow]:
    """Show the window with one of the shop's people signed in, on its first place."""
    made = MainWindow(places, theme)
    qtbot.addWidget(made, before_close_func=let_jobs_end)
    made.records.now = lambda: AT
    made.records.open(shop.database)
    sign_in(made, shop, who)
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.go_to(places[0].name)
    yield made
    let_jobs_end(made)
    for timer in made.findChildren(QTimer):  # what was typed last is not looked for any more
        timer.stop()


def let_jobs_end(window: MainWindow) -> None:
    """Stop what still runs, so that closing the window has nothing to ask."""
    window.jobs.close()
    until = time.monotonic() + 20
    while window.jobs.running and time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.01)


def sign_in(window: MainWindow, shop: Shop, who: str) -> None:
    """Let one of the shop's people work at the window."""
    with shop.database.reading() as session:
        row = people.person_row(session, shop.ids[who])
    roles = frozenset(held.role.value for held in row.roles)
    window.presence.sign_in(
        SignedIn(row.id, row.name, 1, "Novi Sad", "Europe/Belgrade", "en", roles)
    )


def press(inside: QWidget, text: str) -> None:
    """Click the visible button with these words or this accessible name."""
    QTest.mouseClick(find(inside, text), LEFT)


def find(inside: QWidget, text: str) -> QPushButton:
    """Return the visible button with these words or this accessible name."""
    QApplication.processEvents()  # widgets that were added a moment ago are shown now
    found_ = [
        each
        for each in inside.findChildren(QPushButton)
        if each.isVisible() and text in (each.text(), each.accessibleName().partition(": ")[0])
    ]
    assert found_, f"no button {text!r} among {shown_buttons(inside)}"
    return found_[0]


def shown_buttons(inside: QWidget) -> list[str]:
    """Return what the visible buttons say."""
    return [each.text() for each in inside.findChildren(QPushButton) if each.isVisible()]


def said(inside: QWidget) -> str:
    """Return all words that are visible now."""
    QApplication.processEvents()
    shown = (each.text() for each in inside.findChildren(QLabel) if each.isVisible())
    return "\n".join(shown).replace("\N{NO-BREAK SPACE}%", " %")


def when_asked(answer: Callable[[QDialog], None]) -> None:
    """Answer the next dialog as a person would."""

    def wait() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            answer(dialog)
        else:
            QTimer.singleShot(20, wait)

    QTimer.singleShot(20, wait)


def file_dialogs_give(monkeypatch: pytest.MonkeyPatch, file: Path | None) -> list[Path]:
    """Let the system's file dialogs give a file or folder, or be left; tell what they proposed."""
    proposed: list[Path] = []
    name = "" if file is None else str(file)

    def given(answer: object) -> Callable[..., object]:
        def dialog(_parent: QWidget | None, _title: str, start: str = "", *_kinds: str) -> object:
            proposed.append(Path(start))
            return answer

        return dialog

    monkeypatch.setattr(QFileDialog, "getOpenFileName", given((name, "")))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", given(([name] if name else [], "")))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", given((name, "")))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", given(name))
    return proposed


def because(reason: str) -> Callable[[QDialog], None]:
    """Give a reason where one is asked for."""

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, ReasonDialog)
        dialog.reason.set_text(reason)
        dialog.deed.click()

    return answer
