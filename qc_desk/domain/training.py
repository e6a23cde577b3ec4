"""Who was trained on which version, and who says to have understood it; never changed."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from qc_desk.domain.base import Base, key, one_of
from qc_desk.domain.training_words import TrainingKind


class Training(Base, kw_only=True):
    """One statement about a person and a version: trained by another, or understood by oneself.

    A trainer who was trained by nobody here, as who wrote the version, says why.
    """

    __tablename__ = "trainings"
    __table_args__ = (
        one_of("kind", TrainingKind),
        CheckConstraint(
            "(checklist_version_id IS NULL) <> (procedure_version_id IS NULL)", name="one_version"
        ),
        CheckConstraint(
            "kind <> 'trained' OR by_id <> person_id OR words <> ''", name="trained_by_another"
        ),
        CheckConstraint("kind <> 'understood' OR by_id = person_id", name="understood_by_oneself"),
        Index("ix_trainings_checklist", "checklist_version_id", "person_id", "kind"),
        Index("ix_trainings_procedure", "procedure_version_id", "person_id", "kind"),
    )

    id: Mapped[int] = key()
    kind: Mapped[TrainingKind]
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    checklist_version_id: Mapped[int | None] = mapped_column(
        ForeignKey("checklist_versions.id"), default=None
    )
    procedure_version_id: Mapped[int | None] = mapped_column(
        ForeignKey("procedure_versions.id"), default=None
    )
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    at: Mapped[datetime]
    words: Mapped[str] = mapped_column(String(2000), default="")


def missing(person_id: int, held: Iterable[Training]) -> tuple[TrainingKind, ...]:
    """Return what a person still lacks to be trained, of the statements about one version."""
    said = {each.kind for each in held if each.person_id == person_id}
    return tuple(kind for kind in TrainingKind if kind not in said)
