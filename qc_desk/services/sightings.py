"""Problems raise themselves: from decided rounds and confirmed complaints, across all sites."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.checklists import CheckItem
from qc_desk.domain.complaint_statements import ComplaintLink
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.days import day_of
from qc_desk.domain.defects import Defect
from qc_desk.domain.loop_words import ComplaintOutcome
from qc_desk.domain.organisations import Site
from qc_desk.domain.people import Person
from qc_desk.domain.problems import Problem
from qc_desk.domain.products import DefectCode, Product
from qc_desk.domain.sightings import Sighting
from qc_desk.domain.vocabulary import Seat

# Any number will do, as long as every program that writes problems uses the same one.
_TURN = 7_114_231
_JUSTIFIED = (ComplaintOutcome.JUSTIFIED, ComplaintOutcome.PARTLY)


@dataclass(frozen=True, slots=True)
class Signature:
    """What makes two nonconformities the same: kin of the product, defect code, check item."""

    family: str
    code: DefectCode
    item_code: str
    item_title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class _Place:
    """Where and when something was seen, and how much of it."""

    site: Site
    made_on: date
    batch_id: int | None
    complaint_id: int | None = None
    defect_id: int | None = None
    quantity: int = 0


def take_turn(session: Session) -> None:
    """Wait until nobody else writes problems; then nobody else does until this act ends.

    Two workstations that see the same for the first time raise one problem. To be taken before
    the end of the audit chain is held, and after the rows of batches and complaints are: each
    transaction takes them in this order, or two of them could wait for each other.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})


def new_number(session: Session) -> int:
    """Return the number of the next problem; the turn must have been taken."""
    return (session.scalar(select(func.max(Problem.number))) or 0) + 1


def see_batch(session: Session, batch: Batch, by: Person, at: datetime) -> None:
    """Enter what was found in the round that has just been decided, within the deciding act.

    Each problem is seen once on a batch, whoever found it and in however many rounds.
    """
    found = _found(batch)
    if not found:
        return
    take_turn(session)
    for signature, defects in found.items():
        problem = problem_of(session, signature, by, at)
        place = _Place(
            site=batch.site,
            made_on=made_on(batch),
            batch_id=batch.id,
            defect_id=defects[0].id,
            quantity=_pieces(defects),
        )
        _see(session, problem, place, by, at)
    session.flush()


def _found(batch: Batch) -> dict[Signature, list[Defect]]:
    """Return what both inspectors recorded in this round, by signature, in a fixed order."""
    found: dict[Signature, list[Defect]] = {}
    for defect in batch.defects:
        if defect.inspection.round != batch.round or not defect.inspection.live:
            continue
        items = [defect.item, *(event.item for event in defect.events if event.item is not None)]
        for item in dict.fromkeys(items):
            found.setdefault(_signature(batch.product, defect.code, item), []).append(defect)
    return found


def _signature(product: Product, code: DefectCode, item: CheckItem | None) -> Signature:
    if item is None:
        return Signature(product.kin, code, "", "")
    return Signature(product.kin, code, item.code, item.title)


def _pieces(defects: list[Defect]) -> int:
    """Return how many pieces: what both inspectors found is the same, so the larger number."""
    return max(
        sum(each.affected_quantity for each in defects if each.inspection.seat is seat)
        for seat in Seat
    )


def made_on(batch: Batch) -> date:
    """Return the day a batch was made, or else the day it was entered, at its site."""
    return batch.produced_on or day_of(batch.created_at, batch.site.time_zone)


