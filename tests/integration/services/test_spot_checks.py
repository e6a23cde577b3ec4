"""Spot checks from the second seat to the verified record, on both engines."""

import json
from typing import TYPE_CHECKING

import pytest

from qc_desk.domain.batches import Batch
from qc_desk.domain.inspections import Answer
from qc_desk.domain.loop_words import EscapeCause, Standing
from qc_desk.domain.paper import Paper
from qc_desk.domain.papers import InspectionPaper
from qc_desk.domain.refusals import NotDrawn
from qc_desk.domain.spot_rules import SpotRow, drawn_spots
from qc_desk.domain.vocabulary import CheckMode, InspectionStatus, Slot
from qc_desk.services import batch_details, complaints, inspections, second_checks, sign_offs
from qc_desk.services.escapes import EscapeRow, escapes
from qc_desk.services.inspections import Entry
from qc_desk.services.signed_content import PREFIX
from qc_desk.services.verify import verify_record
from tests.built_records import Furnish
from tests.checked_shop import AT, SHARE, Shop, found, print_plainly
from tests.integration.services.answering import answer_sheet, look
from tests.integration.services.complaining import complained_to, receive, state
from tests.integration.services.tampering import forge, opened_raw
from tests.long_sheet import Sheet, open_sheet

if TYPE_CHECKING:
    from qc_desk.storage.database import Database


def furnished(database: "Database") -> Shop:
    return found(database, CheckMode.SPOT)


@pytest.fixture
def furnish() -> Furnish:
    return furnished


def first_done(shop: Shop, number: str = "L-7") -> Sheet:
    """Let Ana check and sign a batch of enamel mugs."""
    sheet = open_sheet(shop, CheckMode.SPOT, number)
    answer_sheet(shop, sheet.inspection_id, "ana")
    with shop.database.writing() as session:
        sign_offs.sign_first(session, shop.seen(sheet.batch_id), shop.key("ana"), AT)
    return sheet


def opened(shop: Shop, batch_id: int, who: str = "jelena") -> int:
    with shop.database.writing() as session:
        return inspections.open_second_check(session, batch_id, shop.ids[who], AT)


def done(shop: Shop) -> tuple[Sheet, int]:
    """Let Jelena do a spot check and submit it."""
    sheet = first_done(shop)
    second = opened(shop, sheet.batch_id)
    answer_sheet(shop, second, "jelena")
    with shop.database.writing() as session:
        inspections.submit_second(session, second, shop.ids["jelena"], AT)
    return sheet, second


def spot_of(shop: Shop, inspection_id: int) -> SpotRow:
    spot = look(shop, inspection_id).spot
    assert spot is not None
    return spot


def test_that_the_second_sheet_holds_what_is_critical_and_what_was_drawn(shop: Shop) -> None:
    sheet = first_done(shop)
    rows = look(shop, opened(shop, sheet.batch_id))
    assert rows.blind
    assert rows.spot is not None
    assert len(rows.spot.seed) == 64
    assert (rows.spot.share, rows.spot.rest) == (SHARE, 4)
    asked = {(item.code, item.unit_number) for item in rows.items}
    critical = {place for place in asked if place[0] == "surface"}
    assert len(critical) == rows.spot.critical > 0
    assert asked - critical == set(rows.spot.drawn)
    rest = [(code, 0) for code in ("label", "height", "weight", "tape")]
    assert set(rows.spot.drawn) == set(drawn_spots(rows.spot.seed, SHARE, rest))
    assert all(item.first is None for item in rows.items)


def test_that_the_first_sheet_says_nothing_of_a_draw(shop: Shop) -> None:
    sheet = first_done(shop)
    opened(shop, sheet.batch_id)
    assert look(shop, sheet.inspection_id).spot is None


def test_that_batches_are_drawn_from_different_seeds(shop: Shop) -> None:
    seeds = set()
    for number in ("A", "B", "C"):
        batch_id = shop.first_signed(number)
        seeds.add(spot_of(shop, opened(shop, batch_id)).seed)
    assert len(seeds) == 3


