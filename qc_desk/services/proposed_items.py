"""From a complaint to a check item of the next version, and what it has caught since."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Select, and_, exists, select, union
from sqlalchemy.orm import Session

from qc_desk.domain import texts
from qc_desk.domain.checklists import CheckItem, Checklist, ChecklistVersion
from qc_desk.domain.complaint_statements import ComplaintEvent
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.defects import Defect
from qc_desk.domain.inspections import Answer, Inspection
from qc_desk.domain.loop_words import ComplaintStatus
from qc_desk.domain.people import MAY_LEAD
from qc_desk.domain.refusals import FieldInvalid, FieldNeeded, NameTaken, NoChecklist
from qc_desk.domain.sign_offs import SignOff
from qc_desk.domain.vocabulary import (
    InspectionStatus,
    ItemKind,
    PhotoRule,
    Result,
    Severity,
    Slot,
    VersionStatus,
)
from qc_desk.i18n import N_
from qc_desk.services.acts import acting
from qc_desk.services.checklist_drafts import copied
from qc_desk.services.complaints import locked_complaint


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemProposal:
    """What the new check item says; what is left out follows from the complaint."""

    code: str = ""  # "": the complaint's number
    section: str = ""
    title: str = ""  # "": the defect code's name, or the first words of the customer
    instruction: str = ""  # "": the complaint said back, or the customer's words
    severity: Severity | None = None  # None: as the defect code says, or major
    per_unit: bool = True
    photo_rule: PhotoRule = PhotoRule.ON_FAIL
    lower: Decimal | None = None  # with a limit it is a measurement, in ``unit``
    upper: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ProposedItem:
    """Where the item was put."""

    checklist_id: int
    version_id: int
    version_number: int
    item_code: str


def propose_item(
    session: Session, complaint_id: int, proposal: ItemProposal, by: int, at: datetime
) -> ProposedItem:
    """Put an item into the next draft of the checklist of the complaint's product (lead or owner).

    It carries the complaint's number as its birth certificate. The draft begins as a copy of the
    newest version. Somebody else's draft is copied into a new one, too: who adds an item is the
    author of the version that holds it, and so can never be the second person who approves it.
    """
    person = acting(session, "complaint.propose_item", by, at)
    complaint = locked_complaint(session, complaint_id)
    person.must_hold(MAY_LEAD, complaint.site)
    checklist = _checklist(session, complaint)
    item = _item(session, complaint, proposal)
    draft = _draft(session, checklist, by, at)
    if item.code.casefold() in {each.code.casefold() for each in draft.items}:
        raise NameTaken(kind=N_("check item"), name=item.code)
    item.position = max((each.position for each in draft.items), default=0) + 1
    draft.items.append(item)
    session.add(checklist)
    session.flush()
    return ProposedItem(
        checklist_id=checklist.id,
        version_id=draft.id,
        version_number=draft.number,
        item_code=item.code,
    )


def _checklist(session: Session, complaint: Complaint) -> Checklist:
    """Return the checklist of the complaint's product, locked so that drafts count up."""
    if complaint.product is None:
        raise FieldNeeded(field=N_("product"))
    if complaint.product.checklist_id is None:
        raise NoChecklist(product=complaint.product.full_code)
    return session.get_one(Checklist, complaint.product.checklist_id, with_for_update=True)


def _draft(session: Session, checklist: Checklist, by: int, at: datetime) -> ChecklistVersion:
    """Return this person's own newest draft, or the next version as a copy of the newest."""
    newest = checklist.newest
    if newest is not None and newest.status is VersionStatus.DRAFT and newest.drafted_by_id == by:
        return newest
    return copied(session, checklist, newest, by, at)


