"""Plans are frozen when a check is opened, lots come to something, and inspection switches."""

import pytest
from sqlalchemy import select

from qc_desk.domain.batches import Batch
from qc_desk.domain.refusals import (
    FieldInvalid,
    IsolatedLots,
    LotNotAccepted,
    NoSeries,
    NotAllowed,
    NotFound,
    ReasonNeeded,
    SamplingDiscontinued,
    ScoreTooLow,
    WrongStrictness,
)
from qc_desk.domain.sample_counts import sample_counts
from qc_desk.domain.sampling import LotResult, SamplePlan, Switch
from qc_desk.domain.sampling_words import Level, Strictness, SwitchCause
from qc_desk.domain.vocabulary import BatchStatus, Seat, Severity
from qc_desk.services import batches, inspections, sign_offs
from qc_desk.services.acts import acting
from qc_desk.services.batch_details import batch_detail
from qc_desk.services.check_sheets import check_sheet
from qc_desk.services.sampling_plans import plans_of
from qc_desk.services.sampling_states import SpokenWord, sampling_states, switch_by_word
from qc_desk.services.verify import verify_record
from tests.checked_shop import Shop, print_plainly
from tests.integration.services.signing import refused, status
from tests.integration.services.tampering import forge, opened_raw
from tests.sampled_shop import BY_STANDARD, add_lot, checked, lot, sampled

CRITICAL, MAJOR, MINOR = Severity
TWO_BAD = (("glaze", 1), ("glaze", 2))


@pytest.fixture
def plates(shop: Shop) -> Shop:
    """Give a shop whose plates are sampled by the standard."""
    return sampled(shop)


def opened(shop: Shop, batch_id: int) -> int:
    with shop.database.writing() as session:
        return inspections.open_first_check(session, batch_id, shop.ids["ana"], shop.at)


def plans(
    shop: Shop, batch_id: int, seat: Seat = Seat.FIRST
) -> dict[Severity, tuple[object, ...]]:
    with shop.database.reading() as session:
        inspection = session.get_one(Batch, batch_id).inspection(seat)
        assert inspection is not None
        return {p.severity: (p.n, p.ac, p.re, p.letter, p.strictness) for p in inspection.plans}


def results(shop: Shop, batch_id: int) -> dict[Severity, tuple[int, bool]]:
    with shop.database.reading() as session:
        rows = session.scalars(select(LotResult).where(LotResult.batch_id == batch_id))
        return {row.severity: (row.found, row.accepted) for row in rows}


def switches(shop: Shop) -> list[tuple[Severity, SwitchCause]]:
    with shop.database.reading() as session:
        rows = session.scalars(select(Switch).order_by(Switch.id))
        return [(row.severity, row.cause) for row in rows]


def say(shop: Shop, cause: SwitchCause, reason: str = "new kiln", by: str = "marko") -> None:
    word = SpokenWord(
        product_id=shop.product_id, site_id=1, severity=MAJOR, cause=cause, reason=reason
    )
    with shop.database.writing() as session:
        switch_by_word(session, word, shop.ids[by], shop.at)


def test_that_the_plan_is_frozen_when_the_check_is_opened(plates: Shop) -> None:
    batch_id = add_lot(plates, "P-1")
    inspection_id = opened(plates, batch_id)
    assert plans(plates, batch_id) == {
        CRITICAL: (5, 0, 1, "", None),
        MAJOR: (5, 1, 2, "C", Strictness.NORMAL),
        MINOR: (3, 0, 1, "B", Strictness.NORMAL),
    }
    with plates.database.reading() as session:
        sheet = check_sheet(session, inspection_id)
        kept = session.scalars(select(SamplePlan).where(SamplePlan.severity == MAJOR)).one()
        assert (kept.edition, kept.level, str(kept.aql)) == ("ISO 2859-1:1999", Level.II, "10")
    assert sheet.sample_size == 5
    units: dict[str, list[int]] = {}
    for item in sheet.items:
        units.setdefault(item.code, []).append(item.unit_number)
    five = [1, 2, 3, 4, 5]
    assert units == {"edge": five, "glaze": five, "label": [1, 2, 3], "papers": [0]}


def test_that_a_class_is_asked_for_its_own_units_only(plates: Shop) -> None:
    inspection_id = opened(plates, add_lot(plates, "P-1"))
    with plates.database.reading() as session:
        item = next(i for i in check_sheet(session, inspection_id).items if i.code == "label")
    entry = inspections.Entry(item_id=item.item_id, unit_number=4)
    with pytest.raises(NotFound, match="4"), plates.database.writing() as session:
        inspections.record_answer(session, inspection_id, entry, plates.ids["ana"], plates.at)


