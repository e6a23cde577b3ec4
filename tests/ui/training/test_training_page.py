"""The training matrix: noted by a lead, read and confirmed by each, asked for at a seat."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from qc_desk.domain.refusals import NotTrained
from qc_desk.services import checklists, inspections
from qc_desk.services.checklist_drafts import begin_draft
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.training.dialogs import AskDialog, NoteDialog
from qc_desk.ui.training.section import TrainingSection
from tests.checked_shop import AT, Shop
from tests.shop_window import press, said, shown_buttons, sign_in, when_asked
from tests.ui.batches.test_prints import shown
from tests.ui.settings.conftest import table_words, tap

Answer = Callable[[NoteDialog], None]


def note(section: TrainingSection, answer: Answer) -> None:
    """Press “Note a training” and answer its dialog."""

    def asked(dialog: QDialog) -> None:
        assert isinstance(dialog, NoteDialog)
        answer(dialog)

    when_asked(asked)
    press(section, "Note a training")


def choose(shop: Shop, *who: str, words: str = "") -> Answer:
    def answer(dialog: NoteDialog) -> None:
        for each in who:
            dialog.boxes[shop.ids[each]].setChecked(True)
        dialog.note.set_text(words)
        assert dialog.deed.isEnabled()
        dialog.deed.click()

    return answer


def matrix(section: TrainingSection) -> dict[str, str]:
    """What the matrix says of each person on the only checklist."""
    return {row[0]: row[1] for row in table_words(section.table)}


def test_that_training_is_noted_for_several_and_confirmed_by_each(
    section: TrainingSection, window: MainWindow, shop: Shop
) -> None:
    assert set(matrix(section).values()) == {"Not trained"}
    note(section, choose(shop, "ana", "jelena"))
    assert window.bar.message is not None
    assert window.bar.message.headline == "The training of 2 people is noted."
    assert matrix(section)["Ana Kovač"] == "Not confirmed yet"
    sign_in(window, shop, "ana")
    window.go_to("training")
    section.reload()
    assert "For you to read and confirm" in said(section)
    press(section, "Read")
    assert "Mugs, version 1" in said(section.version)
    press(section, "I have read and understood it")
    assert matrix(section)["Ana Kovač"] == "Trained"
    assert matrix(section)["Јелена Петровић"] == "Not confirmed yet"
    assert "For you to read and confirm" not in said(section)


def test_that_a_person_shows_what_they_were_trained_on(section: TrainingSection) -> None:
    tap(section.table, "Ana Kovač")
    assert section.panel is not None
    assert "Mugs, version 1" in said(section.panel)
    when_asked(lambda dialog: press(dialog, "Note the training"))
    press(section.panel, "Note training")
    assert "Trained by Marko Jurić" in said(section.panel)
    assert "Note training" not in shown_buttons(section.panel)
    assert "Read and confirm" not in shown_buttons(section.panel)  # that is for Ana


def test_that_ones_own_training_needs_a_word(section: TrainingSection, shop: Shop) -> None:
    seen: list[bool] = []

    def answer(dialog: NoteDialog) -> None:
        dialog.boxes[shop.ids["marko"]].setChecked(True)
        seen.append(dialog.deed.isEnabled())
        dialog.note.set_text("I wrote this checklist.")
        seen.append(dialog.deed.isEnabled())
        dialog.deed.click()

    note(section, answer)
    assert seen == [False, True]
    tap(section.table, "Marko Jurić")
    assert "“I wrote this checklist.”" in said(section)


def test_that_a_changed_version_names_who_must_be_trained_again(
    section: TrainingSection, window: MainWindow, shop: Shop
) -> None:
    note(section, choose(shop, "ana"))
    sign_in(window, shop, "ana")
    section.reload()
    press(section, "Read")
    press(section, "I have read and understood it")
    with shop.database.writing() as session:
        draft = begin_draft(session, 1, 1, shop.ids["mira"], AT)
        checklists.make_effective(session, draft, shop.ids["marko"], AT)
    sign_in(window, shop, "marko")
    section.reload()
    assert "To be trained again, because the version changed: Ana Kovač (Mugs)." in said(section)
    assert matrix(section)["Ana Kovač"] == "Again: had version 1"
    note(section, lambda dialog: dialog.deed.click())  # those are chosen already
    assert "To be trained again" not in said(section)


def test_that_a_checklist_asks_for_training_from_now_on(
    section: TrainingSection, shop: Shop
) -> None:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, AskDialog)
        (box,) = dialog.boxes.values()
        assert not box.isChecked()
        box.setChecked(True)
        dialog.deed.click()

    when_asked(answer)
    press(section, "Who may check?")
    batch_id = shop.add_batch()
    with shop.database.writing() as session, pytest.raises(NotTrained):
        inspections.open_first_check(session, batch_id, shop.ids["ana"], AT)
    tap(section.table, "Ana Kovač")
    assert "nobody checks without it" in said(section)


def test_that_going_back_notes_nothing(section: TrainingSection) -> None:
    note(section, lambda dialog: dialog.done(QDialog.DialogCode.Rejected))
    assert set(matrix(section).values()) == {"Not trained"}


@pytest.mark.parametrize("who", ["ana"])
def test_that_inspectors_look_and_confirm_and_note_nothing(section: TrainingSection) -> None:
    assert not {"Note a training", "Who may check?"} & set(shown_buttons(section))
    tap(section.table, "Ana Kovač")
    press(section, "Read and confirm")
    press(section, "Everybody")
    tap(section.table, "Јелена Петровић")
    assert "Read and confirm" not in shown_buttons(section)


def test_that_a_training_sheet_is_printed_from_what_is_read(
    section: TrainingSection, window: MainWindow, qtbot: QtBot
) -> None:
    assert section.matrix is not None
    assert "Training sheet…" not in shown_buttons(section)
    section.read(section.matrix.subjects[0])
    press(section, "Training sheet…")
    preview = shown(window, qtbot).sheets.preview
    assert preview is not None
    assert "Who has read it" in preview.text(0)
