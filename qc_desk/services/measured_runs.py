"""How measurements run over a product's lots: what the inspection report draws as charts."""

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, aliased

from qc_desk.domain.batches import Batch
from qc_desk.domain.checklists import CheckItem
from qc_desk.domain.decided_rounds import DecidedRound
from qc_desk.domain.inspections import Answer, Inspection
from qc_desk.domain.run_papers import PaperLot, PaperRun
from qc_desk.domain.vocabulary import InspectionStatus, ItemKind, Seat
from qc_desk.services.check_sheets import item_numbers
from qc_desk.services.shop_texts import ShopTexts

LEAST = 8  # values: fewer make no picture
MOST_LOTS = 12

_Lots = dict[str, dict[tuple[int, int], list[Decimal]]]  # by item, by batch and round


@dataclass(frozen=True, slots=True)
class _Round:
    """A round of a batch, and what it is called."""

    batch_id: int
    round: int
    number: str


def measured_runs(
    session: Session,
    batch: Batch,
    round_: int,
    most: int = MOST_LOTS,
    texts: ShopTexts | None = None,
) -> tuple[PaperRun, ...]:
    """Return every item measured on units with at least eight values, up to this round.

    What the first inspectors measured in the product's last lots that were decided before this
    one, and in this one: so a report that is issued again shows the same. There are ``most`` lots.
    ``texts`` say what items are called.
    """
    check, said = batch.inspection(Seat.FIRST, round_), texts or ShopTexts("")
    if check is None:
        return ()
    every = check.version.items
    items = [item for item in every if item.kind is ItemKind.MEASUREMENT and item.per_unit]
    if not items:
        return ()
    rounds = [*_before(session, batch, round_, most - 1), _Round(batch.id, round_, batch.number)]
    lots = _lots(session, rounds, items)
    numbers = item_numbers(every)
    runs = ((item, _run(item, numbers[item.id], rounds, lots)) for item in items)
    return tuple(
        replace(run, title=said.title(check.version, item))
        for item, run in runs
        if run.count >= LEAST
    )


def _before(session: Session, batch: Batch, round_: int, most: int) -> list[_Round]:
    """Return the last rounds of the same product that were decided before, the oldest first."""
    own = select(DecidedRound.id).filter_by(batch_id=batch.id, round=round_)
    own_id = session.scalar(own)
    query = (
        select(DecidedRound.batch_id, DecidedRound.round, Batch.number)
        .join(Batch, Batch.id == DecidedRound.batch_id)
        .where(DecidedRound.product_id == batch.product.id)
        .order_by(DecidedRound.id.desc())
        .limit(most)
    )
    if own_id is not None:
        query = query.where(DecidedRound.id < own_id)
    return [_Round(*found) for found in session.execute(query)][::-1]


def _lots(session: Session, rounds: list[_Round], items: list[CheckItem]) -> _Lots:
    """Return what was measured at items of the same code and limits, unit by unit."""
    newer = aliased(Answer)
    wanted: ColumnElement[bool] = or_(
        *(
            and_(Inspection.batch_id == each.batch_id, Inspection.round == each.round)
            for each in rounds
        )
    )
    query = (
        select(CheckItem, Inspection.batch_id, Inspection.round, Answer.value)
        .join(Answer, Answer.item_id == CheckItem.id)
        .join(Inspection, Inspection.id == Answer.inspection_id)
        .outerjoin(newer, newer.replaces_id == Answer.id)
        .where(
            wanted,
            Inspection.seat == Seat.FIRST,
            Inspection.status != InspectionStatus.WITHDRAWN,
            CheckItem.code.in_([item.code for item in items]),
            Answer.unit_number > 0,
            newer.id.is_(None),
        )
        .order_by(Answer.unit_number, Answer.id)
    )
    asked = {item.code: _limits(item) for item in items}
    lots: _Lots = defaultdict(lambda: defaultdict(list))
    for item, batch_id, number, value in session.execute(query):
        if value is not None and asked[item.code] == _limits(item):
            lots[item.code][batch_id, number].append(value)
    return lots


def _limits(item: CheckItem) -> tuple[object, ...]:
    """Return what makes values of two versions comparable."""
    return item.unit, item.lower, item.upper


def _run(item: CheckItem, number: str, rounds: list[_Round], lots: _Lots) -> PaperRun:
    found = lots[item.code]
    return PaperRun(
        number=number,
        title=item.title,
        unit=item.unit,
        lower=item.lower,
        upper=item.upper,
        nominal=item.nominal,
        lots=tuple(
            PaperLot(batch=each.number, round=each.round, values=tuple(values))
            for each in rounds
            if (values := found.get((each.batch_id, each.round)))
        ),
    )
