"""The people of the shop: who they are, and what they may decide where."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain import texts
from qc_desk.domain.organisations import Site
from qc_desk.domain.people import MAY_OWN, Person, PersonKey
from qc_desk.domain.refusals import FieldInvalid, LastOwner, NameTaken, NotFound
from qc_desk.domain.vocabulary import Role
from qc_desk.i18n import LANGUAGES, N_, _
from qc_desk.services.acts import acting, must_hold_anywhere
from qc_desk.services.shop_data import in_order


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldRole:
    """A role at a site."""

    role: Role
    site_id: int
    site: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonRow:
    """A person as lists show them."""

    id: int
    login: str
    name: str
    language: str
    retired: bool
    has_key: bool
    roles: tuple[HeldRole, ...]


def add_person(
    session: Session, login: str, name: str, language: str, by: int, at: datetime
) -> PersonRow:
    """Enter a new person; roles and a key come afterwards. The login cannot be changed later."""
    must_hold_anywhere(acting(session, "person.add", by, at), MAY_OWN)
    person = new_person(session, login, name, language, at)
    return _row(session, person)


def new_person(session: Session, login: str, name: str, language: str, at: datetime) -> Person:
    """Make a person within an act that has begun."""
    kept = checked_login(login)
    if session.scalar(select(Person.id).where(Person.login == kept)):
        raise NameTaken(kind=_("person"), name=kept)
    person = Person(
        login=kept,
        name=checked_name(name),
        language=_known_language(language),
        created_at=at,
    )
    session.add(person)
    session.flush()
    return person


def checked_login(login: str) -> str:
    """Return a login as it is kept, or refuse it."""
    kept = texts.text(login, N_("login"), 40, needed=True).casefold()
    if any(sign.isspace() for sign in kept):
        raise FieldInvalid(field=_("login"), value=kept, why=_("it may not contain blanks."))
    return kept


def checked_name(name: str) -> str:
    """Return the name of a person as it is kept, or refuse it."""
    return texts.text(name, N_("full name"), texts.NAME, needed=True)


def change_person(
    session: Session, person_id: int, name: str, language: str, by: int, at: datetime
) -> PersonRow:
    """Correct a person's name or language; old signatures keep the name they were made under."""
    must_hold_anywhere(acting(session, "person.change", by, at), MAY_OWN)
    person = session.get_one(Person, person_id)
    person.name = checked_name(name)
    person.language = _known_language(language)
    return _row(session, person)


def speak_for(session: Session, language: str, by: int, at: datetime) -> None:
    """Remember the language that a person works in."""
    acting(session, "person.language", by, at).language = _known_language(language)


def set_roles(
    session: Session, person_id: int, roles: set[tuple[Role, int]], by: int, at: datetime
) -> PersonRow:
    """Give a person exactly these roles at these sites; the last owner stays owner."""
    must_hold_anywhere(acting(session, "person.roles", by, at), MAY_OWN)
    person = session.get_one(Person, person_id)
    wanted = [(role, session.get_one(Site, site_id)) for role, site_id in sorted(roles)]
    for role, site in wanted:  # in an order of its own, so that the same acts make the same chain
        person.grant(role, site, at)
    for held in list(person.grants):
        if held.ended_at is None and (held.role, held.site) not in wanted:
            person.end_grant(held.role, held.site, at)
    session.flush()
    _must_have_an_owner(session, person)
    return _row(session, person)


def retire_person(session: Session, person_id: int, by: int, at: datetime) -> None:
    """Let a person go: they can no longer sign in or decide; what they did stays."""
    must_hold_anywhere(acting(session, "person.retire", by, at), MAY_OWN)
    person = session.get_one(Person, person_id)
    person.retired_at = at
    session.flush()
    _must_have_an_owner(session, person)


def bring_back_person(session: Session, person_id: int, by: int, at: datetime) -> None:
    """Let a retired person work again."""
    must_hold_anywhere(acting(session, "person.bring_back", by, at), MAY_OWN)
    session.get_one(Person, person_id).retired_at = None


def _must_have_an_owner(session: Session, changed: Person) -> None:
    for person in session.scalars(select(Person).where(Person.retired_at.is_(None))):
        if any(person.holds(MAY_OWN, grant.site) for grant in person.grants):
            return
    raise LastOwner(person=changed.name)


def _known_language(code: str) -> str:
    if code not in LANGUAGES:
        raise FieldInvalid(field=_("language"), value=code, why=_("choose one from the list."))
    return code


def people_rows(session: Session, search: str = "", *, retired: bool = False) -> list[PersonRow]:
    """Return people by name; retired ones only when asked for."""
    wanted = select(Person)
    if not retired:
        wanted = wanted.where(Person.retired_at.is_(None))
    rows = [_row(session, person) for person in session.scalars(wanted)]
    return in_order(rows, lambda row: (row.name, row.login), search)


def person_row(session: Session, person_id: int) -> PersonRow:
    """Return one person."""
    return _row(session, session.get_one(Person, person_id))


def _row(session: Session, person: Person) -> PersonRow:
    has_key = session.scalar(select(PersonKey.id).where(PersonKey.person_id == person.id).limit(1))
    held = [grant for grant in person.grants if grant.ended_at is None]
    return PersonRow(
        id=person.id,
        login=person.login,
        name=person.name,
        language=person.language,
        retired=person.retired_at is not None,
        has_key=has_key is not None,
        roles=tuple(
            HeldRole(role=grant.role, site_id=grant.site.id, site=grant.site.name)
            for grant in sorted(held, key=lambda grant: (grant.site.name, grant.role.value))
        ),
    )


def person_of_login(session: Session, login: str) -> int:
    """Return the id of the person with this login; raises NotFound."""
    wanted = login.strip().casefold()
    found = session.scalar(select(Person.id).where(Person.login == wanted))
    if found is None:
        raise NotFound(kind=_("person"), name=login)
    return found
