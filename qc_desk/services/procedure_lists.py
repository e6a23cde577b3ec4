"""Procedures, their versions and their steps as lists and pages show them."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, lazyload, selectinload

from qc_desk.domain.people import Person
from qc_desk.domain.picture_words import PictureRow
from qc_desk.domain.procedures import Procedure, ProcedureStep, ProcedureVersion
from qc_desk.domain.refusals import NotFound
from qc_desk.domain.vocabulary import VersionStatus
from qc_desk.domain.wordings import Wordings, kept, worded
from qc_desk.i18n import N_
from qc_desk.services.shop_data import in_order


@dataclass(frozen=True, kw_only=True, slots=True)
class ProcedureRow:
    """A procedure as lists show it; numbers are None where there is no such version."""

    id: int
    code: str
    title: str
    retired: bool
    effective_id: int | None
    effective_number: int | None
    newest_id: int | None
    newest_number: int | None
    newest_status: VersionStatus | None
    wordings: Wordings = ()  # the title in other languages

    def title_in(self, language: str) -> str:
        """Return the title in a language; in its own where nobody has entered it."""
        return worded(self.wordings, "title", language) or self.title


@dataclass(frozen=True, kw_only=True, slots=True)
class StepRow:
    """A step as pages and papers show it."""

    id: int
    position: int
    instruction: str
    amount: Decimal | None
    unit: str
    right_when: str
    pictures: tuple[PictureRow, ...] = ()
    wordings: Wordings = ()  # its texts in other languages


@dataclass(frozen=True, kw_only=True, slots=True)
class ProcedureVersionRow:
    """One version of a procedure with everything it says, its steps in their order."""

    id: int
    procedure_id: int
    code: str
    title: str
    number: int
    status: VersionStatus
    language: str
    purpose: str
    drafted_by_id: int
    drafted_by: str
    drafted_at: datetime
    approved_by: str
    approved_at: datetime | None
    alone_reason: str
    digest: str
    steps: tuple[StepRow, ...]
    wordings: Wordings = ()  # title and purpose in other languages


def procedure_rows(
    session: Session, search: str = "", *, retired: bool = False
) -> list[ProcedureRow]:
    """Return procedures in title order; retired ones only when they are asked for too."""
    wanted = select(Procedure).options(
        selectinload(Procedure.versions).options(lazyload(ProcedureVersion.steps))
    )
    if not retired:
        wanted = wanted.where(Procedure.retired_at.is_(None))
    rows = [row_of(found) for found in session.scalars(wanted)]
    return in_order(
        rows, lambda row: (row.title, row.code, *(each.words for each in row.wordings)), search
    )


def row_of(found: Procedure) -> ProcedureRow:
    """Return a procedure as lists show it."""
    effective, newest = found.effective, found.newest
    return ProcedureRow(
        id=found.id,
        code=found.code,
        title=found.title,
        retired=found.retired_at is not None,
        effective_id=effective.id if effective else None,
        effective_number=effective.number if effective else None,
        newest_id=newest.id if newest else None,
        newest_number=newest.number if newest else None,
        newest_status=newest.status if newest else None,
        wordings=kept(found.wordings),
    )


def procedure_version(session: Session, version_id: int) -> ProcedureVersionRow:
    """Return one version with its steps; raises NotFound."""
    found = session.get(ProcedureVersion, version_id)
    if found is None:
        raise NotFound(kind=N_("procedure version"), name=version_id)
    return _version_row(session, found)


def procedure_versions(session: Session, procedure_id: int) -> list[ProcedureVersionRow]:
    """Return the versions of a procedure, the newest first."""
    wanted = (
        select(ProcedureVersion)
        .where(ProcedureVersion.procedure_id == procedure_id)
        .order_by(ProcedureVersion.number.desc())
    )
    return [_version_row(session, found) for found in session.scalars(wanted)]


def _version_row(session: Session, found: ProcedureVersion) -> ProcedureVersionRow:
    approved = session.get(Person, found.approved_by_id) if found.approved_by_id else None
    return ProcedureVersionRow(
        id=found.id,
        procedure_id=found.procedure_id,
        code=found.procedure.code,
        title=found.procedure.title,
        number=found.number,
        status=found.status,
        language=found.language,
        purpose=found.purpose,
        drafted_by_id=found.drafted_by_id,
        drafted_by=session.get_one(Person, found.drafted_by_id).name,
        drafted_at=found.drafted_at,
        approved_by=approved.name if approved else "",
        approved_at=found.approved_at,
        alone_reason=found.alone_reason,
        digest=found.digest,
        steps=tuple(_step_row(step) for step in found.steps),
        wordings=tuple(sorted(kept(found.procedure.wordings) + kept(found.wordings))),
    )


def _step_row(step: ProcedureStep) -> StepRow:
    return StepRow(
        id=step.id,
        position=step.position,
        instruction=step.instruction,
        amount=step.amount,
        unit=step.unit,
        right_when=step.right_when,
        pictures=tuple(each.row for each in step.pictures),
        wordings=kept(step.wordings),
    )
