"""The step of a procedure that a check item names: looked up, checked, and shown in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain.checklists import ChecklistVersion
from qc_desk.domain.item_rules import ItemProblem
from qc_desk.domain.procedures import Procedure, ProcedureStep, ProcedureVersion
from qc_desk.domain.refusals import ChecklistNotReady, NotFound
from qc_desk.domain.vocabulary import VersionStatus
from qc_desk.i18n import N_, _, alphabetical
from qc_desk.services.procedure_lists import ProcedureVersionRow, StepRow, procedure_version


class Linking(Protocol):
    """Whatever names a step of a procedure: an item that is entered, read or kept."""

    @property
    def procedure(self) -> str:
        """The code of the procedure; empty for none."""

    @property
    def procedure_step(self) -> int | None:
        """The number of the step."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkableProcedure:
    """A procedure whose steps an item can name: those of the version in force."""

    code: str
    title: str
    retired: bool
    steps: tuple[str, ...]  # what to do, in their order; none where no version is in force

    def problem(self, step: int | None) -> tuple[str, str] | None:
        """Return field and sentence where an item cannot name this step."""
        facts = {"code": self.code, "step": step, "count": len(self.steps)}
        if self.retired:
            return "procedure", _("procedure “{code}” is retired.").format(**facts)
        if not self.steps:
            said = _("procedure “{code}” has no version in force yet.")
            return "procedure", said.format(**facts)
        if step is not None and step > len(self.steps):
            said = _("procedure “{code}” has no step {step}; its version in force has {count}.")
            return "procedure_step", said.format(**facts)
        return None


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkedStep:
    """What an inspector reads at an item: the step as it is in force now."""

    procedure: ProcedureVersionRow
    number: int
    step: StepRow | None  # None where the version in force has fewer steps by now


def linkable_procedures(session: Session) -> dict[str, LinkableProcedure]:
    """Return every procedure by its code in small letters, in the order of their titles."""
    wanted = (
        select(Procedure.code, Procedure.title, Procedure.retired_at, ProcedureStep.instruction)
        .outerjoin(
            ProcedureVersion,
            (ProcedureVersion.procedure_id == Procedure.id)
            & (ProcedureVersion.status == VersionStatus.EFFECTIVE),
        )
        .outerjoin(ProcedureStep, ProcedureStep.version_id == ProcedureVersion.id)
        .order_by(Procedure.id, ProcedureStep.position)
    )
    facts: dict[str, tuple[str, bool]] = {}
    steps: dict[str, list[str]] = {}
    for code, title, retired_at, instruction in session.execute(wanted):
        facts[code] = title, retired_at is not None
        told: str | None = instruction  # none where no version is in force
        steps.setdefault(code, []).extend([told] if told is not None else [])
    found = [
        LinkableProcedure(code=code, title=title, retired=retired, steps=tuple(steps[code]))
        for code, (title, retired) in facts.items()
    ]
    found.sort(key=lambda each: alphabetical(each.title))
    return {each.code.casefold(): each for each in found}


def step_problems(session: Session, items: Iterable[Linking]) -> list[ItemProblem]:
    """Return which items name a procedure that is retired or unknown, or a step it has not."""
    named = [(place, item) for place, item in enumerate(items) if item.procedure]
    known = linkable_procedures(session) if named else {}
    found = []
    for place, item in named:
        procedure = known.get(item.procedure.casefold())
        if procedure is None:
            why = _("there is no procedure “{code}”.").format(code=item.procedure)
            found.append(ItemProblem(item=place, field="procedure", why=why))
        elif problem := procedure.problem(item.procedure_step):
            found.append(ItemProblem(item=place, field=problem[0], why=problem[1]))
    return found


def must_have_steps(session: Session, version: ChecklistVersion) -> None:
    """Refuse to put a version in force whose items name what is gone; raises ChecklistNotReady."""
    linked = [_Kept(each.procedure_code or "", each.procedure_step) for each in version.items]
    problems = step_problems(session, linked)
    if problems:
        said = tuple(each.sentence(version.items[each.item].code) for each in problems)
        raise ChecklistNotReady(checklist=version.checklist.title, problems=said)


@dataclass(frozen=True, slots=True)
class _Kept:
    procedure: str
    procedure_step: int | None


def code_as_kept(session: Session, code: str) -> str | None:
    """Return the code of a procedure as the record writes it; None for an empty one."""
    if not code:
        return None
    wanted = select(Procedure.code)
    return next(
        (each for each in session.scalars(wanted) if each.casefold() == code.casefold()), code
    )


def linked_step(session: Session, code: str, number: int) -> LinkedStep:
    """Return a step of the version in force; raises NotFound where there is no such version."""
    wanted = (
        select(ProcedureVersion.id)
        .join(Procedure, Procedure.id == ProcedureVersion.procedure_id)
        .where(
            Procedure.code == code,
            ProcedureVersion.status == VersionStatus.EFFECTIVE,
        )
    )
    version_id = session.scalar(wanted)
    if version_id is None:
        raise NotFound(kind=N_("procedure"), name=code)
    version = procedure_version(session, version_id)
    step = version.steps[number - 1] if number <= len(version.steps) else None
    return LinkedStep(procedure=version, number=number, step=step)
