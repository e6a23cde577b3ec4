"""A procedure on paper: steps that can be read from a metre away, with amounts and pictures."""

from collections.abc import Iterator

from qc_desk.domain.print_outs import PaperStep, ProcedurePrint
from qc_desk.i18n import _, format_integer, ngettext
from qc_desk.reports.bands import LEFT, WIDTH, Band, gap
from qc_desk.reports.defects import Album
from qc_desk.reports.document import About
from qc_desk.reports.figures import Figures
from qc_desk.reports.lettering import BODY, LETTER, LETTER_BOLD, NUMBER, SMALL
from qc_desk.reports.manual_pictures import manual_pictures
from qc_desk.reports.marked_texts import marked_texts
from qc_desk.reports.masthead import masthead
from qc_desk.reports.printing import printed
from qc_desk.reports.setting import columns, heading
from qc_desk.reports.typesetting import Stack, Typesetter, shortened
from qc_desk.reports.version_head import titled, version_words, warned, who_stands_for

_NUMBER = 0.0, 32.0
_DO = 36.0, 352.0
_AMOUNT = 398.0, WIDTH - 398.0


def render(paper: ProcedurePrint) -> bytes:
    """Return the procedure as PDF bytes, in the language spoken now."""
    setter = Typesetter()
    title = _("Procedure {code}: {title}").format(code=paper.code, title=paper.title)
    about = About(paper, title, version_words(paper))
    foot = f"{shortened(paper.code, 40)} · {shortened(paper.title, 80)}"
    return printed(about, foot, bands(paper, setter), setter)


def bands(paper: ProcedurePrint, setter: Typesetter) -> Iterator[Band]:
    """Return the whole procedure, step by step."""
    album, figures = Album(), Figures()
    yield from masthead(paper, _("Procedure"), setter)
    yield from warned(paper.written, setter)
    yield titled(paper.title, paper, setter)
    yield from who_stands_for(paper, paper.written, [(_("Code"), paper.code)], setter)
    if paper.purpose:
        yield gap(6)
        yield columns(setter, [(0, WIDTH, [(paper.purpose, LETTER)])], 3)
    count = ngettext("{count} step", "{count} steps", len(paper.steps))
    note = count.format(count=format_integer(len(paper.steps)))
    yield from heading(setter, _("Steps"), note)
    for step in paper.steps:
        yield from _step(step, setter, album, figures)
    yield from marked_texts(paper, setter)


def _step(step: PaperStep, setter: Typesetter, album: Album, figures: Figures) -> Iterator[Band]:
    """Return one step: what to do, how much, how one knows that it is right, pictures."""
    stack: Stack = [(step.instruction, LETTER_BOLD)]
    if step.right_when:
        stack.append((_("How do I know it is right?"), SMALL))
        stack.append((f"✓ {step.right_when}", LETTER))
    cells = [
        (*_NUMBER, [(format_integer(step.number), NUMBER)]),
        (*_DO, stack),
    ]
    if step.amount is not None:
        cells.append((*_AMOUNT, [(figures.measured(step.amount, step.unit), NUMBER)]))
    band = columns(setter, cells, 5)
    pictures = manual_pictures(step.pictures, setter, album)
    band.keeps = bool(pictures)
    yield band
    for each in pictures:
        yield gap(3)
        yield each
    yield Band(5, ruled=True, lines=[(4.0, LEFT, BODY, "")])
