"""How fast the list of batches is, beside the same queries sent to SQLite by hand.

First rows are the count and the first 200 rows, as tuples by hand and as frozen rows through the
service and its session. A keystroke is the same with a filter text. Each size runs in a process of
its own, so that memory is its own too. Run it alone: ``python benchmarks/lists.py``.
"""

import argparse
import json
import os
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from qc_desk.domain.vocabulary import BatchStatus
from qc_desk.services.batch_lists import (
    BatchFilter,
    BatchRow,
    batch_ids,
    batches_by_id,
    count_batches,
    first_batches,
)
from qc_desk.storage import opening, sqlite
from qc_desk.storage.database import Database, open_database

if TYPE_CHECKING:
    from qc_desk.services.desk import Session

SIZES = (100_000, 200_000, 400_000)
TYPED = ("k", "kr", "kruš", "krušk", "l-2", "l-26-00", "l-26-00777", "jing", "po-19", "zzz")
SORTS = ("changed", "number", "product", "manufacturer", "quantity", "produced", "ship_date")
ROUNDS = 15
_COLUMNS = (
    "b.id, b.version, b.number, p.code, p.revision, p.name, m.name, s.name, o.number, b.quantity,"
    " b.produced_on, o.promised_ship_date, b.status, b.round"
)
_RAW_FIRST = (
    f"SELECT {_COLUMNS}"
    " FROM (SELECT id FROM batches ORDER BY changed_at DESC, id DESC LIMIT 200) f"
    " JOIN batches b ON b.id = f.id JOIN products p ON p.id = b.product_id"
    " JOIN manufacturers m ON m.id = b.manufacturer_id JOIN sites s ON s.id = b.site_id"
    " LEFT JOIN orders o ON o.id = b.order_id"
    " ORDER BY b.changed_at DESC, b.id DESC"
)


def fill(file: Path, size: int) -> None:
    """Write a shop of 40 products, 25 manufacturers, 3 sites, 2,000 orders and its batches."""
    chance = random.Random(7)
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("BEGIN")
    guards = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'batches'"
    ).fetchall()
    for name, _sql in guards:  # a batch is born as a draft; the list needs all statuses
        connection.execute(f"DROP TRIGGER {name}")
    many = connection.executemany
    then = "2026-01-01 08:00:00.000000"
    many(
        "INSERT INTO sites (id, code, name, time_zone, created_at) VALUES (?, ?, ?, 'UTC', ?)",
        [(n, f"S{n}", name, then) for n, name in enumerate(("Novi Sad", "Split", "Lviv"), 1)],
    )
    many(
        "INSERT INTO products (id, code, revision, name, family, wordings, created_at)"
        " VALUES (?, ?, 'A', ?, '', '', ?)",
        [(n, f"P-{n:03}", f"{_word(chance)} {n}", then) for n in range(1, 41)],
    )
    many(
        "INSERT INTO manufacturers (id, name, language, email, contact, address, created_at)"
        " VALUES (?, ?, 'en', '', '', '', ?)",
        [(n, f"{_word(chance)} Works {n}", then) for n in range(1, 26)],
    )
    connection.execute(
        "INSERT INTO customers (id, name, email, phone, created_at) VALUES (1, 'Café', '', '', ?)",
        (then,),
    )
    first = date(2026, 1, 1)
    many(
        "INSERT INTO orders (id, number, customer_id, promised_ship_date, created_at)"
        " VALUES (?, ?, 1, ?, ?)",
        [(n, f"PO-{n:04}", str(first + timedelta(days=n % 700)), then) for n in range(1, 2_001)],
    )
    many(
        "INSERT INTO batches (id, number, folded, product_id, manufacturer_id, site_id, order_id,"
        " quantity, produced_on, note, status, round, created_at, changed_at, version)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, 1, ?, ?, 1)",
        (_batch(chance, n, size, first) for n in range(1, size + 1)),
    )
    for _name, guard in guards:
        connection.execute(guard)
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.close()


def _word(chance: random.Random) -> str:
    return chance.choice(
        ("Крушка", "Kruška", "Mug", "Jingdezhen", "Bowl", "Jug", "Кршташ", "Kettle")
    )


