"""How a confirmed defect got past two people: what was checked, and who says otherwise."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from qc_desk.domain.batches import Batch
from qc_desk.domain.checklists import CheckItem, ChecklistVersion
from qc_desk.domain.complaint_statements import ComplaintLink, EscapeRuling
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.escapes import CheckedItem, Look, Round, escape_cause
from qc_desk.domain.inspections import Inspection
from qc_desk.domain.loop_words import EscapeCause
from qc_desk.domain.refusals import NoEscape, NotFound
from qc_desk.domain.vocabulary import Result, Seat, Verdict, Word
from qc_desk.i18n import N_
from qc_desk.services.acts import acting
from qc_desk.services.complaints import held_batch, locked_complaint
from qc_desk.services.shop_texts import spoken_title

# what is looked at, a few statements for however many complaints
_WHOLE = (
    joinedload(Complaint.code),
    selectinload(Complaint.rulings).joinedload(EscapeRuling.by),
    selectinload(Complaint.links)
    .joinedload(ComplaintLink.batch)
    .options(
        selectinload(Batch.sign_offs),
        selectinload(Batch.inspections).options(
            joinedload(Inspection.inspector),
            joinedload(Inspection.draw),
            selectinload(Inspection.plans),
            selectinload(Inspection.answers),
            selectinload(Inspection.photos),
            joinedload(Inspection.version).options(
                joinedload(ChecklistVersion.checklist), selectinload(ChecklistVersion.items)
            ),
        ),
    ),
)


class EscapeStep(Word):
    """What is done about a way of escaping."""

    PROPOSE_ITEM = "propose_item", N_("propose a check item for the next checklist version")
    TIGHTEN_SAMPLING = "tighten_sampling", N_("look at more pieces of each batch")
    IMPROVE_AID = "improve_aid", N_("improve the instruction or picture, and train")
    LOOK_AT_TRANSPORT = "look_at_transport", N_("look at packing and transport")


NEXT_STEP = {
    EscapeCause.NOT_ON_CHECKLIST: EscapeStep.PROPOSE_ITEM,
    EscapeCause.NOT_IN_SAMPLE: EscapeStep.TIGHTEN_SAMPLING,
    EscapeCause.MISSED_BY_BOTH: EscapeStep.IMPROVE_AID,
    EscapeCause.AFTER_RELEASE: EscapeStep.LOOK_AT_TRANSPORT,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class EvidenceRow:
    """What one inspector answered at an item that should have caught it."""

    item_code: str
    item: str
    person: str
    units: int  # pieces looked at; 0: answered once for the whole batch
    passed: int
    failed: int
    not_applicable: int
    lowest: Decimal | None
    highest: Decimal | None
    photos: int


@dataclass(frozen=True, kw_only=True, slots=True)
class RulingRow:
    """What a person says against the program."""

    cause: EscapeCause
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class EscapeRow:
    """How the defect of a complaint got out of a confirmed batch.

    ``found`` is what the program found: None where two people did not pass the batch (``verdict``
    tells how it went out), or where the complaint has neither defect code nor check item yet.
    """

    batch_id: int
    batch: str
    verdict: Verdict
    round: int
    checklist_id: int | None
    checklist: str
    checklist_version: int | None
    quantity: int
    sample_size: int | None
    first: str
    second: str
    found: EscapeCause | None
    evidence: tuple[EvidenceRow, ...]
    rulings: tuple[RulingRow, ...]  # oldest first; the last one counts

    @property
    def cause(self) -> EscapeCause | None:
        """What counts: the newest word of a person, or else what the program found."""
        return self.rulings[-1].cause if self.rulings else self.found

    @property
    def next_step(self) -> EscapeStep | None:
        """What is done about it."""
        return NEXT_STEP[self.cause] if self.cause is not None else None

    @property
    def passed_by_two(self) -> bool:
        """Whether two people passed the batch: only then something escaped them."""
        return self.verdict is Verdict.RELEASED


@dataclass(frozen=True, kw_only=True, slots=True)
class RulingEntry:
    """How it escaped, against what the program says, and why."""

    batch_id: int
    cause: EscapeCause
    reason: str


def escapes(session: Session, complaint_id: int) -> tuple[EscapeRow, ...]:
    """Return how it escaped from each confirmed batch, those confirmed first first."""
    found = escapes_of(session, [complaint_id])
    if not found:
        raise NotFound(kind=N_("complaint"), name=complaint_id)
    return found[complaint_id]


def escapes_of(session: Session, complaint_ids: list[int]) -> dict[int, tuple[EscapeRow, ...]]:
    """Return how it escaped for several complaints, in the order of their ids."""
    query = select(Complaint).where(Complaint.id.in_(complaint_ids)).order_by(Complaint.id)
    return {
        complaint.id: tuple(_escape(complaint, link.batch) for link in complaint.confirmed)
        for complaint in session.scalars(query.options(*_WHOLE))
    }


def rule_escape(
    session: Session, complaint_id: int, entry: RulingEntry, by: int, at: datetime
) -> None:
    """Overrule the program with a reason (lead or owner); what it found stays to be read."""
    person = acting(session, "complaint.rule_escape", by, at, entry.reason)
    batch = held_batch(session, entry.batch_id)
    complaint = locked_complaint(session, complaint_id)
    if batch.verdict(_deciding_round(batch)) is not Verdict.RELEASED:
        raise NoEscape(batch=batch.number)
    complaint.rule_escape(batch, entry.cause, entry.reason, person, at)
    session.flush()


def _deciding_round(batch: Batch) -> int:
    """Return the newest round that was decided, or the present one where none was."""
    decided = {signed.round for signed in batch.sign_offs}
    return max(
        (each for each in decided if batch.verdict(each) is not Verdict.PENDING),
        default=batch.round,
    )


def _escape(complaint: Complaint, batch: Batch) -> EscapeRow:
    round_ = _deciding_round(batch)
    verdict = batch.verdict(round_)
    first, second = batch.inspection(Seat.FIRST, round_), batch.inspection(Seat.SECOND, round_)
    items: tuple[CheckedItem, ...] = ()
    if verdict is Verdict.RELEASED and first is not None and second is not None:
        items = _items(complaint, first, second)
    checked = Round(
        quantity=batch.quantity, sample_size=first.sample_size if first else 0, items=items
    )
    known = complaint.code is not None or complaint.item_code != ""
    return EscapeRow(
        batch_id=batch.id,
        batch=batch.number,
        verdict=verdict,
        round=round_,
        checklist_id=first.version.checklist_id if first else None,
        checklist=spoken_title(first.version.checklist) if first else "",
        checklist_version=first.version.number if first else None,
        quantity=batch.quantity,
        sample_size=first.sample_size if first else None,
        first=first.inspector.name if first else "",
        second=second.inspector.name if second else "",
        found=escape_cause(checked) if verdict is Verdict.RELEASED and known else None,
        evidence=tuple(
            _evidence(item, looks) for item in items for looks in (item.first, item.second)
        ),
        rulings=tuple(_ruling(e) for e in complaint.rulings if e.batch_id == batch.id),
    )


def _items(complaint: Complaint, first: Inspection, second: Inspection) -> tuple[CheckedItem, ...]:
    """Return the items that should have caught it, with what both inspectors answered."""
    looks = [_looks(each) for each in (first, second)]
    undrawn = Counter(item for item, _unit in set(first.places) - set(second.places))
    return tuple(
        CheckedItem(
            code=item.code,
            title=item.title,
            per_unit=item.per_unit,
            measured=item.kind.has_value,
            first=tuple(looks[0].get(item.id, ())),
            second=tuple(looks[1].get(item.id, ())),
            undrawn=undrawn[item.id],
        )
        for item in first.version.items
        if _should_catch(item, complaint)
    )


def _should_catch(item: CheckItem, complaint: Complaint) -> bool:
    """Whether the item is the complaint's own, or looks for its defect code."""
    same_item = complaint.item_code != "" and item.code == complaint.item_code
    return same_item or (
        complaint.code_id is not None and item.defect_code_id == complaint.code_id
    )


