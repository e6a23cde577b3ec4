"""The same nonconformity again and again, as one thread that nobody can dismiss."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.orm.attributes import flag_modified

from qc_desk.domain import problem_steps, texts
from qc_desk.domain.base import Base, key, one_of, partial_index
from qc_desk.domain.loop_words import ProblemEventKind, ProblemStatus
from qc_desk.domain.people import MAY_LEAD, Person
from qc_desk.domain.products import DefectCode
from qc_desk.domain.promises import Promise
from qc_desk.domain.proof import Proof, ProofRule
from qc_desk.domain.recurrence import as_compared, refutable_claim, refutable_promise
from qc_desk.domain.refusals import (
    CannotMerge,
    FieldInvalid,
    SameCountermeasure,
)
from qc_desk.domain.sightings import ProblemEvent, Sighting
from qc_desk.i18n import N_

if TYPE_CHECKING:
    from qc_desk.domain.corrective_actions import CorrectiveAction

FARTHEST_FIX = timedelta(days=90)  # from the claim to the first goods that are said to be good

_SILENT = (ProblemEventKind.RAISED, ProblemEventKind.ALERTED, ProblemEventKind.RECURRED)
_CAME_BACK = (ProblemEventKind.ALERTED, ProblemEventKind.RECURRED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Fix:
    """What is claimed: the countermeasure, the first goods that have it, how it is proven."""

    countermeasure: str
    fixed_from: date
    rule: ProofRule


class Problem(Base, kw_only=True):
    """All defects and complaints of one signature: product family, defect code, check item.

    ``variant`` tells apart what was split off. ``recurrences`` counts how often a promise or a
    claimed fix was refuted. While ``stop_check`` is not empty, no batch of the family is released
    without a passed extra check of these words. A thread that was merged into this one is a part
    of it: its promises, claimed fixes and sightings count here.
    """

    __tablename__ = "problems"
    __table_args__ = (
        one_of("status", ProblemStatus),
        UniqueConstraint("number"),
        UniqueConstraint("family", "code_id", "item_code", "variant"),
        CheckConstraint("recurrences >= 0", name="recurrences"),
        CheckConstraint("(status = 'merged') = (merged_into_id IS NOT NULL)", name="merged"),
        CheckConstraint("status <> 'proven' OR stop_check = ''", name="proven_ships"),
        Index("ix_problems_status_changed", "status", "changed_at"),
        Index("ix_problems_merged_into", "merged_into_id"),
        partial_index(
            "ix_problems_stopping",
            "number",
            where="stop_check <> ''",
            unique=False,
        ),
    )

    id: Mapped[int] = key()
    number: Mapped[int]
    family: Mapped[str] = mapped_column(String(100))
    code_id: Mapped[int] = mapped_column(ForeignKey("defect_codes.id"), init=False)
    code: Mapped[DefectCode] = relationship(lazy="joined", innerjoin=True)
    item_code: Mapped[str] = mapped_column(String(40), default="")
    item_title: Mapped[str] = mapped_column(String(200), default="")
    variant: Mapped[str] = mapped_column(String(200), default="")
    status: Mapped[ProblemStatus] = mapped_column(default=ProblemStatus.WATCHING)
    recurrences: Mapped[int] = mapped_column(default=0)
    owner_id: Mapped[int | None] = mapped_column(
        ForeignKey("persons.id"), default=None, init=False
    )
    owner: Mapped[Person | None] = relationship(default=None)
    merged_into_id: Mapped[int | None] = mapped_column(
        ForeignKey("problems.id"), default=None, init=False
    )
    merged_into: Mapped["Problem | None"] = relationship(
        default=None, init=False, remote_side="Problem.id", back_populates="parts"
    )
    parts: Mapped[list["Problem"]] = relationship(
        default_factory=list, init=False, order_by="Problem.id", back_populates="merged_into"
    )
    stop_check: Mapped[str] = mapped_column(default="")
    raised_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(init=False)
    events: Mapped[list[ProblemEvent]] = relationship(
        default_factory=list,
        order_by=ProblemEvent.id,
        foreign_keys=[ProblemEvent.problem_id],
    )
    sightings: Mapped[list[Sighting]] = relationship(
        default_factory=list, order_by=Sighting.id, back_populates="problem"
    )
    # read only: those of the sightings that refute something, so that not all have to be read
    refutations: Mapped[list[Sighting]] = relationship(
        default_factory=list,
        order_by=Sighting.id,
        viewonly=True,
        primaryjoin="and_(Sighting.problem_id == Problem.id,"
        " or_(Sighting.refuted_promise_id.is_not(None), Sighting.refuted_claim_id.is_not(None)))",
    )
    # read only: a promise names its problem itself
    promises: Mapped[list[Promise]] = relationship(
        default_factory=list, order_by=Promise.id, viewonly=True
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy's own name)

    # Facts

    @property
    def name(self) -> str:
        """The number as people say it."""
        return f"PR-{self.number}"

    @property
    def final(self) -> "Problem":
        """The thread that this one has become a part of, or itself."""
        found = self
        while found.merged_into is not None:
            found = found.merged_into
        return found

    @property
    def threads(self) -> list["Problem"]:
        """Itself and every thread that has become a part of it."""
        return [self, *(each for part in self.parts for each in part.threads)]

    @property
    def claim(self) -> ProblemEvent | None:
        """The newest claimed fix."""
        claims = [e for e in self.events if e.kind is ProblemEventKind.FIX_CLAIMED]
        return claims[-1] if claims else None

    @property
    def claims(self) -> list[ProblemEvent]:
        """Every fix that was ever claimed, oldest first."""
        found = [e for each in self.threads for e in each.events]
        return sorted(
            (e for e in found if e.kind is ProblemEventKind.FIX_CLAIMED), key=lambda e: e.at
        )

    @property
    def countermeasures(self) -> list[str]:
        """Every countermeasure that was ever claimed to be the fix, oldest first."""
        return [claim.words for claim in self.claims]

    @property
    def took_part(self) -> set[Person]:
        """Who cannot judge the fix: everyone who was ever in charge, or claimed a fix."""
        people = {claim.by for claim in self.claims}
        for each in self.threads:
            people.update(event.owner for event in each.events if event.owner is not None)
        return people

    @property
    def came_back_at(self) -> datetime | None:
        """When a promise or a claimed fix was last refuted; None while none was."""
        return max(
            (e.at for each in self.threads for e in each.events if e.kind in _CAME_BACK),
            default=None,
        )

    def refuted_by(self, made_on: date) -> tuple[Promise | None, ProblemEvent | None]:
        """The promise and the claimed fix that goods made on this day would refute.

        These are the newest that came before the goods, unless they are refuted already: ten bad
        batches after one promise are one recurrence.
        """
        refuted = [each for thread in self.threads for each in thread.refutations]
        promises = [promise for thread in self.threads for promise in thread.promises]
        return (
            refutable_promise(promises, refuted, made_on),
            refutable_claim(self.claims, refuted, made_on),
        )

    # What happens by itself

    def touch(self, at: datetime) -> None:
        """Note that something has changed: a new version, even at the same moment."""
        self.changed_at = at
        flag_modified(self, "changed_at")

    def raise_(self, by: Person, at: datetime) -> None:
        """Write the first line of its story."""
        self._happen(ProblemEventKind.RAISED, "", by, at)

    def see(self, sighting: Sighting) -> None:
        """Take in a sighting; goods made after a promise or a claimed fix make it a recurrence."""
        problem_steps.must_be(self, *problem_steps.UNSOLVED, ProblemStatus.PROVEN)
        promise, claim = self.refuted_by(sighting.made_on)
        sighting.refuted_promise_id = promise.id if promise is not None else None
        sighting.refuted_claim_id = claim.id if claim is not None else None
        sighting.problem = self
        self.touch(sighting.at)
        if promise is None and claim is None:
            return
        self.refutations.append(sighting)
        self.recurrences += 1
        if self.status in (ProblemStatus.WATCHING, ProblemStatus.ALERT):
            self.status = ProblemStatus.ALERT
            self._happen(ProblemEventKind.ALERTED, "", sighting.by, sighting.at)
        else:
            self.status = ProblemStatus.RECURRED
            self._happen(ProblemEventKind.RECURRED, "", sighting.by, sighting.at)

    # The way to the proof

    def own(self, owner: Person, words: str, by: Person, at: datetime) -> None:
        """Put a person in charge; from the third recurrence only an owner of the shop decides so.

        ``words`` say what is done first.
        """
        problem_steps.must_be_ownable(self, by)
        owner.must_hold_somewhere(MAY_LEAD)
        event = self._happen(ProblemEventKind.OWNED, words, by, at)
        self.owner = event.owner = owner
        self.status = ProblemStatus.OWNED

    def claim_fix(
        self, fix: Fix, action: "CorrectiveAction | None", by: Person, at: datetime
    ) -> None:
        """Claim that goods made from a day on no longer have it, and why.

        From the second recurrence the countermeasure must differ from every earlier one, and both
        causes must stand in an open corrective action.
        """
        problem_steps.must_be_fixable(self, action, by)
        told = texts.text(fix.countermeasure, N_("countermeasure"), texts.NOTE, needed=True)
        earlier = {as_compared(each) for each in self.countermeasures}
        if self.recurrences >= problem_steps.DIFFERENT_FROM and as_compared(told) in earlier:
            raise SameCountermeasure(problem=self.name, count=self.recurrences)
        fix.rule.must_be_possible()
        self._must_be_a_day_to_fix(fix.fixed_from, at)
        event = self._happen(ProblemEventKind.FIX_CLAIMED, told, by, at)
        event.fixed_from = fix.fixed_from
        event.proof_batches, event.proof_days = fix.rule.batches, fix.rule.days
        self.status = ProblemStatus.FIX_CLAIMED

    def verify_fix(
        self, evidence: str, action: "CorrectiveAction | None", by: Person, at: datetime
    ) -> None:
        """Confirm that the countermeasure is in place: by somebody who had no part in it."""
        problem_steps.must_be_verifiable(self, action, by)
        self._happen(ProblemEventKind.FIX_VERIFIED, evidence, by, at)
        self.status = ProblemStatus.PROVING

    def prove(self, proof: Proof, words: str, by: Person, at: datetime) -> None:
        """Note that the goods themselves have proven it solved, at every site."""
        problem_steps.must_be_provable(self, proof, by)
        self._happen(ProblemEventKind.PROVEN, words, by, at)
        self.status = ProblemStatus.PROVEN
        self.stop_check = ""

    # Threads that belong together, or do not

    def merge_into(
        self,
        other: "Problem",
        action: "CorrectiveAction | None",
        reason: str,
        by: Person,
        at: datetime,
    ) -> None:
        """Make this thread a part of another; the other takes over how often it came back.

        ``action`` is its open corrective action: work that has begun is not left behind.
        """
        problem_steps.must_be_mergeable(self, action, by)
        if other is self or other.status not in problem_steps.UNSOLVED or self.stop_check:
            raise CannotMerge(problem=self.name, other=other.name)
        problem_steps.must_be_decided_by(other, by)
        why = texts.reason(reason)
        self._happen(ProblemEventKind.MERGED, why, by, at).other = other
        self.status, self.merged_into = ProblemStatus.MERGED, other
        other.take_in(self, why, by, at)

    def take_in(self, other: "Problem", reason: str, by: Person, at: datetime) -> None:
        """Take over another thread's recurrences; a worse state is taken over with them.

        What was seen there may refute what is claimed here.
        """
        self.recurrences += other.recurrences
        if self.status is ProblemStatus.WATCHING and self.recurrences:
            self.status = ProblemStatus.ALERT
        self._happen(ProblemEventKind.TOOK_IN, reason, by, at).other = other
        here = {(each.batch_id, each.complaint_id) for each in self.sightings}
        there = [each for thread in other.threads for each in thread.sightings]
        for each in sorted(there, key=lambda sighting: sighting.made_on):
            known = each.replaced_by is not None or (each.batch_id, each.complaint_id) in here
            if not known and self.refuted_by(each.made_on) != (None, None):
                self.see(each.again(by, at))

    def split_to(
        self,
        other: "Problem",
        sightings: Iterable[Sighting],
        reason: str,
        by: Person,
        at: datetime,
    ) -> None:
        """Move sightings that turn out to be something else to a problem of their own."""
        problem_steps.must_be_decidable(self, by)
        why = texts.reason(reason)
        moved = list(sightings)
        threads = self.threads
        if not moved or any(
            each.problem not in threads or each.replaced_by is not None for each in moved
        ):
            raise FieldInvalid(field=N_("sightings"), value="", why=N_("choose at least one."))
        self._happen(ProblemEventKind.SPLIT, why, by, at).other = other
        for each in moved:
            each.again(by, at).problem = other

    # Stop-ship

    def stop_ship(self, check: str, by: Person, at: datetime) -> None:
        """Let no batch of the family go without a passed extra check of these words."""
        problem_steps.must_be_stoppable(self, by)
        words = texts.text(check, N_("extra check"), texts.NOTE, needed=True)
        self._happen(ProblemEventKind.STOPPED, words, by, at)
        self.stop_check = words

    def lift(self, reason: str, by: Person, at: datetime) -> None:
        """Let batches go again without the extra check: only an owner, with a reason."""
        problem_steps.must_be_liftable(self, by)
        self._happen(ProblemEventKind.LIFTED, texts.reason(reason), by, at)
        self.stop_check = ""

    def _must_be_a_day_to_fix(self, fixed_from: date, at: datetime) -> None:
        """Refuse a day after which goods are known to have had it, or one too far away."""
        seen = [s.made_on for each in self.threads for s in each.sightings if s.batch_id]
        if any(made_on >= fixed_from for made_on in seen):
            why = N_("goods that were made later had the problem.")
        elif fixed_from > (at + FARTHEST_FIX).date():
            why = N_("it is more than 90 days away.")
        else:
            return
        raise FieldInvalid(field=N_("fixed from"), value=fixed_from, why=why)

    def _happen(
        self, kind: ProblemEventKind, words: str, by: Person, at: datetime
    ) -> ProblemEvent:
        kept = texts.text(words, N_("words"), texts.NOTE, needed=kind not in _SILENT)
        event = ProblemEvent(kind=kind, words=kept, by=by, at=at)
        self.events.append(event)
        self.touch(at)
        return event
