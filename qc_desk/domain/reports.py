"""Issued paper: what was printed, when, and which record it was printed from."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qc_desk.domain.base import Base, key, one_of
from qc_desk.domain.people import Person
from qc_desk.domain.vocabulary import ReportKind, Verdict

PREFIXES = {
    ReportKind.INSPECTION: "IR",
    ReportKind.CONFORMANCE: "CC",
    ReportKind.DEFECT: "NR",
    ReportKind.EIGHT_D: "8D",
    ReportKind.COMPLAINT_ANSWER: "CA",
    ReportKind.FIXED_LETTER: "FX",
    ReportKind.WEEKLY_LETTER: "WL",
}


def report_number(kind: ReportKind, site: str, serial: int) -> str:
    """Return the number of a report: kind, code of the site, and which one of these it is."""
    return f"{PREFIXES[kind]}-{site}-{serial:05}"


class Report(Base, kw_only=True):
    """An issued report: its number, its data, the very bytes of its PDF; never changed.

    It is about one thing: a round of a batch, a problem, a complaint, a corrective action, or what
    a manufacturer did in some days. ``manufacturer_id`` and ``customer_id`` say whom it concerns.
    """

    __tablename__ = "reports"
    __table_args__ = (
        UniqueConstraint("kind", "site_id", "serial"),
        Index("ix_reports_issued", "issued_at"),
        one_of("kind", ReportKind),
        CheckConstraint(
            "verdict IN ('pending', 'released', 'rejected', 'concession', 'alone')", name="verdict"
        ),
        CheckConstraint("serial >= 1", name="serial"),
        CheckConstraint(
            "(kind IN ('inspection', 'conformance', 'defect')) = (batch_id IS NOT NULL)",
            name="of_batch",
        ),
        CheckConstraint("(batch_id IS NULL) = (round IS NULL)", name="of_round"),
        CheckConstraint("(batch_id IS NULL) = (verdict IS NULL)", name="of_verdict"),
        CheckConstraint(
            "(kind IN ('eight_d', 'fixed_letter')) = (problem_id IS NOT NULL)", name="of_problem"
        ),
        CheckConstraint(
            "(kind = 'complaint_answer') = (complaint_id IS NOT NULL)", name="of_complaint"
        ),
        CheckConstraint(
            "(kind = 'eight_d') = (corrective_action_id IS NOT NULL)", name="of_action"
        ),
        CheckConstraint("(kind = 'weekly_letter') = (begins_on IS NOT NULL)", name="of_days"),
        CheckConstraint("(begins_on IS NULL) = (ends_on IS NULL)", name="both_days"),
        CheckConstraint("begins_on <= ends_on", name="days_in_order"),
        CheckConstraint(
            "kind NOT IN ('inspection', 'conformance', 'defect', 'weekly_letter')"
            " OR manufacturer_id IS NOT NULL",
            name="of_manufacturer",
        ),
        CheckConstraint(
            "kind <> 'complaint_answer' OR customer_id IS NOT NULL", name="of_customer"
        ),
        CheckConstraint(
            "kind <> 'conformance' OR verdict IN ('released', 'concession')", name="conforming"
        ),
        Index("ix_reports_manufacturer", "manufacturer_id"),
    )

    id: Mapped[int] = key()
    kind: Mapped[ReportKind]
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    serial: Mapped[int]
    number: Mapped[str] = mapped_column(String(60), unique=True)
    batch_id: Mapped[int | None] = mapped_column(
        ForeignKey("batches.id"), index=True, default=None
    )
    round: Mapped[int | None] = mapped_column(default=None)
    verdict: Mapped[Verdict | None] = mapped_column(default=None)  # as it was at issue
    problem_id: Mapped[int | None] = mapped_column(
        ForeignKey("problems.id"), index=True, default=None
    )
    complaint_id: Mapped[int | None] = mapped_column(
        ForeignKey("complaints.id"), index=True, default=None
    )
    corrective_action_id: Mapped[int | None] = mapped_column(
        ForeignKey("corrective_actions.id"), index=True, default=None
    )
    manufacturer_id: Mapped[int | None] = mapped_column(
        ForeignKey("manufacturers.id"), default=None
    )
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), default=None)
    begins_on: Mapped[date | None] = mapped_column(default=None)
    ends_on: Mapped[date | None] = mapped_column(default=None)
    language: Mapped[str] = mapped_column(String(8))
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
    words: Mapped[str] = mapped_column(deferred=True, default="")  # what it says, for searching
    pdf: Mapped[bytes] = mapped_column(deferred=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)


class Withdrawal(Base, kw_only=True):
    """An issued report that no longer holds: who withdrew it, when and why; never changed."""

    __tablename__ = "withdrawals"
    __table_args__ = (CheckConstraint("reason <> ''", name="reason"),)

    id: Mapped[int] = key()
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"), unique=True)
    reason: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    by: Mapped[Person] = relationship()
    at: Mapped[datetime]
