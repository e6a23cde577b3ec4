"""Kills a restoration at its file operations, and looks what is left; started by test_restore.py.

Everything is imported once; each victim is a fork. Prints one line of JSON.
"""

import json
import os
import shutil
import signal
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from qc_desk.services import restore
from qc_desk.services.restorations import restorations
from qc_desk.storage.chain_check import check_chain, check_file
from qc_desk.storage.database import open_database

STEPS = {"open", "os.link", "os.rename", "os.remove", "sqlite3.connect"}
AT = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


def restore_all(place: Path, backup: Path) -> None:
    """Restore as the command does where nobody has the record open."""
    with restore.prepared(str(place), backup, lambda _done, _total: None) as ready:
        ready.put_in_place(restore.owner(ready.desk, 1), AT)


def kill_at(place: Path, backup: Path, step: int) -> tuple[bool, int]:
    """Restore in a fork that is killed before its n-th step; whether it was, and how many came."""
    read, write = os.pipe()
    victim = os.fork()
    if victim == 0:
        count = 0

        def watch(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal count
            if event in STEPS and str(place) in str(arguments[0]):
                count += 1
                if count == step:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
        try:
            restore_all(place, backup)
            os.write(write, str(count).encode())
        finally:
            os._exit(0)
    os.close(write)
    said = os.read(read, 64)
    os.close(read)
    os.waitpid(victim, 0)
    return not said, int(said or b"0")


def state(place: Path) -> str:
    """Say whether the old or the new record is there, whole; else what is wrong."""
    with open_database(place, create=False) as database:
        if check_file(database.reading) or check_chain(database.reading):
            return "damaged"
        with database.reading() as session:
            restored = restorations(session)
            batches = session.connection().exec_driver_sql("SELECT count(*) FROM batches")
            count = batches.scalar_one()
    if not restored:
        return "old" if count == 2 else "lost"
    with closing(sqlite3.connect(place / restored[-1].put_aside)) as aside:
        kept = aside.execute("SELECT count(*) FROM batches").fetchone()[0]
    return "new" if (count, kept) == (1, 2) else "lost"


def main(shop: Path, backup: Path, wanted: int) -> None:
    """Kill at so many steps, spread over all of them, and count what is left."""
    whole = shop.with_name("whole")
    shutil.copytree(shop, whole)
    _killed, steps = kill_at(whole, backup, 0)
    result = {"steps": steps, "kills": 0, "old": 0, "new": 0, "lost": 0, "damaged": 0}
    for number in range(wanted):
        step = 1 + round((number + 1) * (steps - 1) / wanted)
        place = shop.with_name(f"stopped-{number}")
        shutil.copytree(shop, place)
        killed, _steps = kill_at(place, backup, step)
        result["kills"] += killed
        result[state(place)] += 1
    restore_all(shop.with_name("stopped-0"), backup)  # what was stopped stands in nobody's way
    result["left"] = len(list(shop.parent.glob("stopped-0/*.restoring*")))
    result["again"] = state(shop.with_name("stopped-0")) == "new"
    print(json.dumps(result))  # noqa: T201 (the answer to the test)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
