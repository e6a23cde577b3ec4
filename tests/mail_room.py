"""A mail server for tests: real SMTP with TLS, sign-in and a size limit, on this computer."""

import datetime as dt
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import cache
from ipaddress import IPv4Address
from pathlib import Path
from socket import socket
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

LOGIN, PASSWORD = "qa@keramika.example", "post horn at noon"


@cache
def certificate() -> tuple[bytes, bytes]:
    """Return a certificate of this computer and its key, as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    names = [x509.DNSName("localhost"), x509.IPAddress(IPv4Address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    return made.public_bytes(pem), key.private_bytes(pem, pkcs8, plain)


@dataclass
class MailRoom:
    """What a mail server got, and how it answers."""

    refuses: dict[str, str] = field(default_factory=dict)  # a command and the answer to it
    got: list[EmailMessage] = field(default_factory=list)
    port: int = 0

    async def handle_RCPT(  # noqa: N802 (the name that the library calls)
        self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if "RCPT" in self.refuses:
            return self.refuses["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802
        if "DATA" in self.refuses:
            return self.refuses["DATA"]
        content = envelope.content
        assert isinstance(content, bytes)
        self.got.append(message_from_bytes(content, policy=default))
        return "250 OK"


def free_port() -> int:
    """Return a port that nobody listens at."""
    with closing(socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        found: int = probe.getsockname()[1]
        return found


def _may_enter(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> Any:
    assert isinstance(data, LoginPassword)
    return AuthResult(
        success=(data.login.decode(), data.password.decode()) == (LOGIN, PASSWORD), handled=False
    )


@contextmanager
def mail_room(folder: Path, *, security: str = "starttls", most: int = 0) -> Iterator[MailRoom]:
    """Open a mail server at localhost; ``most`` is the largest message in bytes."""
    pem, key = certificate()
    (folder / "cert.pem").write_bytes(pem)
    (folder / "key.pem").write_bytes(key)
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trust.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    room = MailRoom(port=free_port())
    options: dict[str, Any] = {"data_size_limit": most or None}
    if security == "tls":
        options |= {"ssl_context": trust, "auth_require_tls": False}
    elif security == "starttls":
        options |= {"tls_context": trust, "require_starttls": True}
    controller = Controller(
        room, hostname="127.0.0.1", port=room.port, authenticator=_may_enter, **options
    )
    controller.start()
    try:
        yield room
    finally:
        controller.stop()
