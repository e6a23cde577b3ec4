"""What is made, and the words for what can be wrong with it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qc_desk.domain.base import Base, key
from qc_desk.domain.checklists import Checklist
from qc_desk.domain.vocabulary import Severity


class Product(Base, kw_only=True):
    """A thing that is made, in one revision; products of one family share their defects."""

    __tablename__ = "products"
    __table_args__ = (UniqueConstraint("code", "revision"),)

    id: Mapped[int] = key()
    code: Mapped[str] = mapped_column(String(60))
    revision: Mapped[str] = mapped_column(String(20), default="")
    name: Mapped[str] = mapped_column(String(200))
    family: Mapped[str] = mapped_column(String(100), default="", index=True)
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)
    wordings: Mapped[str] = mapped_column(default="")  # its name in other languages
    checklist_id: Mapped[int | None] = mapped_column(
        ForeignKey("checklists.id"), default=None, init=False
    )
    checklist: Mapped[Checklist | None] = relationship(default=None)

    @property
    def kin(self) -> str:
        """What shares its defects: the family, or the product alone where it has none."""
        return self.family or self.code

    @property
    def full_code(self) -> str:
        """Code and revision as they are written on labels."""
        return f"{self.code} {self.revision}".strip()


class DefectCode(Base, kw_only=True):
    """A short name for one way of being wrong, with the severity it usually has."""

    __tablename__ = "defect_codes"
    __table_args__ = (
        CheckConstraint(
            "default_severity IN ('critical', 'major', 'minor')", name="default_severity"
        ),
    )

    id: Mapped[int] = key()
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    default_severity: Mapped[Severity]
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)
    language: Mapped[str] = mapped_column(String(8), default="en")  # of its name
    wordings: Mapped[str] = mapped_column(default="")  # its name in other languages
