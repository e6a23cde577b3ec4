"""Batches are suspected, confirmed and refuted; confirmed ones show how the defect escaped."""

from datetime import date, timedelta

import pytest

from qc_desk.domain.loop_words import EscapeCause, Standing
from qc_desk.domain.products import Product
from qc_desk.domain.refusals import (
    ChangedElsewhere,
    MadeAfterwards,
    NoEscape,
    NotAllowed,
    NotConfirmed,
    NotFound,
    ReasonNeeded,
    WrongOrderCustomer,
)
from qc_desk.domain.vocabulary import Result, Severity, Verdict
from qc_desk.services import (
    complaint_links,
    complaints,
    defects,
    escapes,
    problems,
    sign_offs,
    timeline,
)
from qc_desk.services.acts import acting
from qc_desk.services.complaint_details import ComplaintDetail, complaint_detail
from qc_desk.services.escapes import EscapeRow, EscapeStep
from tests.checked_shop import ALL_PASS, AT, Findings, Shop, print_plainly
from tests.integration.services.complaining import (
    EARLIER,
    add_batch,
    complained_to,
    receive,
    state,
)
from tests.integration.services.seen import the_problem

CRACKED = "There is a crack in the glaze."


@pytest.fixture
def ids(shop: Shop) -> dict[str, int]:
    return complained_to(shop)


def detail(shop: Shop, complaint_id: int) -> ComplaintDetail:
    with shop.database.reading() as session:
        return complaint_detail(session, complaint_id, shop.ids["marko"], AT)


def escape(shop: Shop, complaint_id: int) -> EscapeRow:
    (found,) = detail(shop, complaint_id).escapes
    return found


def describe(shop: Shop, complaint_id: int, **facts: object) -> None:
    entry = complaints.Description(**facts)  # type: ignore[arg-type]
    with shop.database.writing() as session:
        complaints.describe(session, complaint_id, entry, shop.ids["ana"], AT)


def released(shop: Shop, batch_id: int, found: Findings | None = None) -> None:
    first = shop.first_check(batch_id, found=found)
    with shop.database.writing() as session:
        sign_offs.sign_first(session, shop.seen(batch_id), shop.key("ana"), AT)
    shop.second_check(batch_id, found=found)
    shop.approve(batch_id)
    assert first


def confirmed(shop: Shop, ids: dict[str, int], item_code: str = "glaze") -> int:
    made = receive(shop, ids, batch_id=ids["batch"], words=CRACKED)
    describe(shop, made, product_id=shop.product_id, code_id=shop.code_id, item_code=item_code)
    state(shop, made, ids["batch"], Standing.CONFIRMED)
    return made


# Statements


def test_that_each_statement_stays_and_the_newest_counts(shop: Shop, ids: dict[str, int]) -> None:
    made = receive(shop, ids, batch_id=ids["batch"])
    state(shop, made, ids["batch"], Standing.REFUTED)
    state(shop, made, ids["batch"], Standing.CONFIRMED)
    (link,) = detail(shop, made).links
    assert link.standing is Standing.CONFIRMED
    assert [each.standing.value for each in link.statements] == [
        "suspected",
        "refuted",
        "confirmed",
    ]
    assert (link.statements[1].by, link.statements[1].reason) == ("Ana Kovač", "same handle")


def test_that_a_batch_shows_its_complaints_and_its_story_tells_of_them(
    shop: Shop, ids: dict[str, int]
) -> None:
    first = receive(shop, ids, batch_id=ids["batch"])
    second = receive(shop, ids, batch_id=ids["batch"])
    state(shop, first, ids["batch"], Standing.REFUTED)
    with shop.database.reading() as session:
        found = complaint_links.complaints_of_batch(session, ids["batch"])
        told = [row.what for row in timeline.timeline(session, ids["batch"])]
    assert [(each.complaint_id, each.standing) for each in found] == [
        (first, Standing.REFUTED),
        (second, Standing.SUSPECTED),
    ]
    assert told == [
        "Batch entered",
        "Named in a complaint",
        "Complaint looked into",
    ]


