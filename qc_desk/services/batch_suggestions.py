"""Batches that may have caused a complaint, each with the reasons that speak for it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, joinedload

from qc_desk.domain.batches import Batch
from qc_desk.domain.checklists import CheckItem
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.days import day_of
from qc_desk.domain.defects import Defect
from qc_desk.domain.inspections import Answer, Inspection
from qc_desk.domain.orders import Order
from qc_desk.domain.products import DefectCode, Product
from qc_desk.domain.refusals import NotFound
from qc_desk.domain.sign_offs import SignOff
from qc_desk.domain.vocabulary import BatchStatus, InspectionStatus, Result, Slot
from qc_desk.domain.wordings import names
from qc_desk.i18n import N_, _
from qc_desk.services.full_text import stem, words_in
from qc_desk.services.shop_texts import spoken_words

_LOOKED_AT = 200  # of the newest batches that could be meant
_SHORTEST = 4  # letters of a word's beginning that say something


@dataclass(frozen=True, kw_only=True, slots=True)
class SuggestedBatch:
    """A batch that may be the cause, and why, in the language spoken now."""

    batch_id: int
    batch: str
    product: str
    produced_on: date | None
    status: BatchStatus
    reasons: tuple[str, ...]
    weight: int


def suggested_batches(session: Session, complaint_id: int, limit: int = 8) -> list[SuggestedBatch]:
    """Return batches made before the complaint was heard that fit it, best first, then newest.

    Those about which something has been stated are left out. What was found in a round counts
    once the round is decided.
    """
    complaint = session.get(Complaint, complaint_id)
    if complaint is None:
        raise NotFound(kind=N_("complaint"), name=complaint_id)
    batches = _candidates(session, complaint)
    found = _found(session, [batch.id for batch in batches])
    rows = [_row(batch, _reasons(complaint, batch, found[batch.id])) for batch in batches]
    fitting = [row for row in rows if row.reasons]
    return sorted(fitting, key=lambda row: -row.weight)[:limit]


def _candidates(session: Session, complaint: Complaint) -> list[Batch]:
    """Return the batches that order, product or customer point at, the newest first."""
    could: list[ColumnElement[bool]] = [Order.customer_id == complaint.customer_id]
    if complaint.order_id is not None:
        could.append(Batch.order_id == complaint.order_id)
    if complaint.product is not None:
        could.append(Batch.product_id.in_(_kin(session, complaint.product)))
    codes = _codes_in(session, complaint)
    if codes:
        could.append(exists().where(Defect.batch_id == Batch.id, Defect.code_id.in_(codes)))
    day = day_of(complaint.heard_at, complaint.site.time_zone)
    wanted = (
        select(Batch)
        .options(joinedload(Batch.product), joinedload(Batch.order))
        .outerjoin(Order, Order.id == Batch.order_id)
        .where(
            or_(*could),
            or_(
                Batch.produced_on <= day,
                and_(Batch.produced_on.is_(None), Batch.created_at <= complaint.heard_at),
            ),
            Batch.id.not_in(complaint.standings),
        )
        .order_by(Batch.created_at.desc(), Batch.id.desc())
        .limit(_LOOKED_AT)
    )
    return list(session.scalars(wanted))


def _kin(session: Session, product: Product) -> list[int]:
    """Return the products that share their defects with this one."""
    every = session.scalars(select(Product))
    return [each.id for each in every if each.kin == product.kin]


def _codes_in(session: Session, complaint: Complaint) -> list[int]:
    """Return the complaint's defect code, and those whose names its words speak of."""
    said = words_in(complaint.words)
    codes = session.execute(select(DefectCode.id, DefectCode.name, DefectCode.wordings))
    spoken = [row.id for row in codes if _speaks_of(said, (row.name, *names(row.wordings)))]
    return spoken if complaint.code_id is None else [complaint.code_id, *spoken]


def _speaks_of(said: list[str], called: tuple[str, ...]) -> bool:
    """Whether a telling word of a name occurs among the words, whatever its ending."""
    stems = (stem(word) for name in called for word in words_in(name))
    begins = [each for each in stems if len(each) >= _SHORTEST]
    return any(word.startswith(begin) for begin in begins for word in said)


@dataclass(frozen=True, slots=True)
class _Finding:
    """Something that was found on a batch: a defect code, or an item that failed."""

    code_id: int | None
    name: str  # in the language spoken now
    called: tuple[str, ...]  # in every language


def _found(session: Session, batch_ids: list[int]) -> dict[int, list[_Finding]]:
    """Return what decided rounds found on these batches."""
    found: dict[int, list[_Finding]] = defaultdict(list)
    decided = (
        Inspection.batch_id.in_(batch_ids),
        Inspection.status != InspectionStatus.WITHDRAWN,
        exists().where(
            SignOff.batch_id == Inspection.batch_id,
            SignOff.round == Inspection.round,
            SignOff.slot.in_((Slot.DECISION, Slot.ALONE)),
        ),
    )
    defects = (
        select(Inspection.batch_id, DefectCode.id, DefectCode.name, DefectCode.wordings)
        .join(Defect, Defect.inspection_id == Inspection.id)
        .join(DefectCode, DefectCode.id == Defect.code_id)
        .where(*decided)
        .order_by(Defect.id)
    )
    for batch_id, code_id, name, wordings in session.execute(defects):
        told = _Finding(code_id, spoken_words(name, wordings), (name, *names(wordings)))
        found[batch_id].append(told)
    failed = (
        select(Inspection.batch_id, CheckItem.title, CheckItem.wordings)
        .join(Answer, Answer.inspection_id == Inspection.id)
        .join(CheckItem, CheckItem.id == Answer.item_id)
        .where(*decided, Answer.result == Result.FAIL)
        .order_by(Answer.id)
    )
    for batch_id, title, wordings in session.execute(failed):
        said = spoken_words(title, wordings, "title")
        found[batch_id].append(_Finding(None, said, (title, *names(wordings))))
    return found


def _reasons(complaint: Complaint, batch: Batch, found: list[_Finding]) -> list[tuple[int, str]]:
    """Return what speaks for a batch, each with its weight."""
    reasons = []
    if complaint.order_id is not None and batch.order_id == complaint.order_id:
        reasons.append((5, _("It was made for this order.")))
    elif batch.order is not None and batch.order.customer_id == complaint.customer_id:
        reasons.append((2, _("It was made for an order of this customer.")))
    if complaint.product is not None:
        if batch.product_id == complaint.product_id:
            reasons.append((3, _("It is the same product.")))
        elif batch.product.kin == complaint.product.kin:
            reasons.append((1, _("It is of the same product family.")))
    return reasons + _spoken_of(complaint, found)


def _spoken_of(complaint: Complaint, found: list[_Finding]) -> list[tuple[int, str]]:
    said = words_in(complaint.words)
    reasons = {}
    for each in found:
        if each.code_id is not None and each.code_id == complaint.code_id:
            words = _("This defect was found on it: {name}.").format(name=each.name)
            reasons[each.name] = (4, words)
        elif _speaks_of(said, each.called):
            words = _("The words speak of what was found on it: {name}.").format(name=each.name)
            reasons.setdefault(each.name, (3, words))
    return list(reasons.values())


def _row(batch: Batch, reasons: list[tuple[int, str]]) -> SuggestedBatch:
    return SuggestedBatch(
        batch_id=batch.id,
        batch=batch.number,
        product=batch.product.full_code,
        produced_on=batch.produced_on,
        status=batch.status,
        reasons=tuple(words for _weight, words in reasons),
        weight=sum(weight for weight, _words in reasons),
    )
