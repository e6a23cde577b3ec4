"""A line of the Today page, and a part of lines that belong together."""

from dataclasses import dataclass

from qc_desk.i18n import _
from qc_desk.ui.theme import Tone

SHOWN = 5  # lines of the loop's parts; one more says that there are others


@dataclass(frozen=True)
class Line:
    """One sentence, how pressing it is, and where its action leads."""

    sentence: str
    action: str
    place: str
    fact: object
    tone: Tone
    picture: str


@dataclass(frozen=True)
class Part:
    """Lines that belong together."""

    title: str
    lines: tuple[Line, ...]


def first_of(lines: tuple[Line, ...], place: str, fact: object = ()) -> tuple[Line, ...]:
    """Return the first lines; where there are more, the last one leads to all of them."""
    if len(lines) <= SHOWN:
        return lines
    more = Line(_("There are more."), _("Show all"), place, fact, Tone.CALM, "layers")
    return (*lines[:SHOWN], more)
