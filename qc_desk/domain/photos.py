"""Pictures that belong to an answer, a defect or a complaint."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qc_desk.domain.annotations import Annotation
from qc_desk.domain.base import Base, key
from qc_desk.domain.people import Person


class Photo(Base, kw_only=True):
    """A picture, upright and without location, with its copies for paper and list."""

    __tablename__ = "photos"
    __table_args__ = (
        CheckConstraint("width > 0 AND height > 0", name="size"),
        CheckConstraint("item_id IS NOT NULL OR defect_id IS NOT NULL", name="belongs"),
    )

    id: Mapped[int] = key()
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("check_items.id"), default=None)
    unit_number: Mapped[int] = mapped_column(default=0)
    defect_id: Mapped[int | None] = mapped_column(
        ForeignKey("defects.id"), default=None, index=True
    )
    caption: Mapped[str] = mapped_column(String(500), default="")
    sha256: Mapped[str] = mapped_column(String(64))
    width: Mapped[int]
    height: Mapped[int]
    image: Mapped[bytes] = mapped_column(deferred=True)
    print_copy: Mapped[bytes] = mapped_column(deferred=True)
    thumbnail: Mapped[bytes] = mapped_column(deferred=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    by: Mapped[Person] = relationship()
    at: Mapped[datetime]
    annotations: Mapped[list[Annotation]] = relationship(
        default_factory=list, order_by=Annotation.id, viewonly=True
    )
