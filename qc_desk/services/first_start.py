"""The first start: the organisation, its first site and its first owner."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from qc_desk.domain import texts
from qc_desk.domain.organisations import Organisation, Site
from qc_desk.domain.people import MAY_OWN
from qc_desk.domain.refusals import ChangedElsewhere, FieldInvalid, NameTaken
from qc_desk.domain.reworks import currency
from qc_desk.domain.vocabulary import Role
from qc_desk.i18n import LANGUAGES, N_, _
from qc_desk.services.acts import acting, must_hold_anywhere
from qc_desk.services.glance import OrganisationEntry, OrganisationRow
from qc_desk.services.keys import SealedKey, add_key
from qc_desk.services.people import new_person
from qc_desk.storage.chain import Act, begin_act


@dataclass(frozen=True, kw_only=True, slots=True)
class Founding:
    """What the first start asks for."""

    organisation: str
    address: str
    language: str
    site_code: str
    site: str
    time_zone: str
    owner: str
    login: str
    is_sample: bool = False
    database_id: str = ""  # one of its own, unless the same shop is made again


def organisation(session: Session) -> OrganisationRow | None:
    """Return the organisation; None before the first start is finished."""
    # columns and no entity: this is the first thing that the window reads
    found = session.execute(select(Organisation.__table__)).first()
    return None if found is None else _row(found)


def _row(found: Organisation | Row[Any]) -> OrganisationRow:
    return OrganisationRow(
        name=found.name,
        address=found.address,
        language=found.language,
        database_id=found.database_id,
        is_sample=found.is_sample,
        currency=found.currency,
    )


def change_organisation(
    session: Session, seen: OrganisationRow, entry: OrganisationEntry, by: int, at: datetime
) -> OrganisationRow:
    """Correct what stands at the head of reports, if it is still as it was seen.

    Reports that were issued keep what they say. Raises NotAllowed, ChangedElsewhere, FieldNeeded,
    FieldTooLong, FieldInvalid.
    """
    must_hold_anywhere(acting(session, "organisation.change", by, at), MAY_OWN)
    found = session.scalars(select(Organisation).with_for_update()).one()
    if _row(found) != seen:
        raise ChangedElsewhere(name=found.name)
    if entry.language not in LANGUAGES:
        raise FieldInvalid(
            field=N_("language"), value=entry.language, why=N_("choose one from the list.")
        )
    found.name = texts.text(entry.name, N_("organisation"), needed=True)
    found.address = texts.text(entry.address, N_("address"), texts.LINE)
    found.language = entry.language
    found.currency = currency(entry.currency)
    session.flush()
    return _row(found)


def found_shop(session: Session, founding: Founding, sealed: SealedKey, at: datetime) -> int:
    """Begin the record: organisation, site, owner with a key; returns the owner's id."""
    begin_act(session, Act("shop.found", None, at))
    if session.scalar(select(Organisation.id)) is not None:
        raise NameTaken(kind=_("organisation"), name=founding.organisation)
    session.add(
        Organisation(
            database_id=founding.database_id or str(uuid.uuid4()),
            name=texts.text(founding.organisation, N_("organisation"), needed=True),
            address=texts.text(founding.address, N_("address"), texts.LINE),
            language=founding.language,
            is_sample=founding.is_sample,
            created_at=at,
        )
    )
    site = Site(
        code=texts.text(founding.site_code, N_("site code"), 12, needed=True).upper(),
        name=texts.text(founding.site, N_("site"), needed=True),
        time_zone=known_time_zone(founding.time_zone),
        created_at=at,
    )
    session.add(site)
    owner = new_person(session, founding.login, founding.owner, founding.language, at)
    owner.grant(Role.OWNER, site, at)
    add_key(session, owner, sealed, at)
    return owner.id


def known_time_zone(name: str) -> str:
    """Return the IANA time zone name; refuse one that does not exist."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise FieldInvalid(
            field=_("time zone"), value=name, why=_("choose one such as Europe/Belgrade.")
        ) from error
    return name
