"""Answers as they are kept: one first word at a place, and corrections beside it."""

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, select

from qc_desk.domain.inspections import Answer, Inspection
from qc_desk.domain.people import Person
from qc_desk.domain.refusals import (
    AlreadyAnswered,
    FieldInvalid,
    FieldTooLong,
    InspectionClosed,
    NotAllowed,
    NotFound,
    NotYourInspection,
    PersonRetired,
    QcError,
    ReasonNeeded,
    SeatTaken,
)
from qc_desk.domain.vocabulary import BatchStatus, CheckMode, Result, Seat
from qc_desk.services import inspections, people, sign_offs
from qc_desk.services.inspections import Entry
from qc_desk.services.timeline import timeline
from tests.checked_shop import AT, Shop, found
from tests.integration.services.answering import keep, look
from tests.integration.services.at_once import both_at_once
from tests.long_sheet import Sheet, open_sheet

if TYPE_CHECKING:
    from qc_desk.storage.database import Database


@pytest.fixture
def sheet(shop: Shop) -> Sheet:
    return open_sheet(shop)


def withdraw(shop: Shop, sheet: Sheet, who: str = "ana") -> None:
    with shop.database.writing() as session:
        inspections.withdraw(session, sheet.inspection_id, "wrong batch", shop.ids[who], AT)


def test_that_an_answer_is_kept_at_its_place_only(shop: Shop, sheet: Sheet) -> None:
    keep(shop, sheet, Entry(item_id=sheet.items["surface"], unit_number=2))
    items = look(shop, sheet.inspection_id).items
    assert [(i.code, i.unit_number) for i in items if i.answer] == [("surface", 2)]


def test_that_a_second_word_is_refused_and_a_correction_keeps_both(
    shop: Shop, sheet: Sheet
) -> None:
    tape = sheet.items["tape"]
    first = keep(shop, sheet, Entry(item_id=tape))
    with pytest.raises(AlreadyAnswered):
        keep(shop, sheet, Entry(item_id=tape, result=Result.FAIL))
    with pytest.raises(ReasonNeeded):
        keep(shop, sheet, Entry(item_id=tape, result=Result.FAIL, seen_answer_id=first))
    second = keep(
        shop,
        sheet,
        Entry(item_id=tape, result=Result.FAIL, seen_answer_id=first, reason="looked again"),
    )
    with pytest.raises(AlreadyAnswered):
        keep(shop, sheet, Entry(item_id=tape, seen_answer_id=first, reason="looked again"))
    with shop.database.reading() as session:
        rows = session.execute(select(Answer.id, Answer.replaces_id).order_by(Answer.id)).all()
    assert [tuple(row) for row in rows] == [(first, None), (second, first)]


def test_that_a_long_chain_of_corrections_ends_in_the_last(shop: Shop, sheet: Sheet) -> None:
    standing = None
    for number in range(8):
        entry = Entry(
            item_id=sheet.items["height"],
            value=Decimal(95) + Decimal(number) / 10,
            seen_answer_id=standing,
            reason="measured again" if standing else "",
        )
        standing = keep(shop, sheet, entry)
    height = next(i for i in look(shop, sheet.inspection_id).items if i.code == "height")
    assert height.answer is not None
    assert (height.answer.id, height.answer.value) == (standing, Decimal("95.7"))
    assert height.answer.corrected
    assert height.answer.result is Result.FAIL


@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "1e400", "1e-400", "1e999999"])
def test_that_an_impossible_value_is_refused_in_words(
    shop: Shop, sheet: Sheet, value: str
) -> None:
    with pytest.raises(FieldInvalid) as refusal:
        keep(shop, sheet, Entry(item_id=sheet.items["height"], value=Decimal(value)))
    assert "measured value" in str(refusal.value)
    assert look(shop, sheet.inspection_id).answered == 0


def test_that_every_digit_of_a_value_is_kept(shop: Shop, sheet: Sheet) -> None:
    keep(shop, sheet, Entry(item_id=sheet.items["height"], value=Decimal("95.100")))
    height = look(shop, sheet.inspection_id).items[3]
    assert height.answer is not None
    assert str(height.answer.value) == "95.100"


def test_that_a_long_note_is_kept_whole_and_a_book_is_refused(shop: Shop, sheet: Sheet) -> None:
    note = "Ђурђевак <b>=1+1</b> 'quoted' 🙂\n" * 100
    keep(shop, sheet, Entry(item_id=sheet.items["tape"], note=note + "\x00\u202e"))
    kept = look(shop, sheet.inspection_id).items[-1].answer
    assert kept is not None
    assert kept.note == note.strip()
    with pytest.raises(FieldTooLong):
        keep(shop, sheet, Entry(item_id=sheet.items["label"], note="x" * 50_001))


