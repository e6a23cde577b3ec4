"""Lists of issued reports: searched in the database, read in windows, the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, aliased, selectinload

from qc_desk.domain.batches import Batch
from qc_desk.domain.parties import Manufacturer
from qc_desk.domain.people import Person
from qc_desk.domain.products import Product
from qc_desk.domain.refusals import NotFound
from qc_desk.domain.reports import Report
from qc_desk.domain.vocabulary import ReportKind, Verdict
from qc_desk.i18n import N_
from qc_desk.services.shop_data import folded


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportRow:
    """An issued report as lists show it."""

    id: int
    number: str
    kind: ReportKind
    batch_id: int
    batch: str
    product: str
    manufacturer: str
    round: int
    language: str
    verdict: Verdict
    issued_at: datetime
    issued_by: str
    replaces: str
    replaced_by: str
    reason: str  # why it was issued again
    sha256: str


def count_reports(session: Session, search: str = "") -> int:
    """Return how many reports mention the words."""
    counted = select(func.count(Report.id)).join(Batch, Batch.id == Report.batch_id)
    return session.scalar(counted.where(*_mentions(session, search))) or 0


def report_ids(
    session: Session, search: str = "", batch_id: int | None = None, limit: int | None = None
) -> list[int]:
    """Return the ids of the reports that mention the words, the newest first."""
    query = select(Report.id).join(Batch, Batch.id == Report.batch_id)
    query = query.where(*_mentions(session, search)).order_by(Report.id.desc())
    if batch_id is not None:
        query = query.where(Report.batch_id == batch_id)
    return list(session.scalars(query.limit(limit)))


def reports_by_id(session: Session, ids: Sequence[int]) -> list[ReportRow]:
    """Return the rows of these reports in the order of the ids; unknown ones are left out."""
    newer, older = aliased(Report), aliased(Report)
    query = (
        select(Report, Batch, Person.name, older.number, newer.number)
        .join(Batch, Batch.id == Report.batch_id)
        .join(Person, Person.id == Report.issued_by_id)
        .outerjoin(older, older.id == Report.replaces_id)
        .outerjoin(newer, newer.replaces_id == Report.id)
        .where(Report.id.in_(ids))
        .options(
            selectinload(Batch.product),
            selectinload(Batch.manufacturer),
        )
    )
    found = {
        report.id: _row(report, batch, name, replaces or "", replaced_by or "")
        for report, batch, name, replaces, replaced_by in session.execute(query)
    }
    return [found[each] for each in ids if each in found]


def report_rows(
    session: Session, search: str = "", batch_id: int | None = None
) -> list[ReportRow]:
    """Return issued reports, the newest first."""
    return reports_by_id(session, report_ids(session, search, batch_id))


def report_row(session: Session, report_id: int) -> ReportRow:
    """Return one issued report."""
    session.get_one(Report, report_id)
    return reports_by_id(session, [report_id])[0]


def report_of_number(session: Session, number: str) -> int:
    """Return the id of the report of this number, in capitals or not (NotFound)."""
    wanted = number.strip().upper()
    found = session.scalars(select(Report.id).where(func.upper(Report.number) == wanted)).first()
    if found is None:
        raise NotFound(kind=N_("report"), name=number)
    return found


def _row(report: Report, batch: Batch, issued_by: str, replaces: str, newer: str) -> ReportRow:
    return ReportRow(
        id=report.id,
        number=report.number,
        kind=report.kind,
        batch_id=batch.id,
        batch=batch.number,
        product=batch.product.name,
        manufacturer=batch.manufacturer.name,
        round=report.round,
        language=report.language,
        verdict=report.verdict,
        issued_at=report.issued_at,
        issued_by=issued_by,
        replaces=replaces,
        replaced_by=newer,
        reason=report.reason,
        sha256=report.sha256,
    )


def _mentions(session: Session, search: str) -> list[ColumnElement[bool]]:
    """Reports whose number, batch, product or manufacturer holds the words, in any case.

    Products and manufacturers are few and are compared here: SQLite folds only ASCII letters.
    """
    wanted = folded(search.strip())
    if not wanted:
        return []
    products = [
        each
        for each, code, name in session.execute(select(Product.id, Product.code, Product.name))
        if wanted in folded(f"{code} {name}")
    ]
    makers = [
        each
        for each, name in session.execute(select(Manufacturer.id, Manufacturer.name))
        if wanted in folded(name)
    ]
    return [
        or_(
            func.lower(Report.number).contains(wanted, autoescape=True),
            Batch.folded.contains(wanted, autoescape=True),
            Batch.product_id.in_(products),
            Batch.manufacturer_id.in_(makers),
        )
    ]
