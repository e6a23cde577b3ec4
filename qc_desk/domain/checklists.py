"""What is checked, how, and within which limits; a published version never changes."""

import hashlib
from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qc_desk.domain.base import Base, key, one_of, partial_index
from qc_desk.domain.canonical import canonical
from qc_desk.domain.people import Person
from qc_desk.domain.pictures import ShownPicture
from qc_desk.domain.refusals import NotTrained, NotUnderstood, SameAuthor
from qc_desk.domain.sampling_rules import SamplingRule
from qc_desk.domain.sampling_words import Level, SamplingMethod
from qc_desk.domain.training import Training, missing
from qc_desk.domain.training_words import TrainingKind
from qc_desk.domain.vocabulary import (
    CheckMode,
    ItemKind,
    PhotoRule,
    Result,
    Severity,
    VersionStatus,
)


class CheckItem(Base, kw_only=True):
    """One thing to look at or measure."""

    __tablename__ = "check_items"
    __table_args__ = (
        UniqueConstraint("version_id", "position"),
        UniqueConstraint("version_id", "code"),
        one_of("kind", ItemKind),
        CheckConstraint("severity IN ('critical', 'major', 'minor')", name="severity"),
        CheckConstraint("photo_rule IN ('never', 'on_fail', 'always')", name="photo_rule"),
        CheckConstraint(
            "kind <> 'measurement' OR (unit <> '' AND (lower IS NOT NULL OR upper IS NOT NULL))",
            name="measurement_has_limits",
        ),
        CheckConstraint(
            "kind <> 'count' OR (decimals = 0 AND (lower IS NOT NULL OR upper IS NOT NULL))",
            name="count_has_limits",
        ),
        CheckConstraint(
            "(kind = 'choice' AND good_choices <> '') OR"
            " (kind <> 'choice' AND good_choices = '' AND bad_choices = '')",
            name="choice_has_a_good_one",
        ),
        CheckConstraint("kind = 'measurement' OR gauge = ''", name="gauge_measures"),
        CheckConstraint("kind <> 'photo' OR photo_rule = 'always'", name="photo_is_taken"),
        CheckConstraint(
            "(procedure_code IS NULL AND procedure_step IS NULL) OR (procedure_code IS NOT NULL"
            " AND procedure_step IS NOT NULL AND procedure_step BETWEEN 1 AND 200)",
            name="procedure_step",
        ),
    )

    id: Mapped[int] = key()
    version_id: Mapped[int] = mapped_column(ForeignKey("checklist_versions.id"), init=False)
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(40))
    section: Mapped[str] = mapped_column(String(200), default="")
    title: Mapped[str] = mapped_column(String(200))
    instruction: Mapped[str] = mapped_column(String(2000), default="")
    kind: Mapped[ItemKind]
    severity: Mapped[Severity]
    per_unit: Mapped[bool] = mapped_column(default=False)
    photo_rule: Mapped[PhotoRule] = mapped_column(default=PhotoRule.NEVER)
    nominal: Mapped[Decimal | None] = mapped_column(default=None)
    lower: Mapped[Decimal | None] = mapped_column(default=None)
    upper: Mapped[Decimal | None] = mapped_column(default=None)
    unit: Mapped[str] = mapped_column(String(20), default="")
    decimals: Mapped[int] = mapped_column(default=2)
    good_choices: Mapped[str] = mapped_column(String(2000), default="")  # a line for each
    bad_choices: Mapped[str] = mapped_column(String(2000), default="")
    gauge: Mapped[str] = mapped_column(String(80), default="")  # the kind; * any, empty none
    defect_code_id: Mapped[int | None] = mapped_column(ForeignKey("defect_codes.id"), default=None)
    # the step that says how it is done, in whichever version of the procedure is in force
    procedure_code: Mapped[str | None] = mapped_column(
        String(40), ForeignKey("procedures.code"), default=None
    )
    procedure_step: Mapped[int | None] = mapped_column(default=None)
    # its birth certificate: the complaint after which it was added, for example "C-17"
    born_of: Mapped[str] = mapped_column(String(40), default="")
    wordings: Mapped[str] = mapped_column(default="")  # in other languages, canonical JSON
    pictures: Mapped[list[ShownPicture]] = relationship(
        default_factory=list, order_by=ShownPicture.position, cascade="all, delete-orphan"
    )

    @property
    def choices(self) -> dict[str, Result]:
        """What can be chosen and what it means, the good ones first."""
        good = dict.fromkeys(self.good_choices.splitlines(), Result.PASS)
        return good | dict.fromkeys(self.bad_choices.splitlines(), Result.FAIL)

    def within_limits(self, value: Decimal) -> bool:
        """Whether a measured value meets the limits; the limits themselves are good."""
        return (self.lower is None or value >= self.lower) and (
            self.upper is None or value <= self.upper
        )


