"""Brings a backup into the record's place: checked, told, asked, done, and opened again."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog

from qc_desk.domain.refusals import QcError
from qc_desk.i18n import _
from qc_desk.ui.busy_cover import BusyCover
from qc_desk.ui.dialogs import Dialog
from qc_desk.ui.jobs import Job
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.restore.choice import choose_backup
from qc_desk.ui.restore.dialog import RestoreDialog

if TYPE_CHECKING:
    from qc_desk.services.desk import Desk
    from qc_desk.services.restore import Owner, Prepared, Restored
    from qc_desk.ui.cover import Cover

_LOOK_AGAIN_MS = 50  # while other work comes to an end


@dataclass(frozen=True)
class Ways:
    """What only the start of the window can do."""

    put_on_top: "Callable[[Cover], None]"
    close: Callable[[], None]  # the record
    open_again: Callable[[], None]


class Restorer(QObject):
    """Restores from Settings, where a record is open, or where it cannot be opened."""

    def __init__(self, window: MainWindow, ways: Ways) -> None:
        """Restore the record of a window."""
        super().__init__(window)
        self._window, self._ways = window, ways
        self._folder = Path()
        self._held: Desk | None = None  # None where the record cannot be opened
        self._ends = ExitStack()

    def choose(self, folder: Path) -> None:
        """Ask which backup is to take the place of a record that cannot be opened."""
        from qc_desk.services.backups import backups_beside  # noqa: PLC0415 (on use)

        file = choose_backup(self._window, backups_beside(folder))
        if file is None:
            return
        cover = BusyCover(self._window, _("Checking the backup…"))
        self._ways.put_on_top(cover)
        job = self.check(folder, file, None)
        cover.follow(job)
        job.ended.connect(lambda: self._ways.open_again() if job.cancelled else None)

    def check(self, folder: Path, file: Path, held: "Desk | None") -> Job:
        """Check a backup in a job and then ask; ``held`` is the record where it is open."""
        self._folder, self._held, self._ends = folder, held, ExitStack()
        ends = self._ends

        def work(job: Job) -> "tuple[Prepared, list[tuple[int, str]]]":
            from qc_desk.services.restore import owners, prepared  # noqa: PLC0415 (on use)

            ready = ends.enter_context(prepared(str(folder), file, job.step, held))
            return ready, owners(held or ready.desk, self._window.records.now())

        return self._window.jobs.start(
            _("Checking the backup"),
            work,
            lambda found: self._ask(*found),
            refused=self._refuse if held is None else None,
        )

    def _ask(self, ready: "Prepared", owners: list[tuple[int, str]]) -> None:
        """Tell what would be lost, and ask an owner."""
        person = self._window.presence.person
        if self._held is not None:
            owners = [each for each in owners if person and each[0] == person.person_id]
            if not owners:  # who asked has gone meanwhile
                self._ends.close()
                return
        desk = self._held or ready.desk

        def unlock(person_id: int, password: str) -> "Owner":
            from qc_desk.services import keys  # noqa: PLC0415 (on use)
            from qc_desk.services.restore import owner  # noqa: PLC0415 (on use)

            keys.unlock(desk, person_id, password, self._window.records.now())
            return owner(desk, person_id)

        zone = person.zone if person else "UTC"
        jobs = self._window.jobs
        dialog = RestoreDialog(self._window, ready.preview, owners, zone, (jobs, unlock))
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.by is not None:
            self._let_go(ready, dialog.by)
            return
        self._ends.close()
        if self._held is None:
            self._ways.open_again()

    def _let_go(self, ready: "Prepared", by: "Owner") -> None:
        """Close the record once nothing works with it any more, then put the backup there."""
        self._window.presence.sign_out()
        self._ways.put_on_top(BusyCover(self._window, _("Restoring the backup…")))
        self._wait(ready, by)

    def _wait(self, ready: "Prepared", by: "Owner") -> None:
        jobs = self._window.jobs
        if not jobs.idle:
            QTimer.singleShot(_LOOK_AGAIN_MS, self, lambda: self._wait(ready, by))
            return
        self._ways.close()
        self._window.forget_pages()
        at = self._window.records.now()
        jobs.start(
            _("Restoring the backup"),
            lambda _job: ready.put_in_place(by, at),
            self._finish,
            refused=self._refuse,
            quiet=True,
        )

    def _finish(self, done: "Restored") -> None:
        """Say where the old record is, and open the new one."""
        self._ends.close()
        kept = _("The record that was there is kept as {file}.")
        said = "" if done.put_aside is None else kept.format(file=done.put_aside)
        self._tell(_("The backup has taken the record's place"), said)

    def _refuse(self, refusal: QcError) -> None:
        """Say why not; the record is as it was."""
        self._ends.close()
        self._tell(_("The backup was not restored"), str(refusal))

    def _tell(self, title: str, text: str) -> None:
        dialog = Dialog(self._window, title, text)
        dialog.add_verb(_("Go on"), "primary").setFocus()
        dialog.exec()
        self._ways.open_again()
