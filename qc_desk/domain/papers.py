"""What stands on an inspection report: frozen facts, ready to be printed in any language.

Services fill these in, reports print them. Words of the trade stay words (a ``Result``, a
``Severity``) so that the paper can say them in the manufacturer's language.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

from qc_desk.domain.overlay import Shapes
from qc_desk.domain.paper import Paper
from qc_desk.domain.picture_words import Shows
from qc_desk.domain.recapture import Recapture
from qc_desk.domain.run_papers import PaperRun
from qc_desk.domain.sampling_rules import PlanRow
from qc_desk.domain.spot_rules import SpotRow
from qc_desk.domain.vocabulary import (
    CheckMode,
    DefectStatus,
    Disposition,
    ItemKind,
    Meaning,
    ReportKind,
    Result,
    Seat,
    Severity,
    Slot,
    Verdict,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperSignature:
    """One place for a signature: what it means, and who signed it when, or nobody yet."""

    slot: Slot
    meaning: Meaning | None = None  # None: NOT SIGNED
    name: str = ""
    signed_at: datetime | None = None
    key_fingerprint: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperPhoto:
    """A print-size copy of a photo on disk, upright, without location."""

    path: Path
    sha256: str
    caption: str
    width: int
    height: int
    shapes: Shapes = ()  # what was drawn over it


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperPicture:
    """A picture of good or bad, or of how a step is done, for a printed manual."""

    photo: PaperPhoto
    shows: Shows


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperMark:
    """What one inspector found at one item on one sample unit."""

    result: Result
    value: Decimal | None = None
    words: str = ""  # what was chosen, or written down
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperGauge:
    """What was measured with, by the word of its calibration at the time, and at which items."""

    number: str
    name: str
    calibrated_on: date
    due_on: date
    certificate: str
    items: tuple[str, ...]  # their numbers, as the checklist table has them


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperRow:
    """One line of the checklist table: an item on one sample unit, as both inspectors saw it."""

    number: str
    section: str
    title: str
    instruction: str
    severity: Severity
    kind: ItemKind
    unit_number: int  # 0: the item is checked once for the whole batch
    nominal: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""
    good: tuple[str, ...] = ()  # what may be chosen, and is good
    first: PaperMark | None = None
    second: PaperMark | None = None
    differs: bool = False
    drawn: bool = True  # whether the second inspector was to look here


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperDefect:
    """A nonconformity as it stands on paper."""

    number: int
    code: str
    name: str
    severity: Severity
    quantity: int
    place: str
    item: str
    found_by: str
    seat: Seat
    containment: str
    disposition: Disposition | None
    status: DefectStatus
    photos: tuple[PaperPhoto, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperCorrection:
    """An answer that was replaced: what stood there, what stands there now, and why."""

    item: str
    unit_number: int
    seat: Seat
    before: PaperMark
    after: PaperMark
    reason: str
    name: str
    at: datetime
    unit: str = ""  # of measured values


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperReconciliation:
    """How two inspectors' differences were decided."""

    names: tuple[str, ...]
    outcome: Result
    reason: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperExtraCheck:
    """What the extra check of a stop-ship has shown on the batch."""

    problem: str
    asked: str
    result: Result
    note: str
    name: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class InspectionPaper(Paper):
    """Everything on an inspection report, apart from the digest of the report itself."""

    kind: ClassVar[ReportKind | None] = ReportKind.INSPECTION

    manufacturer: str
    customer: str
    order_number: str
    promised_ship_date: date | None
    product_code: str
    product_name: str
    product_revision: str
    product_family: str
    batch_number: str
    quantity: int
    produced_on: date | None
    producers: tuple[str, ...]
    round: int
    sample_size: int
    checklist_code: str
    checklist_title: str
    checklist_version: int
    checklist_digest: str
    mode: CheckMode
    verdict: Verdict
    verdict_reason: str
    signatures: tuple[PaperSignature, ...]
    rows: tuple[PaperRow, ...]
    defects: tuple[PaperDefect, ...]
    photos: tuple[PaperPhoto, ...]  # photos that belong to an item and not to a defect
    reconciliation: PaperReconciliation | None
    corrections: tuple[PaperCorrection, ...]
    extra_checks: tuple[PaperExtraCheck, ...] = ()
    plans: tuple[PlanRow, ...] = ()
    recapture: Recapture | None = None  # what both inspectors have missed
    gauges: tuple[PaperGauge, ...] = ()
    runs: tuple[PaperRun, ...] = ()  # how measurements run over the product's lots
    spot: SpotRow | None = None  # how the second check was drawn
