"""What is written into the eight disciplines, and the actions that are planned in them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qc_desk.domain.base import Base, key, one_of, partial_index
from qc_desk.domain.loop_words import ActionStatus, Discipline, DisciplinePart
from qc_desk.domain.people import Person
from qc_desk.domain.refusals import FieldInvalid, QuantityWrong
from qc_desk.i18n import N_

MOST_WHYS = 7
MOST_PLACES = 50  # causes on a branch of the cause-and-effect sketch, people in a team
WITH_ACTIONS = (Discipline.D3, Discipline.D5, Discipline.D7)
WHYS = (DisciplinePart.WHY_OCCURRED, DisciplinePart.WHY_ESCAPED)
BRANCHES = (
    DisciplinePart.PEOPLE,
    DisciplinePart.MACHINE,
    DisciplinePart.MATERIAL,
    DisciplinePart.METHOD,
    DisciplinePart.MEASUREMENT,
    DisciplinePart.ENVIRONMENT,
)


@dataclass(frozen=True, slots=True)
class DisciplinePlace:
    """A place to write in: the text of a discipline, or a why or a cause in D4."""

    discipline: Discipline
    part: DisciplinePart = DisciplinePart.TEXT
    position: int = 1

    def must_exist(self) -> None:
        """Refuse a part that the discipline does not have, and a why after the seventh."""
        causes = (*WHYS, *BRANCHES)
        fits = self.part is DisciplinePart.TEXT or (
            self.part in causes and self.discipline is Discipline.D4
        )
        if not fits:
            why = N_("this discipline has no such part.")
            raise FieldInvalid(field=N_("part"), value=self.part.label, why=why)
        most = MOST_WHYS if self.part in WHYS else MOST_PLACES if self.part in BRANCHES else 1
        if not 1 <= self.position <= most:
            raise QuantityWrong(quantity=self.position, lowest=1, highest=most)


class DisciplineEntry(Base, kw_only=True):
    """What was written into a discipline; never changed, the newest for its place counts.

    ``position`` orders the whys (1 to 7), the causes of a branch and the members of the team.
    """

    __tablename__ = "discipline_entries"
    __table_args__ = (
        one_of("discipline", Discipline),
        one_of("part", DisciplinePart),
        CheckConstraint("position BETWEEN 1 AND 50", name="position"),
        CheckConstraint("(part = 'member') = (member_id IS NOT NULL)", name="member"),
    )

    id: Mapped[int] = key()
    corrective_action_id: Mapped[int] = mapped_column(
        ForeignKey("corrective_actions.id"), init=False, index=True
    )
    discipline: Mapped[Discipline]
    part: Mapped[DisciplinePart]
    position: Mapped[int] = mapped_column(default=1)
    words: Mapped[str] = mapped_column(default="")  # empty: taken away again
    member_id: Mapped[int | None] = mapped_column(
        ForeignKey("persons.id"), default=None, init=False
    )
    member: Mapped[Person | None] = relationship(default=None, foreign_keys=[member_id])
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    by: Mapped[Person] = relationship(foreign_keys=[by_id])
    at: Mapped[datetime]


class ActionEvent(Base, kw_only=True):
    """What became of a single action; never changed."""

    __tablename__ = "action_events"
    __table_args__ = (
        one_of("status", ActionStatus),
        CheckConstraint("words <> ''", name="words"),
        partial_index(
            "uq_action_events_once",
            "action_id",
            "status",
            where="status <> 'open'",
        ),
    )

    id: Mapped[int] = key()
    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id"), init=False, index=True)
    status: Mapped[ActionStatus]
    words: Mapped[str]  # the evidence, or the reason
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    by: Mapped[Person] = relationship()
    at: Mapped[datetime]


class Action(Base, kw_only=True):
    """One thing that somebody does by a day: containment, correction or prevention."""

    __tablename__ = "actions"
    __table_args__ = (
        CheckConstraint("discipline IN ('d3', 'd5', 'd7')", name="discipline"),
        CheckConstraint("text <> ''", name="text"),
    )

    id: Mapped[int] = key()
    corrective_action_id: Mapped[int] = mapped_column(
        ForeignKey("corrective_actions.id"), init=False, index=True
    )
    discipline: Mapped[Discipline]
    text: Mapped[str]
    owner_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    owner: Mapped[Person] = relationship(foreign_keys=[owner_id])
    due_on: Mapped[date]
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    by: Mapped[Person] = relationship(foreign_keys=[by_id])
    at: Mapped[datetime]
    events: Mapped[list[ActionEvent]] = relationship(default_factory=list, order_by=ActionEvent.id)

    @property
    def status(self) -> ActionStatus:
        """Where it stands: as its newest event says."""
        return self.events[-1].status if self.events else ActionStatus.OPEN

    @property
    def doers(self) -> set[Person]:
        """Who owns it or did it, and so cannot verify it."""
        done = {event.by for event in self.events if event.status is ActionStatus.DONE}
        return done | {self.owner}
