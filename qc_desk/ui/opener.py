"""Opens the record in a thread of its own, so that the window never waits for it.

A glance comes first: it needs no SQLAlchemy, and shows the door several times sooner.
"""

import gc
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event, Thread
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from qc_desk.domain.refusals import QcError
from qc_desk.settings import Settings

if TYPE_CHECKING:
    from qc_desk.services.backups import BackupRow
    from qc_desk.services.desk import Desk
    from qc_desk.services.glance import DoorRow, OrganisationRow

_PATIENCE = 0.5  # s: loading goes on when the window has shown what was glanced at, or after this
_BREATH = 0.3  # s: who is in by then types no password, and reads Today themselves
_SWITCH_INTERVAL = 0.001  # s: the window gets its turn this often while modules are imported


class OpenRecord(Protocol):
    """Opens the record that the settings name, and closes it again."""

    def __call__(
        self, settings: Settings, *, writer: bool, create: bool
    ) -> "AbstractContextManager[Desk]":
        """Open for writing; ``create`` makes a new record where there is none."""
        ...


@dataclass(frozen=True)
class Opened:
    """An open record and the first look into it."""

    desk: "Desk"
    organisation: "OrganisationRow | None"
    people: "list[DoorRow]"
    backup: "BackupRow | None"
    changed_since: bool


class Opener(QObject):
    """Opens one record at a time; what comes of it is said in the window's thread."""

    glanced = Signal(object)
    opened = Signal(object)
    refused = Signal(object)
    broke = Signal(object)

    def __init__(self, open_record: OpenRecord) -> None:
        """Open records in this way."""
        super().__init__()
        self._open_record = open_record
        self._held = ExitStack()
        self._thread: Thread | None = None
        self._shown = Event()
        self._somebody_in = Event()

    def open(self, settings: Settings) -> None:
        """Begin to open the record that the settings name; the one before is closed."""
        self.close()
        self._shown.clear()
        self._somebody_in.clear()
        self._thread = Thread(target=self._work, args=(settings,), name="qc-desk-opening")
        self._thread.daemon = True
        self._thread.start()

    def go_on(self) -> None:
        """Load the rest now that the first glance is shown."""
        self._shown.set()

    def make_way(self) -> None:
        """Leave the record to who has come in: nothing is prepared any more."""
        self._somebody_in.set()

    def close(self) -> None:
        """Let the record go, once opening it has come to an end."""
        if self._thread is not None:
            self._shown.set()
            self._somebody_in.set()
            self._thread.join()
            self._thread = None
        self._held.close()

    def _work(self, settings: Settings) -> None:
        """Import what the record needs, open it and look into it."""
        usual = sys.getswitchinterval()
        sys.setswitchinterval(_SWITCH_INTERVAL)
        gc.disable()  # importing makes much that stays and little that goes
        try:
            self._glance(settings)
            opened = self._open(settings)
        except QcError as refusal:
            self._held.close()
            self.refused.emit(refusal)
        except BaseException as error:  # noqa: BLE001 (a bug is shown in the window's thread)
            self._held.close()
            self.broke.emit(error)
        else:
            self.opened.emit(opened)
            _warm_up()
            with suppress(QcError):  # who comes in is told what is in the way
                self._prepare(opened)
        finally:
            gc.freeze()
            gc.enable()
            sys.setswitchinterval(usual)

    def _prepare(self, opened: Opened) -> None:
        """Read Today once for each role while a password is typed: the first time takes longest.

        What was asked once is not put into SQL again; nothing of what was read is kept.
        """
        if self._somebody_in.wait(_BREATH):
            return
        from qc_desk.services.today import today  # noqa: PLC0415 (loaded by now)

        at = datetime.now(UTC)
        for person_id in {row.role: row.person_id for row in opened.people}.values():
            if not self._somebody_in.is_set():
                with opened.desk.reading() as session:
                    today(session, person_id, at, at.date())

    def _glance(self, settings: Settings) -> None:
        """See who may come in, and let the window show it before the long work begins."""
        if settings.database:
            return
        from qc_desk.services.glance import glance  # noqa: PLC0415 (after the first paint)

        found = glance(settings.data, datetime.now(UTC))
        if found is not None:
            self.glanced.emit(found)
            self._shown.wait(_PATIENCE)

    def _open(self, settings: Settings) -> Opened:
        """Open the record and see whose it is, who works there, and how safe it is."""
        desk = self._held.enter_context(self._open_record(settings, writer=True, create=True))
        from qc_desk.services import backups, first_start, sign_in  # noqa: PLC0415 (slow)

        on_server = bool(settings.database)
        newest = None if on_server else backups.newest_backup(str(settings.data))
        with desk.reading() as session:
            organisation = first_start.organisation(session)
            return Opened(
                desk=desk,
                organisation=organisation,
                people=sign_in.people_at_the_door(session, datetime.now(UTC)),
                backup=newest,
                changed_since=not on_server and backups.changed_since(session, newest),
            )


def _warm_up() -> None:
    """Import what signing in and the first page need, while the password is being typed."""
    from importlib import import_module  # noqa: PLC0415

    wanted: tuple[str, ...] = (
        "qc_desk.services.keys",
        "qc_desk.services.today",
        "argon2.low_level",
        "cryptography.hazmat.primitives.asymmetric.ed25519",
        "cryptography.hazmat.primitives.ciphers.aead",
        "babel.dates",
        "qc_desk.domain.charts",
        "qc_desk.ui.today",
    )
    warm: Callable[[str], object] = import_module
    for name in wanted:
        warm(name)
    from qc_desk.services.sign_in import prepare_entities  # noqa: PLC0415 (on use)

    prepare_entities()
