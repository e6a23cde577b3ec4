"""Pictures of the manual: kept once, shown at items and steps, read back by their digest."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session, lazyload, selectinload

from qc_desk.domain.checklists import CheckItem
from qc_desk.domain.papers import PaperPhoto, PaperPicture
from qc_desk.domain.people import Person
from qc_desk.domain.picture_words import PictureRow
from qc_desk.domain.pictures import Picture, ShownPicture
from qc_desk.domain.refusals import NotFound
from qc_desk.i18n import N_
from qc_desk.services.photos import PreparedPhoto
from qc_desk.services.shop_data import leading


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptPicture:
    """A picture in the record, ready to be shown at an item or a step."""

    picture_id: int
    sha256: str


def keep_picture(session: Session, prepared: PreparedPhoto, by: int, at: datetime) -> KeptPicture:
    """Keep a picture, made ready by photos.read_photo; the same one is kept once."""
    return kept(session, prepared, leading(session, "picture.keep", by, at), at)


def kept(session: Session, prepared: PreparedPhoto, by: Person, at: datetime) -> KeptPicture:
    """Keep a picture within an act that has begun."""
    found = session.scalar(select(Picture.id).where(Picture.sha256 == prepared.sha256))
    if found is None:
        made = Picture(
            sha256=prepared.sha256,
            width=prepared.width,
            height=prepared.height,
            image=prepared.image,
            print_copy=prepared.print_copy,
            thumbnail=prepared.thumbnail,
            by=by,
            at=at,
        )
        session.add(made)
        session.flush()
        found = made.id
    return KeptPicture(picture_id=found, sha256=prepared.sha256)


def must_be_kept(session: Session, rows: Iterable[PictureRow]) -> None:
    """Refuse pictures that are not in the record (NotFound)."""
    wanted = {row.picture_id for row in rows}
    found = set(session.scalars(select(Picture.id).where(Picture.id.in_(wanted))))
    for missing in sorted(wanted - found):
        raise NotFound(kind=N_("picture"), name=missing)


def picture_image(session: Session, picture_id: int) -> bytes:
    """Return the large JPEG of a picture."""
    return session.get_one(Picture, picture_id).image


def picture_thumbnail(session: Session, picture_id: int) -> bytes:
    """Return the small JPEG of a picture."""
    return session.get_one(Picture, picture_id).thumbnail


def pictures_of_items(
    session: Session, item_ids: Iterable[int]
) -> dict[int, tuple[PictureRow, ...]]:
    """Return the pictures of check items in their order, read at once."""
    found: dict[int, list[PictureRow]] = defaultdict(list)
    query = (
        select(ShownPicture, Picture.sha256)
        .join(Picture, Picture.id == ShownPicture.picture_id)
        .where(ShownPicture.item_id.in_(list(item_ids)))
        .order_by(ShownPicture.position)
        .options(lazyload(ShownPicture.picture))
    )
    for shown, sha256 in session.execute(query):
        assert shown.item_id is not None  # noqa: S101 (one of the ids)
        found[shown.item_id].append(
            PictureRow(
                picture_id=shown.picture_id,
                sha256=sha256,
                shows=shown.shows,
                caption=shown.caption,
            )
        )
    return {item_id: tuple(rows) for item_id, rows in found.items()}


def read_pictures(session: Session, version_id: int) -> None:
    """Read the pictures of all items of a version at once; they are copied or digested next."""
    items = (
        select(CheckItem)
        .where(CheckItem.version_id == version_id)
        .options(selectinload(CheckItem.pictures))
    )
    session.scalars(items).all()


def pictures_on_paper(
    session: Session, rows: Iterable[PictureRow], folder: Path
) -> tuple[PaperPicture, ...]:
    """Return pictures as a printed manual takes them; print copies go into the folder."""
    found = []
    for row in rows:
        kept_ = session.get_one(Picture, row.picture_id)
        file = folder / f"{kept_.sha256}.jpg"
        file.write_bytes(kept_.print_copy)
        photo = PaperPhoto(
            path=file,
            sha256=kept_.sha256,
            caption=row.caption,
            width=kept_.width,
            height=kept_.height,
        )
        found.append(PaperPicture(photo=photo, shows=row.shows))
    return tuple(found)
