"""Two answers at the same place at the same moment: one is kept, the other is told."""

from functools import partial

import pytest
from sqlalchemy import text

from qc_desk.domain.checklists import CheckItem
from qc_desk.domain.refusals import AlreadyAnswered
from qc_desk.domain.vocabulary import Result
from qc_desk.services import inspections
from qc_desk.services.inspections import Entry
from qc_desk.storage.refusals import RecordBusy
from tests.checked_shop import AT, Shop
from tests.integration.services.answering import keep, look
from tests.integration.services.at_once import both_at_once
from tests.long_sheet import Sheet, open_sheet


@pytest.fixture
def sheet(shop: Shop) -> Sheet:
    return open_sheet(shop)


def _keep_one_of(shop: Shop, sheet: Sheet, entries: list[Entry], number: int) -> int:
    return keep(shop, sheet, entries[number])


def test_that_of_two_answers_at_once_one_is_kept_and_the_other_is_told(
    shop: Shop, sheet: Sheet
) -> None:
    results = (Result.PASS, Result.FAIL)
    for item_id in (sheet.items["label"], sheet.items["tape"]):
        entries = [Entry(item_id=item_id, result=result) for result in results]
        ended = both_at_once(partial(_keep_one_of, shop, sheet, entries))
        assert sorted(type(each).__name__ for each in ended) == ["AlreadyAnswered", "int"]
    assert look(shop, sheet.inspection_id).answered == 2


def test_that_the_database_s_own_rule_is_told_in_the_same_words(
    shop: Shop, sheet: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The wrong twin: without looking at what stands there, only the unique index is left."""
    entry = Entry(item_id=sheet.items["tape"])
    keep(shop, sheet, entry)
    monkeypatch.setattr(inspections, "_standing", lambda *_facts: None)
    with pytest.raises(AlreadyAnswered) as refusal:
        keep(shop, sheet, entry)
    assert "Carton is closed" in str(refusal.value)
    assert look(shop, sheet.inspection_id).answered == 1


def _keep_without_patience(shop: Shop, sheet: Sheet, entry: Entry) -> None:
    with shop.database.writing() as session:
        session.execute(text("SET LOCAL lock_timeout = '100ms'"))
        inspections.record_answer(session, sheet.inspection_id, entry, shop.ids["ana"], AT)


def test_that_a_wait_that_is_too_long_is_told_as_such_and_not_as_a_second_word(
    shop: Shop, sheet: Sheet
) -> None:
    if not shop.database.on_server:
        pytest.skip("in a file the second writer waits before its first look")
    entry = Entry(item_id=sheet.items["tape"])
    with shop.database.writing() as elsewhere:
        elsewhere.get_one(CheckItem, entry.item_id, with_for_update=True)
        with pytest.raises(RecordBusy):
            _keep_without_patience(shop, sheet, entry)
    assert look(shop, sheet.inspection_id).answered == 0


def test_that_of_two_corrections_at_once_one_is_kept(shop: Shop, sheet: Sheet) -> None:
    first = keep(shop, sheet, Entry(item_id=sheet.items["tape"]))
    ended = both_at_once(
        lambda _n: keep(
            shop,
            sheet,
            Entry(
                item_id=sheet.items["tape"],
                result=Result.FAIL,
                seen_answer_id=first,
                reason="looked again",
            ),
        )
    )
    assert sorted(type(each).__name__ for each in ended) == ["AlreadyAnswered", "int"]
