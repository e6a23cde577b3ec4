"""The certificate of conformance: one sentence that holds, and what it rests on."""

from collections.abc import Iterator

from qc_desk.domain.conformance_papers import CertifiedItem, ConformancePaper
from qc_desk.domain.vocabulary import Verdict
from qc_desk.i18n import _, format_date, format_integer, ngettext
from qc_desk.reports.bands import WIDTH, Band, Header, gap
from qc_desk.reports.document import About
from qc_desk.reports.facts import Fact, fact_grid
from qc_desk.reports.figures import Figures
from qc_desk.reports.footer import NUMBER_KEPT
from qc_desk.reports.lettering import BODY, BODY_BOLD, LETTER, SMALL_BOLD
from qc_desk.reports.masthead import letterhead_facts, masthead
from qc_desk.reports.panel import CAREFUL, GOOD, Panel, panel
from qc_desk.reports.printing import printed
from qc_desk.reports.proof import proof_box
from qc_desk.reports.sampling import sampling
from qc_desk.reports.setting import Column, columns, heading
from qc_desk.reports.signatures import signature_boxes
from qc_desk.reports.symbols import verdict_symbol
from qc_desk.reports.typesetting import Typesetter, shortened

_NUMBER = 0.0, 30.0
_ITEM = 36.0, 214.0
_CLASS = 258.0, 58.0
_LIMITS = 322.0, 92.0
_FOUND = 422.0, WIDTH - 422.0


def render(paper: ConformancePaper) -> bytes:
    """Return the certificate as PDF bytes, in the language spoken now."""
    setter = Typesetter()
    return printed(_about(paper), _foot(paper), bands(paper, setter), setter)


def bands(paper: ConformancePaper, setter: Typesetter) -> Iterator[Band]:
    """Return the certificate: the statement first, then its grounds."""
    yield from masthead(paper, _("Certificate of conformance"), setter)
    yield from panel(_panel(paper), setter)
    yield gap(10)
    yield columns(setter, [(0, WIDTH, [(_statement(paper), LETTER)])], 2)
    if paper.words:
        yield columns(setter, [(0, WIDTH, [(paper.words, LETTER)])], 6)
    yield gap(6)
    yield from fact_grid(_facts(paper), setter, bold=2)
    yield from _concession(paper, setter)
    yield from signature_boxes(paper, setter)
    yield from sampling(paper, setter)
    yield from _requirements(paper, setter)
    yield columns(setter, [(0, WIDTH, [(_limits_of_it(paper), BODY)])], 8)
    yield from proof_box(paper, setter)


def _panel(paper: ConformancePaper) -> Panel:
    """Return the headline; a concession is said first and plainly."""
    conceded = paper.verdict is Verdict.CONCESSION
    look = CAREFUL if conceded else GOOD
    word = _("Conforms under a concession") if conceded else _("Conforms")
    return Panel(
        word=word.upper(),
        about=_("Batch {batch} · {product} · {pieces}").format(
            batch=shortened(paper.batch_number, 80),
            product=shortened(paper.product_name, 80),
            pieces=_pieces(paper.quantity),
        ),
        reason=_("Concession: {reason}").format(reason=paper.concession) if conceded else "",
        icon=verdict_symbol(paper.verdict, *look.colours),
        look=look,
        outline=word,
    )


def _pieces(count: int) -> str:
    return ngettext("{count} piece", "{count} pieces", count).format(count=format_integer(count))


def _statement(paper: ConformancePaper) -> str:
    """Return the declaration itself (ISO/IEC 17050-1, 6.1 d)."""
    facts = {
        "organisation": paper.organisation,
        "batch": paper.batch_number,
        "product": f"{paper.product_code} {paper.product_name} {paper.product_revision}".rstrip(),
        "checklist": paper.checklist_code,
        "version": format_integer(paper.checklist_version),
    }
    if paper.verdict is Verdict.CONCESSION:
        return _(
            "{organisation} declares under its sole responsibility that batch {batch} of"
            " {product} was inspected by two people against checklist {checklist}, version"
            " {version}, and conforms to its requirements except for what is listed below under"
            " concession, which was accepted on purpose."
        ).format(**facts)
    return _(
        "{organisation} declares under its sole responsibility that batch {batch} of {product} was"
        " inspected by two people against checklist {checklist}, version {version}, and conforms"
        " to its requirements."
    ).format(**facts)


