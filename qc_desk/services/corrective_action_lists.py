"""Corrective actions as people read them: every discipline, what it lacks, and what is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from qc_desk.domain.corrective_actions import CorrectiveAction
from qc_desk.domain.disciplines import BRANCHES, WHYS, Action, DisciplineEntry
from qc_desk.domain.loop_words import (
    ActionStatus,
    CorrectiveActionStatus,
    Discipline,
    DisciplinePart,
    ProblemStatus,
)
from qc_desk.domain.people import MAY_LEAD, Person
from qc_desk.i18n import _
from qc_desk.services.corrective_actions import SeenAction


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryRow:
    """Something written into a discipline, as it stands or stood."""

    part: DisciplinePart
    position: int
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class ActionEventRow:
    """What became of an action."""

    status: ActionStatus
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class ActionRow:
    """An action with its owner and day, and what became of it."""

    id: int
    discipline: Discipline
    text: str
    owner_id: int
    owner: str
    due_on: date
    status: ActionStatus
    overdue: bool
    events: tuple[ActionEventRow, ...]
    may_finish: bool
    may_verify: bool
    may_cancel: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class DisciplineRow:
    """A discipline: what stands in it, what it lacks in words, and everything ever written."""

    discipline: Discipline
    text: str
    missing: str  # in the language spoken now; empty: complete
    actions: tuple[ActionRow, ...]
    history: tuple[EntryRow, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


@dataclass(frozen=True, kw_only=True, slots=True)
class MemberRow:
    """Somebody in the team, the lead first."""

    person_id: int
    name: str
    task: str
    leads: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectiveActionDetail:
    """A corrective action with every discipline, and what this person can do next."""

    seen: SeenAction
    name: str
    title: str
    problem_id: int
    problem: str
    problem_status: ProblemStatus
    lead: str
    status: CorrectiveActionStatus
    opened_at: datetime
    changed_at: datetime
    team: tuple[MemberRow, ...]
    disciplines: tuple[DisciplineRow, ...]
    why_occurred: tuple[EntryRow, ...]
    why_escaped: tuple[EntryRow, ...]
    branches: tuple[tuple[DisciplinePart, tuple[EntryRow, ...]], ...]
    due: tuple[ActionRow, ...]  # open actions, the earliest day first; overdue ones say so
    may_write: bool
    may_close: bool
    why_not_close: str  # in the language spoken now


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectiveActionRow:
    """A corrective action as lists show it."""

    id: int
    name: str
    title: str
    problem_id: int
    problem: str
    lead: str
    status: CorrectiveActionStatus
    complete: int  # disciplines, of all nine
    next_due: date | None
    overdue: int


def corrective_action_detail(
    session: Session, corrective_action_id: int, by: int, today: date
) -> CorrectiveActionDetail:
    """Return a corrective action as this person may work on it today."""
    found = session.get_one(CorrectiveAction, corrective_action_id)
    person = session.get_one(Person, by)
    rows = {action.id: _action(found, action, person, today) for action in found.actions}
    why_not = _why_not_close(found, person)
    return CorrectiveActionDetail(
        seen=SeenAction(corrective_action_id=found.id, version=found.version),
        name=found.name,
        title=found.title,
        problem_id=found.problem.id,
        problem=found.problem.name,
        problem_status=found.problem.status,
        lead=found.lead.name,
        status=found.status,
        opened_at=found.opened_at,
        changed_at=found.changed_at,
        team=_team(found),
        disciplines=tuple(_discipline(found, each, rows) for each in Discipline),
        why_occurred=_current(found, WHYS[0]),
        why_escaped=_current(found, WHYS[1]),
        branches=tuple((branch, _current(found, branch)) for branch in BRANCHES),
        due=_due(rows.values()),
        may_write=found.is_open and found.may_take_part(person),
        may_close=not why_not,
        why_not_close=why_not,
    )


def corrective_action_rows(
    session: Session, today: date, *, closed: bool = False
) -> list[CorrectiveActionRow]:
    """Return the open corrective actions, overdue work first; closed ones only when asked."""
    wanted = select(CorrectiveAction).options(
        selectinload(CorrectiveAction.entries),
        selectinload(CorrectiveAction.actions).selectinload(Action.events),
    )
    if not closed:
        wanted = wanted.where(CorrectiveAction.status == CorrectiveActionStatus.OPEN)
    rows = [_row(found, today) for found in session.scalars(wanted)]
    return sorted(rows, key=lambda row: (-row.overdue, row.next_due or date.max, row.id))


def _row(found: CorrectiveAction, today: date) -> CorrectiveActionRow:
    open_ = [a.due_on for a in found.actions if a.status is ActionStatus.OPEN]
    working = found.is_open
    return CorrectiveActionRow(
        id=found.id,
        name=found.name,
        title=found.title,
        problem_id=found.problem.id,
        problem=found.problem.name,
        lead=found.lead.name,
        status=found.status,
        complete=sum(not found.missing(each) for each in Discipline),
        next_due=min(open_, default=None) if working else None,
        overdue=sum(due < today for due in open_) if working else 0,
    )


def _team(found: CorrectiveAction) -> tuple[MemberRow, ...]:
    tasks = {
        entry.member: entry.words for entry in found.current(Discipline.D1, DisciplinePart.MEMBER)
    }
    return tuple(
        MemberRow(
            person_id=person.id,
            name=person.name,
            task=tasks.get(person, ""),
            leads=person is found.lead,
        )
        for person in found.team
    )


def _discipline(
    found: CorrectiveAction, discipline: Discipline, actions: dict[int, ActionRow]
) -> DisciplineRow:
    lacking = found.missing(discipline)
    text = found.current(discipline, DisciplinePart.TEXT)
    shown = Discipline.D5 if discipline is Discipline.D6 else discipline
    return DisciplineRow(
        discipline=discipline,
        text=text[0].words if text else "",
        missing=_(lacking) if lacking else "",
        actions=tuple(row for row in actions.values() if row.discipline is shown),
        history=tuple(_entry(each) for each in found.entries if each.discipline is discipline),
    )


def _current(found: CorrectiveAction, part: DisciplinePart) -> tuple[EntryRow, ...]:
    return tuple(_entry(each) for each in found.current(Discipline.D4, part))


def _entry(entry: DisciplineEntry) -> EntryRow:
    return EntryRow(
        part=entry.part,
        position=entry.position,
        words=entry.member.name if entry.member is not None else entry.words,
        by=entry.by.name,
        at=entry.at,
    )


def _action(found: CorrectiveAction, action: Action, person: Person, today: date) -> ActionRow:
    open_ = found.is_open and action.status is ActionStatus.OPEN
    takes_part = found.may_take_part(person)
    return ActionRow(
        id=action.id,
        discipline=action.discipline,
        text=action.text,
        owner_id=action.owner.id,
        owner=action.owner.name,
        due_on=action.due_on,
        status=action.status,
        overdue=open_ and action.due_on < today,
        events=tuple(
            ActionEventRow(status=each.status, words=each.words, by=each.by.name, at=each.at)
            for each in action.events
        ),
        may_finish=open_ and (takes_part or person is action.owner),
        may_verify=found.is_open
        and action.status is ActionStatus.DONE
        and found.may_verify(action, person),
        may_cancel=open_ and takes_part and person.holds_somewhere(MAY_LEAD),
    )


def _due(rows: Iterable[ActionRow]) -> tuple[ActionRow, ...]:
    due = [row for row in rows if row.status is ActionStatus.OPEN]
    return tuple(sorted(due, key=lambda row: (row.due_on, row.id)))


def _why_not_close(found: CorrectiveAction, person: Person) -> str:
    refusal = found.close_refusal(person)
    return str(refusal) if refusal is not None else ""
