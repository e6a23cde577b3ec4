"""The index of the words of complaints; it is made from the record and is no part of it.

Every row in it follows from ``complaints.words``, which never changes: so nothing in it is signed,
audited or compared, and it can be made anew at any time. On PostgreSQL a trigger keeps it. On
SQLite it is caught up with after complaints were written: with ``trusted_schema`` off, older
versions of SQLite let no trigger write to a full-text table.
"""

from sqlalchemy import Connection

from qc_desk.storage import search_words

NAME = "complaint_words"

_SQLITE = f"""
CREATE VIRTUAL TABLE {NAME} USING fts5(
  words, content='complaints', content_rowid='id', tokenize='unicode61 remove_diacritics 2');
---
INSERT INTO {NAME}({NAME}) VALUES ('rebuild');
"""  # noqa: S608 (fixed names)

# PostgreSQL's parser takes "a.b" for a host and "a/b" for a file: only spaces part words here.
_POSTGRESQL = f"""
CREATE TABLE {NAME} (complaint_id bigint PRIMARY KEY, words tsvector NOT NULL);
---
CREATE INDEX ix_{NAME}_words ON {NAME} USING gin (words);
---
CREATE OR REPLACE FUNCTION {NAME}_of(said text) RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$
  SELECT to_tsvector(
    'pg_catalog.simple',
    translate(said, '.,:;/\\-_@+#&=''"<>()[]{{}}|~^$*', repeat(' ', 40)))
$$;
---
CREATE OR REPLACE FUNCTION complaints_are_found() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO {NAME} VALUES (NEW.id, {NAME}_of(NEW.words));
  RETURN NEW;
END
$$;
---
CREATE TRIGGER complaints_are_found AFTER INSERT ON complaints
FOR EACH ROW EXECUTE FUNCTION complaints_are_found();
---
INSERT INTO {NAME} SELECT id, {NAME}_of(words) FROM complaints;
"""  # noqa: S608 (fixed names)
_CATCH_UP = f"""
INSERT INTO {NAME}(rowid, words)
SELECT id, words FROM complaints WHERE id > coalesce((SELECT max(id) FROM {NAME}_docsize), 0)
"""  # noqa: S608 (fixed names)
_STANDS = {
    "sqlite": f"SELECT 1 FROM sqlite_master WHERE name = '{NAME}'",  # noqa: S608 (a fixed name)
    "postgresql": f"SELECT 1 WHERE to_regclass('{NAME}') IS NOT NULL",
}


def install(connection: Connection) -> None:
    """Make the index and fill it, in the transaction of the caller; one that stands is kept."""
    dialect = connection.dialect.name
    if connection.exec_driver_sql(_STANDS[dialect]).first() is not None:
        return
    script = _SQLITE if dialect == "sqlite" else _POSTGRESQL
    for statement in script.split("---"):
        connection.exec_driver_sql(statement.strip())


def catch_up(connection: Connection) -> None:
    """Take in the complaints that were written since the last time; PostgreSQL has done it."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_CATCH_UP)


def is_part(table: str) -> bool:
    """Whether a table of the database belongs to an index and not to the record."""
    return search_words.is_part(table) or table == NAME or table.startswith(f"{NAME}_")
