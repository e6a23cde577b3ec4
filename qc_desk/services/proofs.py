"""What the goods have shown since a claimed fix, worked out from decided batches at every site."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from qc_desk.domain.batches import Batch
from qc_desk.domain.checklists import CheckItem
from qc_desk.domain.complaint_statements import ComplaintLink
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.days import day_of
from qc_desk.domain.defects import Defect
from qc_desk.domain.inspections import Answer, Inspection
from qc_desk.domain.loop_words import Standing
from qc_desk.domain.organisations import Site
from qc_desk.domain.problems import Problem
from qc_desk.domain.products import Product
from qc_desk.domain.proof import MadeBatch, Proof, ProofRule, proof_of
from qc_desk.domain.sightings import Sighting
from qc_desk.domain.sign_offs import SignOff
from qc_desk.domain.vocabulary import InspectionStatus, Result, Seat, Slot
from qc_desk.services.sightings import made_on

_ZONES = timedelta(days=1)  # the day of a moment is at most this far from its day in UTC


@dataclass(frozen=True, slots=True)
class _Marks:
    """By what the goods of a problem are known: families with their check items, defect codes."""

    threads: tuple[int, ...]
    families: dict[str, set[str]]
    codes: tuple[int, ...]

    @property
    def items(self) -> list[str]:
        """The check items of all families."""
        return sorted(set().union(*self.families.values()))

    def looked_for(self, family: str, judged: list[str]) -> bool:
        """Whether judging these items means to have looked for the problem on such goods.

        Where it belongs to no item, whoever checks the goods at all looks for it.
        """
        return self.families[family] <= set(judged)


def proof_now(session: Session, problem: Problem, at: datetime) -> Proof | None:
    """Return what all sites have shown since the newest claimed fix; None before there is one.

    A batch counts when two people have decided about it and both looked for the defect. It is
    clean when nobody failed its check item or recorded its code, in any decided round, and no
    complaint about it is confirmed.
    """
    claim = problem.claim
    if claim is None or claim.fixed_from is None:
        return None
    rule = ProofRule(claim.proof_batches or 0, claim.proof_days or 0)
    marks = _marks(problem)
    sites = _sites(session, marks)
    made = _made(session, marks, claim.fixed_from)
    today = min((day_of(at, site.time_zone) for site in sites), default=at.date())
    return proof_of(made, [_name(site) for site in sites], claim.fixed_from, today, rule)


def _marks(problem: Problem) -> _Marks:
    families: dict[str, set[str]] = {}
    for each in problem.threads:
        families.setdefault(each.family, set()).update({each.item_code} - {""})
    return _Marks(
        threads=tuple(each.id for each in problem.threads),
        families=families,
        codes=tuple({each.code_id for each in problem.threads}),
    )


def _name(site: Site) -> str:
    """Return a name that no other site has."""
    return f"{site.name} ({site.code})"


def _kin(marks: _Marks) -> ColumnElement[bool]:
    """Whether a product is of the families of a problem."""
    return or_(
        Product.family.in_(list(marks.families)),
        and_(Product.family == "", Product.code.in_(list(marks.families))),
    )


def _sites(session: Session, marks: _Marks) -> list[Site]:
    """Return the sites in use that make the goods or have seen the problem."""
    making = select(Batch.site_id).join(Batch.product).where(_kin(marks))
    seeing = select(Sighting.site_id).where(Sighting.problem_id.in_(marks.threads))
    wanted = select(Site).where(
        Site.retired_at.is_(None), or_(Site.id.in_(making), Site.id.in_(seeing))
    )
    return list(session.scalars(wanted.order_by(Site.code)))


def _made(session: Session, marks: _Marks, since: date) -> list[MadeBatch]:
    decided = _decided(marks, since)
    bad = _seen(session, marks, decided)
    bad |= _recorded(session, marks, decided)
    bad |= _failed(session, marks, decided)
    bad |= _complained(session, marks, decided)
    batches = session.scalars(
        select(Batch)
        .where(Batch.id.in_(decided))
        .options(joinedload(Batch.site), joinedload(Batch.product))
    )
    looked = _looked(session, marks, decided)
    return [
        MadeBatch(batch.number, _name(batch.site), made_on(batch), clean=batch.id not in bad)
        for batch in batches
        if batch.id in bad or marks.looked_for(batch.product.kin, looked.get(batch.id, []))
    ]


def _decided(marks: _Marks, since: date) -> Select[int]:
    """Return what asks for the batches of the families that two people decided about."""
    begin = datetime.combine(since, datetime.min.time(), UTC) - _ZONES
    return (
        select(SignOff.batch_id)
        .join(Batch, Batch.id == SignOff.batch_id)
        .join(Batch.product)
        .where(
            SignOff.slot == Slot.DECISION,
            _kin(marks),
            or_(
                Batch.produced_on >= since,
                and_(Batch.produced_on.is_(None), Batch.created_at >= begin),
            ),
        )
    )


def _counts() -> ColumnElement[bool]:
    """Whether an inspection counts, and its round is decided: nothing else is told before."""
    decision = select(SignOff.id).where(
        SignOff.batch_id == Inspection.batch_id,
        SignOff.round == Inspection.round,
        SignOff.slot.in_((Slot.DECISION, Slot.ALONE)),
    )
    return and_(Inspection.status != InspectionStatus.WITHDRAWN, decision.exists())


def _seen(session: Session, marks: _Marks, decided: Select[int]) -> set[int]:
    """Return the batches on which the problem was seen."""
    newer = aliased(Sighting)
    wanted = (
        select(Sighting.batch_id)
        .outerjoin(newer, newer.replaces_id == Sighting.id)
        .where(
            Sighting.problem_id.in_(marks.threads),
            Sighting.complaint_id.is_(None),
            Sighting.batch_id.in_(decided),
            newer.id.is_(None),
        )
    )
    return {each for each in session.scalars(wanted) if each is not None}


def _recorded(session: Session, marks: _Marks, decided: Select[int]) -> set[int]:
    """Return the batches on which the defect code was recorded, at whatever item."""
    wanted = (
        select(Defect.batch_id)
        .join(Defect.inspection)
        .where(Defect.batch_id.in_(decided), Defect.code_id.in_(marks.codes), _counts())
    )
    return set(session.scalars(wanted))


def _failed(session: Session, marks: _Marks, decided: Select[int]) -> set[int]:
    """Return the batches whose check item failed."""
    newer = aliased(Answer)
    wanted = (
        select(Inspection.batch_id)
        .join(Answer, Answer.inspection_id == Inspection.id)
        .join(Answer.item)
        .outerjoin(newer, newer.replaces_id == Answer.id)
        .where(
            Inspection.batch_id.in_(decided),
            _counts(),
            CheckItem.code.in_(marks.items),
            Answer.result == Result.FAIL,
            newer.id.is_(None),
        )
    )
    return set(session.scalars(wanted))


def _complained(session: Session, marks: _Marks, decided: Select[int]) -> set[int]:
    """Return the batches against which a complaint about the same defect is confirmed now."""
    newest = select(func.max(ComplaintLink.id)).group_by(
        ComplaintLink.complaint_id, ComplaintLink.batch_id
    )
    wanted = (
        select(ComplaintLink.batch_id)
        .join(Complaint, Complaint.id == ComplaintLink.complaint_id)
        .where(
            ComplaintLink.batch_id.in_(decided),
            ComplaintLink.id.in_(newest),
            ComplaintLink.standing == Standing.CONFIRMED,
            Complaint.code_id.in_(marks.codes),
        )
    )
    return set(session.scalars(wanted))


def _looked(session: Session, marks: _Marks, decided: Select[int]) -> dict[int, list[str]]:
    """Return the check items that both inspectors judged in the round decided last, by batch."""
    newer = aliased(Answer)
    last = (
        select(func.max(SignOff.round))
        .where(SignOff.batch_id == Inspection.batch_id, SignOff.slot == Slot.DECISION)
        .scalar_subquery()
    )
    found = session.execute(
        select(Inspection.batch_id, CheckItem.code)
        .join(Answer, Answer.inspection_id == Inspection.id)
        .join(Answer.item)
        .outerjoin(newer, newer.replaces_id == Answer.id)
        .where(
            Inspection.batch_id.in_(decided),
            Inspection.round == last,
            Inspection.status != InspectionStatus.WITHDRAWN,
            CheckItem.code.in_(marks.items),
            Answer.result != Result.NOT_APPLICABLE,
            newer.id.is_(None),
        )
        .group_by(Inspection.batch_id, CheckItem.code)
        .having(func.count(Inspection.seat.distinct()) == len(Seat))
    )
    looked: dict[int, list[str]] = {}
    for batch_id, item in found:
        looked.setdefault(batch_id, []).append(item)
    return looked
