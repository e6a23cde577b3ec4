"""Gauges: entered and calibrated, measured with while in date, and doubted when found wrong."""

from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from qc_desk.domain.gauge_words import CalibrationResult, GaugeState, IntervalUnit
from qc_desk.domain.inspections import Answer
from qc_desk.domain.papers import InspectionPaper
from qc_desk.domain.refusals import (
    ChangedElsewhere,
    DueBeforeCalibrated,
    FileRefused,
    GaugeElsewhere,
    GaugeFailed,
    GaugeNeeded,
    GaugeNeverCalibrated,
    GaugeNotInUse,
    GaugeNumberFixed,
    GaugeOfAnotherKind,
    GaugeOverdue,
    GaugeRefused,
    NameTaken,
    NoGaugeHere,
    NotAllowed,
    NotCalibratedYet,
)
from qc_desk.domain.sign_offs import SignOff
from qc_desk.domain.vocabulary import Result
from qc_desk.services import calibrations, gauges, inspections, sign_offs, sites
from qc_desk.services.answer_sheets import record_answers
from qc_desk.services.calibrations import CalibrationEntry, suspect_batches
from qc_desk.services.check_sheets import check_sheet
from qc_desk.services.gauge_choices import GaugesAtHand, gauges_at_hand
from qc_desk.services.gauges import GaugeEntry, GaugeRow, gauge_rows
from qc_desk.services.inspections import Entry
from qc_desk.services.verify import verify_record
from tests.checked_shop import AT, Shop
from tests.measured_shop import IN_A_YEAR, TODAY, add_gauge, ask_for_gauges, calibrate, in_date

GOOD = Decimal("10.00")


def opened(shop: Shop, number: str = "L-1", who: str = "ana") -> int:
    batch_id = shop.add_batch(number)
    with shop.database.writing() as session:
        return inspections.open_first_check(session, batch_id, shop.ids[who], AT)


def measure(
    shop: Shop,
    inspection_id: int,
    gauge: GaugeRow | None,
    *,
    days_later: int = 0,
    **facts: Any,
) -> int:
    entry = Entry(item_id=shop.items["height"], value=GOOD, gauge_id=gauge.id if gauge else None)
    with shop.database.writing() as session:
        return inspections.record_answer(
            session,
            inspection_id,
            replace(entry, **facts),
            shop.ids["ana"],
            AT + timedelta(days=days_later),
        )


def at_hand(shop: Shop, inspection_id: int, kind: str = "Caliper") -> GaugesAtHand:
    with shop.database.reading() as session:
        return gauges_at_hand(session, inspection_id, kind, shop.ids["ana"], AT)


def entry_of(row: GaugeRow, **facts: object) -> GaugeEntry:
    held = {each.name: getattr(row, each.name) for each in fields(GaugeEntry)}
    return GaugeEntry(**(held | facts))


def change(shop: Shop, row: GaugeRow, **facts: object) -> GaugeRow:
    with shop.database.writing() as session:
        fresh = gauges.gauge_row(session, row.id)
        return gauges.change_gauge(session, fresh, entry_of(fresh, **facts), shop.ids["marko"], AT)


def test_that_a_gauge_is_entered_calibrated_and_found(shop: Shop) -> None:
    made = add_gauge(shop, "C-1")
    with shop.database.reading() as session:
        (row,) = gauge_rows(session, "caliper")
        assert row == made
        assert row.state(TODAY) is GaugeState.NEVER
    calibrate(shop, made, due=None)
    with shop.database.reading() as session:
        (row,) = gauge_rows(session)
        assert row.due_on == date(2027, 8, 12)  # twelve months after 2026-08-12
        assert row.state(TODAY) is GaugeState.IN_DATE
        assert gauge_rows(session, "micrometer") == []


def test_that_a_number_is_given_once_and_stays_after_a_calibration(shop: Shop) -> None:
    first, second = add_gauge(shop, "C-1"), add_gauge(shop, "C-2")
    with pytest.raises(NameTaken):
        add_gauge(shop, "c-1")
    with pytest.raises(NameTaken):
        change(shop, second, number="C-1")
    assert change(shop, second, number="C-3").number == "C-3"
    calibrate(shop, first)
    with pytest.raises(GaugeNumberFixed):
        change(shop, first, number="C-4")


