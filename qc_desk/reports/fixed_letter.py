"""“It is fixed”, as a letter: what was wrong, what was changed, and the goods that prove it."""

from collections.abc import Iterator

from qc_desk.domain.letter_papers import FixedLetterPaper
from qc_desk.domain.proof import SiteProof
from qc_desk.i18n import _, format_date, format_integer, ngettext
from qc_desk.reports.bands import WIDTH, Band
from qc_desk.reports.letter import greeting, paragraph, passage, printed_letter, subject
from qc_desk.reports.lettering import LETTER, LETTER_BOLD
from qc_desk.reports.setting import columns
from qc_desk.reports.typesetting import Typesetter


def render(paper: FixedLetterPaper) -> bytes:
    """Return the letter as PDF bytes, in the language spoken now."""
    setter = Typesetter()
    return printed_letter(paper, _("It is fixed"), _body(paper, setter), setter)


def _body(paper: FixedLetterPaper, setter: Typesetter) -> Iterator[Band]:
    title = _("It is fixed: {what}").format(what=paper.code_name)
    yield from subject(title, setter)
    yield greeting(paper, setter)
    yield paragraph(
        _(
            "We told you that we would write when it is fixed, and not before. It is fixed, and"
            " the goods themselves have proven it."
        ),
        setter,
    )
    yield from passage(_("What was wrong"), _wrong(paper), setter)
    changed = _("{words} Goods made from {day} on have it.").format(
        words=_ended(paper.countermeasure), day=format_date(paper.fixed_from)
    )
    yield from passage(_("What was changed"), changed, setter)
    proven = _("Checked by two people at each site, since then and without a break:")
    yield from passage(_("How it is proven"), proven, setter)
    for site in paper.proof:
        yield _site(site, setter)
    yield paragraph(
        _("{name} confirmed the proof on {day}. We keep looking for it in every check.").format(
            name=paper.proven_by, day=format_date(paper.proven_on)
        ),
        setter,
    )


def _wrong(paper: FixedLetterPaper) -> str:
    """Return what it was, and how often it came back: also what we would rather not say."""
    what = f"{paper.code_name} ({paper.item})" if paper.item else paper.code_name
    told = _("{what}. We keep it under the number {problem}.").format(
        what=what, problem=paper.problem
    )
    if not paper.recurrences:
        return told
    back = ngettext(
        "It came back {count} time after it was said to be fixed.",
        "It came back {count} times after it was said to be fixed.",
        paper.recurrences,
    )
    return f"{told} {back.format(count=format_integer(paper.recurrences))}"


def _ended(words: str) -> str:
    """Return a sentence that ends as one."""
    return words if words.rstrip()[-1:] in (".", "!", "?", "…") else f"{words.rstrip()}."


def _site(proof: SiteProof, setter: Typesetter) -> Band:
    """Return what one site has shown."""
    clean = ngettext("{count} clean batch", "{count} clean batches", proof.clean)
    days = ngettext("{count} day", "{count} days", proof.days)
    told = _("{batches} in {days}").format(
        batches=clean.format(count=format_integer(proof.clean)),
        days=days.format(count=format_integer(proof.days)),
    )
    stacks = [(14.0, 280.0, [(proof.site, LETTER)]), (300.0, WIDTH - 300, [(told, LETTER_BOLD)])]
    band = columns(setter, stacks, 4)
    band.ruled = True
    return band
