"""What it costs to record an answer and to sign, beside the same rows written to SQLite by hand.

Both sides use the same pragmas, the same schema with its guards, and the same disk, in turn. The
rows of the raw side are read from what the product has written: every inserted and updated row and
every audit entry, one transaction each. Run it alone: ``python benchmarks/records.py``.
"""

import argparse
import dataclasses
import gc
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from qc_desk.domain.vocabulary import ItemKind, Result
from qc_desk.services import batches, inspections, people, photos, sample_shop, sign_offs
from qc_desk.services.batches import BatchEntry
from qc_desk.services.check_sheets import check_sheet
from qc_desk.services.inspections import Entry
from qc_desk.services.keys import UnlockedKey, unlock
from qc_desk.services.sample_gauges import gauges_in_use
from qc_desk.storage import sqlite
from qc_desk.storage.database import Database, open_database

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)


@dataclass
class Race:
    """The same changes by the product and by hand, in milliseconds."""

    name: str
    target: float
    product: list[float] = field(default_factory=list)
    raw: list[float] = field(default_factory=list)

    def line(self) -> str:
        """Say how it ended."""
        ours, theirs = statistics.median(self.product), statistics.median(self.raw)
        return (
            f"{self.name:44} {ours:8.2f} {theirs:8.2f} {ours / theirs:7.1f} x"
            f"   (at most {self.target:.0f} x, {len(self.raw)} runs)"
        )


