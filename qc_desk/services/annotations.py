"""Drawing over photos: arrows, circles, boxes and texts, as one act; the photo stays as it is.

A photo of a check may be drawn over by its inspector while the check is open, a photo of a
complaint until the complaint is closed: the same rules by which photos are added.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from qc_desk.domain.annotations import Annotation, newest
from qc_desk.domain.complaints import Complaint, ComplaintPhoto
from qc_desk.domain.inspections import Inspection
from qc_desk.domain.overlay import Shapes, checked, digest, read, written
from qc_desk.domain.people import MAY_INSPECT, Person
from qc_desk.domain.photos import Photo
from qc_desk.domain.refusals import MarkedMeanwhile, PhotoSigned, QcError
from qc_desk.domain.vocabulary import InspectionStatus
from qc_desk.i18n import _
from qc_desk.services.acts import acting
from qc_desk.services.complaints import locked_complaint
from qc_desk.services.inspections import locked_inspection
from qc_desk.services.photo_views import PhotoKey, photo_of


@dataclass(frozen=True, kw_only=True, slots=True)
class LargePhoto:
    """A photo as it is looked at and drawn over; ``drawing_id`` is the drawing that counts."""

    key: PhotoKey
    image: bytes
    caption: str
    shapes: Shapes
    drawing_id: int | None
    drawn_by: str
    drawn_at: datetime | None
    may_draw: bool
    why_not: str  # why nothing can be drawn over it any more; empty when it can


def large_photo(session: Session, key: PhotoKey, person_id: int | None) -> LargePhoto:
    """Return a photo as a person sees it, and whether they may draw over it."""
    photo = photo_of(session, key)
    standing = newest(photo.annotations)
    why_not = _why_not(session, photo, person_id)
    return LargePhoto(
        key=key,
        image=photo.image,
        caption=photo.caption,
        shapes=read(standing.shapes) if standing is not None else (),
        drawing_id=standing.id if standing is not None else None,
        drawn_by=standing.by.name if standing is not None else "",
        drawn_at=standing.at if standing is not None else None,
        may_draw=not why_not,
        why_not=why_not,
    )


def draw_over(
    session: Session, key: PhotoKey, shapes: Shapes, seen: int | None, by: int, at: datetime
) -> int | None:
    """Keep what was drawn over a photo in place of the drawing that was seen; returns its id.

    The same drawing again, and nothing over a bare photo, changes nothing. Raises TooManyMarks,
    MarkOutside, MarkTooSmall, TextOfMarkNeeded, MarkedMeanwhile, PhotoSigned, NotYourInspection.
    """
    person = acting(session, "photo.draw", by, at)
    photo = photo_of(session, key)
    _take(session, photo, person, at)
    session.refresh(photo, ["annotations"])
    standing = newest(photo.annotations)
    if (standing.id if standing is not None else None) != seen:
        raise MarkedMeanwhile(person=standing.by.name if standing is not None else "—")
    kept = checked(shapes)
    text = written(kept)
    if (standing.shapes if standing is not None else written(())) == text:
        return seen
    drawing = Annotation(
        photo_id=None if key.of_complaint else key.id,
        complaint_photo_id=key.id if key.of_complaint else None,
        replaces_id=seen,
        shapes=text,
        digest=digest(text),
        by=person,
        at=at,
    )
    session.add(drawing)
    session.flush()
    session.expire(photo, ["annotations"])
    return drawing.id


def _take(session: Session, photo: Photo | ComplaintPhoto, person: Person, at: datetime) -> None:
    """Take the check or the complaint of a photo, so that nobody signs or closes it meanwhile."""
    if isinstance(photo, Photo):
        inspection = locked_inspection(session, photo.inspection_id)
        _must_draw(inspection, person)
        inspection.touch(at)
        return
    complaint = locked_complaint(session, photo.complaint_id)
    person.must_hold(MAY_INSPECT, complaint.site)
    complaint.must_not_be_closed()
    complaint.touch(at)


def _must_draw(inspection: Inspection, person: Person) -> None:
    """Refuse what would change a photo that is signed, or that somebody else took."""
    if inspection.status is not InspectionStatus.OPEN:
        raise PhotoSigned
    inspection.must_take(person)


def _why_not(session: Session, photo: Photo | ComplaintPhoto, person_id: int | None) -> str:
    """Return why a person cannot draw over a photo; empty when they can."""
    person = session.get(Person, person_id) if person_id is not None else None
    if person is None:
        return _("Sign in to mark this photo.")
    try:
        if isinstance(photo, Photo):
            _must_draw(session.get_one(Inspection, photo.inspection_id), person)
        else:
            complaint = session.get_one(Complaint, photo.complaint_id)
            person.must_hold(MAY_INSPECT, complaint.site)
            complaint.must_not_be_closed()
    except QcError as refusal:
        return str(refusal)
    return ""
