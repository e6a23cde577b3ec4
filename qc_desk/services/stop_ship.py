"""Stop-ship: no batch goes before the extra check that a problem asks for is passed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from qc_desk.domain import texts
from qc_desk.domain.batches import Batch
from qc_desk.domain.extra_checks import ExtraCheck, must_be_answerable
from qc_desk.domain.people import Person
from qc_desk.domain.problems import Problem
from qc_desk.domain.refusals import FieldInvalid, NotFound
from qc_desk.domain.vocabulary import Result
from qc_desk.i18n import N_
from qc_desk.services.acts import acting
from qc_desk.services.batch_details import is_hidden_from
from qc_desk.services.extra_checks import stops_of
from qc_desk.services.inspections import locked_batch


@dataclass(frozen=True, kw_only=True, slots=True)
class ExtraCheckEntry:
    """What somebody found at the extra check of a batch, and how they know."""

    problem_id: int
    batch_id: int
    result: Result
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class StopRow:
    """A stop-ship that a batch is under, and what its extra check has shown so far."""

    problem_id: int
    problem: str
    code: str
    item: str
    check: str
    result: Result | None  # None: not answered yet, or by somebody who is still hidden
    note: str
    answered_by: str
    answered_at: datetime | None

    @property
    def passed(self) -> bool:
        """Whether the batch may go, as far as this problem is concerned."""
        return self.result is Result.PASS


def stops_for(session: Session, batch_id: int, by: int | None = None) -> list[StopRow]:
    """Return the stop-ships that a batch is under, by number of their problem.

    ``by`` is who looks: while a blind check is due, the answer of somebody else is not shown.
    """
    batch = session.get_one(Batch, batch_id)
    person = session.get_one(Person, by) if by is not None else None
    blind = person is not None and is_hidden_from(batch, person)
    return [
        _row(problem, None if answer is not None and blind and answer.by is not person else answer)
        for problem, answer in stops_of(session, batch)
    ]


def answer_extra_check(session: Session, entry: ExtraCheckEntry, by: int, at: datetime) -> StopRow:
    """Note what the extra check of a stop-ship has shown on a batch; the newest answer counts."""
    person = acting(session, "extra_check.answer", by, at)
    batch = locked_batch(session, entry.batch_id)
    must_be_answerable(batch, person)
    if entry.result is Result.NOT_APPLICABLE:
        raise FieldInvalid(
            field=N_("result"), value=entry.result.label, why=N_("choose pass or fail.")
        )
    stopping = {problem.id: problem for problem, _answer in stops_of(session, batch)}
    if entry.problem_id not in stopping:
        raise NotFound(kind=N_("stop-ship"), name=batch.number)
    problem = stopping[entry.problem_id]
    answer = ExtraCheck(
        problem_id=problem.id,
        batch_id=batch.id,
        round=batch.round,
        asked=problem.stop_check,
        result=entry.result,
        note=texts.text(entry.note, N_("note"), texts.NOTE, needed=True),
        by=person,
        at=at,
    )
    session.add(answer)
    batch.touch(at)
    session.flush()
    return _row(problem, answer)


def _row(problem: Problem, answer: ExtraCheck | None) -> StopRow:
    return StopRow(
        problem_id=problem.id,
        problem=problem.name,
        code=problem.code.code,
        item=problem.item_title,
        check=problem.stop_check,
        result=answer.result if answer is not None else None,
        note=answer.note if answer is not None else "",
        answered_by=answer.by.name if answer is not None else "",
        answered_at=answer.at if answer is not None else None,
    )
