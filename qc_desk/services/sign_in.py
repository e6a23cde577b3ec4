"""Who may sign in at this workstation, and where they work once they have."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, configure_mappers

from qc_desk.domain.organisations import Site
from qc_desk.domain.people import Person, PersonKey, RoleGrant, wait_until
from qc_desk.domain.refusals import NoRoleAnywhere
from qc_desk.domain.vocabulary import Role

_PERSONS, _KEYS, _GRANTS = (each.__table__ for each in (Person, PersonKey, RoleGrant))
_WEIGHTIEST = (Role.OWNER, Role.LEAD, Role.INSPECTOR, Role.VIEWER)


@dataclass(frozen=True, kw_only=True, slots=True)
class DoorRow:
    """A person as the lock screen shows them: who they are, and how long they must wait."""

    person_id: int
    name: str
    login: str
    role: Role | None
    wait: int


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkPlace:
    """A site at which a person works, and what they may do there."""

    site_id: int
    site: str
    zone: str
    roles: frozenset[Role]


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrival:
    """A person who has just signed in, and every place they work at, in name order."""

    person_id: int
    name: str
    language: str
    places: tuple[WorkPlace, ...]


def people_at_the_door(session: Session, at: datetime) -> list[DoorRow]:
    """Return the active people who have a key, by name, with their weightiest role anywhere.

    It is the first thing that the window reads, so it reads columns and no entities: those would
    first have to be configured.
    """
    with_key = select(_PERSONS).where(
        _PERSONS.c.retired_at.is_(None), exists().where(_KEYS.c.person_id == _PERSONS.c.id)
    )
    held: dict[int, set[Role]] = {}
    grants = select(_GRANTS.c.person_id, _GRANTS.c.role).where(_GRANTS.c.ended_at.is_(None))
    for person_id, role in session.execute(grants):
        held.setdefault(person_id, set()).add(role)
    found = sorted(session.execute(with_key), key=lambda row: (row.name.casefold(), row.id))
    return [
        DoorRow(
            person_id=row.id,
            name=row.name,
            login=row.login,
            role=_weightiest(held.get(row.id, set())),
            wait=_seconds(wait_until(row.wrong_passwords, row.last_wrong_at), at),
        )
        for row in found
    ]


def prepare_entities() -> None:
    """Do now what the first entity that is read would wait for."""
    configure_mappers()


def arrival(session: Session, person_id: int) -> Arrival:
    """Return where a person works; raises NoRoleAnywhere for one who may do nothing."""
    person = session.get_one(Person, person_id)
    held: dict[Site, set[Role]] = {}
    for grant in person.grants:
        if grant.ended_at is None and grant.site.retired_at is None:
            held.setdefault(grant.site, set()).add(grant.role)
    if not held:
        raise NoRoleAnywhere(person=person.name)
    places = [
        WorkPlace(site_id=site.id, site=site.name, zone=site.time_zone, roles=frozenset(roles))
        for site, roles in held.items()
    ]
    return Arrival(
        person_id=person.id,
        name=person.name,
        language=person.language,
        places=tuple(sorted(places, key=lambda place: place.site.casefold())),
    )


def _weightiest(held: set[Role]) -> Role | None:
    return next((role for role in _WEIGHTIEST if role in held), None)


def _seconds(until: datetime | None, at: datetime) -> int:
    """Return the whole seconds that are left, rounded up; 0 when nothing is."""
    return 0 if until is None or until <= at else int((until - at).total_seconds()) + 1
