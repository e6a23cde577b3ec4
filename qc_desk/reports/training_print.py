"""A training sheet: who must read a version, understand it, and sign for it."""

from collections.abc import Iterator

from qc_desk.domain.print_outs import PaperLearner, TrainingPrint
from qc_desk.i18n import _, format_integer
from qc_desk.reports.bands import LEFT, WIDTH, Band, Box, Header, gap
from qc_desk.reports.document import About
from qc_desk.reports.facts import fact_grid
from qc_desk.reports.hand import fields
from qc_desk.reports.lettering import BODY, BODY_BOLD, LEAD_BOLD, LETTER, SMALL, SMALL_BOLD
from qc_desk.reports.marked_texts import marked_texts
from qc_desk.reports.masthead import letterhead_facts, masthead
from qc_desk.reports.moments import day
from qc_desk.reports.printing import printed
from qc_desk.reports.setting import columns, heading
from qc_desk.reports.typesetting import Stack, Typesetter, shortened
from qc_desk.reports.version_head import titled, version_words

_NAME = 0.0, 150.0
_TRAINED = 158.0, 110.0
_READ = 276.0, 110.0
_SIGN = 394.0, WIDTH - 394.0
_ROW = 34.0
_FREE = 6  # rows for names that nobody knew beforehand


def render(paper: TrainingPrint) -> bytes:
    """Return the training sheet as PDF bytes, in the language spoken now."""
    setter = Typesetter()
    title = _("Training sheet: {title}").format(title=paper.title)
    foot = f"{shortened(paper.code, 40)} · {shortened(paper.title, 80)}"
    return printed(About(paper, title, version_words(paper)), foot, bands(paper, setter), setter)


def bands(paper: TrainingPrint, setter: Typesetter) -> Iterator[Band]:
    """Return the sheet: what is read, the trainer, then a line for everybody."""
    yield from masthead(paper, _("Training sheet"), setter)
    yield titled(paper.title, paper, setter)
    facts = [
        (_("Document"), paper.document.label),
        (_("Code"), paper.code),
        (_("Version"), format_integer(paper.version)),
        (
            _("Who may check"),
            _("only who was trained") if paper.required else _("also who was not trained"),
        ),
    ]
    yield from fact_grid([*facts, *letterhead_facts(paper)], setter, bold=1)
    yield gap(8)
    said = _(
        "I have read this version, I have understood it, and I was shown how it is done."
        " I ask when something is not clear to me."
    )
    yield columns(setter, [(0, WIDTH, [(said, LETTER)])], 3)
    yield gap(4)
    yield fields([(_("Trainer"), 3), (_("Signature"), 3), (_("Day"), 1.4)], setter)
    yield from heading(setter, _("Who has read it"))
    heads = columns(
        setter,
        [
            (*_NAME, [(_("Person"), SMALL_BOLD)]),
            (*_TRAINED, [(_("Trained"), SMALL_BOLD)]),
            (*_READ, [(_("Read and understood on"), SMALL_BOLD)]),
            (*_SIGN, [(_("Signature"), SMALL_BOLD)]),
        ],
        3,
    )
    heads.keeps = heads.ruled = True
    yield heads
    header = Header([heads])
    for learner in paper.learners:
        yield _row(learner, header, paper.time_zone, setter)
    nobody = PaperLearner(name="", trained_by="", trained_at=None, understood_at=None)
    for _each in range(_FREE):
        yield _row(nobody, header, paper.time_zone, setter)
    yield gap(8)
    how = _("Enter what is signed here in QC Desk under Manual, Training.")
    yield columns(setter, [(0, WIDTH, [(how, BODY)])], 2)
    yield from marked_texts(paper, setter)


def _row(learner: PaperLearner, header: Header, zone: str, setter: Typesetter) -> Band:
    """Return the line of one person; what the record has already is printed."""
    trained: Stack = []
    if learner.trained_at is not None:
        trained = [(day(learner.trained_at, zone), BODY), (learner.trained_by, SMALL)]
    read: Stack = []
    if learner.understood_at is not None:
        read = [(day(learner.understood_at, zone), BODY)]
    cells = [(*_NAME, [(learner.name, LEAD_BOLD)]), (*_TRAINED, trained), (*_READ, read)]
    if learner.trained_at is not None and learner.understood_at is not None:
        cells.append((*_SIGN, [(_("in the record"), BODY_BOLD)]))
    band = columns(setter, cells, 5)
    band.height = max(band.height, _ROW)
    band.header, band.ruled = header, True
    for x, _width in (_TRAINED, _READ, _SIGN):
        band.boxes.append(Box(LEFT + x - 5, 3, 0.4, band.height - 6, "0.7 g", "f"))
    return band
