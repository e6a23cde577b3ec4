"""Signed copies: the very bytes that were issued, with the organisation's signature behind them.

A copy is an incremental update (PAdES, ETSI EN 319 142-1): cut off at the length of what was
issued, it is what was issued, and still has the digest that the record keeps.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from qc_desk.domain.refusals import CannotSignPdf
from qc_desk.i18n import _
from qc_desk.services.certificates import OpenCertificate

if TYPE_CHECKING:
    from types import ModuleType

FIELD = "QCDesk"


@dataclass(frozen=True, kw_only=True, slots=True)
class CopyCheck:
    """What stands behind the issued bytes: who signed, or what is wrong."""

    signers: tuple[str, ...]
    wrong: str  # a sentence; empty when nothing is
    reasons: tuple[str, ...] = ()  # what each signature says, in the order of the signers

    @property
    def good(self) -> bool:
        """Whether all that was added is a signature of this organisation."""
        return not self.wrong


def can_sign() -> bool:
    """Whether what signs PDFs is installed."""
    return find_spec("pyhanko") is not None


def signed_copy(pdf: bytes, by: OpenCertificate, reasons: Sequence[str]) -> bytes:
    """Return the PDF with one signature of the organisation for each reason; slow."""
    signers = _library("pyhanko.sign.signers")
    fields = _library("pyhanko.sign.fields")
    writer = _library("pyhanko.pdf_utils.incremental_writer")
    signer = _signer(signers, by)
    signed = pdf
    for number, reason in enumerate(reasons, start=1):
        facts = signers.PdfSignatureMetadata(
            field_name=f"{FIELD}{number}",
            md_algorithm="sha256",
            subfilter=fields.SigSeedSubFilter.PADES,
            reason=reason,
            name=by.name,
        )
        update = writer.IncrementalPdfFileWriter(io.BytesIO(signed))
        signed = signers.sign_pdf(update, facts, signer=signer).getvalue()
    return signed


def _signer(signers: Any, by: OpenCertificate) -> Any:
    x509, keys = _library("asn1crypto.x509"), _library("asn1crypto.keys")
    store = _library("pyhanko_certvalidator.registry").SimpleCertificateStore()
    store.register_multiple([x509.Certificate.load(each) for each in by.chain])
    return signers.SimpleSigner(
        signing_cert=x509.Certificate.load(by.certificate),
        signing_key=keys.PrivateKeyInfo.load(by.private),
        cert_registry=store,
    )


def check_copy(copy: bytes, issued: bytes, trusted: Sequence[bytes]) -> CopyCheck:
    """Check a file that begins with the issued bytes: is only our own signature added? Slow.

    ``trusted`` are the certificates of the record; no other is believed, whoever vouches for it.
    """
    if not copy.startswith(issued):
        return CopyCheck(signers=(), wrong=_("It does not begin with what was issued."))
    try:
        found = _valid_signers(copy, trusted)
    except _NotOursError as wrong:
        return CopyCheck(signers=(), wrong=str(wrong))
    except CannotSignPdf:
        raise
    except Exception:  # noqa: BLE001 (pyHanko says in many ways that a PDF is damaged)
        return CopyCheck(signers=(), wrong=_("What was added behind the report is damaged."))
    if not found:
        said = _("What was added behind the report is no signature, or only a part of one.")
        return CopyCheck(signers=(), wrong=said)
    return CopyCheck(
        signers=tuple(name for name, _reason in found),
        wrong="",
        reasons=tuple(reason for _name, reason in found),
    )


class _NotOursError(Exception):
    """Something behind the issued bytes is not a valid signature of this organisation."""


def _valid_signers(copy: bytes, trusted: Sequence[bytes]) -> list[tuple[str, str]]:
    """Return name and reason of each signature; all must be ours, valid and whole."""
    reader = _library("pyhanko.pdf_utils.reader")
    roots = [_library("asn1crypto.x509").Certificate.load(each) for each in trusted]
    signatures = reader.PdfFileReader(io.BytesIO(copy)).embedded_signatures
    found = []
    for number, signature in enumerate(signatures, start=1):
        name = signature.signer_cert.subject
        if signature.signer_cert.dump() not in trusted:
            said = _("It is signed with a certificate that is not this organisation's ({name}).")
            raise _NotOursError(said.format(name=name.human_friendly))
        _must_be_valid(signature, roots, last=number == len(signatures))
        reason = str(signature.sig_object.get("/Reason", ""))
        found.append((str(name.native.get("common_name", "")), reason))
    return found


def _must_be_valid(signature: Any, roots: list[Any], *, last: bool) -> None:
    """Refuse a signature whose bytes were changed, or that does not reach to the end."""
    validation = _library("pyhanko.sign.validation")
    level = _library("pyhanko.sign.validation.status").SignatureCoverageLevel
    context = _library("pyhanko_certvalidator").ValidationContext(
        trust_roots=roots,
        allow_fetching=False,
        moment=signature.self_reported_timestamp,
        best_signature_time=signature.self_reported_timestamp,
    )
    status = validation.validate_pdf_signature(signature, context)
    if not (status.intact and status.valid and status.coverage >= level.ENTIRE_REVISION):
        raise _NotOursError(_("The file was changed after the organisation signed it."))
    if last and status.coverage != level.ENTIRE_FILE:
        raise _NotOursError(_("Something was added after the organisation signed it."))


def _library(name: str) -> "ModuleType":
    """Return a part of pyHanko, which takes two seconds to import and may not be installed."""
    try:
        return import_module(name)
    except ImportError as error:
        raise CannotSignPdf from error
