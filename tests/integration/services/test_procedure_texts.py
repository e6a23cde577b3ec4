"""Procedures in several languages: entered beside the original, kept, compared and printed."""

from dataclasses import replace
from decimal import Decimal

import pytest

from qc_desk.domain.print_outs import ProcedurePrint, TrainingPrint
from qc_desk.domain.refusals import FieldInvalid, StepsNotReady
from qc_desk.domain.training_words import Document
from qc_desk.domain.wordings import Wording
from qc_desk.services.manual_prints import print_procedure, print_training
from qc_desk.services.print_outs import PrintWish
from qc_desk.services.procedure_differences import procedure_differences
from qc_desk.services.procedure_lists import (
    ProcedureVersionRow,
    procedure_rows,
    procedure_version,
)
from qc_desk.services.procedure_texts import languages_of, procedure_in
from qc_desk.services.procedures import begin_draft, entry_of, make_effective, save_draft
from qc_desk.services.shop_texts import ShopTexts
from qc_desk.services.trainings import Subject
from tests.checked_shop import AT, Shop
from tests.integration.services.press import Press
from tests.linked_shop import procedure


def uk(field: str, words: str) -> Wording:
    return Wording(language="uk", field=field, words=words)


def translated(
    shop: Shop, seen: ProcedureVersionRow, about: tuple[Wording, ...], step: tuple[Wording, ...]
) -> ProcedureVersionRow:
    """The draft with words for itself and for its first step."""
    entry = entry_of(seen)
    steps = (replace(entry.steps[0], wordings=step), *entry.steps[1:])
    with shop.database.writing() as session:
        written = replace(entry, purpose="No sharp rim.", steps=steps, wordings=about)
        return save_draft(session, seen, written, shop.ids["mira"], AT)


@pytest.fixture
def draft(shop: Shop) -> ProcedureVersionRow:
    """Two steps, of which the first is there in Ukrainian, as the title is."""
    seen = procedure(shop, in_force=False)
    title, step = uk("title", " Огляд  краю "), uk("instruction", "Протерти край.")
    return translated(shop, seen, (title,), (step,))


def test_that_a_unit_is_said_in_the_language_of_the_reader_and_never_marked(
    draft: ProcedureVersionRow,
) -> None:
    cloths, weighed = (
        replace(draft.steps[0], amount=Decimal(3), unit=unit) for unit in ("cloths", "kg")
    )
    told = replace(cloths, wordings=(uk("unit", "серветки"),))
    read = procedure_in(replace(draft, steps=(told, weighed)), ShopTexts("uk", marked=True))
    assert [step.unit for step in read.steps] == ["серветки", "kg"]


def test_that_words_are_kept_tidy_and_only_for_texts_that_are_there(
    shop: Shop, draft: ProcedureVersionRow
) -> None:
    assert draft.wordings == (uk("title", "Огляд краю"),)
    told = (
        uk("instruction", "Протерти край."),
        uk("right_when", "Нічого"),
        Wording(language="en", field="instruction", words="Wipe it."),
    )
    purpose = uk("purpose", "Без гострого краю.")
    kept = translated(shop, draft, (purpose,), told)
    assert kept.wordings == (purpose,)
    assert kept.steps[0].wordings == told[:1]
    assert languages_of(kept) == ["en", "uk"]
    assert entry_of(kept).steps[0].wordings == told[:1]


def test_that_words_that_are_too_long_are_refused_by_name(
    shop: Shop, draft: ProcedureVersionRow
) -> None:
    with pytest.raises(StepsNotReady) as refused:
        translated(shop, draft, (uk("title", "ї" * 201),), (uk("instruction", "ї" * 2001),))
    assert "“Title · Українська” has 201 characters; 200 fit." in str(refused.value)
    assert "step 1, “What to do · Українська” has 2001 characters" in str(refused.value)
    klingon = Wording(language="tlh", field="title", words="x")
    with pytest.raises(FieldInvalid):
        translated(shop, draft, (klingon,), ())


def test_that_the_next_version_begins_with_them_and_says_what_changed(
    shop: Shop, draft: ProcedureVersionRow
) -> None:
    told = translated(shop, draft, (uk("purpose", "Край"),), draft.steps[0].wordings)
    with shop.database.writing() as session:
        make_effective(session, told.id, shop.ids["marko"], AT)
        draft_id = begin_draft(session, told.procedure_id, told.id, shop.ids["mira"], AT)
        session.flush()
        copy = procedure_version(session, draft_id)
    assert (copy.wordings, copy.steps[0].wordings) == (told.wordings, told.steps[0].wordings)
    words = (uk("instruction", "Протерти сухою тканиною."),)
    newer = translated(shop, copy, (uk("purpose", "Гладкий край"),), words)
    with shop.database.reading() as session:
        found = procedure_differences(session, told.id, newer.id)
    assert [(e.field, e.before, e.after) for e in found.facts] == [
        ("Purpose · Українська", "Край", "Гладкий край")
    ]
    assert [each.field for each in found.steps[0].fields] == ["What to do · Українська"]


def test_that_what_it_says_in_other_languages_is_part_of_its_digest(
    shop: Shop, draft: ProcedureVersionRow
) -> None:
    with shop.database.writing() as session:
        make_effective(session, draft.id, shop.ids["marko"], AT)
        one = procedure_version(session, draft.id)
        draft_id = begin_draft(session, one.procedure_id, one.id, shop.ids["mira"], AT)
        session.flush()
        copy = procedure_version(session, draft_id)
    newer = translated(shop, copy, copy.wordings, (uk("instruction", "Інакше."),))
    with shop.database.writing() as session:
        make_effective(session, newer.id, shop.ids["marko"], AT)
        assert procedure_version(session, newer.id).digest != one.digest


def test_that_print_outs_are_in_the_language_of_the_reader_and_mark_the_rest(
    shop: Shop, draft: ProcedureVersionRow
) -> None:
    with shop.database.writing() as session:
        make_effective(session, draft.id, shop.ids["marko"], AT)
    press, wish = Press(), PrintWish(at=AT, language="uk")
    subject = Subject(document=Document.PROCEDURE, version_id=draft.id)
    with shop.database.reading() as session:
        print_procedure(session, draft.id, wish, press)
        paper = press.last(ProcedurePrint)
        print_training(session, subject, wish, press)
        training = press.last(TrainingPrint)
        print_procedure(session, draft.id, PrintWish(at=AT, language="en"), press)
        own = press.last(ProcedurePrint)
    assert (paper.title, training.title) == ("Огляд краю", "Огляд краю")
    assert paper.steps[0].instruction == "Протерти край."
    assert paper.steps[1].instruction == "Run a finger once around the rim.\u00a0[en]"
    assert (paper.purpose, paper.other_languages) == ("No sharp rim.\u00a0[en]", ("en",))
    assert training.other_languages == ()
    assert (own.title, own.other_languages) == ("Look at the rim", ())


def test_that_the_list_has_titles_in_the_language_of_the_reader(
    shop: Shop, draft: ProcedureVersionRow
) -> None:
    with shop.database.reading() as session:
        (row,) = procedure_rows(session, "огляд")
    assert (row.id, row.title_in("uk")) == (draft.procedure_id, "Огляд краю")
    assert row.title_in("kk") == row.title == "Look at the rim"


def test_that_a_version_is_read_in_its_own_language_where_that_is_asked_for(
    draft: ProcedureVersionRow,
) -> None:
    assert procedure_in(draft, ShopTexts("en", marked=True)) == draft
    assert procedure_in(draft, ShopTexts("")).title == draft.title
