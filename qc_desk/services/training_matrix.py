"""The training matrix: people on one side, checklists and procedures on the other."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, lazyload, selectinload

from qc_desk.domain.checklists import Checklist, ChecklistVersion
from qc_desk.domain.people import MAY_INSPECT, Person
from qc_desk.domain.procedures import Procedure, ProcedureVersion
from qc_desk.domain.training import Training
from qc_desk.domain.training_words import Document, TrainingKind
from qc_desk.domain.vocabulary import VersionStatus
from qc_desk.i18n import alphabetical
from qc_desk.services.shop_texts import spoken_title
from qc_desk.services.trainings import Subject


class Standing(Enum):
    """Where a person stands with a checklist or procedure."""

    NONE = "none"
    OUTDATED = "outdated"  # whole on an older version: to be trained again
    TO_NOTE = "to_note"  # understood, but nobody has noted the training
    TO_CONFIRM = "to_confirm"  # trained, but not confirmed
    TRAINED = "trained"


@dataclass(frozen=True, kw_only=True, slots=True)
class SubjectRow:
    """A checklist or procedure in force that people are trained on."""

    subject: Subject
    document_id: int
    code: str
    title: str
    number: int
    required: bool  # nobody takes a seat without it


@dataclass(frozen=True, kw_only=True, slots=True)
class LearnerRow:
    """A person who works here."""

    id: int
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TrainingCell:
    """How a person stands with a subject, and the words behind it."""

    standing: Standing
    last_number: int | None  # the newest version that the person was whole on
    trained_by: str
    trained_at: datetime | None
    understood_at: datetime | None
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Matrix:
    """Who stands where; every person and subject has a cell."""

    people: tuple[LearnerRow, ...]
    subjects: tuple[SubjectRow, ...]
    cells: Mapping[tuple[int, Subject], TrainingCell]

    def is_trained(self, person_id: int, row: SubjectRow) -> bool:
        """Whether a person was trained on a version in force, and has confirmed it."""
        return self.cells[person_id, row.subject].standing is Standing.TRAINED

    def to_train_again(self) -> list[tuple[LearnerRow, SubjectRow]]:
        """Return who was trained on an older version of what, and must be trained again."""
        return [
            (person, row)
            for row in self.subjects
            for person in self.people
            if self.cells[person.id, row.subject].standing is Standing.OUTDATED
        ]

    def to_confirm(self, person_id: int) -> list[SubjectRow]:
        """Return what a person was trained on and has not confirmed."""
        return [
            row
            for row in self.subjects
            if (person_id, row.subject) in self.cells
            and self.cells[person_id, row.subject].standing is Standing.TO_CONFIRM
        ]


class _Said(NamedTuple):
    """What one training record says."""

    kind: TrainingKind
    person_id: int
    checklist_version_id: int | None
    procedure_version_id: int | None
    by_id: int
    at: datetime
    words: str

    @property
    def version(self) -> int:
        """The version that it is about, as ``_version`` numbers them."""
        return self.checklist_version_id or -(self.procedure_version_id or 0)


_COLUMNS = (
    Training.kind,
    Training.person_id,
    Training.checklist_version_id,
    Training.procedure_version_id,
    Training.by_id,
    Training.at,
    Training.words,
)


def training_matrix(session: Session) -> Matrix:
    """Return how everybody who works here stands with everything that is in force."""
    people = _people(session)
    subjects, numbers, documents = _subjects(session)
    names: dict[int, str] = {each.id: each.name for each in session.scalars(select(Person))}
    said: dict[tuple[int, int], dict[TrainingKind, _Said]] = defaultdict(dict)
    for row in session.execute(select(*_COLUMNS).order_by(Training.id)):
        each = _Said(*row)
        said[each.person_id, each.version][each.kind] = each
    published = {_version(subject): subject for subject in documents}
    whole: dict[tuple[int, Document, int], int] = {}
    for (person_id, version), kinds in said.items():
        if len(kinds) == len(TrainingKind) and version in published:
            subject = published[version]
            key = (person_id, subject.document, documents[subject])
            whole[key] = max(whole.get(key, 0), numbers[subject])
    cells = {
        (person.id, row.subject): _cell(
            said.get((person.id, version), {}),
            whole.get((person.id, row.subject.document, row.document_id)),
            names,
        )
        for row in subjects
        for version in [_version(row.subject)]
        for person in people
    }
    return Matrix(people=people, subjects=subjects, cells=cells)


def _people(session: Session) -> tuple[LearnerRow, ...]:
    """Return everybody who may check somewhere, in the order of the alphabet."""
    found = session.scalars(select(Person).where(Person.retired_at.is_(None)))
    rows = [LearnerRow(id=p.id, name=p.name) for p in found if p.holds_somewhere(MAY_INSPECT)]
    return tuple(sorted(rows, key=lambda row: (alphabetical(row.name), row.id)))


def _subjects(
    session: Session,
) -> tuple[tuple[SubjectRow, ...], dict[Subject, int], dict[Subject, int]]:
    """Return what is in force; and of every version ever published its number and document."""
    rows: list[SubjectRow] = []
    numbers: dict[Subject, int] = {}
    documents: dict[Subject, int] = {}
    for document, found in _documents(session):
        for version in found.versions:
            if version.status is VersionStatus.DRAFT:
                continue
            subject = Subject(document=document, version_id=version.id)
            numbers[subject], documents[subject] = version.number, found.id
            if version.status is VersionStatus.EFFECTIVE and found.retired_at is None:
                rows.append(_subject_row(subject, found, version.number))
    rows.sort(key=lambda row: (row.subject.document.value, alphabetical(row.title)))
    return tuple(rows), numbers, documents


def _documents(session: Session) -> Iterable[tuple[Document, Checklist | Procedure]]:
    checklists = select(Checklist).options(
        selectinload(Checklist.versions).options(lazyload(ChecklistVersion.items))
    )
    procedures = select(Procedure).options(
        selectinload(Procedure.versions).options(lazyload(ProcedureVersion.steps))
    )
    yield from ((Document.CHECKLIST, found) for found in session.scalars(checklists))
    yield from ((Document.PROCEDURE, found) for found in session.scalars(procedures))


def _subject_row(subject: Subject, found: Checklist | Procedure, number: int) -> SubjectRow:
    return SubjectRow(
        subject=subject,
        document_id=found.id,
        code=found.code,
        title=spoken_title(found),
        number=number,
        required=isinstance(found, Checklist) and found.requires_training,
    )


def _version(subject: Subject) -> int:
    """Return a number for a version: that of its row, below 0 where it is a procedure's."""
    return subject.version_id if subject.document is Document.CHECKLIST else -subject.version_id


def _cell(
    said: Mapping[TrainingKind, _Said], last: int | None, names: Mapping[int, str]
) -> TrainingCell:
    trained, understood = said.get(TrainingKind.TRAINED), said.get(TrainingKind.UNDERSTOOD)
    if trained and understood:
        standing = Standing.TRAINED
    elif trained:
        standing = Standing.TO_CONFIRM
    elif understood:
        standing = Standing.TO_NOTE
    else:
        standing = Standing.OUTDATED if last is not None else Standing.NONE
    return TrainingCell(
        standing=standing,
        last_number=last,
        trained_by=names[trained.by_id] if trained else "",
        trained_at=trained.at if trained else None,
        understood_at=understood.at if understood else None,
        words=trained.words if trained else "",
    )