def test_that_the_second_check_uses_the_same_plan(plates: Shop) -> None:
    batch_id = checked(plates, add_lot(plates, "P-1"), {})
    assert plans(plates, batch_id, Seat.SECOND) == plans(plates, batch_id)


def test_that_a_small_lot_is_looked_at_whole(plates: Shop) -> None:
    batch_id = add_lot(plates, "P-1", quantity=3)
    opened(plates, batch_id)
    assert {n for n, *_rest in plans(plates, batch_id).values()} == {3}


def test_that_a_lot_too_large_for_the_standard_is_refused_by_its_field(plates: Shop) -> None:
    batch_id = add_lot(plates, "P-1", quantity=10_000_000)
    with pytest.raises(FieldInvalid, match="“lot size” cannot be “10000000”"):
        opened(plates, batch_id)
    assert status(plates, batch_id) is BatchStatus.DRAFT
    with plates.database.reading() as session:
        assert batch_detail(session, batch_id, plates.ids["ana"]).plans == ()


def test_that_units_failed_by_either_inspector_count_once(plates: Shop) -> None:
    bad = {"ana": [("glaze", 1)], "jelena": [("glaze", 1), ("glaze", 4)]}
    batch_id = checked(plates, add_lot(plates, "P-1"), bad)
    refusal = refused(
        plates,
        LotNotAccepted,
        lambda session: sign_offs.approve(
            session, plates.seen(batch_id), plates.key("jelena"), plates.at, print_plainly
        ),
    )
    assert "major, 2 found among 5, at most 1 may be" in str(refusal)
    assert plates.reject(batch_id)
    assert results(plates, batch_id) == {CRITICAL: (0, True), MAJOR: (2, False), MINOR: (0, True)}


def test_that_a_lot_within_ac_is_released_with_its_failing_unit(plates: Shop) -> None:
    one = [("glaze", 3)]
    batch_id = checked(plates, add_lot(plates, "P-1"), {"ana": one, "jelena": one})
    plates.approve(batch_id)
    assert results(plates, batch_id)[MAJOR] == (1, True)
    with plates.database.reading() as session:
        rows = batch_detail(session, batch_id, plates.ids["ana"]).plans
    none = "0 found: accepted"
    assert [row.came_to for row in rows] == [none, "1 found: accepted", none]


def test_that_none_are_accepted_where_critical_ones_fail(plates: Shop) -> None:
    one = [("edge", 2)]
    batch_id = checked(plates, add_lot(plates, "P-1"), {"ana": one, "jelena": one})
    with pytest.raises(LotNotAccepted, match="critical, 1 found among 5, at most 0"):
        plates.approve(batch_id)


def test_that_what_is_checked_once_for_the_batch_is_for_people_to_decide(plates: Shop) -> None:
    bad = [("papers", 0)]
    batch_id = checked(plates, add_lot(plates, "P-1"), {"ana": bad, "jelena": bad})
    plates.approve(batch_id)
    assert results(plates, batch_id)[MAJOR] == (0, True)


def test_that_a_lot_submitted_again_counts_in_no_series_and_must_be_accepted(plates: Shop) -> None:
    batch_id = lot(plates, "P-1", *TWO_BAD)
    first = results(plates, batch_id)
    with plates.database.writing() as session:
        batches.rework(session, plates.seen(batch_id), "sort", plates.ids["marko"], plates.at)
    checked(plates, batch_id, {"ana": TWO_BAD, "jelena": TWO_BAD})
    with pytest.raises(LotNotAccepted):
        plates.approve(batch_id)
    plates.reject(batch_id)
    assert results(plates, batch_id) == first
    assert switches(plates) == []


