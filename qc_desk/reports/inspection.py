"""The inspection report: all its parts in reading order, on as many pages as it takes."""

from collections.abc import Iterator

from qc_desk.domain.papers import InspectionPaper
from qc_desk.i18n import _, language, speaking
from qc_desk.reports.bands import Band
from qc_desk.reports.checklist import checklist_table
from qc_desk.reports.defects import Album, defect_list, item_photos
from qc_desk.reports.document import About, begun
from qc_desk.reports.facts import batch_facts
from qc_desk.reports.flow import pages
from qc_desk.reports.footer import Footer
from qc_desk.reports.headline import masthead, summary, verdict_panel
from qc_desk.reports.history import corrections, extra_checks, reconciliation
from qc_desk.reports.proof import proof_box
from qc_desk.reports.sampling import sampling
from qc_desk.reports.sheet import Sheet
from qc_desk.reports.signatures import signature_boxes
from qc_desk.reports.spot_check import spot_check
from qc_desk.reports.typesetting import Typesetter


def render(paper: InspectionPaper) -> bytes:
    """Return the report as PDF bytes in the paper's language: same paper, same bytes."""
    with speaking(paper.language):
        return _rendered(paper)


def _rendered(paper: InspectionPaper) -> bytes:
    """Return the report in the language spoken now."""
    setter = Typesetter()
    canvas, out = begun(_about(paper))
    sheet = Sheet(canvas)
    for page in pages(bands(paper, setter)):
        sheet.draw(page)
    sheet.finish(Footer(paper, setter))
    canvas.save()
    return out.getvalue()


def bands(paper: InspectionPaper, setter: Typesetter) -> Iterator[Band]:
    """Return the whole report as bands, each made when its turn comes."""
    album = Album()
    yield from masthead(paper, setter)
    yield from verdict_panel(paper, setter)
    yield from summary(paper, setter)
    yield from batch_facts(paper, setter)
    yield from sampling(paper, setter)
    yield from spot_check(paper, setter)
    yield from signature_boxes(paper, setter)
    yield from checklist_table(paper, setter)
    yield from defect_list(paper, setter, album)
    yield from item_photos(paper, setter, album)
    yield from reconciliation(paper, setter)
    yield from extra_checks(paper, setter)
    yield from corrections(paper, setter)
    yield from proof_box(paper, setter)


def _about(paper: InspectionPaper) -> About:
    """Return what the PDF says about itself."""
    title = _("Inspection report {number}, batch {batch}: {verdict}")
    return About(
        title=title.format(
            number=paper.report_number, batch=paper.batch_number, verdict=paper.verdict.label
        ),
        author=paper.organisation,
        subject=f"{paper.product_code} {paper.product_name}",
        language=language().locale.replace("_", "-"),
        issued_at=paper.issued_at,
        report_number=paper.report_number,
        data=paper.signed_data,
        data_digest=paper.data_digest,
        audit_seq=paper.audit_seq,
        audit_head=paper.audit_head,
    )
