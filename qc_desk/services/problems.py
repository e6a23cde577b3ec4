"""Problems on their way to the proof: taken on, claimed to be fixed, verified, proven."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qc_desk.domain import texts
from qc_desk.domain.batches import Batch
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.corrective_actions import CorrectiveAction
from qc_desk.domain.loop_words import CorrectiveActionStatus, ProblemEventKind, ProblemStatus
from qc_desk.domain.people import Person
from qc_desk.domain.problems import Fix, Problem
from qc_desk.domain.proof import Proof
from qc_desk.domain.refusals import ChangedElsewhere, NameTaken, NotFound, NotProven
from qc_desk.domain.sightings import Sighting
from qc_desk.i18n import N_
from qc_desk.services.acts import acting
from qc_desk.services.proofs import proof_now
from qc_desk.services.sightings import new_number, take_turn


@dataclass(frozen=True, kw_only=True, slots=True)
class SeenProblem:
    """A problem at exactly the version that somebody looked at."""

    problem_id: int
    version: int


@dataclass(frozen=True, kw_only=True, slots=True)
class SplitEntry:
    """Which sightings are something else, what that is, and why."""

    sighting_ids: tuple[int, ...]
    variant: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ToldAsFixed:
    """What may be told to a customer: the problem is proven solved."""

    problem_id: int
    problem: str
    item: str
    countermeasure: str
    fixed_from: date
    proven_at: datetime
    proven_by: str


def own(
    session: Session, seen: SeenProblem, owner_id: int, words: str, by: int, at: datetime
) -> None:
    """Put a person in charge of a problem; ``words`` say what is done first."""
    person, problem = _begun(session, "problem.own", seen, by, at)
    problem.own(session.get_one(Person, owner_id), words, person, at)


def claim_fix(session: Session, seen: SeenProblem, fix: Fix, by: int, at: datetime) -> None:
    """Claim that goods made from a day on no longer have the problem."""
    person, problem = _begun(session, "problem.claim_fix", seen, by, at)
    problem.claim_fix(fix, open_action(session, problem), person, at)


def verify_fix(session: Session, seen: SeenProblem, evidence: str, by: int, at: datetime) -> None:
    """Confirm that a countermeasure is in place; from now on the goods prove it."""
    person, problem = _begun(session, "problem.verify_fix", seen, by, at)
    problem.verify_fix(evidence, open_action(session, problem), person, at)


def prove(session: Session, seen: SeenProblem, words: str, by: int, at: datetime) -> None:
    """Note that the goods have proven a problem solved at every site (NotProven until then)."""
    person, problem = _begun(session, "problem.prove", seen, by, at)
    proof = proof_now(session, problem, at)
    problem.prove(proof if proof is not None else Proof(()), words, person, at)


def merge(
    session: Session, seen: SeenProblem, other: SeenProblem, reason: str, by: int, at: datetime
) -> None:
    """Make a problem a part of another, when both are the same; both as they were seen."""
    person, problem = _begun(session, "problem.merge", seen, by, at, texts.reason(reason))
    into = problem_as_seen(session, other)
    with session.no_autoflush:
        problem.merge_into(into, open_action(session, problem), reason, person, at)
        session.add_all(into.sightings)
    session.flush()


def split(session: Session, seen: SeenProblem, entry: SplitEntry, by: int, at: datetime) -> int:
    """Move sightings to a problem of their own, when they are something else; returns its id."""
    why = texts.reason(entry.reason)
    _hold_goods(session, entry.sighting_ids)
    person, problem = _begun(session, "problem.split", seen, by, at, why)
    variant = texts.text(entry.variant, N_("what it is"), needed=True)
    made = Problem(
        number=new_number(session),
        family=problem.family,
        code=problem.code,
        item_code=problem.item_code,
        item_title=problem.item_title,
        variant=_free(session, problem, variant),
        raised_at=at,
        changed_at=at,
    )
    made.raise_(person, at)
    moved = [session.get(Sighting, each) for each in entry.sighting_ids]
    found = [each for each in moved if each is not None]
    if len(found) != len(moved):
        raise NotFound(kind=N_("sighting"), name=problem.name)
    with session.no_autoflush:
        problem.split_to(made, found, why, person, at)
        session.add(made)
        session.add_all(made.sightings)
    session.flush()
    return made.id


def stop_ship(session: Session, seen: SeenProblem, check: str, by: int, at: datetime) -> None:
    """Let no batch of the family go without a passed extra check of these words."""
    person, problem = _begun(session, "problem.stop_ship", seen, by, at)
    problem.stop_ship(check, person, at)


def lift(session: Session, seen: SeenProblem, reason: str, by: int, at: datetime) -> None:
    """Let batches go again without the extra check: only an owner, with a reason."""
    person, problem = _begun(session, "problem.lift", seen, by, at, texts.reason(reason))
    problem.lift(reason, person, at)


def told_as_fixed(session: Session, problem_id: int, at: datetime) -> ToldAsFixed:
    """Return what may be told as fixed; refused until the goods have proven it (NotProven)."""
    problem = session.get_one(Problem, problem_id).final
    claim = problem.claim
    proven = [event for event in problem.events if event.kind is ProblemEventKind.PROVEN]
    if problem.status is not ProblemStatus.PROVEN or claim is None or claim.fixed_from is None:
        proof = proof_now(session, problem, at)
        lacking = [each.site for each in proof.sites if not each.complete] if proof else []
        raise NotProven(problem=problem.name, sites=", ".join(lacking) or "—")
    return ToldAsFixed(
        problem_id=problem.id,
        problem=problem.name,
        item=problem.item_title,
        countermeasure=claim.words,
        fixed_from=claim.fixed_from,
        proven_at=proven[-1].at,
        proven_by=proven[-1].by.name,
    )


def open_action(session: Session, problem: Problem) -> CorrectiveAction | None:
    """Return the open corrective action of a problem, if there is one."""
    return session.scalar(
        select(CorrectiveAction).where(
            CorrectiveAction.problem_id == problem.id,
            CorrectiveAction.status == CorrectiveActionStatus.OPEN,
        )
    )


def _begun(
    session: Session, name: str, seen: SeenProblem, by: int, at: datetime, reason: str = ""
) -> tuple[Person, Problem]:
    """Begin an act on a problem, if it is still exactly what was seen."""
    person = acting(session, name, by, at, reason)
    take_turn(session)
    return person, problem_as_seen(session, seen)


def problem_as_seen(session: Session, seen: SeenProblem) -> Problem:
    """Return a problem if it is still exactly what was seen; the turn must have been taken."""
    problem = session.get_one(Problem, seen.problem_id, populate_existing=True)
    if problem.version != seen.version:
        raise ChangedElsewhere(name=problem.name)
    return problem


def _hold_goods(session: Session, sighting_ids: tuple[int, ...]) -> None:
    """Hold the batches and complaints that will be pointed at, before the turn is taken."""
    for kind, column in ((Batch, Sighting.batch_id), (Complaint, Sighting.complaint_id)):
        ids = select(column).where(Sighting.id.in_(sighting_ids))
        held = select(kind.id).where(kind.id.in_(ids)).order_by(kind.id)
        session.execute(held.with_for_update(read=True, key_share=True))


def _free(session: Session, problem: Problem, variant: str) -> str:
    """Return what tells a split-off problem apart, if no other one is told apart by it."""
    taken = session.scalar(
        select(Problem.id).where(
            Problem.family == problem.family,
            Problem.code_id == problem.code_id,
            Problem.item_code == problem.item_code,
            func.lower(Problem.variant) == func.lower(variant),
        )
    )
    if taken is not None:
        raise NameTaken(kind=N_("problem"), name=variant)
    return variant