def test_that_two_of_five_tighten_five_accepted_relax_and_each_switch_is_logged(
    plates: Shop,
) -> None:
    lot(plates, "P-1", *TWO_BAD)
    lot(plates, "P-2")
    lot(plates, "P-3", *TWO_BAD)
    assert switches(plates) == [(MAJOR, SwitchCause.TWO_OF_FIVE)]
    batch_id = lot(plates, "P-4")
    assert plans(plates, batch_id)[MAJOR] == (8, 1, 2, "D", Strictness.TIGHTENED)
    assert plans(plates, batch_id)[MINOR][4] is Strictness.NORMAL
    for number in range(5, 9):
        lot(plates, f"P-{number}")
    assert switches(plates)[1:] == [(MAJOR, SwitchCause.FIVE_ACCEPTED)]
    with plates.database.reading() as session:
        rows = sampling_states(session, plates.ids["marko"])
    assert [(r.severity, r.strictness, r.lots, r.score, r.protects) for r in rows] == [
        (MAJOR, Strictness.NORMAL, 8, 0, False),
        (MINOR, Strictness.NORMAL, 8, 16, False),
    ]
    assert [(each.after, each.batch) for each in rows[0].switches] == [
        (Strictness.NORMAL, "P-8"),
        (Strictness.TIGHTENED, "P-3"),
    ]


def discontinued(shop: Shop) -> None:
    for number in range(1, 8):
        lot(shop, f"D-{number}", *TWO_BAD)
    assert [cause for _s, cause in switches(shop)] == [
        SwitchCause.TWO_OF_FIVE,
        SwitchCause.FIVE_NOT_ACCEPTED,
    ]


def test_that_discontinued_inspection_opens_no_new_lot_until_a_lead_resumes_it(
    plates: Shop,
) -> None:
    discontinued(plates)
    batch_id = add_lot(plates, "D-8")
    with pytest.raises(SamplingDiscontinued, match="Plate at Novi Sad is discontinued"):
        opened(plates, batch_id)
    with plates.database.reading() as session:
        rows = sampling_states(session, plates.ids["marko"])
        seen_by_ana = sampling_states(session, plates.ids["ana"])
    assert (rows[0].discontinued, rows[0].words) == (True, (SwitchCause.RESUMED,))
    assert seen_by_ana[0].words == ()
    with pytest.raises(NotAllowed):
        say(plates, SwitchCause.RESUMED, by="ana")
    with pytest.raises(ReasonNeeded):
        say(plates, SwitchCause.RESUMED, reason=" ")
    with pytest.raises(WrongStrictness):
        say(plates, SwitchCause.AGREED)
    say(plates, SwitchCause.RESUMED)
    opened(plates, batch_id)
    assert plans(plates, batch_id)[MAJOR][4] is Strictness.TIGHTENED


def test_that_a_lot_held_before_can_be_checked_again_while_discontinued(plates: Shop) -> None:
    held = lot(plates, "H-1", *TWO_BAD)
    for number in range(2, 8):
        lot(plates, f"H-{number}", *TWO_BAD)
    with plates.database.writing() as session:
        batches.rework(session, plates.seen(held), "sort", plates.ids["marko"], plates.at)
    opened(plates, held)
    assert plans(plates, held)[MAJOR][4] is Strictness.TIGHTENED


def test_that_reduced_inspection_is_agreed_to_and_lost(plates: Shop) -> None:
    for number in range(1, 15):
        lot(plates, f"R-{number}")
    with pytest.raises(ScoreTooLow, match="28"):
        say(plates, SwitchCause.AGREED)
    lot(plates, "R-15")
    say(plates, SwitchCause.AGREED)
    batch_id = lot(plates, "R-16")
    assert plans(plates, batch_id)[MAJOR][4] is Strictness.REDUCED
    say(plates, SwitchCause.IRREGULAR)
    assert [cause for _s, cause in switches(plates)] == [
        SwitchCause.AGREED,
        SwitchCause.IRREGULAR,
    ]


def test_that_a_switch_of_isolated_lots_is_refused(shop: Shop) -> None:
    plates = sampled(shop, BY_STANDARD + 'lots = "isolated"\n')
    for number in range(1, 4):
        lot(plates, f"I-{number}", *TWO_BAD)
    assert switches(plates) == []
    with plates.database.reading() as session:
        assert sampling_states(session, plates.ids["marko"]) == []
    with pytest.raises(IsolatedLots, match="isolated"):
        say(plates, SwitchCause.RESUMED)


def test_that_a_switch_without_a_lot_is_refused(plates: Shop) -> None:
    with pytest.raises(NoSeries, match="Plate"):
        say(plates, SwitchCause.RESUMED)


