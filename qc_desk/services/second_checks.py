"""Batches that wait for a second person: who may check them, and both checks side by side."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from qc_desk.domain import decisions
from qc_desk.domain.batches import Batch
from qc_desk.domain.checklists import CheckItem
from qc_desk.domain.comparison import compare, to_reconcile
from qc_desk.domain.defects import Defect
from qc_desk.domain.inspections import Answer, Inspection
from qc_desk.domain.people import MAY_LEAD, MAY_OWN, Person
from qc_desk.domain.recapture import Recapture, recapture
from qc_desk.domain.refusals import NotAllowed, NotSubmitted, QcError
from qc_desk.domain.spot_rules import SpotRow
from qc_desk.domain.vocabulary import (
    BatchStatus,
    CheckMode,
    InspectionStatus,
    Result,
    Seat,
    Severity,
    Slot,
)
from qc_desk.services.batches import SeenBatch
from qc_desk.services.check_sheets import AnswerRow, answer_row, item_numbers, spot_row
from qc_desk.services.defects import DefectRow, defect_row
from qc_desk.services.shop_texts import ShopTexts, spoken_name
from qc_desk.services.sign_offs import inspectors_at


@dataclass(frozen=True, kw_only=True, slots=True)
class AwaitingRow:
    """A batch that waits for its second check, as this person sees it."""

    batch_id: int
    version: int
    batch: str
    product: str
    manufacturer: str
    site: str
    quantity: int
    round: int
    mode: CheckMode
    share: int | None  # per cent that a spot check draws
    first_inspector: str
    first_signed_at: datetime | None
    promised_ship_date: date | None
    second_inspection_id: int | None
    second_inspector: str
    second_status: InspectionStatus | None
    refusal: QcError | None  # why this person may not do it; None: they may
    mine: bool
    owned: bool  # whether this person is an owner there, and could be asked to release it alone
    alone_refusal: QcError | None  # why it may not be released without second check


_seats = selectinload(Batch.inspections)
_PEOPLE = (  # who may not be the second inspector: everybody who recorded or made anything
    _seats.selectinload(Inspection.answers),
    _seats.selectinload(Inspection.photos),
    selectinload(Batch.defects),
    selectinload(Batch.producers),
)


def awaiting_second_check(session: Session, by: int) -> list[AwaitingRow]:
    """Return the batches that wait for a second person, first those this one may do."""
    person = session.get_one(Person, by)
    waiting = session.scalars(
        select(Batch)
        .where(Batch.status == BatchStatus.SECOND_CHECK)
        .order_by(Batch.id)
        .options(*_PEOPLE)  # a few statements for all batches, not some for each
    )
    rows = [_row(session, batch, person) for batch in waiting]
    return sorted(
        rows,
        key=lambda row: (
            not row.mine,
            row.refusal is not None,
            row.promised_ship_date or date.max,
            row.batch_id,
        ),
    )


def _row(session: Session, batch: Batch, person: Person) -> AwaitingRow:
    first, second = batch.inspection(Seat.FIRST), batch.inspection(Seat.SECOND)
    refusal = batch.second_seat_refusal(person)
    if refusal is None and second is not None and second.inspector is not person:
        refusal = batch.seat_refusal(Seat.SECOND)
    return AwaitingRow(
        batch_id=batch.id,
        version=batch.version,
        batch=batch.number,
        product=spoken_name(batch.product),
        manufacturer=batch.manufacturer.name,
        site=batch.site.name,
        quantity=batch.quantity,
        round=batch.round,
        mode=first.version.mode if first else CheckMode.INDEPENDENT,
        share=first.version.share if first else None,
        first_inspector=first.inspector.name if first else "",
        first_signed_at=first.finished_at if first else None,
        promised_ship_date=batch.order.promised_ship_date if batch.order else None,
        second_inspection_id=second.id if second else None,
        second_inspector=second.inspector.name if second else "",
        second_status=second.status if second else None,
        refusal=refusal,
        mine=second is not None and second.inspector is person,
        owned=person.holds(MAY_OWN, batch.site),
        alone_refusal=may_release_alone(session, batch.id, person.id),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldRow:
    """A held batch that two people have checked, as a lead or owner sees it."""

    batch_id: int
    batch: str
    product: str
    manufacturer: str
    round: int
    decided_by: str
    decided_at: datetime
    reason: str
    refusal: QcError | None  # why this person may not release it under concession


def held_after_two_checks(session: Session, by: int) -> list[HeldRow]:
    """Return held batches at the sites where the person leads, the longest held first."""
    person = session.get_one(Person, by)
    held = session.scalars(select(Batch).where(Batch.status == BatchStatus.HELD))
    rows = [
        HeldRow(
            batch_id=batch.id,
            batch=batch.number,
            product=spoken_name(batch.product),
            manufacturer=batch.manufacturer.name,
            round=batch.round,
            decided_by=decision.signer.name,
            decided_at=decision.at,
            reason=decision.reason,
            refusal=_refusal(lambda batch=batch: decisions.must_be_concedable(batch, person)),  # type: ignore[misc]
        )
        for batch in held
        if person.holds(MAY_LEAD, batch.site)
        and (decision := batch.sign_off(Slot.DECISION)) is not None
    ]
    return sorted(rows, key=lambda row: (row.decided_at, row.batch_id))


@dataclass(frozen=True, kw_only=True, slots=True)
class PairRow:
    """One item on one sample unit, as both inspectors saw it."""

    number: str
    section: str
    title: str
    severity: Severity
    unit_number: int
    lower: Decimal | None
    upper: Decimal | None
    unit: str
    first: AnswerRow | None
    second: AnswerRow | None
    differs: bool
    to_reconcile: bool
    drawn: bool  # whether the second inspector was to look here


@dataclass(frozen=True, kw_only=True, slots=True)
class SideBySide:
    """Both checks of a round, after the second one was submitted, with what can be decided now."""

    seen: SeenBatch
    status: BatchStatus
    batch: str
    product: str
    manufacturer: str
    quantity: int
    round: int
    checklist: str
    mode: CheckMode
    spot: SpotRow | None
    recapture: Recapture | None  # what both have missed, or why that cannot be said
    first_inspector_id: int
    first_inspector: str
    second_inspector_id: int
    second_inspector: str
    first_outcome: Result
    second_outcome: Result
    pairs: tuple[PairRow, ...]
    defects: tuple[DefectRow, ...]
    reconciled: Result | None
    reconciled_reason: str
    approval_refusal: QcError | None
    rejection_refusal: QcError | None
    concession_refusal: QcError | None
    may_reconcile_alone: bool
    may_reconcile_together: bool

    @property
    def open_differences(self) -> int:
        """How many differences still need a decision."""
        if self.reconciled is not None:
            return 0
        return sum(1 for pair in self.pairs if pair.to_reconcile)


def side_by_side(session: Session, batch_id: int, by: int, language: str = "") -> SideBySide:
    """Return both checks of the round; refused (NotSubmitted) while the second one is open.

    The shop's own texts are in the language that is asked for where they were entered in it.
    """
    batch = session.get_one(Batch, batch_id)
    person = session.get_one(Person, by)
    first, second = batch.inspection(Seat.FIRST), batch.inspection(Seat.SECOND)
    if first is None or second is None or second.status is InspectionStatus.OPEN:
        raise NotSubmitted(batch=batch.number)
    texts = ShopTexts(language)
    decided = batch.reconciliation()
    return SideBySide(
        seen=SeenBatch(batch_id=batch.id, version=batch.version),
        status=batch.status,
        batch=batch.number,
        product=texts.product(batch.product),
        manufacturer=batch.manufacturer.name,
        quantity=batch.quantity,
        round=batch.round,
        checklist=texts.checklist(first.version),
        mode=first.version.mode,
        spot=spot_row(second),
        recapture=recapture(batch),
        first_inspector_id=first.inspector.id,
        first_inspector=first.inspector.name,
        second_inspector_id=second.inspector.id,
        second_inspector=second.inspector.name,
        first_outcome=first.outcome,
        second_outcome=second.outcome,
        pairs=_pairs(first, second, texts),
        defects=tuple(
            replace(defect_row(d), name=texts.defect(d.code), item=_item(d, texts))
            for d in batch.defects
            if d.inspection in (first, second)
        ),
        reconciled=decided.outcome if decided else None,
        reconciled_reason=decided.reason if decided else "",
        approval_refusal=_refusal(lambda: decisions.must_be_approvable(batch, person)),
        rejection_refusal=_refusal(lambda: decisions.must_be_decidable(batch, person)),
        concession_refusal=_refusal(lambda: decisions.must_be_concedable(batch, person)),
        may_reconcile_alone=batch.may_reconcile_alone(person),
        may_reconcile_together=person in (first.inspector, second.inspector),
    )


def _item(defect: Defect, texts: ShopTexts) -> str:
    return texts.title(defect.inspection.version, defect.item) if defect.item else ""


def _pairs(first: Inspection, second: Inspection, texts: ShopTexts) -> tuple[PairRow, ...]:
    """Return what both found at each place, in the words of the one who reads it."""
    version, numbers = first.version, item_numbers(first.version.items)
    reconcile = {(p.item.id, p.unit_number) for p in to_reconcile(first, second)}

    def told(answer: Answer | None, item: CheckItem) -> AnswerRow | None:
        row = answer_row(answer)
        return replace(row, words=texts.answer(version, item, row.words)) if row else None

    return tuple(
        PairRow(
            number=numbers[pair.item.id],
            section=texts.section(version, pair.item),
            title=texts.title(version, pair.item),
            severity=pair.item.severity,
            unit_number=pair.unit_number,
            lower=pair.item.lower,
            upper=pair.item.upper,
            unit=pair.item.unit,
            first=told(pair.first, pair.item),
            second=told(pair.second, pair.item),
            differs=pair.differs,
            to_reconcile=(pair.item.id, pair.unit_number) in reconcile,
            drawn=pair.drawn,
        )
        for pair in compare(first, second)
    )


def _refusal(rule: Callable[[], None]) -> QcError | None:
    try:
        rule()
    except QcError as refusal:
        return refusal
    return None


def may_release_alone(session: Session, batch_id: int, by: int) -> QcError | None:
    """Return why this person may not release without second check; None when they may."""
    batch, person = session.get_one(Batch, batch_id), session.get_one(Person, by)
    if not person.holds(MAY_OWN, batch.site):
        return NotAllowed(person=person.name, site=batch.site.name, role=MAY_OWN[0])
    inspectors = inspectors_at(session, batch)
    return _refusal(lambda: decisions.must_be_releasable_alone(batch, person, inspectors))
