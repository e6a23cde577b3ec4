"""The same tables as views on PostgreSQL, in a schema that reading roles may see."""

from sqlalchemy import Numeric, cast, func, select
from sqlalchemy.dialects import postgresql

from qc_desk.services.views import VIEWS, View, ViewColumn
from qc_desk.services.views.view import Expression

SCHEMA = "qc_desk_views"
ROLE, OWNERS = "qc_desk_readers", "qc_desk_owners"
_HEAD = f"""-- Read-only views of a QC Desk record, made by: qc-desk export views FILE.sql
-- Run this as the owner of the record, and again after every update of the program:
--   psql -d NAME -f FILE.sql
-- Then let people in who may read, but nothing else:
--   CREATE ROLE anna LOGIN PASSWORD '...' IN ROLE {ROLE};
-- The logins and roles of people are for owners: IN ROLE {OWNERS}."""
_GRANTS = (
    *(
        f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN"
        f" CREATE ROLE {role} NOLOGIN; END IF; END $$"
        for role in (ROLE, OWNERS)
    ),
    f"GRANT {ROLE} TO {OWNERS}",
    f"GRANT USAGE ON SCHEMA {SCHEMA} TO {ROLE}",
    *(
        f"GRANT SELECT ON {SCHEMA}.{view.name} TO {OWNERS if view.owners_only else ROLE}"
        for view in VIEWS
    ),
)


def views_sql() -> str:
    """Return the statements as a file for psql."""
    statements = ("BEGIN", *statements_of_views(), "COMMIT", *_GRANTS)
    return _HEAD + "\n\n" + ";\n\n".join(statements) + ";\n"


def statements_of_views() -> tuple[str, ...]:
    """Return the statements that make the views anew, with what each column means."""
    made = [f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE", f"CREATE SCHEMA {SCHEMA}"]
    for view in VIEWS:
        name = f"{SCHEMA}.{view.name}"
        made.append(f"CREATE VIEW {name} AS\n{_selected(view)}")
        made.append(f"COMMENT ON VIEW {name} IS {_quoted(view.about)}")
        made += [
            f'COMMENT ON COLUMN {name}."{column.name}" IS {_quoted(column.about)}'
            for column in view.columns
        ]
    return tuple(made)


def _selected(view: View) -> str:
    wanted = view.joined(select(*(_shown(column).label(column.name) for column in view.columns)))
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # of the library
    return str(wanted.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))


def _shown(column: ViewColumn) -> Expression:
    """Return a column as a view shows it: moments in UTC, decimals as numbers."""
    if column.kind == "TIMESTAMP":
        return func.timezone("UTC", column.taken)
    return cast(column.taken, Numeric) if column.kind == "REAL" else column.taken


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
