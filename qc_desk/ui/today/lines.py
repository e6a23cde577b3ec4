"""A line of the Today page, and a part of lines that belong together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qc_desk.i18n import _, format_date
from qc_desk.services.snoozes import SnoozeRow, Subject
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
    subject: Subject | None = None  # by which it can be put off; a problem has none
    is_put_off: bool = False


@dataclass(frozen=True)
class Part:
    """Lines that belong together; with a ``place`` only the first are shown, and a way to all."""

    title: str
    lines: tuple[Line, ...]
    place: str = ""
    fact: object = ()


def without_put_off(parts: Sequence[Part], put_off: Sequence[SnoozeRow]) -> list[Part]:
    """Return the parts that have something to say; what is put off stands in a part at the end."""
    away = {row.subject: row for row in put_off}
    shown, later = [], []
    for part in parts:
        here = tuple(line for line in part.lines if line.subject not in away)
        later += [line for line in part.lines if line not in here]
        if here:
            shown.append(replace(part, lines=_first_of(part, here)))
    if later:
        lines = tuple(_put_off(line, away[line.subject]) for line in later if line.subject)
        shown.append(Part(_("Put off by you"), lines))
    return shown


def _put_off(line: Line, row: SnoozeRow) -> Line:
    """Say until when a line is put off, and why."""
    said = _("{sentence} Put off until {day}: {reason}").format(
        sentence=line.sentence, day=format_date(row.until), reason=row.reason
    )
    return replace(
        line,
        sentence=said,
        action=_("Show again"),
        tone=Tone.CALM,
        picture="clock",
        is_put_off=True,
    )


def _first_of(part: Part, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the first lines; where there are more, the last one leads to all of them."""
    if len(lines) <= SHOWN or not part.place:
        return lines
    more = Line(_("There are more."), _("Show all"), part.place, part.fact, Tone.CALM, "layers")
    return (*lines[:SHOWN], more)
