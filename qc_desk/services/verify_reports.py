"""Checks issued reports: that none is missing or changed, and one PDF against the record."""

import base64
import binascii
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain.audit import AuditEntry
from qc_desk.domain.organisation_signatures import SignedCopy
from qc_desk.domain.organisations import Organisation
from qc_desk.domain.people import PersonKey
from qc_desk.domain.reports import Report, Withdrawal
from qc_desk.domain.sign_offs import SignOff
from qc_desk.i18n import _, format_date, format_datetime, format_integer, format_list, ngettext
from qc_desk.services.certificates import trusted_certificates
from qc_desk.services.desk import Desk
from qc_desk.services.report_lists import report_row
from qc_desk.services.restorations import restorations
from qc_desk.services.signed_copies import CopyCheck, check_copy
from qc_desk.services.verify_signatures import is_signed
from qc_desk.storage.findings import Finding


def check_reports(desk: Desk) -> Iterator[list[Finding]]:
    """Check one report after the other: bytes, data, number and place in the audit trail."""
    with desk.reading() as session:
        ids = list(
            session.scalars(select(Report.id).order_by(Report.kind, Report.site_id, Report.serial))
        )
    last: dict[tuple[str, int], int] = {}
    for report_id in ids:
        with desk.reading() as session:
            report = session.get_one(Report, report_id)
            series = (report.kind.value, report.site_id)
            missing = report.serial != last.get(series, 0) + 1
            last[series] = report.serial
            yield [
                *_gap(report, missing=missing),
                *_kept(session, report),
                *_kept_copy(session, report),
            ]


def _gap(report: Report, *, missing: bool) -> list[Finding]:
    said = _("The report before this one is missing.")
    return [Finding("report_gap", report.number, said)] if missing else []


def _kept(session: Session, report: Report) -> Iterator[Finding]:
    if hashlib.sha256(report.pdf).hexdigest() != report.sha256:
        yield Finding(
            "report_pdf", report.number, _("The kept PDF was changed after it was issued.")
        )
    if hashlib.sha256(report.payload).hexdigest() != report.payload_digest:
        yield Finding("report_data", report.number, _("The kept data were changed after issue."))
    entry = session.get(AuditEntry, report.audit_seq) if report.audit_seq else None
    if entry is None or entry.hash.hex() != report.audit_head:
        said = _("The audit trail no longer holds the entry that is printed on the report.")
        yield Finding("report_head", report.number, said)


def _kept_copy(session: Session, report: Report) -> Iterator[Finding]:
    copy = session.scalars(select(SignedCopy).where(SignedCopy.report_id == report.id)).first()
    if copy is None:
        return
    if hashlib.sha256(report.pdf + copy.added).hexdigest() != copy.sha256:
        said = _("What the organisation put behind the kept PDF was changed.")
        yield Finding("signed_copy", report.number, said)


@dataclass(frozen=True, kw_only=True, slots=True)
class Withdrawn:
    """That an issued report no longer holds: since when, by whose word, and why."""

    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportCheck:
    """What a PDF turned out to be, compared with the record."""

    number: str
    batch: str
    issued_at: datetime | None
    replaced_by: str
    findings: tuple[Finding, ...]
    about: str = ""  # what it is about: a batch, a complaint, a problem, some days
    withdrawn: Withdrawn | None = None
    signed_by: tuple[str, ...] = ()  # by the organisation, behind the issued bytes
    signatures: tuple[str, ...] = ()  # what each of these says

    @property
    def good(self) -> bool:
        """Whether the PDF is the report that was issued, alone or signed by the organisation."""
        return not self.findings


def check_report(session: Session, number: str, pdf: bytes, data: bytes) -> ReportCheck:
    """Compare a PDF with the record: number, bytes, the data inside, their signatures.

    ``number`` and ``data`` are what was read from the PDF: the report's number and the attached
    JSON.
    """
    report = session.scalars(select(Report).where(Report.number == number)).first()
    if report is None:
        said = _("This record has never issued a report of this number.")
        return ReportCheck(
            number=number,
            batch="",
            issued_at=None,
            replaced_by="",
            findings=(
                Finding("unknown_report", number, said),
                *_put_aside(session, number, data),
                *_signatures(session, number, data),
            ),
        )
    row = report_row(session, report.id)
    copy = _copy(session, report, pdf)
    wrong = tuple(_same(report, copy, data))
    aside = _put_aside(session, number, data) if wrong else ()
    return ReportCheck(
        number=number,
        batch=row.batch,
        about=row.about,
        issued_at=report.issued_at,
        replaced_by=row.replaced_by,
        withdrawn=_withdrawn(session, report),
        signed_by=copy.signers,
        signatures=copy.reasons,
        findings=(*wrong, *aside, *_signatures(session, number, data)),
    )


