"""Who was trained on which version: noted by a lead, confirmed by the person, never changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain import texts
from qc_desk.domain.checklists import Checklist, ChecklistVersion
from qc_desk.domain.people import MAY_LEAD, Person
from qc_desk.domain.procedures import Procedure, ProcedureVersion
from qc_desk.domain.refusals import DraftNotTrained, NotFound, PersonRetired, ReasonNeeded
from qc_desk.domain.training import Training
from qc_desk.domain.training_words import Document, TrainingKind
from qc_desk.domain.vocabulary import VersionStatus
from qc_desk.i18n import N_
from qc_desk.services.acts import acting
from qc_desk.services.checklist_lists import ChecklistRow, row_of
from qc_desk.services.shop_data import as_seen, keep, leading


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """What one is trained on: a version of a checklist or of a procedure."""

    document: Document
    version_id: int

    @property
    def column(self) -> dict[str, int]:
        """The column of a training that points at it."""
        return {f"{self.document.value}_version_id": self.version_id}


def note_training(
    session: Session,
    subject: Subject,
    person_ids: Sequence[int],
    by: int,
    at: datetime,
    words: str = "",
) -> int:
    """Note that people were trained on a version; returns how many were noted anew.

    Who trains oneself says why. Raises NotAllowed, PersonRetired, DraftNotTrained, ReasonNeeded.
    """
    leading(session, "training.note", by, at, MAY_LEAD)
    _must_be_published(session, subject)
    held = _held(session, subject, TrainingKind.TRAINED)
    said = texts.text(words, N_("note"), 2000)
    noted = 0
    for person_id in dict.fromkeys(person_ids):
        if person_id in held:
            continue
        _must_be_active(session, person_id)
        if person_id == by and not said:
            raise ReasonNeeded
        session.add(
            Training(
                kind=TrainingKind.TRAINED,
                person_id=person_id,
                by_id=by,
                at=at,
                words=said,
                **subject.column,
            )
        )
        noted += 1
    session.flush()
    return noted


def confirm_understood(session: Session, subject: Subject, by: int, at: datetime) -> bool:
    """Write down that the person has read a version and understood it; False when that stood."""
    acting(session, "training.understood", by, at)
    _must_be_published(session, subject)
    if by in _held(session, subject, TrainingKind.UNDERSTOOD):
        return False
    session.add(
        Training(
            kind=TrainingKind.UNDERSTOOD, person_id=by, by_id=by, at=at, words="", **subject.column
        )
    )
    session.flush()
    return True


def ask_for_training(
    session: Session, seen: ChecklistRow, by: int, at: datetime, *, asked: bool
) -> ChecklistRow:
    """Let only trained people check by a checklist, or let everybody again."""
    leading(session, "checklist.ask_for_training", by, at)
    found = as_seen(session, Checklist, seen, row_of, seen.title)
    found.requires_training = asked
    return row_of(keep(session, found, found.code, N_("checklist")))


def _must_be_published(session: Session, subject: Subject) -> None:
    """Refuse training on what does not exist or may still change."""
    status, title = _standing(session, subject)
    if status is VersionStatus.DRAFT:
        raise DraftNotTrained(title=title)


def _standing(session: Session, subject: Subject) -> tuple[VersionStatus, str]:
    if subject.document is Document.CHECKLIST:
        wanted = select(ChecklistVersion.status, Checklist.title).join(ChecklistVersion.checklist)
        found = session.execute(wanted.where(ChecklistVersion.id == subject.version_id)).first()
    else:
        wanted = select(ProcedureVersion.status, Procedure.title).join(ProcedureVersion.procedure)
        found = session.execute(wanted.where(ProcedureVersion.id == subject.version_id)).first()
    if found is None:
        raise NotFound(kind=subject.document.message, name=subject.version_id)
    return found[0], found[1]


def _held(session: Session, subject: Subject, kind: TrainingKind) -> set[int]:
    """Return who has this statement about the version already."""
    wanted = select(Training.person_id).filter_by(kind=kind, **subject.column)
    return set(session.scalars(wanted))


def _must_be_active(session: Session, person_id: int) -> None:
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound(kind=N_("person"), name=person_id)
    if person.retired_at is not None:
        raise PersonRetired(person=person.name)
