"""The answer to a complaint, as a letter."""

from collections.abc import Iterator

from qc_desk.domain.letter_papers import ComplaintAnswerPaper
from qc_desk.domain.loop_words import ComplaintOutcome
from qc_desk.i18n import _, format_list
from qc_desk.reports.bands import Band
from qc_desk.reports.days import day
from qc_desk.reports.letter import (
    greeting,
    paragraph,
    passage,
    printed_letter,
    promise_lines,
    quoted,
    subject,
)
from qc_desk.reports.typesetting import Typesetter


def render(paper: ComplaintAnswerPaper) -> bytes:
    """Return the letter as PDF bytes, in the language spoken now."""
    setter = Typesetter()
    return printed_letter(paper, _("Answer to your complaint"), _body(paper, setter), setter)


def _body(paper: ComplaintAnswerPaper, setter: Typesetter) -> Iterator[Band]:
    about = _("Your complaint of {day} ({number})").format(
        day=day(paper.heard_at, paper.time_zone), number=paper.complaint
    )
    yield from subject(about, setter)
    yield greeting(paper, setter)
    yield paragraph(_thanks(paper), setter)
    yield from quoted(_("You told us"), paper.their_words, setter)
    agreed = _("We understood, and {name} agreed").format(name=paper.agreed_by)
    yield from passage(agreed, paper.restated, setter)
    yield from passage(_("What we found"), paper.found, setter)
    yield from passage(_("Our answer"), _answer(paper), setter)
    if paper.promises:
        yield from passage(
            _("What we promise you"), _("With the day by which it is done:"), setter
        )
        yield from promise_lines(paper.promises, setter)
    yield paragraph(
        _("If this does not settle it for you, please tell us: we take it up again."), setter
    )


def _thanks(paper: ComplaintAnswerPaper) -> str:
    """Return the first sentence, with what the complaint was about."""
    about = [paper.product, *([_("order {number}").format(number=paper.order_number)]
             if paper.order_number else [])]  # fmt: skip
    what = ", ".join(part for part in about if part)
    thanks = _("Thank you for telling us. We have looked into it, and this is our answer.")
    if not what:
        return thanks
    about_what = _("It is about {what}.").format(what=what)
    return f"{thanks} {about_what}"


def _answer(paper: ComplaintAnswerPaper) -> str:
    """Return the answer, with what came out and which goods it was."""
    said = {
        ComplaintOutcome.JUSTIFIED: _("You are right."),
        ComplaintOutcome.PARTLY: _("You are right in part."),
        ComplaintOutcome.NOT_JUSTIFIED: _("We could not confirm it."),
        ComplaintOutcome.NO_BATCH: _("We could not find the goods it came from."),
    }
    parts = [said[paper.outcome] if paper.outcome is not None else "", paper.answer]
    if paper.batches:
        batches = _("The goods came from batch {batches}.")
        parts.append(batches.format(batches=format_list(paper.batches)))
    return " ".join(part for part in parts if part)
