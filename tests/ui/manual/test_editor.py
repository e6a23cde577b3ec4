"""Writing a checklist: items added, filled in, moved, taken back; saved, compared, in force."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from qc_desk.domain.vocabulary import CheckMode, ItemKind, PhotoRule, Severity
from qc_desk.services import checklist_lists
from qc_desk.services.checklist_files import read_checklist_file
from qc_desk.services.checklist_lists import VersionDetail
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.manual import ManualPage
from qc_desk.ui.manual.editor import Editor
from qc_desk.ui.manual.new_dialog import NewDialog
from qc_desk.ui.manual.sheet_intake import ColumnsDialog
from qc_desk.ui.manual.state import FACTS, from_text, to_text
from tests.checked_shop import Shop
from tests.linked_shop import procedure
from tests.shop_window import file_dialogs_give, find, press, said, sign_in, when_asked
from tests.ui.settings.conftest import answer_dialog, tap


def newest(shop: Shop, checklist_id: int) -> VersionDetail:
    with shop.database.reading() as session:
        version = checklist_lists.version_rows(session, checklist_id)[0]
        return checklist_lists.version_detail(session, version.id)


def write(editor: Editor, name: str, words: str) -> None:
    editor.form.fields[name].set_text(words)


def choose(editor: Editor, name: str, value: Any) -> None:
    editor.form.fields[name].choose(value)  # type: ignore[attr-defined]


def codes(editor: Editor) -> list[str]:
    return [item.code for item in editor.state.entry.items]


def test_that_a_title_is_changed_saved_and_put_in_force_by_a_second_person(
    editor: Editor, page: ManualPage, window: MainWindow, shop: Shop, plates: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    write(editor, "title", "Rim without chips")
    assert "not saved yet" in said(page)
    press(page, "Save draft")
    assert newest(shop, plates).items[0].title == "Rim without chips"
    assert "Draft · saved" in said(page)
    press(page, "All checklists")
    assert "You wrote it, so another person makes it effective" in said(page)
    sign_in(window, shop, "marko")
    answer_dialog(monkeypatch, "Make effective")
    tap(page.list.pane.table, "Plates")
    press(page.list, "Make version 2 effective")
    assert newest(shop, plates).version.status.value == "effective"


def test_that_an_item_is_added_with_everything_its_kind_needs(
    editor: Editor, page: ManualPage, shop: Shop, plates: int
) -> None:
    editor.state.choose(1)
    editor._add(ItemKind.CHOICE)
    for name, words in (
        ("title", "Colour"),
        ("code", "colour"),
        ("instruction", "Compare with the card."),
        ("good", "white\nivory"),
        ("bad", "yellow"),
    ):
        write(editor, name, words)
    choose(editor, "severity", Severity.MINOR)
    assert not editor.form.fields["lower"].isVisible()
    press(page, "Save draft")
    saved = newest(shop, plates).items
    assert [each.code for each in saved] == ["rim", "glaze", "colour", "width"]
    assert (saved[2].section, saved[2].good, saved[2].bad) == (
        "Look", ("white", "ivory"), ("yellow",),
    )  # fmt: skip


def test_that_what_is_missing_is_marked_at_its_field_and_nothing_is_saved(
    editor: Editor, page: ManualPage, window: MainWindow, shop: Shop, plates: int
) -> None:
    editor._add(ItemKind.MEASUREMENT)
    write(editor, "title", "Height")
    editor.state.choose(0)
    before = newest(shop, plates)
    press(page, "Save draft")
    assert newest(shop, plates) == before
    assert editor.state.item is not None
    assert editor.state.item.title == "Height"
    assert editor.form.fields["severity"].error.isVisible()
    assert "a measurement needs one" in editor.form.fields["unit"].error.words.text()
    assert window.bar.message is not None
    assert "things must be put right" in window.bar.message.headline
    write(editor, "unit", "mm")
    assert not editor.form.fields["unit"].error.isVisible()


def test_that_limits_the_wrong_way_round_are_said_while_they_are_typed(editor: Editor) -> None:
    editor.state.choose(2)
    write(editor, "lower", "300")
    assert "300 is larger than 211.0" in editor.form.fields["lower"].error.words.text()


def test_that_a_number_that_is_none_stays_typed_and_is_not_saved(
    editor: Editor, page: ManualPage, shop: Shop, plates: int
) -> None:
    editor.state.choose(2)
    write(editor, "upper", "21x")
    editor.state.choose(0)
    press(page, "Save draft")
    assert editor.form.fields["upper"].text() == "21x"
    assert editor.form.fields["upper"].error.isVisible()
    write(editor, "upper", "212,50")
    press(page, "Save draft")
    assert str(newest(shop, plates).items[2].upper) == "212.50"


def test_that_items_are_moved_by_keys_into_the_next_section(editor: Editor) -> None:
    editor.list.setFocus()
    editor.state.choose(0)
    for _time in range(2):
        QTest.keyClick(editor.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert codes(editor) == ["glaze", "rim", "width"]
    assert editor.state.entry.items[1].section == "Measure"
    assert editor.state.chosen == 1
    QTest.keyClick(editor.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert codes(editor) == ["glaze", "width", "rim"]


def test_that_a_dropped_item_takes_the_section_it_falls_into(editor: Editor) -> None:
    editor.state.drop(2, 1)
    assert codes(editor) == ["rim", "width", "glaze"]
    assert editor.state.entry.items[1].section == "Look"


def test_that_every_step_is_taken_back_and_done_again(editor: Editor, page: ManualPage) -> None:
    start = editor.state.entry
    write(editor, "title", "R")
    write(editor, "title", "Ri")
    editor.state.duplicate()
    editor.state.move(1)
    editor.state.remove()
    for _step in range(4):
        press(page, "Undo")
    assert editor.state.entry == start
    assert not find(page, "Undo").isEnabled()
    for _step in range(2):
        press(page, "Redo")
    assert codes(editor) == ["rim", "rim-2", "glaze", "width"]
    assert editor.state.entry.items[0].title == "Ri"


def test_that_an_item_whose_section_is_named_anew_joins_it(editor: Editor) -> None:
    editor.state.choose(0)
    write(editor, "section", "Measure")
    editor.form.settled.emit()
    assert codes(editor) == ["glaze", "width", "rim"]


def test_that_what_is_typed_survives_leaving_and_a_new_start(
    editor: Editor, page: ManualPage, shop: Shop, plates: int
) -> None:
    write(editor, "title", "Half typed")
    assert editor.seen is not None
    version_id = editor.seen.version.id
    press(page, "All checklists")
    kept = page.kit.drafts.get(f"manual/{version_id}")
    assert kept is not None
    press(page, "Go on writing version 2")
    assert editor.state.entry.items[0].title == "Half typed"
    assert newest(shop, plates).items[0].title == "Rim is smooth"
    assert from_text(to_text(editor.state.entry)) == editor.state.entry


def test_that_a_birth_certificate_is_shown_and_stays(
    editor: Editor, page: ManualPage, shop: Shop, plates: int
) -> None:
    editor.state.choose(1)
    assert "Added after complaint C-17" in said(editor)
    write(editor, "code", "other")
    press(page, "Save draft")
    assert newest(shop, plates).items[1].born_of == "C-17"


def test_that_the_preview_is_the_card_of_the_check(editor: Editor, page: ManualPage) -> None:
    editor.state.choose(2)
    press(page, "As the inspector sees it")
    assert "209.0 to 211.0 mm" in said(editor.preview)
    assert editor.preview.card.title.text() == "Width"
    editor.state.choose(0)
    assert editor.preview.card.title.text() == "Rim is smooth"
    press(page, "Write")
    assert editor.form.isVisible()


def test_that_a_spot_check_is_chosen_with_its_share(
    editor: Editor, page: ManualPage, shop: Shop, plates: int
) -> None:
    editor.state.choose(FACTS)
    fields: dict[str, Any] = editor.facts.fields
    mode, share = fields["mode"], fields["share"]
    assert not share.isVisible()
    mode.choose(CheckMode.SPOT)
    assert share.isVisible()
    assert share.text() == "30"
    assert "drawn by lot" in said(mode)
    share.set_text("95")
    assert "from 10 to 90" in share.error.words.text()
    share.set_text("25")
    press(page, "Save draft")
    version = newest(shop, plates).version
    assert (version.mode, version.share) == (CheckMode.SPOT, 25)
    mode.choose(CheckMode.REVIEW)
    assert not share.isVisible()
    press(page, "Save draft")
    assert newest(shop, plates).version.share is None


def test_that_the_sample_is_chosen_by_the_standard(
    editor: Editor, page: ManualPage, shop: Shop, plates: int
) -> None:
    editor.state.choose(FACTS)
    fields: dict[str, Any] = editor.facts.fields
    fields["sample_size"].set_text("8")
    press(page, "Save draft")
    assert newest(shop, plates).version.sample_size == 8
    assert not fields["level"].isVisible()


def test_that_two_versions_are_read_side_by_side(editor: Editor, page: ManualPage) -> None:
    write(editor, "title", "Rim without chips")
    editor.state.choose(1)
    editor.state.remove()
    editor.state.choose(FACTS)
    editor.state.choose(1)
    editor.state.duplicate()
    press(page, "Save draft")
    press(page, "All checklists")
    press(page.list, "What changed since version 1")
    words = said(page.compare)
    assert "1 added · 1 removed · 1 changed · 1 unchanged" in words
    for each in ("Rim is smooth", "Rim without chips", "Glaze is whole (glaze)", "(width-2)"):
        assert each in words


def test_that_a_draft_is_given_up_after_a_question(
    editor: Editor, page: ManualPage, shop: Shop, plates: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_dialog(monkeypatch, "Give it up")
    write(editor, "title", "Half typed")
    press(page, "Give up draft…")
    assert newest(shop, plates).version.number == 1
    assert page.views.currentWidget() is page.list


def test_that_a_new_checklist_begins_empty_and_says_what_to_do(
    page: ManualPage,
) -> None:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, NewDialog)
        dialog.deed.click()
        assert dialog.isVisible()  # a name is missing
        dialog.title_field.set_text("Bowls")
        dialog.code.set_text("BOWL")
        dialog.deed.click()

    when_asked(answer)
    press(page, "New checklist…")
    assert page.heading.text() == "Bowls, version 1"
    page.editor._add(ItemKind.PHOTO)
    assert page.editor.state.item is not None
    assert page.editor.state.item.photo_rule is PhotoRule.ALWAYS


@pytest.mark.usefixtures("plates")
def test_that_a_version_is_written_as_a_file_that_reads_back_the_same(
    page: ManualPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out.toml"
    file_dialogs_give(monkeypatch, target)
    page.list.pane.reload()
    tap(page.list.pane.table, "Plates")
    press(page.list, "Write version 1 as file…")
    again = read_checklist_file(target)
    assert [(each.code, each.born_of) for each in again.items][1] == ("glaze", "C-17")


ROWS = "Code;Title;Instruction;Severity\nnew-1;Box;Look inside.;minor\nrim;Lid;Look.;{word}\n"


def take_rows(editor: Editor, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file_dialogs_give(monkeypatch, file)

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, ColumnsDialog)
        assert {"code", "title", "instruction", "severity"} == set(dialog.places())
        dialog.deed.click()

    when_asked(answer)
    editor.bring_rows()


def test_that_rows_of_a_spreadsheet_become_items_in_one_step(
    qtbot: QtBot, editor: Editor, page: ManualPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "rows.csv"
    file.write_text(ROWS.format(word="major").replace("rim", "lid"), encoding="utf-8")
    take_rows(editor, file, monkeypatch)
    qtbot.waitUntil(lambda: len(codes(editor)) == 5, timeout=20_000)
    assert codes(editor)[3:] == ["new-1", "lid"]
    press(page, "Undo")
    assert len(codes(editor)) == 3


def test_that_a_spreadsheet_with_a_refused_row_changes_nothing(
    qtbot: QtBot, editor: Editor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "rows.csv"
    file.write_text(ROWS.format(word="huge"), encoding="utf-8")
    take_rows(editor, file, monkeypatch)
    qtbot.waitUntil(lambda: editor.intake.problems is not None, timeout=20_000)
    assert editor.intake.problems is not None
    listed = editor.intake.problems.list
    lines = [listed.item(n).text() for n in range(listed.count())]
    assert "line 3: Code: “rim” is the code of item 1 already." in lines
    assert any("“huge” cannot be meant" in line for line in lines)
    assert len(codes(editor)) == 3
    editor.intake.problems.accept()


def test_that_an_item_names_the_step_of_a_procedure(
    plates: int, page: ManualPage, shop: Shop
) -> None:
    procedure(shop)
    procedure(shop, "DRAFT", in_force=False)
    page.list.pane.reload()
    tap(page.list.pane.table, "Plates")
    press(page.list, "Write the next version")
    editor = page.editor
    fields: dict[str, Any] = editor.form.fields
    assert not fields["procedure_step"].isVisible()
    assert [
        fields["procedure"].box.itemText(n) for n in range(fields["procedure"].box.count())
    ] == [
        "None",
        "RIM Look at the rim",
    ]
    choose(editor, "procedure", "RIM")
    assert fields["procedure_step"].box.currentText() == "1. Wipe the rim with a dry cloth."
    choose(editor, "procedure_step", 2)
    press(page, "Save draft")
    item = newest(shop, plates).items[0]
    assert (item.procedure, item.procedure_step) == ("RIM", 2)
    choose(editor, "procedure", "")
    assert not fields["procedure_step"].isVisible()
    press(page, "Save draft")
    assert newest(shop, plates).items[0].procedure_step is None
    press(page, "Undo")
    assert fields["procedure_step"].value() == 2


def test_that_only_trained_people_may_be_asked_for(
    editor: Editor, page: ManualPage, shop: Shop, plates: int
) -> None:
    editor.state.choose(FACTS)
    fields: dict[str, Any] = editor.facts.fields
    fields["requires_training"].choose(True)
    press(page, "Save draft")
    assert newest(shop, plates).requires_training
    fields["requires_training"].choose(False)
    press(page, "Save draft")
    assert not newest(shop, plates).requires_training
