"""Pictures of the manual on paper: what is good, what is bad, how it is done."""

from dataclasses import replace

from qc_desk.domain.papers import PaperPhoto
from qc_desk.domain.picture_words import Shows
from qc_desk.domain.print_outs import PaperPicture
from qc_desk.i18n import _
from qc_desk.reports.bands import Band
from qc_desk.reports.defects import Album, photo_grid
from qc_desk.reports.typesetting import Typesetter

_SIGNS = {Shows.GOOD: "✓", Shows.BAD: "✗"}


def manual_pictures(
    pictures: tuple[PaperPicture, ...], setter: Typesetter, album: Album
) -> list[Band]:
    """Return the pictures, three to a row, each with what it shows in a word and a sign."""
    if not pictures:
        return []
    return photo_grid(tuple(_captioned(each) for each in pictures), setter, album)


def _captioned(each: PaperPicture) -> PaperPhoto:
    """Return a picture whose caption says whether it is good or bad."""
    if each.shows not in _SIGNS:
        return each.photo
    word = f"{_SIGNS[each.shows]} {each.shows.label.upper()}"
    if each.photo.caption:
        word = _("{shows}: {caption}").format(shows=word, caption=each.photo.caption)
    return replace(each.photo, caption=word)
