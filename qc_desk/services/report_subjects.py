"""What a report is asked about, as people name it: a batch, C-3, CA-2, PR-1, a manufacturer."""

import re
from collections.abc import Callable

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from qc_desk.domain.complaints import Complaint
from qc_desk.domain.corrective_actions import CorrectiveAction
from qc_desk.domain.parties import Customer, Manufacturer
from qc_desk.domain.problems import Problem
from qc_desk.domain.refusals import NotFound
from qc_desk.domain.reports import Report
from qc_desk.domain.vocabulary import ReportKind
from qc_desk.i18n import N_
from qc_desk.services.batches import find_batch
from qc_desk.services.shop_data import folded

_NUMBER = re.compile(r"(?:[A-Za-z]+-)?(\d{1,9})")


def find_subject(session: Session, kind: ReportKind, name: str) -> int:
    """Return the id of what a report of this kind is about (NotFound, AmbiguousName)."""
    return _FINDERS[kind](session, name)


def newest_about(session: Session, kind: ReportKind, subject_id: int, language: str = "") -> int:
    """Return the id of the newest report of a kind about something (NotFound)."""
    query = select(Report.id).where(Report.kind == kind, subject_column(kind) == subject_id)
    if language:
        query = query.where(Report.language == language)
    found = session.scalars(query.order_by(Report.id.desc()).limit(1)).first()
    if found is None:
        raise NotFound(kind=N_("report"), name=kind.label)
    return found


def subject_column(kind: ReportKind) -> "InstrumentedAttribute[int | None]":
    """Return the column of a report that says what one of this kind is about."""
    return {
        ReportKind.EIGHT_D: Report.corrective_action_id,
        ReportKind.COMPLAINT_ANSWER: Report.complaint_id,
        ReportKind.FIXED_LETTER: Report.problem_id,
        ReportKind.WEEKLY_LETTER: Report.manufacturer_id,
    }.get(kind, Report.batch_id)


def _numbered(
    thing: type[Complaint | CorrectiveAction | Problem], what: str
) -> Callable[[Session, str], int]:
    """Return what finds a thing by its number, with or without the letters before it."""

    def find(session: Session, name: str) -> int:
        typed = _NUMBER.fullmatch(name.strip())
        wanted: ColumnElement[bool] = thing.number == int(typed[1] if typed else 0)
        found = session.scalars(select(thing.id).where(wanted)).first()
        if found is None:
            raise NotFound(kind=what, name=name)
        return found

    return find


def _maker(session: Session, name: str) -> int:
    wanted = folded(name.strip())
    for each, known in session.execute(select(Manufacturer.id, Manufacturer.name)):
        if folded(known) == wanted:
            return int(each)
    raise NotFound(kind=N_("manufacturer"), name=name)


def find_customer(session: Session, name: str) -> int:
    """Return the id of a customer by name, in capitals or not (NotFound)."""
    wanted = folded(name.strip())
    for each, known in session.execute(select(Customer.id, Customer.name)):
        if folded(known) == wanted:
            return int(each)
    raise NotFound(kind=N_("customer"), name=name)


_FINDERS: dict[ReportKind, Callable[[Session, str], int]] = {
    ReportKind.INSPECTION: find_batch,
    ReportKind.CONFORMANCE: find_batch,
    ReportKind.DEFECT: find_batch,
    ReportKind.EIGHT_D: _numbered(CorrectiveAction, N_("corrective action")),
    ReportKind.COMPLAINT_ANSWER: _numbered(Complaint, N_("complaint")),
    ReportKind.FIXED_LETTER: _numbered(Problem, N_("problem")),
    ReportKind.WEEKLY_LETTER: _maker,
}
