"""Certificates of the organisation: what it signs PDFs with, under a password."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qc_desk.domain.base import Base, key
from qc_desk.domain.people import Person


class Certificate(Base, kw_only=True):
    """An X.509 certificate and its locked private key; never changed, the newest is in force.

    Older ones stay, so that what was signed with them can still be verified.
    """

    __tablename__ = "certificates"
    __table_args__ = (
        CheckConstraint("valid_from < valid_until", name="validity"),
        CheckConstraint("name <> ''", name="name"),
    )

    id: Mapped[int] = key()
    name: Mapped[str] = mapped_column(String(200))  # whom it names
    issuer: Mapped[str] = mapped_column(String(200))  # who vouches for it; itself when made here
    certificate: Mapped[bytes]  # DER
    chain: Mapped[bytes]  # of its issuers, DER one after the other; empty when made here
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)  # SHA-256 of the DER
    valid_from: Mapped[datetime]
    valid_until: Mapped[datetime]
    salt: Mapped[bytes]
    nonce: Mapped[bytes]
    ciphertext: Mapped[bytes]  # the private key, ChaCha20-Poly1305 under Argon2id(password)
    time_cost: Mapped[int]
    memory_kib: Mapped[int]
    lanes: Mapped[int]
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    by: Mapped[Person] = relationship()
    at: Mapped[datetime]
