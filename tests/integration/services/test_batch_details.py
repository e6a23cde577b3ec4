"""One batch as each person may see it, and its story."""

from typing import TYPE_CHECKING

import pytest

from qc_desk.domain.inspections import Inspection
from qc_desk.domain.refusals import NotCheckedTwice, SameInspector, WrongStatus
from qc_desk.domain.vocabulary import (
    BatchStatus,
    CheckMode,
    InspectionStatus,
    Meaning,
    Result,
    Seat,
    Severity,
    Verdict,
)
from qc_desk.services import batches, defects, inspections
from qc_desk.services.batch_details import BatchDetail, InspectionRow, batch_detail
from tests.checked_shop import ALL_PASS, AT, Findings, Shop, found, seat_of

if TYPE_CHECKING:
    from qc_desk.storage.database import Database

CRACKED: Findings = {**ALL_PASS, "glaze": Result.FAIL}


def seen_by(shop: Shop, batch_id: int, who: str) -> BatchDetail:
    with shop.database.reading() as session:
        return batch_detail(session, batch_id, shop.ids[who])


def first_of(detail: BatchDetail) -> InspectionRow:
    return next(row for row in detail.inspections if row.seat is Seat.FIRST)


def record_crack(shop: Shop, inspection_id: int, who: str) -> None:
    entry = defects.DefectEntry(code_id=shop.code_id, severity=Severity.MINOR, quantity=3)
    with shop.database.writing() as session:
        defects.record_defect(session, inspection_id, entry, shop.ids[who], AT)


def cracked(shop: Shop) -> int:
    """Enter a batch in which Ana found a crack, and changed her mind once before she signed."""
    batch_id = shop.add_batch()
    opened = shop.first_check(batch_id, found={"glaze": Result.PASS})
    with shop.database.reading() as session:
        standing = next(iter(session.get_one(Inspection, opened).current.values())).id
    again = inspections.Entry(
        item_id=shop.items["glaze"],
        seen_answer_id=standing,
        result=Result.FAIL,
        reason="there is a crack after all",
    )
    with shop.database.writing() as session:
        inspections.record_answer(session, opened, again, shop.ids["ana"], AT)
    shop.answer(opened, "ana", {k: v for k, v in ALL_PASS.items() if k != "glaze"})
    record_crack(shop, opened, "ana")
    return batch_id


def sign_first(shop: Shop, batch_id: int) -> None:
    from qc_desk.services import sign_offs  # noqa: PLC0415 (only here)

    with shop.database.writing() as session:
        sign_offs.sign_first(session, shop.seen(batch_id), shop.key("ana"), AT)


def test_that_a_draft_offers_its_first_check_to_those_who_may(shop: Shop) -> None:
    batch_id = shop.add_batch(producers=("vera",))
    detail = seen_by(shop, batch_id, "ana")
    assert detail.may_begin_first
    assert detail.may_inspect
    assert not detail.may_lead
    assert (detail.producers, detail.checklist) == (("Vera Lang",), "Mugs")
    assert not seen_by(shop, batch_id, "vera").may_begin_first
    assert seen_by(shop, batch_id, "marko").may_lead


def test_that_ones_own_open_check_is_named(shop: Shop) -> None:
    batch_id = shop.add_batch()
    opened = shop.first_check(batch_id, found={"glaze": Result.PASS})
    assert seen_by(shop, batch_id, "ana").open_inspection_id == opened
    other = seen_by(shop, batch_id, "jelena")
    assert other.open_inspection_id is None
    assert (first_of(other).answered, first_of(other).total) == (1, 3)


@pytest.mark.parametrize("signed", [False, True])
def test_that_the_first_findings_are_hidden_until_the_second_check_is_submitted(
    shop: Shop, signed: bool
) -> None:
    batch_id = cracked(shop)
    if signed:
        sign_first(shop, batch_id)
    detail = seen_by(shop, batch_id, "jelena")
    assert detail.is_blind
    assert (first_of(detail).outcome, first_of(detail).failed) == (None, None)
    assert detail.defects == ()
    told = " ".join(f"{row.act} {row.what} {row.reason}" for row in detail.timeline)
    assert "crack" not in told
    assert "defect" not in told