def test_that_a_statement_needs_a_reason_and_somebody_who_may(
    shop: Shop, ids: dict[str, int]
) -> None:
    made = receive(shop, ids)
    entry = complaint_links.StandingEntry(
        batch_id=ids["batch"], standing=Standing.SUSPECTED, reason=" "
    )
    with shop.database.writing() as session, pytest.raises(ReasonNeeded):
        complaint_links.state(session, made, entry, shop.ids["ana"], AT)
    with shop.database.writing() as session, pytest.raises(NotAllowed):
        complaint_links.state(session, made, entry, shop.ids["vera"], AT)


def test_that_what_is_not_there_cannot_be_stated(shop: Shop, ids: dict[str, int]) -> None:
    made = receive(shop, ids)
    with pytest.raises(NotFound):
        state(shop, made, 4711, Standing.SUSPECTED)
    with pytest.raises(NotFound):
        state(shop, 4711, ids["batch"], Standing.SUSPECTED)
    with pytest.raises(NotFound):
        state(shop, made, ids["batch"], Standing.SUSPECTED, defect_id=4711)


def test_that_a_confirmed_defect_completes_the_complaint_and_raises_its_problem(
    shop: Shop, ids: dict[str, int]
) -> None:
    inspection_id = shop.first_check(ids["batch"])
    with shop.database.writing() as session:
        entry = defects.DefectEntry(
            code_id=shop.code_id, severity=Severity.MINOR, item_id=shop.items["glaze"]
        )
        defect = defects.record_defect(session, inspection_id, entry, shop.ids["ana"], AT)
    made = receive(shop, ids)
    with pytest.raises(NotFound):
        state(shop, made, add_batch(shop, "L-9"), Standing.CONFIRMED, defect_id=defect)
    state(shop, made, ids["batch"], Standing.CONFIRMED, defect_id=defect)
    known = detail(shop, made)
    assert (known.product_code, known.code, known.item_code) == ("M1", "CRACK", "glaze")
    assert known.links[0].defect == "CRACK Crack"
    assert [each.name for each in known.problems] == ["PR-1"]
    other = receive(shop, ids)
    describe(shop, other, item_code="label")
    state(shop, other, ids["batch"], Standing.CONFIRMED, defect_id=defect)
    assert (detail(shop, other).code, detail(shop, other).item_code) == ("CRACK", "label")


def test_that_a_signature_that_is_known_later_raises_the_problem(
    shop: Shop, ids: dict[str, int]
) -> None:
    made = receive(shop, ids, batch_id=ids["batch"])
    state(shop, made, ids["batch"], Standing.CONFIRMED)
    assert detail(shop, made).problems == ()
    describe(shop, made, product_id=shop.product_id, code_id=shop.code_id)
    assert len(detail(shop, made).problems) == 1


def test_that_a_merged_problem_is_told_as_the_one_it_is_a_part_of(
    shop: Shop, ids: dict[str, int]
) -> None:
    made = receive(shop, ids, batch_id=ids["batch"])
    describe(shop, made, product_id=shop.product_id, code_id=shop.code_id)
    state(shop, made, ids["batch"], Standing.CONFIRMED)
    describe(shop, made, product_id=shop.product_id, code_id=shop.code_id, item_code="label")
    both = [each.name for each in detail(shop, made).problems]
    assert both == ["PR-1", "PR-2"]
    one, two = the_problem(shop, 1), the_problem(shop, 2)
    with shop.database.writing() as session:
        problems.merge(session, one, two, "the same crack", shop.ids["mira"], shop.at)
    assert [each.name for each in detail(shop, made).problems] == ["PR-2"]


# Describing


def test_that_a_complaint_is_described_as_it_was_seen(shop: Shop, ids: dict[str, int]) -> None:
    made = receive(shop, ids)
    seen = detail(shop, made).version
    describe(shop, made, product_id=shop.product_id, order_id=ids["order"], seen_version=seen)
    assert detail(shop, made).order_number == "PO-77"
    with pytest.raises(ChangedElsewhere):
        describe(shop, made, seen_version=seen)
    describe(shop, made)
    assert (detail(shop, made).product_id, detail(shop, made).order_id) == (None, None)


def test_that_it_is_described_with_what_there_is(shop: Shop, ids: dict[str, int]) -> None:
    made = receive(shop, ids, customer_id=ids["other"])
    with pytest.raises(WrongOrderCustomer):
        describe(shop, made, order_id=ids["order"])
    with pytest.raises(NotFound):
        describe(shop, made, product_id=shop.product_id, item_code="handle")
    describe(shop, made, item_code="glaze")
    assert detail(shop, made).item_code == "glaze"


