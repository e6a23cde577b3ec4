"""What letters have in common: the address, the subject, paragraphs, and the name at the end."""

from collections.abc import Iterator
from itertools import chain

from qc_desk.domain.letter_papers import LetterPaper, PaperPromise
from qc_desk.domain.loop_words import PromiseStanding
from qc_desk.i18n import _, format_date
from qc_desk.reports.bands import WIDTH, Band, gap
from qc_desk.reports.days import day
from qc_desk.reports.document import About
from qc_desk.reports.lettering import (
    BODY_GREY,
    LABEL,
    LETTER,
    LETTER_BOLD,
    LETTER_GREY,
    SUBJECT,
    Style,
)
from qc_desk.reports.masthead import masthead
from qc_desk.reports.printing import printed
from qc_desk.reports.proof import proof_box
from qc_desk.reports.setting import columns
from qc_desk.reports.typesetting import Stack, Typesetter, shortened

MEASURE = 430.0  # the width of a line that reads well
_INDENT = 14.0
_FEW_LINES = 60.0


def printed_letter(
    paper: LetterPaper, title: str, body: Iterator[Band], setter: Typesetter
) -> bytes:
    """Return a letter as PDF bytes: its head, its body, its end."""
    about = About(paper, f"{title} {paper.report_number}", title)
    foot = title if not paper.to else f"{title} · {shortened(paper.to, 40)}"
    return printed(about, foot, _whole(paper, title, body, setter), setter)


def _whole(
    paper: LetterPaper, title: str, body: Iterator[Band], setter: Typesetter
) -> Iterator[Band]:
    yield from masthead(paper, title, setter)
    yield from _address(paper, setter)
    yield from _held(body if not paper.words else chain(body, [paragraph(paper.words, setter)]))
    yield from _end(paper, setter)
    yield from proof_box(paper, setter)


def _held(body: Iterator[Band]) -> Iterator[Band]:
    """Hold the last lines to the name below them: neither they nor the proof stand alone."""
    last: Band | None = None
    for band in body:
        if last is not None:
            yield last
        last = band
    if last is not None:
        last.keeps = last.keeps or last.height < _FEW_LINES
        yield last


def _address(paper: LetterPaper, setter: Typesetter) -> list[Band]:
    """Return to whom the letter goes, and the day."""
    to: Stack = [(_("To"), LABEL), (paper.to or _("whom it may concern"), LETTER_BOLD)]
    to += [(line, LETTER) for line in (paper.attention, *paper.address.splitlines()) if line]
    written = [(_("Date"), LABEL), (day(paper.issued_at, paper.time_zone), LETTER)]
    return [gap(14), columns(setter, [(0, 280, to), (300, WIDTH - 300, written)], 0), gap(22)]


def subject(words: str, setter: Typesetter) -> list[Band]:
    """Return what the letter is about."""
    band = columns(setter, [(0, WIDTH, [(words, SUBJECT)])], 0)
    band.outline, band.keeps = words, True
    return [band, gap(12)]


def greeting(paper: LetterPaper, setter: Typesetter) -> Band:
    """Return the first line."""
    words = _("Dear {name},").format(name=paper.attention) if paper.attention else _("Good day,")
    return paragraph(words, setter)


def paragraph(words: str, setter: Typesetter, style: Style = LETTER) -> Band:
    """Return a paragraph of a letter."""
    return columns(setter, [(0, MEASURE, [(words, style)])], 4.5)


def passage(label: str, words: str, setter: Typesetter) -> list[Band]:
    """Return words under their own small heading; nothing where there are none."""
    if not words:
        return []
    head = columns(setter, [(0, MEASURE, [(label, LETTER_BOLD)])], 3)
    head.keeps = True
    return [gap(5), head, columns(setter, [(0, MEASURE, [(words, LETTER)])], 2)]


def quoted(label: str, words: str, setter: Typesetter) -> list[Band]:
    """Return somebody's own words, set in from the edge."""
    if not words:
        return []
    head = columns(setter, [(0, MEASURE, [(label, LETTER_BOLD)])], 3)
    head.keeps = True
    said = _("“{words}”").format(words=words)
    return [
        gap(5),
        head,
        columns(setter, [(_INDENT, MEASURE - _INDENT, [(said, LETTER)])], 2),
    ]


def promise_lines(promises: tuple[PaperPromise, ...], setter: Typesetter) -> Iterator[Band]:
    """Return promises with their days; a broken one is called broken."""
    for each in promises:
        what: Stack = [(each.text, LETTER)]
        band = columns(
            setter,
            [
                (_INDENT, 290, what),
                (318, WIDTH - 318, [(promise_told(each), LETTER_GREY)]),
            ],
            4,
        )
        band.ruled = True
        yield band


def promise_told(promise: PaperPromise) -> str:
    """Return what became of a promise."""
    due = format_date(promise.due_on)
    if promise.standing is PromiseStanding.KEPT:
        done = promise.done_on or promise.due_on
        return _("kept on {day}").format(day=format_date(done))
    if promise.standing is PromiseStanding.MADE:
        return _("by {day}").format(day=due)
    if promise.done_on is not None:
        return _("broken: due {due}, done {day}").format(due=due, day=format_date(promise.done_on))
    return _("broken: due {due}, not done").format(due=due)


def _end(paper: LetterPaper, setter: Typesetter) -> list[Band]:
    """Return who writes."""
    stack: Stack = [
        (_("Kind regards"), LETTER),
        (paper.sender, LETTER_BOLD),
        (paper.organisation, BODY_GREY),
    ]
    name = columns(setter, [(0, MEASURE, stack)], 6)
    name.keeps = True
    return [gap(8), name]
