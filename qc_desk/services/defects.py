"""Nonconformities as they are recorded, contained, decided about and closed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qc_desk.domain import texts
from qc_desk.domain.defects import Defect, DefectEvent
from qc_desk.domain.people import MAY_INSPECT, MAY_LEAD
from qc_desk.domain.products import DefectCode
from qc_desk.domain.refusals import FieldNeeded, NotFound, QuantityWrong, Retired
from qc_desk.domain.vocabulary import DefectStatus, Disposition, Severity
from qc_desk.i18n import N_
from qc_desk.services.acts import acting
from qc_desk.services.inspections import locked_batch, locked_inspection
from qc_desk.services.shop_texts import spoken_name, spoken_title


@dataclass(frozen=True, kw_only=True, slots=True)
class DefectEntry:
    """What an inspector enters about a nonconformity."""

    code_id: int | None
    severity: Severity | None = None  # None: as the code says
    quantity: int | None = 1
    place: str = ""
    containment: str = ""
    note: str = ""
    item_id: int | None = None
    unit_number: int = 0


def record_defect(
    session: Session, inspection_id: int, entry: DefectEntry, by: int, at: datetime
) -> int:
    """Record a nonconformity found during an open inspection; returns its id.

    When it says how the pieces are kept apart, the defect is contained at once.
    """
    person = acting(session, "defect.record", by, at)
    inspection = locked_inspection(session, inspection_id)
    batch = inspection.batch
    inspection.must_take(person)
    item = inspection.item(entry.item_id) if entry.item_id is not None else None
    if item is not None:
        inspection.must_have(item, entry.unit_number)
    code = _usable(session, entry.code_id)
    last = session.scalar(select(func.max(Defect.number)).where(Defect.batch_id == batch.id)) or 0
    severity = entry.severity or code.default_severity
    defect = Defect(
        inspection=inspection,
        item=item,
        unit_number=entry.unit_number if item is not None else 0,
        number=last + 1,
        code=code,
        severity=severity,
        quantity=_possible(entry.quantity, batch.quantity),
        place=texts.text(entry.place, N_("place"), texts.LINE),
        containment=texts.text(entry.containment, N_("containment"), texts.NOTE),
        note=texts.text(entry.note, N_("note"), texts.NOTE),
        by=person,
        at=at,
    )
    batch.defects.append(defect)
    opened = DefectEvent(status=DefectStatus.OPEN, quantity=0, by=person, at=at)
    defect.events.append(opened)
    if defect.containment:
        defect.contain(defect.containment, person, at)
    inspection.touch(at)
    session.flush()
    return defect.id


def _usable(session: Session, code_id: int | None) -> DefectCode:
    """Return a defect code that can be chosen for something new."""
    if code_id is None:
        raise FieldNeeded(field=N_("defect code"))
    code = session.get_one(DefectCode, code_id)
    if code.retired_at is not None:
        raise Retired(kind=N_("defect code"), name=code.code)
    return code


def _possible(quantity: int | None, highest: int) -> int:
    if quantity is None:
        raise FieldNeeded(field=N_("quantity"))
    if not 1 <= quantity <= highest:
        raise QuantityWrong(quantity=quantity, lowest=1, highest=highest)
    return quantity


@dataclass(frozen=True, kw_only=True, slots=True)
class SeenAgain:
    """Where the same defect was found again, and how many more pieces that makes."""

    item_id: int
    unit_number: int = 0
    more_pieces: int = 0


def see_again(session: Session, defect_id: int, seen: SeenAgain, by: int, at: datetime) -> None:
    """Note the same defect at another item or sample unit, instead of recording it twice."""
    person = acting(session, "defect.see_again", by, at)
    defect = _locked(session, defect_id)
    item = defect.inspection.item(seen.item_id)
    defect.see_again(item, seen.unit_number, seen.more_pieces, person, at)


def contain(session: Session, defect_id: int, what: str, by: int, at: datetime) -> None:
    """Write down how the nonconforming pieces are kept apart."""
    person = acting(session, "defect.contain", by, at)
    defect = _locked(session, defect_id)
    person.must_hold(MAY_INSPECT, defect.batch.site)
    defect.contain(what, person, at)


@dataclass(frozen=True, kw_only=True, slots=True)
class DispositionEntry:
    """What is decided about some of the nonconforming pieces."""

    disposition: Disposition
    quantity: int
    note: str = ""


def dispose(
    session: Session, defect_id: int, entry: DispositionEntry, by: int, at: datetime
) -> None:
    """Decide what happens to some of the nonconforming pieces; quantities must add up."""
    person = acting(session, "defect.dispose", by, at)
    defect = _locked(session, defect_id)
    person.must_hold(MAY_LEAD, defect.batch.site)
    defect.dispose(entry.disposition, entry.quantity, person, at, entry.note)


def close(session: Session, defect_id: int, note: str, by: int, at: datetime) -> None:
    """Close a defect once every nonconforming piece has its disposition."""
    person = acting(session, "defect.close", by, at)
    defect = _locked(session, defect_id)
    person.must_hold(MAY_LEAD, defect.batch.site)
    defect.close(person, at, note)


def _locked(session: Session, defect_id: int) -> Defect:
    batch_id = session.scalar(select(Defect.batch_id).where(Defect.id == defect_id))
    if batch_id is None:
        raise NotFound(kind=N_("defect"), name=defect_id)
    locked_batch(session, batch_id)
    return session.get_one(Defect, defect_id)


@dataclass(frozen=True, kw_only=True, slots=True)
class DefectEventRow:
    """Something that happened to a defect."""

    status: DefectStatus
    disposition: Disposition | None
    quantity: int
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class DefectRow:
    """A defect with its story."""

    id: int
    number: int
    code: str
    name: str
    severity: Severity
    quantity: int
    undecided: int
    place: str
    item: str
    containment: str
    note: str
    found_by: str
    found_at: datetime
    round: int
    status: DefectStatus
    events: tuple[DefectEventRow, ...]
    photo_ids: tuple[int, ...]


def defect_row(defect: Defect) -> DefectRow:
    """Return a defect as windows show it."""
    return DefectRow(
        id=defect.id,
        number=defect.number,
        code=defect.code.code,
        name=spoken_name(defect.code),
        severity=defect.severity,
        quantity=defect.affected_quantity,
        undecided=defect.undecided_quantity,
        place=defect.place,
        item=spoken_title(defect.item) if defect.item else "",
        containment=defect.containment,
        note=defect.note,
        found_by=defect.by.name,
        found_at=defect.at,
        round=defect.inspection.round,
        status=defect.status,
        events=tuple(
            DefectEventRow(
                status=event.status,
                disposition=event.disposition,
                quantity=event.quantity,
                note=event.note,
                by=event.by.name,
                at=event.at,
            )
            for event in defect.events
        ),
        photo_ids=tuple(photo.id for photo in defect.photos),
    )
