"""E-mails as files: a draft that a mail program opens, or the message that is sent."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid

from qc_desk.domain.refusals import FieldInvalid, FieldNeeded
from qc_desk.i18n import N_
from qc_desk.services.letters import Letter
from qc_desk.services.manufacturers import checked_email

_HOW = N_("write one address, such as qa@example.com.")


def message(letter: Letter, pdf: bytes, sender: tuple[str, str]) -> EmailMessage:
    """Return the message with the report attached; ``sender`` is a name and an address.

    Without an address the mail program puts in its own.
    """
    made = EmailMessage(policy=SMTP)
    made["Subject"] = " ".join(letter.subject.split())
    if sender[1]:
        made["From"] = _address(*sender)
    made["To"] = _address(letter.to.contact or letter.to.name, letter.to.email)
    made["Content-Language"] = letter.language
    made.set_content(letter.text, cte="quoted-printable")
    made.add_attachment(pdf, maintype="application", subtype="pdf", filename=letter.file_name)
    return made


def draft(letter: Letter, pdf: bytes, sender: tuple[str, str]) -> bytes:
    """Return an e-mail that mail programs open ready to be sent (``X-Unsent``)."""
    made = message(letter, pdf, sender)
    made["X-Unsent"] = "1"
    return made.as_bytes()


def to_be_sent(letter: Letter, pdf: bytes, sender: tuple[str, str], at: datetime) -> EmailMessage:
    """Return the message as the program sends it itself: with its date and a name of its own."""
    made = message(letter, pdf, sender)
    made["Date"] = format_datetime(at)
    made["Message-ID"] = make_msgid(domain=made["From"].addresses[0].domain)
    return made


def _address(name: str, email: str) -> Address:
    """Return an address as letters on the wire; what is no address is refused with a sentence."""
    kept = checked_email(email)
    if not kept:
        raise FieldNeeded(field=N_("e-mail"))
    user, _at, domain = kept.rpartition("@")
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in name).split())
    try:
        return Address(plain, user.encode("ascii").decode(), domain.encode("idna").decode("ascii"))
    except (UnicodeError, ValueError) as error:
        raise FieldInvalid(field=N_("e-mail"), value=kept, why=_HOW) from error
