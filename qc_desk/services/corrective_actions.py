"""Corrective actions: opened, written, planned, done, verified by others, closed when proven."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qc_desk.domain import problem_steps, texts
from qc_desk.domain.corrective_actions import CorrectiveAction
from qc_desk.domain.disciplines import Action, DisciplinePlace
from qc_desk.domain.loop_words import Discipline
from qc_desk.domain.people import MAY_LEAD, Person
from qc_desk.domain.refusals import ChangedElsewhere, NotFound
from qc_desk.i18n import N_
from qc_desk.services.acts import acting
from qc_desk.services.problems import SeenProblem, open_action, problem_as_seen
from qc_desk.services.sightings import take_turn


@dataclass(frozen=True, kw_only=True, slots=True)
class SeenAction:
    """A corrective action at exactly the version that somebody looked at."""

    corrective_action_id: int
    version: int


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanEntry:
    """What is to be done in D3, D5 or D7, by whom, until which day."""

    discipline: Discipline
    what: str
    owner_id: int
    due_on: date


def open_(
    session: Session, problem: SeenProblem, title: str, lead_id: int, by: int, at: datetime
) -> int:
    """Open the corrective action of a problem; returns its id."""
    person = acting(session, "corrective_action.open", by, at)
    take_turn(session)
    found = problem_as_seen(session, problem)
    problem_steps.must_have_no_action(found, open_action(session, found), person)
    opened = CorrectiveAction(
        number=(session.scalar(select(func.max(CorrectiveAction.number))) or 0) + 1,
        title=texts.text(title, N_("title"), needed=True),
        problem=found,
        lead=session.get_one(Person, lead_id),
        opened_at=at,
        changed_at=at,
    )
    opened.lead.must_hold_somewhere(MAY_LEAD)
    session.add(opened)
    session.flush()
    return opened.id


def write(
    session: Session,
    corrective_action_id: int,
    place: DisciplinePlace,
    words: str,
    by: int,
    at: datetime,
) -> None:
    """Write into a discipline; empty words take away what stood there, and it stays to be read."""
    person = acting(session, "corrective_action.write", by, at)
    _locked(session, corrective_action_id).write(place, words, person, at)


def add_member(
    session: Session, corrective_action_id: int, member_id: int, task: str, by: int, at: datetime
) -> None:
    """Take a person into the team."""
    person = acting(session, "corrective_action.add_member", by, at)
    action = _locked(session, corrective_action_id)
    action.add_member(session.get_one(Person, member_id), task, person, at)


def plan(
    session: Session, corrective_action_id: int, entry: PlanEntry, by: int, at: datetime
) -> int:
    """Plan an action with its owner and its day; returns its id."""
    person = acting(session, "corrective_action.plan", by, at)
    action = _locked(session, corrective_action_id)
    owner = session.get_one(Person, entry.owner_id)
    planned = action.plan(entry.discipline, entry.what, owner, entry.due_on, person, at)
    session.flush()
    return planned.id


def finish(session: Session, action_id: int, evidence: str, by: int, at: datetime) -> None:
    """Note that an action is done, with the evidence."""
    person = acting(session, "corrective_action.finish", by, at)
    whole, action = _action(session, action_id)
    whole.finish(action, evidence, person, at)


def verify(session: Session, action_id: int, evidence: str, by: int, at: datetime) -> None:
    """Confirm that a done action is in place: by somebody who had no part in it."""
    person = acting(session, "corrective_action.verify", by, at)
    whole, action = _action(session, action_id)
    whole.verify(action, evidence, person, at)


def cancel(session: Session, action_id: int, reason: str, by: int, at: datetime) -> None:
    """Give an action up, with a reason; it does not count as done."""
    person = acting(session, "corrective_action.cancel", by, at, texts.reason(reason))
    whole, action = _action(session, action_id)
    whole.cancel(action, reason, person, at)


def close(session: Session, seen: SeenAction, by: int, at: datetime) -> None:
    """Close it as it was seen, once all is complete and its problem is proven solved."""
    person = acting(session, "corrective_action.close", by, at)
    take_turn(session)
    action = _locked(session, seen.corrective_action_id)
    if action.version != seen.version:
        raise ChangedElsewhere(name=action.name)
    session.refresh(action.problem)
    action.close(person, at)


def _locked(session: Session, corrective_action_id: int) -> CorrectiveAction:
    """Return a corrective action that nobody else can change until this act ends."""
    lock = {"key_share": True}  # what is written into it points at it, and need not wait
    found = session.get(CorrectiveAction, corrective_action_id, with_for_update=lock)
    if found is None:
        raise NotFound(kind=N_("corrective action"), name=corrective_action_id)
    return found


def _action(session: Session, action_id: int) -> tuple[CorrectiveAction, Action]:
    whole_id = session.scalar(select(Action.corrective_action_id).where(Action.id == action_id))
    if whole_id is None:
        raise NotFound(kind=N_("action"), name=action_id)
    return _locked(session, whole_id), session.get_one(Action, action_id)