# Escapes


def test_that_nothing_on_the_checklist_looked_for_it(shop: Shop, ids: dict[str, int]) -> None:
    released(shop, ids["batch"])
    found = escape(shop, confirmed(shop, ids, item_code=""))
    assert (found.cause, found.next_step) == (
        EscapeCause.NOT_ON_CHECKLIST,
        EscapeStep.PROPOSE_ITEM,
    )
    assert (found.first, found.second, found.evidence) == ("Ana Kovač", "Јелена Петровић", ())


def test_that_both_passed_what_one_answer_spoke_for(shop: Shop, ids: dict[str, int]) -> None:
    released(shop, ids["batch"])
    found = escape(shop, confirmed(shop, ids, item_code="height"))
    assert found.cause is EscapeCause.MISSED_BY_BOTH
    assert [(each.person, each.units, str(each.lowest)) for each in found.evidence] == [
        ("Ana Kovač", 0, "10.01"),
        ("Јелена Петровић", 0, "10.01"),
    ]
    assert [(each.passed, each.failed, each.photos) for each in found.evidence] == [(1, 0, 0)] * 2


def test_that_an_item_that_applied_to_nobody_was_not_looked_at(
    shop: Shop, ids: dict[str, int]
) -> None:
    released(shop, ids["batch"], {**ALL_PASS, "glaze": Result.NOT_APPLICABLE})
    assert escape(shop, confirmed(shop, ids)).cause is EscapeCause.NOT_ON_CHECKLIST


def test_that_a_batch_that_nobody_passed_let_nothing_escape(
    shop: Shop, ids: dict[str, int]
) -> None:
    made = confirmed(shop, ids)
    found = escape(shop, made)
    assert (found.verdict, found.cause, found.next_step) == (Verdict.PENDING, None, None)
    assert not found.passed_by_two
    entry = escapes.RulingEntry(
        batch_id=ids["batch"], cause=EscapeCause.AFTER_RELEASE, reason="wet boxes"
    )
    with shop.database.writing() as session, pytest.raises(NoEscape):
        escapes.rule_escape(session, made, entry, shop.ids["marko"], AT)


def test_that_a_concession_is_told_as_such(shop: Shop, ids: dict[str, int]) -> None:
    shop.first_check(ids["batch"])
    with shop.database.writing() as session:
        sign_offs.sign_first(session, shop.seen(ids["batch"]), shop.key("ana"), AT)
    shop.second_check(ids["batch"])
    shop.reject(ids["batch"])
    with shop.database.writing() as session:
        sign_offs.concede(
            session, shop.seen(ids["batch"]), "usable", shop.key("marko"), AT, print_plainly
        )
    found = escape(shop, confirmed(shop, ids))
    assert (found.verdict, found.found) == (Verdict.CONCESSION, None)


def test_that_a_person_overrules_the_program_with_a_reason(
    shop: Shop, ids: dict[str, int]
) -> None:
    released(shop, ids["batch"])
    made = confirmed(shop, ids)
    entry = escapes.RulingEntry(
        batch_id=ids["batch"], cause=EscapeCause.AFTER_RELEASE, reason="The carton was wet."
    )
    with shop.database.writing() as session, pytest.raises(NotAllowed):
        escapes.rule_escape(session, made, entry, shop.ids["ana"], AT)
    with shop.database.writing() as session:
        escapes.rule_escape(session, made, entry, shop.ids["marko"], AT)
    found = escape(shop, made)
    assert (found.found, found.cause) == (
        EscapeCause.MISSED_BY_BOTH,
        EscapeCause.AFTER_RELEASE,
    )
    assert found.next_step is EscapeStep.LOOK_AT_TRANSPORT
    assert (found.rulings[0].by, found.rulings[0].reason) == ("Marko Jurić", "The carton was wet.")
    state(shop, made, ids["batch"], Standing.REFUTED)
    with shop.database.writing() as session, pytest.raises(NotConfirmed):
        escapes.rule_escape(session, made, entry, shop.ids["marko"], AT)
    assert detail(shop, made).escapes == ()


def test_that_without_a_defect_code_or_item_nothing_is_found(
    shop: Shop, ids: dict[str, int]
) -> None:
    released(shop, ids["batch"])
    made = receive(shop, ids, batch_id=ids["batch"])
    state(shop, made, ids["batch"], Standing.CONFIRMED)
    assert (escape(shop, made).found, escape(shop, made).passed_by_two) == (None, True)
    with shop.database.reading() as session, pytest.raises(NotFound):
        escapes.escapes(session, 4711)


