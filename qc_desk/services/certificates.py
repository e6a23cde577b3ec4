"""The organisation's certificate: made or imported, locked under a password, opened to sign.

Making, locking and opening take a password and are slow on purpose (about 0.2 s): off the
window's thread.
"""

import hashlib
import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from qc_desk.domain.certificates import Certificate
from qc_desk.domain.people import MAY_OWN
from qc_desk.domain.refusals import (
    CertificateNotReadable,
    CertificateNotValidNow,
    NoCertificate,
    QuantityWrong,
    WrongCertificatePassword,
)
from qc_desk.i18n import N_, format_date
from qc_desk.services.acts import acting
from qc_desk.services.keys import LANES, MEMORY_KIB, TIME_COST, must_be_strong

if TYPE_CHECKING:
    from cryptography import x509

MOST_YEARS = 30
_LONGEST_NAME = 64  # of a common name (RFC 5280, appendix A)
_SHORTEST_RSA = 2048
_EARLIER = timedelta(minutes=5)  # clocks of readers differ


@dataclass(frozen=True, kw_only=True)
class NewCertificate:
    """A certificate with its private key locked, ready to be kept."""

    name: str
    issuer: str
    certificate: bytes
    chain: bytes
    valid_from: datetime
    valid_until: datetime
    salt: bytes
    nonce: bytes
    ciphertext: bytes

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the certificate."""
        return hashlib.sha256(self.certificate).hexdigest()


@dataclass(frozen=True, kw_only=True, slots=True)
class CertificateRow:
    """A certificate as lists show it."""

    id: int
    name: str
    issuer: str
    fingerprint: str
    valid_from: datetime
    valid_until: datetime
    by: str
    at: datetime

    @property
    def is_own(self) -> bool:
        """Whether it was made here: nobody else vouches for it."""
        return self.name == self.issuer


@dataclass(frozen=True, kw_only=True)
class OpenCertificate:
    """A certificate with its private key, for a few signatures; let it go afterwards."""

    id: int
    name: str
    certificate: bytes
    chain: tuple[bytes, ...]
    private: bytes = field(repr=False)  # PKCS#8


def make_certificate(name: str, years: int, password: str, at: datetime) -> NewCertificate:
    """Make a certificate that vouches for itself (P-256), valid for some years; slow."""
    from cryptography import x509  # noqa: PLC0415
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415

    if not 1 <= years <= MOST_YEARS:
        raise QuantityWrong(quantity=years, lowest=1, highest=MOST_YEARS)
    must_be_strong(password, name)
    private = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [
            x509.NameAttribute(kind, name[:_LONGEST_NAME])
            for kind in (x509.NameOID.ORGANIZATION_NAME, x509.NameOID.COMMON_NAME)
        ]
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - _EARLIER)
        .not_valid_after(at + timedelta(days=365 * years + years // 4))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_for_signing(), critical=True)
        .add_extension(
            x509.SubjectKeyIdentifier.from_public_key(private.public_key()), critical=False
        )
        .sign(private, hashes.SHA256())
    )
    return _locked(made, [], private, password)


def _for_signing() -> "x509.KeyUsage":
    """Return what the key may be used for: signing, and standing by it."""
    from cryptography import x509  # noqa: PLC0415

    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def read_certificate(
    file: str, content: bytes, its_password: str, password: str
) -> NewCertificate:
    """Read a PKCS#12 file and lock its key under a password of the shop; slow."""
    from cryptography.hazmat.primitives.serialization import pkcs12  # noqa: PLC0415

    try:
        read = pkcs12.load_pkcs12(content, its_password.encode() or None)
    except ValueError as error:
        why = N_("it is not a PKCS#12 file (.p12, .pfx), or its password is another one.")
        raise CertificateNotReadable(file=file, why=why) from error
    if read.key is None or read.cert is None:
        raise CertificateNotReadable(file=file, why=N_("it holds no certificate with its key."))
    if not _signs(read.key):
        why = N_("its key is of a kind that readers of PDF do not know, or too short.")
        raise CertificateNotReadable(file=file, why=why)
    must_be_strong(password, _named(read.cert.certificate.subject))
    chain = [each.certificate for each in read.additional_certs]
    return _locked(read.cert.certificate, chain, read.key, password)


def _signs(private: object) -> bool:
    """Whether every reader of PDF knows this kind of key."""
    from cryptography.hazmat.primitives.asymmetric import ec, rsa  # noqa: PLC0415

    if isinstance(private, rsa.RSAPrivateKey):
        return private.key_size >= _SHORTEST_RSA
    return isinstance(private, ec.EllipticCurvePrivateKey) and private.curve.name in {
        "secp256r1",
        "secp384r1",
        "secp521r1",
    }


