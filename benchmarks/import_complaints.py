"""What it costs to import complaints, beside the same rows written to SQLite by hand.

The raw side writes exactly the rows that the product has written, with one executemany for each
table, into the same schema with its indexes, guards and full-text index, with the same pragmas, in
one transaction; it neither reads a file nor checks anything. The product reads a file in a process
of its own, checks every row, and writes complaints, their first events and their audit entries.
Both are also measured without the audit trail. Run it alone:
``python benchmarks/import_complaints.py``.
"""

import argparse
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from qc_desk.bundle import bundled
from qc_desk.services import complaint_imports, imports
from qc_desk.services.complaint_columns import COMPLAINTS
from qc_desk.services.complaint_imports import import_complaint_files
from qc_desk.services.first_start import Founding, found_shop
from qc_desk.services.import_mappings import read_import_mapping
from qc_desk.services.keys import seal_new_key
from qc_desk.storage import search_index, sqlite
from qc_desk.storage.database import open_database

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
SOURCE = Path(__file__).resolve().parents[1] / "tests/data/complaints/nhtsa_complaints.tsv"
TABLES = ("customers", "complaints", "complaint_events")
TARGET = 2.5


def lay_file(folder: Path, rows: int) -> Path:
    """Write so many complaints by repeating the published ones under numbers of their own."""
    file = folder / "complaints.tsv"
    told = [line.split("\t", 1)[1] for line in SOURCE.read_text("utf-8").splitlines()]
    with file.open("w", encoding="utf-8") as written:
        written.writelines(f"{number}\t{told[number % len(told)]}\n" for number in range(rows))
    return file


def founded(folder: Path) -> int:
    """Begin a record with an owner; returns who imports."""
    founding = Founding(
        organisation="Bench",
        address="",
        language="en",
        site_code="NS",
        site="Novi Sad",
        time_zone="Europe/Belgrade",
        owner="Mira Ilić",
        login="mira",
    )
    sealed = seal_new_key("mira", "correct horse battery")
    with open_database(folder) as database, database.writing() as session:
        return found_shop(session, founding, sealed, AT)


def product(folder: Path, file: Path, by: int, *, audited: bool) -> float:
    """Import the file; returns seconds."""
    mapping = read_import_mapping(bundled("resources") / "samples/nhtsa.toml", COMPLAINTS)
    with ExitStack() as ends:
        if not audited:
            ends.enter_context(patch.object(imports, "note_rows", lambda *_rest: None))
            ends.enter_context(patch.object(complaint_imports, "seal", lambda _session: None))
        database = ends.enter_context(open_database(folder))
        began = time.perf_counter()
        (result,) = import_complaint_files(database, [file], mapping, by, AT)
        took = time.perf_counter() - began
    if result.stored != result.rows or result.refused:
        message = f"not everything came in: {result}"
        raise SystemExit(message)
    return took


def raw(empty: Path, full: Path, folder: Path, *, audited: bool) -> float:
    """Write by hand into a copy of the empty record what the full one has more; seconds."""
    with sqlite3.connect(f"{full.as_uri()}?mode=ro", uri=True) as source:
        tables = {name: _rows(source, empty, name) for name in TABLES}
        if audited:
            tables["audit_entries"] = _rows(source, empty, "audit_entries")
    copy = folder / f"raw_{audited}.db"
    copy.write_bytes(empty.read_bytes())
    connection = sqlite.connect(copy, writes=True)
    began = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    for name, rows in tables.items():
        places = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO {name} VALUES ({places})", rows)
    connection.execute(search_index._CATCH_UP)  # noqa: SLF001 (the same statement for both sides)
    connection.execute("COMMIT")
    took = time.perf_counter() - began
    connection.close()
    copy.unlink()
    return took


def _rows(source: sqlite3.Connection, empty: Path, name: str) -> list[tuple[object, ...]]:
    """Return the rows that the empty record has not."""
    key = "seq" if name == "audit_entries" else "id"
    with sqlite3.connect(f"{empty.as_uri()}?mode=ro", uri=True) as before:
        last = before.execute(f"SELECT coalesce(max({key}), 0) FROM {name}").fetchone()[0]
    found: list[tuple[object, ...]] = source.execute(
        f"SELECT * FROM {name} WHERE {key} > ? ORDER BY {key}", (last,)
    ).fetchall()
    return found


def main() -> None:
    """Measure both sides in turn and print how they compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    ours: dict[bool, list[float]] = {True: [], False: []}
    theirs: dict[bool, list[float]] = {True: [], False: []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = lay_file(folder, asked.rows)
        by = founded(folder / "empty")
        with open_database(folder / "empty") as database:
            empty = database.file
        for run in range(asked.runs):
            for audited in (False, True):
                shop = folder / f"shop_{run}_{audited}"
                shop.mkdir()
                full = shop / empty.name
                full.write_bytes(empty.read_bytes())
                ours[audited].append(product(shop, file, by, audited=audited))
                if audited:
                    for each in (False, True):
                        theirs[each].append(raw(empty, full, folder, audited=each))
                full.unlink()
        size = file.stat().st_size / 1e6
    print(f"{asked.rows:,} complaints, {size:.0f} MB, median of {asked.runs} runs in turn")
    print(f"{'':34}{'product s':>10}{'raw s':>10}{'ratio':>9}")
    for audited, words in ((False, "without the audit trail"), (True, "with the audit trail")):
        mine, other = statistics.median(ours[audited]), statistics.median(theirs[audited])
        aim = f"   (at most {TARGET} x)" if not audited else ""
        print(f"{words:34}{mine:10.2f}{other:10.2f}{mine / other:7.2f} x{aim}")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"highest memory: this process {most:.0f} MB (raw rows included), reader {child:.0f} MB")


if __name__ == "__main__":
    main()
