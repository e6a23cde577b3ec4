"""What stands on a defect report to the manufacturer."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from qc_desk.domain.loop_papers import PaperThread
from qc_desk.domain.paper import Paper
from qc_desk.domain.papers import PaperPhoto
from qc_desk.domain.report_words import WishKind
from qc_desk.domain.vocabulary import DefectStatus, Disposition, ReportKind, Severity, Verdict


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperMeasure:
    """What both inspectors measured on one sample unit; None: nothing."""

    unit_number: int
    first: Decimal | None
    second: Decimal | None


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperRequirement:
    """What was required where a defect was found, and what was measured outside of it."""

    number: str
    title: str
    instruction: str
    nominal: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    unit: str
    measures: tuple[PaperMeasure, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperDisposition:
    """What was decided about some of the pieces."""

    disposition: Disposition
    quantity: int
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Nonconformity:
    """A defect as the manufacturer reads it: what both inspectors found alike is one."""

    numbers: tuple[int, ...]
    found_by: tuple[str, ...]
    code: str
    name: str
    severity: Severity
    quantity: int
    place: str
    note: str
    status: DefectStatus
    containment: str
    requirements: tuple[PaperRequirement, ...]
    dispositions: tuple[PaperDisposition, ...]
    undecided: int  # pieces about which nothing is decided yet
    photos: tuple[PaperPhoto, ...]
    problems: tuple[str, ...]  # the names of the problems it belongs to


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """What the manufacturer is asked for, and until when the answer is wanted."""

    kind: WishKind
    due_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class DefectPaper(Paper):
    """Everything on a defect report."""

    kind: ClassVar[ReportKind | None] = ReportKind.DEFECT

    manufacturer: str
    manufacturer_address: str
    contact: str
    order_number: str
    promised_ship_date: date | None
    batch_number: str
    product_code: str
    product_name: str
    product_revision: str
    quantity: int
    produced_on: date | None
    sample_size: int
    inspectors: tuple[str, ...]
    verdict: Verdict
    threads: tuple[PaperThread, ...]
    defects: tuple[Nonconformity, ...]
    wishes: tuple[Wish, ...]
    words: str  # what the sender adds
    sender: str
