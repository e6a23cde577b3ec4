"""What may be recorded in an inspection, by whom, and when it is complete."""

from decimal import Decimal

import pytest

from qc_desk.domain.inspections import WITH_ITS_ROUND
from qc_desk.domain.organisations import Site
from qc_desk.domain.refusals import (
    AlreadyAnswered,
    CannotWithdraw,
    FieldInvalid,
    GaugeNeeded,
    InspectionClosed,
    NotAllowed,
    NotFound,
    NotYourInspection,
    OpenItems,
    PersonRetired,
    PhotoMissing,
    ReasonNeeded,
    ValueNeeded,
)
from qc_desk.domain.vocabulary import BatchStatus, InspectionStatus, PhotoRule, Result, Role, Seat
from qc_desk.i18n import speaking
from tests.unit.domain.bench import AT, Bench, person


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_that_nothing_is_answered_beforehand(bench: Bench) -> None:
    assert bench.first.current == {}
    assert len(bench.first.open_places) == 5


def test_that_an_answer_closes_its_place_only(bench: Bench) -> None:
    bench.record(bench.unit, unit=1)
    assert (2, 1) not in bench.first.open_places
    assert (2, 2) in bench.first.open_places


def test_that_a_second_answer_without_having_seen_the_first_is_refused(bench: Bench) -> None:
    kept = bench.record(bench.look)
    with pytest.raises(AlreadyAnswered):
        bench.record(bench.look, Result.FAIL)
    assert bench.first.current[(1, 0)] is kept


def test_that_a_correction_needs_a_reason_and_keeps_both(bench: Bench) -> None:
    wrong = bench.record(bench.look)
    with pytest.raises(ReasonNeeded):
        bench.record(bench.look, Result.FAIL, seen=wrong)
    right = bench.record(bench.look, Result.FAIL, seen=wrong, reason="pressed the wrong key")
    assert right.replaces is wrong
    assert bench.first.answers == [wrong, right]
    assert bench.first.current[(1, 0)] is right


def test_that_a_chain_of_corrections_ends_in_the_last_one(bench: Bench) -> None:
    standing = bench.record(bench.look)
    for number in range(5):
        result = Result.FAIL if number % 2 else Result.PASS
        standing = bench.record(bench.look, result, seen=standing, reason=f"looked {number}")
    assert bench.first.current[(1, 0)] is standing
    assert len(bench.first.answers) == 6


def test_that_an_answer_that_was_replaced_meanwhile_cannot_be_replaced_again(
    bench: Bench,
) -> None:
    old = bench.record(bench.look)
    bench.record(bench.look, Result.FAIL, seen=old, reason="looked again")
    with pytest.raises(AlreadyAnswered):
        bench.record(bench.look, Result.PASS, seen=old, reason="looked again")


def test_that_a_first_answer_carries_no_reason(bench: Bench) -> None:
    assert bench.record(bench.look, reason="left over").reason == ""


@pytest.mark.parametrize(
    ("value", "result"),
    [("9.95", Result.PASS), ("10.05", Result.PASS), ("10.051", Result.FAIL), ("-10", Result.FAIL)],
)
def test_that_the_limits_judge_a_measurement_whatever_was_pressed(
    bench: Bench, value: str, result: Result
) -> None:
    pressed = Result.FAIL if result is Result.PASS else Result.PASS
    assert bench.record(bench.size, pressed, value=Decimal(value)).result is result


def test_that_a_value_needs_the_gauge_its_item_asks_for(bench: Bench) -> None:
    bench.size.gauge = "calliper"
    with pytest.raises(GaugeNeeded, match="Size"):
        bench.record(bench.size, value=Decimal(10))
    assert bench.first.answers == []
    skipped = bench.record(bench.size, Result.NOT_APPLICABLE, note="no gauge here")
    assert skipped.calibration is None


def test_that_a_measurement_needs_its_value(bench: Bench) -> None:
    with pytest.raises(ValueNeeded):
        bench.record(bench.size)


