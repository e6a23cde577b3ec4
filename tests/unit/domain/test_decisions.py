"""Who releases, holds and concedes a batch, and when nobody may, on bare entities."""

import pytest

from qc_desk.domain import decisions
from qc_desk.domain.batches import Batch
from qc_desk.domain.refusals import (
    ConcessionNeeded,
    FailsAlone,
    NotAllowed,
    NotCheckedTwice,
    NotSubmitted,
    NotYourInspection,
    OpenCriticalDefect,
    OpenItems,
    ProducerCannotCheck,
    SameInspector,
    SameSigner,
    SeatTaken,
    SecondInspectorAvailable,
    WrongStatus,
)
from qc_desk.domain.vocabulary import (
    BatchStatus,
    DefectStatus,
    Disposition,
    InspectionStatus,
    Seat,
    Severity,
)
from tests.unit.domain.bare_shop import ALL_PASS, AT, FAIL, LATER, PASS, BareShop, inspection_at

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
