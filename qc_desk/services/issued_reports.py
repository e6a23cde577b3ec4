"""Issued reports: numbered without gaps, kept byte for byte, replaced but never changed."""

import base64
import hashlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qc_desk.domain import texts
from qc_desk.domain.batches import Batch
from qc_desk.domain.canonical import canonical
from qc_desk.domain.organisations import Organisation, Site
from qc_desk.domain.papers import InspectionPaper
from qc_desk.domain.people import MAY_INSPECT, Person, PersonKey
from qc_desk.domain.refusals import NoReport, NothingToReport
from qc_desk.domain.reports import Report
from qc_desk.domain.sign_offs import SignOff
from qc_desk.domain.vocabulary import BatchStatus, ReportKind, Verdict
from qc_desk.i18n import LANGUAGES, N_, _
from qc_desk.services.acts import acting
from qc_desk.services.extra_checks import extra_checks_of
from qc_desk.services.papers import inspection_paper
from qc_desk.services.report_lists import ReportRow, report_row, report_rows
from qc_desk.services.signed_content import (
    batch_facts,
    defect_facts,
    extra_check_facts,
    inspection_facts,
)
from qc_desk.storage.chain import head

__all__ = [
    "IssuedReport",
    "Printer",
    "Reissue",
    "ReportRow",
    "issue",
    "newest_report",
    "reissue",
    "report_pdf",
    "report_row",
    "report_rows",
]

Printer = Callable[[InspectionPaper], bytes]


@dataclass(frozen=True, kw_only=True, slots=True)
class IssuedReport:
    """A report that has just been issued."""

    id: int
    number: str
    sha256: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Reissue:
    """Which report is issued again, in which language and why."""

    report_id: int
    language: str
    reason: str


def issue(
    session: Session,
    batch: Batch,
    by: Person,
    at: datetime,
    printer: Printer,
    again: Reissue | None = None,
) -> IssuedReport:
    """Issue the inspection report of the batch's last decided round, within an act that has begun.

    The language is the manufacturer's, unless a report is issued again in another.
    """
    report = _numbered(session, batch, by, at)
    replaced = session.get_one(Report, again.report_id) if again is not None else None
    report.round = replaced.round if replaced is not None else batch.round
    report.verdict = batch.verdict(report.round)
    report.language = _known(again.language if again else batch.manufacturer.language)
    report.replaces_id = replaced.id if replaced is not None else None
    report.reason = again.reason if again is not None else ""
    chain = head(session)
    report.audit_seq, report.audit_head = chain.seq, chain.hash.hex()
    report.payload = canonical(_payload(session, batch, report, replaced))
    report.payload_digest = hashlib.sha256(report.payload).hexdigest()
    with tempfile.TemporaryDirectory(prefix="qc-desk-") as folder:
        replaces = replaced.number if replaced is not None else ""
        paper = inspection_paper(session, batch, report, replaces, Path(folder))
        report.pdf = printer(paper)
    report.sha256 = hashlib.sha256(report.pdf).hexdigest()
    session.add(report)
    session.flush()
    return IssuedReport(id=report.id, number=report.number, sha256=report.sha256)


def reissue(
    session: Session, again: Reissue, by: int, at: datetime, printer: Printer
) -> IssuedReport:
    """Issue a report again, in another language or after a correction of shop data.

    It names what it replaces; a report can be replaced once (NothingToReport).
    """
    person = acting(session, "report.reissue", by, at, texts.reason(again.reason))
    replaced = session.get_one(Report, again.report_id)
    batch = session.get_one(Batch, replaced.batch_id, with_for_update=True)
    newer = session.scalars(select(Report).where(Report.replaces_id == replaced.id)).first()
    if newer is not None:
        why = _("it was already replaced by {number}.").format(number=newer.number)
        raise NothingToReport(name=replaced.number, why=why)
    person.must_hold(MAY_INSPECT, batch.site)
    return issue(session, batch, person, at, printer, again)


def _known(language: str) -> str:
    return language if language in LANGUAGES else "en"


def _numbered(session: Session, batch: Batch, by: Person, at: datetime) -> Report:
    """Begin a report with the next number of its kind and site.

    The site is locked until the transaction ends, so there is no gap and no double. It can still
    be pointed at: who enters a batch there and waits for the chain must not be waited for.
    """
    session.get_one(Site, batch.site.id, with_for_update={"key_share": True})
    last = session.scalar(
        select(func.max(Report.serial)).where(
            Report.kind == ReportKind.INSPECTION, Report.site_id == batch.site.id
        )
    )
    serial = (last or 0) + 1
    return Report(
        kind=ReportKind.INSPECTION,
        site_id=batch.site.id,
        serial=serial,
        number=f"IR-{batch.site.code}-{serial:05}",
        batch_id=batch.id,
        round=batch.round,
        language="en",
        verdict=Verdict.PENDING,
        issued_at=at,
        issued_by_id=by.id,
        audit_seq=0,
        audit_head="",
        payload=b"",
        payload_digest="",
        pdf=b"",
        sha256="",
    )


def _payload(
    session: Session, batch: Batch, report: Report, replaced: Report | None
) -> dict[str, object]:
    """What travels inside the PDF: the facts, and every signature with what it was put under."""
    return {
        "format": "qc_desk/inspection-report/v1",
        "database": session.scalars(select(Organisation.database_id)).one(),
        "report": {
            "number": report.number,
            "kind": report.kind,
            "language": report.language,
            "round": report.round,
            "issued_at": report.issued_at,
            "replaces": replaced.number if replaced is not None else None,
            "verdict": batch.verdict(report.round),
        },
        "batch": batch_facts(batch),
        "inspections": [
            inspection_facts(each) for each in batch.inspections if each.round == report.round
        ],
        "defects": [
            defect_facts(each) for each in batch.defects if each.inspection.round == report.round
        ],
        "extra_checks": [
            extra_check_facts(each) for each in extra_checks_of(session, batch, report.round)
        ],
        "sign_offs": [
            _signature(session, each) for each in batch.sign_offs if each.round == report.round
        ],
        "audit": {"seq": report.audit_seq, "head": report.audit_head},
    }


def _signature(session: Session, signed: SignOff) -> dict[str, object]:
    key = session.get_one(PersonKey, signed.key_id)
    return {
        "id": signed.id,
        "slot": signed.slot,
        "meaning": signed.meaning,
        "name": signed.signer.name,
        "at": signed.at,
        "signed": signed.signed_bytes.decode(),
        "signature": base64.b64encode(signed.signature).decode(),
        "public_key": base64.b64encode(key.public_key).decode(),
        "fingerprint": key.fingerprint,
    }


def report_pdf(session: Session, report_id: int) -> bytes:
    """Return the very bytes of an issued report."""
    return session.get_one(Report, report_id).pdf


def newest_report(session: Session, batch_id: int, language: str = "") -> int:
    """Return the id of the newest report of a batch, in this language if one is given."""
    query = select(Report.id).where(Report.batch_id == batch_id).order_by(Report.id.desc())
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
    if session.scalar(select(Report.id).where(Report.batch_id == batch.id).limit(1)):
        return N_("none was issued in this language; issue it again in the window, under Reports.")
    return _MISSING.get(batch.status, N_("nobody has decided about it after two checks."))
