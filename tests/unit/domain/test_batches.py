"""Every guard and every step of a batch, on bare entities."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from qc_desk.domain import decisions
from qc_desk.domain.batches import Batch
from qc_desk.domain.people import Person
from qc_desk.domain.photos import Photo
from qc_desk.domain.refusals import (
    ConcessionNeeded,
    FailsAlone,
    NoChecklist,
    NotAllowed,
    NotCheckedTwice,
    NotForReconciliation,
    NothingToReconcile,
    NotReconciled,
    NotSubmitted,
    NotYourInspection,
    OpenCriticalDefect,
    OpenItems,
    PersonRetired,
    ProducerCannotCheck,
    QcError,
    ReasonNeeded,
    ReconciledToFail,
    SameInspector,
    SameSigner,
    SeatTaken,
    SecondInspectorAvailable,
    WrongStatus,
)
from qc_desk.domain.vocabulary import (
    BatchStatus,
    CheckMode,
    DefectStatus,
    Disposition,
    InspectionStatus,
    Meaning,
    Seat,
    Severity,
    Slot,
    Verdict,
    VersionStatus,
)
from tests.unit.domain.bare_shop import ALL_PASS, AT, FAIL, PASS, BareShop, inspection_at

LATER = AT + timedelta(hours=1)


@pytest.fixture
def shop() -> BareShop:
    return BareShop()


@pytest.fixture
def batch(shop: BareShop) -> Batch:
    return shop.batch


# The first seat


def test_that_an_inspector_begins_the_first_check_of_a_draft(shop: BareShop, batch: Batch) -> None:
    first = batch.open_first_check(shop.ana, LATER)
    assert batch.status is BatchStatus.FIRST_CHECK
    assert (first.seat, first.round, first.inspector) == (Seat.FIRST, 1, shop.ana)
    assert batch.changed_at == LATER


def test_that_somebody_who_only_looks_on_cannot_check(shop: BareShop, batch: Batch) -> None:
    with pytest.raises(NotAllowed):
        batch.open_first_check(shop.vera, AT)
    assert batch.status is BatchStatus.DRAFT


def test_that_somebody_who_left_cannot_check(shop: BareShop, batch: Batch) -> None:
    shop.ana.retired_at = AT
    with pytest.raises(PersonRetired):
        batch.open_first_check(shop.ana, AT)


def test_that_a_producer_may_do_the_first_check(shop: BareShop, batch: Batch) -> None:
    shop.produced_by(shop.ana)
    assert batch.open_first_check(shop.ana, AT).inspector is shop.ana


def test_that_two_people_cannot_sit_on_the_first_seat(shop: BareShop, batch: Batch) -> None:
    batch.open_first_check(shop.ana, AT)
    with pytest.raises(SeatTaken):
        batch.open_first_check(shop.boris, AT)


def test_that_a_product_without_checklist_cannot_be_checked(shop: BareShop, batch: Batch) -> None:
    shop.product.checklist = None
    with pytest.raises(NoChecklist):
        batch.open_first_check(shop.ana, AT)


def test_that_a_checklist_without_a_version_in_force_is_no_checklist(
    shop: BareShop, batch: Batch
) -> None:
    shop.version.status = VersionStatus.DRAFT
    with pytest.raises(NoChecklist):
        batch.open_first_check(shop.ana, AT)


def test_that_the_sample_is_never_larger_than_the_batch(shop: BareShop, batch: Batch) -> None:
    shop.version.sample_size = 600
    assert batch.open_first_check(shop.ana, AT).sample_size == 500


def test_that_signing_the_first_check_calls_for_a_second_person(
    shop: BareShop, batch: Batch
) -> None:
    first = shop.first_signed()
    assert first.status is InspectionStatus.SIGNED
    assert batch.status is BatchStatus.SECOND_CHECK


def test_that_a_first_check_with_open_items_cannot_be_signed(shop: BareShop, batch: Batch) -> None:
    first = batch.open_first_check(shop.ana, AT)
    shop.answer(first, shop.ana, (PASS,))
    with pytest.raises(OpenItems):
        batch.sign_first(shop.ana, AT)
    assert batch.status is BatchStatus.FIRST_CHECK


def test_that_nobody_signs_the_first_check_of_somebody_else(shop: BareShop, batch: Batch) -> None:
    shop.answer(batch.open_first_check(shop.ana, AT), shop.ana, ALL_PASS)
    with pytest.raises(NotYourInspection):
        batch.sign_first(shop.boris, AT)


def test_that_a_first_check_is_not_signed_before_it_begins(shop: BareShop, batch: Batch) -> None:
    with pytest.raises(WrongStatus):
        batch.sign_first(shop.ana, AT)
    batch.status = BatchStatus.FIRST_CHECK
    with pytest.raises(WrongStatus):
        batch.sign_first(shop.ana, AT)


# The second seat


def test_that_a_different_person_takes_the_second_seat(shop: BareShop, batch: Batch) -> None:
    shop.first_signed()
    second = batch.open_second_check(shop.boris, LATER)
    assert (second.seat, second.inspector) == (Seat.SECOND, shop.boris)
    assert batch.status is BatchStatus.SECOND_CHECK


def test_that_the_first_inspector_cannot_be_the_second(shop: BareShop, batch: Batch) -> None:
    shop.first_signed()
    with pytest.raises(SameInspector):
        batch.open_second_check(shop.ana, AT)


def test_that_no_role_is_exempt_from_the_second_person(shop: BareShop, batch: Batch) -> None:
    first = batch.open_first_check(shop.olga, AT)
    shop.answer(first, shop.olga, ALL_PASS)
    batch.sign_first(shop.olga, AT)
    with pytest.raises(SameInspector):
        batch.open_second_check(shop.olga, AT)


def test_that_a_first_inspector_of_an_earlier_round_stays_out(
    shop: BareShop, batch: Batch
) -> None:
    shop.held()
    batch.rework(shop.lena, AT)
    first = batch.open_first_check(shop.cyla, AT)
    shop.answer(first, shop.cyla, ALL_PASS)
    batch.sign_first(shop.cyla, AT)
    assert isinstance(batch.second_seat_refusal(shop.ana), SameInspector)
    assert batch.second_seat_refusal(shop.boris) is None


def test_that_an_answer_a_photo_or_a_defect_for_the_first_seat_counts_as_checking(
    shop: BareShop, batch: Batch
) -> None:
    first = shop.first_signed()
    shop.answer(first, shop.boris, (PASS,))
    first.photos.append(
        Photo(
            inspection_id=1,
            item_id=1,
            sha256="",
            width=1,
            height=1,
            image=b"",
            print_copy=b"",
            thumbnail=b"",
            by=shop.cyla,
            at=AT,
        )
    )
    shop.defect(first, shop.lena, Severity.MINOR)
    assert batch.first_seat_people == {shop.ana, shop.boris, shop.cyla, shop.lena}
    for each in (shop.boris, shop.cyla, shop.lena):
        assert isinstance(batch.second_seat_refusal(each), SameInspector)


def test_that_what_is_found_at_the_second_seat_does_not_count_as_first(
    shop: BareShop, batch: Batch
) -> None:
    second = shop.checked_twice()
    shop.defect(second, shop.boris, Severity.MINOR)
    assert batch.first_seat_people == {shop.ana}


def test_that_a_producer_cannot_do_the_second_check(shop: BareShop, batch: Batch) -> None:
    shop.produced_by(shop.boris)
    shop.first_signed()
    with pytest.raises(ProducerCannotCheck):
        batch.open_second_check(shop.boris, AT)


def test_that_the_second_seat_needs_a_role_at_the_site(shop: BareShop, batch: Batch) -> None:
    shop.first_signed()
    with pytest.raises(NotAllowed):
        batch.open_second_check(shop.vera, AT)


def test_that_the_second_seat_has_room_for_one(shop: BareShop, batch: Batch) -> None:
    shop.first_signed()
    batch.open_second_check(shop.boris, AT)
    with pytest.raises(SeatTaken):
        batch.open_second_check(shop.cyla, AT)


def test_that_the_second_check_waits_for_the_first_signature(shop: BareShop, batch: Batch) -> None:
    batch.open_first_check(shop.ana, AT)
    with pytest.raises(WrongStatus):
        batch.open_second_check(shop.boris, AT)


def test_that_both_seats_use_the_same_checklist_version(shop: BareShop, batch: Batch) -> None:
    first = shop.first_signed()
    shop.product.checklist = None
    assert batch.open_second_check(shop.boris, AT).version is first.version


def test_that_a_free_seat_refuses_nobody(batch: Batch) -> None:
    assert batch.seat_refusal(Seat.FIRST) is None


# Withdrawing


def test_that_withdrawing_an_open_first_check_makes_the_batch_a_draft_again(
    shop: BareShop, batch: Batch
) -> None:
    first = batch.open_first_check(shop.ana, AT)
    first.withdraw(shop.ana, "the wrong batch", LATER)
    assert (batch.status, batch.round) == (BatchStatus.DRAFT, 1)
    assert batch.inspection(Seat.FIRST) is None
    assert batch.open_first_check(shop.boris, LATER).inspector is shop.boris


def test_that_withdrawing_in_a_later_round_leads_back_to_rework(
    shop: BareShop, batch: Batch
) -> None:
    shop.held()
    batch.rework(shop.lena, AT)
    batch.open_first_check(shop.cyla, AT).withdraw(shop.cyla, "too early", AT)
    assert (batch.status, batch.round) == (BatchStatus.REWORK, 2)


def test_that_a_withdrawn_signed_first_check_takes_its_round_and_the_open_second_with_it(
    shop: BareShop, batch: Batch
) -> None:
    first = shop.first_signed()
    second = batch.open_second_check(shop.boris, AT)
    first.withdraw(shop.ana, "a limit was misread", LATER)
    assert second.status is InspectionStatus.WITHDRAWN
    assert (batch.status, batch.round) == (BatchStatus.DRAFT, 2)


def test_that_a_withdrawn_signed_first_check_without_second_begins_a_new_round(
    shop: BareShop, batch: Batch
) -> None:
    shop.first_signed().withdraw(shop.ana, "a limit was misread", LATER)
    assert (batch.status, batch.round) == (BatchStatus.DRAFT, 2)


def test_that_withdrawing_an_open_second_check_leaves_the_first_as_it_is(
    shop: BareShop, batch: Batch
) -> None:
    shop.first_signed()
    batch.open_second_check(shop.boris, AT).withdraw(shop.boris, "called away", LATER)
    assert batch.status is BatchStatus.SECOND_CHECK
    assert batch.open_second_check(shop.cyla, LATER).inspector is shop.cyla


# The decision


def test_that_the_second_inspector_releases_the_batch(shop: BareShop, batch: Batch) -> None:
    second = shop.checked_twice()
    batch.approve(shop.boris, LATER)
    assert batch.status is BatchStatus.RELEASED
    assert second.status is InspectionStatus.SIGNED


def test_that_the_second_inspector_holds_the_batch(shop: BareShop, batch: Batch) -> None:
    second = shop.checked_twice()
    batch.reject(shop.boris, LATER)
    assert batch.status is BatchStatus.HELD
    assert second.status is InspectionStatus.SIGNED


def test_that_only_the_second_inspector_decides(shop: BareShop, batch: Batch) -> None:
    shop.checked_twice()
    for act in (batch.approve, batch.reject):
        with pytest.raises(NotYourInspection):
            act(shop.cyla, AT)
        with pytest.raises(SameInspector):
            act(shop.ana, AT)
    assert batch.status is BatchStatus.SECOND_CHECK


def test_that_nothing_is_decided_before_a_second_check(shop: BareShop, batch: Batch) -> None:
    shop.first_signed()
    with pytest.raises(WrongStatus):
        batch.approve(shop.boris, AT)


def test_that_nothing_is_decided_before_every_item_is_answered(
    shop: BareShop, batch: Batch
) -> None:
    shop.first_signed()
    batch.open_second_check(shop.boris, AT)
    with pytest.raises(OpenItems):
        batch.reject(shop.boris, AT)


def test_that_nothing_is_decided_before_the_second_check_is_submitted(
    shop: BareShop, batch: Batch
) -> None:
    shop.first_signed()
    shop.answer(batch.open_second_check(shop.boris, AT), shop.boris, ALL_PASS)
    with pytest.raises(NotSubmitted):
        batch.approve(shop.boris, AT)


def test_that_a_decided_batch_is_not_decided_again(shop: BareShop, batch: Batch) -> None:
    shop.checked_twice()
    batch.approve(shop.boris, AT)
    with pytest.raises(WrongStatus):
        batch.reject(shop.boris, AT)


def test_that_an_open_critical_defect_prevents_release_and_not_rejection(
    shop: BareShop, batch: Batch
) -> None:
    defect = shop.defect(shop.checked_twice(), shop.boris, Severity.CRITICAL)
    with pytest.raises(OpenCriticalDefect):
        batch.approve(shop.boris, AT)
    defect.status = DefectStatus.CLOSED
    decisions.must_be_approvable(batch, shop.boris)
    defect.status = DefectStatus.DISPOSITIONED
    batch.reject(shop.boris, AT)
    assert batch.status is BatchStatus.HELD


def test_that_an_open_major_defect_does_not_prevent_release(shop: BareShop, batch: Batch) -> None:
    shop.defect(shop.checked_twice(), shop.boris, Severity.MAJOR)
    batch.approve(shop.boris, AT)
    assert batch.status is BatchStatus.RELEASED


def test_that_pieces_used_as_they_are_need_a_concession(shop: BareShop, batch: Batch) -> None:
    defect = shop.defect(shop.checked_twice(), shop.boris, Severity.MINOR)
    defect.contain("in the cage", shop.boris, AT)
    defect.dispose(Disposition.USE_AS_IS, 4, shop.lena, AT)
    defect.dispose(Disposition.SCRAP, 6, shop.lena, AT)
    with pytest.raises(ConcessionNeeded):
        batch.approve(shop.boris, AT)


# Differences


def test_that_there_are_no_differences_before_both_have_submitted(
    shop: BareShop, batch: Batch
) -> None:
    assert batch.differences == []
    shop.first_signed()
    assert batch.differences == []
    second = batch.open_second_check(shop.boris, AT)
    shop.answer(second, shop.boris, (FAIL, PASS))
    assert batch.differences == []
    second.submit(shop.boris, AT)
    assert [pair.item for pair in batch.differences] == [shop.items[0]]


def test_that_differences_wait_for_a_decision(shop: BareShop, batch: Batch) -> None:
    shop.checked_twice(second=(FAIL, PASS))
    for act in (batch.approve, batch.reject):
        with pytest.raises(NotReconciled):
            act(shop.boris, AT)


def test_that_both_inspectors_together_decide_differences(shop: BareShop, batch: Batch) -> None:
    shop.checked_twice(second=(FAIL, PASS))
    decided = batch.reconcile((shop.boris, shop.ana), PASS, "a speck of dust", LATER)
    assert batch.reconciliation() is decided
    assert batch.changed_at == LATER
    batch.approve(shop.boris, AT)
    assert batch.status is BatchStatus.RELEASED


@pytest.mark.parametrize("who", ["lena", "olga"])
def test_that_a_lead_or_owner_who_checked_nothing_decides_alone(
    shop: BareShop, batch: Batch, who: str
) -> None:
    shop.checked_twice(second=(FAIL, PASS))
    assert batch.may_reconcile_alone(getattr(shop, who))
    batch.reconcile((getattr(shop, who),), PASS, "seen with a lamp", AT)
    assert batch.reconciliation() is not None


@pytest.mark.parametrize(
    "who", [("ana",), ("boris",), ("cyla",), ("vera",), ("ana", "lena"), ("lena", "olga"), ()]
)
def test_that_nobody_else_decides_differences(
    shop: BareShop, batch: Batch, who: tuple[str, ...]
) -> None:
    shop.checked_twice(second=(FAIL, PASS))
    people = tuple(getattr(shop, each) for each in who)
    with pytest.raises(NotForReconciliation):
        batch.reconcile(people, PASS, "because", AT)
    assert batch.reconciliation() is None


def test_that_a_lead_who_produced_the_batch_does_not_decide_alone(
    shop: BareShop, batch: Batch
) -> None:
    shop.produced_by(shop.lena)
    shop.checked_twice(second=(FAIL, PASS))
    assert not batch.may_reconcile_alone(shop.lena)


def test_that_a_lead_who_did_the_second_check_does_not_decide_alone(
    shop: BareShop, batch: Batch
) -> None:
    shop.first_signed()
    second = batch.open_second_check(shop.lena, AT)
    shop.answer(second, shop.lena, (FAIL, PASS))
    second.submit(shop.lena, AT)
    with pytest.raises(NotForReconciliation):
        batch.reconcile((shop.lena,), PASS, "because", AT)


def test_that_differences_are_decided_once(shop: BareShop, batch: Batch) -> None:
    shop.checked_twice(second=(FAIL, PASS))
    batch.reconcile((shop.lena,), FAIL, "it is a crack", AT)
    with pytest.raises(NotForReconciliation):
        batch.reconcile((shop.olga,), PASS, "it is not", AT)


def test_that_differences_decided_as_a_failure_prevent_release(
    shop: BareShop, batch: Batch
) -> None:
    shop.checked_twice(second=(FAIL, PASS))
    batch.reconcile((shop.lena,), FAIL, "it is a crack", AT)
    with pytest.raises(ReconciledToFail):
        batch.approve(shop.boris, AT)
    batch.reject(shop.boris, AT)
    assert batch.status is BatchStatus.HELD


def test_that_checks_that_agree_need_no_decision(shop: BareShop, batch: Batch) -> None:
    shop.checked_twice()
    with pytest.raises(NothingToReconcile):
        batch.reconcile((shop.lena,), PASS, "because", AT)


def test_that_a_decision_about_differences_needs_a_reason(shop: BareShop, batch: Batch) -> None:
    shop.checked_twice(second=(FAIL, PASS))
    with pytest.raises(ReasonNeeded):
        batch.reconcile((shop.lena,), PASS, "  ", AT)
    assert batch.reconciliation() is None


def test_that_differences_are_decided_while_the_second_check_lasts(
    shop: BareShop, batch: Batch
) -> None:
    with pytest.raises(WrongStatus):
        batch.reconcile((shop.lena,), PASS, "because", AT)


def test_that_a_review_keeps_both_originals(shop: BareShop, batch: Batch) -> None:
    shop.version.mode = CheckMode.REVIEW
    shop.checked_twice(second=(FAIL, PASS))
    batch.reconcile((shop.lena,), PASS, "seen with a lamp", AT)
    first, second = inspection_at(batch, Seat.FIRST), inspection_at(batch, Seat.SECOND)
    assert (first.outcome, second.outcome) == (PASS, FAIL)


# Held


def test_that_a_lead_releases_a_held_batch_under_concession(shop: BareShop, batch: Batch) -> None:
    shop.held()
    batch.concede(shop.lena, LATER)
    assert batch.status is BatchStatus.RELEASED


def test_that_an_inspector_cannot_concede(shop: BareShop, batch: Batch) -> None:
    shop.held()
    with pytest.raises(NotAllowed):
        batch.concede(shop.cyla, AT)


def test_that_the_first_inspector_cannot_concede(shop: BareShop, batch: Batch) -> None:
    shop.ana.grant(shop.lena.grants[0].role, shop.site, AT)
    shop.held()
    with pytest.raises(SameSigner):
        batch.concede(shop.ana, AT)


def test_that_a_producer_cannot_concede(shop: BareShop, batch: Batch) -> None:
    shop.produced_by(shop.lena)
    shop.held()
    with pytest.raises(ProducerCannotCheck):
        batch.concede(shop.lena, AT)


def test_that_a_batch_that_one_person_checked_is_not_conceded(
    shop: BareShop, batch: Batch
) -> None:
    shop.first_signed()
    batch.hold(shop.lena, AT)
    with pytest.raises(NotCheckedTwice):
        batch.concede(shop.olga, AT)


def test_that_an_open_critical_defect_cannot_be_conceded(shop: BareShop, batch: Batch) -> None:
    shop.held()
    shop.defect(inspection_at(batch, Seat.SECOND), shop.boris, Severity.CRITICAL)
    with pytest.raises(OpenCriticalDefect):
        batch.concede(shop.lena, AT)


def test_that_rework_leads_to_the_next_round(shop: BareShop, batch: Batch) -> None:
    shop.held()
    batch.rework(shop.lena, LATER)
    assert (batch.status, batch.round) == (BatchStatus.REWORK, 2)
    assert batch.inspection(Seat.FIRST) is None
    assert batch.inspection(Seat.FIRST, 1) is not None
    assert batch.open_first_check(shop.ana, LATER).round == 2


def test_that_a_batch_whose_second_check_nobody_began_can_be_held(
    shop: BareShop, batch: Batch
) -> None:
    shop.first_signed()
    batch.hold(shop.lena, LATER)
    assert (batch.status, batch.changed_at) == (BatchStatus.HELD, LATER)


def test_that_a_begun_second_check_is_not_held_over_somebodys_head(
    shop: BareShop, batch: Batch
) -> None:
    shop.first_signed()
    batch.open_second_check(shop.boris, AT)
    with pytest.raises(SeatTaken):
        batch.hold(shop.lena, AT)


# Every other move, who may make it, and from where

MOVES: dict[str, tuple[Callable[[Batch, Person], None], set[BatchStatus], BatchStatus, bool]] = {
    "hold": (lambda b, p: b.hold(p, AT), {BatchStatus.SECOND_CHECK}, BatchStatus.HELD, True),
    "rework": (lambda b, p: b.rework(p, AT), {BatchStatus.HELD}, BatchStatus.REWORK, True),
    "scrap": (lambda b, p: b.scrap(p, AT), {BatchStatus.HELD}, BatchStatus.SCRAPPED, True),
    "return": (lambda b, p: b.send_back(p, AT), {BatchStatus.HELD}, BatchStatus.RETURNED, True),
    "ship": (lambda b, p: b.ship(p, AT), {BatchStatus.RELEASED}, BatchStatus.SHIPPED, False),
    "recall": (
        lambda b, p: b.recall(p, AT),
        {BatchStatus.RELEASED, BatchStatus.SHIPPED},
        BatchStatus.RECALLED,
        True,
    ),
}


@pytest.mark.parametrize("status", list(BatchStatus))
@pytest.mark.parametrize("move", list(MOVES))
def test_that_each_move_starts_only_where_it_may(
    shop: BareShop, batch: Batch, move: str, status: BatchStatus
) -> None:
    act, wanted, becomes, _lead = MOVES[move]
    batch.status = status
    if status in wanted:
        act(batch, shop.lena)
        assert batch.status is becomes
    else:
        with pytest.raises(WrongStatus):
            act(batch, shop.lena)
        assert batch.status is status


@pytest.mark.parametrize("move", list(MOVES))
def test_that_each_move_needs_its_role(shop: BareShop, batch: Batch, move: str) -> None:
    act, wanted, becomes, lead = MOVES[move]
    batch.status = next(iter(wanted))
    refused = [shop.vera, shop.ana] if lead else [shop.vera]
    for each in refused:
        with pytest.raises(NotAllowed):
            act(batch, each)
    act(batch, shop.olga)
    assert batch.status is becomes


# Without second check


def test_that_the_owner_of_a_site_with_one_inspector_releases_alone(
    shop: BareShop, batch: Batch
) -> None:
    shop.first_signed()
    batch.release_alone(shop.olga, [shop.ana], LATER)
    assert batch.status is BatchStatus.RELEASED


def test_that_nobody_but_the_owner_releases_alone(shop: BareShop, batch: Batch) -> None:
    shop.first_signed()
    with pytest.raises(NotAllowed):
        batch.release_alone(shop.lena, [shop.ana], AT)


def test_that_nothing_is_released_alone_where_somebody_else_could_check(
    shop: BareShop, batch: Batch
) -> None:
    shop.first_signed()
    with pytest.raises(SecondInspectorAvailable) as refused:
        batch.release_alone(shop.olga, [shop.ana, shop.boris], AT)
    assert "Boris" in str(refused.value)


def test_that_a_failed_check_is_not_released_alone(shop: BareShop, batch: Batch) -> None:
    shop.first_signed((PASS, FAIL))
    with pytest.raises(FailsAlone):
        batch.release_alone(shop.olga, [shop.ana], AT)


def test_that_an_open_critical_defect_is_not_released_alone(shop: BareShop, batch: Batch) -> None:
    shop.defect(shop.first_signed(), shop.ana, Severity.CRITICAL)
    with pytest.raises(OpenCriticalDefect):
        batch.release_alone(shop.olga, [shop.ana], AT)


def test_that_nothing_is_released_alone_before_the_first_check(
    shop: BareShop, batch: Batch
) -> None:
    with pytest.raises(WrongStatus):
        batch.release_alone(shop.olga, [], AT)


# What a round came to


@pytest.mark.parametrize(
    ("signatures", "verdict"),
    [
        ([], Verdict.PENDING),
        ([(Slot.FIRST, Meaning.INSPECTED)], Verdict.PENDING),
        ([(Slot.DECISION, Meaning.APPROVED)], Verdict.RELEASED),
        ([(Slot.DECISION, Meaning.REJECTED)], Verdict.REJECTED),
        (
            [(Slot.DECISION, Meaning.REJECTED), (Slot.CONCESSION, Meaning.CONCESSION)],
            Verdict.CONCESSION,
        ),
        ([(Slot.ALONE, Meaning.RELEASED_ALONE)], Verdict.ALONE),
    ],
)
def test_that_the_verdict_follows_from_the_signatures(
    shop: BareShop, batch: Batch, signatures: list[tuple[Slot, Meaning]], verdict: Verdict
) -> None:
    for slot, meaning in signatures:
        shop.sign(slot, meaning, shop.ana)
    assert batch.verdict(1) is verdict
    assert batch.verdict(2) is Verdict.PENDING


def test_that_the_other_seat_counts_as_signed_after_the_decision(
    shop: BareShop, batch: Batch
) -> None:
    first = shop.first_signed()
    assert not batch.other_seat_signed(first)
    shop.sign(Slot.ALONE, Meaning.RELEASED_ALONE, shop.olga)
    assert batch.other_seat_signed(first)


def test_that_a_refusal_for_a_seat_says_what_to_do(shop: BareShop, batch: Batch) -> None:
    shop.first_signed()
    refusal = batch.second_seat_refusal(shop.ana)
    assert isinstance(refusal, QcError)
    assert "A different person must do the second check" in str(refusal)
