"""Targets: what an owner promised counts from that moment on."""

from datetime import timedelta

import pytest

from qc_desk.domain.loop_words import TargetKind
from qc_desk.domain.refusals import NotAllowed, QuantityWrong, ReasonNeeded
from qc_desk.domain.targets import USUAL
from qc_desk.services.targets import Target, set_target, target_value, targets
from tests.checked_shop import AT, Shop

DAY = timedelta(days=1)
ACKNOWLEDGE = TargetKind.ACKNOWLEDGE_HOURS


def promise(
    shop: Shop, value: int, days: int = 0, who: str = "mira", kind: TargetKind = ACKNOWLEDGE
) -> None:
    with shop.database.writing() as session:
        set_target(session, kind, value, "customers asked", shop.ids[who], AT + days * DAY)


def value(shop: Shop, days: int = 0) -> int:
    with shop.database.reading() as session:
        return target_value(session, ACKNOWLEDGE, AT + days * DAY)


def shown(shop: Shop, days: int = 9) -> dict[TargetKind, Target]:
    with shop.database.reading() as session:
        return {each.kind: each for each in targets(session, AT + days * DAY)}


def test_that_the_usual_value_counts_until_an_owner_says_otherwise(shop: Shop) -> None:
    assert value(shop) == USUAL[ACKNOWLEDGE]
    promise(shop, 8, days=1)
    assert (value(shop), value(shop, days=1)) == (USUAL[ACKNOWLEDGE], 8)


def test_that_every_kind_has_its_history_newest_first(shop: Shop) -> None:
    promise(shop, 8)
    promise(shop, 6, days=1)
    promise(shop, 5, days=1)
    found = shown(shop)
    assert list(found) == list(TargetKind)
    assert [row.value for row in found[ACKNOWLEDGE].history] == [5, 6, 8]
    assert (found[ACKNOWLEDGE].value, found[ACKNOWLEDGE].is_decided) == (5, True)
    newest = found[ACKNOWLEDGE].history[0]
    assert (newest.by, newest.reason, newest.at) == ("Mira Ilić", "customers asked", AT + DAY)
    others = [each for kind, each in found.items() if kind is not ACKNOWLEDGE]
    assert all(each.value == USUAL[each.kind] and not each.is_decided for each in others)


@pytest.mark.parametrize("who", ["ana", "marko", "vera"])
def test_that_only_an_owner_sets_a_target(shop: Shop, who: str) -> None:
    with pytest.raises(NotAllowed):
        promise(shop, 8, who=who)


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [(ACKNOWLEDGE, 0), (ACKNOWLEDGE, 10_001), (TargetKind.PROMISES_PERCENT, 101)],
)
def test_that_a_target_is_possible(shop: Shop, kind: TargetKind, wrong: int) -> None:
    with pytest.raises(QuantityWrong):
        promise(shop, wrong, kind=kind)


def test_that_a_target_needs_a_reason(shop: Shop) -> None:
    with shop.database.writing() as session, pytest.raises(ReasonNeeded):
        set_target(session, ACKNOWLEDGE, 8, " ", shop.ids["mira"], AT)
