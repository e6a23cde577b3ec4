"""The same nonconformity again and again, as one thread that nobody can dismiss."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.orm.attributes import flag_modified

from qc_desk.domain import texts
from qc_desk.domain.base import Base, key, one_of
from qc_desk.domain.days import day_of
from qc_desk.domain.loop_words import ProblemEventKind, ProblemStatus
from qc_desk.domain.organisations import Site
from qc_desk.domain.people import MAY_LEAD, MAY_OWN, Person
from qc_desk.domain.products import DefectCode
from qc_desk.domain.promises import Promise
from qc_desk.domain.proof import Proof, ProofRule
from qc_desk.domain.refusals import (
    CannotMerge,
    FieldInvalid,
    NotProven,
    OwnerMustAct,
    QuantityWrong,
    SameCountermeasure,
    VerifierTookPart,
    WrongProblemStatus,
)
from qc_desk.domain.vocabulary import Result
from qc_desk.i18n import N_

DIFFERENT_FROM = 2  # recurrences from which a different countermeasure is needed
OWNER_FROM = 3  # recurrences from which the owner must act

_OPEN = (
    ProblemStatus.WATCHING,
    ProblemStatus.ALERT,
    ProblemStatus.OWNED,
    ProblemStatus.FIX_CLAIMED,
    ProblemStatus.PROVING,
    ProblemStatus.RECURRED,
)


class ProblemEvent(Base, kw_only=True):
    """Something that happened to a problem; never changed."""

    __tablename__ = "problem_events"
    __table_args__ = (
        one_of("kind", ProblemEventKind),
        CheckConstraint(
            "(kind = 'fix_claimed') = (fixed_from IS NOT NULL AND proof_batches IS NOT NULL"
            " AND proof_days IS NOT NULL)",
            name="claim",
        ),
        CheckConstraint("kind IN ('raised', 'alerted', 'recurred') OR words <> ''", name="words"),
    )

    id: Mapped[int] = key()
    problem_id: Mapped[int] = mapped_column(ForeignKey("problems.id"), init=False, index=True)
    kind: Mapped[ProblemEventKind]
    words: Mapped[str] = mapped_column(default="")  # countermeasure, evidence, reason, extra check
    fixed_from: Mapped[date | None] = mapped_column(default=None)
    proof_batches: Mapped[int | None] = mapped_column(default=None)
    proof_days: Mapped[int | None] = mapped_column(default=None)
    other_id: Mapped[int | None] = mapped_column(ForeignKey("problems.id"), default=None)
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    by: Mapped[Person] = relationship()
    at: Mapped[datetime]


class Sighting(Base, kw_only=True):
    """The problem seen on a batch or told by a customer; never changed.

    One for each batch and each complaint. It may refute a promise or a claimed fix: then the
    goods were made after it. A sighting that was split off to another problem is replaced there.
    """

    __tablename__ = "sightings"
    __table_args__ = (
        CheckConstraint("batch_id IS NOT NULL OR complaint_id IS NOT NULL", name="of_something"),
        CheckConstraint("defect_id IS NULL OR batch_id IS NOT NULL", name="defect_of_batch"),
        UniqueConstraint("problem_id", "batch_id", "complaint_id"),
        UniqueConstraint("replaces_id"),
        Index("ix_sightings_batch", "batch_id"),
        Index("ix_sightings_complaint", "complaint_id"),
    )

    id: Mapped[int] = key()
    problem_id: Mapped[int] = mapped_column(ForeignKey("problems.id"), init=False)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), init=False)
    site: Mapped[Site] = relationship()
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"), default=None)
    defect_id: Mapped[int | None] = mapped_column(ForeignKey("defects.id"), default=None)
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaints.id"), default=None)
    made_on: Mapped[date]  # when the goods were made, or were first known
    quantity: Mapped[int] = mapped_column(default=0)
    refuted_promise_id: Mapped[int | None] = mapped_column(ForeignKey("promises.id"), default=None)
    refuted_claim_id: Mapped[int | None] = mapped_column(
        ForeignKey("problem_events.id"), default=None
    )
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("sightings.id"), default=None)
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    by: Mapped[Person] = relationship()
    at: Mapped[datetime]

    @property
    def refutes(self) -> bool:
        """Whether it shows that a promise or a claimed fix did not hold."""
        return self.refuted_promise_id is not None or self.refuted_claim_id is not None


class ExtraCheck(Base, kw_only=True):
    """The answer to the extra check that a stop-ship asks of a batch; the newest counts."""

    __tablename__ = "extra_checks"
    __table_args__ = (
        CheckConstraint("result IN ('pass', 'fail')", name="result"),
        CheckConstraint("note <> ''", name="note"),
        Index("ix_extra_checks_batch", "batch_id", "round", "problem_id", "id"),
    )

    id: Mapped[int] = key()
    problem_id: Mapped[int] = mapped_column(ForeignKey("problems.id"))
    batch_id: Mapped[int] = mapped_column(ForeignKey("batches.id"))
    round: Mapped[int]
    result: Mapped[Result]
    note: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    by: Mapped[Person] = relationship()
    at: Mapped[datetime]


class Problem(Base, kw_only=True):
    """All defects and complaints of one signature: product family, defect code, check item.

    ``variant`` tells apart what was split off. ``recurrences`` counts how often a promise or a
    claimed fix was refuted. While ``stop_check`` is not empty, no batch of the family is released
    without a passed extra check of these words.
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
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("problems.id"), default=None)
    stop_check: Mapped[str] = mapped_column(default="")
    raised_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(init=False)
    events: Mapped[list[ProblemEvent]] = relationship(
        default_factory=list,
        order_by=ProblemEvent.id,
        foreign_keys=[ProblemEvent.problem_id],
    )
    sightings: Mapped[list[Sighting]] = relationship(default_factory=list, order_by=Sighting.id)
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
    def claim(self) -> ProblemEvent | None:
        """The newest claimed fix."""
        return next(
            (e for e in reversed(self.events) if e.kind is ProblemEventKind.FIX_CLAIMED), None
        )

    @property
    def countermeasures(self) -> list[str]:
        """Every countermeasure that was ever claimed to be the fix, oldest first."""
        return [e.words for e in self.events if e.kind is ProblemEventKind.FIX_CLAIMED]

    @property
    def took_part(self) -> set[Person]:
        """Who cannot judge the fix: the owner, and whoever claimed it."""
        claimed = {e.by for e in self.events if e.kind is ProblemEventKind.FIX_CLAIMED}
        return claimed | ({self.owner} if self.owner is not None else set())

    def refuted_by(self, made_on: date) -> tuple[Promise | None, ProblemEvent | None]:
        """The newest promise and claimed fix that goods made on this day would refute.

        Each can be refuted once: ten bad batches after one promise are one recurrence.
        """
        promises = {each.refuted_promise_id for each in self.sightings}
        claims = {each.refuted_claim_id for each in self.sightings}
        promise = next(
            (
                p
                for p in reversed(self.promises)
                if p.is_fix
                and p.id not in promises
                and made_on > day_of(p.made_at, p.site.time_zone)
            ),
            None,
        )
        claim = self.claim
        if claim is not None and (
            claim.id in claims or claim.fixed_from is None or made_on < claim.fixed_from
        ):
            claim = None
        return promise, claim

    # Acts

    def touch(self, at: datetime) -> None:
        """Note that something has changed: a new version, even at the same moment."""
        self.changed_at = at
        flag_modified(self, "changed_at")

    def raise_(self, by: Person, at: datetime) -> None:
        """Write the first line of its story."""
        self._happen(ProblemEventKind.RAISED, "", by, at)

    def see(self, sighting: Sighting) -> None:
        """Take in a sighting; goods made after a promise or a claimed fix make it a recurrence."""
        promise, claim = self.refuted_by(sighting.made_on)
        sighting.refuted_promise_id = promise.id if promise is not None else None
        sighting.refuted_claim_id = claim.id if claim is not None else None
        self.sightings.append(sighting)
        self.touch(sighting.at)
        if promise is None and claim is None:
            return
        self.recurrences += 1
        if self.status in (ProblemStatus.WATCHING, ProblemStatus.ALERT):
            self.status = ProblemStatus.ALERT
            self._happen(ProblemEventKind.ALERTED, "", sighting.by, sighting.at)
        else:
            self.status = ProblemStatus.RECURRED
            self._happen(ProblemEventKind.RECURRED, "", sighting.by, sighting.at)

    def own(self, owner: Person, words: str, by: Person, at: datetime) -> None:
        """Put a person in charge; from the third recurrence only an owner of the shop decides so.

        ``words`` say what is done first.
        """
        self._must_be(
            ProblemStatus.WATCHING,
            ProblemStatus.ALERT,
            ProblemStatus.RECURRED,
            ProblemStatus.OWNED,
        )
        self._must_decide(by)
        self._must_decide(owner, roles_only=True)
        self.owner = owner
        self.status = ProblemStatus.OWNED
        self._happen(ProblemEventKind.OWNED, words, by, at)

    def claim_fix(
        self, countermeasure: str, fixed_from: date, rule: ProofRule, by: Person, at: datetime
    ) -> None:
        """Claim that goods made on ``fixed_from`` or later no longer have it, and why.

        From the second recurrence the countermeasure must differ from every earlier one.
        """
        self._must_be(ProblemStatus.OWNED)
        self._must_decide(by)
        told = texts.text(countermeasure, N_("countermeasure"), texts.NOTE, needed=True)
        earlier = {_folded(each) for each in self.countermeasures}
        if self.recurrences >= DIFFERENT_FROM and _folded(told) in earlier:
            raise SameCountermeasure(problem=self.name, count=self.recurrences)
        if not 1 <= rule.batches <= 100:
            raise QuantityWrong(quantity=rule.batches, lowest=1, highest=100)
        if not 1 <= rule.days <= 730:
            raise QuantityWrong(quantity=rule.days, lowest=1, highest=730)
        event = self._happen(ProblemEventKind.FIX_CLAIMED, told, by, at)
        event.fixed_from = fixed_from
        event.proof_batches, event.proof_days = rule.batches, rule.days
        self.status = ProblemStatus.FIX_CLAIMED

    def verify_fix(self, evidence: str, by: Person, at: datetime) -> None:
        """Confirm that the countermeasure is in place: by somebody who had no part in it."""
        self._must_be(ProblemStatus.FIX_CLAIMED)
        self._must_judge(by)
        self._happen(ProblemEventKind.FIX_VERIFIED, evidence, by, at)
        self.status = ProblemStatus.PROVING

    def prove(self, proof: Proof, words: str, by: Person, at: datetime) -> None:
        """Note that the goods themselves have proven it solved, at every site."""
        self._must_be(ProblemStatus.PROVING)
        self._must_judge(by)
        if not proof.complete:
            missing = [site.site for site in proof.sites if not site.complete]
            raise NotProven(problem=self.name, sites=", ".join(missing) or "—")
        self._happen(ProblemEventKind.PROVEN, words, by, at)
        self.status = ProblemStatus.PROVEN
        self.stop_check = ""

    def merge_into(self, other: "Problem", reason: str, by: Person, at: datetime) -> None:
        """Make this thread a part of another; the other takes over how often it came back."""
        self._must_be(*_OPEN)
        if other is self or other.status not in _OPEN or self.stop_check:
            raise CannotMerge(problem=self.name, other=other.name)
        self._must_decide(by)
        other.must_be_decided_by(by)
        why = texts.reason(reason)
        self._happen(ProblemEventKind.MERGED, why, by, at).other_id = other.id
        self.status, self.merged_into_id = ProblemStatus.MERGED, other.id
        other.take_in(self, why, by, at)

    def take_in(self, other: "Problem", reason: str, by: Person, at: datetime) -> None:
        """Take over another thread's recurrences; a worse state is taken over with them."""
        self.recurrences += other.recurrences
        if self.status is ProblemStatus.WATCHING and self.recurrences:
            self.status = ProblemStatus.ALERT
        self._happen(ProblemEventKind.TOOK_IN, reason, by, at).other_id = other.id

    def split_to(
        self,
        other: "Problem",
        sightings: Iterable[Sighting],
        reason: str,
        by: Person,
        at: datetime,
    ) -> None:
        """Move sightings that turn out to be something else to a problem of their own."""
        self._must_be(*_OPEN)
        self._must_decide(by)
        why = texts.reason(reason)
        moved = list(sightings)
        if not moved or any(each not in self.sightings for each in moved):
            raise FieldInvalid(field=N_("sightings"), value="", why=N_("choose at least one."))
        self._happen(ProblemEventKind.SPLIT, why, by, at).other_id = other.id
        for each in moved:
            other.sightings.append(
                Sighting(
                    site=each.site,
                    batch_id=each.batch_id,
                    defect_id=each.defect_id,
                    complaint_id=each.complaint_id,
                    made_on=each.made_on,
                    quantity=each.quantity,
                    replaces_id=each.id,
                    by=by,
                    at=at,
                )
            )

    def stop_ship(self, check: str, by: Person, at: datetime) -> None:
        """Let no batch of the family go without a passed extra check of these words."""
        self._must_be(*_OPEN)
        self._must_decide(by)
        self.stop_check = texts.text(check, N_("extra check"), texts.NOTE, needed=True)
        self._happen(ProblemEventKind.STOPPED, self.stop_check, by, at)

    def lift(self, reason: str, by: Person, at: datetime) -> None:
        """Let batches go again without the extra check: only an owner, with a reason."""
        by.must_hold_somewhere(MAY_OWN)
        self._happen(ProblemEventKind.LIFTED, texts.reason(reason), by, at)
        self.stop_check = ""

    def must_be_decided_by(self, by: Person) -> None:
        """Refuse unless this person may decide about the problem."""
        self._must_decide(by)

    def _must_decide(self, by: Person, *, roles_only: bool = False) -> None:
        by.must_hold_somewhere(MAY_LEAD)
        if roles_only or self.recurrences < OWNER_FROM:
            return
        if not by.holds_somewhere(MAY_OWN):
            raise OwnerMustAct(problem=self.name, count=self.recurrences)

    def _must_judge(self, by: Person) -> None:
        by.must_hold_somewhere(MAY_LEAD)
        if by in self.took_part:
            raise VerifierTookPart(person=by.name, what=self.name)

    def _must_be(self, *wanted: ProblemStatus) -> None:
        if self.status not in wanted:
            raise WrongProblemStatus(problem=self.name, status=self.status)

    def _happen(
        self, kind: ProblemEventKind, words: str, by: Person, at: datetime
    ) -> ProblemEvent:
        silent = (ProblemEventKind.RAISED, ProblemEventKind.ALERTED, ProblemEventKind.RECURRED)
        kept = texts.text(words, N_("words"), texts.NOTE, needed=kind not in silent)
        event = ProblemEvent(kind=kind, words=kept, by=by, at=at)
        self.events.append(event)
        self.touch(at)
        return event


def _folded(words: str) -> str:
    """Compare countermeasures without case, spaces and punctuation."""
    return "".join(sign for sign in words.casefold() if sign.isalnum())
