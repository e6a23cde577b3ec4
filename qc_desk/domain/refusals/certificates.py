"""Refusals about the organisation's certificate."""

from qc_desk.domain.refusals.base import QcError
from qc_desk.i18n import N_


class CertificateNotReadable(QcError):
    """A file is no certificate with its key, or its password is wrong."""

    sentence = N_("“{file}” cannot be used as a certificate: {why} Nothing was changed.")


class NoCertificate(QcError):
    """The organisation has nothing to sign PDFs with."""

    sentence = N_(
        "The organisation has no certificate yet. An owner makes or imports one under Settings, "
        "Certificate."
    )


class CertificateNotValidNow(QcError):
    """A certificate has expired, or its time has not begun."""

    sentence = N_(
        "The certificate of {name} is not valid now (until {until}). An owner makes or imports "
        "a new one under Settings, Certificate."
    )


class WrongCertificatePassword(QcError):
    """The password does not open the organisation's certificate."""

    sentence = N_(
        "This is not the password of the organisation's certificate. Nothing was signed."
    )


class CertificateChanged(QcError):
    """The certificate that was opened is no longer the one in force."""

    sentence = N_(
        "Another certificate than the one of {name} that was opened is in force by now. Sign with "
        "the password of the new one; what is signed already stays."
    )


class CannotSignPdf(QcError):
    """What signs PDFs is not installed."""

    sentence = N_(
        "Signing PDFs needs the extra part “sign” of this program. Install qc-desk[sign], or "
        "send the report without the organisation's signature."
    )
