"""Who decides the differences of two checks, on bare entities."""

import pytest

from qc_desk.domain.batches import Batch
from qc_desk.domain.refusals import (
    NotForReconciliation,
    NothingToReconcile,
    NotReconciled,
    ReasonNeeded,
    ReconciledToFail,
    WrongStatus,
)
from qc_desk.domain.vocabulary import BatchStatus, CheckMode, Seat
from tests.unit.domain.bare_shop import AT, FAIL, LATER, PASS, BareShop, inspection_at


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