@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "1e400", "1e-400"])
def test_that_a_value_that_cannot_be_measured_is_refused(bench: Bench, value: str) -> None:
    with pytest.raises(FieldInvalid):
        bench.record(bench.size, value=Decimal(value))
    assert bench.first.answers == []


def test_that_not_applicable_needs_its_reason_and_drops_the_value(bench: Bench) -> None:
    with pytest.raises(ReasonNeeded):
        bench.record(bench.size, Result.NOT_APPLICABLE, value=Decimal(10), note=" \n ")
    answer = bench.record(
        bench.size, Result.NOT_APPLICABLE, value=Decimal(10), note="no gauge here"
    )
    assert (answer.result, answer.value) == (Result.NOT_APPLICABLE, None)


def test_that_a_look_keeps_no_value(bench: Bench) -> None:
    assert bench.record(bench.look, value=Decimal(3)).value is None


@pytest.mark.parametrize("unit", [-1, 0, 3, 10_000])
def test_that_a_unit_outside_the_sample_is_refused(bench: Bench, unit: int) -> None:
    with pytest.raises(NotFound):
        bench.record(bench.unit, unit=unit)


def test_that_an_item_for_the_whole_batch_takes_no_unit(bench: Bench) -> None:
    with pytest.raises(NotFound):
        bench.record(bench.look, unit=1)


def test_that_an_item_of_another_checklist_is_refused(bench: Bench) -> None:
    stranger = Bench().look
    stranger.version_id = 6
    with pytest.raises(NotFound):
        bench.record(stranger)
    with pytest.raises(NotFound):
        bench.first.item(77)


def test_that_nobody_else_records(bench: Bench) -> None:
    with pytest.raises(NotYourInspection):
        bench.record(bench.look, by=bench.jelena)


def test_that_a_retired_person_does_not_go_on(bench: Bench) -> None:
    bench.ana.retired_at = AT
    with pytest.raises(PersonRetired):
        bench.record(bench.look)


def test_that_whoever_lost_the_role_does_not_go_on(bench: Bench) -> None:
    bench.ana.end_grant(Role.INSPECTOR, bench.site, AT)
    with pytest.raises(NotAllowed):
        bench.record(bench.look)


@pytest.mark.parametrize(
    "status",
    [InspectionStatus.SUBMITTED, InspectionStatus.SIGNED, InspectionStatus.WITHDRAWN],
)
def test_that_a_closed_inspection_takes_nothing(bench: Bench, status: InspectionStatus) -> None:
    bench.first.status = status
    with pytest.raises(InspectionClosed):
        bench.record(bench.look)
    with pytest.raises(InspectionClosed):
        bench.first.submit(bench.ana, AT)


def test_that_it_is_complete_with_every_answer_and_photo(bench: Bench) -> None:
    bench.answer_all()
    bench.first.submit(bench.ana, AT)
    assert bench.first.status is InspectionStatus.SUBMITTED


def test_that_an_open_item_stops_it(bench: Bench) -> None:
    with pytest.raises(OpenItems) as refusal:
        bench.first.must_be_complete()
    assert refusal.value.facts["count"] == 5


def test_that_a_failure_needs_its_photo(bench: Bench) -> None:
    bench.answer_all()
    standing = bench.first.current[(1, 0)]
    bench.record(bench.look, Result.FAIL, seen=standing, reason="looked again")
    with pytest.raises(PhotoMissing):
        bench.first.must_be_complete()
    bench.picture(bench.unit, unit=1)  # at another place
    with pytest.raises(PhotoMissing):
        bench.first.must_be_complete()
    bench.picture(bench.look)
    bench.first.must_be_complete()


def test_that_a_photo_is_needed_at_each_unit_of_its_own(bench: Bench) -> None:
    bench.unit.photo_rule = PhotoRule.ALWAYS
    bench.answer_all()
    bench.picture(bench.unit, unit=1)
    with pytest.raises(PhotoMissing):
        bench.first.must_be_complete()
    bench.picture(bench.unit, unit=2)
    bench.first.must_be_complete()