def _facts(paper: ConformancePaper) -> list[Fact]:
    """Return what is certified, for whom, and against what."""
    product = f"{paper.product_code} · {paper.product_name} {paper.product_revision}".rstrip()
    checklist = _("{code} · {title}, version {version}").format(
        code=paper.checklist_code, title=paper.checklist_title, version=paper.checklist_version
    )
    return [
        (_("Batch"), paper.batch_number),
        (_("Product"), product),
        (_("Quantity"), _pieces(paper.quantity)),
        (_("Produced on"), format_date(paper.produced_on) if paper.produced_on else ""),
        (_("Customer"), paper.customer),
        (_("Order"), paper.order_number),
        (_("Manufacturer"), paper.manufacturer),
        (_("Sample size"), format_integer(paper.sample_size)),
        (_("Requirements"), checklist),
        (_("Checklist digest (SHA-256)"), shortened(paper.checklist_digest, 17)),
        (_("Inspection report"), paper.inspection_report),
        (_("Issued by"), paper.sender),
        *letterhead_facts(paper),
    ]


def _concession(paper: ConformancePaper, setter: Typesetter) -> list[Band]:
    """Return what does not conform and was accepted; nothing where everything conforms."""
    if not paper.conceded:
        return []
    bands = heading(setter, _("Under concession"))
    for each in paper.conceded:
        told = _("{code} · {name}: {pieces}").format(
            code=each.code, name=each.name, pieces=_pieces(each.quantity)
        )
        stacks: list[Column] = [(0, WIDTH / 2, [(told, BODY_BOLD)])]
        stacks.append((WIDTH / 2, WIDTH / 2, [(each.place, BODY)]))
        band = columns(setter, stacks, 3.4)
        band.ruled = True
        bands.append(band)
    return bands


def _requirements(paper: ConformancePaper, setter: Typesetter) -> Iterator[Band]:
    """Return every requirement with what both people found."""
    yield from heading(setter, _("Requirements and results"))
    names = [
        (_NUMBER, _("No.")),
        (_ITEM, _("Requirement")),
        (_CLASS, _("Class")),
        (_LIMITS, _("Limits")),
        (_FOUND, _("Found by both")),
    ]
    heads = columns(setter, [(*place, [(name, SMALL_BOLD)]) for place, name in names], 3)
    heads.keeps = heads.ruled = True
    yield heads
    figures, header = Figures(), Header([heads])
    for item in paper.items:
        yield _row(item, setter, figures, header)


def _row(item: CertifiedItem, setter: Typesetter, figures: Figures, header: Header) -> Band:
    """Return one requirement."""
    told = [
        ngettext("{count} passed", "{count} passed", item.passed).format(count=item.passed),
        ngettext("{count} failed", "{count} failed", item.failed).format(count=item.failed),
        ngettext("{count} not applicable", "{count} not applicable", item.skipped).format(
            count=item.skipped
        ),
    ]
    counts = (item.passed, item.failed, item.skipped)
    found = ", ".join(said for said, count in zip(told, counts, strict=True) if count)
    band = columns(
        setter,
        [
            (*_NUMBER, [(item.number, BODY)]),
            (*_ITEM, [(item.title, BODY_BOLD)]),
            (*_CLASS, [(item.severity.label, BODY)]),
            (*_LIMITS, [(figures.limits(item), BODY)]),
            (*_FOUND, [(found, BODY_BOLD if item.failed else BODY)]),
        ],
        3.4,
    )
    band.header, band.ruled = header, True
    return band


def _limits_of_it(paper: ConformancePaper) -> str:
    """Return what the certificate does not say."""
    return _(
        "This certificate is about the batch and the quantity named here, as it was when it was"
        " released. It rests on the sample that was checked; every answer, photo and signature"
        " stands in inspection report {number}."
    ).format(number=paper.inspection_report)


def _about(paper: ConformancePaper) -> About:
    """Return what the PDF says about itself."""
    title = _("Certificate of conformance {number}, batch {batch}").format(
        number=paper.report_number, batch=paper.batch_number
    )
    return About(paper, title, f"{paper.product_code} {paper.product_name}")


def _foot(paper: ConformancePaper) -> str:
    """Return what the foot of every page says."""
    return _("batch {batch} · certificate of conformance").format(
        batch=shortened(paper.batch_number, NUMBER_KEPT)
    )
