"""Products, problems and comparisons in the words of who reads them."""

import pytest

from qc_desk.domain.eight_d_papers import EightDPaper
from qc_desk.domain.letter_papers import FixedLetterPaper, WeeklyLetterPaper
from qc_desk.domain.papers import InspectionPaper
from qc_desk.domain.print_outs import BatchCard, ChecklistPrint, TrainingPrint
from qc_desk.domain.refusals import FieldInvalid
from qc_desk.domain.training_words import Document
from qc_desk.domain.vocabulary import ReportKind
from qc_desk.domain.wordings import Wording
from qc_desk.services import products, second_checks
from qc_desk.services.batch_prints import print_batch_card
from qc_desk.services.checklist_lists import version_rows
from qc_desk.services.manual_prints import print_checklist, print_training
from qc_desk.services.new_reports import issue_report
from qc_desk.services.print_outs import PrintWish
from qc_desk.services.report_entries import ReportEntry
from qc_desk.services.report_lists import ReportFilter, report_ids, report_row
from qc_desk.services.trainings import Subject
from tests.checked_shop import AT, Shop
from tests.integration.services.press import Press
from tests.integration.services.seen import bad, days, fixed, good, moment, prove, work_out
from tests.integration.services.test_shop_texts import checked, crack, in_serbian, translate

MUG = (in_serbian("name", "Шоља"),)


def call(shop: Shop, wordings: tuple[Wording, ...]) -> products.ProductRow:
    """Let the shop's product be called so in other languages."""
    with shop.database.writing() as session:
        (seen,) = products.product_rows(session)
        entry = products.ProductEntry(
            code=seen.code, name=seen.name, checklist_id=seen.checklist_id, wordings=wordings
        )
        return products.change_product(session, seen, entry, shop.ids["marko"], AT)


def issued(shop: Shop, kind: ReportKind, subject_id: int, **given: object) -> Press:
    press = Press()
    entry = ReportEntry(kind=kind, subject_id=subject_id, language="sr", **given)  # type: ignore[arg-type]
    with shop.database.writing() as session:
        issue_report(session, entry, shop.ids["marko"], moment(days(25)), press)
    return press


def test_that_a_product_has_its_name_in_the_language_of_the_paper(shop: Shop) -> None:
    assert call(shop, MUG).wordings == MUG
    batch_id = checked(shop_translated(shop))
    press = Press()
    shop.approve(batch_id, printer=press)
    paper = press.last(InspectionPaper)
    assert (paper.language, paper.product_name) == ("sr", "Шоља")
    with shop.database.reading() as session:
        for language, name in (("sr", "Шоља"), ("en", "Mug")):
            print_batch_card(session, batch_id, PrintWish(at=AT, language=language), press)
            assert press.last(BatchCard).product_name == name
        (report_id,) = report_ids(session, ReportFilter(search="шоља"))
        assert report_row(session, report_id, "sr").product == "Шоља"
        assert report_row(session, report_id).product == "Mug"


def shop_translated(shop: Shop) -> Shop:
    """Return the shop with some of its texts in Serbian."""
    translate(shop)
    return shop


def test_that_print_outs_of_a_checklist_are_in_the_language_that_is_asked_for(
    shop: Shop,
) -> None:
    translate(shop)
    batch_id = checked(shop)
    press = Press()
    serbian = PrintWish(at=AT, language="sr")
    with shop.database.reading() as session:
        version = version_rows(session, 1)[0]
        print_checklist(session, version.id, serbian, press)
        paper = press.last(ChecklistPrint)
        assert (paper.title, paper.items[0].section) == ("Шоља", "Вид")
        assert [item.title for item in paper.items[:2]] == ["Глазура", "Height\u00a0[en]"]
        assert (paper.items[2].good, paper.items[2].number) == (("право", "скоро право"), "3.1")
        assert paper.other_languages == ("en",)
        subject = Subject(document=Document.CHECKLIST, version_id=version.id)
        print_training(session, subject, serbian, press)
        assert press.last(TrainingPrint).title == "Шоља"
        print_batch_card(session, batch_id, serbian, press)
        assert press.last(BatchCard).checklist == "Шоља"


def test_that_names_are_entered_in_languages_there_are(shop: Shop) -> None:
    with pytest.raises(FieldInvalid):
        call(shop, (Wording(language="tlh", field="name", words="x"),))


def test_that_both_checks_are_compared_in_the_words_of_the_reader(shop: Shop) -> None:
    translate(shop)
    call(shop, MUG)
    crack(shop, (in_serbian("name", "Напрслина"),))
    batch_id = checked(shop, defect=True)
    with shop.database.reading() as session:
        told = second_checks.side_by_side(session, batch_id, shop.ids["jelena"], "sr")
        own = second_checks.side_by_side(session, batch_id, shop.ids["jelena"])
    assert (told.product, told.checklist, told.defects[0].name) == ("Шоља", "Шоља", "Напрслина")
    assert [pair.title for pair in told.pairs] == ["Глазура", "Height", "Label is straight"]
    assert told.pairs[0].section == "Вид"
    label = told.pairs[2]
    assert label.first is not None
    assert label.second is not None
    assert (label.first.words, label.second.words) == ("скоро право", "скоро право")
    assert [own.pairs[0].title, own.product] == ["Glaze is even and free of cracks", "Mug"]


def test_that_papers_about_a_problem_say_its_texts_or_mark_them(shop: Shop) -> None:
    bad(shop, "L-1")
    translate(shop)
    call(shop, MUG)
    action = work_out(shop, days(1))
    week = {"begins_on": days(14), "ends_on": days(20)}
    letter = issued(shop, ReportKind.WEEKLY_LETTER, shop.manufacturer_id, **week)
    paper = letter.last(WeeklyLetterPaper)
    assert (paper.defects[0].name, paper.kinds[0].name) == ("Crack\u00a0[en]", "Crack\u00a0[en]")
    assert (paper.threads[0].item, paper.batches[0].product) == ("Глазура", "Шоља")
    thread = issued(shop, ReportKind.EIGHT_D, action).last(EightDPaper)
    assert (thread.thread.code_name, thread.thread.item) == ("Crack\u00a0[en]", "Глазура")
    assert (paper.other_languages, thread.other_languages) == (("en",), ("en",))


def test_that_it_is_fixed_is_told_in_the_words_of_the_customer(shop: Shop) -> None:
    bad(shop, "L-1")
    fixed(shop, days(1), "New kiln")
    good(shop, "L-2", days(2))
    good(shop, "L-3", days(3))
    prove(shop, days(4))
    crack(shop, (in_serbian("name", "Напрслина"),))
    paper = issued(shop, ReportKind.FIXED_LETTER, 1).last(FixedLetterPaper)
    assert paper.code_name == "Напрслина"
    assert paper.item == "Glaze is even and free of cracks\u00a0[en]"
    assert paper.other_languages == ("en",)
