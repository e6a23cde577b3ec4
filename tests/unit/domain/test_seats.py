"""Who takes which seat of a batch, signs there, and gets up again, on bare entities."""

import pytest

from qc_desk.domain.batches import Batch
from qc_desk.domain.photos import Photo
from qc_desk.domain.refusals import (
    NoChecklist,
    NotAllowed,
    NotYourInspection,
    OpenItems,
    PersonRetired,
    ProducerCannotCheck,
    SameInspector,
    SeatTaken,
    WrongStatus,
)
from qc_desk.domain.vocabulary import BatchStatus, InspectionStatus, Seat, Severity, VersionStatus
from tests.unit.domain.bare_shop import ALL_PASS, AT, LATER, PASS, BareShop

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
