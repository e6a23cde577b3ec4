"""What an inspector waits for when a defect is recorded: whether it is known, and how often.

Beside it stands the same question sent to SQLite by hand: one statement over the same indexes on
an open connection. Each size has a shop of its own: that many defects, each a sighting, on 1,000
problems in 1,000 days. Run it alone: ``python benchmarks/recurrence.py``.
"""

import argparse
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from qc_desk.services.recurrences import WINDOW, recurrence_of
from qc_desk.storage import opening, sqlite
from qc_desk.storage.database import open_database

SIZES = (25_000, 50_000, 100_000)
PRODUCTS, CODES = 40, 25
ROUNDS = 4_000
LIMIT = 2.0
BEGIN = date(2024, 1, 1)
NOW = datetime(2026, 9, 26, 9, 0, tzinfo=UTC)
THEN = "2024-01-01 08:00:00.000000"
BY_HAND = (
    "SELECT p.id, p.number, p.status, p.recurrences,"
    " (SELECT count(*) FROM sightings s WHERE s.problem_id = p.id AND s.made_on >= ?),"
    " (SELECT max(made_at) FROM promises WHERE problem_id = p.id AND is_fix)"
    " FROM products d JOIN problems p ON p.family = d.family AND p.code_id = ?"
    " AND p.item_code = (SELECT code FROM check_items WHERE id = ?) AND p.variant = ''"
    " WHERE d.id = ?"
)


def fill(file: Path, size: int) -> None:
    """Write a shop with its products, checklist, problems, promises, defects and sightings."""
    chance = random.Random(7)
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("BEGIN")
    guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    kept = guards.fetchall()
    for name, _sql in kept:  # rows are laid down as they would be after years
        connection.execute(f"DROP TRIGGER {name}")
    many = connection.executemany
    connection.execute(
        "INSERT INTO sites (id, code, name, time_zone, created_at) VALUES (1, 'A', 'A', 'UTC', ?)",
        (THEN,),
    )
    connection.execute(
        "INSERT INTO persons (id, login, name, language, created_at, wrong_passwords)"
        " VALUES (1, 'ana', 'Ana', 'en', ?, 0)",
        (THEN,),
    )
    _shop_data(connection)
    threads = [
        (n, n, f"family {(n - 1) // CODES}", (n - 1) % CODES + 1, THEN, THEN)
        for n in range(1, PRODUCTS * CODES + 1)
    ]
    many(
        "INSERT INTO problems (id, number, family, code_id, item_code, item_title, variant,"
        " status, recurrences, stop_check, raised_at, changed_at, version)"
        " VALUES (?, ?, ?, ?, 'glaze', 'Glaze', '', 'watching', 0, '', ?, ?, 1)",
        threads,
    )
    many(
        "INSERT INTO promises (id, number, side, text, site_id, problem_id, is_fix, due_on,"
        " due_at, owner_id, made_at, by_id)"
        " VALUES (?, ?, 'ours', 'fixed', 1, ?, 1, '2026-06-01', ?, 1, ?, 1)",
        [(n, n, n * 2, THEN, THEN) for n in range(1, 400)],
    )
    many("INSERT INTO batches (id, number, folded, product_id, manufacturer_id, site_id, quantity,"
         " note, status, round, created_at, changed_at, version)"
         " VALUES (?, ?, ?, 1, 1, 1, 500, '', 'held', 1, ?, ?, 1)",
         [(n, f"L-{n}", f"l-{n}", THEN, THEN) for n in range(1, size + 1)])  # fmt: skip
    many(
        "INSERT INTO defects (id, batch_id, inspection_id, item_id, unit_number, number, code_id,"
        " severity, quantity, place, containment, note, by_id, at, status)"
        " VALUES (?, ?, 1, 1, 0, 1, 1, 'major', 1, '', '', '', 1, ?, 'open')",
        [(n, n, THEN) for n in range(1, size + 1)],
    )
    days = [str(BEGIN + timedelta(days=chance.randrange(1_000))) for _ in range(size)]
    many(
        "INSERT INTO sightings (id, problem_id, site_id, batch_id, defect_id, made_on, quantity,"
        " by_id, at) VALUES (?, ?, 1, ?, ?, ?, 1, 1, ?)",
        [
            (n, chance.randint(1, len(threads)), n, n, days[n - 1], THEN)
            for n in range(1, size + 1)
        ],
    )
    for _name, guard in kept:
        connection.execute(guard)
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.close()


