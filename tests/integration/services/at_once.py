"""Two places at the same moment: both begin together, or one waits for the other to end."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

from sqlalchemy import text

from qc_desk.domain.refusals import QcError

if TYPE_CHECKING:
    from qc_desk.storage.database import Database

_WAITING = text(
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


def until_somebody_waits(database: "Database") -> None:
    """Return once a statement waits for another transaction.

    In a file there is nothing to see: the second writer waits before its first look.
    """
    until = time.monotonic() + 10
    while database.on_server:
        with database.reading() as session:
            if session.scalar(_WAITING):
                return
        assert time.monotonic() < until, "nobody waits"
        time.sleep(0.01)


def both_at_once(work: Callable[[int], object]) -> list[object]:
    """Do a piece of work in two threads that begin together; returns answers and refusals."""
    start = Barrier(2)

    def run(number: int) -> object:
        start.wait(timeout=30)
        try:
            return work(number)
        except QcError as refusal:
            return refusal

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run, range(2)))