@pytest.mark.parametrize(("item", "unit"), [("surface", 0), ("surface", 3), ("tape", 1)])
def test_that_a_unit_outside_the_sample_is_refused(
    shop: Shop, sheet: Sheet, item: str, unit: int
) -> None:
    with pytest.raises(NotFound):
        keep(shop, sheet, Entry(item_id=sheet.items[item], unit_number=unit))


def test_that_an_item_of_another_checklist_is_refused(shop: Shop, sheet: Sheet) -> None:
    with pytest.raises(NotFound):
        keep(shop, sheet, Entry(item_id=shop.items["glaze"]))
    with pytest.raises(NotFound):
        keep(shop, sheet, Entry(item_id=4711))
    with pytest.raises(NotFound), shop.database.writing() as session:
        inspections.record_answer(
            session, 4711, Entry(item_id=sheet.items["tape"]), shop.ids["ana"], AT
        )


def test_that_nobody_else_and_nobody_retired_records(shop: Shop, sheet: Sheet) -> None:
    with pytest.raises(NotYourInspection):
        keep(shop, sheet, Entry(item_id=sheet.items["tape"]), "jelena")
    with shop.database.writing() as session:
        people.retire_person(session, shop.ids["ana"], shop.ids["mira"], AT)
    with pytest.raises(PersonRetired):
        keep(shop, sheet, Entry(item_id=sheet.items["tape"]))


def retire(shop: Shop, who: str) -> None:
    with shop.database.writing() as session:
        people.retire_person(session, shop.ids[who], shop.ids["mira"], AT)


def test_that_a_lead_takes_back_the_check_of_somebody_retired_and_the_record_names_them(
    shop: Shop, sheet: Sheet
) -> None:
    keep(shop, sheet, Entry(item_id=sheet.items["tape"]))
    with pytest.raises(NotYourInspection):
        withdraw(shop, sheet, "marko")
    retire(shop, "ana")
    with pytest.raises(NotAllowed):
        withdraw(shop, sheet, "jelena")
    withdraw(shop, sheet, "marko")
    with shop.database.reading() as session:
        inspection = session.get_one(Inspection, sheet.inspection_id)
        assert (inspection.live, inspection.reason) == (False, "wrong batch")
        assert inspection.batch.status is BatchStatus.DRAFT
        last = timeline(session, inspection.batch_id)[-1]
        batch_id = inspection.batch_id
    assert (last.act, last.who, last.reason) == ("check.withdraw", "Marko Jurić", "wrong batch")
    with shop.database.writing() as session:
        inspections.open_first_check(session, batch_id, shop.ids["jelena"], AT)


def test_that_a_lead_frees_the_second_seat_of_somebody_who_lost_their_role(shop: Shop) -> None:
    batch_id = shop.first_signed()
    with shop.database.writing() as session:
        opened = inspections.open_second_check(session, batch_id, shop.ids["jelena"], AT)
        people.set_roles(session, shop.ids["jelena"], set(), shop.ids["mira"], AT)
    with shop.database.writing() as session:
        inspections.withdraw(session, opened, "works elsewhere now", shop.ids["marko"], AT)
    with shop.database.writing() as session:
        again = inspections.open_second_check(session, batch_id, shop.ids["marko"], AT)
    assert again != opened


def test_that_a_withdrawn_inspection_takes_nothing_more(shop: Shop, sheet: Sheet) -> None:
    keep(shop, sheet, Entry(item_id=sheet.items["tape"]))
    withdraw(shop, sheet)
    with pytest.raises(InspectionClosed):
        keep(shop, sheet, Entry(item_id=sheet.items["label"]))
    assert look(shop, sheet.inspection_id).answered == 1


def test_that_a_submitted_and_a_signed_check_take_nothing_more(shop: Shop) -> None:
    batch_id = shop.checked_twice()
    with shop.database.reading() as session:
        found_ = session.scalars(select(Answer.inspection_id).distinct()).all()
    assert len(found_) == 2
    for inspection_id, who in zip(sorted(found_), ("ana", "jelena"), strict=True):
        entry = Entry(item_id=shop.items["glaze"], result=Result.FAIL, reason="too late")
        with pytest.raises(InspectionClosed), shop.database.writing() as session:
            inspections.record_answer(session, inspection_id, entry, shop.ids[who], AT)
    assert shop.seen(batch_id).version > 1


def test_that_answering_and_withdrawing_at_once_leave_no_answer_in_a_closed_check(
    shop: Shop, sheet: Sheet
) -> None:
    acts: tuple[Callable[[], object], ...] = (
        lambda: keep(shop, sheet, Entry(item_id=sheet.items["tape"])),
        lambda: withdraw(shop, sheet),
    )
    ended = both_at_once(lambda n: acts[n]())
    kept = look(shop, sheet.inspection_id).answered
    assert isinstance(ended[0], int if kept else InspectionClosed)


