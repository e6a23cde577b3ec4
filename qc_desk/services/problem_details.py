"""A problem as people read it: how often, who promised what, what refuted it, and what now."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from qc_desk.domain import problem_steps
from qc_desk.domain.batches import Batch
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.corrective_actions import CorrectiveAction
from qc_desk.domain.loop_words import (
    CorrectiveActionStatus,
    ProblemEventKind,
    ProblemStatus,
    PromiseStanding,
)
from qc_desk.domain.people import Person
from qc_desk.domain.problems import Problem
from qc_desk.domain.promises import Promise
from qc_desk.domain.proof import Proof, SiteProof
from qc_desk.domain.refusals import QcError
from qc_desk.domain.sightings import ProblemEvent, Sighting
from qc_desk.services.problem_items import spoken_item
from qc_desk.services.problems import SeenProblem, open_action
from qc_desk.services.proofs import proof_now
from qc_desk.services.shop_texts import spoken_name

_Thing = TypeVar("_Thing", Batch, Complaint)


@dataclass(frozen=True, kw_only=True, slots=True)
class SightingRow:
    """The problem seen on a batch, or told by a customer."""

    id: int
    made_on: date
    seen_at: datetime
    seen_by: str
    batch_id: int | None
    batch: str
    manufacturer: str
    complaint_id: int | None
    complaint: str
    customer: str
    site: str
    quantity: int
    refutes: bool
    refuted_promise: str  # the name of the promise that did not hold, or empty
    refuted_claim_by: str  # who had claimed the fix that did not hold, or empty


@dataclass(frozen=True, kw_only=True, slots=True)
class PromiseRow:
    """A promise about the problem, and what refuted it."""

    id: int
    name: str
    text: str
    to_whom: str
    owner: str
    made_at: datetime
    due_on: date
    is_fix: bool
    standing: PromiseStanding
    done_at: datetime | None  # kept, or done too late
    refuted_by_id: int | None  # the sighting
    refuted_on: date | None  # when those goods were made


@dataclass(frozen=True, kw_only=True, slots=True)
class EventRow:
    """Something that happened to the problem, and what refuted it where it was a claim."""

    kind: ProblemEventKind
    at: datetime
    by: str
    words: str
    owner: str
    other_id: int | None
    other: str
    fixed_from: date | None
    proof_batches: int | None
    proof_days: int | None
    refuted_by_id: int | None
    refuted_on: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class StepRow:
    """A step that could come next: allowed, or why this person cannot take it now."""

    step: str  # own, claim_fix, verify_fix, prove, merge, split, stop_ship, lift, open_action
    refusal: QcError | None

    @property
    def allowed(self) -> bool:
        """Whether this person can take it now."""
        return self.refusal is None


@dataclass(frozen=True, kw_only=True, slots=True)
class ActionRow:
    """A corrective action of the problem."""

    id: int
    name: str
    title: str
    status: CorrectiveActionStatus


@dataclass(frozen=True, kw_only=True, slots=True)
class ProblemDetail:
    """A problem with everything that is known, and what this person can do next."""

    seen: SeenProblem
    name: str
    family: str
    code: str
    code_name: str
    item_code: str
    item: str
    variant: str
    status: ProblemStatus
    recurrences: int
    owner: str
    owner_id: int | None
    raised_at: datetime
    merged_into_id: int | None
    merged_into: str
    parts: tuple[tuple[int, str], ...]  # the threads that became parts of this one
    sightings: tuple[SightingRow, ...]  # those that stand, newest goods first
    promises: tuple[PromiseRow, ...]  # newest first
    history: tuple[EventRow, ...]  # newest first
    claims: tuple[EventRow, ...]  # newest first
    proof: tuple[SiteProof, ...]  # empty before a fix is claimed
    is_proof_complete: bool
    steps: tuple[StepRow, ...]
    stop_check: str
    corrective_actions: tuple[ActionRow, ...]  # the open one first

    def step(self, name: str) -> StepRow:
        """A step by its name."""
        return next(each for each in self.steps if each.step == name)


def problem_detail(session: Session, problem_id: int, by: int, at: datetime) -> ProblemDetail:
    """Return a problem as it stands for this person; parts that were merged into it count."""
    problem = session.get_one(Problem, problem_id)
    person = session.get_one(Person, by)
    threads = problem.threads
    refuting = [each for thread in threads for each in thread.refutations]
    proof = proof_now(session, problem, at) or Proof(())
    events = sorted(
        (event for thread in threads for event in thread.events),
        key=lambda event: (event.at, event.id),
        reverse=True,
    )
    history = tuple(_event(each, refuting) for each in events)
    into = problem.merged_into
    return ProblemDetail(
        seen=SeenProblem(problem_id=problem.id, version=problem.version),
        name=problem.name,
        family=problem.family,
        code=problem.code.code,
        code_name=spoken_name(problem.code),
        item_code=problem.item_code,
        item=spoken_item(session, problem),
        variant=problem.variant,
        status=problem.status,
        recurrences=problem.recurrences,
        owner=problem.owner.name if problem.owner is not None else "",
        owner_id=problem.owner_id,
        raised_at=problem.raised_at,
        merged_into_id=into.id if into is not None else None,
        merged_into=into.name if into is not None else "",
        parts=tuple((each.id, each.name) for each in threads[1:]),
        sightings=_sightings(session, problem),
        promises=_promises(threads, refuting, at),
        history=history,
        claims=tuple(each for each in history if each.kind is ProblemEventKind.FIX_CLAIMED),
        proof=proof.sites,
        is_proof_complete=proof.complete,
        steps=_steps(session, problem, proof, person),
        stop_check=problem.stop_check,
        corrective_actions=_actions(session, problem),
    )


def _sightings(session: Session, problem: Problem) -> tuple[SightingRow, ...]:
    standing = [
        each for thread in problem.threads for each in thread.sightings if each.replaced_by is None
    ]
    batches = _by_id(session, Batch, [each.batch_id for each in standing])
    complaints = _by_id(session, Complaint, [each.complaint_id for each in standing])
    promises = {p.id: p.name for thread in problem.threads for p in thread.promises}
    claims = {claim.id: claim.by.name for claim in problem.claims}
    rows = [
        SightingRow(
            id=each.id,
            made_on=each.made_on,
            seen_at=each.at,
            seen_by=each.by.name,
            batch_id=each.batch_id,
            batch=batches[each.batch_id].number if each.batch_id else "",
            manufacturer=batches[each.batch_id].manufacturer.name if each.batch_id else "",
            complaint_id=each.complaint_id,
            complaint=complaints[each.complaint_id].name if each.complaint_id else "",
            customer=complaints[each.complaint_id].customer.name if each.complaint_id else "",
            site=each.site.name,
            quantity=each.quantity,
            refutes=each.refutes,
            refuted_promise=promises.get(each.refuted_promise_id or 0, ""),
            refuted_claim_by=claims.get(each.refuted_claim_id or 0, ""),
        )
        for each in standing
    ]
    return tuple(sorted(rows, key=lambda row: (row.made_on, row.id), reverse=True))


def _by_id(
    session: Session, kind: type[_Thing], ids: Iterable[int | None]
) -> dict[int | None, _Thing]:
    found = session.scalars(select(kind).where(kind.id.in_({each for each in ids if each})))
    return {each.id: each for each in found}


def _refutation(
    refuting: Iterable[Sighting], is_it: Callable[[Sighting], bool]
) -> tuple[int | None, date | None]:
    """Return the sighting that refuted something, and when those goods were made."""
    found = next((each for each in refuting if is_it(each)), None)
    return (found.id, found.made_on) if found is not None else (None, None)


def _promises(
    threads: list[Problem], refuting: list[Sighting], at: datetime
) -> tuple[PromiseRow, ...]:
    promises = [promise for thread in threads for promise in thread.promises]
    return tuple(
        _promise(each, refuting, at)
        for each in sorted(promises, key=lambda promise: promise.made_at, reverse=True)
    )


def _promise(promise: Promise, refuting: list[Sighting], at: datetime) -> PromiseRow:
    by, on = _refutation(refuting, lambda each: each.refuted_promise_id == promise.id)
    return PromiseRow(
        id=promise.id,
        name=promise.name,
        text=promise.text,
        to_whom=promise.to_whom,
        owner=promise.owner.name,
        made_at=promise.made_at,
        due_on=promise.due_now[0],
        is_fix=promise.is_fix,
        standing=promise.standing(at),
        done_at=promise.done.at if promise.done is not None else None,
        refuted_by_id=by,
        refuted_on=on,
    )


def _event(event: ProblemEvent, refuting: list[Sighting]) -> EventRow:
    by, on = _refutation(refuting, lambda each: each.refuted_claim_id == event.id)
    return EventRow(
        kind=event.kind,
        at=event.at,
        by=event.by.name,
        words=event.words,
        owner=event.owner.name if event.owner is not None else "",
        other_id=event.other.id if event.other is not None else None,
        other=event.other.name if event.other is not None else "",
        fixed_from=event.fixed_from,
        proof_batches=event.proof_batches,
        proof_days=event.proof_days,
        refuted_by_id=by,
        refuted_on=on,
    )


def _steps(
    session: Session, problem: Problem, proof: Proof, person: Person
) -> tuple[StepRow, ...]:
    action = open_action(session, problem)
    asked: dict[str, Callable[[], None]] = {
        "own": lambda: problem_steps.must_be_ownable(problem, person),
        "open_action": lambda: problem_steps.must_have_no_action(problem, action, person),
        "claim_fix": lambda: problem_steps.must_be_fixable(problem, action, person),
        "verify_fix": lambda: problem_steps.must_be_verifiable(problem, action, person),
        "prove": lambda: problem_steps.must_be_provable(problem, proof, person),
        "stop_ship": lambda: problem_steps.must_be_stoppable(problem, person),
        "lift": lambda: problem_steps.must_be_liftable(problem, person),
        "merge": lambda: problem_steps.must_be_mergeable(problem, action, person),
        "split": lambda: problem_steps.must_be_decidable(problem, person),
    }
    return tuple(StepRow(step=name, refusal=_refusal(ask)) for name, ask in asked.items())


def _refusal(ask: Callable[[], None]) -> QcError | None:
    try:
        ask()
    except QcError as refusal:
        return refusal
    return None


def _actions(session: Session, problem: Problem) -> tuple[ActionRow, ...]:
    found = session.scalars(
        select(CorrectiveAction)
        .where(CorrectiveAction.problem_id.in_([each.id for each in problem.threads]))
        .options(joinedload(CorrectiveAction.problem))
        .order_by(CorrectiveAction.status.desc(), CorrectiveAction.number.desc())
    )
    return tuple(
        ActionRow(id=each.id, name=each.name, title=each.title, status=each.status)
        for each in found
    )