def told(checked: ReportCheck) -> str:
    """Return in a sentence what a PDF turned out to be."""
    if any(found.kind == "put_aside" for found in checked.findings):
        return _(
            "Nobody can tell from this record whether the PDF is what was issued: a backup took "
            "the record's place. Compare it with the record that was put aside."
        )
    if not checked.good:
        return _("This PDF is not what was issued. Do not rely on it; ask for the original.")
    facts = {"names": format_list(sorted(set(checked.signed_by))), "number": checked.replaced_by}
    if checked.withdrawn is not None:
        said = _("This PDF is what was issued, but {name} withdrew it on {day}: {reason}")
        facts |= {
            "name": checked.withdrawn.by,
            "day": format_date(checked.withdrawn.at.date()),
            "reason": checked.withdrawn.reason,
        }
    elif checked.replaced_by:
        said = _("This PDF is exactly the report that was issued; {number} has replaced it.")
    elif len(checked.signed_by) > 1:
        said = ngettext(
            "This PDF is a signed copy: the report exactly as it was issued, and behind it "
            "{count} valid signature of the organisation ({names}).",
            "This PDF is a signed copy: the report exactly as it was issued, and behind it "
            "{count} valid signatures of the organisation ({names}).",
            len(checked.signed_by),
        )
        facts["count"] = format_integer(len(checked.signed_by))
    elif checked.signed_by:
        said = _(
            "This PDF is a signed copy: the report exactly as it was issued, and behind it the "
            "valid signature of the organisation ({names})."
        )
    else:
        said = _("This PDF is exactly the report that was issued.")
    return said.format(**facts)


def _withdrawn(session: Session, report: Report) -> Withdrawn | None:
    """Return that a report was withdrawn, if it was."""
    found = session.scalars(select(Withdrawal).where(Withdrawal.report_id == report.id)).first()
    if found is None:
        return None
    return Withdrawn(at=found.at, by=found.by.name, reason=found.reason)


def _copy(session: Session, report: Report, pdf: bytes) -> CopyCheck:
    """Return whether a PDF is what was issued, or that with our signature behind it."""
    if hashlib.sha256(pdf).hexdigest() == report.sha256:
        return CopyCheck(signers=(), wrong="")
    if not pdf.startswith(report.pdf):
        said = _("The PDF was changed after it was issued: its bytes are not those in the record.")
        return CopyCheck(signers=(), wrong=said)
    return check_copy(pdf, report.pdf, trusted_certificates(session))


def _same(report: Report, copy: CopyCheck, data: bytes) -> Iterator[Finding]:
    if hashlib.sha256(data).hexdigest() != report.payload_digest:
        said = _("The data inside the PDF are not the data that were issued.")
        yield Finding("data", report.number, said)
    if not copy.good:
        yield Finding("pdf", report.number, copy.wrong)


def _put_aside(session: Session, number: str, data: bytes) -> Iterator[Finding]:
    """Say that a report may have been issued in a record that a backup took the place of."""
    try:
        facts = json.loads(data)
        database, seq = str(facts["database"]), int(facts["audit"]["seq"])
    except (ValueError, KeyError, TypeError):
        return
    for each in restorations(session):
        if each.lost(database, seq):
            said = _(
                "On {day} a backup took the record's place; what was written after {last} is not "
                "in it. The report says that it was issued then. The record that was there is "
                "kept as “{file}”."
            )
            facts = {
                "day": format_datetime(each.at, "UTC"),
                "last": format_datetime(each.taken_at, "UTC"),
                "file": each.put_aside,
            }
            yield Finding("put_aside", number, said.format(**facts))


def _signatures(session: Session, number: str, data: bytes) -> Iterator[Finding]:
    """Check the signatures inside the data with the keys of the record, not of the PDF."""
    try:
        facts = json.loads(data)
        if facts["database"] != session.scalars(select(Organisation.database_id)).first():
            yield Finding("database", number, _("The report comes from another record."))
            return
        for told in facts["sign_offs"]:
            yield from _signature(session, number, told)
    except (ValueError, KeyError, TypeError, binascii.Error):
        yield Finding("data", number, _("The data inside the PDF cannot be read."))


def _signature(session: Session, number: str, told: dict[str, str]) -> Iterator[Finding]:
    kept = session.get(SignOff, told["id"])
    message, signature = told["signed"].encode(), base64.b64decode(told["signature"])
    if kept is None or (kept.signed_bytes, kept.signature) != (message, signature):
        said = _("A signature inside the PDF is not in the record.")
        yield Finding("signature", number, said)
        return
    key = session.get_one(PersonKey, kept.key_id)
    if not is_signed(key.public_key, signature, message):
        yield Finding("signature", number, _("A signature inside the PDF is not valid."))
