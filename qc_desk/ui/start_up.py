"""From nothing to a window that somebody is signed in at.

The window is painted first; the first paint begins a thread that imports what the record needs and
opens it. The door is shown at the first glance at a record that lies still, while it is opened.
Otherwise comes the first start, or the door, or the reason why the record cannot be opened.
"""

import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication

from qc_desk.domain.refusals import QcError
from qc_desk.i18n import N_
from qc_desk.settings import Settings, SettingsError, load, save, settings_file
from qc_desk.ui.drafts import Drafts
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.opener import Opened, Opener, OpenRecord
from qc_desk.ui.places import places
from qc_desk.ui.theme import FUSION, Theme
from qc_desk.ui.translator import OurTranslator

if TYPE_CHECKING:
    from qc_desk.services.backups import BackupRow
    from qc_desk.services.desk import Desk
    from qc_desk.services.glance import Glance
    from qc_desk.ui.backup_keeper import BackupKeeper
    from qc_desk.ui.cover import Cover
    from qc_desk.ui.crash import CrashCatcher
    from qc_desk.ui.door import Door
    from qc_desk.ui.outside_keeper import OutsideKeeper
    from qc_desk.ui.restore import Restorer

    BackUp = Callable[[Desk, Path | None], BackupRow]


class ProgramBroke(QcError):
    """Opening the record met a bug; it is logged and shown with a report beside this sentence."""

    sentence = N_(
        "Something in QC Desk broke while the record was being opened ({reason}). The record was"
        " left as it is. Try again; if it happens again, send the report to whoever looks after"
        " this program."
    )


def show_window(settings: Settings, open_record: OpenRecord, back_up: "BackUp") -> int:
    """Show the window until it is closed; returns the exit code."""
    application = QApplication.instance() or make_application()
    if not isinstance(application, QApplication):
        raise TypeError(type(application))
    application.setApplicationName("qc-desk")
    application.setApplicationDisplayName("QC Desk")
    application.setDesktopFileName("qc-desk")
    start = StartUp(settings, open_record, back_up)
    start.begin()
    code = application.exec()
    start.end()
    return code


def make_application() -> QApplication:
    """Return Qt's application in the style that our colours are made for."""
    application = QApplication([*sys.argv[:1], "-style", "Fusion"])
    application.setProperty(FUSION, True)  # noqa: FBT003 (Qt takes it by position)
    return application


