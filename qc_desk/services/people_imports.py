"""People from tables of other programs, with their roles and without any password."""

import re
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain.folding import plain
from qc_desk.domain.organisations import Site
from qc_desk.domain.people import MAY_OWN, Person, RoleGrant
from qc_desk.domain.refusals import FieldInvalid, Retired
from qc_desk.domain.vocabulary import Role
from qc_desk.i18n import LANGUAGES, N_, _, speaking
from qc_desk.services.columns import LANGUAGE, SITE, Cells, Column
from qc_desk.services.imports import by_name, insert_rows, named
from qc_desk.services.intake import Intake
from qc_desk.services.people import checked_login, checked_name

COLUMNS = (
    Column(
        key="login",
        label=N_("login"),
        names=(
            "user",
            "user name",
            "username",
            "account",
            "korisnik",
            "korisnicko ime",
            "usuario",
        ),
        needed=True,
    ),
    Column(
        key="name",
        label=N_("full name"),
        names=(
            "name",
            "person",
            "employee",
            "ime",
            "ime i prezime",
            "puno ime",
            "zaposleni",
            "nombre",
        ),
        needed=True,
    ),
    LANGUAGE,
    Column(
        key="roles",
        label=N_("roles"),
        names=("role", "rights", "uloga", "uloge", "prava", "rol", "funcion"),
    ),
    SITE,
)
SECRET = frozenset({"password", "passwort", "lozinka", "sifra", "contrasena", "clave", "pin"})
_BETWEEN_SITES = re.compile(r"[;\n](?![^(]*\))")  # and not within the code of a site
_AT_SITE = re.compile(r"(.*?)\((.*)\)", re.DOTALL)

Roles = frozenset[tuple[Role, int]]


class _Reader:
    """Reads rows as people with their roles, and knows who is there already."""

    def __init__(self, session: Session, places: dict[str, int], by: Person, at: datetime) -> None:
        self.usual, self.at = by.language, at
        self.compared = places.keys() & {"language", "roles"}
        sites = session.scalars(select(Site).order_by(Site.id)).all()
        open_ones = [site for site in sites if site.retired_at is None]
        self.only_site = open_ones[0] if len(open_ones) == 1 else None
        self.sites = by_name((name, site) for site in sites for name in (site.name, site.code))
        self.roles, self.languages = _role_words(), _language_words()
        self.held = {each.login: each for each in session.scalars(select(Person))}

    def __call__(self, cells: Cells) -> dict[str, object] | None:
        """Return the values of a new person and their roles, None for one that is there."""
        login, name = checked_login(cells.text("login")), checked_name(cells.text("name"))
        language = self._language(cells.text("language"))
        held = self.held.get(login)
        roles = self._roles(cells, _roles_of(held))
        if held is None:
            return {
                "login": login,
                "name": name,
                "language": language,
                "created_at": self.at,
                "retired_at": None,
                "wrong_passwords": 0,
                "last_wrong_at": None,
                "roles": roles,
            }
        told = {"language": held.language == language, "roles": _roles_of(held) == roles}
        if held.name != name or not all(told[key] for key in self.compared):
            why = N_("a person with this login is in the record with other facts.")
            raise FieldInvalid(field=N_("login"), value=login, why=why)
        return None

    def _language(self, written: str) -> str:
        """Return a language by its code or name; without one, that of who imports."""
        if not written.strip():
            return self.usual
        found = self.languages.get(written.strip().casefold())
        if found is None:
            said = _("write one of these: {names}.").format(names=", ".join(LANGUAGES))
            raise FieldInvalid(field=N_("language"), value=written, why=said)
        return found

    def _roles(self, cells: Cells, held: Roles) -> Roles:
        """Return the roles that a row names, at the site in brackets or in its own column."""
        found: set[tuple[Role, int]] = set()
        for part in _BETWEEN_SITES.split(cells.text("roles")):
            named = _AT_SITE.fullmatch(part.strip())
            roles, place = named.groups() if named else (part, cells.text("site"))
            for word in roles.split(","):
                if word.strip():
                    found.add((self._role(word), self._site(place, held)))
        return frozenset(found)

    def _role(self, written: str) -> Role:
        found = self.roles.get(plain(written).strip())
        if found is None:
            names = ", ".join(role.label for role in Role)
            said = _("write one of these: {names}.").format(names=names)
            raise FieldInvalid(field=N_("roles"), value=written.strip(), why=said)
        return found

    def _site(self, written: str, held: Roles) -> int:
        if self.only_site is not None and not written.strip():
            return self.only_site.id
        found = named(self.sites, written, N_("site"))
        if found.retired_at is not None and found.id not in {site for _role, site in held}:
            raise Retired(kind=N_("site"), name=found.name)
        return found.id


def _roles_of(person: Person | None) -> Roles:
    grants = person.grants if person is not None else []
    return frozenset((each.role, each.site_id) for each in grants if each.ended_at is None)


def _role_words() -> Mapping[str, Role]:
    """Return the roles by their words in every language and script."""
    words = {role.value: role for role in Role}
    for code in LANGUAGES:
        with speaking(code):
            words |= {plain(role.label): role for role in Role}
    return words


def _language_words() -> Mapping[str, str]:
    """Return the codes of languages by themselves and by the languages' own names."""
    return {
        word.casefold(): code for code, known in LANGUAGES.items() for word in (code, known.name)
    }


def _write(session: Session, rows: list[dict[str, object]], at: datetime) -> None:
    """Write people and what they may decide, as if each had been entered by hand."""
    roles = [row.pop("roles") for row in rows]
    ids = insert_rows(session, Person, rows)
    grants = [
        {
            "person_id": person_id,
            "site_id": site_id,
            "role": role,
            "granted_at": at,
            "ended_at": None,
        }
        for person_id, held in zip(ids, roles, strict=True)
        for role, site_id in (sorted(held) if isinstance(held, frozenset) else [])
    ]
    insert_rows(session, RoleGrant, grants)


# People with their roles. Nobody gets a password or a key: each chooses one, as somebody who was
# added by hand.
import_people = Intake(
    act="person.import",
    columns=COLUMNS,
    reader=_Reader,
    same=lambda row: row["login"],
    keep=_write,
    roles=MAY_OWN,
)
