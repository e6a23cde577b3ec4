"""What a check item must say: each field that is too long, too many or out of any range."""

from dataclasses import replace
from decimal import Decimal

import pytest

from qc_desk.domain.item_rules import ItemEntry, one_problems
from qc_desk.domain.vocabulary import ItemKind, Severity

LOOK = ItemEntry(code="rim", title="Rim", instruction="Look.", severity=Severity.MAJOR)
WIDTH = replace(
    LOOK, kind=ItemKind.MEASUREMENT, lower=Decimal(1), upper=Decimal(2), unit="mm", decimals=1
)
COLOUR = replace(LOOK, kind=ItemKind.CHOICE, good=("white",), bad=("yellow",))


@pytest.mark.parametrize("item", [LOOK, WIDTH, COLOUR], ids=lambda item: item.kind.value)
def test_that_a_whole_item_has_nothing_wrong(item: ItemEntry) -> None:
    assert list(one_problems(item)) == []


@pytest.mark.parametrize(
    ("item", "field", "why"),
    [
        (replace(LOOK, title="x" * 201), "title", "it has 201 characters; at most 200 fit."),
        (replace(LOOK, code="x" * 41), "code", "it has 41 characters; at most 40 fit."),
        (replace(WIDTH, decimals=7), "decimals", "take 0 to 6."),
        (replace(WIDTH, decimals=-1), "decimals", "take 0 to 6."),
        (replace(WIDTH, upper=Decimal("1e12")), "upper", "it is out of any range."),
        (replace(WIDTH, lower=Decimal("-inf")), "lower", "it is out of any range."),
        (replace(COLOUR, bad=("x" * 121,)), "bad", "an answer has more than 120 characters."),
        (
            replace(COLOUR, good=tuple(f"{n:0>100}" for n in range(20))),
            "good",
            "there are too many answers.",
        ),
    ],
)
def test_that_what_does_not_fit_is_said_at_its_field(
    item: ItemEntry, field: str, why: str
) -> None:
    assert list(one_problems(item)) == [(field, why)]
