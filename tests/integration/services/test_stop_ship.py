"""Stop-ship: no batch of the family goes before its extra check is passed."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from qc_desk.domain.products import Product
from qc_desk.domain.refusals import (
    FieldInvalid,
    FieldNeeded,
    HeldByStopShip,
    NotAllowed,
    NotFound,
    ProducerCannotCheck,
    StopShip,
    WrongStatus,
)
from qc_desk.domain.reports import Report
from qc_desk.domain.sign_offs import SignOff
from qc_desk.domain.vocabulary import Meaning, Result
from qc_desk.services import problems, sign_offs, stop_ship
from qc_desk.services.acts import acting
from qc_desk.services.products import ProductEntry, ProductRow, change_product, product_rows
from qc_desk.services.stop_ship import ExtraCheckEntry
from qc_desk.services.to_sign import to_sign
from qc_desk.services.verify import verify_record
from tests.checked_shop import Shop, print_plainly
from tests.integration.services.seen import DAY, Goods, bad, check, the_problem
from tests.integration.services.signing import refused
from tests.integration.services.tampering import forge, opened_raw
from tests.integration.services.test_release_alone import alone

OK = Result.PASS


def stop(shop: Shop, words: str = "X-ray ten pieces") -> None:
    with shop.database.writing() as session:
        problems.stop_ship(session, the_problem(shop), words, shop.ids["mira"], shop.at)


def answer(shop: Shop, batch_id: int, result: Result, who: str = "marko") -> None:
    with shop.database.writing() as session:
        stop_ship.answer_extra_check(
            session, entry(shop, batch_id, result), shop.ids[who], shop.at
        )


def entry(shop: Shop, batch_id: int, result: Result = OK, note: str = "film 7") -> ExtraCheckEntry:
    return ExtraCheckEntry(
        problem_id=the_problem(shop).problem_id, batch_id=batch_id, result=result, note=note
    )


def cannot_go(shop: Shop, batch_id: int) -> None:
    seen, key = shop.seen(batch_id), shop.key("jelena")
    refused(shop, StopShip, lambda s: sign_offs.approve(s, seen, key, shop.at, print_plainly))


def test_that_a_batch_goes_only_with_a_passed_extra_check_of_the_words_asked_now(
    shop: Shop,
) -> None:
    bad(shop, "L-1")
    batch_id = check(shop, Goods("L-2", DAY, good=True))
    stop(shop)
    cannot_go(shop, batch_id)
    answer(shop, batch_id, Result.FAIL)
    cannot_go(shop, batch_id)
    answer(shop, batch_id, OK)
    stop(shop, "X-ray twenty pieces")
    cannot_go(shop, batch_id)
    answer(shop, batch_id, OK)
    answer(shop, batch_id, Result.FAIL)
    cannot_go(shop, batch_id)
    answer(shop, batch_id, OK)
    shop.approve(batch_id)


def test_that_a_concession_and_a_release_alone_wait_for_it_too(shop: Shop) -> None:
    held = bad(shop, "L-1")
    stop(shop)
    seen, key = shop.seen(held), shop.key("marko")
    refused(
        shop, StopShip, lambda s: sign_offs.concede(s, seen, "urgent", key, shop.at, print_plainly)
    )
    by_mira = shop.first_signed("L-9", who="mira")
    alone(shop)
    waiting, owner = shop.seen(by_mira), shop.key("mira")
    refused(
        shop,
        StopShip,
        lambda s: sign_offs.release_alone(s, waiting, "alone", owner, shop.at, print_plainly),
    )
    answer(shop, by_mira, OK, "mira")
    with shop.database.writing() as session:
        sign_offs.release_alone(
            session, shop.seen(by_mira), "alone", owner, shop.at, print_plainly
        )


def test_that_it_is_told_before_signing_signed_printed_and_verified(shop: Shop) -> None:
    bad(shop, "L-1")
    batch_id = check(shop, Goods("L-2", DAY, good=True))
    stop(shop)
    with shop.database.reading() as session:
        told = to_sign(session, shop.seen(batch_id), Meaning.APPROVED, [shop.ids["jelena"]]).stops
        assert [(s.problem, s.check, s.result, s.passed) for s in told] == [
            ("PR-1", "X-ray ten pieces", None, False)
        ]
        reject = to_sign(session, shop.seen(batch_id), Meaning.REJECTED, [shop.ids["jelena"]])
        assert reject.stops == ()
    answer(shop, batch_id, OK)
    report_id = shop.approve(batch_id)
    with shop.database.reading() as session:
        [row] = stop_ship.stops_for(session, batch_id)
        assert (row.passed, row.answered_by, row.note) == (True, "Marko Jurić", "film 7")
        report = session.get_one(Report, report_id)
        assert json.loads(report.payload)["extra_checks"][0]["asked"] == "X-ray ten pieces"
        assert b"PaperExtraCheck" in report.pdf
        signed = session.query(SignOff).order_by(SignOff.id.desc()).first()
        assert signed is not None
        assert b'"note":"film 7"' in signed.signed_bytes


def test_that_an_extra_check_that_says_something_else_than_was_signed_is_found(
    shop: Shop, location: str
) -> None:
    bad(shop, "L-1")
    batch_id = check(shop, Goods("L-2", DAY, good=True))
    stop(shop)
    answer(shop, batch_id, OK)
    shop.approve(batch_id)
    assert verify_record(shop.database).findings == ()
    with opened_raw(shop.database, location) as raw:
        ((row_id,),) = raw.say("SELECT id FROM extra_checks")
        forge(raw, "extra_checks", row_id, note="film 8")
    findings = verify_record(shop.database).findings
    assert [f.what for f in findings if f.kind == "signed_rows"] != []
    assert any(f"extra check {row_id}" in f"{f.where} {f.what}" for f in findings), findings


@pytest.mark.parametrize(
    ("who", "result", "note", "refusal"),
    [
        ("vera", OK, "film", NotAllowed),
        ("ana", Result.NOT_APPLICABLE, "film", FieldInvalid),
        ("ana", OK, " ", FieldNeeded),
    ],
)
def test_that_an_answer_needs_an_inspector_a_result_and_a_note(
    shop: Shop, who: str, result: Result, note: str, refusal: type[Exception]
) -> None:
    bad(shop, "L-1")
    batch_id = check(shop, Goods("L-2", DAY, good=True))
    stop(shop)
    refused(
        shop,
        refusal,  # type: ignore[arg-type]
        lambda s: stop_ship.answer_extra_check(
            s, entry(shop, batch_id, result, note), shop.ids[who], shop.at
        ),
    )


def test_that_only_a_stopped_waiting_batch_is_answered_for_and_never_by_its_producer(
    shop: Shop,
) -> None:
    released = check(shop, Goods("L-0", DAY, good=True))
    shop.approve(released)
    bad(shop, "L-1")
    made_by_marko = shop.first_signed("L-2", producers=("marko",))
    refused(
        shop,
        NotFound,
        lambda s: stop_ship.answer_extra_check(
            s, entry(shop, made_by_marko), shop.ids["ana"], shop.at
        ),
    )
    stop(shop)
    for batch_id, who, refusal in (
        (released, "ana", WrongStatus),
        (made_by_marko, "marko", ProducerCannotCheck),
    ):
        refused(
            shop,
            refusal,
            lambda s, batch_id=batch_id, who=who: stop_ship.answer_extra_check(  # type: ignore[misc]
                s, entry(shop, batch_id), shop.ids[who], shop.at
            ),
        )


def test_that_an_answer_is_hidden_from_whoever_checks_blind(shop: Shop) -> None:
    bad(shop, "L-1")
    batch_id = shop.first_signed("L-2")
    stop(shop)
    answer(shop, batch_id, Result.FAIL, "ana")
    with shop.database.reading() as session:
        shown = {
            who: stop_ship.stops_for(session, batch_id, shop.ids[who])[0].result
            for who in ("ana", "jelena")
        }
    assert shown == {"ana": Result.FAIL, "jelena": None}


def test_that_another_family_is_not_stopped(shop: Shop) -> None:
    bad(shop, "L-1")
    with shop.database.writing() as session:
        acting(session, "test.shop", shop.ids["mira"], shop.at)
        bowl = Product(code="B1", name="Bowl", created_at=shop.at)
        bowl.checklist = session.get_one(Product, shop.product_id).checklist
        session.add(bowl)
        session.flush()
        bowl_id = bowl.id
    stop(shop)
    batch_id = check(shop, Goods("L-2", DAY, good=True, product_id=bowl_id))
    shop.approve(batch_id)
    with shop.database.reading() as session:
        assert stop_ship.stops_for(session, batch_id) == []


def test_that_only_an_owner_asks_for_another_check_in_the_place_of_the_first(shop: Shop) -> None:
    bad(shop, "L-1")
    marko, seen = shop.ids["marko"], the_problem(shop)
    with shop.database.writing() as session:
        problems.stop_ship(session, seen, "X-ray ten pieces", marko, shop.at)
    easier = the_problem(shop)
    refused(shop, NotAllowed, lambda s: problems.stop_ship(s, easier, "Glance", marko, shop.at))
    stop(shop, "X-ray twenty pieces")


def test_that_a_product_cannot_leave_its_family_while_a_stop_ship_holds_it(shop: Shop) -> None:
    bad(shop, "L-1")
    stop(shop)
    with shop.database.reading() as session:
        seen = product_rows(session, "M1")[0]
    mug = ProductEntry(code="M1", name="Mug", checklist_id=seen.checklist_id)

    def entered(entry: ProductEntry) -> Callable[[Session], object]:
        return lambda s: change_product(s, seen, entry, shop.ids["marko"], shop.at)

    refused(shop, HeldByStopShip, entered(replace(mug, family="Elsewhere")))
    refused(shop, HeldByStopShip, entered(replace(mug, code="M2")))
    with shop.database.writing() as session:
        seen = change_product(
            session, seen, replace(mug, name="Big mug"), shop.ids["marko"], shop.at
        )
    with shop.database.writing() as session:
        problems.lift(session, the_problem(shop), "wrong family", shop.ids["mira"], shop.at)
    with shop.database.writing() as session:
        moved = entered(replace(mug, family="Elsewhere"))(session)
        assert isinstance(moved, ProductRow)
        assert moved.family == "Elsewhere"