class StartUp(QObject):
    """Brings the window up, step by step, and takes it down again."""

    def __init__(self, settings: Settings, open_record: OpenRecord, back_up: "BackUp") -> None:
        """Prepare a window for the record that the settings name."""
        super().__init__()
        self.settings = settings
        self._back_up = back_up
        self.theme = Theme(settings.theme)
        self.theme.apply()
        self.memory = QSettings(
            str(settings_file().with_name("window.ini")), QSettings.Format.IniFormat
        )
        drafts = Drafts(settings.data / "drafts.json")
        self.window = MainWindow(places(), self.theme, drafts, self.memory)
        self.window.cover(covered=True)
        self.window.painted.connect(self._open, Qt.ConnectionType.QueuedConnection)
        self.opener = Opener(open_record)
        self.opener.glanced.connect(self._stand_early)
        self.opener.opened.connect(self._enter)
        self.opener.refused.connect(self._refuse)
        self.opener.broke.connect(self._break)
        self.window.presence.changed.connect(self._make_way)
        self.window.records.restore_asked.connect(self._restore)
        self.on_top: Cover | None = None
        self.door: Door | None = None
        self.keeper: BackupKeeper | None = None
        self.outside: OutsideKeeper | None = None
        self._restorer: Restorer | None = None
        self._catcher: CrashCatcher | None = None

    def _make_way(self) -> None:
        """Leave the record to who has come in."""
        if self.window.presence.person is not None:
            self.opener.make_way()

    def begin(self) -> None:
        """Show the window; everything else follows its first paint."""
        self.window.show()

    def end(self) -> None:
        """Let the record go."""
        self.window.jobs.close()
        self.opener.close()
        self.memory.sync()
        if self._catcher is not None:
            self._catcher.remove()

    def _open(self) -> None:
        """Open the record that the settings name now."""
        self.opener.open(self.settings)
        self._clear()
        self._prepare()

    def _prepare(self) -> None:
        """Load what is only needed once the window is painted, while the record is opened."""
        if self._catcher is not None:
            return
        from platformdirs import user_log_path  # noqa: PLC0415 (after the first paint)

        from qc_desk.ui.crash import CrashCatcher, log_to  # noqa: PLC0415 (after the first paint)

        with suppress(OSError):  # a workstation without a log still works
            log_to(user_log_path("qc-desk", appauthor=False))
        self._catcher = CrashCatcher(self.window.messages.refuse, self.window)
        self._catcher.install()
        application = QApplication.instance()
        if application is not None:
            application.installTranslator(OurTranslator(application))

    def _stand_early(self, seen: "Glance") -> None:
        """Show the door while the record is still being opened."""
        door = self._door()
        door.guard(seen.organisation)
        door.stand(seen.people, opened=False)
        QTimer.singleShot(0, self.opener.go_on)  # once it is painted

    def _door(self) -> "Door":
        """Return the door of this window."""
        from qc_desk.ui.door import Door  # noqa: PLC0415 (after the first paint)

        if self.door is None:
            self.door = Door(self.window, self.settings.idle_minutes, self.memory)
        return self.door

    def _enter(self, opened: Opened) -> None:
        """Go on with an open record: to the door, or to the first start."""
        from qc_desk.ui.backup_keeper import BackupKeeper  # noqa: PLC0415 (after the first paint)

        self._prepare()
        self.window.records.open(opened.desk)
        door = self._door()
        if self.keeper is None and not self.settings.database:
            self.keeper = BackupKeeper(self.window, self._make_backup)
        if self.keeper is not None:
            self.keeper.watch(opened.backup, due=opened.changed_since)
        if opened.organisation is None:
            self._found(door)
            return
        self._look_outside()
        door.guard(opened.organisation)
        door.stand(opened.people)

    def _look_outside(self) -> None:
        """Look after the second place of this workstation."""
        from qc_desk.ui.outside_keeper import OutsideKeeper  # noqa: PLC0415 (after first paint)

        if self.outside is None:
            self.outside = OutsideKeeper(self.window, _second_place)
            self.outside.watch()
            if self.keeper is not None:
                self.keeper.kept.connect(self.outside.make_soon)

    def _make_backup(self) -> "BackupRow":
        """Make a verified copy of the record that is open."""
        return self._back_up(self.window.records.desk, None)

    def _found(self, door: "Door") -> None:
        """Ask what a new record begins with."""
        from qc_desk.ui.first_start import FirstStart  # noqa: PLC0415 (once in a record's life)

        first = FirstStart(self.window, self.settings)
        first.founded.connect(door.look)
        first.finished.connect(self._begin_work)
        first.sample_made.connect(self._show_sample)
        first.elsewhere.connect(self._move)
        self._put_on_top(first)

    def _begin_work(self, person_id: int, place: str, facts: tuple[object, ...]) -> None:
        """Let the owner in who has just founded the shop, at the place they want to go to."""
        self._clear()
        self._look_outside()
        if self.door is not None:
            self.door.let_in(person_id)
            self.window.go_to(place, *facts)

    def _show_sample(self) -> None:
        """Go to the door of the sample shop."""
        self._clear()
        self._look_outside()
        if self.door is not None:
            self.door.look()
            self.door.lock()

    def _refuse(self, refusal: QcError) -> None:
        """Say why the record cannot be opened, and offer the ways on."""
        from qc_desk.ui.obstacle import Obstacle  # noqa: PLC0415 (rarely needed)

        self._prepare()
        if self.door is not None:
            self.door.leave()
        folder = None if self.settings.database else self.settings.data
        replaceable = folder is not None and _is_replaceable(refusal)
        said = Obstacle(self.window, refusal, folder, replaceable=replaceable)
        said.restore.connect(lambda: self._restoring().choose(self.settings.data))
        said.again.connect(self._open)
        said.elsewhere.connect(self._move)
        said.leave.connect(self.window.close)
        self._put_on_top(said)
        said.retry.setFocus()

    def _restore(self, file: Path) -> None:
        """Check a backup that is to take the place of the record that is open."""
        self._restoring().check(self.settings.data, file, self.window.records.desk)

    def _restoring(self) -> "Restorer":
        """Return what brings backups into the record's place."""
        from qc_desk.ui.restore import Restorer, Ways  # noqa: PLC0415 (rarely needed)

        if self._restorer is None:
            ways = Ways(self._put_on_top, self._close, self._open)
            self._restorer = Restorer(self.window, ways)
        return self._restorer

    def _close(self) -> None:
        """Let the record go; nobody stands at the door meanwhile."""
        if self.door is not None:
            self.door.idle.stop()
        self.opener.close()

    def _break(self, error: BaseException) -> None:
        """Say that the program broke, and show the report."""
        self._refuse(ProgramBroke(reason=type(error).__name__))
        raise error

    def _move(self, folder: Path) -> None:
        """Open the record of another folder; remembered if the one before was remembered, too."""
        kept = load(environment={})
        if kept.data == self.settings.data and not kept.database:
            with suppress(OSError):  # a settings file that cannot be written is not the record
                save(replace(kept, data=folder))
        self.settings = replace(self.settings, data=folder)
        self._open()

    def _put_on_top(self, cover: "Cover") -> None:
        """Lay something over the window; what lay there goes."""
        self._clear()
        self.on_top = cover
        cover.cover()

    def _clear(self) -> None:
        """Take away what lies over the window; it still takes no clicks."""
        if self.on_top is not None:
            self.on_top.hide()
            self.on_top.deleteLater()
            self.on_top = None


def _is_replaceable(refusal: QcError) -> bool:
    """Whether a backup can take the place of a record that is refused like this."""
    from qc_desk.services.restore import REPLACEABLE  # noqa: PLC0415 (rarely needed)

    return isinstance(refusal, REPLACEABLE)


def _second_place() -> Path | None:
    """Return the second place of this workstation now; none while its settings are broken."""
    with suppress(SettingsError):
        return load().outside
    return None
