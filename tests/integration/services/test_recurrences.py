"""While a defect is recorded: how often it was there, and what was promised."""

from datetime import timedelta

from qc_desk.services.recurrences import RecurrenceRow, recurrence_of
from tests.checked_shop import Shop
from tests.integration.services.seen import (
    DAY,
    Goods,
    bad,
    check,
    claim,
    merged,
    moment,
    own,
    promise_fix,
    the_problem,
)

# While a defect is being recorded


def known(shop: Shop, item: str | None = "glaze", days: int = 5) -> RecurrenceRow | None:
    with shop.database.reading() as session:
        item_id = shop.items[item] if item is not None else None
        return recurrence_of(
            session, shop.product_id, shop.code_id, item_id, moment(DAY + timedelta(days=days))
        )


def test_that_recording_tells_how_often_it_was_there_from_decided_rounds_only(shop: Shop) -> None:
    waiting = check(shop, Goods("L-1", DAY))
    assert known(shop) is None
    shop.reject(waiting)
    bad(shop, "L-2", DAY + timedelta(days=1))
    assert known(shop, None) is None
    row = known(shop)
    assert row is not None
    assert row.sentence == "PR-1: seen 3 times in 90 days, with this one."
    own(shop, DAY + timedelta(days=2))
    claim(shop, DAY + timedelta(days=2), "New kiln")
    row = known(shop)
    assert row is not None
    assert "A fix was claimed for goods made from 3 Nov 2026 on." in row.sentence
    promise_fix(shop, DAY + timedelta(days=3))
    row = known(shop)
    assert row is not None
    assert "“Fixed” was promised on 4 Nov 2026." in row.sentence
    assert (row.times, row.problem_id) == (3, the_problem(shop).problem_id)
    late = known(shop, days=200)
    assert late is not None
    assert late.times == 1


def test_that_recording_tells_what_merged_threads_know_together(shop: Shop) -> None:
    bad(shop, "L-1")
    bad(shop, "L-2", DAY + timedelta(days=1), item="label")
    promise_fix(shop, DAY + timedelta(days=2))
    merged(shop, 1, 2)
    for item in ("glaze", "label"):
        row = known(shop, item)
        assert row is not None
        assert (row.problem, row.times) == ("PR-2", 3)
        assert row.promised_at == moment(DAY + timedelta(days=2))
