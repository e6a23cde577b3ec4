"""Which version of each checklist every site checks by, and which open checks are behind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, case, func, select
from sqlalchemy.orm import Session, aliased

from qc_desk.domain.batches import Batch
from qc_desk.domain.checklists import Checklist, ChecklistVersion
from qc_desk.domain.inspections import Inspection
from qc_desk.domain.organisations import Site
from qc_desk.domain.people import MAY_INSPECT, Person
from qc_desk.domain.products import Product
from qc_desk.domain.training_words import Document
from qc_desk.domain.vocabulary import InspectionStatus, Seat, VersionStatus
from qc_desk.services.shop_texts import spoken_words
from qc_desk.services.training_matrix import training_matrix

RECENT = timedelta(days=90)


@dataclass(frozen=True, kw_only=True, slots=True)
class UseRow:
    """A version of a checklist as a site uses it."""

    id: int  # of the row, in this list
    checklist_id: int
    code: str
    title: str
    site_id: int
    site: str
    number: int
    effective: int | None  # the version in force now
    open: int  # checks that are not finished
    recent: int  # checks that were begun in the last 90 days
    last: datetime  # when the last one was begun

    @property
    def behind(self) -> bool:
        """Whether a newer version is in force."""
        return self.effective is not None and self.number < self.effective


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenCheckUse:
    """A check that is not finished, and the version it is pinned to."""

    id: int  # the inspection's
    batch_id: int
    batch: str
    product: str
    site_id: int
    site: str
    seat: Seat
    inspector: str
    checklist_id: int
    code: str
    title: str
    number: int
    effective: int | None
    opened_at: datetime

    @property
    def behind(self) -> bool:
        """Whether a newer version is in force."""
        return self.effective is not None and self.number < self.effective


def versions_in_use(session: Session, at: datetime) -> list[UseRow]:
    """Return each version that a site used lately or is checking by, by checklist and site."""
    used = _used(at)
    effective = aliased(ChecklistVersion)
    found = session.execute(
        select(
            Checklist.id,
            Checklist.code,
            Checklist.title,
            Checklist.wordings,
            Site.id,
            Site.name,
            ChecklistVersion.number,
            effective.number,
            used.c.open,
            used.c.recent,
            used.c.last,
        )
        .join(ChecklistVersion, ChecklistVersion.checklist_id == Checklist.id)
        .join(used, used.c.version_id == ChecklistVersion.id)
        .join(Site, Site.id == used.c.site_id)
        .outerjoin(
            effective,
            (effective.checklist_id == Checklist.id)
            & (effective.status == VersionStatus.EFFECTIVE),
        )
        .order_by(Checklist.title, Site.name, ChecklistVersion.number.desc())
    )
    return list(_rows(found))


def _used(at: datetime) -> Any:
    """Select how often each version is used at each site: a single pass over the inspections."""
    is_open = Inspection.status == InspectionStatus.OPEN
    is_recent = Inspection.opened_at >= at - RECENT
    return (
        select(
            Inspection.version_id,
            Batch.site_id,
            func.sum(case((is_open, 1), else_=0)).label("open"),
            func.sum(case((is_recent, 1), else_=0)).label("recent"),
            func.max(Inspection.opened_at).label("last"),
        )
        .join(Batch, Batch.id == Inspection.batch_id)
        .where(Inspection.status != InspectionStatus.WITHDRAWN, is_open | is_recent)
        .group_by(Inspection.version_id, Batch.site_id)
        .subquery()
    )


def _rows(found: Iterable[Row[*tuple[Any, ...]]]) -> Iterable[UseRow]:
    for number, row in enumerate(found, start=1):
        yield UseRow(
            id=number,
            checklist_id=row[0],
            code=row[1],
            title=spoken_words(row[2], row[3], "title"),
            site_id=row[4],
            site=row[5],
            number=row[6],
            effective=row[7],
            open=int(row[8]),
            recent=int(row[9]),
            last=row[10],
        )


def open_checks_in_use(session: Session) -> list[OpenCheckUse]:
    """Return every check that is not finished with its version, those behind first."""
    effective = aliased(ChecklistVersion)
    found = session.execute(
        select(
            Inspection.id,
            Batch.id,
            Batch.number,
            Product.name,
            Site.id,
            Site.name,
            Inspection.seat,
            Person.name,
            Checklist.id,
            Checklist.code,
            Checklist.title,
            Checklist.wordings,
            ChecklistVersion.number,
            effective.number,
            Inspection.opened_at,
        )
        .join(Batch, Batch.id == Inspection.batch_id)
        .join(Product, Product.id == Batch.product_id)
        .join(Site, Site.id == Batch.site_id)
        .join(Person, Person.id == Inspection.inspector_id)
        .join(ChecklistVersion, ChecklistVersion.id == Inspection.version_id)
        .join(Checklist, Checklist.id == ChecklistVersion.checklist_id)
        .outerjoin(
            effective,
            (effective.checklist_id == Checklist.id)
            & (effective.status == VersionStatus.EFFECTIVE),
        )
        .where(Inspection.status == InspectionStatus.OPEN)
        .order_by(Inspection.opened_at, Inspection.id)
    )
    rows = [
        OpenCheckUse(
            id=row[0],
            batch_id=row[1],
            batch=row[2],
            product=row[3],
            site_id=row[4],
            site=row[5],
            seat=row[6],
            inspector=row[7],
            checklist_id=row[8],
            code=row[9],
            title=spoken_words(row[10], row[11], "title"),
            number=row[12],
            effective=row[13],
            opened_at=row[14],
        )
        for row in found
    ]
    return sorted(rows, key=lambda row: not row.behind)


@dataclass(frozen=True, kw_only=True, slots=True)
class ProcedureUse:
    """How many people of a site are trained on the version of a procedure that is in force."""

    procedure_id: int
    code: str
    title: str
    site_id: int
    site: str
    number: int
    trained: int
    people: int


def procedures_in_use(session: Session) -> list[ProcedureUse]:
    """Return each procedure in force at each site: a site uses what its people are trained on."""
    matrix = training_matrix(session)
    people = {each.id: session.get_one(Person, each.id) for each in matrix.people}
    sites = session.scalars(select(Site).where(Site.retired_at.is_(None)).order_by(Site.name))
    places = [(site, [p for p in people.values() if p.holds(MAY_INSPECT, site)]) for site in sites]
    return [
        ProcedureUse(
            procedure_id=subject.document_id,
            code=subject.code,
            title=subject.title,
            site_id=site.id,
            site=site.name,
            number=subject.number,
            trained=sum(matrix.is_trained(person.id, subject) for person in here),
            people=len(here),
        )
        for subject in matrix.subjects
        if subject.subject.document is Document.PROCEDURE
        for site, here in places
    ]
