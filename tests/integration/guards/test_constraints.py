"""The constraints of the tables, tried with NULL: what is not known is not allowed."""

import pytest

from tests.integration.guards.acts import act, change
from tests.integration.guards.attacks_on_reworks import took
from tests.integration.guards.bench import Bench, refusal, undone
from tests.integration.guards.record_manual import trained, understood
from tests.integration.guards.record_pictures import at_item, drawing
from tests.integration.guards.record_spots import draw
from tests.integration.guards.rows import answer, defect, insert, photo, sign_off
from tests.integration.guards.usual_values import (
    ANA,
    BRUNO,
    LEA,
)

REFUSED = {
    "a second signature that points at nothing": sign_off(
        9302, 3, "decision", BRUNO, first_id=None, first_slot=None, first_signer_id=None
    ),
    "a second signature that points at no signer": sign_off(
        9302, 3, "decision", BRUNO, first_signer_id=None
    ),
    "a second signature that points at no slot": sign_off(
        9302, 3, "decision", BRUNO, first_slot=None
    ),
    "a signature of no meaning": sign_off(9302, 3, "decision", BRUNO, meaning=None),
    "a signature of the wrong meaning": sign_off(9302, 3, "decision", BRUNO, meaning="inspected"),
    "a signature in no slot": sign_off(9302, 3, "decision", BRUNO, slot=None),
    "a rejection without a reason": sign_off(9302, 3, "decision", BRUNO, meaning="rejected"),
    "a rejection with no reason at all": sign_off(
        9302, 3, "decision", BRUNO, meaning="rejected", reason=None
    ),
    "a signature without bytes": sign_off(9302, 3, "decision", BRUNO, signature=None),
    "an answer of no result": answer(900, 21, 12, ANA, result=None),
    "not applicable without a note": answer(900, 21, 12, ANA, result="not_applicable"),
    "a replacement without a reason": answer(900, 21, 10, ANA, replaces_id=201),
    "a replacement with no reason at all": answer(900, 21, 10, ANA, replaces_id=201, reason=None),
    "a withdrawal without a reason": change("inspections", 92, status="withdrawn"),
    "a withdrawal with no reason at all": change(
        "inspections", 92, status="withdrawn", reason=None
    ),
    "an inspection of no status": change("inspections", 92, status=None),
    "a batch of no status": change("batches", 1, status=None),
    "a photo of nothing": photo(900, 21, ANA),
    "a defect of no severity": defect(900, 21, ANA, severity=None),
    "a disposition that is none": insert(
        "defect_events", id=900, defect_id=211, status="dispositioned", disposition=None
    ),
    "a version approved by nobody": change("checklist_versions", 6, status="effective"),
    "a version approved by its author": change(
        "checklist_versions", 6, status="effective", approved_by_id=ANA
    ),
    "a version approved by its author with no reason at all": change(
        "checklist_versions", 6, status="effective", approved_by_id=ANA, alone_reason=None
    ),
    "a measurement without limits": insert(
        "check_items",
        id=90,
        version_id=3,
        position=90,
        code="I90",
        title="Measure",
        kind="measurement",
        unit="mm",
    ),
    "a reconciliation without a reason": insert("reconciliations", id=90, batch_id=3, reason=None),
    "a training of oneself without a word": trained(900, LEA),
    "understanding said by another": understood(900, ANA, by_id=LEA),
    "a training on two versions": trained(
        900, ANA, checklist_version_id=7, procedure_version_id=2
    ),
    "a step without words": insert(
        "procedure_steps", id=90, version_id=3, position=90, instruction=""
    ),
    "an amount without a unit": insert(
        "procedure_steps", id=90, version_id=3, position=90, amount="2"
    ),
    "a procedure approved by its author": change(
        "procedure_versions", 6, status="effective", approved_by_id=ANA
    ),
    "a seed of less than 256 bits": draw(900, 2242, seed="a" * 63),
    "a draw without a seed": draw(900, 2242, seed=None),
    "a draw of everything": draw(900, 2242, seed="a" * 64, share=100),
    "a spot check without a share": change("checklist_versions", 6, mode="spot"),
    "a share of a check of everything": change("checklist_versions", 6, share=30),
    "a spot check of everything": change("checklist_versions", 6, mode="spot", share=100),
    "a drawing over nothing": drawing(900),
    "a drawing over two photos": drawing(900, photo_id=2101, complaint_photo_id=3),
    "a drawing that is replaced twice": drawing(900, photo_id=2102, replaces_id=1),
    "a picture at two places": at_item(900, 30, step_id=30),
    "a picture of a step at an item": at_item(900, 30, shows="step"),
    "a picture that shows nothing": at_item(900, 30, shows="x"),
    "a rework that took nothing": took(900, hours=None, cost=None),
    "a rework of no hours": took(900, hours="0"),
    "a rework of endless hours": took(900, hours="100000.01"),
    "a rework that earned something": took(900, cost="-4"),
    "a rework in no currency": took(900, currency=""),
    "a correction without a word": took(900, batch_id=12, number=2),
    "an order that its customer recommended": change("orders", 1, recommended_by_id=1),
    "a second organisation": insert("organisations", id=2, database_id="e", name="Shop"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_that_what_is_not_known_is_not_allowed(bench: Bench, name: str) -> None:
    with undone(bench):
        assert refusal(bench, act(name, REFUSED[name])) is not None
