"""Which batches wait for the extra check of a stop-ship, and who can answer it."""

from qc_desk.domain.refusals import NotAllowed, ProducerCannotCheck, QcError, WrongStatus
from qc_desk.domain.vocabulary import Result
from qc_desk.services.stopped_batches import StoppedBatch, stopped_batches, why_not_answer
from tests.checked_shop import Shop
from tests.integration.services.seen import DAY, Goods, bad, check, good, the_problem
from tests.integration.services.test_stop_ship import answer, stop


def waiting(shop: Shop, who: str = "mira") -> list[StoppedBatch]:
    problem_id = the_problem(shop).problem_id
    with shop.database.reading() as session:
        return stopped_batches(session, problem_id, shop.ids[who])


def why_not(shop: Shop, batch_id: int, who: str) -> QcError | None:
    with shop.database.reading() as session:
        return why_not_answer(session, batch_id, shop.ids[who])


def test_that_batches_wait_until_they_are_decided(shop: Shop) -> None:
    good(shop, "L-0", DAY)
    held = bad(shop, "L-1")
    assert waiting(shop) == []  # nothing is stopped yet
    stop(shop)
    drafted = shop.add_batch("L-2")
    assert [(row.batch_id, row.batch) for row in waiting(shop)] == [
        (held, "L-1"),
        (drafted, "L-2"),
    ]


def test_that_a_batch_says_what_its_extra_check_has_shown(shop: Shop) -> None:
    bad(shop, "L-1")
    batch_id = check(shop, Goods("L-2", DAY, good=True))
    stop(shop)
    answer(shop, batch_id, Result.FAIL)
    assert [row.result for row in waiting(shop)] == [None, Result.FAIL]
    answer(shop, batch_id, Result.PASS)
    assert [row.result for row in waiting(shop)] == [None, Result.PASS]


def test_that_a_blind_second_inspector_is_not_told_what_somebody_else_answered(
    shop: Shop,
) -> None:
    bad(shop, "L-1")
    batch_id = shop.first_signed("L-2")
    stop(shop)
    answer(shop, batch_id, Result.FAIL, "ana")
    assert [row.result for row in waiting(shop, "jelena")] == [None, None]
    assert [row.result for row in waiting(shop, "ana")] == [None, Result.FAIL]


def test_that_it_is_said_beforehand_who_cannot_answer(shop: Shop) -> None:
    bad(shop, "L-1")
    batch_id = shop.first_signed("L-2", producers=("marko",))
    assert why_not(shop, batch_id, "ana") is None
    assert isinstance(why_not(shop, batch_id, "vera"), NotAllowed)
    assert isinstance(why_not(shop, batch_id, "marko"), ProducerCannotCheck)
    assert isinstance(why_not(shop, shop.add_batch("L-3"), "ana"), WrongStatus)
