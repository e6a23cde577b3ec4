"""The one way from the window to the record: a transaction, and an answer in words."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from qc_desk.domain.refusals import QcError

if TYPE_CHECKING:
    from qc_desk.services.desk import Desk, Session
    from qc_desk.ui.status_bar import Outside, Safety

T = TypeVar("T")


class Records(QObject):
    """Runs services for the pages: each read or change in a transaction of its own."""

    changed = Signal()
    refused = Signal(object)
    restore_asked = Signal(object)  # the Path of a backup that is to take the record's place
    backed_up = Signal(object)  # the BackupRow of a copy made by hand, where copies belong

    def __init__(self, desk: "Desk | None" = None) -> None:
        """Work at a desk, at once or when it is given later."""
        super().__init__()
        self._desk = desk
        self.safety: Safety | None = None  # of the record; None: nobody looks after its backups
        self.outside: Outside | None = None  # of the second place; None: there is none
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)

    @property
    def ready(self) -> bool:
        """Whether there is a desk to work at; the window is painted before there is one."""
        return self._desk is not None

    @property
    def desk(self) -> "Desk":
        """The desk, for slow work that opens sessions of its own."""
        if self._desk is None:
            raise RuntimeError("the record was asked for before it was opened")
        return self._desk

    def open(self, desk: "Desk") -> None:
        """Work at this desk from now on; pages read for the first time."""
        self._desk = desk
        self.changed.emit()

    def read(self, service: "Callable[[Session], T]") -> T:
        """Return what a reading service finds; a refusal goes on to the message bar."""
        with self.desk.reading() as session:
            return service(session)

    def change(self, service: "Callable[[Session], T]") -> T | None:
        """Run a changing service in one transaction; None when it was refused."""
        try:
            with self.desk.writing() as session:
                answer = service(session)
        except QcError as refusal:
            self.refused.emit(refusal)
            return None
        self.changed.emit()
        return answer
