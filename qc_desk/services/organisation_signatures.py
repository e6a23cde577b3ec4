"""Reports that the organisation signs once they are issued: which wait, and what stands behind.

Issuing never waits for it: a decision about goods must not hang on a certificate's password. What
was issued without it waits here until somebody who knows the password signs it.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from qc_desk.domain.organisation_signatures import SignedCopy
from qc_desk.domain.organisations import Site
from qc_desk.domain.people import MAY_INSPECT, Person
from qc_desk.domain.refusals import CertificateChanged
from qc_desk.domain.reports import Report, Withdrawal
from qc_desk.domain.sign_offs import SignOff
from qc_desk.i18n import _, format_datetime, speaking
from qc_desk.services.acts import acting
from qc_desk.services.certificates import OpenCertificate, locked_certificate
from qc_desk.services.desk import Desk
from qc_desk.services.signed_copies import signed_copy
from qc_desk.services.signing_rules import signing_rule

Step = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Leaving:
    """The bytes of a report as they leave: signed by the organisation where it did so."""

    number: str
    pdf: bytes
    certificate_id: int | None

    @property
    def is_signed(self) -> bool:
        """Whether the organisation's signature stands behind the issued bytes."""
        return self.certificate_id is not None


def leaving(session: Session, report_id: int) -> Leaving:
    """Return a report as it leaves."""
    report = session.get_one(Report, report_id)
    copy = _copy_of(session, report_id)
    added = copy.added if copy is not None else b""
    return Leaving(
        number=report.number,
        pdf=report.pdf + added,
        certificate_id=copy.certificate_id if copy is not None else None,
    )


def waiting_reports(session: Session, by: int) -> list[int]:
    """Return the reports in force that wait for the organisation's signature, oldest first.

    Only those that were issued since it signs at issue, at sites where this person may sign.
    """
    since = signing_rule(session).at_issue_since
    if since is None:
        return []
    newer = aliased(Report)
    person = session.get_one(Person, by)
    sites = [site for site in session.scalars(select(Site)) if person.holds(MAY_INSPECT, site)]
    return list(
        session.scalars(
            select(Report.id)
            .where(
                Report.issued_at >= since,
                Report.site_id.in_([site.id for site in sites]),
                ~select(SignedCopy.id).where(SignedCopy.report_id == Report.id).exists(),
                ~select(newer.id).where(newer.replaces_id == Report.id).exists(),
                ~select(Withdrawal.id).where(Withdrawal.report_id == Report.id).exists(),
            )
            .order_by(Report.id)
        )
    )


def sign_reports(
    desk: Desk,
    report_ids: Sequence[int],
    certificate: OpenCertificate,
    by: int,
    at: datetime,
    step: Step = lambda _done, _total: None,
) -> list[str]:
    """Put the organisation's signature behind reports; return the numbers of those signed now.

    What has one already is left as it is. ``step`` is told how far it is, and may raise to stop:
    what is signed stays. Slow.
    """
    signed = []
    for done, report_id in enumerate(report_ids):
        step(done, len(report_ids))
        with desk.reading() as session:
            _must_be_in_force(session, certificate, at)
            if _copy_of(session, report_id) is not None:
                continue
            report = session.get_one(Report, report_id)
            number, issued = report.number, report.pdf
            reasons = signature_reasons(session, report_id)
        copy = signed_copy(issued, certificate, reasons)
        with desk.writing() as session:
            _keep(session, (report_id, certificate.id, len(reasons)), (issued, copy), by, at)
        signed.append(number)
    step(len(report_ids), len(report_ids))
    return signed


def signature_reasons(session: Session, report_id: int) -> list[str]:
    """Return what each signature of the organisation says, in the language of the report.

    One for the report; where it was chosen, one for each sign-off on the round: who, what, when.
    """
    report = session.get_one(Report, report_id)
    signed = _sign_offs(session, report) if signing_rule(session).choice.each_sign_off else []
    issuer = session.get_one(Person, report.issued_by_id)
    with speaking(report.language):
        if not signed:
            when = format_datetime(report.issued_at, "UTC")
            said = _("{number}, issued by {name}, {when}")
            return [said.format(number=report.number, name=issuer.name, when=when)]
        said = _("{name}: {meaning} ({place}), {when}")
        return [
            said.format(
                name=each.signer.name,
                meaning=each.meaning.label,
                place=each.slot.label,
                when=format_datetime(each.at, "UTC"),
            )
            for each in signed
        ]


def _sign_offs(session: Session, report: Report) -> list[SignOff]:
    """Return the sign-offs that a report rests on: of its round, up to its issue."""
    return list(
        session.scalars(
            select(SignOff)
            .where(
                SignOff.batch_id == report.batch_id,
                SignOff.round == report.round,
                SignOff.at <= report.issued_at,
            )
            .order_by(SignOff.id)
        )
    )


def _must_be_in_force(session: Session, certificate: OpenCertificate, at: datetime) -> None:
    """Refuse a certificate that was opened before another one was put in force."""
    if locked_certificate(session, at).id != certificate.id:
        raise CertificateChanged(name=certificate.name)


def _copy_of(session: Session, report_id: int) -> SignedCopy | None:
    return session.scalars(select(SignedCopy).where(SignedCopy.report_id == report_id)).first()


def _keep(
    session: Session,
    facts: tuple[int, int, int],
    pdfs: tuple[bytes, bytes],
    by: int,
    at: datetime,
) -> None:
    """Keep what stands behind a report, unless somebody else has signed it by now."""
    report_id, certificate_id, signatures = facts
    issued, copy = pdfs
    person = acting(session, "report.sign", by, at)
    report = session.get_one(Report, report_id)
    site = session.get_one(Site, report.site_id, with_for_update={"key_share": True})
    person.must_hold(MAY_INSPECT, site)
    if _copy_of(session, report_id) is not None:
        return
    session.add(
        SignedCopy(
            report_id=report_id,
            certificate_id=certificate_id,
            signatures=signatures,
            added=copy[len(issued) :],
            sha256=hashlib.sha256(copy).hexdigest(),
            by=person,
            at=at,
        )
    )
    session.flush()
