"""Human beings, what they may decide, and the keys they sign with."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qc_desk.domain.base import Base, key, partial_index
from qc_desk.domain.organisations import Site
from qc_desk.domain.refusals import NotAllowed, PersonRetired, WaitBeforeRetry
from qc_desk.domain.vocabulary import Role
from qc_desk.domain.waiting import wait_until

MAY_INSPECT = (Role.INSPECTOR, Role.LEAD, Role.OWNER)
MAY_LEAD = (Role.LEAD, Role.OWNER)
MAY_OWN = (Role.OWNER,)


class RoleGrant(Base, kw_only=True):
    """A role that a person holds at a site, from when until when."""

    __tablename__ = "role_grants"
    __table_args__ = (
        partial_index(
            "uq_role_grants_held",
            "person_id",
            "site_id",
            "role",
            where="ended_at IS NULL",
        ),
        CheckConstraint("role IN ('inspector', 'lead', 'owner', 'viewer')", name="role"),
    )

    id: Mapped[int] = key()
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), init=False, index=True)
    site: Mapped[Site] = relationship(lazy="joined", innerjoin=True)
    role: Mapped[Role]
    granted_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)


class Person(Base, kw_only=True):
    """A human being who checks, decides or makes batches; never deleted."""

    __tablename__ = "persons"

    id: Mapped[int] = key()
    login: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(8), default="en")
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)
    wrong_passwords: Mapped[int] = mapped_column(default=0)
    last_wrong_at: Mapped[datetime | None] = mapped_column(default=None)
    grants: Mapped[list[RoleGrant]] = relationship(default_factory=list, lazy="selectin")

    def roles_at(self, site: Site) -> set[Role]:
        """The roles held at the site now."""
        return {
            grant.role for grant in self.grants if grant.site is site and grant.ended_at is None
        }

    def holds(self, roles: tuple[Role, ...], site: Site) -> bool:
        """Whether the person is active and holds one of the roles at the site."""
        return self.retired_at is None and not self.roles_at(site).isdisjoint(roles)

    def must_hold(self, roles: tuple[Role, ...], site: Site) -> None:
        """Refuse unless the person is active and holds one of the roles at the site."""
        self.must_be_active()
        if not self.holds(roles, site):
            raise NotAllowed(person=self.name, site=site.name, role=roles[0])

    def must_be_active(self) -> None:
        """Refuse somebody who no longer works here."""
        if self.retired_at is not None:
            raise PersonRetired(person=self.name)

    def holds_somewhere(self, roles: tuple[Role, ...]) -> bool:
        """Whether the person is active and holds one of the roles at any site."""
        return self.retired_at is None and any(
            grant.ended_at is None and grant.role in roles for grant in self.grants
        )

    def must_hold_somewhere(self, roles: tuple[Role, ...]) -> None:
        """Refuse unless the person is active and holds one of the roles at any site."""
        self.must_be_active()
        if not self.holds_somewhere(roles):
            where = self.grants[0].site.name if self.grants else "—"
            raise NotAllowed(person=self.name, site=where, role=roles[0])

    def grant(self, role: Role, site: Site, at: datetime) -> None:
        """Give the person a role at a site; holding it already changes nothing."""
        if role not in self.roles_at(site):
            self.grants.append(RoleGrant(site=site, role=role, granted_at=at))

    def end_grant(self, role: Role, site: Site, at: datetime) -> None:
        """Take a role at a site away from now on."""
        for held in self.grants:
            if held.site is site and held.role is role and held.ended_at is None:
                held.ended_at = at

    def wait_until(self) -> datetime | None:
        """When the next password may be tried; None when at once."""
        return wait_until(self.wrong_passwords, self.last_wrong_at)

    def must_not_wait(self, at: datetime) -> None:
        """Refuse a password while the wait after wrong ones lasts."""
        until = self.wait_until()
        if until is not None and at < until:
            seconds = int((until - at).total_seconds()) + 1
            raise WaitBeforeRetry(person=self.name, seconds=seconds)


class PersonKey(Base, kw_only=True):
    """The public half of a key that a person signs with; the newest one is in force."""

    __tablename__ = "person_keys"

    id: Mapped[int] = key()
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    public_key: Mapped[bytes]
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    enrolled_at: Mapped[datetime]
    enrolled_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), default=None)
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), default=None)


class KeyWrapping(Base, kw_only=True):
    """The private half of a key, locked with something its person knows or carries."""

    __tablename__ = "key_wrappings"
    __table_args__ = (
        CheckConstraint("kind IN ('password', 'badge_and_pin')", name="kind"),
        Index("uq_key_wrappings_kind", "key_id", "kind", unique=True),
    )

    id: Mapped[int] = key()
    key_id: Mapped[int] = mapped_column(ForeignKey("person_keys.id"))
    kind: Mapped[str] = mapped_column(String(16), default="password")
    salt: Mapped[bytes]
    nonce: Mapped[bytes]
    ciphertext: Mapped[bytes]
    time_cost: Mapped[int]
    memory_kib: Mapped[int]
    lanes: Mapped[int]
    changed_at: Mapped[datetime]