def test_that_the_first_inspector_sees_what_they_found(shop: Shop) -> None:
    batch_id = cracked(shop)
    detail = seen_by(shop, batch_id, "ana")
    assert not detail.is_blind
    assert (first_of(detail).outcome, first_of(detail).failed) == (Result.FAIL, 1)
    assert [defect.code for defect in detail.defects] == ["CRACK"]
    assert any(row.act == "defect.record" for row in detail.timeline)


def test_that_a_second_inspector_sees_only_their_own_defects_at_first(shop: Shop) -> None:
    batch_id = cracked(shop)
    sign_first(shop, batch_id)
    with shop.database.writing() as session:
        opened = inspections.open_second_check(session, batch_id, shop.ids["jelena"], AT)
    record_crack(shop, opened, "jelena")
    assert [d.found_by for d in seen_by(shop, batch_id, "jelena").defects] == ["Јелена Петровић"]
    shop.answer(opened, "jelena", CRACKED)
    with shop.database.writing() as session:
        inspections.submit_second(session, opened, shop.ids["jelena"], AT)
    detail = seen_by(shop, batch_id, "jelena")
    assert not detail.is_blind
    assert len(detail.defects) == 2
    assert first_of(detail).outcome is Result.FAIL


def test_that_a_withdrawn_first_check_of_the_same_goods_stays_hidden(shop: Shop) -> None:
    batch_id = cracked(shop)
    sign_first(shop, batch_id)
    with shop.database.writing() as session:
        opened = seat_of(shop, batch_id, Seat.FIRST)
        inspections.withdraw(session, opened, "it is no crack", shop.ids["ana"], AT)
    shop.first_check(batch_id, "marko")
    detail = seen_by(shop, batch_id, "jelena")
    assert detail.is_blind
    assert detail.defects == ()
    assert all(row.reason == "" and row.outcome is None for row in detail.inspections)
    assert not any("crack" in row.reason for row in detail.timeline)


def test_that_a_review_hides_nothing(database: "Database") -> None:
    shop = found(database, CheckMode.REVIEW)
    batch_id = shop.first_signed(found=CRACKED)
    detail = seen_by(shop, batch_id, "jelena")
    assert not detail.is_blind
    assert first_of(detail).outcome is Result.FAIL


def test_that_it_says_why_somebody_may_not_do_the_second_check(shop: Shop) -> None:
    batch_id = shop.first_signed()
    assert isinstance(seen_by(shop, batch_id, "ana").second_refusal, SameInspector)
    assert seen_by(shop, batch_id, "jelena").second_refusal is None


def test_that_a_held_batch_says_who_may_concede_it(shop: Shop) -> None:
    batch_id = shop.checked_twice()
    assert isinstance(seen_by(shop, batch_id, "marko").concession_refusal, WrongStatus)
    shop.reject(batch_id)
    detail = seen_by(shop, batch_id, "marko")
    assert detail.concession_refusal is None
    assert (detail.status, detail.verdict) == (BatchStatus.HELD, Verdict.REJECTED)
    assert len(detail.reports) == 1
    assert [row.meaning for row in detail.sign_offs] == [Meaning.INSPECTED, Meaning.REJECTED]
    once = shop.first_signed("L-2")
    with shop.database.writing() as session:
        batches.hold(session, shop.seen(once), "wet boxes", shop.ids["marko"], AT)
    assert isinstance(seen_by(shop, once, "marko").concession_refusal, NotCheckedTwice)


def test_that_an_earlier_round_stays_in_sight(shop: Shop) -> None:
    batch_id = shop.checked_twice(first=CRACKED, second=CRACKED)
    shop.reject(batch_id)
    with shop.database.writing() as session:
        batches.rework(session, shop.seen(batch_id), "sort", shop.ids["marko"], AT)
    shop.first_check(batch_id, "marko")
    detail = seen_by(shop, batch_id, "jelena")
    assert detail.round == 2
    assert detail.is_blind
    shown = [(row.round, row.outcome) for row in detail.inspections]
    assert shown == [(1, Result.FAIL), (1, Result.FAIL), (2, None)]
    assert detail.inspections[2].status is InspectionStatus.OPEN
