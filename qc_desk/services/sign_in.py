"""Who may sign in at this workstation, and where they work once they have."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from qc_desk.domain.organisations import Site
from qc_desk.domain.people import Person, PersonKey
from qc_desk.domain.refusals import NoRoleAnywhere
from qc_desk.domain.vocabulary import Role

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
    """Return the active people who have a key, by name, with their weightiest role anywhere."""
    with_key = select(Person).where(
        Person.retired_at.is_(None), exists().where(PersonKey.person_id == Person.id)
    )
    found = sorted(session.scalars(with_key), key=lambda each: (each.name.casefold(), each.id))
    return [
        DoorRow(
            person_id=person.id,
            name=person.name,
            login=person.login,
            role=_weightiest(person),
            wait=_seconds(person.wait_until(), at),
        )
        for person in found
    ]


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


def _weightiest(person: Person) -> Role | None:
    held = {grant.role for grant in person.grants if grant.ended_at is None}
    return next((role for role in _WEIGHTIEST if role in held), None)


def _seconds(until: datetime | None, at: datetime) -> int:
    """Return the whole seconds that are left, rounded up; 0 when nothing is."""
    return 0 if until is None or until <= at else int((until - at).total_seconds()) + 1
