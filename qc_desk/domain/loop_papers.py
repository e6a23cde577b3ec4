"""What stands on paper about a problem: how often, who promised what, and what came of it."""

from dataclasses import dataclass
from datetime import date

from qc_desk.domain.loop_words import ProblemStatus
from qc_desk.domain.report_words import MomentKind


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperMoment:
    """One moment of a time line."""

    on: date
    kind: MomentKind
    words: str = ""  # the promise, the countermeasure
    where: str = ""  # the batch or the complaint
    due_on: date | None = None  # until when it was promised, from when it was said to be fixed
    quantity: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperThread:
    """A problem: what it is, how often it was seen, and its time line, oldest first."""

    name: str
    code: str
    code_name: str
    item: str
    status: ProblemStatus
    times: int  # in the last 90 days
    days: int  # how many days those are
    recurrences: int
    promised_on: tuple[date, ...]  # when its end was promised
    moments: tuple[PaperMoment, ...]
