"""What is wrong is named in the language of whoever reads the window, and found in all of them."""

from decimal import Decimal

from sqlalchemy import select

from qc_desk.domain.batches import Batch
from qc_desk.domain.loop_words import Standing
from qc_desk.domain.vocabulary import Meaning, Result, Severity, Slot
from qc_desk.i18n import speaking
from qc_desk.services import complaint_links, complaints, defects, inspections, sign_offs
from qc_desk.services.batch_details import batch_detail
from qc_desk.services.checklist_lists import checklist_rows
from qc_desk.services.complaint_choices import items_of_products
from qc_desk.services.complaint_details import complaint_detail
from qc_desk.services.defect_codes import defect_code_rows
from qc_desk.services.problem_details import problem_detail
from qc_desk.services.problem_lists import ProblemFilter, problem_rows
from qc_desk.services.products import product_rows
from qc_desk.services.search import search
from qc_desk.services.second_checks import side_by_side
from qc_desk.services.signed_content import Statement, content_to_sign
from qc_desk.services.to_sign import to_sign
from tests.checked_shop import AT, Findings, Shop
from tests.integration.services.complaining import complained_to, receive, state
from tests.integration.services.seen import bad, moment, the_problem
from tests.integration.services.seen import days as day
from tests.integration.services.test_shop_texts import (
    checked,
    choose,
    crack,
    in_serbian,
    translate,
)
from tests.integration.services.test_texts_on_papers import call

GLAZE = "Glaze is even and free of cracks"
BOTH = (("sr", "Напрслина"), ("en", "Crack"), ("uk", "Crack"))


def test_that_problems_name_their_defect_to_each_reader(shop: Shop) -> None:
    crack(shop, (in_serbian("name", "Напрслина"),))
    batch_id = bad(shop, "L-1")
    problem_id = the_problem(shop).problem_id
    for language, name in BOTH:
        with shop.database.reading() as session, speaking(language):
            for typed in ("напрслина", "crack", ""):
                (row,) = problem_rows(session, ProblemFilter(text=typed, seen_once=True))
                assert (row.code, row.code_name) == ("CRACK", name)
            told = problem_detail(session, problem_id, shop.ids["mira"], moment(day(5)))
            assert told.code_name == name
            seen = batch_detail(session, batch_id, shop.ids["mira"])
            assert {defect.name for defect in seen.defects} == {name}


def test_that_links_of_complaints_name_the_defect_to_each_reader(shop: Shop) -> None:
    crack(shop, (in_serbian("name", "Напрслина"),))
    ids = complained_to(shop)
    bad(shop, "L-2")
    made = receive(shop, ids, words="It is broken.")
    with shop.database.reading() as session:
        found = batch_detail(session, _batch(shop, "L-2"), shop.ids["mira"]).defects[0]
    state(shop, made, _batch(shop, "L-2"), Standing.SUSPECTED, defect_id=found.id)
    for language, name in BOTH:
        with shop.database.reading() as session, speaking(language):
            (link,) = complaint_detail(session, made, shop.ids["marko"], AT).links
            assert link.defect == f"CRACK {name}"


def test_that_a_complaint_speaks_of_what_was_found_in_any_language(shop: Shop) -> None:
    translate(shop)
    crack(shop, (in_serbian("name", "Напрслина"),))
    ids = complained_to(shop)
    _rejected(shop, ids["batch"])
    other = receive(shop, ids, customer_id=ids["other"], words="Глазура: напрслине свуда.")
    for language, names in (("sr", ("Напрслина", "Глазура")), ("en", ("Crack", GLAZE))):
        with shop.database.reading() as session, speaking(language):
            (row,) = complaint_links.suggested_batches(session, other)
        assert len(row.reasons) == 2
        for name, reason in zip(names, row.reasons, strict=True):
            assert f": {name}." in reason


def _rejected(shop: Shop, batch_id: int) -> None:
    """Let two people find the glaze cracked."""
    found: Findings = {"glaze": Result.FAIL, "height": Decimal("10.01")}
    first = shop.first_check(batch_id, found=found)
    choose(shop, first, "ana", "nearly")
    entry = defects.DefectEntry(code_id=shop.code_id, severity=Severity.MINOR)
    with shop.database.writing() as session:
        defects.record_defect(session, first, entry, shop.ids["ana"], AT)
    with shop.database.writing() as session:
        sign_offs.sign_first(session, shop.seen(batch_id), shop.key("ana"), AT)
        second = inspections.open_second_check(session, batch_id, shop.ids["jelena"], AT)
    shop.answer(second, "jelena", found)
    choose(shop, second, "jelena", "nearly")
    with shop.database.writing() as session:
        inspections.submit_second(session, second, shop.ids["jelena"], AT)
    shop.reject(batch_id)


