"""The shop's own texts in several languages: read, written, checked by, and printed."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import select

from qc_desk.domain.conformance_papers import ConformancePaper
from qc_desk.domain.defect_papers import DefectPaper
from qc_desk.domain.item_rules import item_problems
from qc_desk.domain.papers import InspectionPaper
from qc_desk.domain.refusals import FieldInvalid, FieldTooLong, FileProblems
from qc_desk.domain.sign_offs import SignOff
from qc_desk.domain.vocabulary import ItemKind, ReportKind, Result, Severity
from qc_desk.domain.wordings import Told, Wording, kept, stored, told_in, with_wording, worded
from qc_desk.services import defect_codes, defects, inspections, sign_offs
from qc_desk.services.check_sheets import check_sheet
from qc_desk.services.checklist_differences import version_differences
from qc_desk.services.checklist_drafts import begin_draft, entry_of, save_draft
from qc_desk.services.checklist_files import ChecklistDraft, read_checklist
from qc_desk.services.checklist_lists import version_detail, version_rows
from qc_desk.services.checklist_sheets import guess_columns, sheet_items
from qc_desk.services.checklist_writing import version_as_toml
from qc_desk.services.checklists import Outcome, import_checklist, make_effective
from qc_desk.services.defect_reports import usual_days
from qc_desk.services.new_reports import issue_report
from qc_desk.services.report_entries import ReportEntry
from qc_desk.services.sheets import SheetRow, SheetTable
from qc_desk.services.verify import verify_record
from tests.checked_shop import AT, Findings, Shop
from tests.integration.services.press import Press

WRITTEN = """
code = "vase"
title = "Vase"
language = "en"

[translations.uk]
title = "Ваза"

[[defect_codes]]
code = "RIM"
name = "Chipped rim"
severity = "major"

[defect_codes.translations.uk]
name = "Відкол на краю"

[[items]]
code = "colour"
section = "Look"
title = "Colour"
instruction = "Hold it beside the sample."
kind = "choice"
severity = "minor"
good = ["white", "ivory"]
bad = ["yellow"]
defect_code = "RIM"

[items.translations.uk]
section = "Огляд"
title = "Колір"
good = ["біла", "слонова кістка"]
bad = ["жовта"]

