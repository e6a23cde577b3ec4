"""Two versions of a procedure laid side by side: what came, went, changed and moved."""

from dataclasses import replace
from decimal import Decimal

import pytest

from qc_desk.domain.refusals import NotFound
from qc_desk.services.checklist_differences import Difference
from qc_desk.services.procedure_differences import (
    ProcedureDifferences,
    procedure_differences,
    step_differences,
)
from qc_desk.services.procedure_lists import ProcedureVersionRow, StepRow
from tests.checked_shop import Shop
from tests.linked_shop import next_version, procedure

ADDED, REMOVED, CHANGED, MOVED, SAME = Difference
WEIGH = "Weigh the glaze powder."
POUR = "Pour the powder into the water."
STIR = "Stir for 10 minutes."


def compared(shop: Shop, before: tuple[str, ...], after: tuple[str, ...]) -> ProcedureDifferences:
    old = procedure(shop, "GLAZE", before)
    new = next_version(shop, old, after)
    with shop.database.reading() as session:
        return procedure_differences(session, old.id, new.id)


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ((WEIGH, POUR), (WEIGH, POUR), [(SAME, 1), (SAME, 2)]),
        ((WEIGH, STIR), (WEIGH, POUR, STIR), [(SAME, 1), (ADDED, None), (SAME, 2)]),
        ((WEIGH, POUR, STIR), (WEIGH, STIR), [(SAME, 1), (REMOVED, 2), (SAME, 3)]),
        ((STIR, WEIGH, POUR), (WEIGH, POUR, STIR), [(SAME, 2), (SAME, 3), (MOVED, 1)]),
        ((WEIGH, STIR), (WEIGH, "Stir for 15 minutes."), [(SAME, 1), (CHANGED, 2)]),
        ((STIR, WEIGH, POUR), (WEIGH, POUR, STIR[:-1]), [(SAME, 2), (SAME, 3), (CHANGED, 1)]),
        ((WEIGH, STIR), (POUR, STIR[:-1]), [(ADDED, None), (REMOVED, 1), (CHANGED, 2)]),
    ],
)  # fmt: skip
def test_that_steps_are_the_same_changed_moved_or_one_of_a_kind(
    shop: Shop,
    before: tuple[str, ...],
    after: tuple[str, ...],
    what: list[tuple[Difference, int | None]],
) -> None:
    found = compared(shop, before, after)
    assert sorted((e.what.value, e.stood or 0) for e in found.steps) == sorted(
        (kind.value, stood or 0) for kind, stood in what
    )
    assert sum(found.count(kind) for kind in Difference) == len(what)


def row(**facts: object) -> StepRow:
    whole = StepRow(id=1, position=1, instruction=WEIGH, amount=None, unit="", right_when="")
    return replace(whole, **facts)  # type: ignore[arg-type]


def test_that_fields_are_compared_to_their_digits(shop: Shop) -> None:
    seen: ProcedureVersionRow = procedure(shop)
    before = replace(seen, purpose="old", steps=(row(amount=Decimal("2.5"), unit="kg"),))
    after = replace(seen, purpose="new", steps=(row(amount=Decimal("2.50"), unit="kg"),))
    found = step_differences(before, after)
    assert [(e.field, e.before, e.after) for e in found.facts] == [("Purpose", "old", "new")]
    assert [(e.field, e.before, e.after) for e in found.steps[0].fields] == [
        ("Amount", "2.5", "2.50")
    ]


def test_that_a_step_that_moved_and_changed_is_changed(shop: Shop) -> None:
    seen = procedure(shop)
    first = row(instruction=STIR, right_when="smooth")
    before = replace(
        seen, steps=(first, row(id=2, position=2), row(id=3, position=3, instruction=POUR))
    )
    after = replace(
        seen,
        steps=(
            row(),
            row(instruction=POUR, position=2),
            replace(first, position=3, right_when=""),
        ),
    )
    found = step_differences(before, after)
    assert [(e.what, e.stood) for e in found.steps] == [(SAME, 2), (SAME, 3), (CHANGED, 1)]


def test_that_a_version_that_is_not_there_cannot_be_compared(shop: Shop) -> None:
    seen = procedure(shop)
    with shop.database.reading() as session, pytest.raises(NotFound):
        procedure_differences(session, seen.id, 999)
