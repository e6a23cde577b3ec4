"""The panel at the top of a report: a symbol, one word that nobody can misread, and the reason."""

from dataclasses import dataclass

from qc_desk.i18n import _
from qc_desk.reports.bands import LEFT, WIDTH, Band, Box
from qc_desk.reports.lettering import BODY, Style
from qc_desk.reports.setting import HAIR_FRAME, columns, framed, symbol
from qc_desk.reports.typesetting import Stack, Typesetter

WHITE = "1 1 1"
_ICON = 44.0
_TEXT_LEFT = 68.0
_LONG = 500  # a longer reason stands in full below the panel
_SIZES = (25.0, 21.0, 17.0)


@dataclass(frozen=True)
class Look:
    """How a panel is painted: its colour, and whether ink and paper change places."""

    colour: str
    inverted: bool = False

    @property
    def colours(self) -> tuple[str, str]:
        """The symbol's own colours: ink and paper."""
        return (WHITE, self.colour) if self.inverted else (self.colour, WHITE)


GOOD = Look("0.05 0.36 0.2")
BAD = Look("0.55 0.04 0.07", inverted=True)
CAREFUL = Look("0.52 0.3 0")
OPEN = Look("0.25 0.25 0.25")


@dataclass(frozen=True, kw_only=True)
class Panel:
    """What a panel says: one word, what it is about, and why."""

    word: str
    about: str
    reason: str
    icon: str
    look: Look
    outline: str


def panel(told: Panel, setter: Typesetter) -> list[Band]:
    """Return the panel; a long reason begins in it and stands in full below."""
    look = told.look
    ink = f"{WHITE} rg" if look.inverted else "0.1 g"
    room = WIDTH - _TEXT_LEFT - 12
    style = _fitting(told.word, room, f"{WHITE if look.inverted else look.colour} rg")
    stack: Stack = [(told.word, style), (told.about, Style(9.5, 12.6, "QCDesk-Bold", ink))]
    long = len(told.reason) > _LONG
    if told.reason:
        begun = _("{beginning}… (in full below)").format(beginning=told.reason[:_LONG])
        stack.append((begun if long else told.reason, Style(8.6, 11.4, "QCDesk", ink)))
    band = columns(setter, [(_TEXT_LEFT, room, stack)], 12)
    band.height = max(band.height, _ICON + 20)
    shade = (f"{look.colour} rg", "f") if look.inverted else (f"{look.colour} RG 2.2 w 1 g", "B")
    inset = 0 if look.inverted else 1.1  # half of the frame's line
    band.boxes.append(Box(LEFT + inset, 0, WIDTH - 2 * inset, band.height, *shade))
    band.drawings.append(symbol(told.icon, 13, 10, _ICON))
    band.outline = told.outline
    if not long:
        return [band]
    whole = columns(setter, [(12, WIDTH - 24, [(told.reason, BODY)])], 8)
    return [band, framed(whole, HAIR_FRAME)]


def _fitting(word: str, room: float, colour: str) -> Style:
    """Return the largest type in which the word stands on one line."""
    for size in _SIZES:
        style = Style(size, size * 1.2, "QCDesk-Bold", colour)
        if style.face.width(word) * size <= room:
            return style
    return style
