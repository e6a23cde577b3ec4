"""What was inspected: the batch in a grid of labelled facts."""

from qc_desk.domain.papers import InspectionPaper
from qc_desk.domain.spot_draws import mode_words
from qc_desk.i18n import _, format_date, format_integer, format_list
from qc_desk.reports.bands import GAP, WIDTH, Band, gap
from qc_desk.reports.headline import LETTERHEAD_KEPT
from qc_desk.reports.lettering import BODY, BODY_BOLD
from qc_desk.reports.setting import Column, columns, labelled
from qc_desk.reports.typesetting import Typesetter, shortened

Fact = tuple[str, str]

_ACROSS = 4
STEP = (WIDTH + GAP) / _ACROSS
_LONG = 200  # a longer value has the whole width of the page to itself
_NONE = "–"


def batch_facts(paper: InspectionPaper, setter: Typesetter) -> list[Band]:
    """Return everything that says which goods these are, four facts to a row."""
    facts = [*_goods(paper), *_trade(paper), *_check(paper), *_letterhead(paper)]
    return [gap(6), *fact_grid(facts, setter, bold=2)]


def fact_grid(facts: list[Fact], setter: Typesetter, *, bold: int = 0) -> list[Band]:
    """Return labelled facts four to a row with a hairline below each row; the first ones bold."""
    grid: list[Band] = []
    row: list[Column] = []
    for at, (label, value) in enumerate(facts):
        stack = labelled(label, [(value or _NONE, BODY_BOLD if at < bold else BODY)])
        long = len(value) > _LONG
        if row and (long or len(row) == _ACROSS):
            grid.append(_ruled(row, setter))
            row = []
        row.append((len(row) * STEP, WIDTH if long else STEP - GAP, stack))
        if long:
            grid.append(_ruled(row, setter))
            row = []
    return [*grid, _ruled(row, setter)] if row else grid


def _ruled(row: list[Column], setter: Typesetter) -> Band:
    """Return a row of facts with a hairline below."""
    band = columns(setter, row, 3)
    band.ruled = True
    return band


def _goods(paper: InspectionPaper) -> list[Fact]:
    """Return the product and the batch."""
    revision = _("revision {revision}").format(revision=paper.product_revision)
    product = f"{paper.product_code} · {paper.product_name}"
    return [
        (_("Batch"), paper.batch_number),
        (_("Product"), product),
        (_("Product revision"), revision if paper.product_revision else ""),
        (_("Product family"), paper.product_family),
        (_("Quantity"), format_integer(paper.quantity)),
        (_("Produced on"), format_date(paper.produced_on) if paper.produced_on else ""),
        (_("Produced by"), format_list(paper.producers)),
        (_("Sample size"), format_integer(paper.sample_size)),
    ]


def _trade(paper: InspectionPaper) -> list[Fact]:
    """Return who made the goods and who waits for them."""
    promised = paper.promised_ship_date
    return [
        (_("Manufacturer"), paper.manufacturer),
        (_("Customer"), paper.customer),
        (_("Order"), paper.order_number),
        (_("Promised ship date"), format_date(promised) if promised else ""),
    ]


def _letterhead(paper: InspectionPaper) -> list[Fact]:
    """Return in full what was too long for the letterhead."""
    facts = [
        (_("Report number"), paper.report_number),
        (_("Organisation"), paper.organisation),
        (_("Address"), paper.organisation_address),
        (_("Site"), paper.site),
    ]
    return [(label, value) for label, value in facts if len(value) > LETTERHEAD_KEPT]


def _check(paper: InspectionPaper) -> list[Fact]:
    """Return what the goods were checked against."""
    version = _("{code} · {title}, version {version}").format(
        code=paper.checklist_code, title=paper.checklist_title, version=paper.checklist_version
    )
    return [
        (_("Checklist"), version),
        (_("Second check"), mode_words(paper.mode, paper.spot.share if paper.spot else None)),
        (_("Round"), format_integer(paper.round)),
        (_("Checklist digest (SHA-256)"), shortened(paper.checklist_digest, 17)),
    ]
