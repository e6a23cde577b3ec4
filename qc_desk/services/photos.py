"""Photos: made upright, freed of location, shrunk for paper and list, kept in the record."""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain import texts
from qc_desk.domain.defects import Defect
from qc_desk.domain.inspections import Inspection
from qc_desk.domain.photos import Photo
from qc_desk.domain.refusals import FieldNeeded, NotAPhoto, NotFound, PhotoTooLarge
from qc_desk.i18n import N_
from qc_desk.services.acts import acting
from qc_desk.services.inspections import locked_inspection

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "TIFF", "GIF")
LARGEST_FILE = 60 * 1024 * 1024
LARGEST_PIXELS = 50_000_000
IMAGE_SIDE, PRINT_SIDE, THUMBNAIL_SIDE = 2400, 800, 320


@dataclass(frozen=True, kw_only=True, slots=True)
class PreparedPhoto:
    """A photo ready to be kept: three JPEG sizes, upright, nothing but the picture in them."""

    sha256: str
    width: int
    height: int
    image: bytes
    print_copy: bytes
    thumbnail: bytes


def read_photo(file: Path) -> PreparedPhoto:
    """Read a photo from a file; slow, so call it off the window's thread."""
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise PhotoTooLarge(name=file.name, limit="60 MB")
        raw = file.read_bytes()
    except OSError as error:
        raise NotAPhoto(name=file.name) from error
    return prepare_photo(raw, file.name)


def read_kept_photo(file: Path) -> PreparedPhoto:
    """Read a photo as read_photo does; one that this program wrote keeps every byte of it."""
    made = read_photo(file)
    raw = file.read_bytes()
    if not _is_bare(raw):
        return made
    sha256 = hashlib.sha256(raw).hexdigest()
    return replace(made, image=raw, sha256=sha256)


