"""Every other move of a batch and what its rounds came to, on bare entities."""

from collections.abc import Callable

import pytest

from qc_desk.domain.batches import Batch
from qc_desk.domain.people import Person
from qc_desk.domain.refusals import NotAllowed, QcError, WrongStatus
from qc_desk.domain.vocabulary import BatchStatus, Meaning, Slot, Verdict
from tests.unit.domain.bare_shop import AT, BareShop

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
