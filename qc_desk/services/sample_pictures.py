"""Pictures of the sample shop: good and bad at a few items, and marks on defect photos."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from qc_desk.domain.overlay import Ink, Shape, ShapeKind, Shapes
from qc_desk.domain.picture_words import PictureRow, Shows
from qc_desk.services.annotations import draw_over
from qc_desk.services.checklist_drafts import entry_of, save_draft
from qc_desk.services.checklist_lists import version_detail
from qc_desk.services.photo_views import PhotoKey
from qc_desk.services.pictures import keep_picture
from qc_desk.services.sample_album import photo

_SHOWN = {
    ("ceramic-tableware", "LOOK-1"): (
        ("plate", Shows.GOOD, "The rim is whole all around."),
        ("chip", Shows.BAD, "A chip: clay can be seen."),
    ),
    ("ceramic-tableware", "LOOK-3"): (
        ("plate", Shows.GOOD, "The glaze is closed and even."),
        ("glaze", Shows.BAD, "Pinholes: dark points in the glaze."),
    ),
    ("garments", "LOOK-4"): (
        ("whole_seam", Shows.GOOD, "Every stitch holds."),
        ("seam", Shows.BAD, "An open seam: the cloth below can be seen."),
    ),
}
_MARKS: dict[str, Shapes] = {
    "seam": (
        Shape(ShapeKind.CIRCLE, 0.4, 0.4, 0.62, 0.6, Ink.RED),
        Shape(ShapeKind.ARROW, 0.3, 0.78, 0.44, 0.58, Ink.RED),
    ),
    "glaze": (Shape(ShapeKind.CIRCLE, 0.33, 0.28, 0.67, 0.74, Ink.RED),),
}


def pictured() -> list[str]:
    """Return the kinds of photos that show what is good and bad."""
    return [kind for pictures in _SHOWN.values() for kind, _shows, _caption in pictures]


def show_examples(session: Session, code: str, version_id: int, by: int, at: datetime) -> None:
    """Put pictures of good and bad to items of a checklist's draft, where there are some."""
    told = {item: pictures for (checklist, item), pictures in _SHOWN.items() if checklist == code}
    if not told:
        return
    rows = {
        item: tuple(_kept(session, *picture, by, at) for picture in pictures)
        for item, pictures in told.items()
    }
    detail = version_detail(session, version_id)
    entry = entry_of(detail)
    items = tuple(replace(each, pictures=rows.get(each.code, ())) for each in entry.items)
    save_draft(session, detail, replace(entry, items=items), by, at)


def _kept(
    session: Session, kind: str, shows: Shows, caption: str, by: int, at: datetime
) -> PictureRow:
    kept = keep_picture(session, photo(kind, 0), by, at)
    return PictureRow(picture_id=kept.picture_id, sha256=kept.sha256, shows=shows, caption=caption)


def mark_flaw(
    session: Session, photo_id: int, kind: str, words: str, by: int, at: datetime
) -> None:
    """Mark what a defect photo shows, for the kinds whose place is known."""
    marks = _MARKS.get(kind, ())
    if marks:
        text = Shape(ShapeKind.TEXT, 0.04, 0.8, 0.5, 0.8, Ink.RED, words[:60] or kind)
        draw_over(session, PhotoKey(photo_id), (*marks, text), None, by, at)
