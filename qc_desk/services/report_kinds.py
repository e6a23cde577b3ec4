"""Which matter a kept report is about: asked when it is issued again, or compared with now."""

from sqlalchemy.orm import Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.reports import Report
from qc_desk.domain.vocabulary import ReportKind
from qc_desk.services.inspection_reports import InspectionMatter
from qc_desk.services.issuing import Matter


def matter_of(session: Session, report: Report) -> Matter:
    """Return what a report is about, as the record knows it now."""
    return _MATTERS[report.kind](session, report)


def _inspection(session: Session, report: Report) -> Matter:
    return InspectionMatter(session, _batch(session, report), report.round or 0)


def _batch(session: Session, report: Report) -> Batch:
    return session.get_one(Batch, report.batch_id, with_for_update=True)


_MATTERS = {
    ReportKind.INSPECTION: _inspection,
}