def _looks(inspection: Inspection) -> dict[int, list[Look]]:
    """Return what an inspector answered, by item, as it stood when the round was decided."""
    photos = Counter((photo.item_id, photo.unit_number) for photo in inspection.photos)
    found: dict[int, list[Look]] = {}
    for answer in inspection.current.values():
        look = Look(
            person=inspection.inspector.name,
            unit_number=answer.unit_number,
            result=answer.result,
            value=answer.value,
            photos=photos[answer.item.id, answer.unit_number],
        )
        found.setdefault(answer.item.id, []).append(look)
    return found


def _evidence(item: CheckedItem, looks: tuple[Look, ...]) -> EvidenceRow:
    results = Counter(look.result for look in looks)
    values = [look.value for look in looks if look.value is not None]
    applicable = results[Result.PASS] + results[Result.FAIL]
    return EvidenceRow(
        item_code=item.code,
        item=item.title,
        person=looks[0].person if looks else "",
        units=applicable if item.per_unit else 0,
        passed=results[Result.PASS],
        failed=results[Result.FAIL],
        not_applicable=results[Result.NOT_APPLICABLE],
        lowest=min(values, default=None),
        highest=max(values, default=None),
        photos=sum(look.photos for look in looks),
    )


def _ruling(ruling: EscapeRuling) -> RulingRow:
    return RulingRow(cause=ruling.cause, reason=ruling.reason, by=ruling.by.name, at=ruling.at)
