"""Several reports of the register: chosen, issued again as far as it is let, written as files."""

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from qc_desk.reports import print_paper
from qc_desk.services.report_lists import report_rows
from qc_desk.ui.jobs import Job
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.reports import ReportsPage
from qc_desk.ui.reports.many_again import ManyAgainDialog
from tests.checked_shop import AT, Shop, print_plainly
from tests.shop_window import LEFT, press, said, when_asked

COUNT = 3


@pytest.fixture
def several(page: ReportsPage, shop: Shop, qtbot: QtBot) -> ReportsPage:
    """The register with three reports, and choosing begun."""
    for number in range(1, COUNT + 1):
        printer = print_paper if number == COUNT else print_plainly  # the newest is read
        shop.approve(shop.checked_twice(f"L-{number}"), printer=printer)
    page.reload()
    qtbot.waitUntil(lambda: page.rows.rowCount() == COUNT)
    press(page, "Choose several")
    return page


def tap(page: ReportsPage, row: int) -> None:
    cell = page.table.visualRect(page.rows.index(row, 0))
    QTest.mouseClick(page.table.viewport(), LEFT, pos=cell.center())


def _shows(page: ReportsPage, count: int) -> bool:
    return page.rows.rowCount() == count


def in_english(dialog: QDialog) -> None:
    """Ask for English, with a reason."""
    assert isinstance(dialog, ManyAgainDialog)
    dialog.language.choose("en")
    dialog.chips[0].click()
    dialog.deed.click()


def numbers(shop: Shop) -> dict[str, tuple[str, str]]:
    """What each report replaces, and its language."""
    with shop.database.reading() as session:
        return {row.number: (row.replaces, row.language) for row in report_rows(session)}


def test_that_taps_choose_and_do_not_open(several: ReportsPage, qtbot: QtBot) -> None:
    assert not several.choosing.again.isEnabled()
    tap(several, 0)
    tap(several, 2)
    assert "2 reports are chosen" in said(several)
    assert several.list.isVisible()
    tap(several, 2)
    assert "1 report is chosen" in said(several)
    several.reload()
    qtbot.waitUntil(lambda: "1 report is chosen" in said(several))
    several.table.setFocus()
    QTest.keyClick(several.table, Qt.Key.Key_Return)
    assert several.list.isVisible()
    press(several, "Done")
    tap(several, 0)
    assert several.reader.isVisible()


def test_that_chosen_reports_are_issued_again(
    several: ReportsPage, shop: Shop, qtbot: QtBot
) -> None:
    tap(several, 0)
    tap(several, 1)
    when_asked(in_english)
    press(several, "Issue again…")
    qtbot.waitUntil(
        lambda: "2 reports are issued again." in said(several.window()), timeout=30_000
    )
    assert numbers(shop)["IR-NS-00004"] == ("IR-NS-00002", "en")
    assert numbers(shop)["IR-NS-00005"] == ("IR-NS-00003", "en")
    assert not several.choosing.isVisible()
    qtbot.waitUntil(lambda: several.rows.rowCount() == COUNT + 2)

    press(several, "Choose several")
    press(several, "Choose all")

    def look(dialog: QDialog) -> None:
        assert "2 chosen reports were replaced already" in said(dialog)
        dialog.reject()

    when_asked(look)
    press(several, "Issue again…")
    several.table.clearSelection()
    tap(several, 2)
    tap(several, 3)
    press(several, "Issue again…")
    assert "Every chosen report was replaced already" in said(several.window())


def test_that_what_is_issued_stays_when_it_is_stopped(
    several: ReportsPage, window: MainWindow, shop: Shop, qtbot: QtBot
) -> None:
    for number in range(COUNT + 1, 12):
        shop.approve(shop.checked_twice(f"L-{number}"))
    several.reload()
    qtbot.waitUntil(lambda: several.rows.rowCount() == 11)

    def stop_early(job: Job) -> None:
        job.progressed.connect(lambda *_far: job.cancel(), Qt.ConnectionType.DirectConnection)

    window.jobs.started.connect(stop_early)
    press(several, "Choose all")
    when_asked(in_english)
    press(several, "Issue again…")
    qtbot.waitUntil(lambda: "10 of 11 reports are issued" in said(window), timeout=30_000)
    assert len(numbers(shop)) == 21


def test_that_chosen_reports_are_exported(
    several: ReportsPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: str(tmp_path / "out"))
    tap(several, 1)
    press(several, "Export these…")
    qtbot.waitUntil(lambda: "1 report is in the folder." in said(several.window()), timeout=9_000)
    assert [each.name for each in (tmp_path / "out").iterdir()] == ["IR-NS-00002.pdf"]


def test_that_days_of_ones_own_narrow_the_register(
    page: ReportsPage, issued: int, qtbot: QtBot
) -> None:
    assert issued
    page.reload()
    assert not page.filters.first.isVisible()
    page.filters.issued.choose(-1)
    assert page.filters.first.isVisible()
    day = AT.date()
    for first, last, count in (
        (day, None, 1),
        (day + timedelta(days=1), None, 0),
        (None, day - timedelta(days=1), 0),
        (day + timedelta(days=1), day - timedelta(days=1), 1),
        (day, day, 1),
    ):
        page.filters.first.set_value(first)
        page.filters.last.set_value(last)
        qtbot.waitUntil(partial(_shows, page, count))
    page.filters.first.set_text("no day")
    wanted = page.filters.wanted("", datetime.now(UTC), "Europe/Belgrade")
    assert wanted.issued_from is None
    assert wanted.issued_before is not None
    assert wanted.issued_before.hour == 0
    page.filters.clear()
    assert not page.filters.first.isVisible()