def test_that_what_was_not_drawn_cannot_be_answered(shop: Shop) -> None:
    sheet = first_done(shop)
    second = opened(shop, sheet.batch_id)
    drawn = {code for code, _unit in spot_of(shop, second).drawn}
    other = next(code for code in ("label", "tape", "weight") if code not in drawn)
    entry = Entry(item_id=sheet.items[other])
    with pytest.raises(NotDrawn), shop.database.writing() as session:
        inspections.record_answer(session, second, entry, shop.ids["jelena"], AT)


def test_that_opening_again_draws_the_same(shop: Shop) -> None:
    sheet = first_done(shop)
    second = opened(shop, sheet.batch_id)
    before = spot_of(shop, second)
    with shop.database.writing() as session:
        inspections.withdraw(session, second, "called away", shop.ids["jelena"], AT)
    again = opened(shop, sheet.batch_id, "marko")
    assert spot_of(shop, again) == before


def test_that_findings_stay_hidden_until_a_spot_check_is_submitted(shop: Shop) -> None:
    sheet = first_done(shop)
    with shop.database.reading() as session:
        detail = batch_details.batch_detail(session, sheet.batch_id, shop.ids["jelena"])
    assert detail.is_blind
    assert all(row.outcome is None for row in detail.inspections)


def test_that_both_checks_are_laid_side_by_side_with_what_was_not_drawn(shop: Shop) -> None:
    sheet, second = done(shop)
    with shop.database.reading() as session:
        both = second_checks.side_by_side(session, sheet.batch_id, shop.ids["jelena"])
    assert both.spot is not None
    assert both.spot == spot_of(shop, second)
    left_out = [pair for pair in both.pairs if not pair.drawn]
    assert len(left_out) == both.spot.rest - len(both.spot.drawn)
    assert all(pair.second is None and pair.first is not None for pair in left_out)
    assert both.approval_refusal is None


def test_that_a_spot_check_releases_a_batch_and_the_record_holds(shop: Shop) -> None:
    sheet, second = done(shop)
    shop.approve(sheet.batch_id)
    with shop.database.reading() as session:
        decision = session.get_one(Batch, sheet.batch_id).sign_off(Slot.DECISION)
        assert decision is not None
        facts = json.loads(decision.signed_bytes.removeprefix(PREFIX))
        signed = next(each["spot"] for each in facts["inspections"] if each["id"] == second)
    spot = spot_of(shop, second)
    assert signed["seed"] == spot.seed
    assert signed["drawn"] == [list(place) for place in spot.drawn]
    checked = verify_record(shop.database)
    assert checked.findings == ()


def test_that_a_draw_is_kept_with_its_audit_entry(shop: Shop) -> None:
    done(shop)
    assert verify_record(shop.database).good


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("seed", "guess", "The spot check was not drawn as its seed says."),
        ("share", 90, "The spot check was not drawn as its seed says."),
        ("drawn", "\n", "The spot check was not drawn as its seed says."),
        ("drawn", "\nall\n", "The spot check was not drawn as its seed says."),
        ("inspection_id", 0, "Nothing was drawn for the spot check."),
    ],
)
def test_that_a_forged_draw_is_found(
    shop: Shop, location: str, column: str, value: object, said: str
) -> None:
    _sheet, second = done(shop)
    assert look(shop, second).status is InspectionStatus.SUBMITTED
    with opened_raw(shop.database, location) as raw:
        forge(raw, "spot_draws", 1, **{column: value})
    assert said in {each.what for each in verify_record(shop.database).findings}


def test_that_another_seed_is_found(shop: Shop, location: str) -> None:
    _sheet, second = done(shop)
    spot = spot_of(shop, second)
    rest = [(code, 0) for code in ("label", "height", "weight", "tape")]
    seeds = (f"{number:064x}" for number in range(1_000))
    other = next(s for s in seeds if set(drawn_spots(s, SHARE, rest)) != set(spot.drawn))
    with opened_raw(shop.database, location) as raw:
        forge(raw, "spot_draws", 1, seed=other)
    said = {each.what for each in verify_record(shop.database).findings}
    assert "The spot check was not drawn as its seed says." in said


