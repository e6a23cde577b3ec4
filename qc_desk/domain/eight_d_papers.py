"""What stands on an 8D report."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from qc_desk.domain.loop_papers import PaperThread
from qc_desk.domain.loop_words import (
    ActionStatus,
    CorrectiveActionStatus,
    Discipline,
    DisciplinePart,
)
from qc_desk.domain.paper import Paper
from qc_desk.domain.proof import SiteProof
from qc_desk.domain.vocabulary import ReportKind


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperAction:
    """One action: what, who, by when, where it stands, and who has verified it."""

    text: str
    owner: str
    due_on: date
    status: ActionStatus
    evidence: str
    verified_by: str
    verified_on: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperMember:
    """One of the team."""

    name: str
    task: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperCauses:
    """The causes of one branch of the sketch of cause and effect."""

    branch: DisciplinePart
    causes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperDiscipline:
    """One discipline: what was written, what is done, and what is still missing."""

    discipline: Discipline
    text: str
    actions: tuple[PaperAction, ...]
    missing: str  # in words to be translated; empty when it is complete


@dataclass(frozen=True, kw_only=True, slots=True)
class EightDPaper(Paper):
    """Everything on an 8D report."""

    kind: ClassVar[ReportKind | None] = ReportKind.EIGHT_D

    action: str
    title: str
    status: CorrectiveActionStatus
    opened_on: date
    lead: str
    team: tuple[PaperMember, ...]
    disciplines: tuple[PaperDiscipline, ...]
    whys_occurred: tuple[str, ...]
    whys_escaped: tuple[str, ...]
    branches: tuple[PaperCauses, ...]
    thread: PaperThread
    proof: tuple[SiteProof, ...]
    words: str
    sender: str
