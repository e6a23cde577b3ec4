"""The defect report: what is wrong with the goods, told so that it cannot be argued away."""

from collections.abc import Iterator

from qc_desk.domain.defect_papers import DefectPaper
from qc_desk.domain.vocabulary import Severity
from qc_desk.i18n import _, format_date, format_integer, format_list, ngettext
from qc_desk.reports.bands import WIDTH, Band, gap
from qc_desk.reports.counting import promised, times, worst
from qc_desk.reports.defects import Album
from qc_desk.reports.document import About
from qc_desk.reports.facts import Fact, fact_grid
from qc_desk.reports.footer import NUMBER_KEPT
from qc_desk.reports.lettering import BODY, BODY_GREY
from qc_desk.reports.masthead import letterhead_facts, masthead
from qc_desk.reports.nonconformities import nonconformity
from qc_desk.reports.panel import BAD, CAREFUL, Panel, panel
from qc_desk.reports.printing import printed
from qc_desk.reports.proof import proof_box
from qc_desk.reports.setting import columns, heading
from qc_desk.reports.story import story
from qc_desk.reports.symbols import verdict_symbol
from qc_desk.reports.typesetting import Typesetter, shortened
from qc_desk.reports.wishes import wish_list

_AGAIN = 2  # seen this often, it is no single mishap


def render(paper: DefectPaper) -> bytes:
    """Return the report as PDF bytes, in the language spoken now."""
    setter = Typesetter()
    return printed(_about(paper), _foot(paper), bands(paper, setter), setter)


def bands(paper: DefectPaper, setter: Typesetter) -> Iterator[Band]:
    """Return the whole report, the claim first and its evidence after it."""
    album = Album()
    yield from masthead(paper, _("Defect report"), setter)
    yield from panel(_panel(paper), setter)
    yield gap(6)
    yield from fact_grid(_facts(paper), setter, bold=2)
    if paper.words:
        yield from heading(setter, _("In short"))
        yield columns(setter, [(0, WIDTH, [(paper.words, BODY)])], 2)
    yield from wish_list(paper.wishes, setter)
    pieces = sum(each.quantity for each in paper.defects)
    note = ngettext("{count} piece affected", "{count} pieces affected", pieces)
    yield from heading(setter, _("Defects"), note.format(count=format_integer(pieces)))
    for defect in paper.defects:
        yield from nonconformity(defect, setter, album)
    told = [thread for thread in paper.threads if thread.moments]
    if told:
        yield from heading(setter, _("What was seen, and what was promised"))
    for number, thread in enumerate(told, 1):
        yield from story(thread, setter, number)
    yield _closing(paper, setter)
    yield from proof_box(paper, setter)


def _panel(paper: DefectPaper) -> Panel:
    """Return the headline: the counter when it was seen before, else how many defects."""
    thread = worst(paper.threads)
    again = thread is not None and thread.times >= _AGAIN
    critical = any(each.severity is Severity.CRITICAL for each in paper.defects)
    look = BAD if again or critical else CAREFUL
    count = ngettext("{count} defect found", "{count} defects found", len(paper.defects))
    word = count.format(count=format_integer(len(paper.defects)))
    reasons = [promised(each) for each in paper.threads if each.promised_on]
    if thread is not None and again:
        reasons.insert(0, _("{name} ({problem}).").format(
            name=thread.code_name, problem=thread.name))  # fmt: skip
        word = times(thread)
    return Panel(
        word=word.upper(),
        about=_("Batch {batch} · {product} · {pieces}").format(
            batch=shortened(paper.batch_number, 80),
            product=shortened(paper.product_name, 80),
            pieces=ngettext("{count} piece", "{count} pieces", paper.quantity).format(
                count=format_integer(paper.quantity)
            ),
        ),
        reason=" ".join([*dict.fromkeys(reasons), _verdict(paper)]),
        icon=verdict_symbol(paper.verdict, *look.colours),
        look=look,
        outline=word,
    )


def _verdict(paper: DefectPaper) -> str:
    """Return what was decided about the batch."""
    return _("The batch: {verdict}.").format(verdict=paper.verdict.label)


def _facts(paper: DefectPaper) -> list[Fact]:
    """Return which goods these are, and who writes to whom."""
    promised_on = paper.promised_ship_date
    product = f"{paper.product_code} · {paper.product_name} {paper.product_revision}".rstrip()
    return [
        (_("To"), paper.manufacturer),
        (_("Batch"), paper.batch_number),
        (_("Attention"), paper.contact),
        (_("Address"), paper.manufacturer_address),
        (_("Product"), product),
        (_("Produced on"), format_date(paper.produced_on) if paper.produced_on else ""),
        (_("Quantity"), format_integer(paper.quantity)),
        (_("Sample size"), format_integer(paper.sample_size)),
        (_("Order"), paper.order_number),
        (_("Promised ship date"), format_date(promised_on) if promised_on else ""),
        (_("Inspected by"), format_list(paper.inspectors)),
        (_("Sent by"), paper.sender),
        *letterhead_facts(paper),
    ]


def _closing(paper: DefectPaper, setter: Typesetter) -> Band:
    """Return how to answer, and for whom the sender writes."""
    ask = _(
        "Please answer in writing and name the report {number}. If you see it differently, tell us"
        " on what evidence: the measured values, photos and signatures are in this report."
    ).format(number=paper.report_number)
    who = _("{name}, for {organisation}").format(
        name=paper.sender, organisation=paper.organisation
    )
    return columns(setter, [(0, WIDTH, [(ask, BODY), (who, BODY_GREY)])], 8)


def _about(paper: DefectPaper) -> About:
    """Return what the PDF says about itself."""
    title = _("Defect report {number}, batch {batch}").format(
        number=paper.report_number, batch=paper.batch_number
    )
    return About(paper, title, f"{paper.product_code} {paper.product_name}")


def _foot(paper: DefectPaper) -> str:
    """Return what the foot of every page says."""
    return _("batch {batch} · defect report").format(
        batch=shortened(paper.batch_number, NUMBER_KEPT)
    )
