"""Compares every row of every table with the last entry of the audit trail that speaks of it."""

import json
from collections.abc import Iterator

from sqlalchemy import LargeBinary, Table, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from qc_desk.domain.entities import AuditEntry, Base
from qc_desk.domain.refusals import QcError
from qc_desk.i18n import _
from qc_desk.storage.findings import Finding, Sessions
from qc_desk.storage.rows import row_bytes

_entries = AuditEntry.__table__
_WINDOW, _HEAVY_WINDOW = 500, 16  # rows at a time; rows with pictures or papers in them are heavy

# What a database hands out when a value was damaged: none of these may end the check.
_UNREADABLE = (
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)


def tables() -> list[Table]:
    """Return every table whose rows the audit trail speaks of."""
    return [table for table in Base.metadata.sorted_tables if table is not _entries]


def count_rows(session: Session) -> int:
    """Return how many rows there are to compare."""
    counts = (session.execute(select(func.count()).select_from(t)).scalar_one() for t in tables())
    return sum(counts)


def check_rows(sessions: Sessions) -> Iterator[tuple[int, list[Finding]]]:
    """Find rows that were changed, taken away, or put in behind the audit trail's back.

    Yields, window by window, how many rows were compared and what is wrong with them.
    """
    for table in tables():
        after: int | None = None
        while True:
            try:
                with sessions() as session:
                    upto = _end_of_window(session, table, after)
                    compared, found = _compare(session, table, after, upto)
            except (QcError, SQLAlchemyError, UnicodeDecodeError) as error:
                said = str(getattr(error, "orig", None) or error)
                yield 0, [_finding("unreadable", table.name, None, said)]
                break
            yield compared, found
            if upto is None:
                break
            after = upto


def _end_of_window(session: Session, table: Table, after: int | None) -> int | None:
    """Return the last id of the next window, of rows and of entries alike; None for the last."""
    heavy = any(isinstance(column.type, LargeBinary) for column in table.columns)
    size = _HEAVY_WINDOW if heavy else _WINDOW
    rows = select(table.c.id.label("id")).order_by(table.c.id)
    spoken = (
        select(_entries.c.subject_id.label("id"))
        .where(_entries.c.subject == table.name)
        .distinct()
        .order_by(_entries.c.subject_id)
    )
    if after is not None:
        rows = rows.where(table.c.id > after)
        spoken = spoken.where(_entries.c.subject_id > after)
    ends = []
    for query in (rows, spoken):
        end = session.execute(query.offset(size - 1).limit(1)).scalar()
        if end is not None:
            ends.append(int(end))
    return min(ends) if ends else None


def _compare(
    session: Session, table: Table, after: int | None, upto: int | None
) -> tuple[int, list[Finding]]:
    rows, unreadable = _rows(session, table, after, upto)
    bodies = _last_bodies(session, table.name, after, upto)
    found = [_finding("unreadable", table.name, each, "") for each in unreadable]
    for key, row in rows.items():
        body = bodies.pop(key, None)
        if body is None:
            found.append(_finding("unaudited", table.name, key, ""))
        elif not _says(body, row, table.name):
            found.append(_finding("changed", table.name, key, _difference(body, row)))
    for key, body in bodies.items():
        if key not in unreadable and b',"verb":"delete",' not in body:
            found.append(_finding("missing", table.name, key, ""))
    return len(rows), found


def _rows(
    session: Session, table: Table, after: int | None, upto: int | None
) -> tuple[dict[int, dict[str, object]], list[int]]:
    """Read a window of rows; when a damaged value stops that, read them one by one."""
    query = select(table)
    if after is not None:
        query = query.where(table.c.id > after)
    if upto is not None:
        query = query.where(table.c.id <= upto)
    try:
        return {row["id"]: dict(row) for row in session.execute(query).mappings()}, []
    except (*_UNREADABLE, SQLAlchemyError):
        pass
    rows: dict[int, dict[str, object]] = {}
    unreadable: list[int] = []
    for key in session.execute(query.with_only_columns(table.c.id)).scalars().all():
        try:
            row = session.execute(select(table).where(table.c.id == key)).mappings().one()
            rows[key] = dict(row)
        except (*_UNREADABLE, SQLAlchemyError):
            unreadable.append(key)
    return rows, unreadable


def _last_bodies(
    session: Session, subject: str, after: int | None, upto: int | None
) -> dict[int, bytes]:
    """Read the newest entry of each row in the window."""
    newest = select(func.max(_entries.c.seq)).where(_entries.c.subject == subject)
    if after is not None:
        newest = newest.where(_entries.c.subject_id > after)
    if upto is not None:
        newest = newest.where(_entries.c.subject_id <= upto)
    newest = newest.group_by(_entries.c.subject_id)
    found = session.execute(
        select(_entries.c.subject_id, _entries.c.body).where(_entries.c.seq.in_(newest))
    )
    return {row.subject_id: bytes(row.body) for row in found}


def _says(body: bytes, row: dict[str, object], subject: str) -> bool:
    """Whether the entry holds exactly this row; quotes inside values are escaped in JSON."""
    try:
        written = row_bytes(row)
    except (TypeError, ValueError):
        return False
    return (
        b'"row":' + written + b',"table":"' + subject.encode() + b'"' in body
        and b',"verb":"delete",' not in body
    )


def _difference(body: bytes, row: dict[str, object]) -> str:
    """Name the columns that differ."""
    try:
        then = json.loads(body)["row"]
        now = json.loads(row_bytes(row))
    except (ValueError, KeyError, TypeError):
        return "?"
    return ", ".join(name for name in sorted({*then, *now}) if then.get(name) != now.get(name))


def _finding(kind: str, table: str, key: int | None, facts: str) -> Finding:
    sentences = {
        "unaudited": _("This row was put in without an entry in the audit trail."),
        "changed": _("This row is not what the audit trail says; different: {facts}."),
        "missing": _("The audit trail speaks of this row, but it is not there."),
        "unreadable": _("This row cannot be read. {facts}"),
    }
    where = table if key is None else f"{table} {key}"
    return Finding(kind, where, sentences[kind].format(facts=facts).strip())
