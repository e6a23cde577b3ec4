"""Walks one batch of the sample shop through its checks, as two people would."""

import hashlib
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count

from qc_desk.domain.batches import Batch
from qc_desk.domain.inspections import Inspection
from qc_desk.domain.vocabulary import Disposition, ItemKind, PhotoRule, Result, Seat
from qc_desk.services import (
    batches,
    defect_codes,
    defects,
    inspections,
    photos,
    reworks,
    sign_offs,
    stop_ship,
)
from qc_desk.services.answer_sheets import record_answers
from qc_desk.services.batches import BatchEntry, SeenBatch
from qc_desk.services.check_sheets import CheckSheet, SheetItem, check_sheet
from qc_desk.services.desk import Session
from qc_desk.services.issued_reports import Printer
from qc_desk.services.sample_album import photo
from qc_desk.services.sample_pictures import mark_flaw
from qc_desk.services.sample_stage import Cast, Stage
from qc_desk.services.sample_story import BatchStory, Flaw, Slip

_STEP = timedelta(seconds=35)


class Walk:
    """One batch, two people, and a clock that goes on with every act."""

    def __init__(
        self, stage: Stage, story: BatchStory, cast: Cast, at: datetime, printer: Printer
    ) -> None:
        self.stage = stage
        self.story = story
        self.cast = cast
        self.at = at
        self.printer = printer
        self.chance = random.Random(story.number)  # noqa: S311 (a story, not a secret)
        self.first, self.second = story.people
        self.batch_id = 0
        self.held: Batch  # a session forgets what nobody holds, and would read it at every step

    @property
    def session(self) -> Session:
        """The transaction of this sitting."""
        return self.stage.session

    def go(self) -> int:
        """Do all that the story says at once; returns the batch's id."""
        for _moment in self.sittings():
            self.stage.end_sitting()
        return self.batch_id

    def sittings(self, pause: timedelta = timedelta()) -> Iterator[datetime]:
        """Go sitting by sitting: tells when the next one begins.

        ``pause`` is how long the batch waits for its second person.
        """
        outcome = self.story.outcome
        yield self.at
        self.batch_id = self._enter()
        if outcome == "first_open":
            self._check(Seat.FIRST, self.first, self.story.flaws, answers=9)
        elif outcome != "draft":
            self._check(Seat.FIRST, self.first, self.story.flaws)
            self._sign_first()
        if outcome in ("draft", "first_open", "awaiting"):
            return
        self.at += pause
        yield self.at
        differs = outcome in ("disagreed", "compared")
        self._check_second(() if differs else self.story.flaws)
        if outcome == "compared":
            return
        yield self.at
        self._decide(outcome)
        if outcome in ("reworked", "disagreed"):
            yield from self._check_again()
        if outcome not in ("released", "rejected"):
            yield self.at
            self._end(outcome)

    def _decide(self, outcome: str) -> None:
        """Let the second person sign, after both have talked where they saw it differently."""
        if outcome == "disagreed":
            self._reconcile()
        if outcome in ("released", "shipped"):
            self._settle(Disposition.REWORK)
            self._approve()
        else:
            self._reject()
        if outcome in ("reworked", "disagreed"):
            self._settle(Disposition.REWORK)
            self._move(batches.rework)

    def _check_again(self) -> Iterator[datetime]:
        """Let the same two people check the reworked batch in a new round."""
        self.at += timedelta(days=3)
        yield self.at
        self._note_rework()
        self._check(Seat.FIRST, self.first, ())
        self._sign_first()
        yield self.at
        self._check_second(())
        self._approve()

    def _note_rework(self) -> None:
        """Enter what the rework took, where the story knows it."""
        if not self.story.rework:
            return
        hours, cost = (Decimal(each) if each else None for each in self.story.rework)
        took = reworks.ReworkEntry(round=1, done_on=self.at.date(), hours=hours, cost=cost)
        by = self.cast.ids[self.first]
        reworks.enter_rework(self.session, self.batch_id, took, by, self._go_on())

    def _end(self, outcome: str) -> None:
        """Let the batch leave, go back or be destroyed, where the story says so."""
        if outcome in ("shipped", "reworked"):
            by = self.cast.ids[self.second]
            batches.ship(self.session, self._seen(), by, self._go_on())
        elif outcome == "returned":
            self._move(batches.send_back)
        elif outcome == "scrapped":
            self._move(batches.scrap)
        elif outcome == "conceded":
            self._settle(Disposition.USE_AS_IS)
            self._concede()

    # Acts, each as it is seen at its moment

    def _go_on(self) -> datetime:
        """Write what the last act did, and let the clock go on."""
        self.session.flush()
        self.at += _STEP
        return self.at

    def _seen(self) -> SeenBatch:
        self.session.flush()
        return batches.seen_batch(self.session, self.batch_id)

    def _lead(self) -> int:
        return self.cast.ids["jovan" if self.story.site == "NS" else "ivana"]

    def _enter(self) -> int:
        story = self.story
        entry = BatchEntry(
            number=story.number,
            product_id=self.cast.product_ids[story.product],
            manufacturer_id=self.cast.maker_ids[story.maker],
            site_id=self.cast.site_ids[story.site],
            quantity=story.quantity,
            order_id=self._order(),
            produced_on=(self.at - timedelta(days=2)).date(),
            note=story.note,
        )
        by = self.cast.ids[self.first]
        return batches.add_batch(self.session, entry, by, self._go_on()).batch_id

    def _order(self) -> int:
        """The order of the story, or else one that this batch can still reach in time."""
        if self.story.order:
            return self.cast.order_ids[self.story.order]
        soonest = self.at.date() + timedelta(days=4)
        open_ = [order_id for promised, order_id in self.cast.orders if promised >= soonest]
        return self.chance.choice(open_[:3]) if open_ else self.cast.orders[-1][1]

    def _sign_first(self) -> None:
        key = self.cast.keys[self.first]
        sign_offs.sign_first(self.session, self._seen(), key, self._go_on())

    def _check_second(self, flaws: tuple[Flaw, ...]) -> None:
        inspection_id = self._check(Seat.SECOND, self.second, flaws)
        by = self.cast.ids[self.second]
        inspections.submit_second(self.session, inspection_id, by, self._go_on())

    def _approve(self) -> None:
        for stop in stop_ship.stops_for(self.session, self.batch_id):
            entry = stop_ship.ExtraCheckEntry(
                problem_id=stop.problem_id,
                batch_id=self.batch_id,
                result=Result.PASS,
                note=self.story.extra,
            )
            by = self.cast.ids[self.second]
            stop_ship.answer_extra_check(self.session, entry, by, self._go_on())
        key = self.cast.keys[self.second]
        sign_offs.approve(self.session, self._seen(), key, self._go_on(), self.printer)

    def _reject(self) -> None:
        key, why = self.cast.keys[self.second], self.story.reason
        sign_offs.reject(self.session, self._seen(), why, key, self._go_on(), self.printer)

    def _concede(self) -> None:
        key, why = self.cast.keys["mira"], self.story.reason
        sign_offs.concede(self.session, self._seen(), why, key, self._go_on(), self.printer)

    def _reconcile(self) -> None:
        keys, why = [self.cast.keys[self.first], self.cast.keys[self.second]], self.story.reason
        sign_offs.reconcile(self.session, self._seen(), Result.FAIL, why, keys, self._go_on())

    def _move(self, act: Callable[[Session, SeenBatch, str, int, datetime], None]) -> None:
        """Let a lead decide what becomes of a held batch."""
        act(self.session, self._seen(), self.story.reason, self._lead(), self._go_on())

    def _settle(self, disposition: Disposition) -> None:
        """Decide about every nonconforming piece and close the defects."""
        for defect_id, quantity in batches.undecided_defects(self.session, self.batch_id):
            entry = defects.DispositionEntry(disposition=disposition, quantity=quantity)
            defects.dispose(self.session, defect_id, entry, self._lead(), self._go_on())
            defects.close(self.session, defect_id, "", self._lead(), self._go_on())

    # One check

    def _check(
        self, seat: Seat, who: str, flaws: tuple[Flaw, ...], answers: int | None = None
    ) -> int:
        """Take a seat and answer item by item; returns the inspection's id."""
        by = self.cast.ids[who]
        if seat is Seat.FIRST:
            inspection_id = inspections.open_first_check(
                self.session, self.batch_id, by, self._go_on()
            )
        else:
            inspection_id = inspections.open_second_check(
                self.session, self.batch_id, by, self._go_on(), lambda: self._seed(flaws)
            )
        self.held = self.session.get_one(Inspection, inspection_id).batch
        sheet = check_sheet(self.session, inspection_id)
        self._fill_in(sheet, sheet.items[:answers], flaws)
        if seat is Seat.FIRST:
            self._correct(sheet, by)
        return inspection_id

    def _seed(self, flaws: tuple[Flaw, ...]) -> str:
        """Return a seed that is the same each time, and draws what the story has found."""
        batch = self.session.get_one(Batch, self.batch_id)
        first = batch.need(Seat.FIRST)
        found = {(flaw.item, flaw.unit) for flaw in flaws}
        codes = {item.id: item.code for item in first.version.items}
        wanted = {place for place in first.rest() if (codes[place[0]], place[1]) in found}
        share = first.version.share
        texts = (f"sample draw of {batch.number} {batch.round} {number}" for number in count())
        seeds = (hashlib.sha256(text.encode()).hexdigest() for text in texts)
        return next(s for s in seeds if share is None or wanted <= set(first.drawn(s, share)))

    def _fill_in(
        self, sheet: CheckSheet, items: Sequence[SheetItem], flaws: tuple[Flaw, ...]
    ) -> None:
        """Answer the items, then record what is wrong and photograph what has to be shown."""
        answered: list[tuple[inspections.Entry, datetime]] = []
        to_do: list[tuple[SheetItem, Flaw | None]] = []
        for item in items:
            self.at += _STEP
            flaw = next(
                (f for f in flaws if f.item == item.code and item.unit_number in (0, f.unit)),
                None,
            )
            answered.append((self._entry(sheet, item, flaw), self.at))
            pictured = item.photo_rule is PhotoRule.ALWAYS and item.code not in self.story.skipped
            if flaw is not None or pictured:
                to_do.append((item, flaw))
        record_answers(self.session, sheet.inspection_id, answered, sheet.inspector_id)
        for item, flaw in to_do:
            if flaw is not None:
                self._record(sheet, item, flaw)
        self._show(sheet, [item for item, flaw in to_do if flaw is None])

    def _show(self, sheet: CheckSheet, items: list[SheetItem]) -> None:
        """Photograph what items ask to be shown."""
        by, papers = sheet.inspector_id, photo("papers", 0)
        places = [photos.PhotoPlace(item_id=i.item_id, unit_number=i.unit_number) for i in items]
        shown = [(papers, place) for place in places]
        if shown:
            photos.attach_photos(self.session, sheet.inspection_id, shown, by, self.at)

    def _entry(self, sheet: CheckSheet, item: SheetItem, flaw: Flaw | None) -> inspections.Entry:
        """What the inspector enters at an item, slips included."""
        entry = inspections.Entry(item_id=item.item_id, unit_number=item.unit_number)
        if item.code in self.story.skipped:
            why = self.story.skipped[item.code]
            return replace(entry, result=Result.NOT_APPLICABLE, note=why)
        if item.kind is ItemKind.MEASUREMENT:
            slip = self._slip(item) if sheet.seat is Seat.FIRST else None
            typed = slip.value if slip is not None else flaw.value if flaw is not None else ""
            value = Decimal(typed) if typed else self._value(sheet.seat, item)
            return replace(entry, value=value, gauge_id=self._gauge(item))
        if flaw is None:
            return entry
        return replace(entry, result=Result.FAIL, note=flaw.note)

    def _gauge(self, item: SheetItem) -> int | None:
        """What is measured with at the site of the story."""
        return self.cast.gauge_ids[self.story.site, item.gauge] if item.gauge else None

    def _slip(self, item: SheetItem) -> Slip | None:
        for slip in self.story.slips:
            if (slip.item, slip.unit) == (item.code, item.unit_number):
                return slip
        return None

    def _correct(self, sheet: CheckSheet, by: int) -> None:
        """Replace what was typed wrong, with the reason; the first word stays in the record."""
        if not self.story.slips:
            return
        for row in check_sheet(self.session, sheet.inspection_id).items:
            slip = self._slip(row)
            if slip is None or row.answer is None:
                continue
            self.at += _STEP
            entry = inspections.Entry(
                item_id=row.item_id,
                unit_number=row.unit_number,
                seen_answer_id=row.answer.id,
                value=self._value(sheet.seat, row),
                gauge_id=self._gauge(row),
                reason=slip.reason,
            )
            inspections.record_answer(self.session, sheet.inspection_id, entry, by, self.at)

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
        share = Decimal(str(round(max(-0.9, min(0.9, self.chance.gauss(0, 0.3))), 3)))
        return (middle + spread * share).quantize(Decimal(1).scaleb(-item.decimals))

    def _record(self, sheet: CheckSheet, item: SheetItem, flaw: Flaw) -> None:
        by = sheet.inspector_id
        codes = {row.code: row.id for row in defect_codes.defect_code_rows(self.session)}
        entry = defects.DefectEntry(
            code_id=codes[flaw.code],
            quantity=flaw.quantity,
            place=flaw.place,
            containment=flaw.containment,
            note=flaw.note,
            item_id=item.item_id,
            unit_number=item.unit_number,
        )
        defect_id = defects.record_defect(self.session, sheet.inspection_id, entry, by, self.at)
        place = photos.PhotoPlace(defect_id=defect_id, caption=flaw.place)
        seed = sum(map(ord, self.story.number)) + (sheet.seat is Seat.SECOND)
        prepared = photo(flaw.photo, seed % 2)  # each of the two has a camera of their own
        kept = photos.attach_photo(self.session, sheet.inspection_id, prepared, place, by, self.at)
        mark_flaw(self.session, kept, flaw.photo, flaw.place, by, self.at)