def see_complaint(session: Session, complaint: Complaint, by: Person, at: datetime) -> None:
    """Enter a confirmed complaint whose product and defect code are known, within an act.

    It is seen once for each batch that caused it; without one, when the customer was right. It
    stands for itself beside what was found on the batch, but goods refute a promise only once.
    """
    if complaint.product is None or complaint.code is None:
        return
    links = complaint.confirmed
    if not links and complaint.outcome not in _JUSTIFIED:
        return
    _hold_batches(session, links)
    take_turn(session)
    for place, product in _complained(complaint, links):
        title = _title(product, complaint.item_code)
        signature = Signature(product.kin, complaint.code, complaint.item_code, title)
        _see(session, problem_of(session, signature, by, at), place, by, at)
    session.flush()


def _hold_batches(session: Session, links: list[ComplaintLink]) -> None:
    """Hold the batches first: whoever decides about one holds it, too, and then takes the turn."""
    ids = [link.batch.id for link in links]
    held = select(Batch.id).where(Batch.id.in_(ids)).order_by(Batch.id)
    session.execute(held.with_for_update(read=True, key_share=True))


def _complained(complaint: Complaint, links: list[ComplaintLink]) -> list[tuple[_Place, Product]]:
    """Return the places of a complaint, each with the product whose kin has the problem."""
    places = [
        (
            _Place(
                site=link.batch.site,
                made_on=made_on(link.batch),
                batch_id=link.batch.id,
                complaint_id=complaint.id,
                defect_id=link.defect.id if link.defect is not None else None,
            ),
            link.batch.product,
        )
        for link in links
    ]
    if places or complaint.product is None:
        return places
    heard = day_of(complaint.heard_at, complaint.site.time_zone)
    alone = _Place(site=complaint.site, made_on=heard, batch_id=None, complaint_id=complaint.id)
    return [(alone, complaint.product)]


def _title(product: Product, item_code: str) -> str:
    """Return how the check item is called on the product's checklist, or else its code."""
    version = product.checklist.effective if product.checklist is not None else None
    items = version.items if version is not None else []
    return next((item.title for item in items if item.code == item_code), item_code)


def problem_of(session: Session, signature: Signature, by: Person, at: datetime) -> Problem:
    """Return the thread of a signature, raised now if there is none; the turn must be taken.

    A thread that was merged passes on to the one it has become a part of.
    """
    known = session.scalar(
        select(Problem)
        .where(
            Problem.family == signature.family,
            Problem.code_id == signature.code.id,
            Problem.item_code == signature.item_code,
            Problem.variant == "",
        )
        .execution_options(populate_existing=True)
    )
    if known is not None:
        return known.final
    raised = Problem(
        number=new_number(session),
        family=signature.family,
        code=signature.code,
        item_code=signature.item_code,
        item_title=signature.item_title,
        raised_at=at,
        changed_at=at,
    )
    session.add(raised)
    raised.raise_(by, at)
    session.flush()
    return raised


def _see(session: Session, problem: Problem, place: _Place, by: Person, at: datetime) -> None:
    """Let a problem take in what was seen, unless it knows."""
    known = _known(session, problem, place)
    if any(place.batch_id in (None, each.batch_id) for each in known):
        return
    vague = next((e for e in known if e.batch_id is None and e.replaced_by is None), None)
    sighting = Sighting(
        site=place.site,
        made_on=place.made_on,
        batch_id=place.batch_id,
        complaint_id=place.complaint_id,
        defect_id=place.defect_id,
        quantity=place.quantity,
        replaces=vague,
        by=by,
        at=at,
    )
    with session.no_autoflush:
        problem.see(sighting)
        session.add(sighting)
    session.flush()


def _known(session: Session, problem: Problem, place: _Place) -> list[Sighting]:
    """Return the sightings of the same batch, or of the same complaint, that a thread has."""
    threads = [each.id for each in problem.threads]
    same = (
        Sighting.batch_id == place.batch_id
        if place.complaint_id is None
        else Sighting.complaint_id == place.complaint_id
    )
    alike = select(Sighting).where(
        Sighting.problem_id.in_(threads),
        Sighting.complaint_id.is_(None) if place.complaint_id is None else same,
        same,
    )
    return list(session.scalars(alike))