class Twin:
    """A copy of the record that is written by hand, with the rows that the product wrote."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.product = sqlite3.connect(f"{database.file.as_uri()}?mode=ro", uri=True)
        file = folder / "twin.db"
        file.touch()
        self.raw = sqlite.connect(file, writes=True)
        self.seq = 0
        self.copy()

    def copy(self) -> None:
        """Be what the product is now; what is not timed need not be written by hand."""
        self.product.backup(self.raw)
        self.seq = self._last()

    def _last(self) -> int:
        found: int = self.product.execute("SELECT max(seq) FROM audit_entries").fetchone()[0]
        return found

    def catch_up(self) -> float:
        """Write by hand what the product has written since; returns milliseconds."""
        statements = self._written()
        began = time.perf_counter()
        self.raw.execute("BEGIN IMMEDIATE")
        for statement, rows in statements:
            self.raw.executemany(statement, rows)
        self.raw.execute("COMMIT")
        return (time.perf_counter() - began) * 1000

    def _written(self) -> list[tuple[str, list[tuple[object, ...]]]]:
        """Return one statement for each row that changed, and one for all audit entries."""
        after = "WHERE seq > ? ORDER BY seq"
        entries = self.product.execute(
            f"SELECT * FROM audit_entries {after}", (self.seq,)
        ).fetchall()
        verbs = self.product.execute(
            "SELECT subject, subject_id, json_extract(CAST(body AS TEXT), '$.verb')"
            f" FROM audit_entries {after}",
            (self.seq,),
        ).fetchall()
        self.seq = self._last()
        statements = [self._row(*verb) for verb in verbs]
        places = ", ".join("?" * 10)
        return [*statements, (f"INSERT INTO audit_entries VALUES ({places})", entries)]

    def _row(self, table: str, key: int, verb: str) -> tuple[str, list[tuple[object, ...]]]:
        cursor = self.product.execute(f"SELECT * FROM {table} WHERE id = ?", (key,))
        names = [column[0] for column in cursor.description]
        row = cursor.fetchone()
        if verb == "insert":
            return f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", [row]
        moving = {"batches": ("status", "changed_at", "version")}.get(
            table, ("status", "changed_at")
        )
        changes = ", ".join(f"{name} = ?" for name in moving)
        values = [row[names.index(name)] for name in moving]
        return f"UPDATE {table} SET {changes} WHERE id = ?", [(*values, key)]


@dataclass
class Shop:
    """A small shop with a batch for every run."""

    database: Database
    twin: Twin
    inspector: int
    key: UnlockedKey
    entry: BatchEntry
    at: datetime = AT

    def timed(self, race: Race | None, act: Callable[[], object]) -> None:
        """Let the product act, then write the same rows by hand."""
        began = time.perf_counter()
        act()
        ours = (time.perf_counter() - began) * 1000
        theirs = self.twin.catch_up()
        if race is not None:
            race.product.append(ours)
            race.raw.append(theirs)

    def now(self) -> datetime:
        """The clock goes on with every act."""
        self.at += timedelta(seconds=20)
        return self.at


def open_shop(folder: Path) -> Shop:
    """Make the sample shop without any batch, and sign its inspector in."""
    database = open_database(folder)
    with patch.object(sample_shop, "stories", list):
        sample_shop.make_sample_shop(database, AT, lambda _paper: b"")
    with database.reading() as session:
        person = next(row for row in people.people_rows(session) if row.login == "ana")
        run = session.connection().exec_driver_sql
        product = run("SELECT id FROM products WHERE code = 'PL-210'").scalar_one()
        maker = run("SELECT min(id) FROM manufacturers").scalar_one()
        site = run("SELECT id FROM sites WHERE code = 'NS'").scalar_one()
    signed_in = unlock(database, person.id, sample_shop.PASSWORD, AT)
    entry = BatchEntry(
        number="", product_id=product, manufacturer_id=maker, site_id=site, quantity=500
    )
    twin = Twin(database, folder)
    return Shop(database, twin, person.id, signed_in.key, entry)


def begin_check(shop: Shop, number: str) -> tuple[int, int]:
    """Enter a batch and take the first seat; returns the batch and the inspection."""
    entry = dataclasses.replace(shop.entry, number=number)
    with shop.database.writing() as session:
        batch_id = batches.add_batch(session, entry, shop.inspector, shop.now()).batch_id
    shop.twin.copy()
    with shop.database.writing() as session:
        inspection_id = inspections.open_first_check(session, batch_id, shop.inspector, shop.now())
    shop.twin.copy()
    return batch_id, inspection_id


def entries_for(shop: Shop, inspection_id: int) -> list[Entry]:
    """Return a good answer for every place of an inspection."""
    with shop.database.reading() as session:
        sheet = check_sheet(session, inspection_id)
        gauges = gauges_in_use(session)
    return [
        Entry(
            item_id=item.item_id,
            unit_number=item.unit_number,
            result=Result.PASS,
            value=(item.nominal or item.lower or item.upper)
            if item.kind is ItemKind.MEASUREMENT
            else None,
            gauge_id=gauges["NS", item.gauge] if item.gauge else None,
        )
        for item in sheet.items
    ]


def record_all(shop: Shop, inspection_id: int, races: list[Race]) -> None:
    """Answer every place; the answers count for the races in turn, first part first."""
    entries = entries_for(shop, inspection_id)
    for index, entry in enumerate(entries):
        at = shop.now()

        def record(entry: Entry = entry, at: datetime = at) -> None:
            with shop.database.writing() as session:
                inspections.record_answer(session, inspection_id, entry, shop.inspector, at)

        race = races[min(index * len(races) // len(entries), len(races) - 1)] if races else None
        shop.timed(race, record)


def attach_photos(shop: Shop, inspection_id: int) -> None:
    """Attach a picture wherever the checklist wants one."""
    with shop.database.reading() as session:
        sheet = check_sheet(session, inspection_id)
    picture = photos.PreparedPhoto(
        sha256="0" * 64,
        width=800,
        height=600,
        image=bytes(50_000),
        print_copy=bytes(20_000),
        thumbnail=bytes(2_000),
    )
    for item in sheet.items:
        if item.needs_photo:
            place = photos.PhotoPlace(item_id=item.item_id, unit_number=item.unit_number)
            with shop.database.writing() as session:
                photos.attach_photo(
                    session, inspection_id, picture, place, shop.inspector, shop.now()
                )
            shop.twin.catch_up()


def sign(shop: Shop, batch_id: int, race: Race) -> None:
    """Sign the first check of a batch."""
    with shop.database.reading() as session:
        seen = batches.seen_batch(session, batch_id)
    at = shop.now()

    def act() -> None:
        with shop.database.writing() as session:
            sign_offs.sign_first(session, seen, shop.key, at)

    shop.timed(race, act)


def main() -> int:
    """Run both races and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--batches", type=int, default=12, help="batches to check (default 12)")
    rounds: int = parser.parse_args().batches
    answers = [
        Race("record an answer, first quarter of the check", 4),
        Race("record an answer, second quarter", 4),
        Race("record an answer, third quarter", 4),
        Race("record an answer, last quarter", 4),
    ]
    signing = Race("sign the first check", 8)
    with tempfile.TemporaryDirectory(prefix="qc_desk_records_") as folder:
        shop = open_shop(Path(folder) / "shop")
        gc.freeze()  # as the window does once its record is open
        for index in range(rounds):
            batch_id, inspection_id = begin_check(shop, f"BENCH-{index}")
            record_all(shop, inspection_id, answers if index else [])
            attach_photos(shop, inspection_id)
            sign(shop, batch_id, signing if index else Race("warm", 0))
        shop.database.close()
    print(f"{'medians in ms':44} {'product':>8} {'raw':>8} {'ratio':>9}")
    for race in (*answers, signing):
        print(race.line())
    growth = statistics.median(answers[-1].product) / statistics.median(answers[0].product)
    print(f"growth from the first to the last quarter of a check: {growth:.2f} x")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
