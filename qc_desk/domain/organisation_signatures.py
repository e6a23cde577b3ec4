"""The organisation's own signature on reports: when it is put on, and what stands behind each."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qc_desk.domain.base import Base, key
from qc_desk.domain.people import Person


class SigningRule(Base, kw_only=True):
    """How the organisation signs its reports; never changed, the newest is in force."""

    __tablename__ = "signing_rules"

    id: Mapped[int] = key()
    at_issue: Mapped[bool]  # every report, once it is issued; else only where somebody asks for it
    each_sign_off: Mapped[bool]  # one signature for each sign-off; else one for the report
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    by: Mapped[Person] = relationship()
    at: Mapped[datetime]


class SignedCopy(Base, kw_only=True):
    """What the organisation put behind the issued bytes of a report; never changed.

    The issued bytes, and then these, are the signed copy; ``sha256`` is its digest.
    """

    __tablename__ = "signed_copies"
    __table_args__ = (CheckConstraint("signatures >= 1", name="signatures"),)

    id: Mapped[int] = key()
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"), unique=True)
    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificates.id"))
    signatures: Mapped[int]
    added: Mapped[bytes] = mapped_column(deferred=True)
    sha256: Mapped[str] = mapped_column(String(64))
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    by: Mapped[Person] = relationship()
    at: Mapped[datetime]
