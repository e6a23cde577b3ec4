"""Issued paper: what was printed, when, and which record it was printed from."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qc_desk.domain.base import Base, key
from qc_desk.domain.vocabulary import ReportKind, Verdict


class Report(Base, kw_only=True):
    """An issued report: its number, its data, the very bytes of its PDF; never changed."""

    __tablename__ = "reports"
    __table_args__ = (
        UniqueConstraint("kind", "site_id", "serial"),
        CheckConstraint("kind IN ('inspection')", name="kind"),
        CheckConstraint(
            "verdict IN ('pending', 'released', 'rejected', 'concession', 'alone')", name="verdict"
        ),
        CheckConstraint("serial >= 1", name="serial"),
    )

    id: Mapped[int] = key()
    kind: Mapped[ReportKind]
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    serial: Mapped[int]
    number: Mapped[str] = mapped_column(String(60), unique=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batches.id"), index=True)
    round: Mapped[int]
    language: Mapped[str] = mapped_column(String(8))
    verdict: Mapped[Verdict]  # as it was when the report was issued
    replaces_id: Mapped[int | None] = mapped_column(
        ForeignKey("reports.id"), default=None, unique=True
    )
    reason: Mapped[str] = mapped_column(default="")
    issued_at: Mapped[datetime]
    issued_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    audit_seq: Mapped[int]
    audit_head: Mapped[str] = mapped_column(String(64))
    payload: Mapped[bytes] = mapped_column(deferred=True)
    payload_digest: Mapped[str] = mapped_column(String(64))
    pdf: Mapped[bytes] = mapped_column(deferred=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
