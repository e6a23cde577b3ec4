"""The verdict that nobody can misread, and the counts that matter."""

from dataclasses import dataclass

from qc_desk.domain.papers import InspectionPaper
from qc_desk.domain.vocabulary import Result, Slot, Verdict
from qc_desk.i18n import _, format_integer, ngettext
from qc_desk.reports.bands import GAP, LEFT, WIDTH, Band, Box, gap
from qc_desk.reports.lettering import BODY, FIGURE, LABEL, Style
from qc_desk.reports.setting import HAIR_FRAME, columns, framed, symbol
from qc_desk.reports.symbols import verdict_symbol
from qc_desk.reports.typesetting import Stack, Typesetter, shortened

_WHITE = "1 1 1"


@dataclass(frozen=True)
class _Look:
    """How a verdict is painted: its colour, and whether ink and paper change places."""

    colour: str
    inverted: bool = False


_LOOKS = {
    Verdict.RELEASED: _Look("0.05 0.36 0.2"),
    Verdict.REJECTED: _Look("0.55 0.04 0.07", inverted=True),
    Verdict.CONCESSION: _Look("0.52 0.3 0"),
    Verdict.ALONE: _Look("0.52 0.3 0"),
    Verdict.PENDING: _Look("0.25 0.25 0.25"),
}
_ICON = 44.0
_TEXT_LEFT = 68.0
_LONG = 500  # a longer reason stands in full below the panel
_NAME_KEPT = 80  # a longer name stands in full among the facts
_SIZES = (25.0, 21.0, 17.0)


def verdict_panel(paper: InspectionPaper, setter: Typesetter) -> list[Band]:
    """Return the verdict: symbol, word, batch, reason."""
    look = _LOOKS[paper.verdict]
    ink = f"{_WHITE} rg" if look.inverted else "0.1 g"
    word = paper.verdict.label.upper()
    room = WIDTH - _TEXT_LEFT - 12
    style = _fitting(word, room, f"{_WHITE} rg" if look.inverted else f"{look.colour} rg")
    lead = Style(9.5, 12.6, "QCDesk-Bold", ink)
    stack: Stack = [(word, style), (_batch(paper), lead)]
    reason = _reason(paper)
    long = len(reason) > _LONG
    if reason:
        shown = (
            _("{beginning}… (in full below)").format(beginning=reason[:_LONG]) if long else reason
        )
        stack.append((shown, Style(8.6, 11.4, "QCDesk", ink)))
    band = columns(setter, [(_TEXT_LEFT, room, stack)], 12)
    band.height = max(band.height, _ICON + 20)
    shade = (f"{look.colour} rg", "f") if look.inverted else (f"{look.colour} RG 2.2 w 1 g", "B")
    inset = 0 if look.inverted else 1.1  # half of the frame's line
    band.boxes.append(Box(LEFT + inset, 0, WIDTH - 2 * inset, band.height, *shade))
    colours = (_WHITE, look.colour) if look.inverted else (look.colour, _WHITE)
    band.drawings.append(symbol(verdict_symbol(paper.verdict, *colours), 13, 10, _ICON))
    band.outline = paper.verdict.label
    return [band, framed(columns(setter, [(12, WIDTH - 24, [(reason, BODY)])], 8), HAIR_FRAME)][
        : 1 + long
    ]


def _fitting(word: str, room: float, colour: str) -> Style:
    """Return the largest type in which the verdict stands on one line."""
    for size in _SIZES:
        style = Style(size, size * 1.2, "QCDesk-Bold", colour)
        if style.face.width(word) * size <= room:
            return style
    return style


def _batch(paper: InspectionPaper) -> str:
    """Return which batch the verdict is about."""
    pieces = ngettext("{count} piece", "{count} pieces", paper.quantity)
    return _("Batch {batch} · {product} · {pieces}").format(
        batch=shortened(paper.batch_number, _NAME_KEPT),
        product=shortened(paper.product_name, _NAME_KEPT),
        pieces=pieces.format(count=format_integer(paper.quantity)),
    )


def _reason(paper: InspectionPaper) -> str:
    """Return why the verdict is what it is, with the name of the person who answers for it."""
    wanted = {Verdict.ALONE: Slot.ALONE, Verdict.CONCESSION: Slot.CONCESSION}
    slot = wanted.get(paper.verdict, Slot.DECISION)
    signed = [mark for mark in paper.signatures if mark.slot == slot and mark.meaning is not None]
    reason = paper.verdict_reason or next((mark.reason for mark in signed if mark.reason), "")
    if not reason:
        return ""
    if signed and paper.verdict in wanted:
        return _("Reason given by {name}: {reason}").format(name=signed[0].name, reason=reason)
    return _("Reason: {reason}").format(reason=reason)


def summary(paper: InspectionPaper, setter: Typesetter) -> list[Band]:
    """Return the counts that matter as a row of figures."""
    figures = _counts(paper)
    width = (WIDTH + GAP) / len(figures)
    stacks = [
        (at * width, width - GAP, [(format_integer(count), FIGURE), (label, LABEL)])
        for at, (label, count) in enumerate(figures)
    ]
    band = columns(setter, stacks, 5)
    band.ruled = True
    return [gap(6), band]


def _counts(paper: InspectionPaper) -> list[tuple[str, int]]:
    """Count what was checked and what was found."""
    marks = [{mark.result for mark in (row.first, row.second) if mark} for row in paper.rows]
    failed = sum(Result.FAIL in found for found in marks)
    passed = sum(found == {Result.PASS} for found in marks)
    differing = sum(row.differs for row in paper.rows)
    skipped = sum(found == {Result.NOT_APPLICABLE} for found in marks)
    return [
        (ngettext("check", "checks", len(paper.rows)), len(paper.rows)),
        (_("passed"), passed),
        (_("failed"), failed),
        (_("not applicable"), skipped),
        (ngettext("difference", "differences", differing), differing),
        (ngettext("defect", "defects", len(paper.defects)), len(paper.defects)),
        (ngettext("correction", "corrections", len(paper.corrections)), len(paper.corrections)),
    ]
