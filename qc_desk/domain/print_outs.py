"""What stands on a print-out: made on the fly, without a number, and not kept."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from qc_desk.domain.paper import Paper
from qc_desk.domain.papers import PaperPhoto
from qc_desk.domain.picture_words import Shows
from qc_desk.domain.sampling_rules import SamplingRule
from qc_desk.domain.training_words import Document
from qc_desk.domain.vocabulary import (
    CheckMode,
    ItemKind,
    PhotoRule,
    Role,
    Severity,
    VersionStatus,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class PrintOut(Paper):
    """A paper that grows old: every page says when it was printed, and from which version."""

    version: int = 0  # 0: what it is printed from has no versions
    digest: str = ""  # hex SHA-256 of the version; a draft has none


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperPicture:
    """A picture of the manual: what it shows, and the picture."""

    shows: Shows
    photo: PaperPhoto


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperStep:
    """One thing to do."""

    number: int
    instruction: str
    amount: Decimal | None
    unit: str
    right_when: str
    pictures: tuple[PaperPicture, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """Who wrote a version, and who put it in force."""

    status: VersionStatus
    drafted_by: str
    drafted_at: datetime
    approved_by: str
    approved_at: datetime | None
    alone_reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ProcedurePrint(PrintOut):
    """A version of a procedure, to be hung up where it is done."""

    code: str
    title: str
    purpose: str
    written: Written
    steps: tuple[PaperStep, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperItem:
    """One thing to look at or measure, with room to write down what was found."""

    number: str
    section: str
    title: str
    instruction: str
    severity: Severity
    kind: ItemKind
    units: int  # on how many sample units; 0: once for the whole batch
    photo_rule: PhotoRule
    nominal: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    unit: str
    good: tuple[str, ...]
    bad: tuple[str, ...]
    gauge: str  # the kind it is measured with; * any, empty none
    pictures: tuple[PaperPicture, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ChecklistPrint(PrintOut):
    """A version of a checklist, to be ticked by hand."""

    code: str
    title: str
    trade: str
    mode: CheckMode
    share: int | None  # per cent that a spot check draws
    sampling: SamplingRule
    written: Written
    items: tuple[PaperItem, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperLearner:
    """Somebody who must read and sign; days where the record has them already."""

    name: str
    trained_by: str
    trained_at: datetime | None
    understood_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class TrainingPrint(PrintOut):
    """Who must read and sign a version."""

    document: Document
    code: str
    title: str
    required: bool  # nobody takes a seat without it
    learners: tuple[PaperLearner, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class BatchPrint(PrintOut):
    """What stands on the card and on the labels of a batch."""

    number: str
    scan: str  # what its codes say
    product_code: str
    product_name: str
    manufacturer: str
    quantity: int
    produced_on: date | None
    producers: tuple[str, ...]
    customer: str
    order_number: str
    promised_ship_date: date | None
    checklist: str
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class BatchCard(BatchPrint):
    """A page that travels with the goods."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stock:
    """What labels are printed on, in millimetres: a thermal label, or a sheet of them."""

    name: str
    width: float
    height: float
    across: int = 1
    down: int = 1
    left: float = 0.0
    top: float = 0.0
    step_x: float = 0.0
    step_y: float = 0.0
    page: tuple[float, float] | None = None  # None: each label is a page of its own

    @property
    def room(self) -> int:
        """How many labels stand on a page."""
        return self.across * self.down


_A4, _LETTER = (210.0, 297.0), (215.9, 279.4)

STOCKS: tuple[Stock, ...] = (
    Stock(name="100x50", width=100, height=50),
    Stock(name="62x29", width=62, height=29),
    Stock(name="57x32", width=57, height=32),
    Stock(
        name="a4-3x8",
        width=70,
        height=37,
        across=3,
        down=8,
        top=0.5,
        step_x=70,
        step_y=37,
        page=_A4,
    ),
    Stock(
        name="a4-2x5",
        width=105,
        height=57,
        across=2,
        down=5,
        top=6,
        step_x=105,
        step_y=57,
        page=_A4,
    ),
    Stock(
        name="letter-3x10",
        width=66.68,
        height=25.4,
        across=3,
        down=10,
        left=4.76,
        top=12.7,
        step_x=69.85,
        step_y=25.4,
        page=_LETTER,
    ),
    Stock(
        name="letter-2x5",
        width=101.6,
        height=50.8,
        across=2,
        down=5,
        left=3.97,
        top=12.7,
        step_x=104.14,
        step_y=50.8,
        page=_LETTER,
    ),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class BatchLabels(BatchPrint):
    """Labels for the boxes of a batch."""

    stock: Stock
    count: int
    start: int  # the first free place of a sheet, from 1


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyCard(PrintOut):
    """Who signs with which key: its public half only."""

    name: str
    login: str
    roles: tuple[tuple[Role, str], ...]  # each with its site
    fingerprint: str
    public_key: str  # as OpenSSL reads it
    enrolled_at: datetime
    enrolled_by: str
    confirmed_by: str
