"""Issued reports: kept byte for byte, replaced or withdrawn but never changed."""

import tempfile
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain import texts
from qc_desk.domain.batches import Batch
from qc_desk.domain.organisations import Site
from qc_desk.domain.people import MAY_INSPECT, MAY_LEAD
from qc_desk.domain.refusals import NoReport, NothingToReport, ReportWithdrawn, WithdrawNewer
from qc_desk.domain.reports import Report, Withdrawal
from qc_desk.domain.vocabulary import BatchStatus, ReportKind
from qc_desk.i18n import N_, _
from qc_desk.services.acts import acting
from qc_desk.services.issuing import (
    Draft,
    IssuedReport,
    Portion,
    Printer,
    Reissue,
    complete,
    drafted,
)
from qc_desk.services.report_kinds import matter_of
from qc_desk.services.report_lists import ReportRow, report_row, report_rows

__all__ = [
    "IssuedReport",
    "Printer",
    "Reissue",
    "ReportRow",
    "newest_report",
    "reissue",
    "report_pdf",
    "report_row",
    "report_rows",
    "withdraw",
]


def reissue(
    session: Session, again: Reissue, by: int, at: datetime, printer: Printer
) -> IssuedReport:
    """Issue a report again, in another language or after a correction of shop data.

    It names what it replaces; a report can be replaced once (NothingToReport).
    """
    with tempfile.TemporaryDirectory(prefix="qc-desk-") as folder:
        draft = draft_again(session, again, by, at, Portion(folder=Path(folder)))
        return complete(session, draft, printer(draft.paper))


def draft_again(
    session: Session, again: Reissue, by: int, at: datetime, portion: Portion
) -> Draft:
    """Begin to issue a report again, together with others of its portion."""
    person = acting(session, "report.reissue", by, at, texts.reason(again.reason))
    replaced = _locked(session, again.report_id)
    matter = matter_of(session, replaced)
    newer = _newer(session, replaced)
    names = [newer.number] if newer is not None else []
    names += [
        each.report.number for each in portion.drafts if each.report.replaces_id == replaced.id
    ]
    if names:
        why = _("it was already replaced by {number}.").format(number=names[0])
        raise NothingToReport(name=replaced.number, why=why)
    person.must_hold(MAY_INSPECT, matter.site)
    return drafted(session, matter, person, at, portion, again)


def complete_again(
    session: Session, draft: Draft, by: int, at: datetime, pdf: bytes
) -> IssuedReport:
    """Keep a report that was begun together with others; each is an act of its own."""
    acting(session, "report.reissue", by, at, draft.report.reason)
    return complete(session, draft, pdf)


def withdraw(session: Session, report_id: int, reason: str, by: int, at: datetime) -> None:
    """Say that an issued report no longer holds; its bytes stay, marked wherever they are shown.

    Raises NotAllowed, ReasonNeeded, WithdrawNewer, ReportWithdrawn.
    """
    why = texts.reason(reason)
    person = acting(session, "report.withdraw", by, at, why)
    report = _locked(session, report_id)
    person.must_hold(MAY_LEAD, session.get_one(Site, report.site_id))
    newer = _newer(session, report)
    if newer is not None:
        raise WithdrawNewer(number=report.number, newer=newer.number)
    found = select(Withdrawal.id).where(Withdrawal.report_id == report.id)
    if session.scalar(found) is not None:
        raise ReportWithdrawn(number=report.number)
    session.add(Withdrawal(report_id=report.id, reason=why, by=person, at=at))
    session.flush()


def _locked(session: Session, report_id: int) -> Report:
    """Return a report; nobody else replaces or withdraws one of its site until this is done.

    Its batch comes first: whoever decides about one takes them in this order, too.
    """
    report = session.get_one(Report, report_id)
    if report.batch_id is not None:
        session.get_one(Batch, report.batch_id, with_for_update=True)
    session.get_one(Site, report.site_id, with_for_update={"key_share": True})
    return report


def _newer(session: Session, report: Report) -> Report | None:
    """Return the report that has replaced this one."""
    return session.scalars(select(Report).where(Report.replaces_id == report.id)).first()


def report_pdf(session: Session, report_id: int) -> bytes:
    """Return the very bytes of an issued report."""
    return session.get_one(Report, report_id).pdf


def newest_report(session: Session, batch_id: int, language: str = "") -> int:
    """Return the id of the newest report of a batch, in this language if one is given."""
    query = (
        select(Report.id)
        .where(Report.batch_id == batch_id, Report.kind == ReportKind.INSPECTION)
        .order_by(Report.id.desc())
    )
    if language:
        query = query.where(Report.language == language)
    found = session.scalars(query.limit(1)).first()
    if found is None:
        batch = session.get_one(Batch, batch_id)
        raise NoReport(batch=batch.number, why=_why_none(session, batch))
    return found


_MISSING = {
    BatchStatus.DRAFT: N_("its first check has not begun."),
    BatchStatus.FIRST_CHECK: N_("its first check is not signed yet."),
    BatchStatus.SECOND_CHECK: N_("a second person has to check and sign it first."),
}


def _why_none(session: Session, batch: Batch) -> str:
    """Say which step is missing before there is a report."""
    inspected = Report.kind == ReportKind.INSPECTION
    if session.scalar(select(Report.id).where(Report.batch_id == batch.id, inspected).limit(1)):
        return N_("none was issued in this language; issue it again in the window, under Reports.")
    return _MISSING.get(batch.status, N_("nobody has decided about it after two checks."))