class ChecklistVersion(Base, kw_only=True):
    """A checklist as it stood from one day to another."""

    __tablename__ = "checklist_versions"
    __table_args__ = (
        UniqueConstraint("checklist_id", "number"),
        partial_index(
            "uq_checklist_versions_effective",
            "checklist_id",
            where="status = 'effective'",
        ),
        CheckConstraint("status IN ('draft', 'effective', 'superseded')", name="status"),
        one_of("mode", CheckMode),
        CheckConstraint(
            "(mode = 'spot' AND share IS NOT NULL AND share BETWEEN 10 AND 90)"
            " OR (mode <> 'spot' AND share IS NULL)",
            name="share",
        ),
        CheckConstraint("sample_size BETWEEN 1 AND 10000", name="sample_size"),
        one_of("method", SamplingMethod),
        one_of("level", Level),
        CheckConstraint(
            "method <> 'iso2859' OR (level IS NOT NULL AND aql_major IS NOT NULL"
            " AND aql_minor IS NOT NULL)",
            name="sampling",
        ),
        CheckConstraint(
            "status = 'draft' OR (approved_by_id IS NOT NULL AND"
            " (approved_by_id <> drafted_by_id OR alone_reason <> ''))",
            name="approved_by_another",
        ),
    )

    id: Mapped[int] = key()
    checklist_id: Mapped[int] = mapped_column(ForeignKey("checklists.id"), init=False)
    number: Mapped[int]
    status: Mapped[VersionStatus] = mapped_column(default=VersionStatus.DRAFT)
    mode: Mapped[CheckMode] = mapped_column(default=CheckMode.INDEPENDENT)
    # per cent of what is not critical that a spot check draws; None in other modes
    share: Mapped[int | None] = mapped_column(default=None)
    language: Mapped[str] = mapped_column(String(8), default="en")
    method: Mapped[SamplingMethod] = mapped_column(default=SamplingMethod.FIXED)
    sample_size: Mapped[int] = mapped_column(default=1)
    level: Mapped[Level | None] = mapped_column(default=None)
    aql_major: Mapped[Decimal | None] = mapped_column(default=None)
    aql_minor: Mapped[Decimal | None] = mapped_column(default=None)
    isolated: Mapped[bool] = mapped_column(default=False)
    digest: Mapped[str] = mapped_column(String(64), default="")
    drafted_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    drafted_at: Mapped[datetime]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), default=None)
    approved_at: Mapped[datetime | None] = mapped_column(default=None)
    alone_reason: Mapped[str] = mapped_column(String(2000), default="")
    items: Mapped[list[CheckItem]] = relationship(
        default_factory=list, order_by=CheckItem.position, lazy="selectin"
    )
    checklist: Mapped["Checklist"] = relationship(back_populates="versions", init=False)
    trainings: Mapped[list[Training]] = relationship(default_factory=list, init=False)

    @property
    def sampling(self) -> SamplingRule:
        """How many units are drawn, and how many may fail."""
        return SamplingRule(
            method=self.method,
            sample_size=self.sample_size,
            level=self.level,
            aql_major=self.aql_major,
            aql_minor=self.aql_minor,
            isolated=self.isolated,
        )

    def sample_by(self, rule: SamplingRule) -> None:
        """Give a draft its sampling rule."""
        self.method, self.sample_size = rule.method, rule.sample_size
        self.level, self.isolated = rule.level, rule.isolated
        self.aql_major, self.aql_minor = rule.aql_major, rule.aql_minor

    def _sampling_content(self) -> dict[str, object]:
        return {
            "method": self.method,
            "level": self.level,
            "aql_major": self.aql_major,
            "aql_minor": self.aql_minor,
            "isolated": self.isolated,
        }

    def content(self) -> dict[str, object]:
        """What an inspector is told to do, as it is digested, signed and printed."""
        return {
            "code": self.checklist.code,
            "version": self.number,
            "mode": self.mode,
            "share": self.share,
            "language": self.language,
            "sample_size": self.sample_size,
            "sampling": self._sampling_content(),
            "items": [
                {
                    "code": item.code,
                    "section": item.section,
                    "title": item.title,
                    "instruction": item.instruction,
                    "kind": item.kind,
                    "severity": item.severity,
                    "per_unit": item.per_unit,
                    "photo_rule": item.photo_rule,
                    "nominal": item.nominal,
                    "lower": item.lower,
                    "upper": item.upper,
                    "unit": item.unit,
                    "decimals": item.decimals,
                    "good": item.good_choices,
                    "bad": item.bad_choices,
                    "pictures": [each.content() for each in item.pictures],
                    "gauge": item.gauge,
                    "wordings": item.wordings,
                    "procedure": item.procedure_code,
                    "step": item.procedure_step,
                }
                for item in self.items
            ],
        }

    def must_be_trained(self, person: Person) -> None:
        """Refuse who is not trained where training is asked for (NotTrained, NotUnderstood)."""
        if not self.checklist.requires_training:
            return
        lacking = missing(person.id, self.trainings)
        facts = {"person": person.name, "version": self.number, "checklist": self.checklist.title}
        if TrainingKind.TRAINED in lacking:
            raise NotTrained(**facts)
        if lacking:
            raise NotUnderstood(**facts)

    def make_effective(self, by: Person, at: datetime, alone_reason: str = "") -> None:
        """Put the version in force on the word of a second person.

        Where there is nobody else who could approve, the author does it with a reason that stays
        visible.
        """
        if by.id == self.drafted_by_id:
            if alone_reason == "":
                raise SameAuthor(
                    person=by.name, version=self.number, checklist=self.checklist.title
                )
            self.alone_reason = alone_reason
        for other in self.checklist.versions:
            if other.status is VersionStatus.EFFECTIVE:
                other.status = VersionStatus.SUPERSEDED
        self.digest = hashlib.sha256(canonical(self.content())).hexdigest()
        self.approved_by_id = by.id
        self.approved_at = at
        self.status = VersionStatus.EFFECTIVE


class Checklist(Base, kw_only=True):
    """What inspectors check on a kind of product."""

    __tablename__ = "checklists"

    id: Mapped[int] = key()
    code: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    trade: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)
    requires_training: Mapped[bool] = mapped_column(default=False)
    wordings: Mapped[str] = mapped_column(default="")  # its title in other languages
    versions: Mapped[list[ChecklistVersion]] = relationship(
        default_factory=list, order_by=ChecklistVersion.number, back_populates="checklist"
    )

    @property
    def effective(self) -> ChecklistVersion | None:
        """The version in force, if there is one."""
        return next((v for v in self.versions if v.status is VersionStatus.EFFECTIVE), None)

    @property
    def newest(self) -> ChecklistVersion | None:
        """The version with the highest number."""
        return self.versions[-1] if self.versions else None
