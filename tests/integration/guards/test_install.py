"""Guards are created, re-created, and found to be missing or altered; no table is forgotten."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, UniqueConstraint, create_engine, text

from qc_desk.domain.entities import Base
from qc_desk.storage import guards

# A key has as many wrappings as its person likes, and loses them again.
UNGUARDED = {"key_wrappings"}


@pytest.fixture
def connection(engine_name: str, request: pytest.FixtureRequest) -> Iterator[Connection]:
    """Give a connection to a record with its guards; what is done is undone."""
    if engine_name == "sqlite":
        engine = create_engine("sqlite://")
        Base.metadata.create_all(engine)
    else:
        engine = create_engine(request.getfixturevalue("guarded_address"))
    with engine.connect() as opened:
        guards.install(opened)
        yield opened
        opened.rollback()
    engine.dispose()


def _drop(connection: Connection, guard: str, table: str) -> None:
    on = "" if connection.dialect.name == "sqlite" else f" ON {table}"
    connection.execute(text(f"DROP TRIGGER {guard}{on}"))


def test_that_nothing_is_missing_after_installing(connection: Connection) -> None:
    assert guards.missing(connection) == []
    guards.install(connection)
    assert guards.missing(connection) == []


def test_that_a_dropped_guard_is_missed_and_comes_back(connection: Connection) -> None:
    _drop(connection, "sign_offs_second_person", "sign_offs")
    assert guards.missing(connection) == ["sign_offs_second_person"]
    guards.install(connection)
    assert guards.missing(connection) == []


def test_that_every_guard_is_missed(connection: Connection) -> None:
    manifest = guards.manifest(connection.dialect.name)
    for guard in manifest:
        _drop(connection, guard.name, guard.table)
    assert guards.missing(connection) == [guard.name for guard in manifest]


def test_that_a_guard_with_other_words_is_missed(connection: Connection) -> None:
    manifest = {guard.name: guard for guard in guards.manifest(connection.dialect.name)}
    body, *rest = manifest["sign_offs_alone"].statements
    _drop(connection, "sign_offs_alone", "sign_offs")
    for statement in (body.replace("'owner'", "'nobody'"), *rest):
        connection.exec_driver_sql(statement)
    assert guards.missing(connection) == ["sign_offs_alone"]


def _anew(when: str) -> str:
    table = when.split()[3]
    return (
        "DROP TRIGGER sign_offs_alone ON sign_offs;"
        f" CREATE TRIGGER sign_offs_alone {when} EXECUTE FUNCTION sign_offs_alone();"
        f" ALTER TABLE {table} ENABLE ALWAYS TRIGGER sign_offs_alone"
    )


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE sign_offs DISABLE TRIGGER sign_offs_alone",
        "ALTER TABLE sign_offs ENABLE REPLICA TRIGGER sign_offs_alone",
        "ALTER TABLE sign_offs ENABLE TRIGGER sign_offs_alone",
        "ALTER FUNCTION sign_offs_alone() SET search_path = pg_temp, public",
        "ALTER FUNCTION sign_offs_alone() RESET search_path",
        _anew("BEFORE DELETE ON sign_offs FOR EACH ROW"),
        _anew("AFTER INSERT ON sign_offs FOR EACH ROW"),
        _anew("BEFORE INSERT ON sign_offs FOR EACH ROW WHEN (false)"),
        _anew("BEFORE INSERT ON sites FOR EACH ROW"),
    ],
)
def test_that_a_guard_that_was_switched_off_is_missed(
    guarded_address: str, statement: str
) -> None:
    engine = create_engine(guarded_address)
    with engine.connect() as connection:
        for part in statement.split("; "):
            connection.exec_driver_sql(part)
        assert guards.missing(connection) == ["sign_offs_alone"]
        connection.rollback()
    engine.dispose()


def test_that_guards_of_an_older_program_go(connection: Connection) -> None:
    old = {guard.name: guard for guard in guards.manifest(connection.dialect.name)}
    for statement in old["sites_same_identity"].statements:
        connection.exec_driver_sql(statement.replace("sites_same_identity", "sites_old_rule"))
    guards.install(connection)
    query = {
        "sqlite": "SELECT count(*) FROM sqlite_master WHERE name = 'sites_old_rule'",
        "postgresql": "SELECT count(*) FROM pg_trigger WHERE tgname = 'sites_old_rule'",
    }[connection.dialect.name]
    assert connection.execute(text(query)).scalar_one() == 0


def test_that_a_trigger_of_somebody_else_stays(connection: Connection) -> None:
    theirs = {
        "sqlite": ("CREATE TRIGGER theirs AFTER INSERT ON sites BEGIN SELECT 1; END",),
        "postgresql": (
            "CREATE FUNCTION theirs() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            "CREATE TRIGGER theirs AFTER INSERT ON sites FOR EACH ROW EXECUTE FUNCTION theirs()",
        ),
    }[connection.dialect.name]
    for statement in theirs:
        connection.exec_driver_sql(statement)
    guards.install(connection)
    _drop(connection, "theirs", "sites")


def test_that_guards_work_in_a_schema_of_another_name(guarded_address: str) -> None:
    engine = create_engine(guarded_address)
    with engine.connect() as connection:
        connection.exec_driver_sql('CREATE SCHEMA "Our shop"')
        connection.exec_driver_sql('SET search_path = "Our shop"')
        Base.metadata.create_all(connection)
        guards.install(connection)
        assert guards.missing(connection) == []
        shown = connection.exec_driver_sql(
            "SELECT proconfig[1] FROM pg_proc WHERE proname = 'sign_offs_alone'"
            " AND pronamespace = to_regnamespace(quote_ident(current_schema()))"
        )
        assert shown.scalar_one() == 'search_path="Our shop", pg_temp'
        connection.rollback()
    engine.dispose()


def _guards_of(engine_name: str, table: str) -> str:
    found = [guard for guard in guards.manifest(engine_name) if guard.table == table]
    return "\n".join(guard.statements[0] + " ".join(guard.statements[1:]) for guard in found)


@pytest.mark.parametrize("table", sorted(set(Base.metadata.tables) - UNGUARDED))
def test_that_no_table_is_forgotten(engine_name: str, table: str) -> None:
    words = _guards_of(engine_name, table)
    assert f"BEFORE DELETE ON {table}" in words
    assert f"BEFORE UPDATE ON {table}" in words
    if engine_name == "postgresql":
        assert f"BEFORE TRUNCATE ON {table}" in words


@pytest.mark.parametrize("table", sorted(set(Base.metadata.tables) - UNGUARDED))
def test_that_no_unique_key_lets_a_row_be_replaced(table: str) -> None:
    looked_up = "\n".join(
        guard.statements[0]
        for guard in guards.manifest("sqlite")
        if guard.table == table and "BEFORE INSERT" in guard.statements[0]
    )
    for key in _unique_keys(table):
        for column in key:
            # audit entries are in order; a switch begins where its series stands, so that the
            # same one cannot come twice; reworks are numbered in turn (attacked by replacing, too)
            in_order = "max(seq)" in looked_up or table in ("switches", "reworks")
            assert f"{column} = NEW.{column}" in looked_up or in_order, key


def _unique_keys(table: str) -> Iterator[set[str]]:
    """The sets of columns in which a new row can meet a standing one."""
    kept = Base.metadata.tables[table]
    keys = [set(kept.primary_key.columns.keys())]
    keys += [set(c.columns.keys()) for c in kept.constraints if isinstance(c, UniqueConstraint)]
    keys += [set(index.columns.keys()) for index in kept.indexes if index.unique]
    for key in keys:
        if key == {"id"} or not ("id" in key or _is_no_other_row(table, key)):
            yield key


def _is_no_other_row(table: str, key: set[str]) -> bool:
    """Keys within a draft, whose rows may go; the one of what is in force: no draft has it; and
    the one of an action's step, which action_events_in_order lets come once."""
    return table in {"check_items", "procedure_steps"} or (table, key) in (
        ("checklist_versions", {"checklist_id"}),
        ("procedure_versions", {"procedure_id"}),
        ("action_events", {"action_id", "status"}),
    )
