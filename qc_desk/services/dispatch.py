"""Sends a report on its way: packed, handed over, and noted once it is out."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qc_desk.domain.delivery_words import DeliveryWay
from qc_desk.domain.refusals import QcError, SentNotNoted
from qc_desk.services.certificates import OpenCertificate
from qc_desk.services.deliveries import DeliveryEntry, DeliveryRow, may_deliver, note_delivery
from qc_desk.services.desk import Desk
from qc_desk.services.files import write_file
from qc_desk.services.first_start import organisation
from qc_desk.services.letters import Letter, Recipient, first_recipient, letter
from qc_desk.services.mail_drafts import draft, to_be_sent
from qc_desk.services.mail_server import MailAccount, send
from qc_desk.services.organisation_signatures import leaving, signature_reasons
from qc_desk.services.outbox import put_into
from qc_desk.services.signed_copies import signed_copy

Step = Callable[[str], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Parcel:
    """A report ready to go: its letter, and the very bytes."""

    report_id: int
    letter: Letter
    pdf: bytes
    shop: str
    certificate_id: int | None = None

    @property
    def sha256(self) -> str:
        """The digest of what goes out."""
        return hashlib.sha256(self.pdf).hexdigest()


def pack(
    desk: Desk,
    report_id: int,
    to: Recipient | None,
    by: int,
    certificate: OpenCertificate | None = None,
) -> Parcel:
    """Pack a report for somebody, or for its maker; refuse what may not be sent by this person.

    It leaves as it is kept: with the organisation's signature behind it where it has one. Where it
    has none, a certificate puts one on this copy.
    """
    with desk.reading() as session:
        may_deliver(session, report_id, by)
        recipient = to or first_recipient(session, report_id)
        written = letter(session, report_id, recipient, by)
        shop = organisation(session)
        kept = leaving(session, report_id)
        reasons = signature_reasons(session, report_id)
    pdf, certificate_id = kept.pdf, kept.certificate_id
    if certificate is not None and not kept.is_signed:
        pdf, certificate_id = signed_copy(pdf, certificate, reasons), certificate.id
    return Parcel(
        report_id=report_id,
        letter=written,
        pdf=pdf,
        shop=shop.name if shop else "",
        certificate_id=certificate_id,
    )


def make_draft(
    desk: Desk, parcel: Parcel, file: Path, sender: str, by: int, at: datetime
) -> DeliveryRow:
    """Write an e-mail draft; it is noted as made, and a person confirms that it was sent."""
    write_file(file, draft(parcel.letter, parcel.pdf, (parcel.shop, sender)))
    return _noted(desk, parcel, DeliveryWay.DRAFT, parcel.letter.to.email, by, at)


def send_mail(
    desk: Desk,
    parcel: Parcel,
    account: MailAccount,
    by: int,
    at: datetime,
    step: Step = lambda _doing: None,
) -> DeliveryRow:
    """Send a report by e-mail and note it; nothing is noted where the server did not take it."""
    message = to_be_sent(parcel.letter, parcel.pdf, (parcel.shop, account.server.sender), at)
    send(account, message, step)
    try:
        return _noted(desk, parcel, DeliveryWay.EMAIL, parcel.letter.to.email, by, at)
    except QcError as refusal:
        to, report = parcel.letter.to.name, parcel.letter.file_name.removesuffix(".pdf")
        raise SentNotNoted(report=report, name=to, why=str(refusal)) from refusal


def drop_into(desk: Desk, parcel: Parcel, outbox: Path, by: int, at: datetime) -> DeliveryRow:
    """Put a report into the recipient's folder and note it."""
    file = put_into(outbox, parcel.letter.to.name, parcel.letter.file_name, parcel.pdf)
    return _noted(desk, parcel, DeliveryWay.FOLDER, str(file), by, at)


def save_as(desk: Desk, parcel: Parcel, file: Path, by: int, at: datetime) -> DeliveryRow:
    """Save a report as a file that a person hands over."""
    write_file(file, parcel.pdf)
    return _noted(desk, parcel, DeliveryWay.FILE, str(file), by, at)


def note_print(desk: Desk, parcel: Parcel, by: int, at: datetime) -> DeliveryRow:
    """Note that a report was printed to be handed over."""
    return _noted(desk, parcel, DeliveryWay.PRINT, "", by, at)


def _noted(
    desk: Desk, parcel: Parcel, way: DeliveryWay, address: str, by: int, at: datetime
) -> DeliveryRow:
    entry = DeliveryEntry(
        report_id=parcel.report_id,
        way=way,
        to_whom=parcel.letter.to.name,
        address=address,
        sha256=parcel.sha256,
        certificate_id=parcel.certificate_id,
    )
    with desk.writing() as session:
        return note_delivery(session, entry, by, at)
