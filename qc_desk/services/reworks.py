"""What reworks took, in hours and money: entered when one is done, and corrected with a reason."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain import texts
from qc_desk.domain.batches import Batch
from qc_desk.domain.organisations import Organisation
from qc_desk.domain.people import MAY_INSPECT
from qc_desk.domain.refusals import (
    ChangedElsewhere,
    FieldInvalid,
    FieldNeeded,
    NotFound,
    ReasonNeeded,
)
from qc_desk.domain.reworks import MOST_COST, MOST_HOURS, Rework
from qc_desk.domain.vocabulary import InspectionStatus, Seat
from qc_desk.i18n import N_, format_date, format_decimal
from qc_desk.services.acts import acting

_LEAST = Decimal("0.01")


@dataclass(frozen=True, kw_only=True, slots=True)
class ReworkEntry:
    """What is entered about the rework after a round: hours, cost or both.

    ``replaces`` is the number of the entry that this one corrects, 0 for the first; a correction
    says why in ``note``.
    """

    round: int
    done_on: date | None
    hours: Decimal | None = None
    cost: Decimal | None = None
    note: str = ""
    replaces: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class ReworkRow:
    """The rework after a round, with what counts for it now; ``number`` 0: nothing entered yet."""

    round: int
    number: int
    done_on: date | None
    hours: Decimal | None
    cost: Decimal | None
    currency: str
    note: str
    by: str


def reworks_of_batch(session: Session, batch_id: int) -> list[ReworkRow]:
    """Return the reworks of a batch, the newest first, each with what it took."""
    batch = session.get_one(Batch, batch_id)
    newest = {each.round: each for each in _entered(session, batch_id)}
    usual = _currency(session)
    return [_row(round_, newest.get(round_), usual) for round_ in reversed(_reworked(batch))]


def enter_rework(
    session: Session, batch_id: int, entry: ReworkEntry, by: int, at: datetime
) -> int:
    """Enter what the rework after a round took, or correct it; returns the number of the entry.

    Raises NotAllowed, NotFound where the batch was not reworked after this round,
    ChangedElsewhere, FieldNeeded, FieldInvalid, ReasonNeeded.
    """
    person = acting(session, "batch.rework_took", by, at)
    batch = session.get_one(Batch, batch_id, with_for_update=True)
    person.must_hold(MAY_INSPECT, batch.site)
    if entry.round not in _reworked(batch):
        raise NotFound(kind=N_("rework"), name=f"{batch.number} / {entry.round}")
    before = [each for each in _entered(session, batch_id) if each.round == entry.round]
    if entry.replaces != len(before):
        raise ChangedElsewhere(name=batch.number)
    note = texts.text(entry.note, N_("note"), texts.NOTE)
    if before and not note:
        raise ReasonNeeded
    hours = _amount(entry.hours, N_("hours"), MOST_HOURS)
    cost = _amount(entry.cost, N_("cost"), MOST_COST)
    if hours is None and cost is None:
        raise FieldNeeded(field=N_("hours"))
    made = Rework(
        batch_id=batch.id,
        round=entry.round,
        number=len(before) + 1,
        done_on=_done_on(entry.done_on, at),
        hours=hours,
        cost=cost,
        currency=_currency(session),
        note=note,
        by=person,
        at=at,
    )
    session.add(made)
    session.flush()
    return made.number


def _reworked(batch: Batch) -> list[int]:
    """Return the rounds after which the batch was reworked: checked, signed, and followed."""
    rounds = []
    for round_ in range(1, batch.round):
        first = batch.inspection(Seat.FIRST, round_)
        if first is not None and first.status is InspectionStatus.SIGNED:
            rounds.append(round_)
    return rounds


def _entered(session: Session, batch_id: int) -> list[Rework]:
    query = select(Rework).where(Rework.batch_id == batch_id).order_by(Rework.number)
    return list(session.scalars(query))


def _amount(value: Decimal | None, field: str, most: int) -> Decimal | None:
    """Return an amount as it is kept: positive, and exact to the hundredth."""
    if value is None:
        return None
    if not _LEAST <= value <= most or value != round(value, 2):
        why = N_("write a number above 0 with at most two digits after the mark.")
        raise FieldInvalid(field=field, value=format_decimal(value), why=why)
    return value


def _done_on(day: date | None, at: datetime) -> date:
    if day is None:
        raise FieldNeeded(field=N_("done on"))
    if day > at.date() + timedelta(days=1):
        why = N_("this day is still to come.")
        raise FieldInvalid(field=N_("done on"), value=format_date(day), why=why)
    return day


def _currency(session: Session) -> str:
    return session.scalars(select(Organisation.currency)).one()


def _row(round_: int, found: Rework | None, usual: str) -> ReworkRow:
    if found is None:
        return ReworkRow(
            round=round_,
            number=0,
            done_on=None,
            hours=None,
            cost=None,
            currency=usual,
            note="",
            by="",
        )
    return ReworkRow(
        round=round_,
        number=found.number,
        done_on=found.done_on,
        hours=found.hours,
        cost=found.cost,
        currency=found.currency,
        note=found.note,
        by=found.by.name,
    )
