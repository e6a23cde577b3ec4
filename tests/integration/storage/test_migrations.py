"""A migrated record is the same as a new one; a migration that fails leaves all as it was."""

import re
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, text

from qc_desk.bundle import bundled
from qc_desk.domain.entities import Base
from qc_desk.storage import (
    guards,
    migrations,
    refusals,
    restore,
    schema,
    search_index,
    sqlite,
)
from qc_desk.storage.backup import last_backup
from qc_desk.storage.chain_check import check_chain
from qc_desk.storage.database import Database, open_database

AddSite = Callable[[Database, str], int]


def test_that_the_program_knows_its_newest_revision() -> None:
    scripts = ScriptDirectory(str(bundled("migrations")))
    assert scripts.get_heads() == [schema.HEAD]


def _sqlite_form(connection: Connection) -> set[tuple[str, frozenset[str]]]:
    """What the schema says, apart from the order of rules within a table."""
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {
        (name, frozenset(re.sub(r"\s+", " ", line).strip(" ,") for line in sql.splitlines()))
        for name, sql in rows
    }


_POSTGRESQL_FORM = """
SELECT 'column', table_name, column_name, data_type,
    is_nullable || coalesce(column_default, '')
    || coalesce(character_maximum_length::text, '')
FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT 'rule', conrelid::regclass::text, conname, contype::text,
    pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'index', tablename, indexname, '', indexdef
FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT 'trigger', tgrelid::regclass::text, tgname, tgenabled::text,
    pg_get_triggerdef(oid)
FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'function', '', proname, '', prosrc FROM pg_proc
WHERE pronamespace = 'public'::regnamespace
"""


def _form(connection: Connection) -> set[tuple[object, ...]]:
    if connection.dialect.name == "sqlite":
        return {tuple(each) for each in _sqlite_form(connection)}
    return {tuple(row) for row in connection.exec_driver_sql(_POSTGRESQL_FORM)}


