"""Nonconformities with their photos, and the photos of single checks."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from qc_desk.domain.defect_papers import Nonconformity
from qc_desk.domain.papers import InspectionPaper, PaperDefect, PaperPhoto
from qc_desk.domain.vocabulary import Seat, Severity
from qc_desk.i18n import _, format_integer, ngettext
from qc_desk.reports.bands import GAP, LEFT, WIDTH, Band, Box, Drawing, gap
from qc_desk.reports.facts import STEP, Fact, fact_grid
from qc_desk.reports.lettering import (
    BODY,
    BODY_BOLD,
    BODY_WHITE,
    FINE,
    LEAD_BOLD,
    SMALL,
    SMALL_BOLD,
    SMALL_INK,
)
from qc_desk.reports.overlay import draw_over
from qc_desk.reports.pictures import Picture, picture
from qc_desk.reports.setting import (
    BLACK,
    HAIR_FRAME,
    HEAVY_FRAME,
    Column,
    columns,
    framed,
    heading,
    labelled,
)
from qc_desk.reports.typesetting import Stack, Typesetter, shortened

_ACROSS = 3
_PHOTO_WIDTH = (WIDTH - GAP * (_ACROSS - 1)) / _ACROSS
_PHOTO_HEIGHT = 118.0
_ALONE_WIDTH, _ALONE_HEIGHT = 250.0, 180.0  # a single photo may be larger
_FRAMES = {Severity.CRITICAL: BLACK, Severity.MAJOR: HEAVY_FRAME}


class Album:
    """The photos of one report, each read once."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, str], Picture | None] = {}

    def picture(self, photo: PaperPhoto) -> Picture | None:
        """Return a photo as it goes into the PDF; None when there is no such photo any more."""
        key = (photo.sha256, str(photo.path))
        if key not in self._read:
            same = [name for name, _path in self._read if name == photo.sha256]
            name = f"{photo.sha256[:32] or 'photo'}.{len(same)}"
            self._read[key] = picture(photo.path, name)
        return self._read[key]


def defect_list(paper: InspectionPaper, setter: Typesetter, album: Album) -> Iterator[Band]:
    """Return the defects in the order of their numbers."""
    if not paper.defects:
        return
    pieces = _pieces(paper)
    note = ngettext("{count} piece affected", "{count} pieces affected", pieces)
    yield from heading(setter, _("Defects"), note.format(count=format_integer(pieces)))
    for defect in paper.defects:
        yield from _defect(defect, setter, album)


def _pieces(paper: InspectionPaper) -> int:
    """Return how many pieces are affected; what both inspectors found alike counts once."""
    found: dict[tuple[str, str], Counter[Seat]] = defaultdict(Counter)
    for each in paper.defects:
        found[each.code, each.item][each.seat] += each.quantity
    return sum(max(seats.values()) for seats in found.values())


def missed_by_both(paper: InspectionPaper, setter: Typesetter) -> list[Band]:
    """Return what both inspectors have probably missed, where that can be said."""
    found = paper.recapture
    if found is None or found.estimate is None:
        return []
    how = _(
        "Estimated by capture and recapture (Chapman 1951, exact interval) from defects"
        " of the same check, sample unit and code. It holds if both looked without knowing of each"
        " other, and only for what both looked at."
    )
    stack: Stack = [(found.said, BODY_BOLD), (how, SMALL)]
    return [framed(columns(setter, [(8, WIDTH - 16, stack)], 6), HAIR_FRAME)]


def item_photos(paper: InspectionPaper, setter: Typesetter, album: Album) -> list[Band]:
    """Return the photos that belong to checks."""
    if not paper.photos:
        return []
    return [*heading(setter, _("Photos")), *photo_grid(paper.photos, setter, album)]


def _defect(defect: PaperDefect, setter: Typesetter, album: Album) -> list[Band]:
    """Return one defect: what, how bad, how many, where, what was done, photos."""
    title = _("D{number}  {code} · {name}").format(
        number=defect.number, code=defect.code, name=defect.name
    )
    band = defect_head(title, defect, setter)
    facts = [*fact_grid(_facts(defect), setter), _decisions(defect, setter)]
    grid = photo_grid(defect.photos, setter, album)
    for part in facts[:-1] if not grid else facts:
        part.keeps = True
    return [band, *facts, gap(4), *grid, gap(8)]


