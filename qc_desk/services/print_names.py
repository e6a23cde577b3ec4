"""What is printed, as people name it on the command line: a code, a batch, a login."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from qc_desk.domain.checklists import Checklist
from qc_desk.domain.procedures import Procedure
from qc_desk.domain.refusals import NotFound
from qc_desk.domain.training_words import Document
from qc_desk.i18n import N_
from qc_desk.services.shop_data import folded
from qc_desk.services.trainings import Subject

Found = TypeVar("Found", Checklist, Procedure)


class _Version(Protocol):
    """A version of either document."""

    @property
    def id(self) -> int:
        """Its number in the record."""

    @property
    def number(self) -> int:
        """Its number among the versions."""


def procedure_named(session: Session, code: str, number: int | None = None) -> int:
    """Return the id of a version of a procedure: the one in force, or by number (NotFound)."""
    found = _coded(session, Procedure, Procedure.code, code)
    if found is None:
        raise NotFound(kind=N_("procedure"), name=code)
    return _picked(found.versions, found.effective, number, N_("procedure version"))


def checklist_named(session: Session, code: str, number: int | None = None) -> int:
    """Return the id of a version of a checklist: the one in force, or by number (NotFound)."""
    found = _coded(session, Checklist, Checklist.code, code)
    if found is None:
        raise NotFound(kind=N_("checklist"), name=code)
    return _picked(found.versions, found.effective, number, N_("checklist version"))


def subject_named(session: Session, code: str) -> Subject:
    """Return the version in force of the checklist or procedure of this code (NotFound)."""
    if _coded(session, Checklist, Checklist.code, code) is not None:
        return Subject(document=Document.CHECKLIST, version_id=checklist_named(session, code))
    return Subject(document=Document.PROCEDURE, version_id=procedure_named(session, code))


def _coded(
    session: Session, kind: type[Found], column: "InstrumentedAttribute[str]", code: str
) -> Found | None:
    wanted = folded(code.strip())
    for row_id, held in session.execute(select(kind.id, column)):
        if folded(held) == wanted:
            return session.get_one(kind, row_id)
    return None


def _picked(
    versions: Sequence[_Version], effective: _Version | None, number: int | None, kind: str
) -> int:
    """Return a version: by number, else the one in force, else the newest."""
    if number is None:
        wanted = effective or (versions[-1] if versions else None)
    else:
        wanted = next((each for each in versions if each.number == number), None)
    if wanted is None:
        raise NotFound(kind=kind, name=number or 0)
    return wanted.id