def test_that_what_is_not_applicable_needs_no_photo(bench: Bench) -> None:
    bench.record(bench.look)
    bench.record(bench.unit, unit=1)
    bench.record(bench.unit, unit=2)
    bench.record(bench.size, value=Decimal(10))
    bench.record(bench.carton, Result.NOT_APPLICABLE, note="sold loose")
    bench.first.must_be_complete()


def test_that_one_failure_fails_the_inspection(bench: Bench) -> None:
    bench.answer_all()
    outcomes = [bench.first.outcome]
    standing = bench.first.current[(3, 0)]
    bench.record(bench.size, value=Decimal(11), seen=standing, reason="measured again")
    outcomes.append(bench.first.outcome)
    assert outcomes == [Result.PASS, Result.FAIL]


def test_that_only_its_inspector_withdraws_with_a_reason(bench: Bench) -> None:
    with pytest.raises(NotYourInspection):
        bench.first.withdraw(bench.jelena, "wrong batch", AT)
    with pytest.raises(ReasonNeeded):
        bench.first.withdraw(bench.ana, " ", AT)
    bench.first.withdraw(bench.ana, "wrong batch", AT)
    assert not bench.first.live
    with pytest.raises(InspectionClosed):
        bench.first.withdraw(bench.ana, "again", AT)


def test_that_a_lead_takes_back_the_open_check_of_somebody_who_is_gone(bench: Bench) -> None:
    marko = person("Marko", bench.site, Role.LEAD)
    with pytest.raises(NotYourInspection):
        bench.first.withdraw(marko, "she is slow", AT)
    bench.ana.retired_at = AT
    assert bench.first.may_stand_in(marko)
    assert not bench.first.may_stand_in(bench.jelena)
    with pytest.raises(NotAllowed):
        bench.first.withdraw(bench.jelena, "she has left", AT)
    with pytest.raises(ReasonNeeded):
        bench.first.withdraw(marko, "", AT)
    bench.first.withdraw(marko, "she has left", AT)
    assert (bench.first.live, bench.first.reason) == (False, "she has left")
    assert bench.first.batch.status is BatchStatus.DRAFT


def test_that_a_lead_of_another_site_does_not_take_it_back(bench: Bench) -> None:
    elsewhere = Site(code="ZG", name="Zagreb", time_zone="Europe/Zagreb", created_at=AT)
    bench.ana.end_grant(Role.INSPECTOR, bench.site, AT)
    with pytest.raises(NotAllowed):
        bench.first.withdraw(person("Iva", elsewhere, Role.LEAD), "she has left", AT)


@pytest.mark.parametrize("status", [InspectionStatus.SUBMITTED, InspectionStatus.SIGNED])
def test_that_what_somebody_has_finished_stands_after_they_are_gone(
    bench: Bench, status: InspectionStatus
) -> None:
    bench.first.status = status
    bench.ana.retired_at = AT
    with pytest.raises(NotYourInspection):
        bench.first.withdraw(person("Marko", bench.site, Role.LEAD), "not what we want", AT)


def test_that_a_second_check_is_not_withdrawn_once_it_has_seen_the_first(bench: Bench) -> None:
    second = bench.seat(Seat.SECOND, bench.jelena)
    second.status = InspectionStatus.SUBMITTED
    with pytest.raises(CannotWithdraw):
        second.withdraw(bench.jelena, "I saw the other one", AT)


def test_that_a_second_check_goes_with_its_first(bench: Bench) -> None:
    second = bench.seat(Seat.SECOND, bench.jelena)
    second.close_with_its_round(AT)
    assert not second.live
    assert second.reason == second.why_withdrawn == WITH_ITS_ROUND


def test_that_our_own_reason_is_translated_and_a_persons_words_are_not(bench: Bench) -> None:
    bench.first.reason = WITH_ITS_ROUND
    with speaking("sr"):
        assert bench.first.why_withdrawn not in ("", WITH_ITS_ROUND)
        bench.first.reason = "fail"  # a word that the catalogue knows
        assert bench.first.why_withdrawn == "fail"
        bench.first.reason = ""
        assert bench.first.why_withdrawn == ""