def _item(session: Session, complaint: Complaint, proposal: ItemProposal) -> CheckItem:
    code = complaint.code
    measured = proposal.lower is not None or proposal.upper is not None
    unit = texts.text(proposal.unit, N_("unit"), 20, needed=measured)
    if proposal.lower is not None and proposal.upper is not None:
        _must_be_in_order(proposal.lower, proposal.upper)
    told = complaint.words if code is None else code.name
    usual = code.default_severity if code is not None else Severity.MAJOR
    return CheckItem(
        position=0,
        code=texts.text(proposal.code or complaint.name, N_("item code"), 40),
        section=texts.text(proposal.section, N_("section"), 200),
        title=texts.text(proposal.title or _beginning(told, 200), N_("title"), 200),
        instruction=texts.text(
            proposal.instruction or _beginning(_said_back(session, complaint), 2000),
            N_("instruction"),
            2000,
        ),
        kind=ItemKind.MEASUREMENT if measured else ItemKind.PASS_FAIL,
        severity=proposal.severity or usual,
        per_unit=proposal.per_unit,
        photo_rule=proposal.photo_rule,
        lower=proposal.lower,
        upper=proposal.upper,
        unit=unit if measured else "",
        decimals=_decimals(proposal.lower, proposal.upper),
        defect_code_id=complaint.code_id,
        born_of=complaint.name,
    )


def _must_be_in_order(lower: Decimal, upper: Decimal) -> None:
    if lower > upper:
        why = N_("it is larger than the upper limit.")
        raise FieldInvalid(field=N_("lower limit"), value=lower, why=why)


def _decimals(*limits: Decimal | None) -> int:
    """Return the most digits that a limit has after its point."""
    exponents = [each.as_tuple().exponent for each in limits if each is not None]
    return max((-each for each in exponents if isinstance(each, int)), default=0)


def _said_back(session: Session, complaint: Complaint) -> str:
    """Return the complaint in our own words, as the customer agreed; else in the customer's."""
    said = session.scalar(
        select(ComplaintEvent.words)
        .where(
            ComplaintEvent.complaint_id == complaint.id,
            ComplaintEvent.status == ComplaintStatus.RESTATED,
        )
        .order_by(ComplaintEvent.id.desc())
        .limit(1)
    )
    return said or complaint.words


def _beginning(words: str, limit: int) -> str:
    """Return a text that fits, cut at a space, with a sign that there is more."""
    if len(words) <= limit:
        return words
    return f"{words[: limit - 1].rsplit(maxsplit=1)[0]}…"


@dataclass(frozen=True, kw_only=True, slots=True)
class CatchRow:
    """A check item, where it comes from, and in how many decided checks it found something."""

    item_code: str
    title: str
    born_of: str
    caught: int


def catch_counts(session: Session, checklist_id: int) -> list[CatchRow]:
    """Return the items of a checklist's newest version with their catch counts, in their order.

    A catch is a round of a batch in which the item failed or had a defect, with either inspector;
    rounds that are not decided yet stay hidden.
    """
    checklist = session.get_one(Checklist, checklist_id)
    caught = Counter(row.code for row in session.execute(_catches(checklist_id)))
    newest = checklist.newest
    return [
        CatchRow(
            item_code=item.code,
            title=item.title,
            born_of=item.born_of,
            caught=caught[item.code],
        )
        for item in (newest.items if newest is not None else ())
    ]


def _catches(checklist_id: int) -> Select[str, int, int]:
    """Select each item code with each decided round in which it found something, once."""
    newer = Answer.__table__.alias("newer")
    seen = (
        select(CheckItem.code, Inspection.batch_id, Inspection.round)
        .select_from(Inspection)
        .join(ChecklistVersion, ChecklistVersion.id == Inspection.version_id)
        .where(
            ChecklistVersion.checklist_id == checklist_id,
            Inspection.status != InspectionStatus.WITHDRAWN,
            exists().where(
                SignOff.batch_id == Inspection.batch_id,
                SignOff.round == Inspection.round,
                SignOff.slot.in_((Slot.DECISION, Slot.ALONE)),
            ),
        )
    )
    failed = (
        seen.join(
            Answer, and_(Answer.inspection_id == Inspection.id, Answer.result == Result.FAIL)
        )
        .join(CheckItem, CheckItem.id == Answer.item_id)
        .where(~exists().where(newer.c.replaces_id == Answer.id))
    )
    had_defect = seen.join(Defect, Defect.inspection_id == Inspection.id).join(
        CheckItem, CheckItem.id == Defect.item_id
    )
    every = union(failed, had_defect).subquery()
    return select(every.c.code, every.c.batch_id, every.c.round)
