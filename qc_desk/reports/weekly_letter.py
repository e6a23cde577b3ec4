"""The weekly letter to a manufacturer: plain, fair, what was promised beside what came."""

from collections.abc import Iterator

from qc_desk.domain.letter_papers import WeekBatch, WeekDefect, WeeklyLetterPaper
from qc_desk.domain.loop_words import PromiseStanding
from qc_desk.domain.vocabulary import Verdict
from qc_desk.i18n import _, format_date, format_integer, ngettext
from qc_desk.reports.bands import GAP, WIDTH, Band, Header, gap
from qc_desk.reports.counting import promised, times
from qc_desk.reports.defects import Album, photo_grid
from qc_desk.reports.letter import (
    greeting,
    paragraph,
    printed_letter,
    promise_lines,
    subject,
)
from qc_desk.reports.lettering import BODY, BODY_BOLD, FAIL, FIGURE, LABEL, SMALL_BOLD
from qc_desk.reports.setting import Column, columns, heading
from qc_desk.reports.typesetting import Typesetter
from qc_desk.reports.week_pictures import week_pictures

_GOOD = (Verdict.RELEASED, Verdict.CONCESSION, Verdict.ALONE)


def render(paper: WeeklyLetterPaper) -> bytes:
    """Return the letter as PDF bytes, in the language spoken now."""
    setter = Typesetter()
    return printed_letter(paper, _("Your week"), _body(paper, setter), setter)


def _body(paper: WeeklyLetterPaper, setter: Typesetter) -> Iterator[Band]:
    title = _("{begin} to {end}").format(
        begin=format_date(paper.begins_on), end=format_date(paper.ends_on)
    )
    yield from subject(title, setter)
    yield greeting(paper, setter)
    yield paragraph(_summary(paper), setter)
    yield _figures(paper, setter)
    yield from _batches(paper, setter)
    yield from _defects(paper, setter)
    yield from week_pictures(paper, setter)
    if paper.promises:
        yield from heading(setter, _("What you promised us"))
        yield from promise_lines(paper.promises, setter)
    yield from _threads(paper, setter)
    if paper.photos:
        yield from heading(setter, _("Photos"))
        yield from photo_grid(paper.photos, setter, Album())


def _released(paper: WeeklyLetterPaper) -> int:
    return sum(each.verdict in _GOOD for each in paper.batches)


def _summary(paper: WeeklyLetterPaper) -> str:
    """Return the days in two sentences: what went well first."""
    if not paper.batches:
        return _("None of your batches was decided in these days.")
    count, good = len(paper.batches), _released(paper)
    told = ngettext(
        "We have decided about {count} of your batches.",
        "We have decided about {count} of your batches.",
        count,
    ).format(count=format_integer(count))
    if good == count:
        thanks = _("All were released. Thank you.")
        return f"{told} {thanks}"
    released = ngettext("{count} was released.", "{count} were released.", good)
    held = ngettext("{count} is held.", "{count} are held.", count - good)
    return " ".join(
        (
            told,
            released.format(count=format_integer(good)),
            held.format(count=format_integer(count - good)),
        )
    )


def _figures(paper: WeeklyLetterPaper, setter: Typesetter) -> Band:
    """Return the numbers of these days in one row."""
    good = _released(paper)
    kept = sum(each.standing is PromiseStanding.KEPT for each in paper.promises)
    broken = sum(each.standing is PromiseStanding.BROKEN for each in paper.promises)
    rows = [
        (_("released"), good),
        (_("held"), len(paper.batches) - good),
        (_("pieces with a defect"), sum(each.pieces for each in paper.defects)),
        (_("promises kept"), kept),
        (_("promises broken"), broken),
    ]
    step = (WIDTH + GAP) / len(rows)
    stacks: list[Column] = [
        (at * step, step - GAP, [(format_integer(count), FIGURE), (label, LABEL)])
        for at, (label, count) in enumerate(rows)
    ]
    band = columns(setter, stacks, 6)
    band.ruled = True
    return band


def _table(
    setter: Typesetter, heads: list[tuple[float, float, str]], rows: list[list[Column]]
) -> Iterator[Band]:
    """Return rows below the names of their columns, which are repeated overleaf."""
    head = columns(setter, [(x, w, [(name, SMALL_BOLD)]) for x, w, name in heads], 3)
    head.keeps = head.ruled = True
    yield head
    header = Header([head])
    for row in rows:
        band = columns(setter, row, 3.4)
        band.ruled, band.header = True, header
        yield band


def _batches(paper: WeeklyLetterPaper, setter: Typesetter) -> Iterator[Band]:
    if not paper.batches:
        return
    yield from heading(setter, _("Batches"))
    heads = [
        (0.0, 76.0, _("Batch")),
        (84.0, 166.0, _("Product")),
        (258.0, 56.0, _("Quantity")),
        (322.0, 78.0, _("Decided on")),
        (408.0, WIDTH - 408, _("Verdict")),
    ]
    yield from _table(setter, heads, [_batch_row(each) for each in paper.batches])


def _batch_row(batch: WeekBatch) -> list[Column]:
    good = batch.verdict in _GOOD
    number = batch.number
    if batch.round > 1:
        number = _("{batch}, round {round}").format(
            batch=batch.number, round=format_integer(batch.round)
        )
    return [
        (0.0, 76.0, [(number, BODY_BOLD)]),
        (84.0, 166.0, [(batch.product, BODY)]),
        (258.0, 56.0, [(format_integer(batch.quantity), BODY)]),
        (322.0, 78.0, [(format_date(batch.decided_on), BODY)]),
        (408.0, WIDTH - 408, [(batch.verdict.label, BODY if good else FAIL)]),
    ]


def _defects(paper: WeeklyLetterPaper, setter: Typesetter) -> Iterator[Band]:
    if not paper.defects:
        return
    yield from heading(setter, _("What was found most"))
    heads = [
        (0.0, 76.0, _("Code")),
        (84.0, 230.0, _("Defect")),
        (322.0, 78.0, _("Class")),
        (408.0, WIDTH - 408, _("Pieces")),
    ]
    yield from _table(setter, heads, [_defect_row(each) for each in paper.defects])


def _defect_row(found: WeekDefect) -> list[Column]:
    batches = ngettext("in {count} batch", "in {count} batches", found.batches)
    pieces = _("{pieces} {batches}").format(
        pieces=format_integer(found.pieces),
        batches=batches.format(count=format_integer(found.batches)),
    )
    return [
        (0.0, 76.0, [(found.code, BODY_BOLD)]),
        (84.0, 230.0, [(found.name, BODY)]),
        (322.0, 78.0, [(found.severity.label, BODY)]),
        (408.0, WIDTH - 408, [(pieces, BODY)]),
    ]


def _threads(paper: WeeklyLetterPaper, setter: Typesetter) -> Iterator[Band]:
    """Return the problems that were seen, each with its counter and its promises."""
    if not paper.threads:
        return
    yield from heading(setter, _("Problems"))
    for thread in paper.threads:
        name = _("{problem} · {code} {name}").format(
            problem=thread.name, code=thread.code, name=thread.code_name
        )
        told = " ".join(part for part in (f"{times(thread)}.", promised(thread)) if part)
        stacks: list[Column] = [
            (0.0, 200.0, [(name, BODY_BOLD), (thread.item, BODY)]),
            (210.0, WIDTH - 210, [(told, BODY_BOLD if thread.recurrences else BODY)]),
        ]
        band = columns(setter, stacks, 3.4)
        band.ruled = True
        yield band
    yield gap(4)
