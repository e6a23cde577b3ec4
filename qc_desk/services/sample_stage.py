"""The people and things of the sample shop, and the transaction in which its tales are played."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from qc_desk.domain.people import Person
from qc_desk.services.desk import Session
from qc_desk.services.keys import UnlockedKey


@dataclass(frozen=True, kw_only=True)
class Cast:
    """The people and things of the sample shop, by their short names."""

    ids: dict[str, int]
    keys: dict[str, UnlockedKey]
    site_ids: dict[str, int]
    maker_ids: dict[str, int]
    product_ids: dict[str, int]
    orders: list[tuple[date, int]]  # by their promised ship dates
    order_ids: dict[str, int]
    gauge_ids: dict[tuple[str, str], int]  # by site and kind


class Stage:
    """Where walks and tales are played: the transaction that is open now."""

    session: Session
    _people: Sequence[Person]

    def open(self, session: Session) -> None:
        """Go on in a new transaction, which knows its people from here on."""
        self.session = session
        self._people = session.scalars(select(Person).options(selectinload(Person.grants))).all()

    def end_sitting(self) -> None:
        """Write what was done, before the next one acts."""
        self.session.flush()
