"""Printing from the Manual and from Settings, where a person would look."""

import pytest
from pytestqt.qtbot import QtBot

from qc_desk.services.procedure_lists import procedure_rows
from qc_desk.services.procedures import make_effective
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.procedures.section import ProceduresSection
from tests.checked_shop import AT, Shop
from tests.shop_window import press, shown_buttons
from tests.ui.batches.test_prints import shown
from tests.ui.procedures.test_procedures_page import begin, write
from tests.ui.settings.conftest import tap


@pytest.fixture
def glaze(section: ProceduresSection) -> ProceduresSection:
    """The list with a draft of a procedure in it."""
    begin(section)
    write(section, "Weigh the powder.", "Stir for 10 minutes.")
    press(section, "Save the draft")
    press(section, "All procedures")
    return section


def test_that_a_draft_can_be_printed_but_not_signed_for(
    glaze: ProceduresSection, window: MainWindow, qtbot: QtBot
) -> None:
    tap(glaze.pane.table, "Mix the glaze")
    assert "Training sheet…" not in shown_buttons(glaze)
    press(glaze, "Print…")
    preview = shown(window, qtbot).sheets.preview
    assert preview is not None
    text = preview.text(0)
    assert "Weigh the powder." in text
    assert "DRAFT." in text


def test_that_a_version_in_force_has_a_training_sheet(
    glaze: ProceduresSection, window: MainWindow, shop: Shop, qtbot: QtBot
) -> None:
    with shop.database.writing() as session:
        version_id = procedure_rows(session)[0].newest_id
        assert version_id is not None
        make_effective(session, version_id, shop.ids["marko"], AT)
    glaze.reload()
    tap(glaze.pane.table, "Mix the glaze")
    press(glaze, "Training sheet…")
    preview = shown(window, qtbot).sheets.preview
    assert preview is not None
    assert "Ana Kovač" in preview.text(0)
