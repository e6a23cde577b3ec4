"""How many units a checklist asks for, and how many may fail, for each class of nonconformity."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from qc_desk.domain import iso2859
from qc_desk.domain.refusals import FieldNeeded
from qc_desk.domain.sampling_words import Level, SamplingMethod, Strictness
from qc_desk.domain.vocabulary import Severity
from qc_desk.i18n import N_, _, format_decimal, format_integer

BY_STANDARD = (Severity.MAJOR, Severity.MINOR)  # critical accepts none, whatever the lot


@dataclass(frozen=True, kw_only=True, slots=True)
class ClassPlan:
    """What is drawn for one class: n units, accepted with up to ac that fail.

    Without ``ac`` people decide by what was found, as a fixed number and every piece have it.
    """

    severity: Severity
    n: int
    ac: int | None = None
    aql: Decimal | None = None
    strictness: Strictness | None = None
    letter: str = ""

    @property
    def re(self) -> int | None:
        """From how many the lot is not accepted."""
        return None if self.ac is None else self.ac + 1


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanRow(ClassPlan):
    """A frozen plan as it is shown and printed; with what was found once that may be seen."""

    method: SamplingMethod
    edition: str = ""
    level: Level | None = None
    isolated: bool = False
    found: int | None = None
    accepted: bool | None = None  # None: not decided, or people decide

    @property
    def drawn_by(self) -> str:
        """By which rule the sample is drawn, in words."""
        if self.aql is None or self.level is None or self.strictness is None:
            none = _("none are accepted")
            return (
                none if self.severity is Severity.CRITICAL and self.ac == 0 else self.method.label
            )
        aql = _("AQL {aql}").format(aql=format_decimal(self.aql))
        parts = [self.edition, self.level.label, aql, self.strictness.label]
        return ", ".join([*parts, _("isolated lot")] if self.isolated else parts)

    @property
    def numbers(self) -> str:
        """Sample size, acceptance number and rejection number, as the standard writes them."""
        n = f"n {format_integer(self.n)}"
        if self.ac is None or self.re is None:
            return n
        return f"{n} · Ac {format_integer(self.ac)} · Re {format_integer(self.re)}"

    @property
    def came_to(self) -> str:
        """What was found and what that means; empty while it may not be seen."""
        if self.found is None:
            return ""
        found = _("{count} found").format(count=format_integer(self.found))
        if self.accepted is None:
            return found
        return f"{found}: " + (_("accepted") if self.accepted else _("not accepted"))


@dataclass(frozen=True, kw_only=True, slots=True)
class SamplingRule:
    """The sampling of a checklist version."""

    method: SamplingMethod = SamplingMethod.FIXED
    sample_size: int = 1  # of a fixed number, and of zero acceptance
    level: Level | None = None
    aql_major: Decimal | None = None
    aql_minor: Decimal | None = None
    isolated: bool = False  # lots do not come in a series: there is no switching

    @property
    def switches(self) -> bool:
        """Whether lot results switch the inspection of the lots that follow."""
        return self.method is SamplingMethod.ISO_2859 and not self.isolated

    @property
    def edition(self) -> str:
        """The standard that the plans are from, or nothing."""
        return iso2859.EDITION if self.method is SamplingMethod.ISO_2859 else ""

    def aql(self, severity: Severity) -> Decimal | None:
        """The acceptance quality limit of a class."""
        return {Severity.MAJOR: self.aql_major, Severity.MINOR: self.aql_minor}.get(severity)

    def plans(
        self, quantity: int, strictness: Mapping[Severity, Strictness]
    ) -> tuple[ClassPlan, ...]:
        """Return what is drawn from a lot, class by class: critical, major, minor.

        ``strictness`` is what is in force for a class; normal inspection where nothing is said.
        Raises FieldNeeded and FieldInvalid.
        """
        if self.method is SamplingMethod.ISO_2859:
            return self._by_standard(quantity, strictness)
        every = self.method is SamplingMethod.EVERY_PIECE
        n = quantity if every else min(self.sample_size, quantity)
        ac = 0 if self.method is SamplingMethod.ZERO_ACCEPTANCE else None
        return tuple(ClassPlan(severity=severity, n=n, ac=ac) for severity in Severity)

    def _by_standard(
        self, quantity: int, strictness: Mapping[Severity, Strictness]
    ) -> tuple[ClassPlan, ...]:
        plans = [
            self._class_plan(quantity, severity, strictness.get(severity, Strictness.NORMAL))
            for severity in BY_STANDARD
        ]
        largest = max(plan.n for plan in plans)
        return (ClassPlan(severity=Severity.CRITICAL, n=largest, ac=0), *plans)

    def _class_plan(self, quantity: int, severity: Severity, strictness: Strictness) -> ClassPlan:
        level, aql = self.level, self.aql(severity)
        if level is None:
            raise FieldNeeded(field=N_("level"))
        if aql is None:
            raise FieldNeeded(field=N_("AQL"))
        plan = iso2859.for_lot(quantity, level, aql, strictness)
        return ClassPlan(
            severity=severity,
            n=plan.n,
            ac=plan.ac,
            aql=iso2859.preferred(aql),
            strictness=strictness,
            letter=plan.letter,
        )
