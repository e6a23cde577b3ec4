"""What stands on letters: an answer to a complaint, “it is fixed”, a manufacturer's week."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from qc_desk.domain.loop_papers import PaperThread
from qc_desk.domain.loop_words import ComplaintOutcome, PromiseStanding
from qc_desk.domain.paper import Paper
from qc_desk.domain.papers import PaperPhoto
from qc_desk.domain.proof import SiteProof
from qc_desk.domain.vocabulary import ReportKind, Severity, Verdict


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperPromise:
    """A promise as a letter tells it."""

    text: str
    due_on: date
    standing: PromiseStanding
    done_on: date | None = None
    is_fix: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class LetterPaper(Paper):
    """What every letter has: to whom, and from whom."""

    to: str
    attention: str
    address: str
    sender: str
    words: str  # what the sender adds


@dataclass(frozen=True, kw_only=True, slots=True)
class ComplaintAnswerPaper(LetterPaper):
    """The answer to a customer's complaint."""

    kind: ClassVar[ReportKind | None] = ReportKind.COMPLAINT_ANSWER

    complaint: str
    heard_at: datetime
    order_number: str
    product: str
    their_words: str
    restated: str  # the complaint in our words, to which the customer agreed
    agreed_by: str
    found: str
    answer: str
    outcome: ComplaintOutcome | None
    batches: tuple[str, ...]
    promises: tuple[PaperPromise, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FixedLetterPaper(LetterPaper):
    """The letter that says that a problem is fixed, with its proof."""

    kind: ClassVar[ReportKind | None] = ReportKind.FIXED_LETTER

    problem: str
    code_name: str
    item: str
    recurrences: int
    countermeasure: str
    fixed_from: date
    proven_on: date
    proven_by: str
    proof: tuple[SiteProof, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class WeekBatch:
    """A batch of the manufacturer that was decided in the days of the letter."""

    number: str
    product: str
    quantity: int
    round: int
    verdict: Verdict
    decided_on: date
    defects: int


@dataclass(frozen=True, kw_only=True, slots=True)
class WeekDefect:
    """A defect code, and how often it was found in these days."""

    code: str
    name: str
    severity: Severity
    pieces: int
    batches: int


@dataclass(frozen=True, kw_only=True, slots=True)
class WeekKind:
    """A kind of defect, and on how many pieces it was found in the last weeks."""

    code: str
    name: str
    pieces: int


@dataclass(frozen=True, kw_only=True, slots=True)
class WeekStep:
    """A week by its first day: nonconformities that were found, and pieces looked at."""

    first: date
    found: int
    pieces: int


@dataclass(frozen=True, kw_only=True, slots=True)
class WeeklyLetterPaper(LetterPaper):
    """What a manufacturer's goods, promises and problems did in some days."""

    kind: ClassVar[ReportKind | None] = ReportKind.WEEKLY_LETTER

    begins_on: date
    ends_on: date
    batches: tuple[WeekBatch, ...]
    defects: tuple[WeekDefect, ...]
    kinds: tuple[WeekKind, ...] = ()  # of the last thirteen weeks, most pieces first
    steps: tuple[WeekStep, ...] = ()  # the same weeks
    promises: tuple[PaperPromise, ...]
    threads: tuple[PaperThread, ...]
    photos: tuple[PaperPhoto, ...]
