"""Looks after the second place: receipts of signatures and copies of backups go there."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from qc_desk.domain.refusals import QcError
from qc_desk.i18n import _
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.status_bar import Outside

if TYPE_CHECKING:
    from qc_desk.services.desk import Desk
    from qc_desk.services.second_place import KeptOutside

REST_MS = 2_000  # after a change: a signature is seldom alone
AGAIN_MS = 300_000  # a place that was lost is looked for again


class OutsideKeeper(QObject):
    """Takes there what it lacks, in a job of its own; what is missing is shown until it is not."""

    told = Signal()  # what is missing there, or that nothing is

    def __init__(self, window: MainWindow, place: Callable[[], Path | None]) -> None:
        """Look after the place of this workstation, or none."""
        super().__init__(window)
        self._window, self._place = window, place
        self._anchored = 0
        self._running = self._missed = False
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.make)

    def watch(self) -> None:
        """Begin: now, after each change, and after each backup that is made by hand."""
        self._window.records.changed.connect(self.make_soon)
        self._window.records.backed_up.connect(self.make_soon)
        self.make_soon()

    def make_soon(self) -> None:
        """Take there what it lacks once the record rests."""
        if not self._rest.isActive() or self._rest.interval() == AGAIN_MS:
            self._rest.start(REST_MS)

    def make(self) -> None:
        """Take there what it lacks, beside the window."""
        folder = self._place()
        if folder is None or self._window.jobs.closed:
            self._show(None)
            return
        if self._running:
            self._missed = True
            return
        self._running = True
        desk, at = self._window.records.desk, self._window.records.now()
        self._window.jobs.start(
            _("Keeping receipts and a copy at the second place"),
            lambda _job: _keep(desk, folder, at),
            self._kept,
            refused=self._lost,
            quiet=True,
        )

    def _kept(self, kept: "KeptOutside") -> None:
        """Nothing is missing there."""
        self._anchored = kept.anchored_seq
        self._end()
        self._show(Outside())

    def _lost(self, refusal: QcError) -> None:
        """Say once that it is lost, show what is missing, and look again in a while."""
        from qc_desk.services.receipts import not_anchored  # noqa: PLC0415 (after the first paint)

        told = self._window.records.outside
        self._end()
        if not self._rest.isActive():
            self._rest.start(AGAIN_MS)
        missing = self._window.records.read(lambda session: not_anchored(session, self._anchored))
        self._show(Outside(missing, str(refusal)))
        if told is None or told.problem != str(refusal):
            self._window.messages.refuse(refusal, stays=True)

    def _end(self) -> None:
        """Be ready for the next time, which comes soon if something was missed."""
        self._running = False
        if self._missed:
            self._missed = False
            self.make_soon()

    def _show(self, outside: Outside | None) -> None:
        """Show what is missing there."""
        self._window.records.outside = outside
        self._window.status.show_outside(outside or Outside())
        self.told.emit()


def _keep(desk: "Desk", folder: Path, at: datetime) -> "KeptOutside":
    from qc_desk.services.second_place import keep_outside  # noqa: PLC0415 (after the first paint)

    return keep_outside(desk, folder, at)
