"""The week's review as it is printed on one page."""

from dataclasses import dataclass
from datetime import date

from qc_desk.domain.charts import Chart
from qc_desk.domain.loop_words import PromiseStanding
from qc_desk.domain.paper import Paper

DECISIONS = 3  # in one review: who decides more decides nothing


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperDecision:
    """A decision: what, who sees to it, until when, and where it stands."""

    text: str
    owner: str
    due_on: date
    standing: PromiseStanding


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperPicture:
    """A picture with its title and its sentence; the chart is None where there is none yet."""

    title: str
    sentence: str
    chart: Chart | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewPaper(Paper):
    """A print-out: it has no number and is not kept."""

    first: date
    last: date
    sentence: str
    before: tuple[PaperDecision, ...] = ()
    pictures: tuple[PaperPicture, ...] = ()
    came_back: tuple[str, ...] = ()
    waits: tuple[str, ...] = ()
    decisions: tuple[PaperDecision, ...] = ()
    not_told: str = ""
