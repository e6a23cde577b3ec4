"""Walks one batch of the sample shop through its checks, as two people would."""

import random
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from qc_desk.domain.inspections import Inspection
from qc_desk.domain.vocabulary import Disposition, ItemKind, PhotoRule, Result
from qc_desk.services import batches, defect_codes, defects, inspections, photos, sign_offs
from qc_desk.services.batches import BatchEntry, SeenBatch
from qc_desk.services.check_sheets import CheckSheet, SheetItem, check_sheet
from qc_desk.services.desk import Desk, Session
from qc_desk.services.issued_reports import Printer
from qc_desk.services.keys import UnlockedKey
from qc_desk.services.sample_photos import sample_photo
from qc_desk.services.sample_story import BatchStory, Flaw

_STEP = timedelta(seconds=35)


@dataclass(frozen=True, kw_only=True)
class Cast:
    """The people and things of the sample shop, by their short names."""

    ids: dict[str, int]
    keys: dict[str, UnlockedKey]
    site_ids: dict[str, int]
    maker_ids: dict[str, int]
    product_ids: dict[str, int]
    order_ids: list[int]


def walk(desk: Desk, story: BatchStory, cast: Cast, at: datetime, printer: Printer) -> int:
    """Enter the batch and do with it what its story says; returns the batch's id."""
    return _Walk(desk, story, cast, at, printer).go()


