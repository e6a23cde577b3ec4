"""What it costs to publish a long checklist and to open a long check, beside plain SQL.

Publishing: a drafted version with many items is put in force, with its guards and its entries in
the audit chain; beside it the version, its items and those entries are written by ``executemany``
into bare tables of a file that is kept as safely as ours. Opening: the sheet of a check with many
items on many sample units, from the record to the first item; beside it one query that reads the
same items, units and answers. Medians and ratios at 1, 2 and 4 times the size.
Run it alone: ``python benchmarks/manual.py``.
"""

import argparse
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from qc_desk.domain.item_rules import ItemEntry
from qc_desk.domain.sampling_rules import SamplingRule
from qc_desk.domain.sampling_words import SamplingMethod
from qc_desk.domain.vocabulary import ItemKind, Role, Severity
from qc_desk.services import batches, checklists, first_start, inspections, keys, people
from qc_desk.services.answer_sheets import record_answers
from qc_desk.services.check_sheets import check_sheet
from qc_desk.services.checklist_drafts import (
    DraftEntry,
    NewChecklist,
    new_checklist,
    save_draft,
)
from qc_desk.services.checklist_lists import version_detail
from qc_desk.services.inspections import Entry
from qc_desk.services.manufacturers import ManufacturerEntry, add_manufacturer
from qc_desk.services.products import ProductEntry, add_product
from qc_desk.storage.database import Database, open_database

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
TARGET = 2.0
OWNER, LEAD = 1, 2
_SHEET = """
WITH RECURSIVE units(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM units WHERE n < :units)
SELECT i.*, u.n, a.id, a.result, a.value, a.words, a.note, a.at, p.name
FROM check_items i CROSS JOIN units u
LEFT JOIN answers a ON a.inspection_id = :check AND a.item_id = i.id
 AND a.unit_number = u.n AND a.replaces_id IS NULL
LEFT JOIN persons p ON p.id = a.by_id
WHERE i.version_id = :version ORDER BY i.position, u.n
"""


def timed(act: Callable[[], object], runs: int) -> float:
    """Return the median of several runs, in milliseconds."""
    spans = []
    for _run in range(runs):
        began = time.perf_counter()
        act()
        spans.append((time.perf_counter() - began) * 1000)
    return statistics.median(spans)


def found(database: Database) -> None:
    """Found a shop with an owner and a lead, who inspects too."""
    founding = first_start.Founding(
        organisation="Long lists",
        address="",
        language="en",
        site_code="A",
        site="A",
        time_zone="UTC",
        owner="Owner",
        login="owner",
    )
    sealed = keys.seal_new_key("owner", "four words in here")
    with database.writing() as session:
        owner = first_start.found_shop(session, founding, sealed, AT)
    with database.writing() as session:
        lead = people.add_person(session, "lead", "Lead", "en", owner, AT).id
        people.set_roles(session, lead, {(Role.LEAD, 1)}, owner, AT)
    assert (owner, lead) == (OWNER, LEAD)


def items(count: int) -> tuple[ItemEntry, ...]:
    """Return items in sections, every second one measured, all on every sample unit."""
    measured: dict[str, Any] = {
        "kind": ItemKind.MEASUREMENT,
        "lower": Decimal("9.95"),
        "nominal": Decimal("10.00"),
        "upper": Decimal("10.05"),
        "unit": "mm",
        "decimals": 2,
    }
    return tuple(
        ItemEntry(
            code=f"I-{number}",
            section=f"Section {number // 20}",
            title=f"Item {number}",
            instruction="Look at it from 60 cm in daylight. It passes when nothing is seen.",
            severity=Severity.MAJOR,
            per_unit=True,
            **(measured if number % 2 else {}),
        )
        for number in range(count)
    )


def drafted(database: Database, number: int, count: int, units: int) -> int:
    """Write a checklist's first draft; returns the version."""
    with database.writing() as session:
        entry = NewChecklist(code=f"C-{number}", title=f"Checklist {number}")
        version = new_checklist(session, entry, LEAD, AT)
    with database.writing() as session:
        seen = version_detail(session, version)
        rule = SamplingRule(method=SamplingMethod.FIXED, sample_size=units)
        entry_ = DraftEntry(title=seen.title, sampling=rule, items=items(count))
        save_draft(session, seen, entry_, LEAD, AT)
    return version


def newest_entry(file: Path) -> int:
    """Return the number of the last entry in the audit chain."""
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection:
        found: int = connection.execute("SELECT max(seq) FROM audit_entries").fetchone()[0]
    return found


