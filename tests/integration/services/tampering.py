"""A record written to by somebody who has the file and no scruples: plain SQL, guards gone."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import psycopg

from qc_desk.domain.audit import FIRST_HEAD, link
from qc_desk.domain.canonical import canonical

if TYPE_CHECKING:
    from qc_desk.storage.database import Database


@dataclass
class Raw:
    """A plain connection, past every guard."""

    driver: Any
    sign: str

    def say(self, statement: str, *values: object) -> list[Any]:
        """Run a statement with ? for its values; returns its rows."""
        found = self.driver.execute(statement.replace("?", self.sign), values)
        return list(found.fetchall()) if found.description else []


@contextmanager
def opened_raw(database: "Database", location: str) -> Iterator[Raw]:
    """Open the record without triggers, foreign keys and checks, as its owner on the disk can."""
    if database.on_server:
        with psycopg.connect(location) as server:
            raw = Raw(server, "%s")
            tables = raw.say("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            for (table,) in tables:  # the triggers of foreign keys, too
                raw.say(f'ALTER TABLE "{table}" DISABLE TRIGGER ALL')
            checks = raw.say(
                "SELECT conrelid::regclass::text, conname FROM pg_constraint"
                " WHERE contype = 'c' AND connamespace = 'public'::regnamespace"
            )
            for table, name in checks:
                raw.say(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
            yield raw
        return
    with closing(sqlite3.connect(database.file, isolation_level=None)) as file:
        raw = Raw(file, "?")
        raw.say("PRAGMA foreign_keys = OFF")
        raw.say("PRAGMA ignore_check_constraints = ON")
        for (name,) in raw.say("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            raw.say(f"DROP TRIGGER {name}")
        yield raw


def forge(raw: Raw, table: str, row_id: int, **facts: object) -> None:
    """Change a row together with what the audit trail says of it, and bind the chain anew.

    This is the best that somebody can do who has the program's source and no signing key.
    """
    for column, value in facts.items():
        raw.say(f"UPDATE {table} SET {column} = ? WHERE id = ?", value, row_id)
    previous = FIRST_HEAD
    entries = raw.say("SELECT seq, subject, subject_id, body FROM audit_entries ORDER BY seq")
    for seq, subject, subject_id, held in entries:
        body = bytes(held)
        if (subject, subject_id) == (table, row_id):
            said = json.loads(body)
            said["row"].update(facts)
            body = canonical(said)
        bound = link(seq, previous, body)
        raw.say(
            "UPDATE audit_entries SET body = ?, previous = ?, hash = ? WHERE seq = ?",
            body,
            previous,
            bound,
            seq,
        )
        previous = bound