class _Walk:
    """One batch, two people, and a clock that goes on with every act."""

    def __init__(
        self, desk: Desk, story: BatchStory, cast: Cast, at: datetime, printer: Printer
    ) -> None:
        self.desk = desk
        self.story = story
        self.cast = cast
        self.at = at
        self.printer = printer
        self.chance = random.Random(story.number)  # noqa: S311 (a story, not a secret)
        self.first, self.second = story.people
        self.batch_id = 0

    def go(self) -> int:
        """Go as far as the story goes."""
        self.batch_id = self._enter()
        outcome = self.story.outcome
        if outcome == "draft":
            return self.batch_id
        if outcome == "first_open":
            self._check("first", self.first, self.story.flaws, answers=9)
            return self.batch_id
        self._check_first(self.story.flaws)
        if outcome == "awaiting":
            return self.batch_id
        second_flaws = () if outcome == "disagreed" else self.story.flaws
        self._check_second(second_flaws)
        self._end(outcome)
        return self.batch_id

    def _end(self, outcome: str) -> None:
        if outcome in ("released", "shipped"):
            self._approve()
        elif outcome == "disagreed":
            self._reconcile()
            self._reject()
        else:
            self._reject()
        if outcome in ("reworked", "disagreed"):
            self._rework()
        if outcome in ("shipped", "reworked"):
            with self._writing() as session:
                batches.ship(session, self._seen(), self.cast.ids[self.second], self.at)
        ends = {"returned": batches.send_back, "scrapped": batches.scrap}
        if outcome in ends:
            with self._writing() as session:
                ends[outcome](session, self._seen(), self.story.reason, self._lead(), self.at)
        if outcome == "conceded":
            self._concede()

    # The acts, one transaction each

    def _writing(self) -> AbstractContextManager[Session]:
        """Begin the next act; the clock goes on."""
        self.at += _STEP
        return self.desk.writing()

    def _seen(self) -> SeenBatch:
        with self.desk.reading() as session:
            return batches.seen_batch(session, self.batch_id)

    def _lead(self) -> int:
        return self.cast.ids["jovan" if self.story.site == "NS" else "ivana"]

    def _enter(self) -> int:
        story = self.story
        order = self.cast.order_ids[story.days_ago % len(self.cast.order_ids)]
        entry = BatchEntry(
            number=story.number,
            product_id=self.cast.product_ids[story.product],
            manufacturer_id=self.cast.maker_ids[story.maker],
            site_id=self.cast.site_ids[story.site],
            quantity=story.quantity,
            order_id=order,
            produced_on=(self.at - timedelta(days=2)).date(),
            note=story.note,
        )
        with self._writing() as session:
            return batches.add_batch(session, entry, self.cast.ids[self.first], self.at).batch_id

    def _check_first(self, flaws: tuple[Flaw, ...]) -> None:
        self._check("first", self.first, flaws)
        with self._writing() as session:
            sign_offs.sign_first(session, self._seen(), self.cast.keys[self.first], self.at)

    def _check_second(self, flaws: tuple[Flaw, ...]) -> None:
        inspection_id = self._check("second", self.second, flaws)
        with self._writing() as session:
            inspections.submit_second(session, inspection_id, self.cast.ids[self.second], self.at)

    def _approve(self) -> None:
        with self._writing() as session:
            key = self.cast.keys[self.second]
            sign_offs.approve(session, self._seen(), key, self.at, self.printer)

    def _reject(self) -> None:
        with self._writing() as session:
            key = self.cast.keys[self.second]
            sign_offs.reject(session, self._seen(), self.story.reason, key, self.at, self.printer)

    def _concede(self) -> None:
        self._settle(Disposition.USE_AS_IS)
        with self._writing() as session:
            key = self.cast.keys["mira"]
            sign_offs.concede(session, self._seen(), self.story.reason, key, self.at, self.printer)

    def _reconcile(self) -> None:
        keys = [self.cast.keys[self.first], self.cast.keys[self.second]]
        with self._writing() as session:
            sign_offs.reconcile(
                session, self._seen(), Result.FAIL, self.story.reason, keys, self.at
            )

    def _rework(self) -> None:
        """Send the batch to rework, then let the same two people check it in a new round."""
        self._settle(Disposition.REWORK)
        with self._writing() as session:
            batches.rework(session, self._seen(), self.story.reason, self._lead(), self.at)
        self.at += timedelta(days=3)
        self._check_first(())
        self._check_second(())
        self._approve()

    def _settle(self, disposition: Disposition) -> None:
        """Decide about every nonconforming piece and close the defects."""
        with self.desk.reading() as session:
            found = batches.undecided_defects(session, self.batch_id)
        for defect_id, quantity in found:
            with self._writing() as session:
                entry = defects.DispositionEntry(disposition=disposition, quantity=quantity)
                defects.dispose(session, defect_id, entry, self._lead(), self.at)
            with self._writing() as session:
                defects.close(session, defect_id, "", self._lead(), self.at)

    # One check

    def _check(
        self, seat: str, who: str, flaws: tuple[Flaw, ...], answers: int | None = None
    ) -> int:
        """Take a seat and answer the items; one transaction for the answers of the sample."""
        by = self.cast.ids[who]
        take = inspections.open_first_check if seat == "first" else inspections.open_second_check
        with self._writing() as session:
            inspection_id = take(session, self.batch_id, by, self.at)
        with self.desk.reading() as session:
            sheet = check_sheet(session, inspection_id)
        with self._writing() as session:
            held = _hold(session, inspection_id)  # the session forgets what nobody holds
            for item in sheet.items[:answers]:
                self._answer(session, sheet, item, flaws, by)
            del held
        return inspection_id

    def _answer(
        self,
        session: Session,
        sheet: CheckSheet,
        item: SheetItem,
        flaws: tuple[Flaw, ...],
        by: int,
    ) -> None:
        self.at += _STEP
        flaw = next(
            (f for f in flaws if f.item == item.code and item.unit_number in (0, f.unit)), None
        )
        inspections.record_answer(
            session, sheet.inspection_id, self._entry(item, flaw), by, self.at
        )
        if flaw is not None:
            self._record(session, sheet, item, flaw, by)
        elif item.photo_rule is PhotoRule.ALWAYS:
            place = photos.PhotoPlace(item_id=item.item_id, unit_number=item.unit_number)
            prepared = _photo("papers", 0)
            photos.attach_photo(session, sheet.inspection_id, prepared, place, by, self.at)

    def _entry(self, item: SheetItem, flaw: Flaw | None) -> inspections.Entry:
        if item.kind is ItemKind.MEASUREMENT:
            wrong = Decimal(flaw.value) if flaw is not None and flaw.value else None
            return inspections.Entry(
                item_id=item.item_id,
                unit_number=item.unit_number,
                value=wrong if wrong is not None else self._good_value(item),
            )
        return inspections.Entry(
            item_id=item.item_id,
            unit_number=item.unit_number,
            result=Result.FAIL if flaw is not None else Result.PASS,
            note=flaw.note if flaw is not None else "",
        )

    def _good_value(self, item: SheetItem) -> Decimal:
        """A value well inside the limits, as a good process gives it."""
        lower = item.lower if item.lower is not None else (item.upper or Decimal(0)) / 2
        upper = item.upper if item.upper is not None else lower * Decimal("1.2")
        middle = item.nominal if item.nominal is not None else (lower + upper) / 2
        spread = min(middle - lower, upper - middle)
        if spread <= 0:
            middle, spread = (lower + upper) / 2, (upper - lower) / 2
        share = Decimal(str(round(max(-0.9, min(0.9, self.chance.gauss(0, 0.3))), 3)))
        return (middle + spread * share).quantize(Decimal(1).scaleb(-item.decimals))

    def _record(
        self, session: Session, sheet: CheckSheet, item: SheetItem, flaw: Flaw, by: int
    ) -> None:
        codes = {row.code: row.id for row in defect_codes.defect_code_rows(session)}
        entry = defects.DefectEntry(
            code_id=codes[flaw.code],
            quantity=flaw.quantity,
            place=flaw.place,
            containment=flaw.containment,
            note=flaw.note,
            item_id=item.item_id,
            unit_number=item.unit_number,
        )
        defect_id = defects.record_defect(session, sheet.inspection_id, entry, by, self.at)
        place = photos.PhotoPlace(defect_id=defect_id, caption=flaw.place)
        seed = sum(map(ord, self.story.number))
        prepared = _photo(flaw.photo, seed % 5)
        photos.attach_photo(session, sheet.inspection_id, prepared, place, by, self.at)


def _hold(session: Session, inspection_id: int) -> tuple[object, ...]:
    """Load what every answer needs, once for all of them."""
    inspection = session.get_one(Inspection, inspection_id)
    batch = inspection.batch
    grants = [grant.site for grant in inspection.inspector.grants]
    return (inspection, batch, batch.site, inspection.version.items, inspection.answers, grants)


_prepared: dict[tuple[str, int], photos.PreparedPhoto] = {}


def _photo(kind: str, seed: int) -> photos.PreparedPhoto:
    """Draw each photo once."""
    if (kind, seed) not in _prepared:
        _prepared[kind, seed] = sample_photo(kind, seed)
    return _prepared[kind, seed]