def _is_bare(raw: bytes) -> bool:
    """Whether a readable picture is a JPEG of our own size with nothing in it but the picture."""
    from PIL import Image  # noqa: PLC0415

    with Image.open(io.BytesIO(raw), formats=FORMATS) as picture:
        ours = picture.format == "JPEG" and picture.mode == "RGB"
        notes = set(picture.info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        fits = max(picture.size) <= IMAGE_SIDE
    return ours and not notes and fits and raw.endswith(b"\xff\xd9")


def prepare_photo(raw: bytes, name: str) -> PreparedPhoto:
    """Make the three sizes of a photo: JPEG, upright by its EXIF, without EXIF; slow.

    Raises NotAPhoto for what cannot be read whole, PhotoTooLarge above 60 MB or 50 megapixels.
    """
    from PIL import Image  # noqa: PLC0415

    if len(raw) > LARGEST_FILE:
        raise PhotoTooLarge(name=name, limit="60 MB")
    try:
        with Image.open(io.BytesIO(raw), formats=FORMATS) as picture:
            _must_fit(picture, name)
            picture.draft("RGB", (IMAGE_SIDE, IMAGE_SIDE))
            upright = _upright(picture)
    except PhotoTooLarge:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PhotoTooLarge(name=name, limit="50 MP") from error
    except Exception as error:
        raise NotAPhoto(name=name) from error
    image = _jpeg(upright, 88)
    return PreparedPhoto(
        sha256=hashlib.sha256(image).hexdigest(),
        width=upright.width,
        height=upright.height,
        image=image,
        print_copy=_jpeg(_within(upright, PRINT_SIDE), 82),
        thumbnail=_jpeg(_within(upright, THUMBNAIL_SIDE), 78),
    )


def _must_fit(picture: "Image", name: str) -> None:
    if picture.width * picture.height > LARGEST_PIXELS:
        raise PhotoTooLarge(name=name, limit="50 MP")


def _upright(picture: "Image") -> "Image":
    """Shrink first and turn afterwards, which is five times faster than the other way round."""
    from PIL import Image, ImageOps  # noqa: PLC0415

    picture.load()
    small = picture.copy()
    small.thumbnail((IMAGE_SIDE, IMAGE_SIDE), Image.Resampling.BILINEAR)
    turned = ImageOps.exif_transpose(small)
    if turned.mode in ("RGBA", "LA", "P", "PA"):
        turned = turned.convert("RGBA")
        paper = Image.new("RGB", turned.size, "white")
        paper.paste(turned, mask=turned.getchannel("A"))
        return paper
    return turned.convert("RGB")


def _within(picture: "Image", side: int) -> "Image":
    from PIL import Image  # noqa: PLC0415

    small = picture.copy()
    small.thumbnail((side, side), Image.Resampling.LANCZOS)
    return small


def _jpeg(picture: "Image", quality: int) -> bytes:
    """Write a picture anew, so that no EXIF, location or thumbnail of the camera comes along."""
    from PIL import Image  # noqa: PLC0415

    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


@dataclass(frozen=True, kw_only=True, slots=True)
class PhotoPlace:
    """What a photo belongs to: an item on a sample unit, or a defect; with what it shows."""

    item_id: int | None = None
    unit_number: int = 0
    defect_id: int | None = None
    caption: str = ""


Shown = tuple[PreparedPhoto, PhotoPlace]


def attach_photo(
    session: Session,
    inspection_id: int,
    prepared: PreparedPhoto,
    place: PhotoPlace,
    by: int,
    at: datetime,
) -> int:
    """Keep a photo with an answer or a defect of an open inspection; returns its id.

    The same picture at the same place is kept once.
    """
    return attach_photos(session, inspection_id, [(prepared, place)], by, at)[0]


def attach_photos(
    session: Session, inspection_id: int, shown: Sequence[Shown], by: int, at: datetime
) -> list[int]:
    """Keep photos with answers or defects of an open inspection, all or none; returns their ids.

    The same picture at the same place is kept once.
    """
    person = acting(session, "photo.attach", by, at)
    inspection = locked_inspection(session, inspection_id)
    inspection.must_take(person)
    here = select(Photo).where(
        Photo.inspection_id == inspection_id,
        Photo.sha256.in_({prepared.sha256 for prepared, _place in shown}),
    )
    kept = {
        (photo.sha256, photo.item_id, photo.unit_number, photo.defect_id): photo
        for photo in session.scalars(here)
    }
    found = []
    for prepared, place in shown:
        item_id, unit_number = _belongs(session, inspection, place)
        key = (prepared.sha256, item_id, unit_number, place.defect_id)
        if key not in kept:
            kept[key] = Photo(
                inspection_id=inspection_id,
                item_id=item_id,
                unit_number=unit_number,
                defect_id=place.defect_id,
                caption=texts.text(place.caption, N_("caption"), texts.LINE),
                sha256=prepared.sha256,
                width=prepared.width,
                height=prepared.height,
                image=prepared.image,
                print_copy=prepared.print_copy,
                thumbnail=prepared.thumbnail,
                by=person,
                at=at,
            )
            session.add(kept[key])
            inspection.touch(at)
        found.append(kept[key])
    session.flush()
    return [photo.id for photo in found]


def _belongs(
    session: Session, inspection: Inspection, place: PhotoPlace
) -> tuple[int | None, int]:
    """Return the place of a photo; refuse what is not part of this inspection."""
    if place.defect_id is not None:
        defect = session.get(Defect, place.defect_id)
        if defect is None or defect.inspection_id != inspection.id:
            raise NotFound(kind=N_("defect"), name=place.defect_id)
        return defect.item_id, defect.unit_number
    if place.item_id is None:
        raise FieldNeeded(field=N_("check item"))
    inspection.must_have(inspection.item(place.item_id), place.unit_number)
    return place.item_id, place.unit_number


def photo_image(session: Session, photo_id: int) -> bytes:
    """Return the large JPEG of a photo."""
    return session.get_one(Photo, photo_id).image


def photo_thumbnail(session: Session, photo_id: int) -> bytes:
    """Return the small JPEG of a photo."""
    return session.get_one(Photo, photo_id).thumbnail
