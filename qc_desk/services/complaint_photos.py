"""Pictures that customers send: kept with their complaint, upright and without location."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain import texts
from qc_desk.domain.complaints import ComplaintPhoto
from qc_desk.domain.people import MAY_INSPECT
from qc_desk.i18n import N_
from qc_desk.services.acts import acting
from qc_desk.services.complaints import locked_complaint
from qc_desk.services.photos import PreparedPhoto


def attach_photo(
    session: Session,
    complaint_id: int,
    prepared: PreparedPhoto,
    caption: str,
    by: int,
    at: datetime,
) -> int:
    """Keep a picture, made ready by photos.read_photo, with a complaint; returns its id.

    The same picture is kept once.
    """
    person = acting(session, "complaint.attach_photo", by, at)
    complaint = locked_complaint(session, complaint_id)
    person.must_hold(MAY_INSPECT, complaint.site)
    complaint.must_not_be_closed()
    kept = session.scalar(
        select(ComplaintPhoto.id).where(
            ComplaintPhoto.complaint_id == complaint_id,
            ComplaintPhoto.sha256 == prepared.sha256,
        )
    )
    if kept is not None:
        return kept
    photo = ComplaintPhoto(
        complaint_id=complaint_id,
        caption=texts.text(caption, N_("caption"), texts.LINE),
        sha256=prepared.sha256,
        width=prepared.width,
        height=prepared.height,
        image=prepared.image,
        print_copy=prepared.print_copy,
        thumbnail=prepared.thumbnail,
        by=person,
        at=at,
    )
    session.add(photo)
    complaint.touch(at)
    session.flush()
    return photo.id


def photo_image(session: Session, photo_id: int) -> bytes:
    """Return the large JPEG of a picture."""
    return session.get_one(ComplaintPhoto, photo_id).image


def photo_thumbnail(session: Session, photo_id: int) -> bytes:
    """Return the small JPEG of a picture."""
    return session.get_one(ComplaintPhoto, photo_id).thumbnail
