"""The database of a shop: opened safely, read and written in short transactions."""

import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from qc_desk.storage import header, opening, postgresql, sqlite
from qc_desk.storage.chain import ChainedSession
from qc_desk.storage.refusals import DamagedRecord
from qc_desk.storage.translation import in_words


class Database:
    """One shop's record, on SQLite or PostgreSQL; may be used from any thread.

    Every piece of work is one short transaction. On SQLite a reader that stays open keeps commits
    waiting, so long work (reports, exports, verify) reads in chunks: one ``reading()`` for each, a
    few hundred rows at most. On PostgreSQL readers never block; they read in REPEATABLE READ, so
    that what is read together belongs together. Changes run in READ COMMITTED: a change waits for
    the chain's lock and must then see the entry that the one before it has just committed. Two
    people changing one thing are told apart by its version.
    """

    def __init__(self, reader: Engine, writer: Engine | None, location: str) -> None:
        self.location = location
        self.workstation = platform.node()
        self.reader = reader
        self.writer = writer
        self._at_close: list[Callable[[], None]] = []

    @property
    def on_server(self) -> bool:
        """Whether the record is on a PostgreSQL server."""
        return self.reader.dialect.name == "postgresql"

    @property
    def folder(self) -> Path:
        """The data folder; for a record in a file only."""
        return Path(self.location)

    @property
    def file(self) -> Path:
        """The SQLite file; never to be opened or copied as a file while the database is in use."""
        return self.folder / opening.FILE_NAME

    @property
    def may_write(self) -> bool:
        """Whether this program holds the right to change the record."""
        return self.writer is not None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that only reads; it sees one moment of the record."""
        with (
            in_words(self.location, only_reads=True),
            Session(self.reader, autoflush=False) as session,
        ):
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session whose changes are kept together, with their audit entries, or not at all.

        When this returns, the change is on the disk. Raises refusals (QcError) for everything that
        a person can act on, also when a guard in the database had to stop it.
        """
        if self.writer is None:
            raise RuntimeError("the record was opened for reading only")
        with (
            in_words(self.location),
            ChainedSession(self.writer, expire_on_commit=False) as session,
        ):
            session.info["workstation"] = self.workstation
            with session.begin():
                yield session

    def close(self) -> None:
        """Let the database go; a second time does nothing."""
        self.reader.dispose()
        if self.writer is not None:
            self.writer.dispose()
        while self._at_close:
            self._at_close.pop()()

    def at_close(self, act: Callable[[], None]) -> None:
        """Do something once every connection is closed."""
        self._at_close.append(act)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


def open_database(
    location: str | Path,
    *,
    workstation: str | None = None,
    create: bool = True,
    writer: bool = True,
    on_migrate: Callable[[str, str], None] | None = None,
) -> Database:
    """Open the record in a data folder or at a ``postgresql://`` address, after a look at it all.

    ``create`` makes a new record where there is none. ``writer=False`` opens for reading only and
    works while another program writes. ``on_migrate`` is told the old and the new form just before
    a migration begins. Raises a refusal (QcError) for everything that can be wrong; nothing is
    changed then.
    """
    where = str(location)
    with in_words(postgresql.shown(where)):
        if where.startswith(("postgresql://", "postgres://", "postgresql+psycopg://")):
            database = _open_server(where, create=create and writer, writer=writer)
        else:
            database = _open_folder(where, create=create and writer, writer=writer)
        try:
            _bring_up_to_date(database, on_migrate)
        except BaseException as error:
            database.close()
            if isinstance(error, UnicodeDecodeError):  # SQLite's own message is damaged, too
                raise DamagedRecord(location=where, reason="text") from error
            raise
    if workstation is not None:
        database.workstation = workstation
    return database


def _open_server(location: str, *, create: bool, writer: bool) -> Database:
    engine = postgresql.engine(location)
    try:
        postgresql.must_be_fit(engine, location)
        opening.build_on_server(engine, postgresql.shown(location), create=create)
    except BaseException:
        engine.dispose()
        raise
    reader = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    changing = engine.execution_options(isolation_level="READ COMMITTED") if writer else None
    return Database(reader, changing, postgresql.shown(location))


def _open_folder(location: str, *, create: bool, writer: bool) -> Database:
    folder = opening.folder_of(location, create=create)
    lock = opening.lock_of(folder) if writer else None
    try:
        file = opening.file_in(folder, create=create)
    except BaseException:
        if lock is not None:
            lock.release()
        raise
    identity = header.note_open(file)
    changing = sqlite.engine(file, writes=True) if writer else None
    database = Database(sqlite.engine(file, writes=False), changing, str(folder))
    if lock is not None:
        database.at_close(lock.release)
    database.at_close(lambda: header.note_closed(identity))
    return database


def _bring_up_to_date(database: Database, on_migrate: Callable[[str, str], None] | None) -> None:
    """Migrate an older record, then see that its guards stand and that it can be written."""
    if opening.is_behind(database.reader, database.location, writer=database.may_write):
        from qc_desk.storage import migrations  # noqa: PLC0415 (Alembic is needed once a year)

        migrations.migrate(database, on_migrate)
    with database.reader.connect() as connection:
        opening.must_be_guarded(connection, database.location)
    if database.writer is not None:
        with database.writer.begin() as connection:  # a write-protected file fails here, at once
            connection.exec_driver_sql("INSERT INTO sites SELECT * FROM sites WHERE 1 = 0")
