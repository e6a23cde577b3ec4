"""Every change is an act of a person at a time; here it gets its name in the audit chain."""

from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.util import identity_key

from qc_desk.domain.audit import AuditEntry
from qc_desk.domain.organisations import Site
from qc_desk.domain.people import Person
from qc_desk.domain.refusals import ClockSetBack, NotAllowed, PersonRetired
from qc_desk.domain.vocabulary import Role
from qc_desk.i18n import format_datetime
from qc_desk.storage.chain import Act, begin_act

MOST_BEHIND = timedelta(minutes=5)  # so much the clocks of workstations may differ


def acting(session: Session, name: str, by: int, at: datetime, reason: str = "") -> Person:
    """Begin an act and return the person who does it.

    ``name`` is the word for the audit chain, for example "batch.approve"; ``by`` is the person's
    id. Raises PersonRetired when the person is no longer active. Must come before anything is
    written.
    """
    person = session.identity_map.get(identity_key(Person, by))
    if person is None:
        person = session.execute(_person(), {"person_id": by}).unique().scalar_one()
    else:
        session.flush()  # what was done before belongs to the act before
    if person.retired_at is not None:
        raise PersonRetired(person=person.name)
    begin_act(session, Act(name, by, at, reason))
    return person


@cache
def _person() -> Select[Person]:
    """Return what asks for a person and all they hold at once; made once, at the first act."""
    return (
        select(Person)
        .options(joinedload(Person.grants))
        .where(Person.id == bindparam("person_id"))
    )


def must_be_on_time(session: Session, at: datetime) -> None:
    """Refuse an act well before the newest entry of the audit trail: the clock was set back.

    Asked where the hour decides whether something may still be done.
    """
    newest = session.scalar(_newest())
    if newest is not None and at < newest - MOST_BEHIND:
        raise ClockSetBack(now=format_datetime(at, "UTC"), newest=format_datetime(newest, "UTC"))


@cache
def _newest() -> Select[datetime]:
    """Return what asks when the newest entry was written; made once."""
    return select(AuditEntry.at).order_by(AuditEntry.seq.desc()).limit(1)


def must_hold_anywhere(person: Person, roles: tuple[Role, ...]) -> Site:
    """Return a site where the person holds one of the roles; shop data belong to all sites."""
    for grant in person.grants:
        if grant.ended_at is None and grant.role in roles:
            return grant.site
    where = person.grants[0].site.name if person.grants else "—"
    raise NotAllowed(person=person.name, site=where, role=roles[0])
