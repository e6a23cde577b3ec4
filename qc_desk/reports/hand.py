"""What is written by hand: boxes to tick, and lines to write on below their names."""

from qc_desk.reports.bands import GAP, LEFT, WIDTH, Band, Box
from qc_desk.reports.lettering import BODY, LABEL
from qc_desk.reports.typesetting import Typesetter

TICK = 10.0  # the side of a box to tick
_PEN = "0.9 w 0.25 G", "S"
_RULE = "0.45 g", "f"
_WRITING = 21.0  # a line for a hand

Wanted = tuple[str, float]  # what is written, and its share of the page's width


def tick_box(x: float, top: float, width: float = TICK, height: float = TICK) -> Box:
    """Return an empty box, from the left margin."""
    return Box(LEFT + x, top, width, height, *_PEN)


def fields(wanted: list[Wanted], setter: Typesetter, *, room: float = _WRITING) -> Band:
    """Return lines to write on side by side, each with what is written on it below."""
    whole = sum(share for _name, share in wanted)
    band = Band(room + 14)
    x = 0.0
    for name, share in wanted:
        width = share / whole * (WIDTH + GAP) - GAP
        band.boxes.append(Box(LEFT + x, room, width, 0.6, *_RULE))
        shown = setter.fitted(name, LABEL, width)
        band.lines.append((room + 2 + LABEL.size, LEFT + x, LABEL, shown))
        x += width + GAP
    return band


def ticks(words: list[str], x: float, top: float, band: Band, setter: Typesetter) -> float:
    """Put boxes with their words into a band; return where the next one could begin."""
    for each in words:
        band.boxes.append(tick_box(x, top))
        shown = setter.fitted(each, BODY, 120)
        band.lines.append((top + BODY.size + 0.6, LEFT + x + TICK + 4, BODY, shown))
        x += TICK + 4 + BODY.face.width(shown) * BODY.size + 12
    return x


def write_boxes(count: int, x: float, width: float, band: Band, top: float) -> float:
    """Put numbered boxes into a band, ten in a row; return how far down they reach."""
    across = 10
    step = width / across
    for at in range(count):
        row, column = divmod(at, across)
        left, up = x + column * step, top + row * 20
        band.boxes.append(tick_box(left, up, step - 3, 16))
        band.lines.append((up + LABEL.size, LEFT + left + 2, LABEL, str(at + 1)))
    return top + ((count + across - 1) // across) * 20
