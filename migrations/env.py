"""How Alembic reaches the record: on the connection that the program gives, in its transaction.

Developers run Alembic on an empty file that is made for the occasion; the program brings its own
connection and its own ``Config`` (qc_desk/storage/migrations.py).
"""

from alembic import context
from sqlalchemy import Connection, create_engine

from qc_desk.domain.entities import Base
from qc_desk.storage import search_index


def _is_record(name: str | None, kind: str, _parents: object) -> bool:
    """Leave out the search index: it is made anew by the program, not by a revision."""
    return kind != "table" or name is None or not search_index.is_part(name)


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_type=True,
        include_name=_is_record,
        render_as_batch=False,  # batch mode drops triggers and unnamed rules; see docs/decisions
        transaction_per_migration=False,
    )
    context.run_migrations()


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    _run(given)
else:
    with create_engine("sqlite://").begin() as own:
        _run(own)