def _shop_data(connection: sqlite3.Connection) -> None:
    connection.execute(
        "INSERT INTO checklists (id, code, title, trade, created_at) VALUES (1, 'C', 'C', '', ?)",
        (THEN,),
    )
    connection.execute(
        "INSERT INTO checklist_versions (id, checklist_id, number, status, mode, language,"
        " sample_size, digest, drafted_by_id, drafted_at, alone_reason)"
        " VALUES (1, 1, 1, 'draft', 'independent', 'en', 1, '', 1, ?, '')",
        (THEN,),
    )
    connection.execute(
        "INSERT INTO check_items (id, version_id, position, code, section, title, instruction,"
        " kind, severity, per_unit, photo_rule, unit, decimals, born_of)"
        " VALUES (1, 1, 1, 'glaze', '', 'Glaze', '', 'pass_fail', 'major', 0, 'never', '', 2, '')"
    )
    connection.executemany(
        "INSERT INTO products (id, code, revision, name, family, created_at)"
        " VALUES (?, ?, '', 'Mug', ?, ?)",
        [(n, f"P-{n}", f"family {n - 1}", THEN) for n in range(1, PRODUCTS + 1)],
    )
    connection.executemany(
        "INSERT INTO defect_codes (id, code, name, default_severity, created_at)"
        " VALUES (?, ?, 'Crack', 'major', ?)",
        [(n, f"D-{n}", THEN) for n in range(1, CODES + 1)],
    )


def in_turn(*works: Callable[[int, int], object]) -> list[float]:
    """Return the median times of several ways to ask, in microseconds, asked in turn."""
    chance = random.Random(11)
    times: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        product, code = chance.randint(1, PRODUCTS), chance.randint(1, CODES)
        for work, kept in zip(works, times, strict=True):
            begin = time.perf_counter()
            answer = work(product, code)
            kept.append((time.perf_counter() - begin) * 1e6)
            assert answer is not None
    return [statistics.median(each[ROUNDS // 10 :]) for each in times]


def measured(size: int, folder: Path) -> tuple[float, float]:
    """Return the times by hand and through the service, for one size."""
    open_database(folder).close()
    fill(folder / opening.FILE_NAME, size)
    raw = sqlite.connect(folder / opening.FILE_NAME, writes=False)
    since = (NOW.date() - WINDOW).isoformat()
    with open_database(folder) as database, database.reading() as session:
        hand, service = in_turn(
            lambda product, code: raw.execute(BY_HAND, (since, code, 1, product)).fetchone(),
            lambda product, code: recurrence_of(session, product, code, 1, NOW),
        )
    raw.close()
    return hand, service


def main() -> int:
    """Measure every size and print a table; 1 when a limit is passed."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    print(f"{'defects':>9}{'by hand':>10}{'service':>10}{'ratio':>8}   µs, medians of {ROUNDS:,}")
    worst = 0.0
    for size in SIZES:
        with tempfile.TemporaryDirectory(prefix="qc_desk_recurrence_") as folder:
            hand, service = measured(size, Path(folder) / "shop")
        worst = max(worst, service / hand)
        print(f"{size:9,}{hand:10.1f}{service:10.1f}{service / hand:8.2f}")
    print(f"limit: {LIMIT:.2f} times")
    return int(worst > LIMIT)


if __name__ == "__main__":
    raise SystemExit(main())