def _locked(
    certificate: "x509.Certificate",
    chain: "list[x509.Certificate]",
    private: Any,  # any kind of private key of the library
    password: str,
) -> NewCertificate:
    from cryptography.hazmat.primitives import serialization as form  # noqa: PLC0415
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305  # noqa: PLC0415

    der = certificate.public_bytes(form.Encoding.DER)
    plain = private.private_bytes(form.Encoding.DER, form.PrivateFormat.PKCS8, form.NoEncryption())
    salt, nonce = os.urandom(16), os.urandom(12)
    lock = ChaCha20Poly1305(_stretch(password, salt, TIME_COST, MEMORY_KIB, LANES))
    return NewCertificate(
        name=_named(certificate.subject),
        issuer=_named(certificate.issuer),
        certificate=der,
        chain=b"".join(each.public_bytes(form.Encoding.DER) for each in chain),
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
        salt=salt,
        nonce=nonce,
        ciphertext=lock.encrypt(nonce, plain, _bound(der)),
    )


def _named(name: "x509.Name") -> str:
    """Return whom a certificate names."""
    from cryptography import x509  # noqa: PLC0415

    for kind in (x509.NameOID.COMMON_NAME, x509.NameOID.ORGANIZATION_NAME):
        for found in name.get_attributes_for_oid(kind):
            return str(found.value)[:200]
    return name.rfc4514_string()[:200] or "—"


def _stretch(password: str, salt: bytes, time_cost: int, memory_kib: int, lanes: int) -> bytes:
    from argon2.low_level import Type, hash_secret_raw  # noqa: PLC0415

    return hash_secret_raw(
        password.encode(), salt, time_cost, memory_kib, lanes, hash_len=32, type=Type.ID
    )


def _bound(certificate: bytes) -> bytes:
    """What a locked key is bound to, so that it cannot be put under another certificate."""
    return b"qc_desk/certificate/v1\n" + hashlib.sha256(certificate).digest()


def keep_certificate(
    session: Session, new: NewCertificate, by: int, at: datetime
) -> CertificateRow:
    """Put a certificate in force for all PDFs from now on; only an owner may."""
    person = acting(session, "certificate.keep", by, at)
    person.must_hold_somewhere(MAY_OWN)
    if not new.valid_from <= at < new.valid_until:
        raise CertificateNotValidNow(name=new.name, until=format_date(new.valid_until.date()))
    kept = Certificate(
        name=new.name,
        issuer=new.issuer,
        certificate=new.certificate,
        chain=new.chain,
        fingerprint=new.fingerprint,
        valid_from=new.valid_from,
        valid_until=new.valid_until,
        salt=new.salt,
        nonce=new.nonce,
        ciphertext=new.ciphertext,
        time_cost=TIME_COST,
        memory_kib=MEMORY_KIB,
        lanes=LANES,
        by=person,
        at=at,
    )
    session.add(kept)
    session.flush()
    return _row(kept)


def certificates(session: Session) -> list[CertificateRow]:
    """Return all certificates, the one in force first."""
    found = session.scalars(
        select(Certificate).order_by(Certificate.id.desc()).options(joinedload(Certificate.by))
    )
    return [_row(each) for each in found]


def trusted_certificates(session: Session) -> list[bytes]:
    """Return every certificate that this record has ever signed with, as DER."""
    return list(session.scalars(select(Certificate.certificate).order_by(Certificate.id)))


def locked_certificate(session: Session, at: datetime) -> Certificate:
    """Return the certificate in force; refuse where there is none, or its time is over."""
    newest = session.scalars(select(Certificate).order_by(Certificate.id.desc()).limit(1)).first()
    if newest is None:
        raise NoCertificate
    if not newest.valid_from <= at < newest.valid_until:
        until = format_date(newest.valid_until.date())
        raise CertificateNotValidNow(name=newest.name, until=until)
    return newest


def open_certificate(locked: Certificate, password: str) -> OpenCertificate:
    """Unlock a certificate's key; raises WrongCertificatePassword. Slow."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305  # noqa: PLC0415

    stretched = _stretch(password, locked.salt, locked.time_cost, locked.memory_kib, locked.lanes)
    try:
        private = ChaCha20Poly1305(stretched).decrypt(
            locked.nonce, locked.ciphertext, _bound(locked.certificate)
        )
    except InvalidTag as error:
        raise WrongCertificatePassword from error
    return OpenCertificate(
        id=locked.id,
        name=locked.name,
        certificate=locked.certificate,
        chain=_split(locked.chain),
        private=private,
    )


def _split(chain: bytes) -> tuple[bytes, ...]:
    """Return the certificates of a chain, which stand one after the other."""
    found = []
    while chain:
        head = 2 + (chain[1] & 0x7F if chain[1] & 0x80 else 0)
        long = int.from_bytes(chain[2:head]) if chain[1] & 0x80 else chain[1]
        found.append(chain[: head + long])
        chain = chain[head + long :]
    return tuple(found)


def _row(found: Certificate) -> CertificateRow:
    return CertificateRow(
        id=found.id,
        name=found.name,
        issuer=found.issuer,
        fingerprint=found.fingerprint,
        valid_from=found.valid_from,
        valid_until=found.valid_until,
        by=found.by.name,
        at=found.at,
    )
