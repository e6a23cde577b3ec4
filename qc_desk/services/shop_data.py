"""What all lists of a shop have in common: unique names, rows as seen, order and search."""

import unicodedata
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Protocol, TypeVar

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstrumentedAttribute, Session

from qc_desk.domain.checklists import Checklist
from qc_desk.domain.gauges import Gauge
from qc_desk.domain.orders import Order
from qc_desk.domain.organisations import Site
from qc_desk.domain.parties import Customer, Manufacturer
from qc_desk.domain.people import MAY_LEAD, Person
from qc_desk.domain.procedures import Procedure
from qc_desk.domain.products import DefectCode, Product
from qc_desk.domain.refusals import ChangedElsewhere, NameTaken, NotFound, Retired
from qc_desk.domain.vocabulary import Role
from qc_desk.i18n import alphabetical
from qc_desk.services.acts import acting, must_hold_anywhere


class Listed(Protocol):
    """A row of a list."""

    @property
    def id(self) -> int:
        """The number of the thing."""


Thing = TypeVar(
    "Thing", Site, Manufacturer, Customer, Product, DefectCode, Order, Checklist, Procedure, Gauge
)
Row = TypeVar("Row", bound=Listed)


def leading(
    session: Session, name: str, by: int, at: datetime, roles: tuple[Role, ...] = MAY_LEAD
) -> Person:
    """Begin an act on shop data; it needs one of the roles, at any site."""
    person = acting(session, name, by, at)
    must_hold_anywhere(person, roles)
    return person


def as_seen(
    session: Session, kind: type[Thing], seen: Row, read: Callable[[Thing], Row], name: str
) -> Thing:
    """Return the thing, locked for this change, if its row is still exactly what was seen."""
    found = session.get(kind, seen.id, with_for_update=True)
    if found is None or read(found) != seen:
        raise ChangedElsewhere(name=name)
    return found


def choosable(
    session: Session, kind: type[Thing], chosen: int, word: str, held: int | None = None
) -> Thing:
    """Return a thing that is being chosen; a retired one only where it is held already."""
    found = session.get(kind, chosen)
    if found is None:
        raise NotFound(kind=word, name=chosen)
    if found.retired_at is not None and chosen != held:
        raise Retired(kind=word, name=_name_of(found))
    return found


def _name_of(
    thing: (
        Site
        | Manufacturer
        | Customer
        | Product
        | DefectCode
        | Order
        | Checklist
        | Procedure
        | Gauge
    ),
) -> str:
    if isinstance(thing, (Order, Gauge)):
        return thing.number
    return thing.title if isinstance(thing, (Checklist, Procedure)) else thing.name


def must_be_free(
    session: Session, column: InstrumentedAttribute[str], name: str, word: str, own_id: int | None
) -> None:
    """Refuse a name that another thing has, also where only capitals differ (NameTaken)."""
    wanted = name.casefold()
    for taken_id, taken in session.execute(select(column.class_.id, column)):
        if taken.casefold() == wanted and taken_id != own_id:
            raise NameTaken(kind=word, name=taken)


def keep(session: Session, thing: Thing, name: str, word: str) -> Thing:
    """Write the thing now, so that a name given away a moment ago is refused here."""
    session.add(thing)
    try:
        session.flush()
    except IntegrityError as error:
        raise NameTaken(kind=word, name=name) from error
    return thing


def in_order(
    rows: Iterable[Row], words: Callable[[Row], tuple[str, ...]], search: str
) -> list[Row]:
    """Return the rows that hold every word of the search, in the order of their first word.

    Done here and not in the database: SQLite folds only the letters A to Z.
    """
    wanted = folded(search).split()
    fitting = []
    for row in rows:
        held = folded("\n".join(words(row)))
        if all(word in held for word in wanted):
            fitting.append(row)
    return sorted(fitting, key=lambda row: (alphabetical(words(row)[0]), row.id))


def folded(name: str) -> str:
    """Return a text as it is compared in a search: one Unicode form, no difference of capitals."""
    return unicodedata.normalize("NFC", name).casefold()