# Suggestions


def suggested(shop: Shop, complaint_id: int) -> dict[str, tuple[str, ...]]:
    with shop.database.reading() as session:
        found = complaint_links.suggested_batches(session, complaint_id)
    return {each.batch: each.reasons for each in found}


def test_that_batches_are_suggested_with_their_reasons(shop: Shop, ids: dict[str, int]) -> None:
    add_batch(shop, "L-2")
    add_batch(shop, "LATER", produced_on=date(2026, 11, 21))
    made = receive(shop, ids, order_id=ids["order"], words=CRACKED)
    assert suggested(shop, made) == {
        "L-1": ("It was made for this order.", "It is the same product."),
        "L-2": ("It is the same product.",),
    }
    state(shop, made, ids["batch"], Standing.REFUTED)
    assert list(suggested(shop, made)) == ["L-2"]


def test_that_only_decided_findings_speak_for_a_batch(shop: Shop, ids: dict[str, int]) -> None:
    inspection_id = shop.first_check(ids["batch"], found={**ALL_PASS, "label": Result.FAIL})
    with shop.database.writing() as session:
        entry = defects.DefectEntry(code_id=shop.code_id, severity=Severity.MINOR)
        defects.record_defect(session, inspection_id, entry, shop.ids["ana"], AT)
    made = receive(shop, ids, words="Cracks everywhere, and the labels peel.")
    other = receive(shop, ids, customer_id=ids["other"], words="It was cracked.")
    for_customer = "It was made for an order of this customer."
    assert suggested(shop, made) == {"L-1": (for_customer,)}
    assert suggested(shop, other) == {}
    with shop.database.writing() as session:
        sign_offs.sign_first(session, shop.seen(ids["batch"]), shop.key("ana"), AT)
    shop.second_check(ids["batch"], found={**ALL_PASS, "label": Result.FAIL})
    shop.reject(ids["batch"])
    spoken = "The words speak of what was found on it: {}."
    assert suggested(shop, made) == {
        "L-1": (for_customer, spoken.format("Crack"), spoken.format("Label is straight"))
    }
    assert suggested(shop, other) == {"L-1": (spoken.format("Crack"),)}
    describe(shop, other, code_id=shop.code_id)
    assert suggested(shop, other) == {"L-1": ("This defect was found on it: Crack.",)}


def test_that_the_family_speaks_less_than_the_product(shop: Shop, ids: dict[str, int]) -> None:
    with shop.database.writing() as session:
        acting(session, "test.family", shop.ids["mira"], EARLIER)
        session.get_one(Product, shop.product_id).family = "mugs"
        big = Product(code="M2", name="Big mug", family="mugs", created_at=EARLIER)
        pot = Product(code="P1", name="Pot", created_at=EARLIER)
        session.add_all([big, pot])
        session.flush()
        others = {"BIG": big.id, "POT": pot.id}
    for number, product_id in others.items():
        add_batch(shop, number, product_id=product_id)
    add_batch(shop, "UNDATED", produced_on=None)
    made = receive(shop, ids, customer_id=ids["other"], product_id=shop.product_id, words="Bad.")
    assert suggested(shop, made) == {
        "UNDATED": ("It is the same product.",),
        "L-1": ("It is the same product.",),
        "BIG": ("It is of the same product family.",),
    }
    add_batch(shop, "ORDERED", product_id=others["POT"], order_id=ids["order"])
    dana = receive(shop, ids, product_id=shop.product_id, words="Bad.")
    assert suggested(shop, dana)["ORDERED"] == ("It was made for an order of this customer.",)
    with shop.database.reading() as session, pytest.raises(NotFound):
        complaint_links.suggested_batches(session, 4711)


def test_that_a_batch_without_a_day_is_as_old_as_its_entry(
    shop: Shop, ids: dict[str, int]
) -> None:
    batch = add_batch(shop, "UNDATED", produced_on=None)
    old = receive(shop, ids, heard_at=EARLIER - timedelta(days=1))
    assert suggested(shop, old) == {}
    with pytest.raises(MadeAfterwards):
        state(shop, old, batch, Standing.SUSPECTED)
    assert detail(shop, old).links == ()
