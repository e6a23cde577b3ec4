"""Procedures in the window: written step by step, read, and put in force by a second person."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qc_desk.domain.vocabulary import Role
from qc_desk.services import people
from qc_desk.services.procedure_lists import procedure_rows
from qc_desk.services.procedures import NewProcedure, new_procedure
from qc_desk.ui.buttons import Badge
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.procedures.section import ProceduresSection
from tests.checked_shop import AT, Shop
from tests.linked_shop import next_version, procedure
from tests.shop_window import because, find, press, said, shown_buttons, sign_in, when_asked
from tests.ui.settings.conftest import answer_dialog, table_words, tap


def begin(section: ProceduresSection, title: str = "Mix the glaze") -> None:
    """Make a procedure and stand in its first empty step."""
    press(section, "New procedure")
    panel = section.beside.panel
    assert panel is not None
    panel.form.fields["title"].set_text(title)  # type: ignore[attr-defined]
    panel.form.fields["code"].set_text("GLAZE")  # type: ignore[attr-defined]
    press(panel, "Sa&ve")


def write(section: ProceduresSection, *steps: str) -> None:
    """Write steps below each other."""
    for number, step in enumerate(steps):
        if number >= len(section.editor.cards):
            press(section, "Add a step")
        section.editor.cards[number].instruction.set_text(step)


def written(section: ProceduresSection) -> list[str]:
    return [card.instruction.text() for card in section.editor.cards]


def test_that_a_procedure_goes_from_first_word_to_force_by_two_people(
    section: ProceduresSection, window: MainWindow, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles = answer_dialog(monkeypatch, "Make effective")
    assert "No procedures yet" in said(section)
    begin(section)
    write(section, "Weigh the powder.", "Stir for 10 minutes.")
    first = section.editor.cards[0]
    first.amount.set_text("2.50")
    first.unit.set_text("kg")
    first.right_when.set_text("The scale stands still.")
    press(section, "Save the draft")
    assert window.bar.message is not None
    assert "Version 1 of “Mix the glaze” is saved" in window.bar.message.headline
    press(section, "All procedures")
    assert table_words(section.pane.table)[0][:2] == ["Mix the glaze", "Version 1 waits"]
    tap(section.pane.table, "Mix the glaze")
    assert "another person makes it effective: Marko Jurić" in said(section)
    sign_in(window, shop, "marko")
    window.go_to("procedures")
    tap(section.pane.table, "Mix the glaze")
    assert "Go on writing" not in shown_buttons(section)
    press(section, "Read version 1")
    words = said(section.reading)
    assert "Weigh the powder.\nAmount: 2.50 kg" in words
    assert "The scale stands still." in words
    press(section, "All procedures")
    press(section, "Make version 1 effective")
    assert titles == ["Make version 1 effective?"]
    assert "Made effective by Marko Jurić" in said(section)
    assert table_words(section.pane.table)[0][1] == "Version 1"


def test_that_steps_are_moved_by_key_and_click_and_brought_back(
    section: ProceduresSection, window: MainWindow, qtbot: QtBot
) -> None:
    begin(section)
    write(section, "One.", "Two.", "Three.")
    last = section.editor.cards[2]
    window.activateWindow()
    qtbot.waitUntil(last.isVisible)
    qtbot.wait(50)
    last.instruction.editor.setFocus()
    qtbot.waitUntil(last.instruction.editor.hasFocus)
    QTest.keyClick(last.instruction.editor, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert written(section) == ["One.", "Three.", "Two."]
    assert last.instruction.editor.hasFocus()
    press(section, "Move step 1 down")
    assert written(section) == ["Three.", "One.", "Two."]
    assert not section.editor.cards[0].up.isEnabled()
    assert not section.editor.cards[2].down.isEnabled()
    press(section, "Remove step 2")
    assert written(section) == ["Three.", "Two."]
    press(section, "Bring the removed step back")
    assert written(section) == ["Three.", "One.", "Two."]
    assert [card.number.text() for card in section.editor.cards] == ["1", "2", "3"]


def test_that_the_helper_advises_and_stops_nothing(
    section: ProceduresSection, qtbot: QtBot, shop: Shop
) -> None:
    begin(section)
    assert "The helper looks for: long sentence, two actions in one step" in said(section)
    write(section, "Add some powder and stir it.")
    card = section.editor.cards[0]
    qtbot.waitUntil(card.advice.isVisible)
    for words in ("Two actions: “Add – stir”", "Vague: “some”", "“Add” – how much?"):
        assert words in said(card)
    card.amount.set_text("2")
    card.unit.set_text("kg")
    qtbot.waitUntil(lambda: "how much?" not in said(card))
    press(section, "Save the draft")
    with shop.database.reading() as session:
        assert procedure_rows(session)[0].newest_number == 1
    section.editor.language.choose("kk")
    assert "future" not in section.editor.checked.text()
    write(section, "Weigh 2 kg.")
    qtbot.waitUntil(lambda: not card.advice.isVisible())


def test_that_mistakes_are_shown_at_their_field_and_nothing_is_lost(
    section: ProceduresSection,
) -> None:
    begin(section)
    write(section, "Weigh the powder.")
    card = section.editor.cards[0]
    card.amount.set_text("much")
    press(section, "Save the draft")
    assert "Type a number, for example" in said(card)
    card.amount.set_text("2")
    press(section, "Save the draft")
    assert "A unit is needed." in said(card)
    card.unit.set_text("kg")
    press(section, "Save the draft")
    assert "A unit is needed." not in said(card)
    assert not section.editor.dirty


def test_that_what_is_typed_is_there_again_after_leaving(section: ProceduresSection) -> None:
    begin(section)
    write(section, "Weigh the powder.", "Half a sen")
    section.editor.cards[0].amount.set_text("2,")
    press(section, "All procedures")
    tap(section.pane.table, "Mix the glaze")
    press(section, "Go on writing")
    assert "What you typed before is back" in said(section)
    assert written(section) == ["Weigh the powder.", "Half a sen"]
    assert section.editor.cards[0].amount.text() == "2,"


def test_that_the_preview_shows_what_is_typed(section: ProceduresSection) -> None:
    begin(section)
    write(section, "Weigh the powder.")
    press(section, "Preview")
    badges = [each.accessibleName() for each in section.reading.findChildren(Badge)]
    assert badges == ["Not saved yet"]
    assert "Weigh the powder." in said(section.reading)
    press(section, "Go on writing")
    assert written(section) == ["Weigh the powder."]


def test_that_a_step_is_said_in_another_language_and_read_in_it(
    section: ProceduresSection,
) -> None:
    begin(section)
    write(section, "Weigh the powder.", "Stir.")
    editor = section.editor
    card = editor.cards[0]
    assert card.others.isHidden()
    editor.other.choose("uk")
    assert not card.others.isHidden()
    assert card.others.fields["instruction"].label.text() == "What to do · Українська"
    card.others.fields["instruction"].set_text("ї" * 2001)
    press(section, "Save the draft")
    assert "1 character too many." in said(card)
    card.others.fields["instruction"].set_text("Зважити порошок.")
    editor.others.fields["title"].set_text("Поливання")
    editor.others.fields["purpose"].set_text("Немає такого в оригіналі")
    card.removed.emit()
    press(section, "Bring the removed step back")
    press(section, "Save the draft")
    assert not editor.dirty
    assert editor.others.fields["purpose"].text() == ""
    press(section, "Preview")
    reading = section.reading
    assert "Weigh the powder." in said(reading)
    assert not reading.language.isHidden()
    reading.language.choose("uk")
    assert "Зважити порошок." in said(reading)
    assert "Stir.\u00a0[en]" in said(reading)


def test_that_the_language_of_a_procedure_is_not_offered_beside_itself(
    section: ProceduresSection,
) -> None:
    begin(section)
    write(section, "Weigh the powder.")
    editor = section.editor
    other = editor.cards[0].others
    editor.other.choose("uk")
    other.fields["instruction"].set_text("Зважити порошок.")
    editor.other.choose("kk")
    assert other.fields["instruction"].text() == ""
    editor.other.choose("uk")
    assert other.fields["instruction"].text() == "Зважити порошок."
    editor.language.choose("uk")
    assert editor.other.value() == ""
    assert other.isHidden()


def test_that_the_next_version_begins_as_a_copy_and_can_be_given_up(
    section: ProceduresSection, window: MainWindow, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_dialog(monkeypatch, "Make effective")
    begin(section)
    write(section, "Weigh the powder.")
    press(section, "Save the draft")
    sign_in(window, shop, "marko")
    window.go_to("procedures")
    tap(section.pane.table, "Mix the glaze")
    press(section, "Make version 1 effective")
    press(section, "Write the next version")
    assert written(section) == ["Weigh the powder."]
    press(section, "All procedures")
    tap(section.pane.table, "Mix the glaze")
    answer_dialog(monkeypatch, "Give up")
    press(section, "Give up this draft…")
    assert table_words(section.pane.table)[0][1] == "Version 1"


def test_that_somebody_alone_gives_a_reason_that_stays(
    section: ProceduresSection, shop: Shop
) -> None:
    with shop.database.writing() as session:
        people.set_roles(session, shop.ids["marko"], {(Role.INSPECTOR, 1)}, shop.ids["mira"], AT)
    begin(section)
    write(section, "Weigh the powder.")
    press(section, "Save the draft")
    press(section, "All procedures")
    tap(section.pane.table, "Mix the glaze")
    when_asked(because("Nobody else yet"))
    press(section, "Make version 1 effective")
    assert "Alone, because: Nobody else yet" in said(section)


def test_that_a_procedure_is_retired_and_comes_back(
    section: ProceduresSection, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_dialog(monkeypatch, "Retire")
    begin(section)
    press(section, "All procedures")
    tap(section.pane.table, "Mix the glaze")
    press(section, "Retire…")
    assert table_words(section.pane.table) == []
    section.pane.retired.click()
    tap(section.pane.table, "Mix the glaze")
    press(section, "Bring back")
    section.pane.retired.click()
    assert table_words(section.pane.table)[0][0] == "Mix the glaze"


@pytest.mark.parametrize("who", ["ana"])
def test_that_inspectors_read_and_see_no_dead_button(
    section: ProceduresSection, window: MainWindow, shop: Shop
) -> None:
    with shop.database.writing() as session:
        entry = NewProcedure(code="GLAZE", title="Mix the glaze")
        new_procedure(session, entry, shop.ids["mira"], AT)
    window.go_to("procedures")
    section.reload()
    assert "Only a lead or an owner can change this" in said(section)
    tap(section.pane.table, "Mix the glaze")
    assert {text for text in shown_buttons(section) if text} == {"Read version 1", "Print…"}


def test_that_the_tabs_of_the_manual_lead_to_its_parts(window: MainWindow) -> None:
    assert find(window, "Procedures").isChecked()
    assert not find(window, "Checklists").isChecked()


def test_that_two_versions_are_read_side_by_side(section: ProceduresSection, shop: Shop) -> None:
    first = procedure(shop)
    next_version(shop, first, ("Wipe the rim with a dry cloth.", "Look at the rim from 30 cm."))
    section.reload()
    tap(section.pane.table, "Look at the rim")
    assert "Compare version 1 with the one before" not in shown_buttons(section)
    press(section, "Compare version 2 with the one before")
    shown = said(section.comparing)
    assert "1 added" in shown
    assert "1 removed" in shown
    assert "1 unchanged" in shown
    assert "Look at the rim from 30 cm." in shown
    assert "Step 2 before" in shown
    assert "Wipe the rim" not in shown
    section.comparing.all.click()
    assert "Wipe the rim" in said(section.comparing)
    section.comparing.after.choose(first.id)
    assert "Both versions say the same." not in said(section.comparing)
    section.comparing.all.click()
    assert "Both versions say the same." in said(section.comparing)
    press(section, "All procedures")
    assert section.pane.isVisible()
