"""Lists of issued reports: filtered and searched in the database, read in windows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Executable, Row, Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from qc_desk.domain.batches import Batch
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.corrective_actions import CorrectiveAction
from qc_desk.domain.organisation_signatures import SignedCopy
from qc_desk.domain.organisations import Site
from qc_desk.domain.parties import Customer, Manufacturer
from qc_desk.domain.people import Person
from qc_desk.domain.problems import Problem
from qc_desk.domain.products import Product
from qc_desk.domain.refusals import NotFound
from qc_desk.domain.reports import Report, Withdrawal
from qc_desk.domain.vocabulary import ReportKind, ReportState, Verdict
from qc_desk.domain.wordings import kept
from qc_desk.i18n import N_, format_date
from qc_desk.services.shop_data import folded
from qc_desk.services.shop_texts import product_name


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportFilter:
    """Which reports are wanted; what is left empty does not matter."""

    search: str = ""
    kind: ReportKind | None = None
    site_id: int | None = None
    manufacturer_id: int | None = None
    issued_from: datetime | None = None
    issued_before: datetime | None = None
    state: ReportState | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportRow:
    """An issued report as lists show it."""

    id: int
    number: str
    kind: ReportKind
    site: str
    batch_id: int | None
    batch: str
    product: str
    manufacturer: str
    customer: str
    problem: str
    complaint: str
    action: str
    begins_on: date | None
    ends_on: date | None
    round: int | None
    language: str
    verdict: Verdict | None
    issued_at: datetime
    issued_by: str
    replaces: str
    replaced_by: str
    reason: str  # why it was issued again
    withdrawn_at: datetime | None
    withdrawn_by: str
    withdrawn_why: str
    sha256: str
    is_signed: bool = False  # by the organisation, behind the issued bytes

    @property
    def about(self) -> str:
        """What it is about, in a word: a batch, a complaint, an action, a problem, some days."""
        if self.begins_on is not None and self.ends_on is not None:
            return f"{format_date(self.begins_on)} – {format_date(self.ends_on)}"
        return self.batch or self.complaint or self.action or self.problem

    @property
    def state(self) -> ReportState:
        """Whether it holds."""
        if self.withdrawn_at is not None:
            return ReportState.WITHDRAWN
        return ReportState.REPLACED if self.replaced_by else ReportState.IN_FORCE


EVERYTHING = ReportFilter()


def count_reports(session: Session, wanted: ReportFilter = EVERYTHING) -> int:
    """Return how many reports are wanted."""
    return session.scalar(_wanted(session, wanted, select(func.count(Report.id)))) or 0


def report_ids(
    session: Session,
    wanted: ReportFilter = EVERYTHING,
    batch_id: int | None = None,
    limit: int | None = None,
) -> list[int]:
    """Return the ids of the wanted reports, the newest first."""
    query = _wanted(session, wanted, select(Report.id)).order_by(Report.id.desc())
    if batch_id is not None:
        query = query.where(Report.batch_id == batch_id)
    return list(session.scalars(query.limit(limit)))


def reports_by_id(session: Session, ids: Sequence[int], language: str = "") -> list[ReportRow]:
    """Return the rows of these reports in the order of the ids; unknown ones are left out.

    Products have their name in the language that is asked for, where it was entered in it.
    """
    found = {each[0].id: _row(each, language) for each in session.execute(_rows(ids))}
    return [found[each] for each in ids if each in found]


def _rows(ids: Sequence[int]) -> Executable:
    """Return what asks for reports with the names of everything they are about."""
    newer, older, withdrawer = aliased(Report), aliased(Report), aliased(Person)
    return (
        select(
            Report,
            Site.name.label("site"),
            Person.name.label("issued_by"),
            Batch.number.label("batch"),
            Product.name.label("product"),
            Product.wordings.label("product_wordings"),
            Manufacturer.name.label("manufacturer"),
            Customer.name.label("customer"),
            Problem.number.label("problem"),
            Complaint.number.label("complaint"),
            CorrectiveAction.number.label("action"),
            older.number.label("replaces"),
            newer.number.label("replaced_by"),
            Withdrawal.at.label("withdrawn_at"),
            Withdrawal.reason.label("withdrawn_why"),
            withdrawer.name.label("withdrawn_by"),
            SignedCopy.id.label("signed_copy"),
        )
        .join(Site, Site.id == Report.site_id)
        .join(Person, Person.id == Report.issued_by_id)
        .outerjoin(Batch, Batch.id == Report.batch_id)
        .outerjoin(Product, Product.id == Batch.product_id)
        .outerjoin(Manufacturer, Manufacturer.id == Report.manufacturer_id)
        .outerjoin(Customer, Customer.id == Report.customer_id)
        .outerjoin(Problem, Problem.id == Report.problem_id)
        .outerjoin(Complaint, Complaint.id == Report.complaint_id)
        .outerjoin(CorrectiveAction, CorrectiveAction.id == Report.corrective_action_id)
        .outerjoin(older, older.id == Report.replaces_id)
        .outerjoin(newer, newer.replaces_id == Report.id)
        .outerjoin(Withdrawal, Withdrawal.report_id == Report.id)
        .outerjoin(withdrawer, withdrawer.id == Withdrawal.by_id)
        .outerjoin(SignedCopy, SignedCopy.report_id == Report.id)
        .where(Report.id.in_(ids))
    )


def report_rows(
    session: Session, search: str = "", batch_id: int | None = None
) -> list[ReportRow]:
    """Return issued reports, the newest first."""
    return reports_by_id(session, report_ids(session, ReportFilter(search=search), batch_id))


def report_row(session: Session, report_id: int, language: str = "") -> ReportRow:
    """Return one issued report."""
    session.get_one(Report, report_id)
    return reports_by_id(session, [report_id], language)[0]


def report_of_number(session: Session, number: str) -> int:
    """Return the id of the report of this number, in capitals or not (NotFound)."""
    wanted = number.strip().upper()
    found = session.scalars(select(Report.id).where(func.upper(Report.number) == wanted)).first()
    if found is None:
        raise NotFound(kind=N_("report"), name=number)
    return found


def _row(found: Row[Any], language: str) -> ReportRow:
    report: Report = found[0]
    return ReportRow(
        id=report.id,
        number=report.number,
        kind=report.kind,
        site=found.site,
        batch_id=report.batch_id,
        batch=found.batch or "",
        product=product_name(found.product or "", found.product_wordings or "", language),
        manufacturer=found.manufacturer or "",
        customer=found.customer or "",
        problem=_named("PR", found.problem),
        complaint=_named("C", found.complaint),
        action=_named("CA", found.action),
        begins_on=report.begins_on,
        ends_on=report.ends_on,
        round=report.round,
        language=report.language,
        verdict=report.verdict,
        issued_at=report.issued_at,
        issued_by=found.issued_by,
        replaces=found.replaces or "",
        replaced_by=found.replaced_by or "",
        reason=report.reason,
        withdrawn_at=found.withdrawn_at,
        withdrawn_by=found.withdrawn_by or "",
        withdrawn_why=found.withdrawn_why or "",
        sha256=report.sha256,
        is_signed=found.signed_copy is not None,
    )


def _named(prefix: str, number: int | None) -> str:
    """Return a number as people say it."""
    return f"{prefix}-{number}" if number is not None else ""


def _wanted(
    session: Session, wanted: ReportFilter, query: Select[tuple[int]]
) -> Select[tuple[int]]:
    """Return a query for the wanted reports only."""
    equal = (
        (Report.kind, wanted.kind),
        (Report.site_id, wanted.site_id),
        (Report.manufacturer_id, wanted.manufacturer_id),
    )
    query = query.where(*(column == value for column, value in equal if value is not None))
    if wanted.issued_from is not None:
        query = query.where(Report.issued_at >= wanted.issued_from)
    if wanted.issued_before is not None:
        query = query.where(Report.issued_at < wanted.issued_before)
    if wanted.state is not None:
        query = query.where(_in_state(wanted.state))
    return query.outerjoin(Batch, Batch.id == Report.batch_id).where(
        *_mentions(session, wanted.search)
    )


def _in_state(state: ReportState) -> ColumnElement[bool]:
    newer = aliased(Report)
    replaced = select(newer.id).where(newer.replaces_id == Report.id).exists()
    withdrawn = select(Withdrawal.id).where(Withdrawal.report_id == Report.id).exists()
    return {
        ReportState.IN_FORCE: ~withdrawn & ~replaced,
        ReportState.REPLACED: ~withdrawn & replaced,
        ReportState.WITHDRAWN: withdrawn,
    }[state]


def _mentions(session: Session, search: str) -> list[ColumnElement[bool]]:
    """Reports that hold the words: number, batch, whom it concerns, or what stands on them.

    Products and manufacturers are few and are compared here: SQLite folds only ASCII letters.
    """
    words = folded(search.strip())
    if not words:
        return []
    products = [
        each
        for each, code, name, others in session.execute(
            select(Product.id, Product.code, Product.name, Product.wordings)
        )
        if words in folded(" ".join((code, name, *(one.words for one in kept(others)))))
    ]
    makers = [
        each
        for each, name in session.execute(select(Manufacturer.id, Manufacturer.name))
        if words in folded(name)
    ]
    return [
        or_(
            func.lower(Report.number).contains(words, autoescape=True),
            Batch.folded.contains(words, autoescape=True),
            Batch.product_id.in_(products),
            Report.manufacturer_id.in_(makers),
            Report.words.contains(words, autoescape=True),
        )
    ]
