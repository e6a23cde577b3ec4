"""Defects: contained before they are decided, every piece counted, found again not doubled."""

from collections.abc import Callable

import pytest

from qc_desk.domain.defects import Defect, DefectEvent
from qc_desk.domain.refusals import (
    FieldNeeded,
    InspectionClosed,
    NotFound,
    NotYourInspection,
    QuantityWrong,
    WrongDefectStatus,
)
from qc_desk.domain.vocabulary import DefectStatus, Disposition, InspectionStatus, Severity
from tests.unit.domain.bench import AT, Bench


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.fixture
def defect(bench: Bench) -> Defect:
    made = Defect(
        inspection=bench.first,
        item=bench.unit,
        unit_number=1,
        number=1,
        code=bench.code,
        severity=Severity.MINOR,
        quantity=4,
        by=bench.ana,
        at=AT,
    )
    bench.batch.defects.append(made)
    made.events.append(DefectEvent(status=DefectStatus.OPEN, quantity=0, by=bench.ana, at=AT))
    return made


def test_that_containment_comes_before_any_decision(bench: Bench, defect: Defect) -> None:
    with pytest.raises(WrongDefectStatus):
        defect.dispose(Disposition.SCRAP, 1, bench.ana, AT)
    with pytest.raises(FieldNeeded):
        defect.contain("  ", bench.ana, AT)
    defect.contain("red crate", bench.ana, AT)
    assert defect.status is DefectStatus.CONTAINED
    with pytest.raises(WrongDefectStatus):
        defect.contain("again", bench.ana, AT)


@pytest.mark.parametrize("quantity", [0, -1, 5])
def test_that_only_the_pieces_there_are_can_be_decided(
    bench: Bench, defect: Defect, quantity: int
) -> None:
    defect.contain("red crate", bench.ana, AT)
    with pytest.raises(QuantityWrong):
        defect.dispose(Disposition.SCRAP, quantity, bench.ana, AT)


def test_that_it_closes_once_every_piece_has_its_disposition(bench: Bench, defect: Defect) -> None:
    defect.contain("red crate", bench.ana, AT)
    defect.dispose(Disposition.REWORK, 3, bench.ana, AT)
    with pytest.raises(QuantityWrong):
        defect.close(bench.ana, AT)
    defect.dispose(Disposition.SCRAP, 1, bench.ana, AT)
    defect.close(bench.ana, AT)
    assert (defect.status, defect.undecided_quantity) == (DefectStatus.CLOSED, 0)


def test_that_the_same_defect_found_again_adds_its_place_and_pieces(
    bench: Bench, defect: Defect
) -> None:
    defect.see_again(bench.unit, 2, 1, bench.ana, AT)
    assert defect.places == [(bench.unit.id, 1), (bench.unit.id, 2)]
    assert (defect.quantity, defect.affected_quantity, defect.undecided_quantity) == (4, 5, 5)
    assert defect.status is DefectStatus.OPEN


def test_that_the_same_place_is_not_counted_twice(bench: Bench, defect: Defect) -> None:
    for _time in range(3):
        defect.see_again(bench.unit, 2, 1, bench.ana, AT)
    defect.see_again(bench.unit, 1, 1, bench.ana, AT)
    assert defect.affected_quantity == 5


def test_that_not_more_pieces_are_found_than_the_batch_has(bench: Bench, defect: Defect) -> None:
    with pytest.raises(QuantityWrong):
        defect.see_again(bench.unit, 2, 7, bench.ana, AT)
    with pytest.raises(QuantityWrong):
        defect.see_again(bench.unit, 2, -1, bench.ana, AT)
    defect.see_again(bench.unit, 2, 6, bench.ana, AT)
    assert defect.affected_quantity == bench.batch.quantity


def test_that_a_found_piece_must_be_decided_too(bench: Bench, defect: Defect) -> None:
    defect.see_again(bench.unit, 2, 1, bench.ana, AT)
    defect.contain("red crate", bench.ana, AT)
    defect.dispose(Disposition.SCRAP, 4, bench.ana, AT)
    with pytest.raises(QuantityWrong):
        defect.close(bench.ana, AT)
    defect.dispose(Disposition.SCRAP, 1, bench.ana, AT)
    defect.close(bench.ana, AT)


def test_that_a_decided_defect_is_not_found_again(bench: Bench, defect: Defect) -> None:
    defect.contain("red crate", bench.ana, AT)
    defect.dispose(Disposition.SCRAP, 4, bench.ana, AT)
    with pytest.raises(WrongDefectStatus):
        defect.see_again(bench.unit, 2, 1, bench.ana, AT)


def _by_another(bench: Bench, defect: Defect) -> None:
    defect.see_again(bench.unit, 2, 1, bench.jelena, AT)


def _after_closing(bench: Bench, defect: Defect) -> None:
    bench.first.status = InspectionStatus.SIGNED
    defect.see_again(bench.unit, 2, 1, bench.ana, AT)


def _off_the_sample(bench: Bench, defect: Defect) -> None:
    defect.see_again(bench.unit, 3, 1, bench.ana, AT)


@pytest.mark.parametrize(
    ("attempt", "why"),
    [
        (_by_another, NotYourInspection),
        (_after_closing, InspectionClosed),
        (_off_the_sample, NotFound),
    ],
)
def test_that_finding_again_follows_the_rules_of_recording(
    bench: Bench,
    defect: Defect,
    attempt: Callable[[Bench, Defect], None],
    why: type[Exception],
) -> None:
    with pytest.raises(why):
        attempt(bench, defect)
    assert defect.affected_quantity == 4
