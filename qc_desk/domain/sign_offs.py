"""Signatures on a round of a batch, and decisions about differences."""

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qc_desk.domain.base import Base, key
from qc_desk.domain.people import Person
from qc_desk.domain.vocabulary import Meaning, Result, Slot

_FOLLOWS = "slot IN ('decision', 'concession', 'reconciled_second', 'reconciled_third')"


class SignOff(Base, kw_only=True):
    """A person's signature under exactly what they saw, with its meaning; never changed.

    There is one for each batch, round and slot. A signature that must come from a second person
    points at the first inspector's, and the database compares the two signers.
    """

    __tablename__ = "sign_offs"
    __table_args__ = (
        UniqueConstraint("batch_id", "round", "slot"),
        Index("ix_sign_offs_slot", "slot", "at"),
        UniqueConstraint("id", "batch_id", "round", "slot", "signer_id"),
        ForeignKeyConstraint(
            ["first_id", "batch_id", "round", "first_slot", "first_signer_id"],
            [
                "sign_offs.id",
                "sign_offs.batch_id",
                "sign_offs.round",
                "sign_offs.slot",
                "sign_offs.signer_id",
            ],
            name="fk_sign_offs_first",
        ),
        CheckConstraint(
            "slot IN ('first', 'decision', 'concession', 'alone', 'reconciled_first',"
            " 'reconciled_second', 'reconciled_third')",
            name="slot",
        ),
        CheckConstraint(
            "(slot = 'first' AND meaning = 'inspected')"
            " OR (slot = 'decision' AND meaning IN ('approved', 'rejected'))"
            " OR (slot = 'concession' AND meaning = 'concession')"
            " OR (slot = 'alone' AND meaning = 'released_alone')"
            " OR (slot LIKE 'reconciled%' AND meaning = 'reconciled')",
            name="meaning",
        ),
        CheckConstraint(
            f"NOT ({_FOLLOWS}) OR (first_id IS NOT NULL AND first_signer_id IS NOT NULL"
            " AND first_slot IS NOT NULL AND first_slot = 'first')",
            name="points_at_first",
        ),
        CheckConstraint(
            f"NOT ({_FOLLOWS}) OR (first_signer_id <> signer_id)", name="second_person"
        ),
        CheckConstraint(
            "slot IN ('first', 'decision') AND meaning <> 'rejected' OR reason <> ''",
            name="reason",
        ),
        CheckConstraint("round >= 1", name="round"),
        CheckConstraint("length(signature) = 64", name="signature"),
    )

    id: Mapped[int] = key()
    batch_id: Mapped[int] = mapped_column(ForeignKey("batches.id"))
    round: Mapped[int]
    slot: Mapped[Slot]
    meaning: Mapped[Meaning]
    signer_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    signer: Mapped[Person] = relationship()
    first_id: Mapped[int | None] = mapped_column(default=None)
    first_slot: Mapped[Slot | None] = mapped_column(default=None)
    first_signer_id: Mapped[int | None] = mapped_column(default=None)
    key_id: Mapped[int] = mapped_column(ForeignKey("person_keys.id"))
    reason: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    signed_bytes: Mapped[bytes] = mapped_column(deferred=True)
    signature: Mapped[bytes]


class Reconciliation(Base, kw_only=True):
    """How the differences between two inspections were decided; never changed."""

    __tablename__ = "reconciliations"
    __table_args__ = (
        UniqueConstraint("batch_id", "round"),
        CheckConstraint("outcome IN ('pass', 'fail')", name="outcome"),
        CheckConstraint("reason <> ''", name="reason"),
    )

    id: Mapped[int] = key()
    batch_id: Mapped[int] = mapped_column(ForeignKey("batches.id"), init=False)
    round: Mapped[int]
    outcome: Mapped[Result]
    reason: Mapped[str]
    at: Mapped[datetime]
