"""What was inspected: the batch in a grid of labelled facts."""

from qc_desk.domain.papers import InspectionPaper
from qc_desk.domain.spot_rules import mode_words
from qc_desk.i18n import _, format_date, format_integer, format_list
from qc_desk.reports.bands import Band, gap
from qc_desk.reports.facts import Fact, fact_grid
from qc_desk.reports.masthead import letterhead_facts
from qc_desk.reports.typesetting import Typesetter, shortened


def batch_facts(paper: InspectionPaper, setter: Typesetter) -> list[Band]:
    """Return everything that says which goods these are, four facts to a row."""
    facts = [*_goods(paper), *_trade(paper), *_check(paper), *letterhead_facts(paper)]
    return [gap(6), *fact_grid(facts, setter, bold=2)]


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
