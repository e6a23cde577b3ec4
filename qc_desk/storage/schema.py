"""The form of a record: which one it is in, and a new one made in one transaction."""

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from qc_desk.domain.entities import Base
from qc_desk.storage import guards, header, search_index, search_words

HEAD = header.HEAD

# Word for word what Alembic writes: a new record and a migrated one are the same.
_STAMP = """
CREATE TABLE alembic_version (
\tversion_num VARCHAR(32) NOT NULL,
\tCONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
)
"""


def form_of(connection: Connection) -> str | None:
    """Return the revision that the record is in; None when there is no record."""
    try:
        return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    except DBAPIError as error:
        if not _is_missing_table(error):
            raise
        connection.rollback()
        return None


def _is_missing_table(error: DBAPIError) -> bool:
    """PostgreSQL says 42P01, SQLite says it in words."""
    undefined = getattr(error.orig, "sqlstate", None) == "42P01"
    return undefined or "no such table" in str(error.orig)


def is_empty(connection: Connection) -> bool:
    """Whether the database has no table at all."""
    return not inspect(connection).get_table_names()


def is_newer(form: str) -> bool:
    """Whether a newer program wrote this form; forms are numbered from 0001 on."""
    return not form.isdecimal() or int(form) > int(HEAD)


def build(connection: Connection) -> None:
    """Make every table, index and guard of a new record, and stamp it."""
    Base.metadata.create_all(connection)
    connection.exec_driver_sql(_STAMP)
    connection.execute(text("INSERT INTO alembic_version VALUES (:form)"), {"form": HEAD})
    guards.install(connection)
    search_index.install(connection)
    search_words.install(connection)
    mark(connection)


def mark(connection: Connection) -> None:
    """Write the marks into an SQLite file's header by which it is known before it is opened."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {header.APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {int(HEAD)}")
