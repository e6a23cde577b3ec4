"""The 8D report: discipline by discipline, and plainly what is still missing."""

from collections.abc import Iterator

from qc_desk.domain.eight_d_papers import EightDPaper, PaperAction, PaperDiscipline
from qc_desk.domain.loop_words import ActionStatus, CorrectiveActionStatus, Discipline
from qc_desk.domain.vocabulary import Verdict
from qc_desk.i18n import _, format_date, format_integer, ngettext
from qc_desk.reports.bands import WIDTH, Band, gap
from qc_desk.reports.counting import promised, times
from qc_desk.reports.document import About
from qc_desk.reports.facts import Fact, fact_grid
from qc_desk.reports.fishbone import fishbone
from qc_desk.reports.lettering import BODY, BODY_BOLD, BODY_GREY, FAIL, SMALL_BOLD
from qc_desk.reports.masthead import letterhead_facts, masthead
from qc_desk.reports.panel import CAREFUL, GOOD, Panel, panel
from qc_desk.reports.printing import printed
from qc_desk.reports.proof import proof_box
from qc_desk.reports.setting import Column, columns, heading
from qc_desk.reports.story import story
from qc_desk.reports.symbols import verdict_symbol
from qc_desk.reports.typesetting import Stack, Typesetter

_WHAT = 0.0, 262.0
_WHO = 270.0, 92.0
_DUE = 370.0, 66.0
_STANDS = 444.0, WIDTH - 444.0


def render(paper: EightDPaper) -> bytes:
    """Return the report as PDF bytes, in the language spoken now."""
    setter = Typesetter()
    title = _("8D report {number}, {action}: {title}").format(
        number=paper.report_number, action=paper.action, title=paper.title
    )
    foot = _("{action} · 8D report").format(action=paper.action)
    return printed(About(paper, title, paper.title), foot, bands(paper, setter), setter)


def bands(paper: EightDPaper, setter: Typesetter) -> Iterator[Band]:
    """Return the whole report."""
    yield from masthead(paper, _("8D report"), setter)
    yield from panel(_panel(paper), setter)
    yield gap(6)
    yield from fact_grid(_facts(paper), setter, bold=2)
    if paper.words:
        yield columns(setter, [(0, WIDTH, [(paper.words, BODY)])], 6)
    for each in paper.disciplines:
        yield from _discipline(each, paper, setter)
    yield from heading(setter, _("What was seen, and what was promised"))
    yield from story(paper.thread, setter)
    yield from proof_box(paper, setter)


def _panel(paper: EightDPaper) -> Panel:
    """Return where the action stands: closed, or what is still open."""
    closed = paper.status is CorrectiveActionStatus.CLOSED
    look = GOOD if closed else CAREFUL
    open_ = sum(bool(each.missing) for each in paper.disciplines)
    left = ngettext(
        "{count} of the disciplines is not complete.",
        "{count} of the disciplines are not complete.",
        open_,
    ).format(count=format_integer(open_))
    word = _("Closed") if closed else _("In work")
    reason = " ".join(part for part in (f"{times(paper.thread)}.", promised(paper.thread)) if part)
    return Panel(
        word=word.upper(),
        about=f"{paper.action} · {paper.title}",
        reason=reason if closed or not open_ else f"{left} {reason}",
        icon=verdict_symbol(Verdict.RELEASED if closed else Verdict.CONCESSION, *look.colours),
        look=look,
        outline=word,
    )


def _facts(paper: EightDPaper) -> list[Fact]:
    """Return which problem it is, and who works on it."""
    return [
        (_("Corrective action"), paper.action),
        (_("Problem"), paper.thread.name),
        (_("Defect code"), f"{paper.thread.code} · {paper.thread.code_name}"),
        (_("Check"), paper.thread.item),
        (_("Opened on"), format_date(paper.opened_on)),
        (_("Lead"), paper.lead),
        (_("Status of the problem"), paper.thread.status.label),
        (_("Sent by"), paper.sender),
        *letterhead_facts(paper),
    ]