@pytest.fixture
def empty(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Give an engine on a database with nothing in it."""
    if engine_name == "sqlite":
        file = tmp_path / "empty.db"
        file.touch()
        engine = sqlite.schema_engine(file)
    else:
        location: str = request.getfixturevalue("empty_pg_location")
        engine = create_engine(location.replace("postgresql://", "postgresql+psycopg://"))
    yield engine
    engine.dispose()


def test_that_a_migrated_record_is_the_same_as_a_new_one(
    database: Database, empty: Engine
) -> None:
    with empty.begin() as connection:
        migrations.run(connection)
    with empty.connect() as migrated, database.reader.connect() as new:
        assert _form(migrated) == _form(new)
        assert guards.missing(migrated) == []


def _is_record(name: str | None, kind: str, _parents: object) -> bool:
    return kind != "table" or name is None or not search_index.is_part(name)


def test_that_entities_and_revisions_say_the_same(empty: Engine) -> None:
    with empty.begin() as connection:
        migrations.run(connection)
        index = {"compare_type": True, "include_name": _is_record}
        context = MigrationContext.configure(connection, opts=index)
        found = compare_metadata(context, Base.metadata)
    assert [each for each in found if "alembic_version" not in str(each)] == []


# A second revision, as the future will bring one


REVISION = '''
"""A second form."""
import sqlalchemy as sa
from alembic import op
revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add a column, rebuild a table that others point at, and change data."""
    op.add_column("sites", sa.Column("hall", sa.String(20), nullable=False, server_default=""))
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE TABLE customers_new AS SELECT * FROM customers WHERE 0")
        op.execute("DROP TABLE customers_new")
    op.execute("UPDATE sites SET hall = name")
    BREAK
'''


@pytest.fixture
def second_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Give what makes this program one that knows a second form of the record."""

    def know(more: str = "") -> None:
        copied = tmp_path / "migrations"
        shutil.copytree(bundled("migrations"), copied)
        (copied / "versions" / "0002_second.py").write_text(REVISION.replace("BREAK", more))
        monkeypatch.setattr(migrations, "bundled", lambda _name: copied)
        monkeypatch.setattr(schema, "HEAD", "0002")

    return know


def _halls(database: Database) -> list[object]:
    with database.reading() as session:
        return list(session.execute(text("SELECT hall FROM sites")).scalars())


def test_that_an_older_record_is_brought_up_to_date(
    database: Database, location: str, add_site: AddSite, second_form: Callable[..., None]
) -> None:
    add_site(database, "H1")
    database.close()
    second_form()
    told: list[tuple[str, str]] = []
    with pytest.raises(refusals.OlderRecord):
        open_database(location, writer=False)
    with open_database(location, on_migrate=lambda *forms: told.append(forms)) as migrated:
        assert told == [("0001", "0002")]
        assert _halls(migrated) == ["Hall"]
        if not migrated.on_server:
            backup = last_backup(migrated.folder / "backups")
            assert backup is not None
            assert (backup.form, backup.counts["sites"]) == ("0001", 1)
    open_database(location, on_migrate=lambda *_forms: pytest.fail("twice")).close()


def test_that_a_migration_that_fails_leaves_everything_as_it_was(
    database: Database, location: str, add_site: AddSite, second_form: Callable[..., None]
) -> None:
    add_site(database, "H1")
    with database.reader.connect() as connection:
        before = _form(connection)
    database.close()
    second_form('op.execute("SELECT * FROM nowhere")')
    with pytest.raises(refusals.MigrationFailed):
        open_database(location)
    with pytest.MonkeyPatch.context() as older:
        older.setattr(schema, "HEAD", "0001")
        with open_database(location) as again:
            with again.reader.connect() as connection:
                assert _form(connection) == before
            assert check_chain(again.reading) == []
            add_site(again, "H2")


BREAK_A_FOREIGN_KEY = """
    bind = op.get_bind()
    names = bind.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all()
    for (name,) in names:
        op.execute(f"DROP TRIGGER {name}")
    op.execute(
        "INSERT INTO role_grants (person_id, site_id, role, granted_at)"
        " VALUES (77, 77, 'lead', '2026-01-01 00:00:00')"
    )
"""


def test_that_a_migration_that_breaks_a_foreign_key_is_not_kept(
    sqlite_database: Database, add_site: AddSite, second_form: Callable[..., None]
) -> None:
    """Foreign keys are off while migrating: so they are looked at before COMMIT."""
    add_site(sqlite_database, "H1")
    sqlite_database.close()
    second_form(BREAK_A_FOREIGN_KEY)
    with pytest.raises(refusals.MigrationFailed, match="foreign key: role_grants"):
        open_database(sqlite_database.location)
    file = sqlite3.connect(sqlite_database.file)
    assert file.execute("SELECT count(*) FROM role_grants").fetchone() == (0,)
    assert file.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
    file.close()


def test_that_a_record_without_a_good_backup_is_not_migrated(
    sqlite_database: Database, add_site: AddSite, second_form: Callable[..., None]
) -> None:
    add_site(sqlite_database, "H1")
    sqlite_database.close()
    (sqlite_database.folder / "backups").touch()  # no folder can be made there
    second_form()
    with pytest.raises(refusals.BackupFailed):
        open_database(sqlite_database.location)
    file = sqlite3.connect(sqlite_database.file)
    assert file.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
    file.close()


def test_that_workstations_migrating_one_server_at_once_all_succeed(
    pg_location: str, add_site: AddSite, second_form: Callable[..., None]
) -> None:
    with open_database(pg_location) as database:
        add_site(database, "H1")
    second_form()
    told: list[str] = []
    failures: list[BaseException] = []

    def start() -> None:
        try:
            with open_database(
                pg_location, on_migrate=lambda *forms: told.append(forms[1])
            ) as each:
                assert _halls(each) == ["Hall"]
        except BaseException as error:  # noqa: BLE001 (shown by the assertion below)
            failures.append(error)

    programs = [threading.Thread(target=start) for _each in range(24)]
    for program in programs:
        program.start()
    for program in programs:
        program.join()
    assert failures == []
    assert told == ["0002"]


def test_that_programs_making_one_record_on_a_server_at_once_all_succeed(
    empty_pg_location: str,
) -> None:
    failures: list[BaseException] = []

    def start() -> None:
        try:
            open_database(empty_pg_location).close()
        except BaseException as error:  # noqa: BLE001 (shown by the assertion below)
            failures.append(error)

    programs = [threading.Thread(target=start) for _each in range(8)]
    for program in programs:
        program.start()
    for program in programs:
        program.join()
    assert failures == []


def test_that_a_backup_of_an_older_form_is_brought_up_to_date_in_the_copy(
    sqlite_database: Database,
    add_site: AddSite,
    second_form: Callable[[str], None],
    tmp_path: Path,
) -> None:
    add_site(sqlite_database, "H1")
    shutil.copyfile(sqlite_database.file, tmp_path / "copy.db")
    sqlite_database.close()
    second_form("")
    for_copy = shutil.copyfile(tmp_path / "copy.db", tmp_path / "qc_desk.db.restoring")
    with restore.open_copy(for_copy, tmp_path / "copy.db") as copy:
        assert _halls(copy) == ["Hall"]


def test_that_a_backup_that_cannot_be_brought_up_to_date_is_refused(
    sqlite_database: Database, add_site: AddSite, second_form: Callable[[str], None]
) -> None:
    add_site(sqlite_database, "H1")
    sqlite_database.close()
    second_form('op.execute("SELECT * FROM nowhere")')
    with pytest.raises(refusals.BackupNotGood, match="nowhere"):
        restore.open_copy(sqlite_database.file, sqlite_database.file)
