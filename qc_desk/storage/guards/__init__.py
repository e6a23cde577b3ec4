"""The rules of the record inside the database: installed from readable files per engine."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sqlalchemy import Connection

# sqlite.sql: checks and signatures; sqlite_loop.sql: what follows; and so on
_PARTS = (
    "",
    "_loop",
    "_sampling",
    "_manual",
    "_delivery",
    "_reports",
    "_gauges",
    "_pictures",
    "_spots",
    "_insights",
    "_owner",
    "_reworks",
)
_FOR_EACH = re.compile(r"^-- for each: (.+)$", re.MULTILINE)
_TRIGGER = re.compile(r"CREATE TRIGGER (\w+) BEFORE [A-Z ]+ ON (\w+)")
_BLOCK = {
    "sqlite": re.compile(r"^(?:-- for each: [^\n]+\n)?CREATE TRIGGER .*?^END;$", re.M | re.S),
    "postgresql": re.compile(
        r"^(?:-- for each: [^\n]+\n)?CREATE OR REPLACE FUNCTION .*?^FOR EACH [^\n]+;$", re.M | re.S
    ),
}


@dataclass(frozen=True)
class Guard:
    """One rule: its name as refusals tell it, the table it stands at, and what creates it."""

    name: str
    table: str
    statements: tuple[str, ...]


@cache
def manifest(dialect_name: str, schema: str = "public") -> tuple[Guard, ...]:
    """Return every guard of an engine ("sqlite" or "postgresql"), in the order of its files.

    ``schema`` is where a record on PostgreSQL lives; the functions look nowhere else.
    """
    folder = files(__package__)
    text = "\n".join(
        folder.joinpath(f"{dialect_name}{part}.sql").read_text(encoding="utf-8") for part in _PARTS
    )
    blocks = _BLOCK[dialect_name].findall(text.replace("{schema}", schema))
    return tuple(guard for block in blocks for guard in _expanded(block))


def _of(connection: Connection) -> tuple[Guard, ...]:
    """The guards of the record that this connection works on."""
    if connection.dialect.name == "sqlite":
        return manifest("sqlite")
    schema = connection.exec_driver_sql("SELECT quote_ident(current_schema())").scalar_one()
    return manifest("postgresql", str(schema))


def _expanded(block: str) -> Iterator[Guard]:
    """Read one block of a file: one guard, or one for each of the tables above it."""
    named = _FOR_EACH.match(block)
    tables = named.group(1).split(", ") if named else [""]
    sql = _FOR_EACH.sub("", block).strip()
    for table in tables:
        yield _guard(sql.replace("{table}", table))


def _guard(sql: str) -> Guard:
    trigger = _TRIGGER.search(sql)
    if trigger is None:
        raise ValueError(sql)
    name, table = trigger.groups()
    function = sql[: trigger.start()].strip()
    create = sql[trigger.start() :].removesuffix(";") if function else sql
    if not function:
        return Guard(name, table, (create,))
    # ALWAYS: also in a session that has put itself into replication mode.
    always = f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}"
    return Guard(name, table, (function, create, always))


def install(connection: Connection) -> None:
    """Create every guard anew, in the transaction of the caller; those of older programs go."""
    guards = _of(connection)
    sqlite = connection.dialect.name == "sqlite"
    standing = connection.exec_driver_sql(_SQLITE_OURS if sqlite else _POSTGRESQL_OURS).all()
    for name, table in standing:
        at = "" if sqlite else f' ON "{table}"'
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"{at}')
    for guard in guards:
        for statement in guard.statements:
            connection.exec_driver_sql(statement)


def missing(connection: Connection) -> list[str]:
    """Return the names of guards that are missing, switched off or worded differently."""
    sqlite = connection.dialect.name == "sqlite"
    rows = connection.exec_driver_sql(_SQLITE_TRIGGERS if sqlite else _POSTGRESQL_TRIGGERS)
    found = {name: (*shown,) for name, *shown in rows}
    return [guard.name for guard in _of(connection) if found.get(guard.name) != _as_shown(guard)]


def _as_shown(guard: Guard) -> tuple[object, ...]:
    """A guard as the catalogue of its engine shows it."""
    if len(guard.statements) == 1:
        return (guard.statements[0].removesuffix(";"),)
    function, create, _always = guard.statements
    path = re.search(r"SET search_path = ([^\n]+) AS", function)
    body = function.split("$$")[1]
    return (" ".join(create.split()), "A", body, f"search_path={path and path[1]}", "plpgsql")


# Our guards are known by their messages: an older program may have had others.
_SQLITE_OURS = (
    "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND instr(sql, 'qc_desk: ')"
)
_POSTGRESQL_OURS = """
SELECT t.tgname, c.relname FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
WHERE c.relnamespace = to_regnamespace(quote_ident(current_schema()))
  AND strpos(p.prosrc, 'qc_desk: ') > 0
"""
_SQLITE_TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
_POSTGRESQL_TRIGGERS = """
SELECT t.tgname, pg_get_triggerdef(t.oid, true), t.tgenabled, p.prosrc,
       array_to_string(p.proconfig, ';'), l.lanname
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_language l ON l.oid = p.prolang
WHERE c.relnamespace = to_regnamespace(quote_ident(current_schema())) AND NOT t.tgisinternal
"""
