"""The week's review on one page: what was decided, what happened, what waits, what is decided."""

from collections.abc import Iterator, Sequence

from qc_desk.domain.loop_words import PromiseStanding
from qc_desk.domain.review_papers import DECISIONS, PaperDecision, PaperPicture, ReviewPaper
from qc_desk.i18n import _, format_date
from qc_desk.reports.bands import GAP, LEFT, WIDTH, Band, Box, gap
from qc_desk.reports.charts.on_paper import chart_band
from qc_desk.reports.document import About
from qc_desk.reports.lettering import BODY, BODY_BOLD, BODY_GREY, FAIL, LEAD_BOLD, SMALL
from qc_desk.reports.masthead import masthead
from qc_desk.reports.printing import printed
from qc_desk.reports.setting import HAIR_FRAME, columns, heading
from qc_desk.reports.typesetting import Stack, Typesetter, shortened

_HALF = (WIDTH - GAP) / 2
_LOW = 92.0  # the chart across the page
_KEPT = 140  # letters of a line; what is longer stands in full in the window
_ROOM = 34.0  # to write a decision in by hand
_WHO, _UNTIL = 300.0, 420.0


def render(paper: ReviewPaper) -> bytes:
    """Return the review as PDF bytes, in the language spoken now."""
    setter = Typesetter()
    title = _("Weekly review")
    return printed(
        About(paper, f"{title}, {_week(paper)}", title), title, _bands(paper, setter), setter
    )


def _week(paper: ReviewPaper) -> str:
    return _("{first} to {last}").format(
        first=format_date(paper.first), last=format_date(paper.last)
    )


def _bands(paper: ReviewPaper, setter: Typesetter) -> Iterator[Band]:
    yield from masthead(paper, _("Weekly review"), setter)
    yield columns(setter, [(0, WIDTH, [(_week(paper), LEAD_BOLD), (paper.sentence, BODY)])], 2)
    yield from heading(setter, _("Decided the week before"))
    if not paper.before:
        yield _line(_("Nothing was decided."), setter)
    for each in paper.before:
        yield _kept(each, setter)
    yield from _pictures(paper.pictures, setter)
    yield from _beside(paper, setter)
    yield from heading(setter, _("Three decisions"), _("each one a promise with owner and day"))
    for number in range(DECISIONS):
        decided = paper.decisions[number] if number < len(paper.decisions) else None
        yield _decision(number + 1, decided, setter)


def _line(said: str, setter: Typesetter) -> Band:
    return columns(setter, [(0, WIDTH, [(said, BODY_GREY)])], 2)


def _kept(each: PaperDecision, setter: Typesetter) -> Band:
    """Return a decision of the week before, and whether it was kept."""
    style = FAIL if each.standing is PromiseStanding.BROKEN else BODY_BOLD
    due = _("{name}, by {day}").format(name=each.owner, day=format_date(each.due_on))
    band = columns(
        setter,
        [
            (0, 62, [(each.standing.label, style)]),
            (70, 300, [(shortened(each.text, _KEPT), BODY)]),
            (380, WIDTH - 380, [(due, BODY_GREY)]),
        ],
        2.4,
    )
    band.ruled = True
    return band


def _pictures(pictures: Sequence[PaperPicture], setter: Typesetter) -> Iterator[Band]:
    """Return the pictures: the first across the page, the others side by side."""
    yield from heading(setter, _("The last 13 weeks"))
    if pictures:
        yield _above([pictures[0]], setter, WIDTH)
        if pictures[0].chart is not None:
            yield chart_band(pictures[0].chart, "picture-0", height=_LOW)
        yield gap(8)
        yield _above(pictures[1:3], setter, _HALF)
        beside = [
            chart_band(each.chart, f"picture-{at}", (at - 1) * (_HALF + GAP), _HALF)
            for at, each in enumerate(pictures[1:3], start=1)
            if each.chart is not None
        ]
        if beside:
            drawings = [drawing for band in beside for drawing in band.drawings]
            yield Band(max(band.height for band in beside), drawings=drawings)


def _above(pictures: Sequence[PaperPicture], setter: Typesetter, width: float) -> Band:
    """Return titles and sentences of pictures, kept with their charts."""
    band = columns(
        setter,
        [
            (at * (_HALF + GAP), width, [(each.title, BODY_BOLD), (each.sentence, BODY)])
            for at, each in enumerate(pictures)
        ],
        2,
    )
    band.keeps = True
    return band


def _beside(paper: ReviewPaper, setter: Typesetter) -> Iterator[Band]:
    """Return what came back and what waits, side by side."""
    parts: list[tuple[str, tuple[str, ...], str]] = [
        (_("What came back"), paper.came_back, _("Nothing came back.")),
        (_("What waits"), paper.waits, _("Nothing waits too long.")),
    ]
    stacks = []
    for at, (title, lines, none) in enumerate(parts):
        stack: Stack = [(title, BODY_BOLD)]
        stack += [(f"•  {shortened(line, _KEPT)}", BODY) for line in lines] or [(none, BODY_GREY)]
        stacks.append((at * (_HALF + GAP), _HALF, stack))
    yield gap(8)
    yield columns(setter, stacks, 2)
    if paper.not_told:
        yield _line(paper.not_told, setter)


def _decision(number: int, decided: PaperDecision | None, setter: Typesetter) -> Band:
    """Return a decision, or the room to write one by hand."""
    text: Stack = [
        (f"{number}.  {shortened(decided.text, _KEPT)}" if decided else f"{number}.", BODY_BOLD)
    ]
    who: Stack = [(_("Who"), SMALL)]
    until: Stack = [(_("Until"), SMALL)]
    if decided is not None:
        who.append((decided.owner, BODY))
        until.append((format_date(decided.due_on), BODY))
    band = columns(
        setter,
        [(6, _WHO - 16, text), (_WHO, _UNTIL - _WHO - 8, who), (_UNTIL, WIDTH - _UNTIL, until)],
        4,
    )
    band.height = max(band.height, _ROOM)
    band.boxes.append(Box(LEFT, 0, WIDTH, band.height - 2, *HAIR_FRAME))
    return band
