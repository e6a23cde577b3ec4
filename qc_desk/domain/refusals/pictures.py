"""Refusals about pictures, and about what is drawn over them."""

from qc_desk.domain.refusals.base import QcError
from qc_desk.i18n import N_


class TooManyMarks(QcError):
    """More is drawn over a photo than anybody could read."""

    sentence = N_(
        "The photo has {count} marks; at most {limit} can be kept. Remove some, or mark a second "
        "photo."
    )


class MarkOutside(QcError):
    """A mark lies outside its photo."""

    sentence = N_("Mark {number} ({mark}) lies outside the photo. Move it onto the photo.")


class MarkTooSmall(QcError):
    """A mark is too small to be seen."""

    sentence = N_("Mark {number} ({mark}) is too small to be seen. Draw it larger or remove it.")


class TextOfMarkNeeded(QcError):
    """A text on a photo says nothing."""

    sentence = N_("Mark {number} ({mark}) says nothing. Write its text or remove it.")


class MarksUnreadable(QcError):
    """What is kept as marks of a photo is none."""

    sentence = N_("The marks of this photo cannot be read. The photo itself is unchanged.")


class PhotoSigned(QcError):
    """A photo was to be marked after its check was signed."""

    sentence = N_(
        "This photo belongs to a check that is closed: it stays as it was signed. Nothing was "
        "changed; the marks you drew are kept as a draft."
    )


class MarkedMeanwhile(QcError):
    """Somebody else has marked the photo in the meantime."""

    sentence = N_(
        "{person} has marked this photo meanwhile. Nothing was changed; your marks are kept as a "
        "draft. Open the photo again and look at both."
    )


class TooManyPictures(QcError):
    """An item or a step has more pictures than anybody would look at."""

    sentence = N_("“{name}” has {count} pictures; at most {limit} can be shown. Remove some.")
