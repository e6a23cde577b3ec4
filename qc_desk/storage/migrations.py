"""Brings an older record up to date: after a backup, in one transaction, verified."""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from qc_desk.bundle import bundled
from qc_desk.storage import guards, schema, search_index, search_words, sqlite
from qc_desk.storage.backup import back_up
from qc_desk.storage.postgresql import SCHEMA_LOCK
from qc_desk.storage.refusals import MigrationFailed

if TYPE_CHECKING:
    from qc_desk.storage.database import Database

logger = logging.getLogger(__name__)


def migrate(database: "Database", on_migrate: Callable[[str, str], None] | None = None) -> None:
    """Bring the record to the newest form; raises MigrationFailed and leaves it as it was.

    A record in a file is backed up and the backup verified first. On a server two workstations may
    start at once: the second waits for the first and then finds nothing left to do.
    """
    if not database.on_server:
        back_up(database, database.folder / "backups")
    engine = database.writer if database.on_server else sqlite.schema_engine(database.file)
    if engine is None:
        raise RuntimeError("only a writing program migrates")
    try:
        upgrade(engine, on_migrate)
    except NOT_DONE as error:
        logger.exception("migration")
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise MigrationFailed(location=database.location, reason=reason) from error
    finally:
        if not database.on_server:
            engine.dispose()


class NotVerifiedError(Exception):
    """The migrated record is not as it must be."""


NOT_DONE = (DBAPIError, CommandError, NotVerifiedError)


def upgrade(engine: Engine, on_migrate: Callable[[str, str], None] | None = None) -> None:
    """Bring what an engine is on to the newest form, in one transaction, verified before it ends.

    Raises NotVerifiedError and what Alembic and the database raise; nothing is changed then.
    """
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(text("SET LOCAL lock_timeout = 0"))
            connection.execute(text(f"SELECT pg_advisory_xact_lock({SCHEMA_LOCK})"))
        form = schema.form_of(connection)
        if form is None or form == schema.HEAD:
            return
        if on_migrate is not None:
            on_migrate(form, schema.HEAD)
        run(connection)
        _verify(connection)


def run(connection: Connection, to: str = "head") -> None:
    """Run the missing revisions on this connection, and put the guards in force anew."""
    command.upgrade(_config(connection), to)
    guards.install(connection)
    search_index.install(connection)
    search_words.install(connection)
    schema.mark(connection)


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(bundled("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _verify(connection: Connection) -> None:
    """Refuse what foreign keys, form or guards say against; the caller rolls back."""
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if broken is not None:
            raise NotVerifiedError(f"foreign key: {broken[0]}, row {broken[1]}")
        found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
        if found != "ok":
            raise NotVerifiedError(str(found))
    if schema.form_of(connection) != schema.HEAD:
        raise NotVerifiedError("form")
    missing = guards.missing(connection)
    if missing:
        raise NotVerifiedError(", ".join(missing))