def test_that_a_draw_that_was_changed_after_the_signature_is_found(
    shop: Shop, location: str
) -> None:
    sheet, second = done(shop)
    shop.approve(sheet.batch_id)
    with opened_raw(shop.database, location) as raw:
        forge(raw, "spot_draws", 1, share=90)
    said = {each.what for each in verify_record(shop.database).findings}
    assert f"The record no longer says what was signed: draw of inspection {second}." in said


def test_that_a_round_that_has_drawn_twice_is_found(shop: Shop, location: str) -> None:
    sheet = first_done(shop)
    with shop.database.writing() as session:
        second = inspections.open_second_check(session, sheet.batch_id, shop.ids["jelena"], AT)
        inspections.withdraw(session, second, "called away", shop.ids["jelena"], AT)
    opened(shop, sheet.batch_id, "marko")
    assert verify_record(shop.database).good
    with opened_raw(shop.database, location) as raw:
        forge(raw, "spot_draws", 1, seed="0" * 64)
    said = {each.what for each in verify_record(shop.database).findings}
    assert "The round has drawn its spot check twice." in said


def test_that_an_answer_where_nothing_was_drawn_is_found(shop: Shop, location: str) -> None:
    sheet, second = done(shop)
    drawn = {code for code, _unit in spot_of(shop, second).drawn}
    other = next(code for code in ("label", "tape", "weight") if code not in drawn)
    with shop.database.reading() as session:
        own = next(a for a in session.query(Answer) if a.inspection_id == second)
    with opened_raw(shop.database, location) as raw:
        forge(raw, "answers", own.id, item_id=sheet.items[other], unit_number=0)
    found_ = {each.what for each in verify_record(shop.database).findings}
    assert "The spot check has answers where nothing was drawn." in found_
    assert "The spot check lacks answers where something was drawn." in found_


def test_that_the_report_holds_everything_to_draw_again(shop: Shop) -> None:
    sheet, second = done(shop)
    papers: list[Paper] = []

    def keep(paper: Paper) -> bytes:
        papers.append(paper)
        return print_plainly(paper)

    shop.approve(sheet.batch_id, printer=keep)
    (paper,) = papers
    assert isinstance(paper, InspectionPaper)
    assert paper.spot is not None
    assert paper.spot == spot_of(shop, second)
    assert sum(not row.drawn for row in paper.rows) == paper.spot.rest - len(paper.spot.drawn)
    assert all((row.second is not None) is row.drawn for row in paper.rows)


def escaped(shop: Shop, batch_id: int, item_code: str) -> EscapeRow:
    """Let a customer find a defect that an item should have caught."""
    ids = complained_to(shop)
    made = receive(shop, ids, batch_id=batch_id)
    with shop.database.writing() as session:
        product_id = session.get_one(Batch, batch_id).product_id
        told = complaints.Description(product_id=product_id, item_code=item_code)
        complaints.describe(session, made, told, shop.ids["ana"], AT)
    state(shop, made, batch_id, Standing.CONFIRMED)
    with shop.database.reading() as session:
        (found_,) = escapes(session, made)
    return found_


@pytest.mark.parametrize(
    ("code", "cause"),
    [("height", EscapeCause.MISSED_BY_BOTH), ("weight", EscapeCause.NOT_IN_SAMPLE)],
)
def test_that_what_was_not_drawn_escaped_because_it_was_not_in_the_sample(
    shop: Shop, code: str, cause: EscapeCause
) -> None:
    sheet = first_done(shop)
    rest = [(each, 0) for each in ("label", "height", "weight", "tape")]
    seeds = (f"{number:064x}" for number in range(1_000))
    drawn = ((seed, {each for each, _unit in drawn_spots(seed, SHARE, rest)}) for seed in seeds)
    wanted = next(seed for seed, codes in drawn if "height" in codes and "weight" not in codes)
    with shop.database.writing() as session:
        by = shop.ids["jelena"]
        second = inspections.open_second_check(session, sheet.batch_id, by, AT, lambda: wanted)
    answer_sheet(shop, second, "jelena")
    with shop.database.writing() as session:
        inspections.submit_second(session, second, shop.ids["jelena"], AT)
    shop.approve(sheet.batch_id)
    assert escaped(shop, sheet.batch_id, code).found is cause
