"""A record on each engine, reached by its plain driver; every act is undone again."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Protocol

import psycopg
from sqlalchemy import StaticPool, create_engine

from qc_desk.domain.entities import Base
from qc_desk.storage import guards
from tests.integration.guards.acts import Act
from tests.integration.guards.mutants import Mutant
from tests.integration.guards.record import shop

_BLOB = re.compile(r"X'([0-9a-f]*)'")


class Bench(Protocol):
    """What the tests want of either engine."""

    engine: str
    errors: type[Exception]

    def say(self, statement: str) -> object: ...


class SqliteBench:
    """SQLite with its default settings: foreign keys and recursive triggers are off."""

    engine = "sqlite"
    errors = sqlite3.Error

    def __init__(self) -> None:
        self.driver = sqlite3.connect(":memory:", isolation_level=None)

    def say(self, statement: str) -> object:
        return self.driver.execute(statement)


class PostgresqlBench:
    """PostgreSQL with foreign keys switched off, so that only the guards are in the way."""

    engine = "postgresql"
    errors = psycopg.Error

    def __init__(self, address: str) -> None:
        self.driver = psycopg.connect(address, autocommit=True)
        self.say("SET session_replication_role = replica")
        self.say("SET client_min_messages = warning")

    def say(self, statement: str) -> object:
        return self.driver.execute(_BLOB.sub(r"'\\x\1'::bytea", statement).encode())


def furnish(bench: SqliteBench | PostgresqlBench, location: str) -> None:
    """Lay the tables, write the shop, and put the guards in force."""
    url = "sqlite://" if bench.engine == "sqlite" else location
    creator = {"creator": lambda: bench.driver} if bench.engine == "sqlite" else {}
    engine = create_engine(url, poolclass=StaticPool, **creator)
    Base.metadata.create_all(engine)
    for statement in shop():
        bench.say(statement)
    with engine.begin() as connection:
        guards.install(connection)
        assert guards.missing(connection) == []
    if bench.engine == "postgresql":
        engine.dispose()


@contextmanager
def undone(bench: Bench) -> Iterator[None]:
    """Take back everything that is done in here."""
    bench.say("BEGIN")
    try:
        yield
    finally:
        with suppress(bench.errors):  # some errors end the transaction themselves
            bench.say("ROLLBACK")


def refusal(bench: Bench, act: Act) -> str | None:
    """What an act is refused with, after its steps; None when it goes through."""
    bench.say("SAVEPOINT act")
    try:
        for step in act.statements[:-1]:
            try:
                bench.say(step)
            except bench.errors as error:
                return f"step: {error}"
        try:
            bench.say(act.statements[-1])
        except bench.errors as error:
            return str(error).splitlines()[0]
        return None
    finally:
        with suppress(bench.errors):
            bench.say("ROLLBACK TO act")
            bench.say("RELEASE act")
        if bench.engine == "sqlite":
            bench.say("PRAGMA ignore_check_constraints = OFF")


@contextmanager
def in_place_of_its_guard(bench: Bench, mutant: Mutant) -> Iterator[None]:
    """Let a wrong twin stand where its guard stood, and then the guard again.

    This is not done inside the transaction that is taken back: SQLite would read its whole schema
    anew after every act.
    """
    on = "" if bench.engine == "sqlite" else f" ON {mutant.guard.table}"
    drop = f"DROP TRIGGER IF EXISTS {mutant.guard.name}{on}"
    try:
        for statement in (drop, *mutant.statements):
            bench.say(statement)
        yield
    finally:
        for statement in (drop, *mutant.guard.statements):
            bench.say(statement)


def fate(bench: Bench, act: Act) -> str | None:
    """What an act is refused with on the shop as it is; None when it goes through."""
    with undone(bench):
        return refusal(bench, act)
