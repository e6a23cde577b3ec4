"""What stands on a certificate of conformance (ISO/IEC 17050-1:2004, 6)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from qc_desk.domain.paper import Paper
from qc_desk.domain.papers import PaperSignature
from qc_desk.domain.sampling_rules import PlanRow
from qc_desk.domain.vocabulary import ReportKind, Severity, Verdict


@dataclass(frozen=True, kw_only=True, slots=True)
class CertifiedItem:
    """A requirement, and what two people found: how many samples passed, failed, or had none."""

    number: str
    title: str
    severity: Severity
    nominal: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    unit: str
    passed: int
    failed: int
    skipped: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Conceded:
    """What is accepted although it does not conform."""

    code: str
    name: str
    quantity: int
    place: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ConformancePaper(Paper):
    """Everything on a certificate of conformance."""

    kind: ClassVar[ReportKind | None] = ReportKind.CONFORMANCE

    customer: str
    order_number: str
    manufacturer: str
    product_code: str
    product_name: str
    product_revision: str
    batch_number: str
    quantity: int
    produced_on: date | None
    sample_size: int
    checklist_code: str
    checklist_title: str
    checklist_version: int
    checklist_digest: str
    verdict: Verdict
    concession: str  # the reason; empty where there is none
    conceded: tuple[Conceded, ...]
    signatures: tuple[PaperSignature, ...]
    items: tuple[CertifiedItem, ...]
    plans: tuple[PlanRow, ...]
    inspection_report: str  # the number of the report with every answer
    words: str
    sender: str
