"""Steps of a problem: who may take which, and what stands in the way.

Each of these refuses, or says nothing; the problem asks before it moves, windows ask beforehand.
"""

from typing import TYPE_CHECKING

from qc_desk.domain.loop_words import Discipline, ProblemStatus
from qc_desk.domain.people import MAY_LEAD, MAY_OWN, Person
from qc_desk.domain.proof import Proof
from qc_desk.domain.refusals import (
    ActionStillOpen,
    CorrectiveActionNeeded,
    NotProven,
    OwnerMustAct,
    VerifierTookPart,
    WrongProblemStatus,
)
from qc_desk.i18n import N_

if TYPE_CHECKING:
    from qc_desk.domain.corrective_actions import CorrectiveAction
    from qc_desk.domain.problems import Problem

DIFFERENT_FROM = 2  # recurrences from which a different countermeasure is needed, and its causes
OWNER_FROM = 3  # recurrences from which the owner must act

UNSOLVED = (
    ProblemStatus.WATCHING,
    ProblemStatus.ALERT,
    ProblemStatus.OWNED,
    ProblemStatus.FIX_CLAIMED,
    ProblemStatus.PROVING,
    ProblemStatus.RECURRED,
)
_TO_OWN = (
    ProblemStatus.WATCHING,
    ProblemStatus.ALERT,
    ProblemStatus.RECURRED,
    ProblemStatus.OWNED,
)


def must_be(problem: "Problem", *wanted: ProblemStatus) -> None:
    """Refuse unless the problem is at one of these."""
    if problem.status not in wanted:
        raise WrongProblemStatus(problem=problem.name, status=problem.status)


def must_be_decided_by(problem: "Problem", by: Person) -> None:
    """Refuse unless this person may decide; from the third recurrence only an owner may."""
    by.must_hold_somewhere(MAY_LEAD)
    if problem.recurrences >= OWNER_FROM and not by.holds_somewhere(MAY_OWN):
        raise OwnerMustAct(problem=problem.name, count=problem.recurrences)


def must_be_decidable(problem: "Problem", by: Person) -> None:
    """Refuse unless this person could decide something about the problem while it lasts."""
    must_be(problem, *UNSOLVED)
    must_be_decided_by(problem, by)


def must_be_ownable(problem: "Problem", by: Person) -> None:
    """Refuse unless this person could put somebody in charge now."""
    must_be(problem, *_TO_OWN)
    must_be_decided_by(problem, by)


def must_be_fixable(problem: "Problem", action: "CorrectiveAction | None", by: Person) -> None:
    """Refuse unless this person could claim a fix now."""
    must_be(problem, ProblemStatus.OWNED)
    must_be_decided_by(problem, by)
    _must_be_worked_out(problem, action, Discipline.D4)


def must_be_verifiable(problem: "Problem", action: "CorrectiveAction | None", by: Person) -> None:
    """Refuse unless this person could verify the claimed fix now."""
    must_be(problem, ProblemStatus.FIX_CLAIMED)
    _must_judge(problem, by)
    if action is not None and by in action.took_part:
        raise VerifierTookPart(person=by.name, what=action.name)
    _must_be_worked_out(problem, action, Discipline.D4, Discipline.D6)


def must_be_provable(problem: "Problem", proof: Proof, by: Person) -> None:
    """Refuse unless the goods have proven the problem solved, and this person may say so."""
    must_be(problem, ProblemStatus.PROVING)
    _must_judge(problem, by)
    if not proof.complete:
        missing = [site.site for site in proof.sites if not site.complete]
        raise NotProven(problem=problem.name, sites=", ".join(missing) or "—")


def must_be_mergeable(problem: "Problem", action: "CorrectiveAction | None", by: Person) -> None:
    """Refuse unless this person could make the problem a part of another one.

    Work that has begun is not left behind.
    """
    must_have_no_action(problem, action, by)


def must_have_no_action(problem: "Problem", action: "CorrectiveAction | None", by: Person) -> None:
    """Refuse unless this person could decide that a corrective action begins now."""
    must_be_decidable(problem, by)
    if action is not None:
        raise ActionStillOpen(problem=problem.name, action=action.name)


def must_be_stoppable(problem: "Problem", by: Person) -> None:
    """Refuse unless this person could set a stop-ship now.

    Where one is in force only an owner asks for another check: an easier one would lift it.
    """
    must_be_decidable(problem, by)
    if problem.stop_check:
        by.must_hold_somewhere(MAY_OWN)


def must_be_liftable(problem: "Problem", by: Person) -> None:
    """Refuse unless this owner could lift a stop-ship now."""
    by.must_hold_somewhere(MAY_OWN)
    if not problem.stop_check:
        raise WrongProblemStatus(problem=problem.name, status=problem.status)


def _must_judge(problem: "Problem", by: Person) -> None:
    by.must_hold_somewhere(MAY_LEAD)
    if by in problem.took_part:
        raise VerifierTookPart(person=by.name, what=problem.name)


def _must_be_worked_out(
    problem: "Problem", action: "CorrectiveAction | None", *disciplines: Discipline
) -> None:
    """Refuse another fix for what came back twice while its causes are not worked out."""
    if problem.recurrences < DIFFERENT_FROM:
        return
    if action is None or not action.is_open or action.problem is not problem:
        why = N_("an open corrective action")
    else:
        lacking = [action.missing_since(each, problem.came_back_at) for each in disciplines]
        why = next((each for each in lacking if each), "")
    if why:
        raise CorrectiveActionNeeded(problem=problem.name, count=problem.recurrences, why=why)