[[items]]
code = "rim"
section = "Look"
title = "Rim"
instruction = "No chip."
severity = "major"
"""


def vase() -> ChecklistDraft:
    return read_checklist(WRITTEN, "vase.toml")


def bring(shop: Shop, draft: ChecklistDraft) -> int:
    with shop.database.writing() as session:
        row = import_checklist(session, draft, shop.ids["marko"], AT)
    assert row.newest_id is not None
    return row.newest_id


def refused(**other: str) -> tuple[str, ...]:
    text = WRITTEN
    for was, now in other.items():
        text = text.replace(WORDS[was], now)
    with pytest.raises(FileProblems) as why:
        read_checklist(text, "vase.toml")
    return tuple(why.value.problems)


WORDS = {
    "language": "[items.translations.uk]",
    "good": 'good = ["біла", "слонова кістка"]',
    "title": 'title = "Колір"',
}


def test_that_translations_of_a_file_are_read_and_written_back_equal(shop: Shop) -> None:
    draft = vase()
    assert worded(draft.items[0].wordings, "good", "uk") == "біла\nслонова кістка"
    assert worded(draft.wordings, "title", "uk") == "Ваза"
    version = bring(shop, draft)
    with shop.database.reading() as session:
        again = read_checklist(version_as_toml(session, version), "vase.toml")
    assert (again.items, again.wordings) == (draft.items, draft.wordings)
    assert again.defect_codes == draft.defect_codes
    with shop.database.writing() as session:
        assert import_checklist(session, again, shop.ids["marko"], AT).outcome is Outcome.UNCHANGED
        renamed = replace(again, wordings=())
        outcome = import_checklist(session, renamed, shop.ids["marko"], AT).outcome
        assert outcome is Outcome.RENAMED


def test_that_another_translation_makes_another_version(shop: Shop) -> None:
    first = bring(shop, vase())
    draft = vase()
    other = tuple(
        replace(each, words="Барва") if each.field == "title" else each
        for each in draft.items[0].wordings
    )
    items = (replace(draft.items[0], wordings=other), *draft.items[1:])
    second = bring(shop, replace(draft, items=items))
    assert second != first
    with shop.database.reading() as session:
        found = version_differences(session, first, second)
    (changed,) = (each for each in found.items if each.fields)
    (field,) = changed.fields
    assert (field.field, field.before, field.after) == ("Title · Українська", "Колір", "Барва")


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"language": "[items.translations.xyz]"}, "“xyz” cannot be translated into"),
        ({"language": "[items.translations.en]"}, "“en” cannot be translated into"),
        (
            {"language": '[items.translations]\nuk = "x"\n[items.more]'},
            "a table for each",
        ),
        ({"good": 'good = ["біла"]'}, "has 1 answers, the original 2"),
        ({"good": "good = [1]"}, "answers in quotation marks"),
        ({"title": 'titel = "Колір"'}, "Did you mean “title”?"),
        ({"title": f'title = "{"x" * 201}"'}, "200"),
    ],
)
def test_that_mistakes_in_translations_are_named(other: dict[str, str], said: str) -> None:
    problems = refused(**other)
    assert any(said in each for each in problems), problems


def test_that_translations_are_kept_in_drafts_and_judged(shop: Shop) -> None:
    version = bring(shop, vase())
    with shop.database.reading() as session:
        seen = version_detail(session, version)
    entry = entry_of(seen)
    told = (*entry.items[1].wordings, Wording(language="uk", field="title", words="  Край  "))
    odd = Wording(language="uk", field="good", words="no choice has this")
    items = (entry.items[0], replace(entry.items[1], wordings=(*told, odd)))
    with shop.database.writing() as session:
        saved = save_draft(session, seen, replace(entry, items=items), shop.ids["marko"], AT)
    assert saved.items[1].wordings == (Wording(language="uk", field="title", words="Край"),)
    with shop.database.writing() as session:
        again = begin_draft(session, seen.checklist_id, version, shop.ids["mira"], AT)
        assert version_detail(session, again).items[1].wordings == saved.items[1].wordings
    short = Wording(language="uk", field="good", words="одна")
    long_ = Wording(language="kk", field="title", words="x" * 201)
    (few, much) = item_problems([replace(entry.items[0], wordings=(long_, short))])
    assert "at most 200" in few.why
    assert "the original has 2 answers, this 1" in much.why


def test_that_columns_of_a_spreadsheet_hold_translations() -> None:
    header = ("code", "Section", "title", "title (uk)", "Section (Українська)", "instruction",
              "severity", "good", "bad", "good (uk)", "odd (uk)", "title (tlh)")  # fmt: skip
    rows = (
        SheetRow(line=2, cells=("", "Look", "", "", "Огляд")),
        SheetRow(
            line=3,
            cells=("c", "", "Colour", "Колір", "", "Hold it.", "minor", "white; ivory", "red",
                   "біла; слонова кістка", "x", "y"),
        ),
    )  # fmt: skip
    table = SheetTable(file_name="vase.csv", header=header, rows=rows)
    (item,) = sheet_items(table, guess_columns(header))
    assert item.wordings == (
        Wording(language="uk", field="good", words="біла\nслонова кістка"),
        Wording(language="uk", field="title", words="Колір"),
    )


def translate(shop: Shop) -> None:
    """Put a version in force of which some texts are there in Serbian, and others not."""
    with shop.database.reading() as session:
        (standing,) = version_rows(session, 1)
    with shop.database.writing() as session:
        draft = begin_draft(session, 1, standing.id, shop.ids["marko"], AT)
        seen = version_detail(session, draft)
    glaze, height, label = (replace(e, instruction="Look.") for e in entry_of(seen).items)
    glaze = replace(glaze, wordings=(in_serbian("title", "Глазура"), in_serbian("section", "Вид")))
    label = replace(
        label,
        kind=ItemKind.CHOICE,
        good=("straight", "nearly"),
        bad=("askew",),
        wordings=(in_serbian("good", "право\nскоро право"),),
    )
    entry = replace(entry_of(seen), items=(glaze, height, label))
    entry = replace(entry, wordings=(in_serbian("title", "Шоља"),))
    with shop.database.writing() as session:
        saved = save_draft(session, seen, entry, shop.ids["marko"], AT)
    with shop.database.writing() as session:
        make_effective(session, saved.version.id, shop.ids["mira"], AT)
    shop.items = {item.code: item.id for item in saved.items}


def in_serbian(field: str, words: str) -> Wording:
    return Wording(language="sr", field=field, words=words)


def crack(shop: Shop, wordings: tuple[Wording, ...]) -> None:
    """Let the shop's defect code be called so in other languages."""
    with shop.database.writing() as session:
        (code,) = defect_codes.defect_code_rows(session)
        entry = defect_codes.DefectCodeEntry(
            code=code.code,
            name=code.name,
            default_severity=code.default_severity,
            language="en",
            wordings=wordings,
        )
        defect_codes.change_defect_code(session, code, entry, shop.ids["marko"], AT)


def choose(shop: Shop, inspection_id: int, who: str, words: str) -> None:
    entry = inspections.Entry(item_id=shop.items["label"], words=words)
    with shop.database.writing() as session:
        inspections.record_answer(session, inspection_id, entry, shop.ids[who], AT)


def checked(shop: Shop, *, defect: bool = False, number: str = "L-1") -> int:
    """Let two people check a batch by the version in force."""
    found: Findings = {"glaze": Result.PASS, "height": Decimal("10.01")}
    batch_id = shop.add_batch(number)
    first = shop.first_check(batch_id, found=found)
    choose(shop, first, "ana", "nearly")
    if defect:
        entry = defects.DefectEntry(
            code_id=shop.code_id, item_id=shop.items["glaze"], quantity=1,
            severity=Severity.MINOR, containment="kept apart",
        )  # fmt: skip
        with shop.database.writing() as session:
            defects.record_defect(session, first, entry, shop.ids["ana"], AT)
    with shop.database.writing() as session:
        sign_offs.sign_first(session, shop.seen(batch_id), shop.key("ana"), shop.at)
        second = inspections.open_second_check(session, batch_id, shop.ids["jelena"], shop.at)
    shop.answer(second, "jelena", found)
    choose(shop, second, "jelena", "nearly")
    with shop.database.writing() as session:
        inspections.submit_second(session, second, shop.ids["jelena"], shop.at)
    return batch_id


