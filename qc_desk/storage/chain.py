"""Writes an audit entry for every row that a transaction writes, in the same transaction."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Dialect, event, inspect, text
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction, UOWTransaction

from qc_desk import __version__
from qc_desk.domain.audit import FIRST_HEAD, AuditEntry, link
from qc_desk.domain.base import Base
from qc_desk.domain.canonical import canonical
from qc_desk.storage import search_words
from qc_desk.storage.rows import Row, batch_of, row_bytes, written_row

__all__ = [
    "Act",
    "ChainedSession",
    "Head",
    "UnnamedActError",
    "begin_act",
    "head",
    "keep_chain",
    "note_rows",
    "seal",
    "written_row",
]

# Any number will do, as long as every program that writes the chain uses the same one.
CHAIN_LOCK = 7_114_227

_COLUMNS = (
    "seq",
    "at",
    "act",
    "person_id",
    "subject",
    "subject_id",
    "batch_id",
    "body",
    "previous",
    "hash",
)


_LAST = "SELECT seq, hash FROM audit_entries ORDER BY seq DESC LIMIT 1"


@dataclass(frozen=True)
class Act:
    """What a transaction is about: its name, who does it, when and why."""

    name: str
    by_id: int | None
    at: datetime
    reason: str = ""


@dataclass(frozen=True)
class Head:
    """The end of the audit chain: how many entries, and the hash of the last."""

    seq: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An entry that has everything but its place in the chain."""

    act: Act
    subject: str
    subject_id: object
    batch_id: int | None
    body: bytes
    is_told: bool  # its words can be found: another row says other words


class UnnamedActError(RuntimeError):
    """A service wrote something without saying what it does: a bug."""


class UnnotedWriteError(RuntimeError):
    """A service changed rows behind the chain's back: a bug."""


class ChainedSession(Session):
    """A session that writes the audit chain."""


def begin_act(session: Session, act: Act) -> None:
    """Say what the rest of this transaction is about; must come before anything is written."""
    session.info["act"] = act


def head(session: Session) -> Head:
    """Return the end of the chain, after everything this transaction has written so far.

    A transaction that writes holds the end from here on, so that nobody else's entry comes
    between. It flushes first: rows are locked before the chain is, in every transaction, or two
    of them could wait for each other.
    """
    session.flush()
    seal(session)
    return _hold(session) if "act" in session.info else _read_head(session)


def seal(session: Session) -> None:
    """Write the entries of what was written since the last time, bound to the chain's end."""
    waiting: list[_Waiting] = session.info.get("unsealed", [])
    if not waiting:
        return
    if session.in_nested_transaction():
        raise RuntimeError("the chain cannot be taken back to a savepoint")
    session.info["unsealed"] = []
    last = _hold(session)
    seq, previous = last.seq, last.hash
    connection = session.connection()
    stored = _moments(connection.dialect)
    rows: list[tuple[Any, ...]] = []
    written: set[Any] = session.info.setdefault("to be found", set())
    for each in waiting:
        seq += 1
        bound = link(seq, previous, each.body)
        act = each.act
        facts = (act.name, act.by_id, each.subject, each.subject_id, each.batch_id)
        rows.append((seq, stored(act.at), *facts, each.body, previous, bound))
        previous = bound
        if each.is_told:
            written.add((each.subject, each.subject_id))
    connection.exec_driver_sql(_insert(connection.dialect.name), rows)
    session.info["head"] = Head(seq, previous)


def _hold(session: Session) -> Head:
    """Return the end of the chain, read once and then held until the transaction ends."""
    held: Head | None = session.info.get("head")
    if held is None:
        if session.get_bind().dialect.name == "postgresql":
            session.execute(text(f"SELECT pg_advisory_xact_lock({CHAIN_LOCK})"))
        held = session.info["head"] = _read_head(session)
    return held


def _read_head(session: Session) -> Head:
    last = session.connection().exec_driver_sql(_LAST).first()
    return Head(last[0], bytes(last[1])) if last else Head(0, FIRST_HEAD)


@cache
def _insert(dialect: str) -> str:
    sign = "%s" if dialect == "postgresql" else "?"
    places = ", ".join([sign] * len(_COLUMNS))
    return f"INSERT INTO audit_entries ({', '.join(_COLUMNS)}) VALUES ({places})"  # noqa: S608 (fixed names)


def _moments(dialect: Dialect) -> Any:
    """Return what turns a moment into what the driver stores."""
    kind = AuditEntry.__table__.c.at.type.dialect_impl(dialect)
    return kind.bind_processor(dialect) or (lambda moment: moment)


