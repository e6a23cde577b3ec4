"""Numbers that count up without a gap and without a double, whoever works at the same time."""

from sqlalchemy import func, select, text
from sqlalchemy.orm import InstrumentedAttribute, Session

# Any number will do, as long as every program that numbers things uses the same one.
_SPACE = 7_114_229


def next_number(session: Session, column: InstrumentedAttribute[int]) -> int:
    """Return the next number of a kind of thing, for example of ``Complaint.number``.

    Nobody else gets a number of this kind until the transaction ends. On SQLite only one
    transaction writes at a time; on PostgreSQL each kind has a lock of its own.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(
            text("SELECT pg_advisory_xact_lock(:space, hashtext(:kind))"),
            {"space": _SPACE, "kind": column.class_.__tablename__},
        )
    return (session.scalar(select(func.max(column))) or 0) + 1