def test_that_only_leads_enter_gauges_and_calibrations(shop: Shop) -> None:
    made = add_gauge(shop, "C-1")
    entry = CalibrationEntry(
        calibrated_on=TODAY, result=CalibrationResult.IN_TOLERANCE, laboratory="Lab"
    )
    with pytest.raises(NotAllowed), shop.database.writing() as session:
        gauges.add_gauge(session, entry_of(made, number="C-2"), shop.ids["ana"], AT)
    with pytest.raises(NotAllowed), shop.database.writing() as session:
        calibrations.record_calibration(session, made.id, entry, shop.ids["ana"], AT)


def test_that_a_gauge_that_was_changed_meanwhile_is_looked_at_again(shop: Shop) -> None:
    made = add_gauge(shop, "C-1")
    calibrate(shop, made)
    with pytest.raises(ChangedElsewhere), shop.database.writing() as session:
        gauges.retire_gauge(session, made, shop.ids["marko"], AT)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"calibrated_on": TODAY + timedelta(days=1)}, NotCalibratedYet),
        ({"calibrated_on": TODAY, "due_on": TODAY}, DueBeforeCalibrated),
        ({"file": b"MZ not a certificate", "file_name": "c.exe"}, FileRefused),
        ({"file": b"%PDF" + bytes(10_000_000), "file_name": "c.pdf"}, FileRefused),
    ],
)
def test_that_a_calibration_that_cannot_be_is_refused(
    shop: Shop, facts: dict[str, object], refusal: type[Exception]
) -> None:
    made = add_gauge(shop, "C-1")
    entry = CalibrationEntry(
        calibrated_on=TODAY, result=CalibrationResult.IN_TOLERANCE, laboratory="Lab"
    )
    with pytest.raises(refusal), shop.database.writing() as session:
        calibrations.record_calibration(
            session,
            made.id,
            replace(entry, **facts),  # type: ignore[arg-type]
            shop.ids["marko"],
            AT,
        )


def test_that_a_certificate_is_kept_as_it_came(shop: Shop) -> None:
    made = add_gauge(shop, "C-1")
    entry = CalibrationEntry(
        calibrated_on=TODAY,
        result=CalibrationResult.IN_TOLERANCE,
        laboratory="Lab",
        certificate="2026-117",
        file=b"%PDF-1.7 certificate",
        file_name="C-1.pdf",
    )
    with shop.database.writing() as session:
        kept = calibrations.record_calibration(session, made.id, entry, shop.ids["marko"], AT)
    with shop.database.reading() as session:
        assert calibrations.certificate_file(session, kept.id) == (
            "C-1.pdf",
            b"%PDF-1.7 certificate",
        )
        assert calibrations.calibration_rows(session, made.id) == [kept]


def test_that_a_value_rests_on_a_gauge_in_date_and_is_signed_with_it(shop: Shop) -> None:
    ask_for_gauges(shop)
    gauge = in_date(shop, "C-1")
    batch_id = shop.add_batch()
    with shop.database.writing() as session:
        first = inspections.open_first_check(session, batch_id, shop.ids["ana"], AT)
    measure(shop, first, gauge)
    with shop.database.reading() as session:
        answer = check_sheet(session, first).items[0].answer
        assert answer is not None
        assert (answer.gauge, answer.gauge_id) == ("C-1", gauge.id)

    with shop.database.writing() as session:
        sign_offs.sign_first(session, shop.seen(batch_id), shop.key("ana"), AT)
    with shop.database.reading() as session:
        assert b'"number":"C-1"' in session.scalars(select(SignOff.signed_bytes)).one()
    calibrate(shop, gauge, on=TODAY, days_later=1)  # a later word changes nothing that is signed
    assert verify_record(shop.database).findings == ()


def test_that_a_value_without_a_gauge_is_refused_with_those_in_date(shop: Shop) -> None:
    ask_for_gauges(shop)
    in_date(shop, "C-1")
    in_date(shop, "M-1", "Micrometer")
    with pytest.raises(GaugeNeeded, match=r"In date here: C-1\."):
        measure(shop, opened(shop), None)


