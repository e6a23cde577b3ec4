"""Which matter a kept report is about: asked when it is issued again, or compared with now."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.reports import Report
from qc_desk.domain.vocabulary import ReportKind
from qc_desk.services.complaint_answers import complaint_answer_again
from qc_desk.services.conformance_reports import conformance_again
from qc_desk.services.defect_reports import defect_matter_again
from qc_desk.services.eight_d_reports import eight_d_again
from qc_desk.services.fixed_letters import fixed_letter_again
from qc_desk.services.inspection_reports import InspectionMatter
from qc_desk.services.issuing import Matter
from qc_desk.services.weekly_letters import weekly_letter_again


def matter_of(session: Session, report: Report) -> Matter:
    """Return what a report is about, as the record knows it now."""
    return _MATTERS[report.kind](session, report)


def _inspection(session: Session, report: Report) -> Matter:
    batch = session.get_one(Batch, report.batch_id)
    return InspectionMatter(session, batch, report.round or 0)


_MATTERS: dict[ReportKind, Callable[[Session, Report], Matter]] = {
    ReportKind.INSPECTION: _inspection,
    ReportKind.DEFECT: defect_matter_again,
    ReportKind.CONFORMANCE: conformance_again,
    ReportKind.EIGHT_D: eight_d_again,
    ReportKind.COMPLAINT_ANSWER: complaint_answer_again,
    ReportKind.FIXED_LETTER: fixed_letter_again,
    ReportKind.WEEKLY_LETTER: weekly_letter_again,
}