def test_that_two_people_cannot_take_one_seat(shop: Shop) -> None:
    batch_id = shop.add_batch("L-9")

    def take(number: int) -> int:
        with shop.database.writing() as session:
            who = shop.ids[("ana", "jelena")[number]]
            return inspections.open_first_check(session, batch_id, who, AT)

    ended = both_at_once(take)
    assert sorted(type(each).__name__ for each in ended) == ["SeatTaken", "int"]
    assert any(isinstance(each, SeatTaken) for each in ended)


def test_that_keeping_an_answer_reads_no_other_answer(shop: Shop, sheet: Sheet) -> None:
    """The cost of an answer does not grow with the answers there are."""
    said: list[str] = []
    engine = shop.database.writer
    assert engine is not None

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    counts = []
    for code in ("label", "weight", "tape"):
        value = Decimal(300) if code == "weight" else None
        said.clear()
        event.listen(engine, "before_cursor_execute", note)
        keep(shop, sheet, Entry(item_id=sheet.items[code], value=value))
        event.remove(engine, "before_cursor_execute", note)
        counts.append(len(said))
    assert len(set(counts)) == 1
    assert counts[0] <= 12


def test_that_the_lists_show_what_can_be_gone_on_with_and_begun(shop: Shop, sheet: Sheet) -> None:
    waiting = shop.add_batch("L-8")
    keep(shop, sheet, Entry(item_id=sheet.items["tape"]))
    with shop.database.reading() as session:
        mine = inspections.open_checks(session, shop.ids["ana"])
        ready = inspections.batches_to_begin(session, shop.ids["ana"])
        none = inspections.batches_to_begin(session, shop.ids["vera"])
        opened = inspections.open_inspection(session, sheet.batch_id, shop.ids["ana"])
        others = inspections.open_inspection(session, sheet.batch_id, shop.ids["jelena"])
    assert [(row.batch, row.answered, row.total) for row in mine] == [("L-7", 1, 6)]
    assert [row.batch_id for row in ready] == [waiting]
    assert ready[0].status is BatchStatus.DRAFT
    assert none == []
    assert (opened, others) == (sheet.inspection_id, None)


def test_that_a_change_by_another_workstation_is_noticed(shop: Shop, sheet: Sheet) -> None:
    with shop.database.reading() as session:
        before = inspections.last_change(session, sheet.inspection_id)
    with shop.database.writing() as session:
        later = AT.replace(hour=10)
        entry = Entry(item_id=sheet.items["tape"])
        inspections.record_answer(session, sheet.inspection_id, entry, shop.ids["ana"], later)
    with shop.database.reading() as session:
        assert inspections.last_change(session, sheet.inspection_id) != before
        assert inspections.last_change(session, 4711) is None


def test_that_who_may_begin_is_known_before_they_try(shop: Shop) -> None:
    batch_id = shop.add_batch("L-8")
    with shop.database.reading() as session:
        assert inspections.may_open_first(session, batch_id, shop.ids["ana"])
        assert not inspections.may_open_first(session, batch_id, shop.ids["vera"])
        assert session.get_one(Person, shop.ids["ana"]).retired_at is None


@pytest.mark.parametrize("mode", list(CheckMode))
def test_that_only_a_review_shows_the_first_answers(database: "Database", mode: CheckMode) -> None:
    shop = found(database, mode)
    batch_id = shop.first_signed(found={"glaze": Result.FAIL, **_REST})
    with shop.database.writing() as session:
        second = inspections.open_second_check(session, batch_id, shop.ids["jelena"], AT)
    rows = look(shop, second)
    shown = [item.first is not None for item in rows.items]
    assert shown == [mode is CheckMode.REVIEW] * (1 if mode is CheckMode.SPOT else 3)
    assert rows.blind is (mode is not CheckMode.REVIEW)
    assert rows.seat is Seat.SECOND
    assert rows.defects == ()


_REST: dict[str, Result | Decimal] = {"height": Decimal(10), "label": Result.PASS}


def test_that_a_check_is_signed_only_as_it_was_seen(shop: Shop) -> None:
    batch_id = shop.add_batch("L-3")
    opened = shop.first_check(batch_id)
    seen = shop.seen(batch_id)
    standing = look(shop, opened).items[0].answer
    assert standing is not None
    entry = Entry(
        item_id=shop.items["glaze"],
        result=Result.FAIL,
        seen_answer_id=standing.id,
        reason="looked again",
    )
    with shop.database.writing() as session:
        later = AT.replace(hour=11)
        inspections.record_answer(session, opened, entry, shop.ids["ana"], later)
    with pytest.raises(QcError), shop.database.writing() as session:
        sign_offs.sign_first(session, seen, shop.key("ana"), AT)
