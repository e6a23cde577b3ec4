"""How long each picture of Insights takes on the large record, beside DuckDB on the same file.

Every picture is asked for a year and for ten years in a session of its own, as the page does it:
sentence, chart, table and the period before. DuckDB gets one question (two where the period before
is told) that gives the same numbers; they are compared in every run, and a difference ends it.
DuckDB knows the SQLite file only: for PostgreSQL its time on that file is printed beside.

Targets, printed as kept or missed: never slower than DuckDB in the same run, and under 150 ms.
Times are the best of several, asked in turn. Run it alone, on a quiet machine:

    python benchmarks/insights.py [--keep FOLDER] [--engine sqlite]

Without DuckDB and its extension for SQLite, uv puts them into a folder that lives as long as the
run. The record takes some minutes to make; --keep leaves it in a folder for the next run.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import insights_peer
from benchmarks.large_record import NOW, arguments, records
from benchmarks.large_rows import as_kept
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


def best(*works: Callable[[], object]) -> list[float]:
    """Return the shortest times of several pieces of work done in turn, in ms."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(TURNS):
        for work, kept in zip(works, times, strict=True):
            begin = time.perf_counter()
            work()
            kept.append((time.perf_counter() - begin) * 1e3)
    return [min(each) for each in times]


def with_peer(folder: str) -> bool:
    """Put DuckDB where it can be found, if it is not there; say whether it is."""
    if find_spec("duckdb") and find_spec("duckdb_ext"):
        return True
    command = ["uv", "pip", "install", "--quiet", "--no-deps", "--target", folder]
    if subprocess.run([*command, *insights_peer.PACKAGES], check=False).returncode:
        print("DuckDB could not be installed: only our own times")
        return False
    sys.path.append(folder)
    return True


def measured(
    database: Database, peer: insights_peer.Peer | None
) -> dict[str, tuple[float, float]]:
    """Measure every picture; return our time and DuckDB's by picture and period."""
    found = {}
    for period, scope in PERIODS.items():
        for name in InsightName:
            question = insights_peer.QUESTIONS.get(name)
            ours = lambda name=name, scope=scope: shown(database, name, scope)  # noqa: E731
            if peer is None or question is None:
                found[f"{name.value}, {period}"] = best(ours)[0], 0.0
                continue
            theirs = lambda q=question, scope=scope: peer.ask(  # noqa: E731
                q, scope, as_kept(NOW.replace(tzinfo=None))
            )
            wrong = insights_peer.difference(question, ours(), theirs())
            if wrong:
                raise SystemExit(f"{name.value}, {period}: not the same numbers: {wrong}")
            one, other = best(ours, theirs)
            found[f"{name.value}, {period}"] = one, other
    return found


def main() -> int:
    """Measure on each engine and print a table; 1 when a target is missed."""
    told = arguments(__doc__)
    missed = []
    known: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder, records(told) as each:
        there = with_peer(folder)
        for engine, database in each:
            peer = insights_peer.Peer(database.file) if there and engine == "sqlite" else None
            print(f"\n{engine + ', ms':32}{'ours':>8}{'DuckDB':>8}{'ratio':>7}")
            for what, (ours, theirs) in measured(database, peer).items():
                known[what] = theirs or known.get(what, 0.0)
                ratio = ours / known[what] if known[what] else 0.0
                late = ours > LIMIT or (engine == "sqlite" and ratio > 1)
                missed += [f"{what} on {engine}"] if late else []
                beside = f"{known[what]:8.1f}{ratio:7.2f}" if known[what] else f"{'':15}"
                print(f"{what:32}{ours:8.1f}{beside}{'  missed' if late else ''}")
    print(f"\ntargets: at most DuckDB's time, and {LIMIT:.0f} ms; {len(missed)} missed")
    return int(bool(missed))


if __name__ == "__main__":
    os.environ.setdefault("TZ", "UTC")
    raise SystemExit(main())
