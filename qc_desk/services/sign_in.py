"""Who may sign in at this workstation, and where they work once they have."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, configure_mappers

from qc_desk.domain.organisations import Site
from qc_desk.domain.people import Person, PersonKey, RoleGrant
from qc_desk.domain.refusals import NoRoleAnywhere
from qc_desk.domain.vocabulary import Role
from qc_desk.i18n import alphabetical
from qc_desk.services.glance import Candidate, DoorRow, door_rows

_PERSONS, _KEYS, _GRANTS = (each.__table__ for each in (Person, PersonKey, RoleGrant))


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
    with_key = select(
        _PERSONS.c.id,
        _PERSONS.c.name,
        _PERSONS.c.login,
        _PERSONS.c.wrong_passwords,
        _PERSONS.c.last_wrong_at,
    ).where(_PERSONS.c.retired_at.is_(None), exists().where(_KEYS.c.person_id == _PERSONS.c.id))
    grants = select(_GRANTS.c.person_id, _GRANTS.c.role).where(_GRANTS.c.ended_at.is_(None))
    candidates = [
        Candidate(
            person_id=row.id,
            name=row.name,
            login=row.login,
            wrong_passwords=row.wrong_passwords,
            last_wrong_at=row.last_wrong_at,
        )
        for row in session.execute(with_key)
    ]
    return door_rows(candidates, [(row[0], row[1]) for row in session.execute(grants)], at)


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
        places=tuple(sorted(places, key=lambda place: alphabetical(place.site))),
    )