def test_that_an_inspector_reads_texts_in_their_language_where_they_are_there(shop: Shop) -> None:
    translate(shop)
    crack(shop, (in_serbian("name", "Напрслина"),))
    inspection_id = shop.first_check(shop.add_batch(), found={"glaze": Result.PASS})
    with shop.database.reading() as session:
        sheet = check_sheet(session, inspection_id, "sr")
        own = check_sheet(session, inspection_id)
    assert [e.title for e in sheet.items] == ["Глазура", "Height", "Label is straight"]
    assert sheet.items[0].section == "Вид"
    assert sheet.checklist == "Шоља"
    label = sheet.items[2]
    assert (label.good, label.said("straight"), label.said("askew")) == (
        ("straight", "nearly"),
        "право",
        "askew",
    )
    assert own.items[0].title == "Glaze is even and free of cracks"
    assert (own.checklist, own.items[2].said("nearly")) == ("Mugs", "nearly")


def test_that_a_report_says_texts_in_its_language_and_marks_what_is_not_there(shop: Shop) -> None:
    translate(shop)
    batch_id = checked(shop)
    press = Press()
    shop.approve(batch_id, printer=press)
    paper = press.last(InspectionPaper)
    assert paper.checklist_title == "Шоља"
    assert [e.title for e in paper.rows] == [
        "Глазура",
        "Height\u00a0[en]",
        "Label is straight\u00a0[en]",
    ]
    assert paper.rows[0].section == "Вид"
    marks = paper.rows[2].first, paper.rows[2].second
    assert [e.words for e in marks if e] == ["скоро право", "скоро право"]
    assert paper.other_languages == ("en",)


def test_that_what_is_signed_does_not_depend_on_a_translation(shop: Shop) -> None:
    translate(shop)
    batch_id = checked(shop)
    shop.approve(batch_id)
    crack(shop, (in_serbian("name", "Пукотина"),))
    with shop.database.reading() as session:
        signed = [each.signed_bytes.decode() for each in session.scalars(select(SignOff))]
        assert not any("Глазура" in each or "право" in each for each in signed)
        assert any("nearly" in each for each in signed)
    assert not verify_record(shop.database).findings


def test_that_a_certificate_and_a_defect_report_are_in_words_of_their_reader(shop: Shop) -> None:
    translate(shop)
    batch_id = checked(shop, defect=True)
    press = Press()
    shop.approve(batch_id, printer=press)
    (defect,) = press.last(InspectionPaper).defects
    assert (defect.name, defect.item) == ("Crack\u00a0[en]", "Глазура")
    crack(shop, (in_serbian("name", "Напрслина"),))
    due = usual_days(AT.date())
    for kind in (ReportKind.DEFECT, ReportKind.CONFORMANCE):
        entry = ReportEntry(
            kind=kind, subject_id=batch_id, language="sr",
            due=due if kind is ReportKind.DEFECT else {},
        )  # fmt: skip
        with shop.database.writing() as session:
            issue_report(session, entry, shop.ids["ana"], AT, press)
    told = press.papers[-2]
    assert isinstance(told, DefectPaper)
    assert (told.defects[0].name, told.defects[0].requirements[0].title) == (
        "Напрслина",
        "Глазура",
    )
    certificate = press.last(ConformancePaper)
    assert [e.title for e in certificate.items][:2] == ["Глазура", "Height\u00a0[en]"]
    assert certificate.other_languages == ("en",)


def test_that_the_names_of_defect_codes_are_kept_in_languages_there_are(shop: Shop) -> None:
    crack(
        shop, (in_serbian("name", " Напрслина "), Wording(language="uk", field="name", words=""))
    )
    with shop.database.reading() as session:
        (row,) = defect_codes.defect_code_rows(session)
    assert (row.said("sr"), row.said("uk"), row.said("en")) == ("Напрслина", "Crack", "Crack")
    with pytest.raises(FieldInvalid):
        crack(shop, (Wording(language="tlh", field="name", words="x"),))
    with pytest.raises(FieldTooLong):
        crack(shop, (in_serbian("name", "x" * 201),))


def test_that_wordings_are_counted_with_a_section_once() -> None:
    items = vase().items
    assert told_in(items, "uk") == Told(there=4, of=7)
    assert told_in(items, "kk") == Told(there=0, of=7)
    assert told_in((), "kk") == Told(there=0, of=0)


def test_that_a_wording_is_said_differently_or_taken_out() -> None:
    told = with_wording((), "title", "uk", "Ваза")
    assert kept(stored(told)) == told
    assert with_wording(told, "title", "uk", "") == ()
    assert stored(()) == stored((Wording(language="uk", field="title", words=""),)) == ""
    assert kept("") == ()
