"""A whole sheet of answers: the rules of a single answer, all or none, one new state."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from qc_desk.domain.inspections import Inspection
from qc_desk.domain.refusals import AlreadyAnswered, NotFound, NotYourInspection, ReasonNeeded
from qc_desk.domain.vocabulary import Result
from qc_desk.services.answer_sheets import record_answers
from qc_desk.services.inspections import Entry, open_first_check
from qc_desk.services.verify import verify_record
from tests.checked_shop import AT, Shop
from tests.integration.services.answering import look


@pytest.fixture
def inspection_id(shop: Shop) -> int:
    batch_id = shop.add_batch()
    with shop.database.writing() as session:
        return open_first_check(session, batch_id, shop.ids["ana"], AT)


def keep(shop: Shop, inspection_id: int, *entries: Entry, who: str = "ana") -> list[int]:
    moments = [(entry, AT + timedelta(seconds=n)) for n, entry in enumerate(entries)]
    with shop.database.writing() as session:
        return record_answers(session, inspection_id, moments, shop.ids[who])


def sheet(shop: Shop) -> list[Entry]:
    return [
        Entry(item_id=shop.items["glaze"]),
        Entry(item_id=shop.items["height"], value=Decimal("10.20")),
        Entry(item_id=shop.items["label"], result=Result.NOT_APPLICABLE, note="no label"),
    ]


def test_that_every_answer_is_kept_with_its_moment_and_judged(
    shop: Shop, inspection_id: int
) -> None:
    ids = keep(shop, inspection_id, *sheet(shop))
    with shop.database.reading() as session:
        inspection = session.get_one(Inspection, inspection_id)
        assert [each.id for each in inspection.answers] == ids
        assert [each.result for each in inspection.answers] == [
            Result.PASS,
            Result.FAIL,
            Result.NOT_APPLICABLE,
        ]
        assert [(each.at - AT).seconds for each in inspection.answers] == [0, 1, 2]
        assert inspection.open_places == []
    assert verify_record(shop.database).findings == ()


def test_that_a_check_tells_what_failed_and_which_item_comes_next(
    shop: Shop, inspection_id: int
) -> None:
    def told() -> tuple[int, int, int | None]:
        seen = look(shop, inspection_id)
        return seen.answered, seen.failed, seen.next_open

    first, second, third = sheet(shop)
    assert told() == (0, 0, 0)
    keep(shop, inspection_id, first, third)
    assert told() == (2, 0, 1)
    keep(shop, inspection_id, second)
    assert told() == (3, 1, None)


def test_that_what_was_seen_is_replaced_with_a_reason(shop: Shop, inspection_id: int) -> None:
    ids = keep(shop, inspection_id, *sheet(shop))
    again = replace(sheet(shop)[1], value=Decimal("10.02"), seen_answer_id=ids[1])
    with pytest.raises(ReasonNeeded):
        keep(shop, inspection_id, again)
    keep(shop, inspection_id, replace(again, reason="the gauge had slipped"))
    with shop.database.reading() as session:
        inspection = session.get_one(Inspection, inspection_id)
        standing = inspection.current[shop.items["height"], 0]
        assert (standing.result, standing.replaces_id) == (Result.PASS, ids[1])


def test_that_one_refused_answer_keeps_none(shop: Shop, inspection_id: int) -> None:
    twice = [*sheet(shop), sheet(shop)[0]]
    with pytest.raises(AlreadyAnswered):
        keep(shop, inspection_id, *twice)
    with pytest.raises(NotFound):
        keep(shop, inspection_id, *sheet(shop), Entry(item_id=999))
    with pytest.raises(NotYourInspection):
        keep(shop, inspection_id, *sheet(shop), who="jelena")
    with shop.database.reading() as session:
        assert session.get_one(Inspection, inspection_id).answers == []


def test_that_an_empty_sheet_is_no_act(shop: Shop, inspection_id: int) -> None:
    assert keep(shop, inspection_id) == []
