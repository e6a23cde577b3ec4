"""People with their roles as a table for other programs: for owners, and without any secret."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain.organisations import Site
from qc_desk.domain.people import MAY_OWN, Person, RoleGrant
from qc_desk.domain.vocabulary import Role
from qc_desk.i18n import N_
from qc_desk.services.desk import Desk
from qc_desk.services.exported_tables import NO_INSPECTION, Export, Found, Selected, cells
from qc_desk.services.exports import ExportResult, Progress, write_export
from qc_desk.services.sheet_files import Value


def _people(after: int) -> Selected:
    return (
        select(
            Person.id,
            NO_INSPECTION,
            Person.login,
            Person.name,
            Person.language,
            Person.created_at,
            Person.retired_at,
        )
        .where(Person.id > after)
        .order_by(Person.id)
    )


def _with_roles(session: Session, found: Found) -> list[Sequence[Value]]:
    """Return people with the roles they hold now as their last cell."""
    held: dict[int, dict[str, set[Role]]] = {}
    now = (
        select(RoleGrant.person_id, Site.code, RoleGrant.role)
        .join(Site, Site.id == RoleGrant.site_id)
        .where(RoleGrant.person_id.in_([row.id for row in found]), RoleGrant.ended_at.is_(None))
        .order_by(Site.code)
    )
    for person_id, site, role in session.execute(now):
        held.setdefault(person_id, {}).setdefault(site, set()).add(role)
    return [
        [*cells(row), "; ".join(_at(site, roles) for site, roles in held.get(row.id, {}).items())]
        for row in found
    ]


def _at(site: str, roles: Iterable[Role]) -> str:
    """Return the roles at one site as an import reads them."""
    return f"{', '.join(role.label for role in Role if role in roles)} ({site})"


PEOPLE = Export(
    labels=(
        N_("login"),
        N_("full name"),
        N_("language"),
        N_("entered (UTC)"),
        N_("retired (UTC)"),
        N_("roles"),
    ),
    select=_people,
    values=_with_roles,
)


def export_people(
    desk: Desk, file: Path, by: int, progress: Progress = lambda _done, _total: None
) -> ExportResult:
    """Write everybody with their roles to a CSV, TSV or XLSX file, as an owner.

    Raises NotAllowed for anybody else; all other things as ``export_table``.
    """
    with desk.reading() as session:
        session.get_one(Person, by).must_hold_somewhere(MAY_OWN)
    return write_export(desk, PEOPLE, file, progress)
