"""Adds sites one by one and says what became of each; test_io_errors.py starts it under strace."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from qc_desk.domain.entities import Site
from qc_desk.domain.refusals import QcError
from qc_desk.storage.chain import Act, begin_act
from qc_desk.storage.database import Database, open_database


def say(*words: object) -> None:
    """Tell the test at once."""
    print(*words, flush=True)  # noqa: T201 (the answer to the test)


def add(database: Database, code: str, *, too_early: bool) -> None:
    """Add one site; the wrong twin says that it is kept before it is."""
    at = datetime.now(UTC)
    try:
        with database.writing() as session:
            begin_act(session, Act("site.add", None, at))
            session.add(Site(code=code, name="Hall " * 30, time_zone="UTC", created_at=at))
            if too_early:
                session.flush()
                say("kept", code)
        if not too_early:
            say("kept", code)
    except QcError as refusal:
        say("refused", type(refusal).__name__, code)


def main(folder: Path, prefix: str, wanted: int, *, too_early: bool) -> None:
    """Open, add, close."""
    try:
        database = open_database(folder)
    except QcError as refusal:
        say("refused", type(refusal).__name__, "opening")
        return
    say("begin")
    for each in range(wanted):
        add(database, f"{prefix}-{each}", too_early=too_early)
    database.close()
    say("end")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), too_early=sys.argv[4] == "too-early")
