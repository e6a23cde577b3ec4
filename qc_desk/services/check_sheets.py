"""What an inspector sees while checking: the items, their limits, and their own answers.

A blind second check never holds a word of the first one: the rows are built from the second
inspection alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain.checklists import CheckItem, ChecklistVersion
from qc_desk.domain.defects import Defect
from qc_desk.domain.gauges import Calibration, Gauge
from qc_desk.domain.inspections import Answer, Inspection, Place
from qc_desk.domain.people import Person
from qc_desk.domain.photos import Photo
from qc_desk.domain.picture_words import PictureRow
from qc_desk.domain.sample_counts import plan_row
from qc_desk.domain.sampling_rules import PlanRow
from qc_desk.domain.spot_rules import SpotRow
from qc_desk.domain.vocabulary import (
    CheckMode,
    DefectStatus,
    InspectionStatus,
    Result,
    Seat,
    Severity,
)
from qc_desk.services.photo_views import PhotoKey, shapes_of
from qc_desk.services.pictures import pictures_of_items
from qc_desk.services.sheet_items import (
    AnswerRow,
    ItemState,
    Kept,
    PhotoRow,
    SheetItem,
    SheetItems,
    Told,
    states_of,
)
from qc_desk.services.shop_texts import ShopTexts

__all__ = [  # the rows of a sheet, beside the sheet
    "AnswerRow",
    "CheckSheet",
    "PhotoRow",
    "SheetDefectRow",
    "SheetItem",
    "answer_row",
    "caught_up",
    "check_sheet",
    "item_numbers",
    "spot_row",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetDefectRow:
    """A defect recorded during this inspection."""

    id: int
    number: int
    code: str
    name: str
    severity: Severity
    quantity: int
    place: str
    status: DefectStatus
    item_id: int | None
    unit_number: int
    places: tuple[tuple[int | None, int], ...]  # where it was found, and found again


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckSheet:
    """One inspection as its inspector works on it."""

    inspection_id: int
    batch_id: int
    batch_version: int
    batch: str
    product_id: int
    product: str
    quantity: int
    site: str
    round: int
    seat: Seat
    mode: CheckMode
    spot: SpotRow | None = None  # what is drawn for a spot check; of the second seat only
    status: InspectionStatus
    inspector_id: int
    inspector: str
    checklist: str
    checklist_version: int
    language: str
    sample_size: int
    plans: tuple[PlanRow, ...]
    changed_at: datetime
    items: Sequence[SheetItem]
    defects: tuple[SheetDefectRow, ...]

    def units(self, severity: Severity) -> int:
        """How many sample units are looked at for a class."""
        drawn = (plan.n for plan in self.plans if plan.severity is severity)
        return next(drawn, self.sample_size)

    @property
    def states(self) -> Sequence[ItemState]:
        """How the items stand, without putting one together."""
        return states_of(self.items)

    @property
    def answered(self) -> int:
        """How many of the items are answered."""
        return sum(1 for state in self.states if state.result is not None)

    @property
    def failed(self) -> int:
        """How many of the items failed."""
        return sum(1 for state in self.states if state.result is Result.FAIL)

    @property
    def blind(self) -> bool:
        """Whether nothing of the first check may be seen, not even how many defects it has."""
        return self.seat is Seat.SECOND and self.mode.blind

    @property
    def without_defect(self) -> tuple[int, ...]:
        """The indexes of critical and major items that failed and have no defect yet."""
        places = {place for defect in self.defects for place in defect.places}
        return tuple(
            index
            for index, state in enumerate(self.states)
            if state.result is Result.FAIL
            and state.severity is not Severity.MINOR
            and state.place not in places
        )

    @property
    def next_open(self) -> int | None:
        """The index of the first item that still needs an answer; None when all have one."""
        return next((n for n, state in enumerate(self.states) if state.result is None), None)


def check_sheet(session: Session, inspection_id: int, language: str = "") -> CheckSheet:
    """Return an inspection with its items in order, each sample unit on a line of its own.

    The shop's own texts are in the language that is asked for where they were entered in it.
    """
    texts = ShopTexts(language)
    inspection = session.get_one(Inspection, inspection_id)
    first = _shown_first(inspection)
    items = {item.id: item for item in inspection.version.items}
    shown = pictures_of_items(session, items)
    numbers = item_numbers(inspection.version.items)
    facts = {
        item.id: _facts(item, numbers[item.id], shown.get(item.id, ()))
        | _said(texts, inspection.version, item)
        for item in items.values()
    }
    told = Told(
        answers=_answers(session, inspection.id),
        first=_answers(session, first.id) if first is not None else {},
        photos=_photos(session, inspection),
    )
    return CheckSheet(
        **_headline(inspection, texts),
        inspector_id=inspection.inspector_id,
        spot=spot_row(inspection),
        plans=tuple(plan_row(plan) for plan in inspection.plans),
        items=SheetItems(inspection.places, facts, told),
        defects=_defects(session, inspection, texts),
    )


def caught_up(session: Session, seen: CheckSheet, language: str = "") -> CheckSheet:
    """Return a sheet as it is by now, by reading what was added since it was seen.

    Only answers, photos, defects and the headline can be others: the version, the plans and the
    draw are pinned, and answers are only added, one act at a time, so that newer ones have
    higher numbers. The language is the one in which the sheet was read.
    """
    if not isinstance(seen.items, SheetItems):
        return check_sheet(session, seen.inspection_id, language)
    texts = ShopTexts(language)
    inspection = session.get_one(Inspection, seen.inspection_id)
    added = _answers(session, inspection.id, seen.items.newest)
    return replace(
        seen,
        **_headline(inspection, texts),
        items=seen.items.after(added, _photos(session, inspection)),
        defects=_defects(session, inspection, texts),
    )


def _headline(inspection: Inspection, texts: ShopTexts) -> dict[str, Any]:
    """Return what a sheet says of its inspection and batch."""
    batch, version = inspection.batch, inspection.version
    return {
        "inspection_id": inspection.id,
        "batch_id": batch.id,
        "batch_version": batch.version,
        "batch": batch.number,
        "product_id": batch.product_id,
        "product": texts.product(batch.product),
        "quantity": batch.quantity,
        "site": batch.site.name,
        "round": inspection.round,
        "seat": inspection.seat,
        "mode": version.mode,
        "status": inspection.status,
        "inspector": inspection.inspector.name,
        "checklist": texts.checklist(version),
        "checklist_version": version.number,
        "language": version.language,
        "sample_size": inspection.sample_size,
        "changed_at": inspection.changed_at,
    }


def _said(texts: ShopTexts, version: ChecklistVersion, item: CheckItem) -> dict[str, Any]:
    """Return the texts of an item as the inspector reads them; answers are kept as they are."""
    return {
        "section": texts.section(version, item),
        "title": texts.title(version, item),
        "instruction": texts.instruction(version, item),
        "says": tuple((each, texts.answer(version, item, each)) for each in item.choices),
    }


def spot_row(inspection: Inspection) -> SpotRow | None:
    """Return how a spot check was drawn, as pages and papers show it."""
    draw = inspection.spot
    if draw is None:
        return None
    codes = {item.id: item.code for item in inspection.version.items}
    found = draw.places
    return SpotRow(
        seed=draw.seed,
        share=draw.share,
        rest=len(inspection.rest()),
        critical=len(inspection.places) - len(found),
        drawn=tuple(
            (codes[item], unit) for item, unit in inspection.sample if (item, unit) in found
        ),
    )


def _shown_first(inspection: Inspection) -> Inspection | None:
    """The first inspection, only for a second inspector who is asked to review it."""
    if inspection.seat is Seat.FIRST or inspection.version.mode.blind:
        return None
    return inspection.batch.inspection(Seat.FIRST, inspection.round)


def item_numbers(items: list[CheckItem]) -> dict[int, str]:
    """Number items within their sections: 2.3 is the third item of the second section."""
    numbers: dict[int, str] = {}
    section, section_number, item_number = None, 0, 0
    for item in items:
        if item.section != section:
            section, section_number, item_number = item.section, section_number + 1, 0
        item_number += 1
        numbers[item.id] = f"{section_number}.{item_number}"
    return numbers


def answer_row(answer: Answer | None) -> AnswerRow | None:
    """Return an answer as windows show it."""
    if answer is None:
        return None
    measured = answer.calibration
    return AnswerRow(
        id=answer.id,
        result=answer.result,
        value=answer.value,
        words=answer.words,
        gauge_id=measured.gauge_id if measured is not None else None,
        gauge=measured.gauge.number if measured is not None else "",
        note=answer.note,
        by=answer.by.name,
        at=answer.at,
        corrected=answer.replaces is not None,
    )


def _answers(session: Session, inspection_id: int, after: int = 0) -> dict[Place, Kept]:
    """Return the answers that stand, each a KeptAnswer to be: a long sheet has thousands."""
    found = session.execute(
        select(
            Answer.item_id,
            Answer.unit_number,
            Answer.id,
            Answer.result,
            Answer.value,
            Answer.words,
            Calibration.gauge_id,
            Gauge.number,
            Answer.note,
            Person.name,
            Answer.at,
            Answer.replaces_id,
        )
        .join(Person, Person.id == Answer.by_id)
        .outerjoin(Calibration, Calibration.id == Answer.calibration_id)
        .outerjoin(Gauge, Gauge.id == Calibration.gauge_id)
        .where(Answer.inspection_id == inspection_id, Answer.id > after)
        .order_by(Answer.id)  # what replaces an answer comes after it
    )
    return {(row[0], row[1]): row[2:] for row in found}


def _facts(item: CheckItem, number: str, pictures: tuple[PictureRow, ...]) -> dict[str, Any]:
    """Return what an item says on every sample unit; worked out once."""
    return {
        "item_id": item.id,
        "number": number,
        "code": item.code,
        "section": item.section,
        "title": item.title,
        "instruction": item.instruction,
        "kind": item.kind,
        "severity": item.severity,
        "photo_rule": item.photo_rule,
        "nominal": item.nominal,
        "lower": item.lower,
        "upper": item.upper,
        "unit": item.unit,
        "decimals": item.decimals,
        "good": tuple(item.good_choices.splitlines()),
        "bad": tuple(item.bad_choices.splitlines()),
        "gauge": item.gauge,
        "procedure": item.procedure_code or "",
        "procedure_step": item.procedure_step,
        "defect_code_id": item.defect_code_id,
        "pictures": pictures,
    }


def _photos(
    session: Session, inspection: Inspection
) -> dict[tuple[int, int], tuple[PhotoRow, ...]]:
    found: dict[tuple[int, int], tuple[PhotoRow, ...]] = {}
    query = (
        select(
            Photo.item_id,
            Photo.unit_number,
            Photo.id,
            Photo.caption,
            Photo.thumbnail,
            Photo.defect_id,
        )
        .where(Photo.inspection_id == inspection.id, Photo.item_id.is_not(None))
        .order_by(Photo.id)
    )
    rows = session.execute(query).all()
    drawn = shapes_of(session, [PhotoKey(row.id) for row in rows])
    for item_id, unit_number, photo_id, caption, thumbnail, defect_id in rows:
        row = PhotoRow(
            id=photo_id,
            caption=caption,
            thumbnail=thumbnail,
            defect_id=defect_id,
            shapes=drawn.get(PhotoKey(photo_id), ()),
        )
        place = (item_id or 0, unit_number)
        found[place] = (*found.get(place, ()), row)
    return found


def _defects(
    session: Session, inspection: Inspection, texts: ShopTexts
) -> tuple[SheetDefectRow, ...]:
    found = session.scalars(
        select(Defect).where(Defect.inspection_id == inspection.id).order_by(Defect.id)
    )
    return tuple(
        SheetDefectRow(
            id=defect.id,
            number=defect.number,
            code=defect.code.code,
            name=texts.defect(defect.code),
            severity=defect.severity,
            quantity=defect.quantity,
            place=defect.place,
            status=defect.status,
            item_id=defect.item_id,
            unit_number=defect.unit_number,
            places=tuple(defect.places),
        )
        for defect in found
    )