@pytest.mark.parametrize(
    ("spoil", "refusal"),
    [
        ("overdue", GaugeOverdue),
        ("failed", GaugeFailed),
        ("never", GaugeNeverCalibrated),
        ("broken", GaugeNotInUse),
        ("kind", GaugeOfAnotherKind),
        ("site", GaugeElsewhere),
    ],
)
def test_that_a_gauge_nobody_can_trust_is_refused_with_the_way_out(
    shop: Shop, spoil: str, refusal: type[GaugeRefused]
) -> None:
    ask_for_gauges(shop)
    gauge = add_gauge(shop, "C-1")
    if spoil == "site":
        with shop.database.writing() as session:
            there = sites.SiteEntry(code="ZG", name="Zagreb", time_zone="Europe/Zagreb")
            site_id = sites.add_site(session, there, shop.ids["mira"], AT).id
        change(shop, gauge, site_id=site_id)
    if spoil != "never":
        due = TODAY - timedelta(days=1) if spoil == "overdue" else IN_A_YEAR
        word = CalibrationResult.IN_TOLERANCE
        if spoil == "failed":
            word = CalibrationResult.OUT_OF_TOLERANCE
        calibrate(shop, gauge, due=due, result=word)
    if spoil == "broken":
        change(shop, gauge, out_of_service="dropped")
    if spoil == "kind":
        change(shop, gauge, kind="Ruler")
    first = opened(shop)
    with pytest.raises(refusal, match="a lead records its calibration"):
        measure(shop, first, gauge)
    in_date(shop, "C-9")
    with pytest.raises(refusal, match=r"In date here: C-9\."):
        measure(shop, first, gauge)


def test_that_the_due_day_itself_can_still_be_measured_on(shop: Shop) -> None:
    ask_for_gauges(shop)
    gauge = add_gauge(shop, "C-1")
    calibrate(shop, gauge, due=TODAY)
    first = opened(shop)
    assert measure(shop, first, gauge)
    with pytest.raises(GaugeOverdue):
        measure(shop, opened(shop, "L-2"), gauge, days_later=1)


def test_that_a_note_can_be_put_to_a_value_after_its_gauge_is_overdue(shop: Shop) -> None:
    ask_for_gauges(shop)
    gauge = add_gauge(shop, "C-1")
    calibrate(shop, gauge, due=TODAY)
    first = opened(shop)
    kept = measure(shop, first, gauge)
    words = {"reason": "detail", "note": "warm"}
    measure(shop, first, gauge, days_later=9, seen_answer_id=kept, **words)
    with shop.database.reading() as session:
        older, newer = session.scalars(select(Answer).order_by(Answer.id))
        assert older.calibration_id == newer.calibration_id
        seen = newer.id
    entry = {"value": Decimal("10.01"), "seen_answer_id": seen} | words
    with pytest.raises(GaugeOverdue):
        measure(shop, first, gauge, days_later=9, **entry)


def test_that_no_gauge_is_taken_where_none_is_asked_for(shop: Shop) -> None:
    gauge = in_date(shop, "C-1")
    first = opened(shop)
    with pytest.raises(NoGaugeHere):
        measure(shop, first, gauge)
    assert measure(shop, first, None)


def test_that_what_is_not_applicable_needs_no_gauge(shop: Shop) -> None:
    ask_for_gauges(shop)
    gauge = in_date(shop, "C-1")
    kept = measure(shop, opened(shop), gauge, result=Result.NOT_APPLICABLE, note="none here")
    with shop.database.reading() as session:
        assert session.get_one(Answer, kept).calibration_id is None


def test_that_answers_of_a_sheet_rest_on_gauges_too(shop: Shop) -> None:
    ask_for_gauges(shop)
    gauge = in_date(shop, "C-1")
    first = opened(shop)
    entry = Entry(item_id=shop.items["height"], value=GOOD)
    with pytest.raises(GaugeNeeded), shop.database.writing() as session:
        record_answers(session, first, [(entry, AT)], shop.ids["ana"])
    with shop.database.writing() as session:
        named = replace(entry, gauge_id=gauge.id)
        (kept,) = record_answers(session, first, [(named, AT)], shop.ids["ana"])
    with shop.database.reading() as session:
        calibration = session.get_one(Answer, kept).calibration
        assert calibration is not None
        assert calibration.gauge.number == "C-1"


