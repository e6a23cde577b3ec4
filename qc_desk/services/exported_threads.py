"""Problems, corrective actions and reports as tables for other programs."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from qc_desk.domain.batches import Batch
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.corrective_actions import CorrectiveAction
from qc_desk.domain.organisations import Site
from qc_desk.domain.parties import Customer, Manufacturer
from qc_desk.domain.people import Person
from qc_desk.domain.problems import Problem
from qc_desk.domain.products import DefectCode
from qc_desk.domain.reports import Report, Withdrawal
from qc_desk.domain.sightings import Sighting
from qc_desk.i18n import N_
from qc_desk.services.exported_tables import NO_INSPECTION, Export, Found, Selected, cells
from qc_desk.services.sheet_files import Value


def _told(prefix: str, number: Value) -> Value:
    """Return a number as people say it; nothing where there is none."""
    return f"{prefix}-{number}" if number else None


def _problems(after: int) -> Selected:
    whole = aliased(Problem)
    return (
        select(
            Problem.id,
            NO_INSPECTION,
            Problem.number,
            whole.number,
            Problem.family,
            DefectCode.code,
            DefectCode.name,
            Problem.item_code,
            Problem.item_title,
            Problem.variant,
            Problem.status,
            Problem.recurrences,
            Person.name,
            Problem.stop_check,
            Problem.raised_at,
            Problem.changed_at,
        )
        .join(DefectCode, DefectCode.id == Problem.code_id)
        .outerjoin(Person, Person.id == Problem.owner_id)
        .outerjoin(whole, whole.id == Problem.merged_into_id)
        .where(Problem.id > after)
        .order_by(Problem.id)
    )


def _with_sightings(session: Session, found: Found) -> list[Sequence[Value]]:
    """Return problems with how often they were seen, and on goods of which day last."""
    newer = aliased(Sighting)
    counted = (
        select(Sighting.problem_id, func.count(), func.max(Sighting.made_on))
        .outerjoin(newer, newer.replaces_id == Sighting.id)
        .where(newer.id.is_(None), Sighting.problem_id.in_([row.id for row in found]))
        .group_by(Sighting.problem_id)
    )
    seen = {row[0]: (row[1], row[2]) for row in session.execute(counted)}
    rows: list[Sequence[Value]] = []
    for row in found:
        number, whole, *rest = cells(row)
        told = [_told("PR", number), _told("PR", whole)]
        rows.append([*told, *rest, *seen.get(row.id, (0, None))])
    return rows


PROBLEMS = Export(
    labels=(
        N_("problem"),
        N_("part of"),
        N_("family"),
        N_("defect code"),
        N_("name"),
        N_("item code"),
        N_("check item"),
        N_("what tells it apart"),
        N_("status"),
        N_("how often it came back"),
        N_("owner"),
        N_("extra check"),
        N_("entered (UTC)"),
        N_("changed (UTC)"),
        N_("sightings"),
        N_("last made on"),
    ),
    select=_problems,
    values=_with_sightings,
)


def _actions(after: int) -> Selected:
    return (
        select(
            CorrectiveAction.id,
            NO_INSPECTION,
            CorrectiveAction.number,
            Problem.number,
            CorrectiveAction.title,
            CorrectiveAction.status,
            Person.name,
            CorrectiveAction.opened_at,
            CorrectiveAction.changed_at,
        )
        .join(Problem, Problem.id == CorrectiveAction.problem_id)
        .join(Person, Person.id == CorrectiveAction.lead_id)
        .where(CorrectiveAction.id > after)
        .order_by(CorrectiveAction.id)
    )


def _of_problems(_session: Session, found: Found) -> list[Sequence[Value]]:
    """Return corrective actions with the names of their problems."""
    rows = [cells(row) for row in found]
    return [[_told("CA", row[0]), _told("PR", row[1]), *row[2:]] for row in rows]


ACTIONS = Export(
    labels=(
        N_("corrective action"),
        N_("problem"),
        N_("title"),
        N_("status"),
        N_("led by"),
        N_("entered (UTC)"),
        N_("changed (UTC)"),
    ),
    select=_actions,
    values=_of_problems,
)


def _reports(after: int) -> Selected:
    older = aliased(Report)
    return (
        select(
            Report.id,
            NO_INSPECTION,
            Report.number,
            Report.kind,
            Site.code,
            Batch.number,
            Report.round,
            Complaint.number,
            Problem.number,
            CorrectiveAction.number,
            Manufacturer.name,
            Customer.name,
            Report.begins_on,
            Report.ends_on,
            Report.language,
            older.number,
            Report.reason,
            Report.issued_at,
            Person.name,
            Withdrawal.at,
            Withdrawal.reason,
        )
        .join(Site, Site.id == Report.site_id)
        .join(Person, Person.id == Report.issued_by_id)
        .outerjoin(Batch, Batch.id == Report.batch_id)
        .outerjoin(Complaint, Complaint.id == Report.complaint_id)
        .outerjoin(Problem, Problem.id == Report.problem_id)
        .outerjoin(CorrectiveAction, CorrectiveAction.id == Report.corrective_action_id)
        .outerjoin(Manufacturer, Manufacturer.id == Report.manufacturer_id)
        .outerjoin(Customer, Customer.id == Report.customer_id)
        .outerjoin(older, older.id == Report.replaces_id)
        .outerjoin(Withdrawal, Withdrawal.report_id == Report.id)
        .where(Report.id > after)
        .order_by(Report.id)
    )


def _about(_session: Session, found: Found) -> list[Sequence[Value]]:
    """Return reports with the names of what they are about."""
    rows: list[Sequence[Value]] = []
    for row in found:
        number, kind, site, batch, round_, complaint, problem, action, *rest = cells(row)
        about = [_told("C", complaint), _told("PR", problem), _told("CA", action)]
        rows.append([number, kind, site, batch, round_, *about, *rest])
    return rows


REPORTS = Export(
    labels=(
        N_("report"),
        N_("kind"),
        N_("site"),
        N_("batch number"),
        N_("round"),
        N_("complaint"),
        N_("problem"),
        N_("corrective action"),
        N_("manufacturer"),
        N_("customer"),
        N_("first day"),
        N_("last day"),
        N_("language"),
        N_("replaces report"),
        N_("reason"),
        N_("issued (UTC)"),
        N_("issued by"),
        N_("withdrawn (UTC)"),
        N_("withdrawn because"),
    ),
    select=_reports,
    values=_about,
)
