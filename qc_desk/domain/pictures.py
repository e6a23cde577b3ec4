"""Pictures that tell people what to look for and what to do: on check items and in steps."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qc_desk.domain.base import Base, key, one_of
from qc_desk.domain.people import Person
from qc_desk.domain.picture_words import PictureRow, Shows


class Picture(Base, kw_only=True):
    """A picture with its copies for paper and list, kept once however often it is shown."""

    __tablename__ = "pictures"
    __table_args__ = (CheckConstraint("width > 0 AND height > 0", name="size"),)

    id: Mapped[int] = key()
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    width: Mapped[int]
    height: Mapped[int]
    image: Mapped[bytes] = mapped_column(deferred=True)
    print_copy: Mapped[bytes] = mapped_column(deferred=True)
    thumbnail: Mapped[bytes] = mapped_column(deferred=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    by: Mapped[Person] = relationship()
    at: Mapped[datetime]


class ShownPicture(Base, kw_only=True):
    """A picture at its place in a checklist or a procedure; taken away and added, not changed."""

    __tablename__ = "shown_pictures"
    __table_args__ = (
        one_of("shows", Shows),
        CheckConstraint("(item_id IS NULL) <> (step_id IS NULL)", name="one_place"),
        CheckConstraint("(shows = 'step') = (step_id IS NOT NULL)", name="fits_its_place"),
    )

    id: Mapped[int] = key()
    item_id: Mapped[int | None] = mapped_column(
        ForeignKey("check_items.id"), default=None, index=True
    )
    step_id: Mapped[int | None] = mapped_column(
        ForeignKey("procedure_steps.id"), default=None, index=True
    )
    position: Mapped[int]
    shows: Mapped[Shows]
    caption: Mapped[str] = mapped_column(String(500), default="")
    picture_id: Mapped[int] = mapped_column(ForeignKey("pictures.id"))
    picture: Mapped[Picture] = relationship(init=False, viewonly=True, lazy="joined")

    @property
    def row(self) -> PictureRow:
        """The picture as pages show it and forms hold it."""
        return PictureRow(
            picture_id=self.picture_id,
            sha256=self.picture.sha256,
            shows=self.shows,
            caption=self.caption,
        )

    def content(self) -> dict[str, object]:
        """What it shows, as it is digested with its version."""
        return {"shows": self.shows, "caption": self.caption, "sha256": self.picture.sha256}


def shown(rows: tuple[PictureRow, ...]) -> list[ShownPicture]:
    """Return pictures in their order, for a new or changed item or step."""
    return [
        ShownPicture(
            position=position, shows=row.shows, caption=row.caption, picture_id=row.picture_id
        )
        for position, row in enumerate(rows, start=1)
    ]
