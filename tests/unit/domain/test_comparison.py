"""The two inspections of a round side by side."""

from decimal import Decimal

import pytest

from qc_desk.domain.comparison import compare, to_reconcile
from qc_desk.domain.inspections import Inspection
from qc_desk.domain.vocabulary import Result, Seat
from tests.unit.domain.bench import Bench


@pytest.fixture
def bench() -> Bench:
    made = Bench()
    made.answer_all()
    return made


@pytest.fixture
def second(bench: Bench) -> Inspection:
    return bench.seat(Seat.SECOND, bench.jelena)


def test_that_every_place_is_a_pair_in_checklist_order(bench: Bench, second: Inspection) -> None:
    pairs = compare(bench.first, second)
    assert [(p.item.id, p.unit_number) for p in pairs] == bench.first.places
    assert all(pair.second is None and not pair.differs for pair in pairs)


def test_that_one_inspection_alone_is_shown_with_gaps(bench: Bench) -> None:
    assert len(compare(bench.first, None)) == 5
    assert compare(None, None) == []


def test_that_equal_results_need_no_decision_even_with_other_values(
    bench: Bench, second: Inspection
) -> None:
    bench.answer_all(second)
    standing = second.current[(3, 0)]
    bench.record(
        bench.size, value=Decimal("10.04"), on=second, seen=standing, reason="measured again"
    )
    assert to_reconcile(bench.first, second) == []


def test_that_another_outcome_puts_every_difference_up_for_decision(
    bench: Bench, second: Inspection
) -> None:
    bench.answer_all(second)
    standing = second.current[(2, 1)]
    bench.record(bench.unit, Result.FAIL, unit=1, on=second, seen=standing, reason="looked again")
    assert [(p.item.id, p.unit_number) for p in to_reconcile(bench.first, second)] == [(2, 1)]


def test_that_a_minor_difference_with_the_same_outcome_needs_no_decision(
    bench: Bench, second: Inspection
) -> None:
    bench.answer_all(second)
    for inspection, item, unit in ((bench.first, bench.unit, 1), (second, bench.unit, 2)):
        standing = inspection.current[(item.id, unit)]
        bench.record(
            item, Result.FAIL, unit=unit, on=inspection, seen=standing, reason="looked again"
        )
    assert sum(pair.differs for pair in compare(bench.first, second)) == 2
    assert to_reconcile(bench.first, second) == []


def test_that_a_major_difference_needs_a_decision_with_the_same_outcome(
    bench: Bench, second: Inspection
) -> None:
    bench.answer_all(second)
    for inspection, value in ((bench.first, Decimal(10)), (second, Decimal(11))):
        standing = inspection.current[(3, 0)]
        bench.record(
            bench.size, value=value, on=inspection, seen=standing, reason="measured again"
        )
    standing = bench.first.current[(2, 1)]
    bench.record(bench.unit, Result.FAIL, unit=1, seen=standing, reason="looked again")
    assert bench.first.outcome is second.outcome is Result.FAIL
    assert [p.item.id for p in to_reconcile(bench.first, second)] == [3]