def _batch(chance: random.Random, number: int, size: int, first: date) -> tuple[object, ...]:
    """Return one row; nine of ten batches are long released."""
    status = "shipped" if number < size * 0.9 else chance.choice(list(BatchStatus)).value
    name = f"L-26-{number:06}"
    day = first + timedelta(days=number * 320 // size)
    moment = f"{day} {chance.randrange(24):02}:{chance.randrange(60):02}:00.{number % 1000000:06}"
    return (
        number, name, name.casefold(), chance.randint(1, 40), chance.randint(1, 25),
        chance.randint(1, 3), chance.randint(1, 2_000) if number % 3 else None,
        chance.randint(10, 9_000), str(day), status, moment, moment,
    )  # fmt: skip


def timed(work: Callable[[], object]) -> float:
    """Return the median time of some work in ms, after one run to warm up."""
    work()
    times = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        work()
        times.append((time.perf_counter() - begin) * 1e3)
    return statistics.median(times)


def in_turn(*works: Callable[[], object]) -> list[float]:
    """Return the median times of several pieces of work done in turn, in ms."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(4 * ROUNDS):
        for work, kept in zip(works, times, strict=True):
            begin = time.perf_counter()
            work()
            kept.append((time.perf_counter() - begin) * 1e3)
    return [statistics.median(each) for each in times]


def through(database: Database, work: Callable[["Session"], object]) -> Callable[[], object]:
    """Return work in a session of its own, as the window does it."""

    def run() -> object:
        with database.reading() as session:
            return work(session)

    return run


def memory() -> float:
    """Return the memory of this process now, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def ask(wanted: BatchFilter) -> Callable[["Session"], object]:
    """Return what a list asks at once: the count and the first rows."""
    return lambda s: (count_batches(s, wanted), first_batches(s, wanted, 200))


def measured(size: int, folder: Path) -> dict[str, float | str]:
    """Measure one size in this process."""
    shop = folder / "shop"
    open_database(shop).close()
    file = shop / opening.FILE_NAME
    fill(file, size)
    raw = sqlite.connect(file, writes=False)
    result: dict[str, float | str] = {}
    database = open_database(shop)
    result["raw"], result["first"] = in_turn(
        lambda: (
            raw.execute("SELECT count(*) FROM batches").fetchone(),
            raw.execute(_RAW_FIRST).fetchall(),
        ),
        through(database, ask(BatchFilter())),
    )
    raw.close()
    typed = {text: timed(through(database, ask(BatchFilter(text=text)))) for text in TYPED}
    result["key_median"] = statistics.median(typed.values())
    result["key_worst"] = max(typed.values())
    result["key_word"] = max(typed, key=lambda text: typed[text])
    sorts = {s: timed(through(database, ask(BatchFilter(sort=s)))) for s in SORTS}
    result["sort_worst"] = max(sorts.values())
    result["sort_word"] = max(sorts, key=lambda word: sorts[word])
    result["ids"] = timed(through(database, lambda s: batch_ids(s, BatchFilter())))
    middle = list(range(size // 2, size // 2 + 200))
    result["block"] = timed(through(database, lambda s: batches_by_id(s, middle)))
    result.update(in_the_window(database))
    database.close()
    return result


def in_the_window(database: Database) -> dict[str, float]:
    """Measure the list as a table model: until the first rows stand, until all do, and memory."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 (measured with the window only)

    from qc_desk.ui.batches.model import (  # noqa: PLC0415 (as above)
        NEWEST_FIRST,
        BatchSource,
        columns,
    )
    from qc_desk.ui.jobs import Jobs  # noqa: PLC0415 (as above)
    from qc_desk.ui.records import Records  # noqa: PLC0415 (as above)
    from qc_desk.ui.rows import Rows  # noqa: PLC0415 (as above)

    application = QApplication.instance() or QApplication([])
    records = Records(database)
    jobs = Jobs(records)
    rows: Rows[BatchRow] = Rows(records, jobs, columns(), NEWEST_FIRST)
    before = memory()
    begin = time.perf_counter()
    rows.show(BatchSource(BatchFilter()))
    first = time.perf_counter() - begin
    while rows.rowCount() and rows.id_at(rows.rowCount() - 1) is None:
        application.processEvents()
        time.sleep(0.001)
    whole = time.perf_counter() - begin
    for place in range(0, rows.rowCount(), max(1, rows.rowCount() // 100)):
        rows.row(place)
    after = memory()
    jobs.close()
    return {"shown": first * 1e3, "whole": whole * 1e3, "added": after - before, "memory": after}


def table(sizes: tuple[int, ...]) -> None:
    """Measure every size and print the table."""
    print(
        f"{'batches':>9}{'raw':>7}{'first':>7}{'ratio':>7}{'key':>7}{'worst key':>18}"
        f"{'worst sort':>22}{'ids':>7}{'block':>7}{'shown':>7}{'whole':>7}{'+MB':>6}{'MB':>6}"
    )
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, __file__, "--one", str(size), "--folder", folder]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
        got = json.loads(done.stdout)
        worst_key = f"{got['key_worst']:.1f} ({got['key_word']})"
        worst_sort = f"{got['sort_worst']:.1f} ({got['sort_word']})"
        print(
            f"{size:9,}{got['raw']:7.1f}{got['first']:7.1f}{got['first'] / got['raw']:7.2f}"
            f"{got['key_median']:7.1f}{worst_key:>18}{worst_sort:>22}{got['ids']:7.0f}"
            f"{got['block']:7.1f}{got['shown']:7.1f}{got['whole']:7.0f}{got['added']:6.0f}"
            f"{got['memory']:6.0f}"
        )
    print("ms; targets at 100,000: first at most 2.00 x raw, a key under 100, memory under 100 MB")


def main() -> None:
    """Measure one size, or all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", type=int)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--size", type=int, action="append")
    chosen = parser.parse_args()
    if chosen.one:
        print(json.dumps(measured(chosen.one, chosen.folder)))
    else:
        table(tuple(chosen.size or SIZES))


if __name__ == "__main__":
    main()
