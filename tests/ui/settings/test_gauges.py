"""Gauges in Settings: added, calibrated, found by state, and doubted when found wrong."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton

from qc_desk.domain.gauge_words import CalibrationResult
from qc_desk.services import calibrations, gauges, inspections
from qc_desk.ui.fields import ChoiceField
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.settings.calibration_dialog import CalibrationDialog
from tests.checked_shop import AT, Shop
from tests.measured_shop import TODAY, add_gauge, ask_for_gauges, calibrate, in_date
from tests.shop_window import find, press, said, shown_buttons
from tests.ui.settings.conftest import Go, table_words, tap


def numbers(section: Any) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in table_words(section.pane.table)]


def words(section: Any) -> str:
    panel = section.beside.panel
    return "\n".join(each.text() for each in panel.findChildren(QLabel))


def in_dialog(act: Any) -> None:
    """Do something in the dialog that is about to open, then record it."""

    def run() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None:  # the button is not pressed yet
            QTimer.singleShot(10, run)
            return
        assert isinstance(dialog, CalibrationDialog)
        act(dialog)
        dialog.keep.click()
        if dialog.isVisible():
            dialog.reject()

    QTimer.singleShot(0, run)


def enter(dialog: CalibrationDialog, **texts: str) -> None:
    for name, text in texts.items():
        field = dialog.form.fields[name]
        if isinstance(field, ChoiceField):
            field.choose(next(word for word in CalibrationResult if word.value == text))
        else:
            field.set_text(text)


def test_that_a_gauge_is_added_and_calibrated(
    go: Go, window: MainWindow, shop: Shop, tmp_path: Path
) -> None:
    section = go("gauges")
    press(section, "Add a gauge")
    form = section.beside.panel.form
    for name, text in {"number": "C-1", "name": "Caliper 150 mm", "kind": "Caliper"}.items():
        form.fields[name].set_text(text)
    press(section, "Sa&ve")
    assert numbers(section) == [("C-1", "Never calibrated")]
    tap(section.pane.table, "C-1")
    certificate = tmp_path / "C-1.pdf"
    certificate.write_bytes(b"%PDF-1.7")

    def fill(dialog: CalibrationDialog) -> None:
        enter(dialog, calibrated_on="01.11.2026", result="in_tolerance", laboratory="Lab")
        dialog.take_file(certificate)

    in_dialog(fill)
    press(section, "Record a calibration")
    assert numbers(section) == [("C-1", "In date")]
    assert "C-1 is recorded: found in tolerance" in said(window)
    assert find(section, "Save the certificate C-1.pdf").isEnabled()
    with shop.database.reading() as session:
        (kept,) = calibrations.calibration_rows(session)
        assert str(kept.due_on) == "2027-11-01"


def test_that_a_calibration_that_is_refused_keeps_what_was_typed(
    go: Go, window: MainWindow, shop: Shop
) -> None:
    add_gauge(shop, "C-1")
    section = go("gauges")
    tap(section.pane.table, "C-1")
    in_dialog(
        lambda dialog: enter(
            dialog, calibrated_on="01.12.2026", result="adjusted", laboratory="The lab"
        )
    )
    press(section, "Record a calibration")
    assert "still to come" in said(window)
    kept: list[str] = []
    in_dialog(lambda dialog: kept.append(dialog.form.fields["laboratory"].text()))
    press(section, "Record a calibration")
    assert kept == ["The lab"]


def test_that_gauges_are_found_by_their_state(go: Go, shop: Shop) -> None:
    in_date(shop, "C-1")
    overdue, soon = add_gauge(shop, "C-2"), add_gauge(shop, "C-3")
    calibrate(shop, overdue, due=TODAY - timedelta(days=1))
    calibrate(shop, soon, due=TODAY + timedelta(days=7))
    section = go("gauges")
    assert numbers(section) == [("C-1", "In date"), ("C-2", "Overdue"), ("C-3", "Due soon")]
    section.state.setCurrentIndex(1)
    assert [number for number, _state in numbers(section)] == ["C-2", "C-3"]
    tap(section.pane.table, "C-2")
    assert section.beside.panel is not None
    assert not section.findChildren(QComboBox)[1].isVisible()  # one site only


def test_that_a_bad_calibration_leads_to_its_batches(go: Go, shop: Shop) -> None:
    ask_for_gauges(shop)
    gauge = in_date(shop, "C-1")
    batch_id = shop.add_batch("L-7")
    with shop.database.writing() as session:
        opened = inspections.open_first_check(session, batch_id, shop.ids["ana"], AT)
        entry = inspections.Entry(
            item_id=shop.items["height"], value=Decimal(10), gauge_id=gauge.id
        )
        inspections.record_answer(session, opened, entry, shop.ids["ana"], AT)
    calibrate(shop, gauge, on=TODAY, result=CalibrationResult.OUT_OF_TOLERANCE)
    section = go("gauges")
    assert numbers(section) == [("C-1", "Out of tolerance")]
    tap(section.pane.table, "C-1")
    assert "1 batch was measured with it since it was last right" in words(section)
    QApplication.processEvents()
    texts = [each.text() for each in section.beside.panel.findChildren(QPushButton)]
    assert any(text.startswith("L-7 · Tall mug") for text in texts)


@pytest.mark.parametrize("who", ["ana"])
def test_that_an_inspector_sees_calibrations_and_changes_nothing(go: Go, shop: Shop) -> None:
    in_date(shop, "C-1")
    section = go("gauges")
    assert "Only a lead or an owner" in section.notice.words.text()
    tap(section.pane.table, "C-1")
    assert "Lab" in words(section)
    assert "Record a calibration" not in shown_buttons(section)
    with shop.database.reading() as session:
        assert len(gauges.gauge_rows(session)) == 1
