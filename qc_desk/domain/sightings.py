"""What happened to a problem, and where it was seen; never changed."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qc_desk.domain.base import Base, key, one_of, partial_index
from qc_desk.domain.loop_words import ProblemEventKind
from qc_desk.domain.organisations import Site
from qc_desk.domain.people import Person

if TYPE_CHECKING:
    from qc_desk.domain.problems import Problem


class ProblemEvent(Base, kw_only=True):
    """Something that happened to a problem; never changed."""

    __tablename__ = "problem_events"
    __table_args__ = (
        one_of("kind", ProblemEventKind),
        CheckConstraint(
            "(kind = 'fix_claimed') = (fixed_from IS NOT NULL AND proof_batches IS NOT NULL"
            " AND proof_days IS NOT NULL)",
            name="claim",
        ),
        CheckConstraint("kind IN ('raised', 'alerted', 'recurred') OR words <> ''", name="words"),
        CheckConstraint("(kind = 'owned') = (owner_id IS NOT NULL)", name="owner"),
    )

    id: Mapped[int] = key()
    problem_id: Mapped[int] = mapped_column(ForeignKey("problems.id"), init=False, index=True)
    kind: Mapped[ProblemEventKind]
    words: Mapped[str] = mapped_column(default="")  # countermeasure, evidence, reason, extra check
    fixed_from: Mapped[date | None] = mapped_column(default=None)
    proof_batches: Mapped[int | None] = mapped_column(default=None)
    proof_days: Mapped[int | None] = mapped_column(default=None)
    other_id: Mapped[int | None] = mapped_column(
        ForeignKey("problems.id"), default=None, init=False
    )
    other: Mapped["Problem | None"] = relationship(default=None, foreign_keys=[other_id])
    owner_id: Mapped[int | None] = mapped_column(
        ForeignKey("persons.id"), default=None, init=False
    )
    owner: Mapped[Person | None] = relationship(default=None, foreign_keys=[owner_id])
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    by: Mapped[Person] = relationship(foreign_keys=[by_id])
    at: Mapped[datetime]


class Sighting(Base, kw_only=True):
    """The problem seen on a batch or told by a customer; never changed.

    One for each batch, and one for each complaint and each batch that caused it. It may refute a
    promise or a claimed fix: then the goods were made after it; each is refuted once. A sighting
    that turns out to belong to another problem, or to a batch, is replaced by a new one.
    """

    __tablename__ = "sightings"
    __table_args__ = (
        CheckConstraint("batch_id IS NOT NULL OR complaint_id IS NOT NULL", name="of_something"),
        CheckConstraint("defect_id IS NULL OR batch_id IS NOT NULL", name="defect_of_batch"),
        UniqueConstraint("problem_id", "batch_id", "complaint_id"),
        # nothing is equal to "none" in a database: these two see to what has only one of the two
        partial_index(
            "uq_sightings_problem_batch",
            "problem_id",
            "batch_id",
            where="complaint_id IS NULL",
        ),
        partial_index(
            "uq_sightings_problem_complaint",
            "problem_id",
            "complaint_id",
            where="batch_id IS NULL",
        ),
        UniqueConstraint("replaces_id"),
        UniqueConstraint("refuted_promise_id"),
        UniqueConstraint("refuted_claim_id"),
        Index("ix_sightings_problem_made", "problem_id", "made_on"),
        Index("ix_sightings_batch", "batch_id"),
        Index("ix_sightings_complaint", "complaint_id"),
    )

    id: Mapped[int] = key()
    problem_id: Mapped[int] = mapped_column(ForeignKey("problems.id"), init=False)
    problem: Mapped["Problem"] = relationship(back_populates="sightings", init=False)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), init=False)
    site: Mapped[Site] = relationship()
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"), default=None)
    defect_id: Mapped[int | None] = mapped_column(ForeignKey("defects.id"), default=None)
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaints.id"), default=None)
    made_on: Mapped[date]  # when the goods were made, or were first known
    quantity: Mapped[int] = mapped_column(default=0)
    refuted_promise_id: Mapped[int | None] = mapped_column(ForeignKey("promises.id"), default=None)
    refuted_claim_id: Mapped[int | None] = mapped_column(
        ForeignKey("problem_events.id"), default=None
    )
    replaces_id: Mapped[int | None] = mapped_column(
        ForeignKey("sightings.id"), default=None, init=False
    )
    replaces: Mapped["Sighting | None"] = relationship(
        default=None, remote_side="Sighting.id", back_populates="replaced_by"
    )
    replaced_by: Mapped["Sighting | None"] = relationship(
        default=None, init=False, uselist=False, back_populates="replaces"
    )
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    by: Mapped[Person] = relationship()
    at: Mapped[datetime]

    @property
    def refutes(self) -> bool:
        """Whether it shows that a promise or a claimed fix did not hold."""
        return self.refuted_promise_id is not None or self.refuted_claim_id is not None

    def again(self, by: Person, at: datetime) -> "Sighting":
        """Return the same sighting written anew, in the place of this one."""
        return Sighting(
            site=self.site,
            batch_id=self.batch_id,
            defect_id=self.defect_id,
            complaint_id=self.complaint_id,
            made_on=self.made_on,
            quantity=self.quantity,
            replaces=self,
            by=by,
            at=at,
        )
