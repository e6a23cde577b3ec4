"""Reports that somebody asks for: every kind but the inspection report, which issues itself."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from qc_desk.domain.people import MAY_INSPECT, MAY_LEAD, Person
from qc_desk.domain.vocabulary import ReportKind, Role
from qc_desk.services.acts import acting
from qc_desk.services.complaint_answers import complaint_answer
from qc_desk.services.conformance_reports import conformance_matter
from qc_desk.services.defect_reports import defect_matter, usual_days
from qc_desk.services.eight_d_reports import eight_d
from qc_desk.services.fixed_letters import fixed_letter
from qc_desk.services.issuing import IssuedReport, Matter, Printer, issue
from qc_desk.services.report_entries import ReportEntry
from qc_desk.services.weekly_letters import weekly_letter

_Asked = Callable[[Session, ReportEntry, Person, datetime], Matter]
_KINDS: dict[ReportKind, tuple[_Asked, tuple[Role, ...]]] = {
    ReportKind.DEFECT: (defect_matter, MAY_INSPECT),
    ReportKind.CONFORMANCE: (conformance_matter, MAY_INSPECT),
    ReportKind.EIGHT_D: (eight_d, MAY_LEAD),
    ReportKind.COMPLAINT_ANSWER: (complaint_answer, MAY_INSPECT),
    ReportKind.FIXED_LETTER: (fixed_letter, MAY_LEAD),
    ReportKind.WEEKLY_LETTER: (weekly_letter, MAY_INSPECT),
}


def usual_entry(kind: ReportKind, subject_id: int, today: date) -> ReportEntry:
    """Return what is usually asked for: days of answers, or the week that ends today."""
    if kind is ReportKind.DEFECT:
        return ReportEntry(kind=kind, subject_id=subject_id, due=usual_days(today))
    if kind is ReportKind.WEEKLY_LETTER:
        begins = today - timedelta(days=6)
        return ReportEntry(kind=kind, subject_id=subject_id, begins_on=begins, ends_on=today)
    return ReportEntry(kind=kind, subject_id=subject_id)


def issue_report(
    session: Session, entry: ReportEntry, by: int, at: datetime, printer: Printer
) -> IssuedReport:
    """Issue a report; each kind refuses what it cannot honestly say.

    Raises NotAllowed, FieldTooLong, FieldInvalid, and what the kind refuses.
    """
    person = acting(session, f"report.{entry.kind.value}", by, at)
    asked, roles = _KINDS[entry.kind]
    matter = asked(session, entry, person, at)
    person.must_hold(roles, matter.site)
    return issue(session, matter, person, at, printer)
