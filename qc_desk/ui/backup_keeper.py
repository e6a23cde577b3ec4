"""Looks after backups: made once the record rests after changes, and before the window closes."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from qc_desk.domain.refusals import QcError
from qc_desk.i18n import _
from qc_desk.ui.busy_cover import BusyCover
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.status_bar import Safety

if TYPE_CHECKING:
    from qc_desk.services.backups import BackupRow

REST_MS = 120_000  # without a change, before a backup is made
_MINUTE_MS = 60_000


class BackupKeeper(QObject):
    """Makes backups in a job of its own; one that failed is shown until one is good."""

    kept = Signal()  # a new copy is beside the record

    def __init__(self, window: MainWindow, back_up: "Callable[[], BackupRow]") -> None:
        """Look after the record of a window with what makes a verified copy of it."""
        super().__init__(window)
        self._window, self._back_up = window, back_up
        self._safety = Safety()
        self._due = self._running = self._closing = False
        self._watching = False
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.make)
        self._minute = QTimer(self, interval=_MINUTE_MS)
        self._minute.timeout.connect(self._show)
        self._cover: BusyCover | None = None

    def watch(self, newest: "BackupRow | None", *, due: bool) -> None:
        """Begin with what is known: the newest good copy, and whether it lacks something."""
        self._safety = Safety(newest.taken_at if newest else None)
        if not self._watching:
            self._window.records.changed.connect(self._note_change)
            self._window.records.backed_up.connect(self._note_backup)
            self._window.presence.changed.connect(self._note_departure)
            self._window.before_close = self.may_close
            self._watching = True
        self._minute.start()
        self._show()
        if due:
            self._note_change()
            self._note_departure()  # at the door nobody is here

    def make(self) -> None:
        """Make a backup now, beside the window, if one is due and the window is still there."""
        if self._due and not self._running and not self._window.jobs.closed:
            self._due, self._running = False, True
            self._window.jobs.start(
                _("Making a backup"),
                lambda _job: self._back_up(),
                self._keep,
                refused=self._fail,
                quiet=True,
            )

    def may_close(self) -> bool:
        """Whether the window may close now; if not, a backup is made first and then it closes."""
        if not self._due and not self._running:
            return True
        if self._cover is None:
            self._cover = BusyCover(self._window, _("Making a backup, then closing…"))
        self._cover.cover()
        self._closing = True
        self.make()
        return False

    def _note_change(self) -> None:
        """A backup is due once the record has rested."""
        self._due = True
        self._rest.start()

    def _note_backup(self, made: "BackupRow") -> None:
        """Show the age of a copy that somebody has just made by hand: no other one is due."""
        self._due = False
        self._rest.stop()
        self._safety = Safety(made.taken_at)
        self._show()

    def _note_departure(self) -> None:
        """Nobody is here: a good moment."""
        if self._window.presence.person is None:
            self.make()

    def _keep(self, made: "BackupRow") -> None:
        """Show the new copy's age; close if that was what it was made for."""
        self._running = False
        self._safety = Safety(made.taken_at)
        self._show()
        if self._closing:
            self._close()
            return
        self.kept.emit()

    def _fail(self, refusal: QcError) -> None:
        """Show that it failed until it is mended; ask whether to close all the same."""
        self._running, self._due = False, True
        told = self._safety.problem == str(refusal)
        self._safety = Safety(self._safety.backed_up_at, problem=str(refusal))
        self._show()
        if self._closing:
            self._ask(refusal)
            return
        self._rest.start()
        if not told:
            self._window.messages.refuse(refusal, stays=True)

    def _ask(self, refusal: QcError) -> None:
        """Ask whether to close without a backup."""
        from qc_desk.ui.dialogs import confirm  # noqa: PLC0415 (rarely needed)

        self._closing = False
        if confirm(
            self._window,
            _("There is no backup of the last changes"),
            str(refusal),
            do=_("Close all the same"),
            leave=_("Keep working"),
        ):
            self._due = False
            self._close()
        elif self._cover is not None:
            self._uncover()
            self._rest.start()

    def _close(self) -> None:
        """Close the window for good."""
        self._closing, self._due = False, False
        self._window.close()

    def _uncover(self) -> None:
        """Let the window be worked with again, unless it is locked."""
        if self._cover is not None:
            self._cover.hide()
            self._window.cover(covered=self._window.presence.person is None)

    def _show(self) -> None:
        """Show the age of the newest copy, or the failure."""
        self._window.records.safety = self._safety
        self._window.status.show_safety(self._safety, self._window.records.now())
