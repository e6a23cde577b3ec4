"""Gathers everything that stands on an inspection report from the record."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.checklists import ChecklistVersion
from qc_desk.domain.comparison import Pair, compare
from qc_desk.domain.defects import Defect
from qc_desk.domain.gauges import Calibration
from qc_desk.domain.inspections import Answer, Inspection
from qc_desk.domain.papers import (
    InspectionPaper,
    PaperCorrection,
    PaperDefect,
    PaperExtraCheck,
    PaperGauge,
    PaperMark,
    PaperReconciliation,
    PaperRow,
    PaperSignature,
)
from qc_desk.domain.people import PersonKey
from qc_desk.domain.problems import Problem
from qc_desk.domain.recapture import recapture
from qc_desk.domain.sample_counts import counted_rows
from qc_desk.domain.sign_offs import SignOff
from qc_desk.domain.vocabulary import Meaning, Seat, Slot, Verdict
from qc_desk.services.check_sheets import item_numbers, spot_row
from qc_desk.services.extra_checks import extra_checks_of
from qc_desk.services.issuing import Frame
from qc_desk.services.measured_runs import measured_runs
from qc_desk.services.paper_photos import PrintCopies
from qc_desk.services.shop_texts import ShopTexts

_RECONCILED = (Slot.RECONCILED_FIRST, Slot.RECONCILED_SECOND, Slot.RECONCILED_THIRD)


def inspection_paper(
    session: Session, batch: Batch, round_: int, frame: Frame, folder: Path
) -> InspectionPaper:
    """Return what stands on the report; print copies of its photos are written into the folder."""
    first = batch.inspection(Seat.FIRST, round_)
    second = batch.inspection(Seat.SECOND, round_)
    shown = first or second
    assert shown is not None  # noqa: S101 (what is reported on was signed, so somebody checked)
    version = shown.version
    order = batch.order
    photos = PrintCopies(folder)
    texts = ShopTexts(frame["language"], marked=True)
    return InspectionPaper(
        **frame,
        manufacturer=batch.manufacturer.name,
        customer=order.customer.name if order else "",
        order_number=order.number if order else "",
        promised_ship_date=order.promised_ship_date if order else None,
        product_code=batch.product.code,
        product_name=texts.product(batch.product),
        product_revision=batch.product.revision,
        product_family=batch.product.family,
        batch_number=batch.number,
        quantity=batch.quantity,
        produced_on=batch.produced_on,
        producers=tuple(producer.person.name for producer in batch.producers),
        round=round_,
        sample_size=shown.sample_size,
        checklist_code=version.checklist.code,
        checklist_title=texts.checklist(version),
        checklist_version=version.number,
        checklist_digest=version.digest,
        mode=version.mode,
        verdict=batch.verdict(round_),
        verdict_reason=_verdict_reason(batch, round_),
        signatures=paper_signatures(session, batch, round_),
        rows=_rows(first, second, texts),
        defects=tuple(
            _defect(defect, photos, texts)
            for defect in batch.defects
            if defect.inspection.round == round_ and defect.inspection.live
        ),
        photos=tuple(
            photos.of(photo)
            for inspection in (first, second)
            if inspection is not None
            for photo in inspection.photos
            if photo.defect_id is None
        ),
        reconciliation=_reconciliation(batch, round_),
        corrections=tuple(
            correction
            for inspection in (first, second)
            if inspection is not None
            for correction in _corrections(inspection, texts)
        ),
        extra_checks=_extra_checks(session, batch, round_),
        plans=counted_rows(batch, round_),
        recapture=recapture(batch, round_),
        gauges=_gauges([each for each in (first, second) if each is not None]),
        runs=measured_runs(session, batch, round_, texts=texts),
        spot=spot_row(second) if second is not None else None,
        other_languages=texts.others,
    )


def _verdict_reason(batch: Batch, round_: int) -> str:
    """The reason that goes with the headline."""
    slot = {
        Verdict.CONCESSION: Slot.CONCESSION,
        Verdict.ALONE: Slot.ALONE,
        Verdict.REJECTED: Slot.DECISION,
    }.get(batch.verdict(round_))
    signed = batch.sign_off(slot, round_) if slot is not None else None
    return signed.reason if signed else ""


def paper_signatures(session: Session, batch: Batch, round_: int) -> tuple[PaperSignature, ...]:
    """Both seats, signed or not, and every further signature of the round."""
    places = [
        _signature(session, batch.sign_off(slot, round_), slot)
        for slot in (Slot.FIRST, Slot.DECISION)
    ]
    for slot in (*_RECONCILED, Slot.CONCESSION, Slot.ALONE):
        signed = batch.sign_off(slot, round_)
        if signed is not None:
            places.append(_signature(session, signed, slot))
    return tuple(places)


def _signature(session: Session, signed: SignOff | None, slot: Slot) -> PaperSignature:
    if signed is None:
        return PaperSignature(slot=slot)
    return PaperSignature(
        slot=slot,
        meaning=signed.meaning,
        name=signed.signer.name,
        signed_at=signed.at,
        key_fingerprint=session.get_one(PersonKey, signed.key_id).fingerprint,
        reason=signed.reason,
    )


def _rows(
    first: Inspection | None, second: Inspection | None, texts: ShopTexts
) -> tuple[PaperRow, ...]:
    shown = first or second
    assert shown is not None  # noqa: S101 (inspection_paper has seen that somebody checked)
    version = shown.version
    numbers = item_numbers(version.items)
    return tuple(
        _row(pair, numbers.get(pair.item.id, ""), version, texts)
        for pair in compare(first, second)
    )


def _row(pair: Pair, number: str, version: ChecklistVersion, texts: ShopTexts) -> PaperRow:
    item = pair.item
    good = item.good_choices.splitlines()
    return PaperRow(
        number=number,
        section=texts.section(version, item),
        title=texts.title(version, item),
        instruction=texts.instruction(version, item),
        severity=item.severity,
        kind=item.kind,
        unit_number=pair.unit_number,
        nominal=item.nominal,
        lower=item.lower,
        upper=item.upper,
        unit=item.unit,
        good=tuple(texts.answer(version, item, each) for each in good),
        first=_mark(pair.first, version, texts),
        second=_mark(pair.second, version, texts),
        differs=pair.differs,
        drawn=pair.drawn,
    )


def _gauges(checks: Sequence[Inspection]) -> tuple[PaperGauge, ...]:
    """Every calibration that a value of the round rests on, by the gauges' numbers."""
    items: dict[int, dict[str, None]] = {}
    found: dict[int, Calibration] = {}
    for check in checks:
        numbers = item_numbers(check.version.items)
        for answer in check.current.values():
            if answer.calibration is not None:
                found[answer.calibration.id] = answer.calibration
                items.setdefault(answer.calibration.id, {})[numbers[answer.item.id]] = None
    ordered = sorted(found.values(), key=lambda each: (each.gauge.number, each.calibrated_on))
    return tuple(
        PaperGauge(
            number=each.gauge.number,
            name=each.gauge.name,
            calibrated_on=each.calibrated_on,
            due_on=each.due_on,
            certificate=each.certificate,
            items=tuple(items[each.id]),
        )
        for each in ordered
    )


