"""How long a copy for other programs takes, and whether DuckDB reads every cell of it.

A copy is written from the sample shop, which is made for the run, or from the record in a folder.
Then DuckDB reads every documented table, with one thread, beside Python's sqlite3 reading the same
file. Both must give the same cells, and DuckDB must see days as days and numbers as numbers; a
difference ends the run. Last it is asked the question that docs/views.md shows. Run it alone:

    python benchmarks/views.py [--data FOLDER]
"""

import argparse
import re
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.insights_peer import made_available, opened
from qc_desk.reports import print_paper
from qc_desk.services.sample_shop import make_sample_shop
from qc_desk.services.views import VIEWS, View
from qc_desk.services.views.copies import CopyResult, copy_views
from qc_desk.storage.database import open_database

PAGE = Path(__file__).resolve().parents[1] / "docs" / "views.md"
SEEN_AS = {
    "TEXT": "VARCHAR",
    "INTEGER": "BIGINT",
    "BOOLEAN": "BIGINT",
    "REAL": "DOUBLE",
    "DATE": "DATE",
    "TIMESTAMP": "TIMESTAMP",
}
_QUESTION = re.compile(r"```sql\n(ATTACH.*?;)\n\n(SELECT.*?;)\n```", re.DOTALL)


def copied(data: Path | None, folder: Path, file: Path) -> CopyResult:
    """Copy the record in a folder, or the sample shop, made in a folder of ours."""
    with open_database(data or folder / "shop", writer=data is None) as database:
        if data is None:
            make_sample_shop(database, datetime.now(UTC), print_paper)
        begin = time.perf_counter()
        done = copy_views(database, file, datetime.now(UTC))
    print(f"{done.rows} rows were copied in {time.perf_counter() - begin:.2f} s\n")
    return done


def as_sqlite_has_it(cell: Any) -> Any:
    """Return a cell that DuckDB gave as it is written in the file."""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M:%S}"
    return cell.isoformat() if isinstance(cell, date) else cell


def difference(view: View, shop: Any, copy: sqlite3.Connection) -> tuple[str, int, float, float]:
    """Return what DuckDB sees differently in a table, its rows, and both times in ms."""
    kinds = [
        (name, kind) for name, kind, *_ in shop.execute(f"DESCRIBE shop.{view.name}").fetchall()
    ]
    if kinds != [(each.name, SEEN_AS[each.kind]) for each in view.columns]:
        return f"columns are {kinds}", 0, 0.0, 0.0
    begin = time.perf_counter()
    theirs = shop.execute(f"SELECT * FROM shop.{view.name}").fetchall()
    middle = time.perf_counter()
    there = copy.execute(f"SELECT * FROM {view.name}").fetchall()
    end = time.perf_counter()
    told = [tuple(as_sqlite_has_it(cell) for cell in row) for row in theirs]
    wrong = "" if sorted(map(str, told)) == sorted(map(str, there)) else "other cells"
    return wrong, len(there), (middle - begin) * 1e3, (end - middle) * 1e3


def main() -> int:
    """Write a copy, read it twice, and print the times; 1 where DuckDB sees something else."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, help="folder of a record; else the sample shop")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if not made_available(str(folder / "duckdb")):
            print("DuckDB could not be installed")
            return 1
        file, wrong = folder / "shop.db", []
        done = copied(asked.data, folder, file)
        print(f"{'ms':24}{'rows':>9}{'DuckDB':>9}{'sqlite3':>9}")
        shop = opened(file, "shop")
        with closing(sqlite3.connect(file)) as copy:
            for view in VIEWS:
                why, rows, theirs, ours = difference(view, shop, copy)
                wrong += [why] if why or rows != done.tables[view.name] else []
                print(f"{view.name:24}{rows:9}{theirs:9.1f}{ours:9.1f}  {why}")
        found = _QUESTION.search(PAGE.read_text(encoding="utf-8"))
        print(f"\n{shop.sql(found[2]) if found else 'docs/views.md asks nothing'}")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