def raw_publishing(file: Path, version: int, after: int) -> float:
    """Return how long the rows of a published version take in bare tables, in milliseconds."""
    chosen = {
        "checklist_versions": f"id = {version}",
        "check_items": f"version_id = {version}",
        "audit_entries": f"seq > {after}",
    }
    with tempfile.TemporaryDirectory() as folder:
        bare = sqlite3.connect(Path(folder) / "bare", isolation_level=None)
        bare.execute("PRAGMA journal_mode=TRUNCATE")
        bare.execute("PRAGMA synchronous=EXTRA")
        bare.execute("ATTACH ? AS ours", (str(file),))
        rows = {}
        for table, which in chosen.items():
            bare.execute(f"CREATE TABLE {table} AS SELECT * FROM ours.{table} WHERE 0")
            wanted = f"SELECT * FROM ours.{table} WHERE {which}"
            rows[table] = bare.execute(wanted).fetchall()
        bare.execute("DETACH ours")
        began = time.perf_counter()
        bare.execute("BEGIN")
        for table, found_ in rows.items():
            places = ", ".join("?" * len(found_[0]))
            bare.executemany(f"INSERT INTO {table} VALUES ({places})", found_)
        bare.execute("COMMIT")
        taken = (time.perf_counter() - began) * 1000
        bare.close()
    return taken


def published(database: Database, version: int) -> float:
    """Return how long it takes to put a version in force, in milliseconds."""
    began = time.perf_counter()
    with database.writing() as session:
        checklists.make_effective(session, version, OWNER, AT)
    return (time.perf_counter() - began) * 1000


def opened(database: Database, version: int, units: int) -> int:
    """Begin a check by a version, half of it answered; returns the inspection."""
    with database.writing() as session:
        checklist_id = version_detail(session, version).checklist_id
        maker = add_manufacturer(session, ManufacturerEntry(name=f"M{version}"), OWNER, AT)
        product = ProductEntry(code=f"P{version}", name="Product", checklist_id=checklist_id)
        made = add_product(session, product, OWNER, AT)
        entry = batches.BatchEntry(
            number=f"B{version}",
            product_id=made.id,
            manufacturer_id=maker.id,
            site_id=1,
            quantity=10_000,
        )
        batch_id = batches.add_batch(session, entry, OWNER, AT).batch_id
        inspection_id = inspections.open_first_check(session, batch_id, LEAD, AT)
    with database.reading() as session:
        sheet = check_sheet(session, inspection_id)
    half = [
        (
            Entry(
                item_id=item.item_id,
                unit_number=item.unit_number,
                value=Decimal("10.01") if item.kind.has_value else None,
            ),
            AT,
        )
        for item in sheet.items[: len(sheet.items) // 2]
    ]
    with database.writing() as session:
        record_answers(session, inspection_id, half, LEAD)
    assert sheet.units(Severity.MAJOR) == units
    return inspection_id


def raw_sheet(file: Path, version: int, inspection_id: int, units: int) -> Callable[[], object]:
    """Return one query that reads the same as the sheet."""
    connection = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)
    facts = {"units": units, "check": inspection_id, "version": version}
    return lambda: connection.execute(_SHEET, facts).fetchall()


def line(name: str, ours: float, theirs: float) -> str:
    """Say how one comparison ended."""
    return f"{name:44} {ours:9.1f} {theirs:9.1f} {ours / theirs:6.1f} x"


def publishing(
    database: Database, number: int, size: tuple[int, int], runs: int
) -> tuple[int, float, float]:
    """Publish as many checklists as runs; returns the last version and both medians."""
    count, units = size
    ours, theirs, version = [], [], 0
    for run in range(runs):
        version = drafted(database, 100 * number + run, count, units)
        after = newest_entry(database.file)
        ours.append(published(database, version))
        theirs.append(raw_publishing(database.file, version, after))
    return version, statistics.median(ours), statistics.median(theirs)


def compared(database: Database, number: int, size: tuple[int, int], runs: int) -> None:
    """Publish and open a checklist of a size, and say how both ended."""
    count, units = size
    version, publish, by_hand = publishing(database, number, size, runs)
    print(line(f"publish {count} items", publish, by_hand))
    check = opened(database, version, units)

    def ours() -> object:
        with database.reading() as session:
            return check_sheet(session, check).items[0]

    theirs = raw_sheet(database.file, version, check, units)
    took = line(f"open {count} items x {units} units", timed(ours, runs), timed(theirs, runs))
    print(f"{took}   (at most {TARGET:.0f} x)")


def main() -> None:
    """Measure at 1, 2 and 4 times the size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    with (
        tempfile.TemporaryDirectory() as folder,
        open_database(Path(folder) / "record", workstation="bench") as database,
    ):
        found(database)
        print(f"{'':44} {'QC Desk':>9} {'raw SQL':>9}    ratio   medians in ms")
        for number, count in enumerate((50, 100, 200), start=1):
            compared(database, number, (count, 80), runs)


if __name__ == "__main__":
    main()
