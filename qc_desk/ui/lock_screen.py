"""The lock screen: choose yourself, type your password, carry on; also the way to switch users."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from qc_desk.domain.refusals import QcError, WaitBeforeRetry
from qc_desk.i18n import _, ngettext
from qc_desk.ui.buttons import Button
from qc_desk.ui.cover import Cover
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.overrides import override
from qc_desk.ui.person_tile import TILE, PersonTile, Tile
from qc_desk.ui.presence import SignedIn
from qc_desk.ui.theme import (
    SPACE_L,
    SPACE_M,
    SPACE_XL,
    TARGET,
    Tone,
    Type,
    colours_now,
    font,
)

Unlock = Callable[[int, str], SignedIn]


class LockScreen(Cover):
    """Covers the window; what was typed on the pages stays as it is underneath."""

    unlocked = Signal()

    def __init__(self, window: MainWindow, unlock: Unlock) -> None:
        """Cover a window; ``unlock`` is run in a thread and may refuse."""
        super().__init__(window)
        self._window, self._unlock = window, unlock
        self._before: int | None = None
        self._presence, self._jobs = window.presence, window.jobs
        self._tile: Tile | None = None
        self._left = 0
        self._opened = True
        self._early = False  # Enter was pressed before the record was open
        self._focus_before: QWidget | None = None
        self._ticks = QTimer(self, interval=1000)
        self._ticks.timeout.connect(self._tick)
        self.tiles: list[PersonTile] = []
        self._lay_out()

    def lock(self, people: Sequence[Tile], note: str = "") -> None:
        """Cover the window and show who may sign in; the person before is chosen.

        A note is shown below the tiles, for example the password of the sample shop.
        """
        person = self._presence.person
        if person is not None:
            self._before = person.person_id
        if not self.isVisible():
            focused: QWidget | None = self._window.focusWidget()
            mine = focused is not None and self.isAncestorOf(focused)
            self._focus_before = None if mine else focused
        self._presence.sign_out()
        self._show_people(people)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.cover()
        chosen = next((t for t in self.tiles if t.tile.person_id == self._before), None)
        if chosen is None and len(self.tiles) == 1:
            chosen = self.tiles[0]
        if chosen is not None:
            chosen.click()
        elif self.tiles:
            self.tiles[0].setFocus()

    def shows(self, people: Sequence[Tile], note: str) -> bool:
        """Whether these people and this note are shown already."""
        return [tile.tile for tile in self.tiles] == list(people) and self.note.text() == note

    def take_passwords(self, *, opened: bool) -> None:
        """Try passwords from now on, or keep them typed until the record is open."""
        self._opened = opened
        early, self._early = self._early, False
        if early and opened:
            self.try_password()

    def _lay_out(self) -> None:
        """Put headline, tiles and password into the middle."""
        self.headline = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.headline.setFont(font(Type.TITLE))
        self.hint = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.hint.setProperty("quiet", "true")
        self.note = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.answer = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.answer.setMinimumHeight(TARGET)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        column.setSpacing(SPACE_L)
        column.addStretch(0)  # the tiles come first; what they leave is shared
        column.addWidget(self.headline)
        column.addWidget(self.hint)
        column.addWidget(self._tile_area(), stretch=4)
        column.addWidget(self.note)
        column.addLayout(self._password_row())
        column.addWidget(self.answer)
        column.addStretch(0)  # the tiles come first; what they leave is shared

    def _tile_area(self) -> QScrollArea:
        """Make room for the tiles; it scrolls where there are many people."""
        self._grid = QGridLayout()
        self._grid.setSpacing(SPACE_M)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inside = QWidget()
        inside.setLayout(self._grid)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        self._area = area
        return area

    def _password_row(self) -> QHBoxLayout:
        """Put the password and its button beside each other."""
        self.password = QLineEdit(echoMode=QLineEdit.EchoMode.Password, maxLength=1024)
        self.password.setMinimumWidth(360)
        self.password.returnPressed.connect(self.try_password)
        self.enter = Button("…", "primary", "log-in")
        self.enter.clicked.connect(self.try_password)
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        row.addStretch(1)
        row.addWidget(self.password)
        row.addWidget(self.enter)
        row.addStretch(1)
        return row

    def _show_people(self, people: Sequence[Tile]) -> None:
        """Show a tile for each person."""
        for old in self.tiles:
            self._grid.removeWidget(old)
            old.deleteLater()
        self.tiles = [PersonTile(tile) for tile in people]
        for tile in self.tiles:
            tile.clicked.connect(lambda _checked=False, tile=tile: self._choose(tile.tile))
        self._arrange()
        self.headline.setText(_("Who is here?"))
        said = _("Choose yourself, type your password and press Enter.")
        kept = _("What was typed before is kept.") if self._before is not None else ""
        self.hint.setText(f"{said} {kept}".strip())
        self.password.setPlaceholderText(_("Password"))
        self.password.setAccessibleName(_("Password"))
        self.enter.setText(_("Sign in"))
        self._choose(None)

    def _arrange(self) -> None:
        """Put as many tiles in a row as there is room for."""
        across = max(1, min(4, (self.width() - 2 * SPACE_XL) // (TILE.width() + SPACE_M)))
        for n, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, n // across, n % across)
        self._area.setMaximumHeight(self._grid.sizeHint().height() + 2)

    def _choose(self, tile: Tile | None) -> None:
        """Ask the password of a person."""
        self._tile = tile
        self._early = False
        self.password.clear()
        self._say("", Tone.CALM)
        self._wait(tile.wait if tile else 0)
        self._set_ready()
        if tile is not None and not self._left:
            self.password.setFocus()

    def try_password(self) -> None:
        """Try the typed password, in a thread: checking it is slow on purpose."""
        tile, typed = self._tile, self.password.text()
        if tile is None or not typed or self._left:
            return
        if not self._opened:
            self._early = True
            self._say(_("Opening the record…"), Tone.CALM)
            return
        self.password.clear()
        self.password.setEnabled(False)
        self.enter.setEnabled(False)
        self._say(_("Checking…"), Tone.CALM)
        self._jobs.start(
            _("Checking the password"),
            lambda _job: self._unlock(tile.person_id, typed),
            self._let_in,
            refused=self._refuse,
            quiet=True,
        )

    def _let_in(self, person: SignedIn) -> None:
        """Uncover the window for a person."""
        self.uncover()
        self._say("", Tone.CALM)
        self._presence.sign_in(person)
        if self._before in {None, person.person_id}:
            self._give_focus_back()
        self.unlocked.emit()

    def _give_focus_back(self) -> None:
        """Let the keyboard go on where it was, if that is still there."""
        before, self._focus_before = self._focus_before, None
        if before is not None and isValid(before):
            before.setFocus()

    def _refuse(self, refusal: QcError) -> None:
        """Say why the password was refused, and for how long to wait."""
        seconds = refusal.facts.get("seconds", 0) if isinstance(refusal, WaitBeforeRetry) else 0
        self._say(str(refusal), Tone.FAIL)
        self._wait(int(str(seconds)))
        self._set_ready()
        if not self._left:
            self.password.setFocus()

    def _wait(self, seconds: int) -> None:
        """Take no password for so many seconds."""
        self._left = seconds
        if seconds:
            self._ticks.start()
            self._say_wait()
        else:
            self._ticks.stop()

    def _tick(self) -> None:
        """Count one second down."""
        self._left -= 1
        if self._left > 0:
            self._say_wait()
            return
        self._wait(0)
        self._say("", Tone.CALM)
        self._set_ready()
        self.password.setFocus()

    def _say_wait(self) -> None:
        """Say how long to wait."""
        said = ngettext(
            "Wrong password. Try again in {count} s.",
            "Wrong password. Try again in {count} s.",
            self._left,
        )
        self._say(said.format(count=self._left), Tone.WARN)

    def _set_ready(self) -> None:
        """Let the password be typed when there is somebody to type it and nothing to wait for."""
        ready = self._tile is not None and not self._left
        self.password.setEnabled(ready)
        self.enter.setEnabled(ready)

    def _say(self, text: str, tone: Tone) -> None:
        """Say something below the password."""
        self.answer.setText(text)
        self.answer.setStyleSheet(f"color: {colours_now().ink(tone).text}; font-weight: bold;")

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the tiles for the room there is."""
        super().resizeEvent(event)
        self._arrange()
