"""The inspection report: all its parts in reading order, on as many pages as it takes."""

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
from qc_desk.reports.history import corrections, reconciliation
from qc_desk.reports.proof import proof_box
from qc_desk.reports.sheet import Sheet
from qc_desk.reports.signatures import signature_boxes
from qc_desk.reports.typesetting import Typesetter


def render(paper: InspectionPaper) -> bytes:
    """Return the report as PDF bytes in the paper's language: same paper, same bytes."""
    with speaking(paper.language):
        return _rendered(paper)


def _rendered(paper: InspectionPaper) -> bytes:
    """Return the report in the language spoken now."""
    setter = Typesetter()
    canvas, out = begun(_about(paper))
    sheet, footer = Sheet(canvas), Footer(paper, setter)
    placed = pages(_bands(paper, setter))
    for number, page in enumerate(placed, 1):
        sheet.draw(page, footer.band(number, len(placed)))
    canvas.save()
    return out.getvalue()


def _bands(paper: InspectionPaper, setter: Typesetter) -> list[Band]:
    """Return the whole report as bands."""
    album = Album()
    return [
        *masthead(paper, setter),
        *verdict_panel(paper, setter),
        *summary(paper, setter),
        *batch_facts(paper, setter),
        *signature_boxes(paper, setter),
        *checklist_table(paper, setter),
        *defect_list(paper, setter, album),
        *item_photos(paper, setter, album),
        *reconciliation(paper, setter),
        *corrections(paper, setter),
        *proof_box(paper, setter),
    ]


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
