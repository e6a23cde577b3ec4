"""Sends e-mail through a mail server, and says in a sentence why it could not."""

import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage

from qc_desk.domain.refusals import MailNotSent, NoMailServer
from qc_desk.i18n import N_, _
from qc_desk.settings import Settings

PATIENCE = 30  # seconds that a mail server may think about one step
_NO_ROOM, _TOO_LARGE = 452, 552
_LARGE = N_(
    "the message is larger than {host} takes. Put the report into a folder or save it, and send "
    "a link."
)
_SILENT = N_("{host} does not answer. Check name, port and network.")
_IN_DOUBT = N_(
    "{host} ended the connection while it took the message. Ask whether it arrived before you "
    "send again."
)
_SENTENCES: tuple[tuple[type[Exception], str], ...] = (
    (
        smtplib.SMTPRecipientsRefused,
        N_("the server does not take the recipient's address: {said}."),
    ),
    (
        ssl.SSLCertVerificationError,
        N_(
            "the certificate of {host} is not trusted. Check the name of the server; a server of "
            "your own needs a certificate that this computer trusts."
        ),
    ),
    (
        ssl.SSLError,
        N_("{host} does not speak TLS on this port. Choose the other encryption, or port."),
    ),
    (
        socket.gaierror,
        N_("no server of the name {host} is known. Check the name and the network."),
    ),
    (TimeoutError, _SILENT),
    (ConnectionRefusedError, N_("{host} takes no connection on this port. Check the port.")),
    (
        smtplib.SMTPNotSupportedError,
        N_("{host} offers no encryption or no sign-in this way. Choose TLS, or another port."),
    ),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class MailServer:
    """Where e-mail is handed in; ``security`` is "starttls" or "tls"."""

    host: str
    port: int
    security: str
    login: str
    sender: str  # the address that messages come from


@dataclass(frozen=True, kw_only=True, slots=True)
class MailAccount:
    """A mail server and the password of the account there; never kept in a file."""

    server: MailServer
    password: str = field(repr=False)


def mail_server(settings: Settings) -> MailServer:
    """Return the mail server of this workstation; refuse where none is set (NoMailServer)."""
    if not settings.mail_host or not settings.mail_from:
        raise NoMailServer
    return MailServer(
        host=settings.mail_host,
        port=settings.mail_port,
        security=settings.mail_security,
        login=settings.mail_login,
        sender=settings.mail_from,
    )


def send(
    account: MailAccount,
    message: EmailMessage,
    step: Callable[[str], None] = lambda _doing: None,
    patience: float = PATIENCE,
) -> None:
    """Hand a message in; raises MailNotSent with the reason and the way out.

    The connection is always encrypted, and the server's certificate always checked. ``step`` is
    told what is being done.
    """
    server = account.server
    with _sentences(server):
        step(_("Connecting to {host}").format(host=server.host))
        with _connected(server, patience) as line:
            if server.login:
                step(_("Signing in"))
                line.login(server.login, account.password)
            _must_fit(line, message)
            step(_("Sending"))
            with _sentences(server, sending=True):
                line.send_message(message)


@contextmanager
def _connected(server: MailServer, patience: float) -> Iterator[smtplib.SMTP]:
    """Give an encrypted line to the server."""
    trust = ssl.create_default_context()
    if server.security == "tls":
        with smtplib.SMTP_SSL(server.host, server.port, timeout=patience, context=trust) as line:
            line.ehlo_or_helo_if_needed()
            yield line
        return
    with smtplib.SMTP(server.host, server.port, timeout=patience) as line:
        line.starttls(context=trust)
        line.ehlo_or_helo_if_needed()
        yield line


def _must_fit(line: smtplib.SMTP, message: EmailMessage) -> None:
    """Refuse a message that is larger than the server takes (RFC 1870)."""
    most = line.esmtp_features.get("size", "")
    size = len(message.as_bytes())
    if most.isdecimal() and 0 < int(most) < size:
        raise smtplib.SMTPSenderRefused(_TOO_LARGE, str(size).encode(), "")


@contextmanager
def _sentences(server: MailServer, *, sending: bool = False) -> Iterator[None]:
    """Turn what mail servers and networks say into sentences."""
    try:
        yield
    except (OSError, smtplib.SMTPException, ValueError) as error:
        facts = {"host": server.host, "login": server.login, **_said(error)}
        lost = isinstance(error, smtplib.SMTPServerDisconnected)
        why = _(_IN_DOUBT if sending else _SILENT) if lost else _why(error)
        raise MailNotSent(why=why.format(**facts)) from error


def _why(error: Exception) -> str:
    """Return the sentence for an error, the particular before the general."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return _(
            "{host} refused the sign-in of {login}. Check login and password; some providers want "
            "an app password."
        )
    if isinstance(error, smtplib.SMTPResponseException):
        too_large = error.smtp_code in (_NO_ROOM, _TOO_LARGE)
        return _(_LARGE) if too_large else _("{host} answered {code}: {said}.")
    for kind, sentence in _SENTENCES:
        if isinstance(error, kind):
            return _(sentence)
    return "{said}."


def _said(error: Exception) -> dict[str, str]:
    """Return what a server said, or the system, on one line."""
    if isinstance(error, smtplib.SMTPResponseException):
        return {"code": str(error.smtp_code), "said": _plain(error.smtp_error)}
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return {"said": "; ".join(sorted({_plain(s) for _c, s in error.recipients.values()}))}
    return {"said": _plain(str(error))}


def _plain(said: bytes | str) -> str:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return " ".join(words.split())[:200].rstrip(".")
