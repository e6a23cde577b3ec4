"""What a signature is put under: every fact of the round, written in one way."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Select, bindparam, inspect, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from qc_desk import __version__
from qc_desk.domain.annotations import Annotation
from qc_desk.domain.batches import Batch
from qc_desk.domain.canonical import canonical
from qc_desk.domain.checklists import ChecklistVersion
from qc_desk.domain.defects import Defect
from qc_desk.domain.extra_checks import ExtraCheck
from qc_desk.domain.gauges import Calibration
from qc_desk.domain.inspections import Answer, Inspection
from qc_desk.domain.organisations import Organisation
from qc_desk.domain.people import Person
from qc_desk.domain.photos import Photo
from qc_desk.domain.producers import BatchProducer
from qc_desk.domain.sample_counts import sample_counts
from qc_desk.domain.sampling import SamplePlan
from qc_desk.domain.sign_offs import SignOff
from qc_desk.domain.vocabulary import Meaning, Slot
from qc_desk.services.check_sheets import spot_row
from qc_desk.services.extra_checks import extra_checks_of
from qc_desk.services.keys import UnlockedKey
from qc_desk.storage.chain import head

PREFIX = b"qc_desk/sign-off/v1\n"


@dataclass(frozen=True, slots=True)
class Statement:
    """What a signature says: in which slot, with which meaning, and why."""

    slot: Slot
    meaning: Meaning
    reason: str = ""


def read_round(session: Session, batch: Batch) -> None:
    """Read at once what a signature is put under; what is not read here comes when it is asked."""
    this = {"batch_id": batch.id}
    for statement in _round():
        session.execute(statement, this).unique().one()
    for name, parts in _parts().items():
        if any(name in inspect(check).unloaded for check in batch.inspections):
            _hand_out(batch, name, session.scalars(parts, this).all())
    if "defects" in inspect(batch).unloaded:
        set_committed_value(batch, "defects", session.scalars(_defects(), this).all())


def _hand_out(batch: Batch, name: str, parts: Sequence[Answer | Photo]) -> None:
    """Give each inspection of a batch its parts, unless it has read them itself."""
    for check in batch.inspections:
        if name in inspect(check).unloaded:
            own = [part for part in parts if part.inspection_id == check.id]
            set_committed_value(check, name, own)


@cache
def _parts() -> dict[str, Select[Answer] | Select[Photo]]:
    """Return what asks for the answers and the photos of all inspections of a batch; made once."""
    here = Inspection.batch_id == bindparam("batch_id")
    return {
        "answers": select(Answer).join(Answer.inspection).where(here).order_by(Answer.id),
        "photos": select(Photo)
        .join(Inspection, Inspection.id == Photo.inspection_id)
        .options(selectinload(Photo.annotations))
        .where(here)
        .order_by(Photo.id),
    }


@cache
def _defects() -> Select[Defect]:
    """Return what asks for the defects of a batch; made once."""
    return select(Defect).where(Defect.batch_id == bindparam("batch_id")).order_by(Defect.id)


@cache
def _round() -> tuple[Select[Batch], Select[Batch]]:
    """Return what asks for everything around a batch, and for its inspections; made once."""
    batch = select(Batch).where(Batch.id == bindparam("batch_id"))
    around = batch.options(
        joinedload(Batch.product, innerjoin=True),
        joinedload(Batch.manufacturer, innerjoin=True),
        joinedload(Batch.producers).lazyload(BatchProducer.person),
        joinedload(Batch.reconciliations),
        joinedload(Batch.sign_offs),
    )
    checks = joinedload(Batch.inspections)
    version = checks.joinedload(Inspection.version).joinedload(ChecklistVersion.checklist)
    return around, batch.options(version, checks.selectinload(Inspection.plans))


@cache
def _organisation() -> Select[str]:
    """Return what asks for the name that a database keeps for ever; made once."""
    return select(Organisation.database_id)


def content_to_sign(
    session: Session, batch: Batch, statement: Statement, key: UnlockedKey, at: datetime
) -> bytes:
    """Return what a signer signs: a prefix, then canonical JSON of all they answer for."""
    chain = head(session)
    first = batch.sign_off(Slot.FIRST)
    facts = {
        "database": session.execute(_organisation()).scalar_one(),
        "batch": batch_facts(batch),
        "round": batch.round,
        "slot": statement.slot,
        "meaning": statement.meaning,
        "reason": statement.reason,
        "inspections": [
            inspection_facts(each) for each in batch.inspections if each.round == batch.round
        ],
        "defects": [defect_facts(defect) for defect in batch.defects],
        "reconciliation": reconciliation_facts(batch),
        "sample": sample_facts(batch) if statement.slot is not Slot.FIRST else [],
        "extra_checks": [
            extra_check_facts(each) for each in extra_checks_of(session, batch, batch.round)
        ],
        "first_sign_off": sign_off_digest(first) if first is not None else None,
        "signer": _signer(session, key),
        "audit": {"seq": chain.seq, "head": chain.hash.hex()},
        "signed_at": at,
        "time_zone": batch.site.time_zone,
        "program": __version__,
    }
    return PREFIX + canonical(facts)


def _signer(session: Session, key: UnlockedKey) -> dict[str, object]:
    person = session.get_one(Person, key.person_id)
    return {
        "id": person.id,
        "login": person.login,
        "name": person.name,
        "key": key.key_id,
        "fingerprint": key.fingerprint,
    }


def batch_facts(batch: Batch) -> dict[str, object]:
    """What a batch is, apart from where it stands."""
    return {
        "id": batch.id,
        "number": batch.number,
        "product": batch.product.code,
        "revision": batch.product.revision,
        "manufacturer": batch.manufacturer.name,
        "site": batch.site.code,
        "quantity": batch.quantity,
        "produced_on": batch.produced_on,
        "producers": sorted(producer.person_id for producer in batch.producers),
    }


def inspection_facts(inspection: Inspection) -> dict[str, object]:
    """An inspection with every answer ever given in it, replaced ones too, and its photos."""
    return {
        "id": inspection.id,
        "seat": inspection.seat,
        "inspector": inspection.inspector_id,
        "status": "withdrawn" if not inspection.live else "counts",
        "reason": inspection.reason,
        "checklist": inspection.version.checklist.code,
        "checklist_version": inspection.version.number,
        "checklist_digest": inspection.version.digest,
        "sample_size": inspection.sample_size,
        "plans": [plan_facts(plan) for plan in inspection.plans],
        "spot": spot_facts(inspection),
        "answers": [answer_facts(answer) for answer in inspection.answers],
        "photos": [photo_facts(photo) for photo in inspection.photos],
    }


def photo_facts(photo: Photo) -> dict[str, object]:
    """A photo as it is signed, with every drawing that was ever over it."""
    return {
        "id": photo.id,
        "item": photo.item_id,
        "unit": photo.unit_number,
        "sha256": photo.sha256,
        "drawings": [drawing_facts(each) for each in photo.annotations],
    }


def drawing_facts(drawing: Annotation) -> dict[str, object]:
    """What was drawn over a photo, as it is signed."""
    return {
        "id": drawing.id,
        "digest": drawing.digest,
        "by": drawing.by_id,
        "at": drawing.at,
        "replaces": drawing.replaces_id,
    }


def spot_facts(inspection: Inspection) -> dict[str, object] | None:
    """How a spot check was drawn, and what; from the seed anybody can draw it again."""
    spot = spot_row(inspection)
    if spot is None:
        return None
    return {"seed": spot.seed, "share": spot.share, "drawn": [list(each) for each in spot.drawn]}


def plan_facts(plan: SamplePlan) -> dict[str, object]:
    """What an inspection draws for one class of nonconformity."""
    return {
        "severity": plan.severity,
        "method": plan.method,
        "edition": plan.edition,
        "level": plan.level,
        "aql": plan.aql,
        "inspection": plan.strictness,
        "letter": plan.letter,
        "n": plan.n,
        "ac": plan.ac,
        "re": plan.re,
        "isolated": plan.isolated,
    }


def sample_facts(batch: Batch) -> list[dict[str, object]]:
    """What was found in each class, by either inspector, and whether the lot is accepted."""
    return [
        {
            "severity": count.plan.severity,
            "found": count.found,
            "accepted": None if count.plan.ac is None else count.accepted,
        }
        for count in sample_counts(batch)
    ]


def answer_facts(answer: Answer) -> dict[str, object]:
    """An answer as it is signed."""
    return {
        "id": answer.id,
        "item": answer.item.code,
        "title": answer.item.title,
        "unit": answer.unit_number,
        "result": answer.result,
        "value": answer.value,
        "words": answer.words,
        "gauge": gauge_facts(answer.calibration),
        "note": answer.note,
        "by": answer.by_id,
        "at": answer.at,
        "replaces": answer.replaces_id,
        "reason": answer.reason,
    }


def gauge_facts(calibration: Calibration | None) -> dict[str, object] | None:
    """What a value was measured with, and the calibration by whose word it counts."""
    if calibration is None:
        return None
    return {
        "number": calibration.gauge.number,
        "calibration": calibration.id,
        "calibrated_on": calibration.calibrated_on,
        "due_on": calibration.due_on,
        "result": calibration.result,
        "certificate": calibration.certificate,
        "sha256": calibration.sha256,
    }


def defect_facts(defect: Defect) -> dict[str, object]:
    """A defect with everything that happened to it so far."""
    return {
        "id": defect.id,
        "number": defect.number,
        "code": defect.code.code,
        "severity": defect.severity,
        "quantity": defect.quantity,
        "unit": defect.unit_number,
        "place": defect.place,
        "item": defect.item.code if defect.item else None,
        "by": defect.by.id,
        "at": defect.at,
        "events": [
            {
                "id": event.id,
                "status": event.status,
                "disposition": event.disposition,
                "quantity": event.quantity,
                "note": event.note,
                "item": event.item.code if event.item else None,
                "unit": event.unit_number,
                "by": event.by.id,
                "at": event.at,
            }
            for event in defect.events
        ],
        "photos": [photo.sha256 for photo in defect.photos],
    }


def reconciliation_facts(batch: Batch) -> dict[str, object] | None:
    """How the differences of the round were decided, if they were."""
    decided = batch.reconciliation()
    if decided is None:
        return None
    return {"outcome": decided.outcome, "reason": decided.reason, "at": decided.at}


def extra_check_facts(extra: ExtraCheck) -> dict[str, object]:
    """What the extra check of a stop-ship has shown."""
    return {
        "id": extra.id,
        "problem": extra.problem_id,
        "asked": extra.asked,
        "result": extra.result,
        "note": extra.note,
        "by": extra.by_id,
        "at": extra.at,
    }


def sign_off_digest(signed: SignOff) -> str:
    """Return what stands for an earlier signature inside a later one."""
    return hashlib.sha256(signed.signed_bytes + signed.signature).hexdigest()
