"""How a defect got past two people follows from what they checked."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_desk.domain.escapes import CheckedItem, Look, Round, escape_cause
from qc_desk.domain.loop_words import EscapeCause
from qc_desk.domain.vocabulary import Result

PASS, FAIL, NOT = Result.PASS, Result.FAIL, Result.NOT_APPLICABLE
NOT_ON, SAMPLE, MISSED, AFTER = EscapeCause


def item(
    first: list[Result],
    second: list[Result] | None = None,
    *,
    per_unit: bool = True,
    value: Decimal | None = None,
    measured: bool = False,
    photos: int = 0,
) -> CheckedItem:
    def looks(who: str, results: list[Result]) -> tuple[Look, ...]:
        return tuple(
            Look(person=who, unit_number=unit, result=result, value=value, photos=photos)
            for unit, result in enumerate(results, start=1 if per_unit else 0)
        )

    return CheckedItem(
        code="handle",
        title="Handle",
        per_unit=per_unit,
        measured=measured,
        first=looks("Ana", first),
        second=looks("Boris", first if second is None else second),
    )


ONCE = item([PASS], per_unit=False)


def measured(first: list[Result], second: list[Result] | None = None) -> CheckedItem:
    return item(first, second, value=Decimal("5.0"), measured=True)


def pictured(first: list[Result], *, per_unit: bool = True) -> CheckedItem:
    return item(first, per_unit=per_unit, photos=1)


@pytest.mark.parametrize(
    ("quantity", "sample", "items", "cause"),
    [
        (500, 5, [], NOT_ON),
        (5, 5, [], NOT_ON),
        (500, 5, [item([NOT] * 5)], NOT_ON),
        (500, 5, [item([PASS] * 5)], SAMPLE),
        (500, 5, [measured([PASS] * 5)], SAMPLE),
        (500, 5, [item([PASS] * 5), item([NOT] * 5)], SAMPLE),
        (500, 5, [item([PASS] * 4 + [FAIL], [PASS] * 5)], MISSED),
        (500, 5, [item([PASS] * 5, [PASS] * 4 + [FAIL])], MISSED),
        (500, 5, [ONCE], MISSED),
        (500, 5, [item([PASS] * 5), ONCE], MISSED),
        (5, 5, [item([PASS] * 5)], MISSED),
        (5, 5, [ONCE], MISSED),
        (1, 1, [pictured([PASS], per_unit=False)], MISSED),
        (5, 5, [measured([PASS] * 5)], AFTER),
        (5, 5, [pictured([PASS] * 5)], AFTER),
        (5, 5, [item([PASS] * 5), pictured([PASS] * 5)], AFTER),
        (5, 5, [measured([PASS] * 4 + [NOT])], MISSED),
        (5, 5, [measured([PASS] * 5, [PASS] * 4 + [NOT])], MISSED),
        (5, 5, [measured([PASS] * 4 + [FAIL])], MISSED),
        (5, 5, [item([PASS] * 5, value=Decimal(5))], MISSED),
        (5, 5, [item([PASS] * 5, measured=True, photos=1)], MISSED),
    ],
)
def test_that_the_cause_follows_from_what_was_checked(
    quantity: int, sample: int, items: list[CheckedItem], cause: EscapeCause
) -> None:
    checked = Round(quantity=quantity, sample_size=sample, items=tuple(items))
    assert escape_cause(checked) is cause


results = st.lists(st.sampled_from([PASS, FAIL, NOT]), min_size=1, max_size=4)


@given(quantity=st.integers(1, 5), first=results, second=results, photos=st.integers(0, 1))
def test_that_nobody_is_freed_without_proof(
    quantity: int, first: list[Result], second: list[Result], photos: int
) -> None:
    checked = Round(
        quantity=quantity,
        sample_size=min(len(first), quantity),
        items=(item(first, second, photos=photos),),
    )
    cause = escape_cause(checked)
    if cause is AFTER:
        assert photos == 1
        assert {*first, *second} - {NOT} == {PASS}
        assert min(first.count(PASS), second.count(PASS)) >= quantity
    if FAIL in (*first, *second):
        assert cause is MISSED


LEFT_OUT = replace(item([PASS] * 5, [PASS]), undrawn=4)
NOT_DRAWN = replace(item([PASS], [], per_unit=False), undrawn=1)


@pytest.mark.parametrize(
    ("quantity", "sample", "items", "cause"),
    [
        (500, 5, [LEFT_OUT], SAMPLE),
        (5, 5, [LEFT_OUT], SAMPLE),
        (500, 5, [NOT_DRAWN], SAMPLE),
        (500, 5, [NOT_DRAWN, ONCE], MISSED),
        (5, 5, [LEFT_OUT, item([PASS] * 5)], MISSED),
        (5, 5, [LEFT_OUT, measured([PASS] * 5)], AFTER),
        (500, 5, [replace(item([FAIL], [], per_unit=False), undrawn=1)], MISSED),
    ],
)
def test_that_what_a_spot_check_did_not_draw_was_not_in_the_sample(
    quantity: int, sample: int, items: list[CheckedItem], cause: EscapeCause
) -> None:
    checked = Round(quantity=quantity, sample_size=sample, items=tuple(items))
    assert escape_cause(checked) is cause