def test_that_the_gauge_last_used_is_offered_first(shop: Shop) -> None:
    ask_for_gauges(shop)
    first = opened(shop)
    assert at_hand(shop, first).first is None
    one = in_date(shop, "C-1")
    assert at_hand(shop, first).first == one.id  # the only one
    two, overdue = in_date(shop, "C-2"), add_gauge(shop, "A-1")
    calibrate(shop, overdue, due=TODAY - timedelta(days=1))
    assert at_hand(shop, first).first is None
    measure(shop, first, two)
    found = at_hand(shop, first)
    assert found.first == two.id
    assert [(each.number, each.state.usable) for each in found.gauges] == [
        ("C-1", True),
        ("C-2", True),
        ("A-1", False),
    ]
    named = found.named(" c-1 ")
    assert named is not None
    assert named.id == one.id
    change(shop, two, out_of_service="dropped")
    assert at_hand(shop, first).first == one.id


def test_that_a_bad_calibration_names_the_batches_since_the_last_good_one(shop: Shop) -> None:
    ask_for_gauges(shop)
    gauge, other = in_date(shop, "C-1"), in_date(shop, "C-2")
    measure(shop, opened(shop, "L-1"), gauge)
    measure(shop, opened(shop, "L-2"), other)
    calibrate(shop, gauge, on=TODAY + timedelta(days=2), days_later=2, due=IN_A_YEAR)
    measure(shop, opened(shop, "L-3"), gauge, days_later=3)
    withdrawn = opened(shop, "L-4")
    measure(shop, withdrawn, gauge, days_later=3)
    with shop.database.writing() as session:
        inspections.withdraw(session, withdrawn, "wrong batch", shop.ids["ana"], AT)
    bad = calibrate(
        shop,
        gauge,
        on=TODAY + timedelta(days=5),
        days_later=5,
        result=CalibrationResult.ADJUSTED,
    )
    measure(shop, opened(shop, "L-5"), gauge, days_later=6)  # adjusted: it is right again
    with shop.database.reading() as session:
        (row,) = suspect_batches(session, bad.id)
        assert (row.batch, row.values) == ("L-3", 1)
        good = calibrations.calibration_rows(session, gauge.id)[1]
        assert suspect_batches(session, good.id) == []


def test_that_the_interval_can_be_in_days(shop: Shop) -> None:
    made = add_gauge(shop, "C-1")
    change(shop, made, every=90, every_unit=IntervalUnit.DAYS, resolution=Decimal("0.01"))
    kept = calibrate(shop, made, due=None, on=TODAY)
    assert kept.due_on == TODAY + timedelta(days=90)


def test_that_the_report_says_what_was_measured_with(shop: Shop) -> None:
    ask_for_gauges(shop)
    gauge = in_date(shop, "C-1")
    batch_id = shop.add_batch()
    with shop.database.writing() as session:
        first = inspections.open_first_check(session, batch_id, shop.ids["ana"], AT)
    measure(shop, first, gauge)
    with shop.database.writing() as session:
        sign_offs.sign_first(session, shop.seen(batch_id), shop.key("ana"), AT)
    with shop.database.writing() as session:
        second = inspections.open_second_check(session, batch_id, shop.ids["jelena"], AT)
        entry = Entry(item_id=shop.items["height"], value=GOOD, gauge_id=gauge.id)
        inspections.record_answer(session, second, entry, shop.ids["jelena"], AT)
        inspections.submit_second(session, second, shop.ids["jelena"], AT)
    papers: list[InspectionPaper] = []

    def printer(paper: Any) -> bytes:
        papers.append(paper)
        return repr(paper).encode()

    shop.approve(batch_id, printer=printer)
    (measured,) = papers[-1].gauges
    assert (measured.number, measured.due_on, measured.items) == ("C-1", IN_A_YEAR, ("1.1",))
