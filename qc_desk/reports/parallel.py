"""Many papers at once: printed side by side, in as many processes as there are cores.

Processes begin while the papers are still being read and stay until the last portion is printed.
Where there is a fork server, what prints is loaded once and the processes share it; a process that
is spawned loads it itself. Neither knows the record: SQLAlchemy is never loaded there.
"""

import multiprocessing
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from multiprocessing.context import BaseContext
from types import TracebackType
from typing import Self

from qc_desk.domain.paper import Paper
from qc_desk.reports import print_paper

_FEW = 4  # fewer than this are printed sooner than a process begins
_LOADED = "qc_desk.reports.renderers"


class Presses:
    """Processes that print; they begin with the block and end with it, whatever happens in it.

    ``count`` is how many papers there will be: for few of them no process begins.
    """

    def __init__(self, count: int, workers: int = 0) -> None:
        """Take as many workers as there are cores, unless it is said how many."""
        wanted = min(workers or os.cpu_count() or 1, count)
        few = wanted < 2 or (not workers and count < _FEW)
        self._workers = 0 if few else wanted
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        """Let the processes begin; nobody waits for them here."""
        if self._workers:
            self._pool = ProcessPoolExecutor(self._workers, mp_context=_context())
            for _each in range(self._workers):
                self._pool.submit(_load)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let the processes end; what was not begun is not printed any more."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def print_all(self, papers: Iterable[Paper]) -> Iterator[bytes]:
        """Give the PDF of each paper in their order; same papers, same bytes as one by one.

        A paper travels to a process whole, as soon as it is given: while the next one is gathered
        it is printed. Photos must stay on disk until all are printed.
        """
        if self._pool is None:
            return map(print_paper, papers)
        return self._pool.map(print_paper, papers)


def print_all(papers: Sequence[Paper], workers: int = 0) -> Iterator[bytes]:
    """Give the PDF of each paper in their order, printed by processes of their own."""
    with Presses(len(papers), workers) as presses:
        yield from presses.print_all(papers)


def _context() -> BaseContext:
    """Return how processes begin here; never by a plain fork: threads and windows survive none."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    served = multiprocessing.get_context("forkserver")
    served.set_forkserver_preload([_LOADED])
    return served


def _load() -> None:
    """Load what prints, and its fonts."""
    import_module(_LOADED)
    import_module("qc_desk.reports.lettering").letters()
