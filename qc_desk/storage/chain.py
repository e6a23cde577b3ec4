"""Writes an audit entry for every row that a transaction writes, in the same transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import event, insert, inspect, select, text
from sqlalchemy.orm import Session, UOWTransaction

from qc_desk import __version__
from qc_desk.domain.audit import FIRST_HEAD, AuditEntry, link
from qc_desk.domain.base import Base
from qc_desk.domain.canonical import canonical

# Any number will do, as long as every program that writes the chain uses the same one.
CHAIN_LOCK = 7_114_227


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


class UnnamedActError(RuntimeError):
    """A service wrote something without saying what it does: a bug."""


def begin_act(session: Session, act: Act) -> None:
    """Say what the rest of this transaction is about; must come before anything is written."""
    session.info["act"] = act


def written_row(entity: Base) -> dict[str, object]:
    """Return a row as it is written: column names and values, large ones as their digests."""
    mapper = inspect(type(entity))
    return {
        column.name: getattr(entity, mapper.get_property_by_column(column).key)
        for column in mapper.columns
    }


def head(session: Session) -> Head:
    """Return the end of the chain, after everything this transaction has written so far."""
    session.flush()
    seal(session)
    found = session.execute(
        select(AuditEntry.seq, AuditEntry.hash).order_by(AuditEntry.seq.desc()).limit(1)
    ).first()
    return Head(*found) if found else Head(0, FIRST_HEAD)


def seal(session: Session) -> None:
    """Write the audit entries of what was written since the last time, bound to the chain's end."""
    waiting: list[dict[str, object]] = session.info.get("unsealed", [])
    if not waiting:
        return
    session.info["unsealed"] = []
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"SELECT pg_advisory_xact_lock({CHAIN_LOCK})"))
    last = session.execute(
        select(AuditEntry.seq, AuditEntry.hash).order_by(AuditEntry.seq.desc()).limit(1)
    ).first()
    seq, previous = (last.seq, last.hash) if last else (0, FIRST_HEAD)
    for entry in waiting:
        seq += 1
        entry["seq"] = seq
        entry["previous"] = previous
        previous = link(seq, previous, entry["body"])  # type: ignore[arg-type]
        entry["hash"] = previous
    session.execute(insert(AuditEntry), waiting)


def note_rows(session: Session, subject: str, rows: Iterable[Mapping[str, object]]) -> None:
    """Enter rows that were written without the unit of work, for example by an import."""
    _note(session, subject, rows, "insert")


def _note(
    session: Session, subject: str, rows: Iterable[Mapping[str, object]], verb: str
) -> None:
    act: Act | None = session.info.get("act")
    if act is None:
        raise UnnamedActError(subject)
    frame = {
        "act": act.name,
        "by": act.by_id,
        "at": act.at,
        "reason": act.reason,
        "workstation": session.info.get("workstation", ""),
        "program": __version__,
        "table": subject,
        "verb": verb,
    }
    unsealed = session.info.setdefault("unsealed", [])
    for row in rows:
        batch_id = row["id"] if subject == "batches" else row.get("batch_id")
        unsealed.append(
            {
                "at": act.at,
                "act": act.name,
                "person_id": act.by_id,
                "subject": subject,
                "subject_id": row["id"],
                "batch_id": batch_id,
                "body": canonical({**frame, "row": row}),
            }
        )


def _after_flush(session: Session, _context: UOWTransaction) -> None:
    """Note every row of this flush; entities whose columns did not change are left out."""
    for verb, entities in (
        ("insert", session.new),
        ("update", session.dirty),
        ("delete", session.deleted),
    ):
        for entity in entities:
            if isinstance(entity, AuditEntry) or not isinstance(entity, Base):
                continue
            if verb == "update" and not session.is_modified(entity, include_collections=False):
                continue
            _note(session, entity.__tablename__, [written_row(entity)], verb)


def _before_commit(session: Session) -> None:
    session.flush()
    seal(session)


def _forget(session: Session, *_rest: object) -> None:
    session.info.pop("act", None)
    session.info["unsealed"] = []


def keep_chain(session: Session) -> None:
    """Make a session write the audit chain."""
    event.listen(session, "after_flush", _after_flush)
    event.listen(session, "before_commit", _before_commit)
    event.listen(session, "after_rollback", _forget)
    event.listen(session, "after_commit", _forget)
