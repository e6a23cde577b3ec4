"""The inspection report: all its parts in reading order, on as many pages as it takes."""

from collections.abc import Iterator

from qc_desk.domain.papers import InspectionPaper
from qc_desk.i18n import _
from qc_desk.reports.bands import Band
from qc_desk.reports.batch_facts import batch_facts
from qc_desk.reports.checklist import checklist_table
from qc_desk.reports.defects import Album, defect_list, item_photos, missed_by_both
from qc_desk.reports.document import About
from qc_desk.reports.footer import NUMBER_KEPT
from qc_desk.reports.headline import summary, verdict_panel
from qc_desk.reports.history import corrections, extra_checks, reconciliation
from qc_desk.reports.masthead import masthead
from qc_desk.reports.measured_charts import measured_charts
from qc_desk.reports.measured_with import measured_with
from qc_desk.reports.printing import printed
from qc_desk.reports.proof import proof_box
from qc_desk.reports.sampling import sampling
from qc_desk.reports.signatures import signature_boxes
from qc_desk.reports.spot_check import spot_check
from qc_desk.reports.typesetting import Typesetter, shortened


def render(paper: InspectionPaper) -> bytes:
    """Return the report as PDF bytes, in the language spoken now."""
    setter = Typesetter()
    return printed(_about(paper), _foot(paper), bands(paper, setter), setter)


def bands(paper: InspectionPaper, setter: Typesetter) -> Iterator[Band]:
    """Return the whole report as bands, each made when its turn comes."""
    album = Album()
    yield from masthead(paper, _("Inspection report"), setter)
    yield from verdict_panel(paper, setter)
    yield from summary(paper, setter)
    yield from batch_facts(paper, setter)
    yield from sampling(paper, setter)
    yield from spot_check(paper, setter)
    yield from signature_boxes(paper, setter)
    yield from checklist_table(paper, setter)
    yield from measured_with(paper, setter)
    yield from measured_charts(paper, setter)
    yield from defect_list(paper, setter, album)
    yield from missed_by_both(paper, setter)
    yield from item_photos(paper, setter, album)
    yield from reconciliation(paper, setter)
    yield from extra_checks(paper, setter)
    yield from corrections(paper, setter)
    yield from proof_box(paper, setter)


def _about(paper: InspectionPaper) -> About:
    """Return what the PDF says about itself."""
    title = _("Inspection report {number}, batch {batch}: {verdict}").format(
        number=paper.report_number, batch=paper.batch_number, verdict=paper.verdict.label
    )
    return About(paper, title, f"{paper.product_code} {paper.product_name}")


def _foot(paper: InspectionPaper) -> str:
    """Return what the foot of every page says: which batch, and what came out."""
    return _("batch {batch} · {verdict}").format(
        batch=shortened(paper.batch_number, NUMBER_KEPT), verdict=paper.verdict.label.upper()
    )