def _discipline(told: PaperDiscipline, paper: EightDPaper, setter: Typesetter) -> Iterator[Band]:
    """Return one discipline: its words, its actions, its own part, what is missing."""
    yield from heading(setter, told.discipline.label)
    if told.text:
        yield columns(setter, [(0, WIDTH, [(told.text, BODY)])], 2)
    if told.discipline is Discipline.D1:
        yield from _team(paper, setter)
    if told.discipline is Discipline.D4:
        yield from _causes(paper, setter)
    yield from _actions(told.actions, setter)
    if told.discipline is Discipline.D6:
        yield from _proof(paper, setter)
    if not (told.text or told.actions or told.missing) and told.discipline is Discipline.D0:
        yield columns(setter, [(0, WIDTH, [(_("Nothing was noted here."), BODY_GREY)])], 2)
    if told.missing:
        missing = _("Still missing: {what}.").format(what=_(told.missing))
        yield columns(setter, [(0, WIDTH, [(missing, FAIL)])], 3)


def _team(paper: EightDPaper, setter: Typesetter) -> Iterator[Band]:
    lead = [(0.0, 200.0, [(paper.lead, BODY_BOLD)]), (210.0, WIDTH - 210, [(_("Lead"), BODY)])]
    yield columns(setter, lead, 2)
    for each in paper.team:
        row: list[Column] = [(0.0, 200.0, [(each.name, BODY_BOLD)])]
        row.append((210.0, WIDTH - 210, [(each.task or "–", BODY)]))
        yield columns(setter, row, 2)


def _causes(paper: EightDPaper, setter: Typesetter) -> Iterator[Band]:
    """Return both chains of whys beside each other, and the sketch."""
    chains = (
        (_("Why it occurred"), paper.whys_occurred),
        (_("Why it escaped"), paper.whys_escaped),
    )
    half = WIDTH / 2
    stacks: list[Column] = []
    for at, (title, whys) in enumerate(chains):
        stack: Stack = [(title, BODY_BOLD)]
        stack += [
            (_("{number}. {words}").format(number=number, words=words), BODY)
            for number, words in enumerate(whys, 1)
        ]
        stacks.append((at * half, half - 10, stack))
    if any(whys for _title, whys in chains):
        yield columns(setter, stacks, 4)
    yield from fishbone(paper.branches, paper.thread.code_name, setter)


def _actions(actions: tuple[PaperAction, ...], setter: Typesetter) -> Iterator[Band]:
    if not actions:
        return
    names = [(_WHAT, _("Action")), (_WHO, _("Who")), (_DUE, _("By")), (_STANDS, _("Status"))]
    head = columns(setter, [(*place, [(name, SMALL_BOLD)]) for place, name in names], 3)
    head.keeps = head.ruled = True
    yield head
    for each in actions:
        what: Stack = [(each.text, BODY_BOLD)]
        what += [(each.evidence, BODY)] if each.evidence else []
        stands: Stack = [(each.status.label, FAIL if each.status is ActionStatus.OPEN else BODY)]
        if each.verified_on is not None:
            stands += [(each.verified_by, BODY_GREY), (format_date(each.verified_on), BODY_GREY)]
        band = columns(
            setter,
            [
                (*_WHAT, what),
                (*_WHO, [(each.owner, BODY)]),
                (*_DUE, [(format_date(each.due_on), BODY)]),
                (*_STANDS, stands),
            ],
            3.4,
        )
        band.ruled = True
        yield band


def _proof(paper: EightDPaper, setter: Typesetter) -> Iterator[Band]:
    """Return what the goods have shown so far, site by site."""
    for site in paper.proof:
        shown = ngettext(
            "{clean} clean, {count} batch needed",
            "{clean} clean, {count} batches needed",
            site.batches,
        ).format(clean=format_integer(site.clean), count=format_integer(site.batches))
        days = ngettext(
            "or {count} day, {done} so far", "or {count} days, {done} so far", site.days_needed
        )
        told = days.format(done=format_integer(site.days), count=format_integer(site.days_needed))
        row: list[Column] = [(0.0, 200.0, [(site.site, BODY_BOLD)])]
        row.append((210.0, WIDTH - 210, [(f"{shown}, {told}", BODY)]))
        band = columns(setter, row, 2)
        band.ruled = True
        yield band
