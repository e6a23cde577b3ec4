"""How long each picture of Insights takes on the large record, beside DuckDB on the same file.

Every picture is asked for a year and for ten years in a session of its own, as the page does it:
sentence, chart, table and the period before. DuckDB gets one question (two where the period before
is told) that gives the same numbers; they are compared in every run, and a difference ends it.
DuckDB knows the SQLite file only: for PostgreSQL its time on that file is printed beside.

Targets, printed as kept or missed: never slower than DuckDB in the same run, and under 150 ms.
Times are the best of several, asked in turn, in milliseconds of the processor: on PostgreSQL the
server's included; DuckDB has one thread as we have.

    python benchmarks/insights.py [--keep FOLDER] [--engine sqlite]

Without DuckDB and its extension for SQLite, uv puts them into a folder that lives as long as the
run. The record takes some minutes to make; --keep leaves it in a folder for the next run.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import insights_peer
from benchmarks.large_record import NOW, arguments, records, settled, stopwatch
from qc_desk.services.insights import Insight, InsightName, Scope, insight
from qc_desk.storage.database import Database

LIMIT = 150.0  # ms
TURNS = 7
PERIODS = {
    "a year": Scope(first=NOW.date() - timedelta(days=364), last=NOW.date()),
    "ten years": Scope(first=NOW.date() - timedelta(days=3652), last=NOW.date()),
}


def shown(database: Database, name: InsightName, scope: Scope) -> Insight:
    """Return a picture as the page asks for it."""
    with database.reading() as session:
        return insight(session, name, scope, NOW)


def best(database: Database, works: list[Callable[[], object]]) -> list[float]:
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


def measured(
    database: Database, peer: insights_peer.Peer | None
) -> Iterator[tuple[str, float, float]]:
    """Measure every picture; return what it is, our time and DuckDB's; 0: not asked."""
    at = NOW.replace(tzinfo=None)
    for period, scope in PERIODS.items():
        for name in InsightName:
            works: list[Callable[[], object]] = [partial(shown, database, name, scope)]
            question = insights_peer.QUESTIONS.get(name)
            if peer is not None and question is not None:
                works.append(partial(peer.ask, question, scope, at))
                answer = peer.ask(question, scope, at)
                wrong = insights_peer.difference(question, shown(database, name, scope), answer)
                if wrong:
                    raise SystemExit(f"{name.value}, {period}: not the same numbers: {wrong}")
            times = best(database, works)
            yield f"{name.value}, {period}", times[0], times[1] if len(times) > 1 else 0.0


def main() -> int:
    """Measure on each engine and print a table; 1 when a target is missed."""
    told = arguments(__doc__)
    missed = []
    known: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder, records(told) as each:
        there = insights_peer.made_available(folder)
        if not there:
            print("DuckDB could not be installed: only our own times")
        for engine, database in each:
            peer = insights_peer.Peer(database.file) if there and engine == "sqlite" else None
            print(f"\n{engine + ', ms':32}{'ours':>8}{'DuckDB':>8}{'ratio':>7}")
            for what, ours, theirs in measured(database, peer):
                known[what] = theirs or known.get(what, 0.0)
                ratio = ours / known[what] if known[what] else 0.0
                late = ours > LIMIT or (engine == "sqlite" and ratio > 1)
                missed += [f"{what} on {engine}"] if late else []
                beside = f"{known[what]:8.1f}{ratio:7.2f}" if known[what] else f"{'':15}"
                print(f"{what:32}{ours:8.1f}{beside}{'  missed' if late else ''}", flush=True)
    print(f"\ntargets: at most DuckDB's time, and {LIMIT:.0f} ms; {len(missed)} missed")
    return int(bool(missed))


if __name__ == "__main__":
    os.environ.setdefault("TZ", "UTC")
    raise SystemExit(main())
