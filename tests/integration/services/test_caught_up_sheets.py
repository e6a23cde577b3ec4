"""A sheet that is caught up is the one that would be read anew, and less is put together."""

import io
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import timedelta
from decimal import Decimal

import pytest
from PIL import Image

from qc_desk.domain.vocabulary import Result
from qc_desk.services import defects, photos
from qc_desk.services.check_sheets import CheckSheet, caught_up, check_sheet
from qc_desk.services.defects import DefectEntry
from qc_desk.services.inspections import Entry, record_answer
from qc_desk.services.photos import PhotoPlace
from qc_desk.services.sheet_items import SheetItems, states_of
from tests.checked_shop import AT, Shop
from tests.long_sheet import Sheet, open_sheet

Later = Callable[[CheckSheet], CheckSheet]


def raw() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(made, "PNG")
    return made.getvalue()


@pytest.fixture
def sheet(shop: Shop) -> Sheet:
    return open_sheet(shop)


def anew(shop: Shop, sheet: Sheet) -> CheckSheet:
    with shop.database.reading() as session:
        return check_sheet(session, sheet.inspection_id)


@pytest.fixture
def later(shop: Shop, sheet: Sheet) -> Later:
    """Catch up, and compare with the sheet as it is read anew, item by item."""

    def act(seen: CheckSheet) -> CheckSheet:
        with shop.database.reading() as session:
            found = caught_up(session, seen)
        expected = anew(shop, sheet)
        for each in fields(CheckSheet):
            if each.name != "items":
                assert getattr(found, each.name) == getattr(expected, each.name)
        assert tuple(found.items) == tuple(expected.items)
        assert list(found.states) == list(expected.states)
        return found

    return act


def answer(shop: Shop, sheet: Sheet, entry: Entry) -> int:
    with shop.database.writing() as session:
        at = AT + timedelta(minutes=3)
        return record_answer(session, sheet.inspection_id, entry, shop.ids["ana"], at)


def test_that_answers_and_corrections_come_in_where_they_belong(
    shop: Shop, sheet: Sheet, later: Later
) -> None:
    seen = later(anew(shop, sheet))
    assert seen.next_open == 0
    first = answer(shop, sheet, Entry(item_id=sheet.items["tape"]))
    answer(shop, sheet, Entry(item_id=sheet.items["height"], value=Decimal("95.1")))
    seen = later(seen)
    assert (seen.answered, seen.failed) == (2, 0)
    changed = Entry(
        item_id=sheet.items["tape"],
        result=Result.FAIL,
        seen_answer_id=first,
        reason="looked again",
    )
    answer(shop, sheet, changed)
    seen = later(seen)
    assert (seen.answered, seen.failed) == (2, 1)
    tape = next(item for item in seen.items if item.item_id == sheet.items["tape"])
    assert tape.answer is not None
    assert tape.answer.corrected


def test_that_photos_and_defects_come_in(shop: Shop, sheet: Sheet, later: Later) -> None:
    seen = anew(shop, sheet)
    assert seen.states[0].needs_photo
    with shop.database.writing() as session:
        by, prepared = shop.ids["ana"], photos.prepare_photo(raw(), "label.png")
        place = PhotoPlace(item_id=sheet.items["label"])
        photos.attach_photo(session, sheet.inspection_id, prepared, place, by, AT)
        entry = DefectEntry(
            code_id=sheet.codes["SCR"], item_id=sheet.items["surface"], unit_number=1
        )
        defects.record_defect(session, sheet.inspection_id, entry, by, AT)
    seen = later(seen)
    assert not seen.states[0].needs_photo
    assert len(seen.items[0].photos) == len(seen.defects) == 1
    later(seen)


def test_that_a_failure_without_a_defect_is_known_without_its_item(
    shop: Shop, sheet: Sheet, later: Later
) -> None:
    entry = Entry(item_id=sheet.items["surface"], unit_number=2, result=Result.FAIL)
    answer(shop, sheet, entry)
    seen = later(anew(shop, sheet))
    (index,) = seen.without_defect
    assert seen.states[index].place == (sheet.items["surface"], 2)
    assert seen.states[index].needs_photo  # it wants one when it fails


def test_that_an_item_is_put_together_once_and_kept_while_it_stays(
    shop: Shop, sheet: Sheet
) -> None:
    seen = anew(shop, sheet)
    kept, other = seen.items[0], seen.items[-1]
    assert seen.items[0] is kept
    assert seen.items[len(seen.items) - 1] is other
    answer(shop, sheet, Entry(item_id=kept.item_id))
    with shop.database.reading() as session:
        found = caught_up(session, seen)
    assert found.items[-1] is other
    assert found.items[0].answer is not None
    assert seen.items[0].answer is None  # what was seen stays what it was
    assert found.items[1:3] == (found.items[1], found.items[2])
    with pytest.raises(IndexError):
        found.items[len(found.items)]


def test_that_rows_given_as_they_are_say_how_they_stand(
    shop: Shop, sheet: Sheet, later: Later
) -> None:
    answer(shop, sheet, Entry(item_id=sheet.items["tape"]))
    seen = anew(shop, sheet)
    plain = replace(seen, items=tuple(seen.items))
    assert list(states_of(plain.items)) == list(seen.states)
    assert isinstance(later(plain).items, SheetItems)
