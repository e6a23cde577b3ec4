"""Everybody who works here, with the roles that they hold now: read at once, to say who may."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from qc_desk.domain.people import MAY_INSPECT, Person, RoleGrant
from qc_desk.domain.vocabulary import Role


@dataclass(frozen=True, kw_only=True, slots=True)
class StaffRow:
    """A person who works here, or did; ``roles``: what is held now, at which sites."""

    id: int
    name: str
    active: bool
    roles: frozenset[tuple[int, Role]]

    def sites(self, roles: Iterable[Role]) -> tuple[int, ...]:
        """Return the sites where the person holds one of the roles, in order."""
        wanted = set(roles)
        return tuple(sorted({site_id for site_id, role in self.roles if role in wanted}))

    def may_inspect_at(self, site_id: int) -> bool:
        """Whether the person is active and may check at a site."""
        return self.active and any((site_id, role) in self.roles for role in MAY_INSPECT)

    @property
    def inspects(self) -> bool:
        """Whether the person is active and may check somewhere."""
        return self.active and any(role in MAY_INSPECT for _site_id, role in self.roles)


def staff(session: Session) -> dict[int, StaffRow]:
    """Return everybody by id."""
    held = and_(RoleGrant.person_id == Person.id, RoleGrant.ended_at.is_(None))
    found = session.execute(
        select(
            Person.id, Person.name, Person.retired_at.is_(None), RoleGrant.site_id, RoleGrant.role
        ).outerjoin(RoleGrant, held)
    )
    people: dict[int, tuple[str, bool, list[tuple[int, Role]]]] = {}
    for person_id, name, active, site_id, role in found:
        people.setdefault(person_id, (name, bool(active), []))[2].append((site_id, role))
    return {
        person_id: StaffRow(
            id=person_id,
            name=name,
            active=active,
            roles=frozenset(held_now),  # who holds none has a place without a role
        )
        for person_id, (name, active, held_now) in people.items()
    }
