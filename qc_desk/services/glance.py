"""The first glance at a record: whose it is, and who may sign in. It needs no entities."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from qc_desk.domain.vocabulary import Role
from qc_desk.domain.waiting import wait_until
from qc_desk.storage.peek import peek

SAMPLE_PASSWORD = "river stone lamp seven"  # noqa: S105 (of people who do not exist; the window shows it)

_ROLES = {role.value: role for role in Role}
_WEIGHTIEST = (Role.OWNER, Role.LEAD, Role.INSPECTOR, Role.VIEWER)

_ORGANISATION = (
    "SELECT name, address, language, database_id, is_sample, currency FROM organisations"
)
_PERSONS = """
SELECT id, name, login, wrong_passwords, last_wrong_at FROM persons
WHERE retired_at IS NULL AND EXISTS (SELECT 1 FROM person_keys WHERE person_id = persons.id)
"""
_GRANTS = "SELECT person_id, role FROM role_grants WHERE ended_at IS NULL"


@dataclass(frozen=True, kw_only=True, slots=True)
class OrganisationEntry:
    """What is entered about the organisation."""

    name: str
    address: str
    language: str
    currency: str = "EUR"  # of what reworks cost (ISO 4217)


@dataclass(frozen=True, kw_only=True, slots=True)
class OrganisationRow(OrganisationEntry):
    """The shop whose record this is."""

    database_id: str
    is_sample: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class DoorRow:
    """A person as the lock screen shows them: who they are, and how long they must wait."""

    person_id: int
    name: str
    login: str
    role: Role | None
    wait: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A person with a key, as kept: with the wrong passwords that were typed in their name."""

    person_id: int
    name: str
    login: str
    wrong_passwords: int
    last_wrong_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Glance:
    """Enough to stand at the door of a record that is still being opened."""

    organisation: OrganisationRow
    people: tuple[DoorRow, ...]


def glance(folder: Path, at: datetime) -> Glance | None:
    """Return the first glance at a record in a folder; None where only opening it can tell."""
    return peek(folder, lambda connection: _look(connection, at))


def _look(connection: sqlite3.Connection, at: datetime) -> Glance | None:
    found = connection.execute(_ORGANISATION).fetchone()
    if found is None:
        return None
    name, address, language, database_id, is_sample, currency = found
    candidates = [
        Candidate(
            person_id=row[0],
            name=row[1],
            login=row[2],
            wrong_passwords=row[3],
            last_wrong_at=datetime.fromisoformat(row[4]).replace(tzinfo=UTC) if row[4] else None,
        )
        for row in connection.execute(_PERSONS)
    ]
    held = [(person_id, _ROLES[role]) for person_id, role in connection.execute(_GRANTS)]
    return Glance(
        organisation=OrganisationRow(
            name=name,
            address=address,
            language=language,
            database_id=database_id,
            is_sample=bool(is_sample),
            currency=currency,
        ),
        people=tuple(door_rows(candidates, held, at)),
    )


def door_rows(
    candidates: Iterable[Candidate], held: Iterable[tuple[int, Role]], at: datetime
) -> list[DoorRow]:
    """Return the people at the door by name, each with their weightiest role anywhere."""
    roles: dict[int, set[Role]] = {}
    for person_id, role in held:
        roles.setdefault(person_id, set()).add(role)
    return [
        DoorRow(
            person_id=each.person_id,
            name=each.name,
            login=each.login,
            role=_weightiest(roles, each.person_id),
            wait=_seconds(wait_until(each.wrong_passwords, each.last_wrong_at), at),
        )
        for each in sorted(candidates, key=lambda each: (each.name.casefold(), each.person_id))
    ]


def _weightiest(roles: Mapping[int, set[Role]], person_id: int) -> Role | None:
    held = roles.get(person_id, set())
    return next((role for role in _WEIGHTIEST if role in held), None)


def _seconds(until: datetime | None, at: datetime) -> int:
    """Return the whole seconds that are left, rounded up; 0 when nothing is."""
    return 0 if until is None or until <= at else int((until - at).total_seconds()) + 1
