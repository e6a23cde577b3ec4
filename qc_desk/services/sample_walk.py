"""Walks one batch of the sample shop through its checks, as two people would."""

import random
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from qc_desk.domain.inspections import Inspection
from qc_desk.domain.vocabulary import Disposition, ItemKind, PhotoRule, Result, Seat
from qc_desk.services import batches, defect_codes, defects, inspections, photos, sign_offs
from qc_desk.services.answer_sheets import record_answers
from qc_desk.services.batches import BatchEntry, SeenBatch
from qc_desk.services.check_sheets import CheckSheet, SheetItem, check_sheet
from qc_desk.services.desk import Desk, Session
from qc_desk.services.issued_reports import Printer
from qc_desk.services.keys import UnlockedKey
from qc_desk.services.sample_photos import sample_photo
from qc_desk.services.sample_story import BatchStory, Flaw, Slip

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
            self._check(Seat.FIRST, self.first, self.story.flaws, answers=9)
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
            self._settle(Disposition.REWORK)
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
        self._check(Seat.FIRST, self.first, flaws)
        with self._writing() as session:
            sign_offs.sign_first(session, self._seen(), self.cast.keys[self.first], self.at)

    def _check_second(self, flaws: tuple[Flaw, ...]) -> None:
        inspection_id = self._check(Seat.SECOND, self.second, flaws)
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
        self, seat: Seat, who: str, flaws: tuple[Flaw, ...], answers: int | None = None
    ) -> int:
        """Take a seat and answer item by item; returns the inspection's id."""
        by = self.cast.ids[who]
        with self._writing() as session:
            take = {
                Seat.FIRST: inspections.open_first_check,
                Seat.SECOND: inspections.open_second_check,
            }
            inspection_id = take[seat](session, self.batch_id, by, self.at)
        with self.desk.reading() as session:
            sheet = check_sheet(session, inspection_id)
        with self._writing() as session:
            held = session.get_one(Inspection, inspection_id).batch  # not to be read at each step
            self._fill_in(session, sheet, sheet.items[:answers], flaws)
            if seat is Seat.FIRST:
                self._correct(session, sheet, by)
            del held
        return inspection_id

    def _fill_in(
        self,
        session: Session,
        sheet: CheckSheet,
        items: Sequence[SheetItem],
        flaws: tuple[Flaw, ...],
    ) -> None:
        """Answer the items; where something is wrong or has to be shown, stop and record it."""
        by = sheet.inspector_id
        waiting: list[tuple[inspections.Entry, datetime]] = []
        for item in items:
            self.at += _STEP
            flaw = next(
                (f for f in flaws if f.item == item.code and item.unit_number in (0, f.unit)),
                None,
            )
            waiting.append((self._entry(sheet, item, flaw), self.at))
            pictured = item.photo_rule is PhotoRule.ALWAYS and item.code not in self.story.skipped
            if flaw is None and not pictured:
                continue
            record_answers(session, sheet.inspection_id, waiting, by)
            waiting = []
            if flaw is not None:
                self._record(session, sheet, item, flaw)
            else:
                place = photos.PhotoPlace(item_id=item.item_id, unit_number=item.unit_number)
                prepared = _photo("papers", 0)
                photos.attach_photo(session, sheet.inspection_id, prepared, place, by, self.at)
        record_answers(session, sheet.inspection_id, waiting, by)

    def _entry(self, sheet: CheckSheet, item: SheetItem, flaw: Flaw | None) -> inspections.Entry:
        """What the inspector enters at an item, slips included."""
        place = {"item_id": item.item_id, "unit_number": item.unit_number}
        if item.code in self.story.skipped:
            why = self.story.skipped[item.code]
            return inspections.Entry(**place, result=Result.NOT_APPLICABLE, note=why)
        if item.kind is ItemKind.MEASUREMENT:
            slip = self._slip(item) if sheet.seat is Seat.FIRST else None
            typed = slip.value if slip is not None else flaw.value if flaw is not None else ""
            value = Decimal(typed) if typed else self._value(sheet.seat, item)
            return inspections.Entry(**place, value=value)
        if flaw is None:
            return inspections.Entry(**place, result=Result.PASS)
        return inspections.Entry(**place, result=Result.FAIL, note=flaw.note)

    def _slip(self, item: SheetItem) -> Slip | None:
        for slip in self.story.slips:
            if (slip.item, slip.unit) == (item.code, item.unit_number):
                return slip
        return None

    def _correct(self, session: Session, sheet: CheckSheet, by: int) -> None:
        """Replace what was typed wrong, with the reason; the first word stays in the record."""
        for row in check_sheet(session, sheet.inspection_id).items:
            slip = self._slip(row)
            if slip is None or row.answer is None:
                continue
            self.at += _STEP
            entry = inspections.Entry(
                item_id=row.item_id,
                unit_number=row.unit_number,
                seen_answer_id=row.answer.id,
                value=self._value(sheet.seat, row),
                reason=slip.reason,
            )
            inspections.record_answer(session, sheet.inspection_id, entry, by, self.at)

    def _value(self, seat: Seat, item: SheetItem) -> Decimal:
        """What was really measured: as the story says, else well inside the limits."""
        told = self.story.values.get(f"{item.code}/{item.unit_number}")
        if told is not None:
            return Decimal(told[0 if seat is Seat.FIRST else 1])
        return self._good_value(item)

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

    def _record(self, session: Session, sheet: CheckSheet, item: SheetItem, flaw: Flaw) -> None:
        by = sheet.inspector_id
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


_prepared: dict[tuple[str, int], photos.PreparedPhoto] = {}


def _photo(kind: str, seed: int) -> photos.PreparedPhoto:
    """Draw each photo once."""
    if (kind, seed) not in _prepared:
        _prepared[kind, seed] = sample_photo(kind, seed)
    return _prepared[kind, seed]
