"""The audit chain: every change, in order, each entry bound to the one before."""

import hashlib
from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from qc_desk.domain.base import Base, BigKey

FIRST_HEAD = bytes(32)
_DOMAIN = b"qcdesk.audit.v1\0"


def link(seq: int, previous: bytes, body: bytes) -> bytes:
    """Return the hash that binds an entry to its place, to the entry before, and to its content.

    ``seq`` counts from 1 without gaps; ``previous`` is the 32-byte hash of the entry before, zeros
    for the first.
    """
    digest = hashlib.sha256(_DOMAIN)
    digest.update(seq.to_bytes(8, "big"))
    digest.update(previous)
    digest.update(hashlib.sha256(body).digest())
    return digest.digest()


class AuditEntry(Base, kw_only=True):
    """One row as it was written: by whom, when, in which act; never changed."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index("ix_audit_entries_subject", "subject", "subject_id", "seq"),
        Index("ix_audit_entries_batch", "batch_id", "seq"),
    )

    seq: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    act: Mapped[str] = mapped_column(String(60))
    person_id: Mapped[int | None]
    subject: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[int]
    batch_id: Mapped[int | None]
    body: Mapped[bytes]
    previous: Mapped[bytes]
    hash: Mapped[bytes]
