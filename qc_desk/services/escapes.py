"""How a confirmed defect got past two people: what was checked, and who says otherwise."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from qc_desk.domain.batches import Batch
from qc_desk.domain.checklists import CheckItem, ChecklistVersion
from qc_desk.domain.complaint_statements import ComplaintLink, EscapeRuling
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.escapes import CheckedItem, Look, Round, escape_cause
from qc_desk.domain.inspections import Answer, Inspection
from qc_desk.domain.loop_words import EscapeCause
from qc_desk.domain.people import Person
from qc_desk.domain.photos import Photo
from qc_desk.domain.refusals import NoEscape, NotFound
from qc_desk.domain.vocabulary import Result, Seat, Verdict, Word
from qc_desk.i18n import N_
from qc_desk.services.acts import acting
from qc_desk.services.complaints import held_batch, locked_complaint
from qc_desk.services.shop_texts import spoken_title

# what is looked at, a few statements for however many complaints; of people only their names
_WHOLE = (
    selectinload(Complaint.rulings).joinedload(EscapeRuling.by).lazyload(Person.grants),
    selectinload(Complaint.links)
    .joinedload(ComplaintLink.batch)
    .options(
        selectinload(Batch.sign_offs),
        selectinload(Batch.inspections).options(
            joinedload(Inspection.inspector).lazyload(Person.grants),
            joinedload(Inspection.draw),
            selectinload(Inspection.plans),
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
    rounds = {
        complaint.id: [_round(complaint, link.batch) for link in complaint.confirmed]
        for complaint in session.scalars(query.options(*_WHOLE)).all()
    }
    looks = _looks(session, [each for of in rounds.values() for each in of])
    return {each: tuple(_escape(round_, looks) for round_ in of) for each, of in rounds.items()}


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


@dataclass(frozen=True, kw_only=True, slots=True)
class _Round:
    """The round in which a batch of a complaint was decided, and what should have caught it."""

    complaint: Complaint
    batch: Batch
    number: int
    verdict: Verdict
    first: Inspection | None
    second: Inspection | None
    items: tuple[CheckItem, ...]  # none where two people did not pass the batch


def _round(complaint: Complaint, batch: Batch) -> _Round:
    number = _deciding_round(batch)
    verdict = batch.verdict(number)
    first, second = batch.inspection(Seat.FIRST, number), batch.inspection(Seat.SECOND, number)
    by_two = verdict is Verdict.RELEASED and first is not None and second is not None
    items = first.version.items if by_two and first is not None else ()
    return _Round(
        complaint=complaint,
        batch=batch,
        number=number,
        verdict=verdict,
        first=first,
        second=second,
        items=tuple(item for item in items if _should_catch(item, complaint)),
    )


def _escape(decided: _Round, looks: "_Looks") -> EscapeRow:
    complaint, batch, first, second = (
        decided.complaint,
        decided.batch,
        decided.first,
        decided.second,
    )
    items = _items(decided, looks)
    checked = Round(
        quantity=batch.quantity, sample_size=first.sample_size if first else 0, items=items
    )
    known = complaint.code_id is not None or complaint.item_code != ""
    released = decided.verdict is Verdict.RELEASED
    return EscapeRow(
        batch_id=batch.id,
        batch=batch.number,
        verdict=decided.verdict,
        round=decided.number,
        checklist_id=first.version.checklist_id if first else None,
        checklist=spoken_title(first.version.checklist) if first else "",
        checklist_version=first.version.number if first else None,
        quantity=batch.quantity,
        sample_size=first.sample_size if first else None,
        first=first.inspector.name if first else "",
        second=second.inspector.name if second else "",
        found=escape_cause(checked) if released and known else None,
        evidence=tuple(
            _evidence(item, each) for item in items for each in (item.first, item.second)
        ),
        rulings=tuple(_ruling(e) for e in complaint.rulings if e.batch_id == batch.id),
    )


def _items(decided: _Round, looks: "_Looks") -> tuple[CheckedItem, ...]:
    """Return the items that should have caught it, with what both inspectors answered."""
    first, second, items = decided.first, decided.second, decided.items
    if first is None or second is None or not items:
        return ()
    undrawn = Counter(item for item, _unit in set(first.places) - set(second.places))
    return tuple(
        CheckedItem(
            code=item.code,
            title=spoken_title(item),
            per_unit=item.per_unit,
            measured=item.kind.has_value,
            first=tuple(looks.get((first.id, item.id), ())),
            second=tuple(looks.get((second.id, item.id), ())),
            undrawn=undrawn[item.id],
        )
        for item in items
    )


def _should_catch(item: CheckItem, complaint: Complaint) -> bool:
    """Whether the item is the complaint's own, or looks for its defect code."""
    same_item = complaint.item_code != "" and item.code == complaint.item_code
    return same_item or (
        complaint.code_id is not None and item.defect_code_id == complaint.code_id
    )


_Looks = dict[tuple[int, int], list[Look]]  # by inspection and item


def _looks(session: Session, rounds: Iterable[_Round]) -> _Looks:
    """Return what inspectors answered at what should have caught it, as it stood at the decision.

    Only these answers are read: of a batch they are few.
    """
    people: dict[int, str] = {}
    items: set[int] = set()
    for each in rounds:
        for inspection in (each.first, each.second) if each.items else ():
            assert inspection is not None  # noqa: S101 (there are items)
            people[inspection.id] = inspection.inspector.name
        items.update(item.id for item in each.items)
    if not items:
        return {}
    newer = aliased(Answer)
    answers = session.execute(
        select(
            Answer.inspection_id, Answer.item_id, Answer.unit_number, Answer.result, Answer.value
        )
        .where(
            Answer.inspection_id.in_(people),
            Answer.item_id.in_(items),
            ~exists().where(newer.replaces_id == Answer.id),
        )
        .order_by(Answer.id)
    )
    place = (Photo.inspection_id, Photo.item_id, Photo.unit_number)
    counted = session.execute(
        select(*place, func.count())
        .where(Photo.inspection_id.in_(people), Photo.item_id.in_(items))
        .group_by(*place)
    )
    photos = {(of, item, unit): count for of, item, unit, count in counted}
    found: _Looks = defaultdict(list)
    for of, item, unit, result, value in answers.all():
        found[of, item].append(
            Look(
                person=people[of],
                unit_number=unit,
                result=result,
                value=value,
                photos=photos.get((of, item, unit), 0),
            )
        )
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
