"""A furnished record on each engine, once for all tests in here."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from sqlalchemy import make_url

from tests.integration.guards.bench import PostgresqlBench, SqliteBench, furnish


@contextmanager
def _guarded_database(server: str) -> Iterator[str]:
    name = f"qc_guards_{os.getpid()}_{secrets.token_hex(3)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    address = make_url(server).set(database=name).render_as_string(hide_password=False)
    bench = PostgresqlBench(address)
    try:
        furnish(bench, address)
    finally:
        bench.driver.close()
    yield address
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture(scope="session")
def guarded_address(pg_server: str) -> Iterator[str]:
    """Give the address of a PostgreSQL database with shop and guards; leave it as it is."""
    with _guarded_database(pg_server) as address:
        yield address


@pytest.fixture
def raced_address(pg_server: str) -> Iterator[str]:
    """Give the address of a PostgreSQL database with shop and guards, for one test."""
    with _guarded_database(pg_server) as address:
        yield address


@pytest.fixture(scope="session")
def bench(
    engine_name: str, request: pytest.FixtureRequest
) -> Iterator[SqliteBench | PostgresqlBench]:
    """Give a plain driver connection to a furnished record, with every other protection off."""
    if engine_name == "sqlite":
        found: SqliteBench | PostgresqlBench = SqliteBench()
        furnish(found, "")
    else:
        found = PostgresqlBench(request.getfixturevalue("guarded_address"))
    yield found
    found.driver.close()