def _mark(answer: Answer | None, version: ChecklistVersion, texts: ShopTexts) -> PaperMark | None:
    if answer is None:
        return None
    return PaperMark(
        result=answer.result,
        value=answer.value,
        words=texts.answer(version, answer.item, answer.words),
        note=answer.note,
    )


def _defect(defect: Defect, photos: PrintCopies, texts: ShopTexts) -> PaperDefect:
    return PaperDefect(
        number=defect.number,
        code=defect.code.code,
        name=texts.defect(defect.code),
        severity=defect.severity,
        quantity=defect.affected_quantity,
        place=defect.place,
        item=_places(defect, texts),
        found_by=defect.by.name,
        seat=defect.inspection.seat,
        containment=defect.containment,
        disposition=defect.disposition,
        status=defect.status,
        photos=tuple(photos.of(photo) for photo in defect.photos),
    )


def _places(defect: Defect, texts: ShopTexts) -> str:
    """Every item the defect was found at, each once."""
    version = defect.inspection.version
    items = [defect.item, *(event.item for event in defect.events)]
    return ", ".join(dict.fromkeys(texts.title(version, i) for i in items if i is not None))


def _reconciliation(batch: Batch, round_: int) -> PaperReconciliation | None:
    decided = batch.reconciliation(round_)
    if decided is None:
        return None
    signed = (batch.sign_off(slot, round_) for slot in _RECONCILED)
    return PaperReconciliation(
        names=tuple(
            each.signer.name
            for each in signed
            if each is not None and each.meaning is Meaning.RECONCILED
        ),
        outcome=decided.outcome,
        reason=decided.reason,
        at=decided.at,
    )


def _extra_checks(session: Session, batch: Batch, round_: int) -> tuple[PaperExtraCheck, ...]:
    """Every answer to the extra check of a stop-ship in this round, oldest first."""
    return tuple(
        PaperExtraCheck(
            problem=session.get_one(Problem, each.problem_id).name,
            asked=each.asked,
            result=each.result,
            note=each.note,
            name=each.by.name,
            at=each.at,
        )
        for each in extra_checks_of(session, batch, round_)
    )


def _corrections(inspection: Inspection, texts: ShopTexts) -> list[PaperCorrection]:
    found = []
    version = inspection.version
    for answer in inspection.answers:
        before, after = (_mark(each, version, texts) for each in (answer.replaces, answer))
        if before is not None and after is not None:
            found.append(
                PaperCorrection(
                    item=texts.title(version, answer.item),
                    unit_number=answer.unit_number,
                    seat=inspection.seat,
                    before=before,
                    after=after,
                    reason=answer.reason,
                    name=answer.by.name,
                    at=answer.at,
                )
            )
    return found
