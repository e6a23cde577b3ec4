"""The database of a shop: opened safely, read and written in short transactions."""

import platform
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session

from qc_desk.domain.entities import Base
from qc_desk.storage.chain import keep_chain

PRAGMAS = (
    ("journal_mode", "TRUNCATE", "truncate"),
    ("synchronous", "EXTRA", 3),
    ("foreign_keys", "ON", 1),
    ("recursive_triggers", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
)


class Database:
    """One shop's record, on SQLite or PostgreSQL."""

    def __init__(self, engine: Engine, workstation: str) -> None:
        self.engine = engine
        self.workstation = workstation

    @classmethod
    def open_file(cls, file: Path) -> Self:
        """Open or create the SQLite file of a shop."""
        engine = create_engine(f"sqlite:///{file}", connect_args={"timeout": 10})
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
        Base.metadata.create_all(engine)
        return cls(engine, platform.node())

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that only reads; it sees one moment of the record."""
        with Session(self.engine, autoflush=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session whose changes are kept together, with their audit entries, or not at all."""
        writer = self.engine.execution_options(qc_writes=True)
        with Session(writer) as session:
            session.info["workstation"] = self.workstation
            keep_chain(session)
            with session.begin():
                yield session

    def close(self) -> None:
        """Let the database go."""
        self.engine.dispose()


def _set_up(connection: object, _record: object) -> None:
    connection.isolation_level = None  # type: ignore[attr-defined]
    for name, value, _expected in PRAGMAS:
        connection.execute(f"PRAGMA {name} = {value}")  # type: ignore[attr-defined]


def _begin(connection: object) -> None:
    writes = connection.get_execution_options().get("qc_writes")  # type: ignore[attr-defined]
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")  # type: ignore[attr-defined]