def defect_head(title: str, defect: PaperDefect | Nonconformity, setter: Typesetter) -> Band:
    """Return the line above a defect: what it is, how bad, how many."""
    severity = defect.severity.label.upper()
    style = BODY_WHITE if defect.severity is Severity.CRITICAL else SMALL_BOLD
    width = style.face.width(severity) * style.size + 10
    pieces = ngettext("{count} piece", "{count} pieces", defect.quantity)
    shown = pieces.format(count=format_integer(defect.quantity))
    right = LEFT + WIDTH - LEAD_BOLD.face.width(shown) * LEAD_BOLD.size
    x = right - width - 8
    band = columns(setter, [(0.0, x - LEFT - 12, [(title, LEAD_BOLD)])], 6)
    if defect.severity in _FRAMES:
        band.boxes.append(Box(x, 5, width, 14, *_FRAMES[defect.severity]))
    band.lines.append((15, x + 5, style, severity))
    band.lines.append((band.lines[0][0], right, LEAD_BOLD, shown))
    band.keeps = band.ruled = True
    return band


def _facts(defect: PaperDefect) -> list[Fact]:
    """Return what is known about a defect."""
    found = _("{name}, {seat}").format(name=defect.found_by, seat=defect.seat.label)
    return [
        (_("Where"), defect.place),
        (_("Found at"), defect.item),
        (_("Found by"), found),
        (_("Status"), defect.status.label),
    ]


def _decisions(defect: PaperDefect, setter: Typesetter) -> Band:
    """Return what was done with the goods at once, and what was decided about them."""
    decided = defect.disposition.label if defect.disposition else _("not decided")
    stacks: list[Column] = [
        (0, STEP - GAP, labelled(_("Disposition"), [(decided, BODY)])),
        (STEP, WIDTH - STEP, labelled(_("Containment"), [(defect.containment or "–", BODY)])),
    ]
    band = columns(setter, stacks, 3)
    band.ruled = True
    return band


def photo_grid(photos: tuple[PaperPhoto, ...], setter: Typesetter, album: Album) -> list[Band]:
    """Return photos three to a row with their captions; one alone is larger."""
    if len(photos) == 1:
        return [_photo_row(photos, setter, album, (_ALONE_WIDTH, _ALONE_HEIGHT))]
    size = _PHOTO_WIDTH, _PHOTO_HEIGHT
    return [
        _photo_row(photos[begin : begin + _ACROSS], setter, album, size)
        for begin in range(0, len(photos), _ACROSS)
    ]


def _photo_row(photos: tuple[PaperPhoto, ...], setter: Typesetter, album: Album,
               size: tuple[float, float]) -> Band:  # fmt: skip
    """Return a row of photos, as high as the highest of them."""
    places = [_Place(photo, album.picture(photo), size) for photo in photos]
    tallest = max(place.height for place in places)
    band = Band(0)
    for at, place in enumerate(places):
        x = LEFT + at * (size[0] + GAP)
        place.put(band, x, tallest, setter)
        caption = setter.stack(place.caption(), x, size[0], tallest + 3)
        band.lines.extend(caption)
        band.height = max(band.height, max(line[0] for line in caption) + 8)
    return band


class _Place:
    """One photo in its row: how large it is shown, or that it is missing."""

    def __init__(
        self, photo: PaperPhoto, shown: Picture | None, size: tuple[float, float]
    ) -> None:
        self._photo, self._shown = photo, shown
        self.width, self.height = size[0], 40.0
        if shown:
            scale = min(size[0] / shown.width, size[1] / shown.height)
            self.width, self.height = shown.width * scale, shown.height * scale

    def put(self, band: Band, x: float, bottom: float, setter: Typesetter) -> None:
        """Put the photo with its marks, or an empty frame, onto the bottom line of the row."""
        top = bottom - self.height
        if self._shown:
            room = x, top, self.width, self.height
            band.drawings.append(Drawing(*room, picture=self._shown))
            if self._photo.shapes:
                draw_over(band, self._photo.shapes, room, setter)
        band.boxes.append(Box(x, top, self.width, self.height, "0.4 w 0.5 G", "S"))

    def caption(self) -> Stack:
        """Return what stands below the photo."""
        stack: Stack = []
        if not self._shown:
            stack.append((_("This photo is missing or damaged."), SMALL_BOLD))
        if self._photo.caption:
            stack.append((self._photo.caption, SMALL_INK))
        stack.append(
            (_("SHA-256 {digest}").format(digest=shortened(self._photo.sha256, 17)), FINE)
        )
        return stack
