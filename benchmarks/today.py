"""How long Today takes to read on the large record, beside its own statements sent by hand.

Today is read for the owner of all sites, for a lead and for an inspector, in a session of its own
as the page does it. The floor is what the database alone needs: the very statements that the page
sent, with the same values, sent again through the driver, their rows fetched and thrown away.

Target, printed as kept or missed: under 100 ms; the ratio to the floor is printed beside it.
Times are the best of several, in turn, in milliseconds of the processor; on PostgreSQL the
server's are included.

    python benchmarks/today.py [--keep FOLDER] [--engine sqlite]
"""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import event

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.large_record import NOW, arguments, records, settled, stopwatch
from qc_desk.services.today import Today, today
from qc_desk.storage.database import Database

LIMIT = 100.0
TURNS = 9
PEOPLE = {"owner": 1, "lead": 9, "inspector": 2}


def read(database: Database, by: int) -> Today:
    """Return Today as the page asks for it."""
    with database.reading() as session:
        return today(session, by, NOW, NOW.date())


def sent(database: Database, by: int) -> list[tuple[str, Any]]:
    """Return the statements that Today sends, with their values."""
    found: list[tuple[str, Any]] = []

    def note(*sending: Any) -> None:
        found.append((sending[2], sending[3]))

    event.listen(database.reader, "before_cursor_execute", note)
    read(database, by)
    event.remove(database.reader, "before_cursor_execute", note)
    return found


def by_hand(database: Database, statements: list[tuple[str, Any]]) -> None:
    """Send the statements through the driver alone."""
    connection = database.reader.raw_connection()
    cursor = connection.cursor()
    for statement, values in statements:
        cursor.execute(statement, values)
        if cursor.description is not None:
            cursor.fetchall()
    connection.rollback()
    connection.close()


def best(database: Database, *works: Callable[[], object]) -> list[float]:
    """Return the shortest times of several pieces of work done in turn, in ms."""
    clock = stopwatch(database)
    settled(*works)
    times: list[list[float]] = [[] for _ in works]
    for _ in range(TURNS):
        for work, kept in zip(works, times, strict=True):
            begin = clock()
            work()
            kept.append((clock() - begin) * 1e3)
    return [min(each) for each in times]


def main() -> int:
    """Measure on each engine and print a table; 1 when a target is missed."""
    missed = 0
    with records(arguments(__doc__)) as each:
        for engine, database in each:
            print(f"\n{engine + ', ms':24}{'page':>8}{'floor':>8}{'ratio':>7}{'statements':>12}")
            for who, by in PEOPLE.items():
                statements = [pair for pair in sent(database, by) if pair[0] != "BEGIN"]
                page, floor = best(
                    database, partial(read, database, by), partial(by_hand, database, statements)
                )
                late = page > LIMIT
                missed += late
                told = f"{page:8.1f}{floor:8.1f}{page / floor:7.2f}{len(statements):12}"
                print(f"{who:24}{told}{'  missed' if late else ''}", flush=True)
    print(f"\ntarget: {LIMIT:.0f} ms; {missed} missed")
    return int(bool(missed))


if __name__ == "__main__":
    raise SystemExit(main())
