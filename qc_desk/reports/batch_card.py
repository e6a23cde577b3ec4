"""The card that travels with a batch: read from two metres away, and by a scanner."""

from collections.abc import Iterator

from qc_desk.domain.print_outs import BatchCard, BatchPrint
from qc_desk.domain.scan_text import can_be_typed
from qc_desk.i18n import _, format_date, format_integer, format_list
from qc_desk.reports.bands import LEFT, WIDTH, Band, gap
from qc_desk.reports.bars import bars_in
from qc_desk.reports.document import About
from qc_desk.reports.facts import Fact, fact_grid
from qc_desk.reports.footer import NUMBER_KEPT
from qc_desk.reports.hand import fields
from qc_desk.reports.lettering import BODY, LETTER, LETTER_BOLD, Style
from qc_desk.reports.masthead import letterhead_facts, masthead
from qc_desk.reports.printing import printed
from qc_desk.reports.qr import qr_in
from qc_desk.reports.setting import HAIR_FRAME, columns, framed, heading
from qc_desk.reports.typesetting import Stack, Typesetter, shortened

_QR = 128.0
_LEFT = 14.0
_TEXT = _QR + 34.0
_SIZES = (46.0, 38.0, 30.0, 24.0, 18.0)
_BARS = 58.0
_MOVES = 8


def render(paper: BatchCard) -> bytes:
    """Return the card as PDF bytes, in the language spoken now."""
    setter = Typesetter()
    title = _("Batch card {batch}").format(batch=paper.number)
    foot = _("Batch {batch}").format(batch=shortened(paper.number, NUMBER_KEPT))
    return printed(About(paper, title, paper.product_name), foot, bands(paper, setter), setter)


def bands(paper: BatchCard, setter: Typesetter) -> Iterator[Band]:
    """Return the card: the number large, its codes, the facts, where it stands."""
    yield from masthead(paper, _("Batch card"), setter)
    yield _large(paper, setter)
    yield gap(10)
    yield from fact_grid([*facts(paper), *letterhead_facts(paper)], setter, bold=2)
    if paper.note:
        yield gap(4)
        yield columns(setter, [(0, WIDTH, [(paper.note, LETTER)])], 3)
    yield from heading(setter, _("Where it stands"))
    named = [(_("Place"), 2.0), (_("Day"), 1.0), (_("Pieces"), 0.8), (_("Person"), 1.6)]
    for _each in range(_MOVES):
        yield fields(named, setter, room=24)


def facts(paper: BatchPrint) -> list[Fact]:
    """Return what is known about the goods."""
    made, due = paper.produced_on, paper.promised_ship_date
    return [
        (_("Product"), f"{paper.product_code} · {paper.product_name}"),
        (_("Quantity"), format_integer(paper.quantity)),
        (_("Manufacturer"), paper.manufacturer),
        (_("Produced on"), format_date(made) if made else ""),
        (_("Produced by"), format_list(paper.producers)),
        (_("Customer"), paper.customer),
        (_("Order"), paper.order_number),
        (_("Ships by"), format_date(due) if due else ""),
        (_("Checklist"), paper.checklist),
    ]


def _large(paper: BatchCard, setter: Typesetter) -> Band:
    """Return the number, as large as it fits, with its QR code and its bars."""
    room = WIDTH - _TEXT - 14
    style = fitting(paper.number, room, _SIZES)
    stack: Stack = [(paper.number, style), (shortened(paper.product_name, 120), LETTER_BOLD)]
    if not can_be_typed(paper.scan):
        said = _("A scanner cannot type this number. Enter it by hand.")
        stack.append((said, BODY))
    band = columns(setter, [(_TEXT, room, stack)], 14)
    band.drawings.append(qr_in(paper.scan, (LEFT + _LEFT, 14), _QR))
    top = max(band.height, _QR - _BARS + 4)
    bars = bars_in(paper.scan, (LEFT + _TEXT, top), room, _BARS)
    band.height = max(band.height, _QR + 28)
    if bars is not None:
        band.drawings.append(bars)
        band.height = max(band.height, top + _BARS + 14)
    band.outline = paper.number
    return framed(band, HAIR_FRAME)


def fitting(text: str, room: float, sizes: tuple[float, ...]) -> Style:
    """Return bold type of the largest size in which a text stands on one line, or the smallest."""
    for size in sizes:
        style = _bold(size)
        if style.face.width(Typesetter().fitted(text, style, 1e6)) * size <= room:
            return style
    return _bold(sizes[-1])


def _bold(size: float) -> Style:
    return Style(size, size * 1.18, "QCDesk-Bold")