def note_rows(
    session: Session,
    subject: str,
    rows: Iterable[Row],
    verb: str = "insert",
    changed: Collection[str] | None = None,
) -> None:
    """Enter rows that were written without the unit of work, for example by an import.

    Each row holds every column of its table, as it stands after the change; ``changed`` names
    those that are other than before, where somebody knows.
    """
    act: Act | None = session.info.get("act")
    if act is None:
        raise UnnamedActError(subject)
    unsealed: list[_Waiting] = session.info.setdefault("unsealed", [])
    last: int | str | None = ""
    is_told = search_words.is_told(subject, changed)
    start, end = b"", _end(subject, verb, session.info.get("workstation", ""))
    for row in rows:
        batch_id = batch_of(session, subject, row)
        if batch_id != last:
            last = batch_id
            start = _start(act, batch_id)
        body = b"".join((start, row_bytes(row), end))
        unsealed.append(_Waiting(act, subject, row["id"], batch_id, body, is_told))


@lru_cache(64)
def _start(act: Act, batch_id: int | None) -> bytes:
    """Return what stands before the row in the canonical body, whose keys are sorted."""
    before = canonical(
        {
            "act": act.name,
            "at": act.at,
            "batch": batch_id,
            "by": act.by_id,
            "program": __version__,
            "reason": act.reason,
        }
    )
    return before[:-1] + b',"row":'


@lru_cache(256)
def _end(subject: str, verb: str, workstation: str) -> bytes:
    """Return what stands after the row."""
    after = canonical({"table": subject, "verb": verb, "workstation": workstation})
    return b"," + after[1:]


def _after_flush(session: Session, _context: UOWTransaction) -> None:
    """Note every row of this flush; entities whose columns did not change are left out."""
    for verb, entities in (
        ("insert", session.new),
        ("update", sorted(session.dirty, key=_in_order)),  # a set: it has no order of its own
        ("delete", session.deleted),
    ):
        for entity in entities:
            if isinstance(entity, AuditEntry) or not isinstance(entity, Base):
                continue
            if verb == "update" and not session.is_modified(entity, include_collections=False):
                continue
            changed = inspect(entity).committed_state if verb == "update" else None
            note_rows(session, entity.__tablename__, [written_row(entity)], verb, changed)


def _in_order(entity: Base) -> tuple[str, tuple[Any, ...]]:
    return (entity.__tablename__, inspect(entity).identity or ())


def _before_commit(session: Session) -> None:
    session.flush()
    if not session.in_nested_transaction():
        seal(session)
        written = session.info.pop("to be found", ())
        if written:
            search_words.take_in(session.connection(), written)


def _before_statement(state: ORMExecuteState) -> None:
    """Refuse statements that change many rows: the chain would not know what they wrote."""
    if state.is_update or state.is_delete:
        raise UnnotedWriteError(str(state.statement))


def _mark_savepoint(session: Session, transaction: SessionTransaction) -> None:
    if transaction.nested:
        marks = session.info.setdefault("savepoints", {})
        marks[transaction] = len(session.info.setdefault("unsealed", []))


def _back_to_savepoint(session: Session, transaction: SessionTransaction) -> None:
    """Forget what was noted in the transaction, or since the savepoint, that is rolled back."""
    if transaction.nested:
        mark = session.info.get("savepoints", {}).pop(transaction, 0)
        del session.info["unsealed"][mark:]
    elif transaction.parent is None:
        _forget(session)


def _forget(session: Session) -> None:
    for name in ("act", "head", "savepoints", "to be found"):
        session.info.pop(name, None)
    session.info["unsealed"] = []


def _after_commit(session: Session) -> None:
    if not session.in_nested_transaction():
        _forget(session)


_LISTENERS: dict[str, Callable[..., None]] = {
    "after_flush": _after_flush,
    "before_commit": _before_commit,
    "do_orm_execute": _before_statement,
    "after_transaction_create": _mark_savepoint,
    "after_soft_rollback": _back_to_savepoint,
    "after_commit": _after_commit,
}


def keep_chain(session: Session) -> None:
    """Make a session write the audit chain; a ChainedSession does so by itself."""
    if not isinstance(session, ChainedSession):
        for name, listener in _LISTENERS.items():
            event.listen(session, name, listener)


for _name, _listener in _LISTENERS.items():
    event.listen(ChainedSession, _name, _listener)