@pytest.mark.parametrize(
    ("rule", "head", "n", "ac"),
    [
        ('method = "fixed"', "sample_size = 4", 4, None),
        ('method = "zero_acceptance"', "sample_size = 4", 4, 0),
        ('method = "every_piece"', "", 20, None),
    ],
)
def test_that_other_methods_have_their_plans(
    shop: Shop, rule: str, head: str, n: int, ac: int | None
) -> None:
    plates = sampled(shop, rule, head=head)
    one = [("glaze", 3)]
    batch_id = checked(plates, add_lot(plates, "M-1"), {"ana": one, "jelena": one})
    assert {(p[0], p[1]) for p in plans(plates, batch_id).values()} == {(n, ac)}
    if ac == 0:
        with pytest.raises(LotNotAccepted):
            plates.approve(batch_id)
        plates.reject(batch_id)
        assert results(plates, batch_id)[MAJOR] == (1, False)
    else:
        plates.approve(batch_id)
        assert results(plates, batch_id) == {}
    with plates.database.reading() as session:
        assert sampling_states(session, plates.ids["marko"]) == []


def test_that_above_ten_every_nonconformity_counts(shop: Shop) -> None:
    plates = sampled(shop, 'method = "iso2859"\nlevel = "II"\naql_major = 65\naql_minor = 40\n')
    bad = [("glaze", 1), ("glaze", 2)]
    batch_id = checked(plates, add_lot(plates, "N-1"), {"ana": bad, "jelena": bad})
    plates.approve(batch_id)
    assert results(plates, batch_id)[MAJOR] == (2, True)


def test_that_a_plan_is_shown_before_the_check_and_without_what_was_found_during_it(
    plates: Shop,
) -> None:
    batch_id = add_lot(plates, "P-1")
    told = "ISO 2859-1:1999, level II, AQL 10, normal inspection"
    with plates.database.reading() as session:
        before = plans_of(session, batch_id)
        assert sample_counts(session.get_one(Batch, batch_id)) == []
    assert (before[1].drawn_by, before[1].numbers, before[1].came_to) == (
        told,
        "n 5 · Ac 1 · Re 2",
        "",
    )
    checked(plates, batch_id, {"ana": TWO_BAD, "jelena": TWO_BAD})
    with plates.database.reading() as session:
        assert plans_of(session, batch_id) == before


def test_that_a_product_without_a_checklist_has_no_plan(plates: Shop) -> None:
    batch_id = add_lot(plates, "P-1")
    with plates.database.writing() as session:
        acting(session, "test.product", plates.ids["mira"], plates.at)
        session.get_one(Batch, batch_id).product.checklist = None
    with plates.database.reading() as session:
        assert plans_of(session, batch_id) == ()


def wrong(shop: Shop) -> set[str]:
    """Return what verify finds wrong with the switches."""
    findings = verify_record(shop.database).findings
    return {f"{each.where}: {each.what}" for each in findings if each.kind == "switch"}


def test_that_honest_switches_are_explained_by_their_lots(plates: Shop) -> None:
    discontinued(plates)
    say(plates, SwitchCause.RESUMED)
    for number in range(8, 13):
        lot(plates, f"D-{number}")
    assert [cause for _s, cause in switches(plates)][2:] == [
        SwitchCause.RESUMED,
        SwitchCause.FIVE_ACCEPTED,
    ]
    assert wrong(plates) == set()


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"after": "reduced"}, "After batch P-3 inspection must switch (two of five lots"),
        ({"score": 30}, "After batch P-3 inspection must switch (two of five lots"),
        ({"severity": "minor"}, "After batch P-3 inspection must switch (two of five lots"),
        (
            {"severity": "minor"},
            "has a switch (two of five lots or fewer were not accepted) after",
        ),
        ({"product_id": 99}, "after a lot that is not of this series"),
        ({"lot_result_id": 2}, "After batch P-1 the log has a switch (two of five lots"),
    ],
)
def test_that_a_switch_that_the_lots_do_not_explain_is_found(
    plates: Shop, location: str, facts: dict[str, object], said: str
) -> None:
    lot(plates, "P-1", *TWO_BAD)
    lot(plates, "P-2")
    lot(plates, "P-3", *TWO_BAD)
    assert wrong(plates) == set()
    with opened_raw(plates.database, location) as raw:
        forge(raw, "switches", 1, **facts)
    assert any(said in each for each in wrong(plates)), wrong(plates)


@pytest.mark.parametrize("cause", ["agreed", "irregular", "two_of_five"])
def test_that_a_word_without_its_ground_is_found(plates: Shop, location: str, cause: str) -> None:
    discontinued(plates)
    say(plates, SwitchCause.RESUMED)
    with opened_raw(plates.database, location) as raw:
        forge(raw, "switches", 3, cause=cause)
    assert any("without its ground" in each for each in wrong(plates)), wrong(plates)
