"""What an inspector sees while checking: the items, their limits, and their own answers.

A blind second check never holds a word of the first one: the rows are built from the second
inspection alone.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain.checklists import CheckItem, ChecklistVersion
from qc_desk.domain.defects import Defect
from qc_desk.domain.gauges import Calibration, Gauge
from qc_desk.domain.inspections import Answer, Inspection, Place
from qc_desk.domain.overlay import Shapes
from qc_desk.domain.people import Person
from qc_desk.domain.photos import Photo
from qc_desk.domain.picture_words import PictureRow
from qc_desk.domain.sample_counts import plan_row
from qc_desk.domain.sampling_rules import PlanRow
from qc_desk.domain.spot_draws import SpotRow
from qc_desk.domain.vocabulary import (
    CheckMode,
    DefectStatus,
    InspectionStatus,
    ItemKind,
    PhotoRule,
    Result,
    Seat,
    Severity,
)
from qc_desk.services.photo_views import PhotoKey, shapes_of
from qc_desk.services.pictures import pictures_of_items
from qc_desk.services.shop_texts import ShopTexts


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerRow:
    """An answer that stands."""

    id: int
    result: Result
    value: Decimal | None
    words: str  # what was chosen, or written down
    gauge_id: int | None  # what it was measured with
    gauge: str
    note: str
    by: str
    at: datetime
    corrected: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class PhotoRow:
    """A photo as lists show it."""

    id: int
    caption: str
    thumbnail: bytes
    defect_id: int | None
    shapes: Shapes  # what is drawn over it


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
class SheetItem:
    """One item on one sample unit, with the answer that stands there."""

    item_id: int
    unit_number: int  # 0: once for the whole batch
    number: str
    code: str
    section: str
    title: str
    instruction: str
    kind: ItemKind
    severity: Severity
    photo_rule: PhotoRule
    nominal: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    unit: str
    decimals: int
    good: tuple[str, ...]  # what can be chosen, and is good
    bad: tuple[str, ...]
    gauge: str  # the kind it is measured with; * any, empty none
    procedure: str  # the code of the procedure whose step says how it is done
    procedure_step: int | None
    defect_code_id: int | None
    answer: AnswerRow | None
    first: AnswerRow | None  # only when the checklist asks for a review, never in a blind check
    photos: tuple[PhotoRow, ...]
    needs_photo: bool
    pictures: tuple[PictureRow, ...] = ()  # of good and bad
    says: tuple[tuple[str, str], ...] = ()  # answers in the reader's language

    def said(self, answer: str) -> str:
        """Return an answer as its reader knows it; it is kept as the version says it."""
        return dict(self.says).get(answer, answer)


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
    items: tuple[SheetItem, ...]
    defects: tuple[SheetDefectRow, ...]

    def units(self, severity: Severity) -> int:
        """How many sample units are looked at for a class."""
        drawn = (plan.n for plan in self.plans if plan.severity is severity)
        return next(drawn, self.sample_size)

    @property
    def answered(self) -> int:
        """How many of the items are answered."""
        return sum(1 for item in self.items if item.answer is not None)

    @property
    def failed(self) -> int:
        """How many of the items failed."""
        return sum(
            1 for i in self.items if i.answer is not None and i.answer.result is Result.FAIL
        )

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
            for index, item in enumerate(self.items)
            if item.answer is not None
            and item.answer.result is Result.FAIL
            and item.severity is not Severity.MINOR
            and (item.item_id, item.unit_number) not in places
        )

    @property
    def next_open(self) -> int | None:
        """The index of the first item that still needs an answer; None when all have one."""
        for index, item in enumerate(self.items):
            if item.answer is None:
                return index
        return None


def check_sheet(session: Session, inspection_id: int, language: str = "") -> CheckSheet:
    """Return an inspection with its items in order, each sample unit on a line of its own.

    The shop's own texts are in the language that is asked for where they were entered in it.
    """
    texts = ShopTexts(language)
    inspection = session.get_one(Inspection, inspection_id)
    batch = inspection.batch
    first = _shown_first(inspection)
    pictures = _photos(session, inspection)
    items = {item.id: item for item in inspection.version.items}
    shown = pictures_of_items(session, items)
    numbers = item_numbers(inspection.version.items)
    facts = {
        item.id: _facts(item, numbers[item.id], shown.get(item.id, ()))
        | _said(texts, inspection.version, item)
        for item in items.values()
    }
    standing = _standing(session, inspection.id)
    earlier = _standing(session, first.id) if first is not None else {}
    return CheckSheet(
        inspection_id=inspection.id,
        batch_id=batch.id,
        batch_version=batch.version,
        batch=batch.number,
        product_id=batch.product_id,
        product=batch.product.name,
        quantity=batch.quantity,
        site=batch.site.name,
        round=inspection.round,
        seat=inspection.seat,
        mode=inspection.version.mode,
        spot=spot_row(inspection),
        status=inspection.status,
        inspector_id=inspection.inspector_id,
        inspector=inspection.inspector.name,
        checklist=texts.checklist(inspection.version),
        checklist_version=inspection.version.number,
        language=inspection.version.language,
        sample_size=inspection.sample_size,
        plans=tuple(plan_row(plan) for plan in inspection.plans),
        changed_at=inspection.changed_at,
        items=tuple(
            _item(
                facts[place[0]],
                place[1],
                standing.get(place),
                earlier.get(place),
                pictures.get(place, ()),
            )
            for place in inspection.places
        ),
        defects=_defects(session, inspection, texts),
    )


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


def _standing(session: Session, inspection_id: int) -> dict[Place, AnswerRow]:
    """Return the answers that stand, read as rows: a long sheet has many thousands."""
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
        .where(Answer.inspection_id == inspection_id)
        .order_by(Answer.id)  # what replaces an answer comes after it
    )
    return {
        (row[0], row[1]): AnswerRow(
            id=row[2],
            result=row[3],
            value=row[4],
            words=row[5],
            gauge_id=row[6],
            gauge=row[7] or "",
            note=row[8],
            by=row[9],
            at=row[10],
            corrected=row[11] is not None,
        )
        for row in found
    }


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


def _item(
    facts: dict[str, Any],
    unit_number: int,
    answer: AnswerRow | None,
    first: AnswerRow | None,
    photos: tuple[PhotoRow, ...],
) -> SheetItem:
    rule, result = facts["photo_rule"], answer.result if answer is not None else None
    wanted = (rule is PhotoRule.ON_FAIL and result is Result.FAIL) or (
        rule is PhotoRule.ALWAYS and result is not Result.NOT_APPLICABLE
    )
    return SheetItem(
        **facts,
        unit_number=unit_number,
        answer=answer,
        first=first,
        photos=photos,
        needs_photo=wanted and not photos,
    )


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
