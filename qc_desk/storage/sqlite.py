"""SQLite as this record needs it: durable, and with rules in force that nothing can undo."""

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from qc_desk.storage.compiled import SHARED
from qc_desk.storage.refusals import SettingsNotInForce

PATIENCE = 10  # seconds that one piece of work waits for another

PRAGMAS: tuple[tuple[str, str, object], ...] = (
    ("journal_mode", "TRUNCATE", "truncate"),
    ("synchronous", "EXTRA", 3),
    ("foreign_keys", "ON", 1),
    ("recursive_triggers", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
)
RECORD_TABLES = frozenset(
    {
        "action_events",
        "actions",
        "annotations",
        "answers",
        "audit_entries",
        "calibrations",
        "complaint_events",
        "complaint_links",
        "complaint_photos",
        "decided_rounds",
        "defect_events",
        "certificates",
        "deliveries",
        "delivery_events",
        "discipline_entries",
        "escape_rulings",
        "extra_checks",
        "lot_results",
        "person_keys",
        "photos",
        "pictures",
        "problem_events",
        "promise_events",
        "promises",
        "reconciliations",
        "reports",
        "reworks",
        "review_decisions",
        "sample_plans",
        "service_targets",
        "sightings",
        "sign_offs",
        "signed_copies",
        "signing_rules",
        "snoozes",
        "spot_draws",
        "switches",
        "touches",
        "trainings",
        "withdrawals",
    }
)
NEVER_DELETED = RECORD_TABLES | {
    "persons",
    "batches",
    "inspections",
    "defects",
    "organisations",
    "complaints",
    "problems",
    "corrective_actions",
    "procedures",
    "gauges",
}

_LOOKS = frozenset(
    {
        "application_id",
        "cell_size_check",
        "data_version",
        "database_list",
        "foreign_key_check",
        "foreign_key_list",
        "foreign_keys",
        "freelist_count",
        "index_info",
        "index_list",
        "index_xinfo",
        "integrity_check",
        "journal_mode",
        "page_count",
        "page_size",
        "query_only",
        "quick_check",
        "read_uncommitted",
        "recursive_triggers",
        "schema_version",
        "synchronous",
        "table_info",
        "table_list",
        "table_xinfo",
        "trusted_schema",
        "user_version",
    }
)
_TAKES_A_NAME = frozenset(
    {
        "foreign_key_check",
        "foreign_key_list",
        "index_info",
        "index_list",
        "index_xinfo",
        "integrity_check",
        "quick_check",
        "table_info",
        "table_list",
        "table_xinfo",
    }
)
_ALLOWED = frozenset(
    {
        sqlite3.SQLITE_SELECT,
        sqlite3.SQLITE_READ,
        sqlite3.SQLITE_FUNCTION,
        sqlite3.SQLITE_INSERT,
        sqlite3.SQLITE_TRANSACTION,
        sqlite3.SQLITE_SAVEPOINT,
        sqlite3.SQLITE_RECURSIVE,
    }
)


def connect(file: Path, *, writes: bool) -> sqlite3.Connection:
    """Open one connection with every setting in force, before the authorizer is set.

    ``mode=rw`` and never ``rwc``: a missing file is not created behind anybody's back. A reader
    opens it the same way, so that it can undo a half transaction after a crash, and then forbids
    itself to write.
    """
    connection = sqlite3.connect(
        f"{file.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=PATIENCE,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=400,
    )
    try:
        put_in_force(connection)
        if not writes:
            connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def put_in_force(connection: sqlite3.Connection) -> None:
    """Set the pragmas and read them back; raises SettingsNotInForce for one that did not take."""
    for name, value, wanted in PRAGMAS:
        connection.execute(f"PRAGMA {name} = {value}").fetchone()
        found = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if found != wanted:
            raise SettingsNotInForce(setting=name, found=found, wanted=wanted)


def allow_only_work(connection: sqlite3.Connection) -> None:
    """Let the connection read and add, and never undo a rule or take a record away."""
    connection.set_authorizer(_authorize)


def _authorize(
    action: int, first: str | None, second: str | None, _base: str | None, _trigger: str | None
) -> int:
    """Say whether SQLite may compile a statement; anything not named here is denied."""
    if action in _ALLOWED:
        forbidden = action == sqlite3.SQLITE_FUNCTION and second == "load_extension"
        return sqlite3.SQLITE_DENY if forbidden else sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_UPDATE:
        # SQLite asks about its own table when it opens the search index, and lets nobody write
        # there unless writable_schema is on, which is denied below
        is_opening = first == "sqlite_master"
        return _answer(is_opening or (_is_work(first) and first not in RECORD_TABLES))
    if action == sqlite3.SQLITE_DELETE:
        return _answer(_is_work(first) and first not in NEVER_DELETED)
    if action == sqlite3.SQLITE_PRAGMA:
        return _answer(first in _LOOKS and (second is None or first in _TAKES_A_NAME))
    return sqlite3.SQLITE_DENY


def _is_work(table: str | None) -> bool:
    """SQLite's own tables and the form of the record are changed by migrations only."""
    return table is not None and not table.startswith("sqlite_") and table != "alembic_version"


def _answer(allowed: bool) -> int:  # noqa: FBT001 (a private yes or no)
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


def engine(file: Path, *, writes: bool) -> Engine:
    """Return an engine for ordinary work: one connection for writing, several for reading."""

    def create() -> sqlite3.Connection:
        connection = connect(file, writes=writes)
        allow_only_work(connection)
        return connection

    made = create_engine(
        "sqlite+desk://",
        creator=create,
        execution_options=SHARED,
        poolclass=QueuePool,
        pool_size=1 if writes else 4,
        max_overflow=0 if writes else 12,
        pool_timeout=PATIENCE,
    )
    event.listen(made, "begin", _begin_immediate if writes else _begin)
    return made


def schema_engine(file: Path) -> Engine:
    """Return an engine that may change the schema: no authorizer, foreign keys off before BEGIN.

    With foreign keys on, rebuilding a table would delete the rows that point at it
    (architecture.md 8.1).
    """

    def create() -> sqlite3.Connection:
        connection = connect(file, writes=True)
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA legacy_alter_table = ON")
        return connection

    made = create_engine("sqlite://", creator=create, poolclass=QueuePool, pool_size=1)
    event.listen(made, "begin", _begin_immediate)
    event.listen(made, "checkin", _never_reuse)
    return made


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _never_reuse(_connection: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
    entry.invalidate()
