"""Reading back a report that this program made: its number, its signed data, its digests."""

import hashlib
import re
from dataclasses import dataclass
from typing import Any

from qc_desk.domain.checking import data_name
from qc_desk.domain.refusals import QcError
from qc_desk.i18n import N_
from qc_desk.reports.preview import opened

_DIGEST = re.compile(r"[0-9a-f]{64}")


class UnreadableReport(QcError, ValueError):
    """A file from which no report could be read."""

    sentence = N_("This report cannot be read.")


class NotAPdf(UnreadableReport):
    """The file is not a PDF."""

    sentence = N_("This file is not a PDF. Choose the PDF of the report.")


class CutOff(UnreadableReport):
    """The file begins as a PDF and is damaged or incomplete."""

    sentence = N_(
        "This PDF is damaged or incomplete. Fetch the file again from where it was sent or stored."
    )


class NotOurReport(UnreadableReport):
    """The PDF is whole, and is not a report of this program."""

    sentence = N_(
        "This PDF is not a report of QC Desk, or was printed again by another program."
        " Use the original file."
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadReport:
    """What a report says about itself, and the signed data that travel inside it."""

    report_number: str
    signed_data: bytes
    data_digest: str  # hex SHA-256 that the PDF claims for its signed data
    audit_seq: int
    audit_head: str
    pdf_digest: str  # hex SHA-256 of the file itself

    @property
    def data_is_whole(self) -> bool:
        """Tell whether the signed data still have the digest that is printed on the report."""
        return hashlib.sha256(self.signed_data).hexdigest() == self.data_digest


def read_report(pdf: bytes) -> ReadReport:
    """Return what stands in a report; raises UnreadableReport when it is none or is damaged."""
    if not pdf.startswith(b"%PDF-"):
        raise NotAPdf
    if b"%%EOF" not in pdf[-1024:]:
        raise CutOff
    claims, data = _claims(pdf)
    if not claims["QCDeskReport"] or not _DIGEST.fullmatch(claims["QCDeskDataSHA256"]):
        raise NotOurReport
    if data is None or not claims["QCDeskAuditSeq"].isdecimal():
        raise CutOff
    return ReadReport(
        report_number=claims["QCDeskReport"],
        signed_data=data,
        data_digest=claims["QCDeskDataSHA256"],
        audit_seq=int(claims["QCDeskAuditSeq"]),
        audit_head=claims["QCDeskAuditHead"],
        pdf_digest=hashlib.sha256(pdf).hexdigest(),
    )


def _claims(pdf: bytes) -> tuple[dict[str, str], bytes | None]:
    """Return the facts of a PDF and its attached data, if it has any."""
    keys = ("QCDeskReport", "QCDeskDataSHA256", "QCDeskAuditSeq", "QCDeskAuditHead")
    from pypdfium2 import PdfiumError  # noqa: PLC0415

    try:
        with opened(pdf) as document:
            claims = {key: document.get_metadata_value(key) for key in keys}
            return claims, _data(document, claims["QCDeskReport"])
    except PdfiumError as damage:
        raise (NotOurReport if "password" in str(damage) else CutOff) from damage
    except UnicodeDecodeError as damage:
        raise CutOff from damage


def _data(document: Any, number: str) -> bytes | None:
    """Return the attached data of the report of this number; None where there are none."""
    wanted = data_name(number)
    for at in range(document.count_attachments()):
        attached = document.get_attachment(at)
        if attached.get_name() == wanted:
            return bytes(attached.get_data())
    return None