def test_that_codes_are_looked_for_by_their_names_in_every_language(shop: Shop) -> None:
    crack(shop, (in_serbian("name", "Напрслина"),))
    with shop.database.reading() as session:
        for typed in ("напрсл", "crack"):
            assert [row.code for row in defect_code_rows(session, typed)] == ["CRACK"]
        assert defect_code_rows(session, "чај") == []


def test_that_products_and_checklists_are_looked_for_and_named_in_every_language(
    shop: Shop,
) -> None:
    translate(shop)  # the checklist's title too
    call(shop, (in_serbian("name", "Чинија"),))
    ids = complained_to(shop)
    made = receive(shop, ids)
    with shop.database.writing() as session:
        entry = complaints.Description(product_id=shop.product_id)
        complaints.describe(session, made, entry, shop.ids["ana"], AT)
    with shop.database.reading() as session:
        for typed in ("чинија", "mug"):
            assert [row.code for row in product_rows(session, typed)] == ["M1"]
        assert [row.code for row in checklist_rows(session, "шоља")] == ["MUG"]
    for language, name in (("sr", "Чинија"), ("en", "Mug")):
        with shop.database.reading() as session, speaking(language):
            assert complaint_detail(session, made, shop.ids["marko"], AT).product == name
            assert batch_detail(session, ids["batch"], shop.ids["mira"]).product == name


def test_that_items_and_what_is_signed_are_named_to_each_reader(shop: Shop) -> None:
    translate(shop)
    call(shop, (in_serbian("name", "Чинија"),))
    batch_id = checked(shop, defect=True)
    told = (("sr", "Глазура", "Чинија", "Шоља"), ("en", GLAZE, "Mug", "Mugs"))
    jelena = shop.ids["jelena"]
    for language, item, product, checklist in told:
        with shop.database.reading() as session, speaking(language):
            shown = to_sign(session, shop.seen(batch_id), Meaning.REJECTED, [jelena])
            assert shown.product == product
            sides = side_by_side(session, batch_id, jelena, language)
            assert [defect.item for defect in sides.defects] == [item]
            assert items_of_products(session)[shop.product_id][0] == ("glaze", item)
            seen = batch_detail(session, batch_id, shop.ids["mira"])
            assert (seen.defects[0].item, seen.checklist) == (item, checklist)
    with shop.database.reading() as session:
        batch = session.get_one(Batch, batch_id)
        statement = Statement(Slot.DECISION, Meaning.REJECTED, "Cracked.")
        signed = {}
        for language in ("sr", "en"):
            with speaking(language):
                signed[language] = content_to_sign(
                    session, batch, statement, shop.key("jelena"), AT
                )
    assert signed["sr"] == signed["en"]
    assert GLAZE in signed["sr"].decode()
    assert "Глазура" not in signed["sr"].decode()
    shop.reject(batch_id)
    _problem_is_named(shop)


def _problem_is_named(shop: Shop) -> None:
    """Look at the problem in its list, on its page and among what is found."""
    problem_id = the_problem(shop).problem_id
    for language, item in (("sr", "Глазура"), ("en", GLAZE)):
        with shop.database.reading() as session, speaking(language):
            for typed in ("глазура", "glaze"):
                (row,) = problem_rows(session, ProblemFilter(text=typed, seen_once=True))
                assert row.item == item
            assert problem_detail(session, problem_id, shop.ids["mira"], AT).item == item
            lines = [found.context for found in search(session, "PR-1")]
            assert any(item in line for line in lines)


def test_that_what_should_have_caught_a_complaint_is_named_to_each_reader(shop: Shop) -> None:
    translate(shop)
    batch_id = checked(shop, number="L-2")
    shop.approve(batch_id)
    made = receive(shop, complained_to(shop))
    with shop.database.writing() as session:
        entry = complaints.Description(product_id=shop.product_id, item_code="glaze")
        complaints.describe(session, made, entry, shop.ids["ana"], AT)
    state(shop, made, batch_id, Standing.CONFIRMED)
    for language, item, checklist in (("sr", "Глазура", "Шоља"), ("en", GLAZE, "Mugs")):
        with shop.database.reading() as session, speaking(language):
            (row,) = complaint_detail(session, made, shop.ids["marko"], AT).escapes
            assert {each.item for each in row.evidence} == {item}
            assert row.checklist == checklist


def _batch(shop: Shop, number: str) -> int:
    with shop.database.reading() as session:
        return session.scalars(select(Batch.id).where(Batch.number == number)).one()
