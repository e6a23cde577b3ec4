"""Differences of two checks are decided and signed by those who may, once."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from qc_desk.domain.batches import Batch
from qc_desk.domain.refusals import (
    FieldInvalid,
    NotForReconciliation,
    NothingToReconcile,
    NotReconciled,
    ReconciledToFail,
)
from qc_desk.domain.vocabulary import Result, Slot
from qc_desk.services import sign_offs
from tests.checked_shop import AT, Shop, print_plainly

if TYPE_CHECKING:
    from qc_desk.services.desk import Session
from tests.integration.services.signing import FAILS_GLAZE, refused


def reconcile(
    shop: Shop, batch_id: int, outcome: Result, *who: str
) -> "Callable[[Session], None]":
    seen, signers = shop.seen(batch_id), [shop.key(login) for login in who]
    return lambda session: sign_offs.reconcile(
        session, seen, outcome, "looked together", signers, AT
    )


def test_that_differences_stop_the_decision_until_both_inspectors_reconcile(shop: Shop) -> None:
    batch_id = shop.checked_twice(second=FAILS_GLAZE)
    seen, key = shop.seen(batch_id), shop.key("jelena")
    refused(
        shop,
        NotReconciled,
        lambda session: sign_offs.approve(session, seen, key, AT, print_plainly),
    )
    with shop.database.writing() as session:
        reconcile(shop, batch_id, Result.PASS, "jelena", "ana")(session)
    with shop.database.reading() as session:
        batch = session.get_one(Batch, batch_id)
        first = batch.sign_off(Slot.RECONCILED_FIRST)
        second = batch.sign_off(Slot.RECONCILED_SECOND)
        assert first is not None
        assert second is not None
        assert first.signer.login == "ana"
        assert second.signer.login == "jelena"
    shop.approve(batch_id)


@pytest.mark.parametrize(
    "who",
    [("ana",), ("jelena",), ("ana", "ana"), ("ana", "marko"), ("jelena", "marko"), ("vera",)],
    ids=" and ".join,
)
def test_that_nobody_else_reconciles(shop: Shop, who: tuple[str, ...]) -> None:
    batch_id = shop.checked_twice(second=FAILS_GLAZE)
    refused(shop, NotForReconciliation, reconcile(shop, batch_id, Result.PASS, *who))


@pytest.mark.parametrize("who", ["marko", "mira"])
def test_that_a_lead_or_owner_who_did_neither_check_reconciles_alone(shop: Shop, who: str) -> None:
    batch_id = shop.checked_twice(second=FAILS_GLAZE)
    with shop.database.writing() as session:
        reconcile(shop, batch_id, Result.PASS, who)(session)
    refused(shop, NotForReconciliation, reconcile(shop, batch_id, Result.FAIL, who))
    shop.approve(batch_id)


def test_that_differences_decided_as_a_failure_can_only_be_rejected(shop: Shop) -> None:
    batch_id = shop.checked_twice(second=FAILS_GLAZE)
    with shop.database.writing() as session:
        reconcile(shop, batch_id, Result.FAIL, "marko")(session)
    seen, key = shop.seen(batch_id), shop.key("jelena")
    refused(
        shop,
        ReconciledToFail,
        lambda session: sign_offs.approve(session, seen, key, AT, print_plainly),
    )
    shop.reject(batch_id)


def test_that_equal_checks_are_not_reconciled(shop: Shop) -> None:
    batch_id = shop.checked_twice()
    refused(shop, NothingToReconcile, reconcile(shop, batch_id, Result.PASS, "marko"))


def test_that_not_applicable_decides_nothing(shop: Shop) -> None:
    batch_id = shop.checked_twice(second=FAILS_GLAZE)
    refused(shop, FieldInvalid, reconcile(shop, batch_id, Result.NOT_APPLICABLE, "marko"))
    refused(shop, FieldInvalid, reconcile(shop, batch_id, Result.PASS))
