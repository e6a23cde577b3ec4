"""Plans frozen into an inspection, what lots came to, and when inspection switched."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qc_desk.domain.base import Base, key, one_of
from qc_desk.domain.iso2859 import counts_nonconformities, tighter_acceptance
from qc_desk.domain.people import Person
from qc_desk.domain.sampling_rules import ClassPlan, SamplingRule
from qc_desk.domain.sampling_words import Level, SamplingMethod, Strictness, SwitchCause
from qc_desk.domain.vocabulary import Severity


class SamplePlan(Base, kw_only=True):
    """What an inspection draws for one class of nonconformity; frozen when it is opened."""

    __tablename__ = "sample_plans"
    __table_args__ = (
        UniqueConstraint("inspection_id", "severity"),
        one_of("severity", Severity),
        one_of("method", SamplingMethod),
        one_of("level", Level),
        one_of("strictness", Strictness),
        CheckConstraint("n >= 1", name="n"),
        CheckConstraint(
            "(ac IS NULL AND re IS NULL)"
            " OR (ac IS NOT NULL AND re IS NOT NULL AND ac >= 0 AND re = ac + 1)",
            name="acceptance",
        ),
        CheckConstraint(
            "severity = 'critical' OR method <> 'iso2859' OR (ac IS NOT NULL AND letter <> ''"
            " AND level IS NOT NULL AND aql IS NOT NULL AND strictness IS NOT NULL)",
            name="by_standard",
        ),
    )

    id: Mapped[int] = key()
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"), init=False)
    severity: Mapped[Severity]
    method: Mapped[SamplingMethod]
    edition: Mapped[str] = mapped_column(String(40), default="")
    level: Mapped[Level | None] = mapped_column(default=None)
    aql: Mapped[Decimal | None] = mapped_column(default=None)
    strictness: Mapped[Strictness | None] = mapped_column(default=None)
    letter: Mapped[str] = mapped_column(String(2), default="")
    n: Mapped[int]
    ac: Mapped[int | None] = mapped_column(default=None)
    re: Mapped[int | None] = mapped_column(default=None)
    isolated: Mapped[bool] = mapped_column(default=False)

    @property
    def counts_nonconformities(self) -> bool:
        """Whether each nonconformity is counted, and not each nonconforming unit."""
        return self.aql is not None and counts_nonconformities(self.aql)

    @property
    def tighter_ac(self) -> int | None:
        """Ac one AQL step tighter, where the switching score asks for it."""
        if self.aql is None or self.strictness is not Strictness.NORMAL:
            return None
        return tighter_acceptance(self.letter, self.aql)

    def again(self) -> "SamplePlan":
        """Return the same plan for the second seat."""
        return SamplePlan(
            severity=self.severity,
            method=self.method,
            edition=self.edition,
            level=self.level,
            aql=self.aql,
            strictness=self.strictness,
            letter=self.letter,
            n=self.n,
            ac=self.ac,
            re=self.re,
            isolated=self.isolated,
        )


def frozen(rule: SamplingRule, plan: ClassPlan) -> SamplePlan:
    """Return the plan of a class as it is kept."""
    return SamplePlan(
        severity=plan.severity,
        method=rule.method,
        edition=rule.edition,
        level=rule.level if plan.aql is not None else None,
        aql=plan.aql,
        strictness=plan.strictness,
        letter=plan.letter,
        n=plan.n,
        ac=plan.ac,
        re=plan.re,
        isolated=rule.isolated,
    )


class LotResult(Base, kw_only=True):
    """What the original inspection of a lot came to in one class; never of a resubmitted lot."""

    __tablename__ = "lot_results"
    __table_args__ = (
        UniqueConstraint("batch_id", "severity"),
        one_of("severity", Severity),
        CheckConstraint("found >= 0", name="found"),
    )

    id: Mapped[int] = key()
    batch_id: Mapped[int] = mapped_column(ForeignKey("batches.id"))
    round: Mapped[int]
    severity: Mapped[Severity]
    plan_id: Mapped[int] = mapped_column(ForeignKey("sample_plans.id"), init=False, index=True)
    plan: Mapped[SamplePlan] = relationship(lazy="joined", innerjoin=True)
    found: Mapped[int]
    accepted: Mapped[bool]
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    by: Mapped[Person] = relationship()
    at: Mapped[datetime]


class Switch(Base, kw_only=True):
    """When the inspection of a product's lots switched at a site, and why; never changed.

    ``lot_result_id`` is the lot that caused it, or after which a person said the word.
    """

    __tablename__ = "switches"
    __table_args__ = (
        UniqueConstraint("lot_result_id", "cause"),
        Index("ix_switches_series", "product_id", "site_id", "severity"),
        one_of("severity", Severity),
        CheckConstraint(
            "(cause = 'two_of_five' AND before = 'normal' AND after = 'tightened')"
            " OR (cause = 'five_accepted' AND before = 'tightened' AND after = 'normal')"
            " OR (cause = 'agreed' AND before = 'normal' AND after = 'reduced')"
            " OR (cause IN ('not_accepted', 'irregular') AND before = 'reduced'"
            " AND after = 'normal')"
            " OR (cause IN ('five_not_accepted', 'resumed') AND before = 'tightened'"
            " AND after = 'tightened')",
            name="cause",
        ),
        CheckConstraint("discontinued = (cause = 'five_not_accepted')", name="discontinued"),
        CheckConstraint(
            "(cause IN ('agreed', 'irregular', 'resumed')) = (reason <> '')", name="reason"
        ),
    )

    id: Mapped[int] = key()
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    severity: Mapped[Severity]
    before: Mapped[Strictness]
    after: Mapped[Strictness]
    discontinued: Mapped[bool]
    cause: Mapped[SwitchCause]
    score: Mapped[int]  # the switching score when it happened
    lot_result_id: Mapped[int] = mapped_column(ForeignKey("lot_results.id"))
    reason: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    by: Mapped[Person] = relationship()
    at: Mapped[datetime]
