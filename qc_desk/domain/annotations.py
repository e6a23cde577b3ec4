"""What people have drawn over photos: each drawing replaces the one before, none ever changes."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qc_desk.domain.base import Base, key
from qc_desk.domain.overlay import Shapes, read
from qc_desk.domain.people import Person


class Annotation(Base, kw_only=True):
    """Everything that is drawn over one photo at a time; none at all is a drawing too.

    ``shapes`` is the written form of domain/overlay.py, and ``digest`` stands for it in what is
    signed. The newest drawing of a photo counts: the one that no other replaces.
    """

    __tablename__ = "annotations"
    __table_args__ = (
        CheckConstraint("(photo_id IS NULL) <> (complaint_photo_id IS NULL)", name="one_photo"),
    )

    id: Mapped[int] = key()
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("photos.id"), default=None, index=True)
    complaint_photo_id: Mapped[int | None] = mapped_column(
        ForeignKey("complaint_photos.id"), default=None, index=True
    )
    replaces_id: Mapped[int | None] = mapped_column(
        ForeignKey("annotations.id"), default=None, unique=True
    )
    shapes: Mapped[str] = mapped_column(String(100_000))
    digest: Mapped[str] = mapped_column(String(64))
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    by: Mapped[Person] = relationship()
    at: Mapped[datetime]


def newest(drawings: Sequence[Annotation]) -> Annotation | None:
    """Return the drawing that counts: the one that no other replaces; None where there is none."""
    replaced = {drawing.replaces_id for drawing in drawings}
    return next((each for each in reversed(drawings) if each.id not in replaced), None)


def marks(drawings: Sequence[Annotation]) -> Shapes:
    """Return what the drawing that counts shows; nothing where there is none."""
    found = newest(drawings)
    return read(found.shapes) if found is not None else ()
