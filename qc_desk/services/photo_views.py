"""Photos of checks and of complaints, with what is drawn over them, as windows show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from qc_desk.domain.annotations import Annotation
from qc_desk.domain.complaints import ComplaintPhoto
from qc_desk.domain.overlay import Shapes, read
from qc_desk.domain.photos import Photo
from qc_desk.domain.refusals import NotFound
from qc_desk.i18n import N_


@dataclass(frozen=True, slots=True)
class PhotoKey:
    """Which photo: one of a check or defect, or one that came with a complaint."""

    id: int
    of_complaint: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class SmallPhoto:
    """A photo as strips show it, with what is drawn over it."""

    thumbnail: bytes
    caption: str
    shapes: Shapes


def small_photo(session: Session, key: PhotoKey) -> SmallPhoto:
    """Return a photo as strips show it."""
    photo = photo_of(session, key)
    return SmallPhoto(
        thumbnail=photo.thumbnail,
        caption=photo.caption,
        shapes=shapes_of(session, [key]).get(key, ()),
    )


def shapes_of(session: Session, keys: Iterable[PhotoKey]) -> dict[PhotoKey, Shapes]:
    """Return what is drawn over photos, read at once; photos without a drawing are left out."""
    wanted = tuple(keys)
    found: dict[PhotoKey, Shapes] = {}
    for of_complaint in (False, True):
        column = Annotation.complaint_photo_id if of_complaint else Annotation.photo_id
        ids = [key.id for key in wanted if key.of_complaint is of_complaint]
        if not ids:
            continue
        later = aliased(Annotation)
        counts = ~select(later.id).where(later.replaces_id == Annotation.id).exists()
        query = select(column, Annotation.shapes).where(column.in_(ids), counts)
        for photo_id, shapes in session.execute(query):
            assert photo_id is not None  # noqa: S101 (one of the ids)
            found[PhotoKey(photo_id, of_complaint)] = read(shapes)
    return {key: shapes for key, shapes in found.items() if shapes}


def photo_of(session: Session, key: PhotoKey) -> Photo | ComplaintPhoto:
    """Return a photo; raises NotFound."""
    found: Photo | ComplaintPhoto | None = (
        session.get(ComplaintPhoto, key.id) if key.of_complaint else session.get(Photo, key.id)
    )
    if found is None:
        raise NotFound(kind=N_("photo"), name=key.id)
    return found
