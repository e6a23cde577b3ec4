"""The letterhead: a logo small enough for print, one colour that can be seen, a size of paper."""

import io
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from qc_desk.domain.letterheads import Letterhead
from qc_desk.domain.people import MAY_OWN
from qc_desk.domain.refusals import ChangedElsewhere, FieldInvalid, NotALogo
from qc_desk.domain.vocabulary import PageSize
from qc_desk.i18n import N_
from qc_desk.services.acts import acting, must_hold_anywhere

LARGEST_FILE = 60 * 1024 * 1024
LARGEST_PIXELS = 50_000_000
MOST_WIDE, MOST_HIGH = 900, 240  # px: 432 to the inch where a logo stands
LEAST_CONTRAST = 3.0  # against white paper (WCAG 2.2, 1.4.11)
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")
_COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, kw_only=True, slots=True)
class LetterheadRow:
    """The letterhead as it stands."""

    logo: bytes = b""
    accent: str = ""
    page: PageSize = PageSize.A4


def letterhead(session: Session) -> LetterheadRow:
    """Return the letterhead; a plain one while none was set."""
    kept = session.get(Letterhead, 1)
    if kept is None:
        return LetterheadRow()
    return LetterheadRow(logo=kept.logo, accent=kept.accent, page=kept.page)


def set_letterhead(
    session: Session, seen: LetterheadRow, wanted: LetterheadRow, by: int, at: datetime
) -> LetterheadRow:
    """Change how paper looks from now on; issued reports stay as they are.

    The logo is one that ``prepared_logo`` has made. Raises NotAllowed, ChangedElsewhere,
    FieldInvalid.
    """
    must_hold_anywhere(acting(session, "letterhead.change", by, at), MAY_OWN)
    kept = session.get(Letterhead, 1, with_for_update=True)
    if letterhead(session) != seen:
        raise ChangedElsewhere(name=N_("letterhead"))
    if kept is None:
        kept = Letterhead(changed_at=at)
        session.add(kept)
    kept.logo, kept.page, kept.changed_at = wanted.logo, wanted.page, at
    kept.accent = checked_colour(wanted.accent)
    session.flush()
    return letterhead(session)


def checked_colour(typed: str) -> str:
    """Return a colour as it is kept; refuse what is none, or is too pale for white paper."""
    colour = typed.strip().lower()
    if not colour:
        return ""
    field = N_("colour")
    if not _COLOUR.fullmatch(colour):
        raise FieldInvalid(field=field, value=typed, why=N_("write it like #1b5e7d."))
    if contrast(colour) < LEAST_CONTRAST:
        why = N_("it is too pale for white paper. Choose a darker one.")
        raise FieldInvalid(field=field, value=typed, why=why)
    return colour


def contrast(colour: str) -> float:
    """Return how much a colour stands out from white, from 1 to 21 (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    light = sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return 1.05 / (light + 0.05)


def read_logo(file: Path) -> bytes:
    """Read a logo from a file, as it is printed; slow, so call it off the window's thread."""
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise NotALogo(name=file.name, why=N_("it is larger than 60 MB."))
        raw = file.read_bytes()
    except OSError as error:
        raise NotALogo(name=file.name, why=N_("it cannot be read.")) from error
    return prepared_logo(raw, file.name)


def prepared_logo(raw: bytes, name: str) -> bytes:
    """Return a logo as it is printed: upright, on white, no larger than print needs it."""
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415 (heavy)

    try:
        with Image.open(io.BytesIO(raw), formats=_FORMATS) as picture:
            if picture.width * picture.height > LARGEST_PIXELS:
                why = N_("it has more than 50 million pixels. Save it smaller.")
                raise NotALogo(name=name, why=why)
            picture.draft("RGB", (2 * MOST_WIDE, 2 * MOST_HIGH))
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        why = N_("it has more than 50 million pixels. Save it smaller.")
        raise NotALogo(name=name, why=why) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        why = N_("it is not a picture (PNG, JPEG, WebP, TIFF, BMP or GIF).")
        raise NotALogo(name=name, why=why) from error
    upright.thumbnail((MOST_WIDE, MOST_HIGH), Image.Resampling.LANCZOS)
    flat = Image.new("RGB", upright.size, "white")
    flat.paste(upright, mask=upright.getchannel("A"))
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=94, subsampling=0)
    return out.getvalue()
