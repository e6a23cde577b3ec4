"""Kills a writing program again and again, and looks what is left; started by test_kill.py.

Everything is imported once; each victim is a fork. Prints one line of JSON.
"""

import json
import os
import random
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from qc_desk.domain.entities import Site
from qc_desk.storage.chain import Act, begin_act
from qc_desk.storage.chain_check import check_chain, check_file
from qc_desk.storage.database import Database, open_database


def write_until_killed(folder: Path, acknowledged: int, number: int, *, too_early: bool) -> None:
    """Add one site after the other; say which ones are kept, or (the wrong twin) will be."""
    database = open_database(folder)
    while True:
        number += 1
        at = datetime.now(UTC)
        with database.writing() as session:
            begin_act(session, Act("site.add", None, at))
            session.add(Site(code=str(number), name="Hall", time_zone="UTC", created_at=at))
            if too_early:
                session.flush()
                os.write(acknowledged, f"{number}\n".encode())
        if not too_early:
            os.write(acknowledged, f"{number}\n".encode())


def kill_once(folder: Path, number: int, after: float, *, too_early: bool) -> list[int]:
    """Let a program write, kill it after some seconds; returns what it acknowledged."""
    read, write = os.pipe()
    victim = os.fork()
    if victim == 0:
        os.close(read)
        try:
            write_until_killed(folder, write, number, too_early=too_early)
        finally:
            os._exit(9)
    os.close(write)
    said = os.read(read, 65536)  # the first one is there
    time.sleep(after)
    os.kill(victim, signal.SIGKILL)
    while more := os.read(read, 65536):
        said += more
    os.close(read)
    os.waitpid(victim, 0)
    lines = said.decode().split("\n")[:-1]
    return [int(line) for line in lines]


def kept(database: Database) -> set[int]:
    """Return the numbers of the sites that are there."""
    with database.reading() as session:
        return {int(code) for code in session.scalars(select(Site.code))}


def main(folder: Path, rounds: int, *, too_early: bool) -> None:
    """Kill, look, and count what was lost."""
    chance = random.Random(20261120)  # noqa: S311 (when to kill is no secret)
    open_database(folder).close()
    result = {"kills": 0, "acknowledged": 0, "lost": 0, "findings": 0}
    number = 0
    for each in range(rounds):
        told = kill_once(folder, number, chance.uniform(0, 0.03), too_early=too_early)
        # in turn a writer and a mere reader: either undoes what a killed program left half done
        with open_database(folder, writer=each % 2 == 0) as database:
            there = kept(database)
            result["kills"] += 1
            result["acknowledged"] += len(told)
            result["lost"] += len(set(told) - there)
            if each % 10 == 0 or each == rounds - 1:
                findings = [*check_file(database.reading), *check_chain(database.reading)]
                result["findings"] += len(findings)
        number = max(there, default=0)
    print(json.dumps(result))  # noqa: T201 (the answer to the test)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), too_early=sys.argv[3] == "too-early")
