"""Slow work beside the window: with progress, cancel, and a session of its own."""

from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from qc_desk.domain.refusals import QcError
from qc_desk.ui.records import Records

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

    from qc_desk.services.desk import Session

T = TypeVar("T")
_AT_ONCE = 3


class Cancelled(Exception):
    """The person no longer wants the work."""


class Job(QObject):
    """One piece of slow work, as the window sees it."""

    progressed = Signal(int, int)
    ended = Signal()
    _arrived = Signal(object)

    def __init__(self, title: str, *, quiet: bool = False) -> None:
        """Name the work; quiet work stays out of the progress strip."""
        super().__init__()
        self.title = title
        self.quiet = quiet
        self._cancelled = Event()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked the work to stop."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask the work to stop at its next step; its transaction is rolled back."""
        self._cancelled.set()

    def step(self, done: int, total: int) -> None:
        """Tell from the working thread how far the work is; cancelled work ends here."""
        if self.cancelled:
            raise Cancelled
        self.progressed.emit(done, total)


@dataclass(frozen=True)
class _Outcome(Generic[T]):
    """How a job ended: with an answer or with an exception."""

    answer: T | None = None
    error: BaseException | None = None


class Jobs(QObject):
    """Runs slow work in threads and brings its outcome back into the window's thread."""

    started = Signal(object)
    ended = Signal(object)
    refused = Signal(object)

    def __init__(self, records: Records) -> None:
        """Run work on these records."""
        super().__init__()
        self._records = records
        self._pool: ThreadPoolExecutor | None = None
        self._running: list[Job] = []
        self.closed = False

    @property
    def running(self) -> list[Job]:
        """The jobs that a person would miss, oldest first."""
        return [job for job in self._running if not job.quiet]

    @property
    def idle(self) -> bool:
        """Whether nothing runs, neither what a person would miss nor anything quiet."""
        return not self._running

    def start(
        self,
        title: str,
        work: Callable[[Job], T],
        then: Callable[[T], None] | None = None,
        *,
        refused: Callable[[QcError], None] | None = None,
        quiet: bool = False,
    ) -> Job:
        """Run work in a thread; ``then`` and ``refused`` are called in the window's thread."""
        job = Job(title, quiet=quiet)
        self._running.append(job)

        def finish(outcome: _Outcome[T]) -> None:
            self._forget(job)
            if outcome.error is None:
                if then is not None:
                    then(outcome.answer)  # type: ignore[arg-type]  # no error: there is an answer
            else:
                self._tell(outcome.error, refused)

        job._arrived.connect(_Landing(job, finish).land)  # noqa: SLF001 (private to this module)
        self.started.emit(job)
        self._threads().submit(copy_context().run, _run, job, work)
        return job

    def read(
        self,
        title: str,
        service: "Callable[[Session, Job], T]",
        then: Callable[[T], None] | None = None,
        *,
        quiet: bool = False,
    ) -> Job:
        """Run a slow reading service in a thread, in a session of its own."""

        def work(job: Job) -> T:
            with self._records.desk.reading() as session:
                return service(session, job)

        return self.start(title, work, then, quiet=quiet)

    def change(
        self,
        title: str,
        service: "Callable[[Session, Job], T]",
        then: Callable[[T], None] | None = None,
        *,
        refused: Callable[[QcError], None] | None = None,
        quiet: bool = False,
    ) -> Job:
        """Run a slow changing service in a thread, in one transaction; pages reload afterwards."""

        def work(job: Job) -> T:
            with self._records.desk.writing() as session:
                return service(session, job)

        def kept(answer: T) -> None:
            self._records.changed.emit()
            if then is not None:
                then(answer)

        return self.start(title, work, kept, refused=refused, quiet=quiet)

    def close(self, *, wait: bool = True) -> None:
        """Cancel what runs and let the threads end; nothing is begun after that."""
        self.closed = True
        for job in self._running:
            job.cancel()
        if self._pool is not None:
            self._pool.shutdown(wait=wait)  # what still queues ends cancelled, and is taken off

    def _threads(self) -> "ThreadPoolExecutor":
        """Return the threads, begun by the first job."""
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 (not at start)

        if self._pool is None:
            self._pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="qc-desk-job")
        return self._pool

    def _forget(self, job: Job) -> None:
        """Take a job off the list."""
        with suppress(ValueError):
            self._running.remove(job)
        job.ended.emit()
        self.ended.emit(job)
        job.deleteLater()  # here, and never by the garbage collector of another thread

    def _tell(self, error: BaseException, refused: Callable[[QcError], None] | None) -> None:
        """Say a refusal in the bar; give a bug to the crash dialog; a cancelled job is silent."""
        if isinstance(error, Cancelled):
            return
        if isinstance(error, QcError):
            (refused or self.refused.emit)(error)
            return
        raise error


class _Landing(QObject):
    """Where an outcome comes down: in the window's thread."""

    def __init__(self, job: Job, finish: Callable[..., None]) -> None:
        """Live as long as the job."""
        super().__init__(job)
        self._finish = finish

    def land(self, outcome: object) -> None:
        """Finish the job with its outcome."""
        self._finish(outcome)


def _run(job: Job, work: Callable[[Job], T]) -> None:
    """Do the work in the thread and send the outcome home."""
    outcome: _Outcome[T]
    try:
        if job.cancelled:
            raise Cancelled  # noqa: TRY301 (it ends like a job cancelled half way)
        outcome = _Outcome(answer=work(job))
    except BaseException as error:  # noqa: BLE001 (a bug is shown in the window's thread)
        outcome = _Outcome(error=error)
    with suppress(RuntimeError):  # the window is gone
        job._arrived.emit(outcome)  # noqa: SLF001 (private to this module)
