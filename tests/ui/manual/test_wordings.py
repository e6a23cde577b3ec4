"""Texts in other languages: entered beside the original, counted, kept, saved."""

from qc_desk.domain.wordings import worded
from qc_desk.services import checklist_lists
from qc_desk.ui.manual import ManualPage
from qc_desk.ui.manual.editor import Editor
from qc_desk.ui.manual.state import FACTS, from_text, to_text
from tests.checked_shop import Shop
from tests.shop_window import press, said


def test_that_an_item_is_said_in_another_language_beside_its_original(
    editor: Editor, page: ManualPage, shop: Shop, plates: int
) -> None:
    form = editor.form.wordings
    assert not form.fields["title"].isVisible()
    form.language.choose("uk")
    assert form.fields["title"].isVisible()
    assert form.fields["title"].hint.text() == editor.form.fields["title"].text()
    assert not form.fields["good"].isVisible()
    form.fields["title"].set_text("Край без відколів")
    form.fields["instruction"].set_text("Провести пальцем.")
    assert "2 of" in said(page)
    editor.state.stack.undo()
    assert form.fields["instruction"].text() == ""
    editor.state.stack.redo()
    assert from_text(to_text(editor.state.entry)) == editor.state.entry
    press(page, "Save draft")
    with shop.database.reading() as session:
        version = checklist_lists.version_rows(session, plates)[0]
        saved = checklist_lists.version_detail(session, version.id)
    assert worded(saved.items[0].wordings, "title", "uk") == "Край без відколів"
    editor.state.choose(1)
    assert form.fields["title"].text() == ""
    editor.state.choose(0)
    assert form.fields["title"].text() == "Край без відколів"


def test_that_a_section_is_said_once_for_all_its_items(editor: Editor) -> None:
    for place in range(len(editor.state.entry.items)):
        editor.state.choose(place)
        editor.state.change_item(section="Look")
    editor.state.choose(0)
    form = editor.form.wordings
    form.language.choose("kk")
    form.fields["section"].set_text("Қарау")
    told = [worded(each.wordings, "section", "kk") for each in editor.state.entry.items]
    assert set(told) == {"Қарау"}


def test_that_the_title_of_a_checklist_is_said_in_another_language(
    editor: Editor, page: ManualPage
) -> None:
    editor.state.choose(FACTS)
    form = editor.facts.wordings
    form.language.choose("es")
    form.fields["title"].set_text("Platos")
    assert worded(editor.state.entry.wordings, "title", "es") == "Platos"
    press(page, "Save draft")
    assert "Draft · saved" in said(page)


def test_that_what_is_wrong_in_another_language_is_said_there(editor: Editor) -> None:
    form = editor.form.wordings
    form.language.choose("uk")
    editor.state.word("title", "uk", "x" * 201)
    assert "Українська" in form.wrong.text()
    assert form.wrong.isVisible()
    editor.form.go_to("wordings")
    editor.state.word("title", "uk", "")
    assert not form.wrong.isVisible()


def test_that_the_language_of_the_checklist_is_not_offered_beside_itself(editor: Editor) -> None:
    form = editor.form.wordings
    form.language.choose("uk")
    editor.state.choose(FACTS)
    editor.facts.fields["language"].choose("uk")  # type: ignore[attr-defined]
    editor.state.choose(0)
    assert not form.language.value()
    assert form.language.box.findText("Українська") == -1
