"""Corrective action in eight disciplines: causes, actions, and who has verified them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.orm.attributes import flag_modified

from qc_desk.domain import texts
from qc_desk.domain.base import Base, key, one_of, partial_index
from qc_desk.domain.disciplines import (
    MOST_PLACES,
    WHYS,
    WITH_ACTIONS,
    Action,
    ActionEvent,
    DisciplineEntry,
    DisciplinePlace,
)
from qc_desk.domain.loop_words import (
    ActionStatus,
    CorrectiveActionStatus,
    Discipline,
    DisciplinePart,
    ProblemStatus,
)
from qc_desk.domain.people import MAY_LEAD, Person
from qc_desk.domain.problems import Problem
from qc_desk.domain.refusals import (
    ActionClosed,
    DisciplineOpen,
    FieldInvalid,
    NotProven,
    QcError,
    QuantityWrong,
    VerifierTookPart,
    WrongActionStatus,
)
from qc_desk.i18n import N_

TEAM = 2  # people at least


class CorrectiveAction(Base, kw_only=True):
    """The eight disciplines for one problem, led by one person."""

    __tablename__ = "corrective_actions"
    __table_args__ = (
        one_of("status", CorrectiveActionStatus),
        UniqueConstraint("number"),
        partial_index(
            "uq_corrective_actions_open",
            "problem_id",
            where="status = 'open'",
        ),
    )

    id: Mapped[int] = key()
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    problem_id: Mapped[int] = mapped_column(ForeignKey("problems.id"), init=False, index=True)
    problem: Mapped[Problem] = relationship()
    lead_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    lead: Mapped[Person] = relationship()
    status: Mapped[CorrectiveActionStatus] = mapped_column(default=CorrectiveActionStatus.OPEN)
    opened_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(init=False)
    entries: Mapped[list[DisciplineEntry]] = relationship(
        default_factory=list, order_by=DisciplineEntry.id
    )
    actions: Mapped[list[Action]] = relationship(default_factory=list, order_by=Action.id)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy's own name)

    # Facts

    @property
    def name(self) -> str:
        """The number as people say it."""
        return f"CA-{self.number}"

    def current(self, discipline: Discipline, part: DisciplinePart) -> list[DisciplineEntry]:
        """What is written there now, in its order; what was taken away is left out."""
        newest: dict[int, DisciplineEntry] = {}
        for entry in self.entries:
            if entry.discipline is discipline and entry.part is part:
                newest[entry.position] = entry
        return [newest[at] for at in sorted(newest) if newest[at].words or newest[at].member]

    @property
    def team(self) -> list[Person]:
        """The lead and the members."""
        members = [e.member for e in self.current(Discipline.D1, DisciplinePart.MEMBER)]
        return list(dict.fromkeys([self.lead, *(m for m in members if m is not None)]))

    @property
    def is_open(self) -> bool:
        """Whether it is still being worked on."""
        return self.status is CorrectiveActionStatus.OPEN

    @property
    def took_part(self) -> set[Person]:
        """Who leads it, or does one of its corrective actions, and so cannot verify them."""
        doers = (action.doers for action in self.actions_of(Discipline.D5))
        return {self.lead}.union(*doers)

    def may_take_part(self, person: Person) -> bool:
        """Whether this person may work on it: one of the team, or somebody who decides."""
        active = person.retired_at is None
        return active and (person in self.team or person.holds_somewhere(MAY_LEAD))

    def may_verify(self, action: Action, person: Person) -> bool:
        """Whether this person may judge a done action: decides, does not lead and did none."""
        took_part = person in self.took_part or person in action.doers
        return person.holds_somewhere(MAY_LEAD) and not took_part

    def actions_of(self, discipline: Discipline) -> list[Action]:
        """The actions of a discipline that were not cancelled."""
        return [
            action
            for action in self.actions
            if action.discipline is discipline and action.status is not ActionStatus.CANCELLED
        ]

    def missing(self, discipline: Discipline) -> str:
        """What a discipline still lacks, in words to be translated; empty when it is complete."""
        wants = {
            Discipline.D0: "",
            Discipline.D1: "" if len(self.team) >= TEAM else N_("a team of at least two people"),
            Discipline.D2: self._lacks_text(Discipline.D2, N_("the problem in one's own words")),
            Discipline.D3: self._lacks_done(
                Discipline.D3, N_("a containment action that is done")
            ),
            Discipline.D4: self._lacks_causes(),
            Discipline.D5: "" if self.actions_of(Discipline.D5) else N_("a corrective action"),
            Discipline.D6: self._lacks_verified(),
            Discipline.D7: self._lacks_done(Discipline.D7, N_("a preventive action that is done")),
            Discipline.D8: self._lacks_text(Discipline.D8, N_("what was learnt, and thanks")),
        }
        return wants[discipline]

    def missing_since(self, discipline: Discipline, since: datetime | None) -> str:
        """What a discipline still lacks when what was done before a moment did not help."""
        lacking = self.missing(discipline)
        if lacking or since is None:
            return lacking
        if discipline is Discipline.D4:
            whys = [each for part in WHYS for each in self.current(Discipline.D4, part)]
            anew = any(each.at >= since for each in whys)
            return "" if anew else N_("causes looked for again since it came back")
        anew = any(action.at >= since for action in self.actions_of(Discipline.D5))
        return "" if anew else N_("a corrective action planned since it came back")

    def _lacks_text(self, discipline: Discipline, what: str) -> str:
        return "" if self.current(discipline, DisciplinePart.TEXT) else what

    def _lacks_done(self, discipline: Discipline, what: str) -> str:
        actions = self.actions_of(discipline)
        done = actions and all(a.status is not ActionStatus.OPEN for a in actions)
        return "" if done else what

    def _lacks_causes(self) -> str:
        if not self.current(Discipline.D4, DisciplinePart.WHY_OCCURRED):
            return N_("why it occurred")
        if not self.current(Discipline.D4, DisciplinePart.WHY_ESCAPED):
            return N_("why it escaped")
        return ""

    def _lacks_verified(self) -> str:
        actions = self.actions_of(Discipline.D5)
        verified = actions and all(a.status is ActionStatus.VERIFIED for a in actions)
        return "" if verified else N_("every corrective action done, and verified by another")

    # Acts

    def touch(self, at: datetime) -> None:
        """Note that something has changed: a new version, even at the same moment."""
        self.changed_at = at
        flag_modified(self, "changed_at")

    def write(self, place: DisciplinePlace, words: str, by: Person, at: datetime) -> None:
        """Write into a discipline; what stood there stays to be read."""
        self._must_be_open(by)
        place.must_exist()
        kept = texts.text(words, N_("words"), texts.NOTE)
        self.entries.append(
            DisciplineEntry(
                discipline=place.discipline,
                part=place.part,
                position=place.position,
                words=kept,
                by=by,
                at=at,
            )
        )
        self.touch(at)

    def add_member(self, member: Person, task: str, by: Person, at: datetime) -> None:
        """Take a person into the team."""
        self._must_be_open(by)
        member.must_be_active()
        if member in self.team:
            return
        position = len(self.current(Discipline.D1, DisciplinePart.MEMBER)) + 1
        if position > MOST_PLACES:
            raise QuantityWrong(quantity=position, lowest=1, highest=MOST_PLACES)
        self.entries.append(
            DisciplineEntry(
                discipline=Discipline.D1,
                part=DisciplinePart.MEMBER,
                position=position,
                words=texts.text(task, N_("task"), texts.LINE),
                member=member,
                by=by,
                at=at,
            )
        )
        self.touch(at)

    def plan(
        self,
        discipline: Discipline,
        what: str,
        owner: Person,
        due_on: date,
        by: Person,
        at: datetime,
    ) -> Action:
        """Plan an action with its owner and its day."""
        self._must_be_open(by)
        if discipline not in WITH_ACTIONS:
            raise FieldInvalid(
                field=N_("discipline"),
                value=discipline.label,
                why=N_("actions are in D3, D5, D7."),
            )
        owner.must_be_active()
        action = Action(
            discipline=discipline,
            text=texts.text(what, N_("action"), texts.NOTE, needed=True),
            owner=owner,
            due_on=due_on,
            by=by,
            at=at,
        )
        self.actions.append(action)
        self.touch(at)
        return action

    def finish(self, action: Action, evidence: str, by: Person, at: datetime) -> None:
        """Note that an action is done, with the evidence: its owner, or one of the team."""
        if by is not action.owner:
            self._must_be_open(by)
        by.must_be_active()
        self._end(action, (ActionStatus.OPEN,), ActionStatus.DONE, evidence, by, at)

    def verify(self, action: Action, evidence: str, by: Person, at: datetime) -> None:
        """Confirm that a done action is in place: by somebody who neither leads nor did any."""
        by.must_hold_somewhere(MAY_LEAD)
        if not self.may_verify(action, by):
            raise VerifierTookPart(person=by.name, what=self.name)
        self._end(action, (ActionStatus.DONE,), ActionStatus.VERIFIED, evidence, by, at)

    def cancel(self, action: Action, reason: str, by: Person, at: datetime) -> None:
        """Give an action up, with a reason; it does not count as done."""
        self._must_be_open(by)
        by.must_hold_somewhere(MAY_LEAD)
        why = texts.reason(reason)
        self._end(action, (ActionStatus.OPEN,), ActionStatus.CANCELLED, why, by, at)

    def close(self, by: Person, at: datetime) -> None:
        """Close it once all is complete and the problem is proven solved; never by its lead."""
        refusal = self.close_refusal(by)
        if refusal is not None:
            raise refusal
        self.status = CorrectiveActionStatus.CLOSED
        self.touch(at)

    def close_refusal(self, by: Person) -> QcError | None:
        """Why this person cannot close it now; None when they can."""
        try:
            self._must_be_closable(by)
        except QcError as refusal:
            return refusal
        return None

    def _must_be_closable(self, by: Person) -> None:
        by.must_hold_somewhere(MAY_LEAD)
        self._must_be_open(by)
        if by is self.lead:
            raise VerifierTookPart(person=by.name, what=self.name)
        for discipline in Discipline:
            lacking = self.missing(discipline)
            if lacking:
                raise DisciplineOpen(action=self.name, discipline=discipline, why=lacking)
        if self.problem.status is not ProblemStatus.PROVEN:
            raise NotProven(problem=self.problem.name, sites="—")

    def _must_be_open(self, by: Person) -> None:
        if by not in self.team:
            by.must_hold_somewhere(MAY_LEAD)
        by.must_be_active()
        if self.status is not CorrectiveActionStatus.OPEN:
            raise ActionClosed(action=self.name)

    def _end(
        self,
        action: Action,
        wanted: tuple[ActionStatus, ...],
        status: ActionStatus,
        words: str,
        by: Person,
        at: datetime,
    ) -> None:
        if self.status is not CorrectiveActionStatus.OPEN:
            raise ActionClosed(action=self.name)
        if action.status not in wanted:
            raise WrongActionStatus(status=action.status)
        kept = texts.text(words, N_("evidence"), texts.NOTE, needed=True)
        action.events.append(ActionEvent(status=status, words=kept, by=by, at=at))
        self.touch(at)
