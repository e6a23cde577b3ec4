"""How a thing is made or done, step by step; a published version never changes."""

import hashlib
from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qc_desk.domain.base import Base, key, one_of, partial_index
from qc_desk.domain.canonical import canonical
from qc_desk.domain.people import Person
from qc_desk.domain.pictures import ShownPicture
from qc_desk.domain.refusals import SameAuthor
from qc_desk.domain.vocabulary import VersionStatus


class ProcedureStep(Base, kw_only=True):
    """One thing to do, with what one needs for it and how one knows that it is right."""

    __tablename__ = "procedure_steps"
    __table_args__ = (
        UniqueConstraint("version_id", "position"),
        CheckConstraint("instruction <> ''", name="instruction"),
        CheckConstraint("amount IS NULL OR unit <> ''", name="amount_has_a_unit"),
    )

    id: Mapped[int] = key()
    version_id: Mapped[int] = mapped_column(ForeignKey("procedure_versions.id"), init=False)
    position: Mapped[int]
    instruction: Mapped[str] = mapped_column(String(2000))
    amount: Mapped[Decimal | None] = mapped_column(default=None)
    unit: Mapped[str] = mapped_column(String(20), default="")
    right_when: Mapped[str] = mapped_column(String(2000), default="")
    wordings: Mapped[str] = mapped_column(default="")  # in other languages, canonical JSON
    pictures: Mapped[list[ShownPicture]] = relationship(
        default_factory=list,
        order_by=ShownPicture.position,
        cascade="all, delete-orphan",
        lazy="selectin",
    )

    def content(self) -> dict[str, object]:
        """What the step says, as it is digested and printed."""
        return {
            "instruction": self.instruction,
            "amount": self.amount,
            "unit": self.unit,
            "right_when": self.right_when,
            "wordings": self.wordings,
            "pictures": [each.content() for each in self.pictures],
        }


class ProcedureVersion(Base, kw_only=True):
    """A procedure as it stood from one day to another."""

    __tablename__ = "procedure_versions"
    __table_args__ = (
        UniqueConstraint("procedure_id", "number"),
        partial_index(
            "uq_procedure_versions_effective",
            "procedure_id",
            where="status = 'effective'",
        ),
        one_of("status", VersionStatus),
        CheckConstraint(
            "status = 'draft' OR (approved_by_id IS NOT NULL AND"
            " (approved_by_id <> drafted_by_id OR alone_reason <> ''))",
            name="approved_by_another",
        ),
    )

    id: Mapped[int] = key()
    procedure_id: Mapped[int] = mapped_column(ForeignKey("procedures.id"), init=False)
    number: Mapped[int]
    status: Mapped[VersionStatus] = mapped_column(default=VersionStatus.DRAFT)
    language: Mapped[str] = mapped_column(String(8), default="en")
    purpose: Mapped[str] = mapped_column(String(2000), default="")
    wordings: Mapped[str] = mapped_column(default="")  # its purpose in other languages
    digest: Mapped[str] = mapped_column(String(64), default="")
    drafted_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    drafted_at: Mapped[datetime]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), default=None)
    approved_at: Mapped[datetime | None] = mapped_column(default=None)
    alone_reason: Mapped[str] = mapped_column(String(2000), default="")
    steps: Mapped[list[ProcedureStep]] = relationship(
        default_factory=list, order_by=ProcedureStep.position, lazy="selectin"
    )
    procedure: Mapped["Procedure"] = relationship(back_populates="versions", init=False)

    def content(self) -> dict[str, object]:
        """What people are told to do, as it is digested and printed."""
        return {
            "code": self.procedure.code,
            "version": self.number,
            "language": self.language,
            "purpose": self.purpose,
            "wordings": self.wordings,
            "steps": [step.content() for step in self.steps],
        }

    def make_effective(self, by: Person, at: datetime, alone_reason: str = "") -> None:
        """Put the version in force on the word of a second person.

        Where there is nobody else who could approve, the author does it with a reason that stays
        visible.
        """
        if by.id == self.drafted_by_id:
            if alone_reason == "":
                raise SameAuthor(
                    person=by.name, version=self.number, checklist=self.procedure.title
                )
            self.alone_reason = alone_reason
        for other in self.procedure.versions:
            if other.status is VersionStatus.EFFECTIVE:
                other.status = VersionStatus.SUPERSEDED
        self.digest = hashlib.sha256(canonical(self.content())).hexdigest()
        self.approved_by_id = by.id
        self.approved_at = at
        self.status = VersionStatus.EFFECTIVE


class Procedure(Base, kw_only=True):
    """How people here do one thing."""

    __tablename__ = "procedures"

    id: Mapped[int] = key()
    code: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    wordings: Mapped[str] = mapped_column(default="")  # its title in other languages
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)
    versions: Mapped[list[ProcedureVersion]] = relationship(
        default_factory=list, order_by=ProcedureVersion.number, back_populates="procedure"
    )

    @property
    def effective(self) -> ProcedureVersion | None:
        """The version in force, if there is one."""
        return next((v for v in self.versions if v.status is VersionStatus.EFFECTIVE), None)

    @property
    def newest(self) -> ProcedureVersion | None:
        """The version with the highest number."""
        return self.versions[-1] if self.versions else None
