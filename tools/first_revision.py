"""Writes migrations/versions/0001_first.py anew from the entities; only until the first release.

Run it after an entity has changed: ``python tools/first_revision.py``. After the first release
every change of the entities is a revision of its own: ``alembic revision --autogenerate``, read,
cleaned, tested.
"""

import subprocess
import sys
from pathlib import Path
from typing import Any, Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.autogenerate.api import AutogenContext
from alembic.migration import MigrationContext
from sqlalchemy import BigInteger, Enum, create_engine

from qc_desk.domain.base import Exact, UtcDateTime, tell_postgresql
from qc_desk.domain.entities import Base

TARGET = Path(__file__).parent.parent / "migrations" / "versions" / "0001_first.py"
HEADER = '''"""The first form of the record.

Written by tools/first_revision.py from the entities; frozen at the first release.
"""
# ruff: noqa: E501, PLR0915 (a frozen list of tables, written by a program)

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make every table."""
'''


def rendered(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Write the program's own types as what the database keeps: the revision stays frozen."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, (Enum, Exact)):
        impl: Any = item if isinstance(item, Enum) else item.impl
        return f"sa.String(length={impl.length})"
    if kind == "type" and isinstance(item, BigInteger):
        return "NUMBER"
    return False


def main() -> int:
    """Write the file and format it."""
    for table in Base.metadata.tables.values():
        if table.autoincrement_column is None:  # a key that the program gives
            for column in table.primary_key:
                column.autoincrement = False
        for index in table.indexes:
            tell_postgresql(index)
    with create_engine("sqlite://").connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"target_metadata": Base.metadata, "render_item": rendered}
        )
        script = produce_migrations(context, Base.metadata)
        if script.upgrade_ops is None:
            return 1
        body = render_python_code(
            script.upgrade_ops, render_item=rendered, migration_context=context
        )
    lines = [line for line in body.splitlines() if not line.lstrip().startswith("# ###")]
    text = "\n".join(lines)
    TARGET.write_text(f"{HEADER}    {text.strip()}\n", encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "ruff", "format", "--quiet", str(TARGET)], check=False
    ).returncode


if __name__ == "__main__":
    raise SystemExit(main())
