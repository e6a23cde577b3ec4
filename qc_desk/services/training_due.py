"""Who has a training to confirm, and who needs a new one: asked without the whole matrix."""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Select, bindparam, exists, select
from sqlalchemy.orm import Session, aliased

from qc_desk.domain.checklists import Checklist, ChecklistVersion
from qc_desk.domain.procedures import Procedure, ProcedureVersion
from qc_desk.domain.training import Training
from qc_desk.domain.training_words import Document, TrainingKind
from qc_desk.domain.vocabulary import VersionStatus
from qc_desk.i18n import alphabetical
from qc_desk.services.staff import StaffRow


class _Manual(NamedTuple):
    """One kind of document that people are trained on, with the columns that tell about it."""

    document: Document
    thing: type[Checklist | Procedure]
    version: type[ChecklistVersion | ProcedureVersion]
    of: str  # the column of a version that says whose version it is
    about: str  # the column of a training that says which version was trained


_MANUALS = (
    _Manual(
        Document.CHECKLIST, Checklist, ChecklistVersion, "checklist_id", "checklist_version_id"
    ),
    _Manual(
        Document.PROCEDURE, Procedure, ProcedureVersion, "procedure_id", "procedure_version_id"
    ),
)


def to_confirm(session: Session, person_id: int) -> list[str]:
    """Return the titles of what a person was trained on and has not confirmed, in their order."""
    found = [
        (manual.document.value, alphabetical(title), title)
        for manual in _MANUALS
        for title in session.scalars(_waiting(manual), {"person_id": person_id})
    ]
    return [title for _document, _order, title in sorted(found)]


def outdated(session: Session, people: Mapping[int, StaffRow]) -> list[int]:
    """Return who was trained on an older version, and has nothing said about the one in force.

    They stand in the order of what they need, and of their names; one who needs several stands
    there several times.
    """
    found = [
        (manual.document.value, alphabetical(title), alphabetical(people[each].name), each)
        for manual in _MANUALS
        for title, each in session.execute(_left_behind(manual))
        if people[each].inspects
    ]
    return [person_id for *_place, person_id in sorted(found)]


@cache  # put together once: that takes longer than to ask it
def _waiting(manual: _Manual) -> Select[Any]:
    """Return a query for the titles that a person has yet to confirm."""
    person_id = bindparam("person_id", type_=BigInteger)
    trained = aliased(Training)
    return (
        _in_force(manual, manual.thing.title)
        .join(trained, getattr(trained, manual.about) == manual.version.id)
        .where(
            trained.person_id == person_id,
            trained.kind == TrainingKind.TRAINED,
            ~_said(manual, manual.version.id, person_id, TrainingKind.UNDERSTOOD),
        )
        .distinct()
    )


@cache
def _left_behind(manual: _Manual) -> Select[Any]:
    """Return a query for the titles and the people who know an older version only."""
    older, trained = aliased(manual.version), aliased(Training)
    return (
        _in_force(manual, manual.thing.title, trained.person_id)
        .join(older, getattr(older, manual.of) == manual.thing.id)
        .join(trained, getattr(trained, manual.about) == older.id)
        .where(
            older.id != manual.version.id,
            older.status != VersionStatus.DRAFT,
            trained.kind == TrainingKind.TRAINED,
            _said(manual, older.id, trained.person_id, TrainingKind.UNDERSTOOD),
            ~_said(manual, manual.version.id, trained.person_id, *TrainingKind),
        )
        .distinct()
    )


def _in_force(manual: _Manual, *columns: Any) -> Select[Any]:
    """Return a query for what people are trained on now."""
    return (
        select(*columns)
        .select_from(manual.version)
        .join(manual.thing, manual.thing.id == getattr(manual.version, manual.of))
        .where(manual.version.status == VersionStatus.EFFECTIVE, manual.thing.retired_at.is_(None))
    )


def _said(
    manual: _Manual, version_id: Any, person_id: Any, *kinds: TrainingKind
) -> ColumnElement[bool]:
    """Whether one of these things was said about a person and a version."""
    other = aliased(Training)
    return exists().where(
        getattr(other, manual.about) == version_id,
        other.person_id == person_id,
        other.kind.in_(kinds),
    )
