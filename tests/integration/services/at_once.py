"""Two places at the same moment: one waits in the database for the other to end."""

import time
from typing import TYPE_CHECKING

from sqlalchemy import text

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
