"""New reports: asked for on the Reports page, with what their sender decides."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from qc_desk.domain.vocabulary import ReportKind
from qc_desk.services.fixed_letters import CustomerToTell
from qc_desk.services.new_reports import usual_entry
from qc_desk.services.report_lists import report_rows
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.reports import ReportsPage, new_report
from tests.checked_shop import Shop
from tests.integration.services.seen import bad
from tests.shop_window import press, when_asked


def ask(
    page: ReportsPage, kind: ReportKind, subject: str, then: Callable[[QDialog], None] | None
) -> None:
    """Ask for a report on the page."""

    def which(dialog: QDialog) -> None:
        assert isinstance(dialog, new_report.WhichReportDialog)
        assert not dialog.deed.isEnabled()
        dialog.kind.choose(kind)
        dialog.subject.set_text(subject)
        if then is not None:
            when_asked(then)
        dialog.deed.click()

    when_asked(which)
    press(page, "New report…")


def issue(dialog: QDialog) -> None:
    assert isinstance(dialog, new_report.NewReportDialog)
    dialog.words.set_text("Lot 7")
    dialog.deed.click()


def test_that_a_certificate_is_issued_and_opened(
    page: ReportsPage, issued: int, shop: Shop, qtbot: QtBot
) -> None:
    assert issued
    ask(page, ReportKind.CONFORMANCE, "L-1", issue)
    qtbot.waitUntil(lambda: 0 in page.reader.sheets.drawn, timeout=10_000)
    with shop.database.reading() as session:
        newest = report_rows(session)[0]
    assert (newest.number, newest.about) == ("CC-NS-00001", "L-1")
    assert page.heading.text() == "CC-NS-00001"


def test_that_an_unknown_subject_is_refused(window: MainWindow, page: ReportsPage) -> None:
    ask(page, ReportKind.EIGHT_D, "CA-99", None)
    assert window.bar.message is not None
    assert "There is no corrective action" in window.bar.message.headline


def test_that_it_is_fixed_goes_to_the_next_who_complained(page: ReportsPage) -> None:
    told = CustomerToTell(id=4, name="Café", complaints=("C-1",), letters=("FX-1",))
    waits = CustomerToTell(id=5, name="Inn", complaints=("C-2", "C-3"), letters=())
    entry = usual_entry(ReportKind.FIXED_LETTER, 1, date(2026, 11, 20))
    dialog = new_report.NewReportDialog(page, entry, "PR-1", [told, waits])
    offered = [dialog.customer.box.itemText(at) for at in range(dialog.customer.box.count())]
    assert offered == ["Whom it may concern", "Café (C-1), told by FX-1", "Inn (C-2 and C-3)"]
    assert dialog.wanted().customer_id == waits.id
    dialog.customer.choose(None)
    assert dialog.wanted().customer_id is None


def test_that_the_page_reads_who_complained(page: ReportsPage, shop: Shop) -> None:
    bad(shop, "L-9")

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, new_report.NewReportDialog)
        assert dialog.customer.hint.text() == "No complaint belongs to the problem."
        dialog.leave.click()

    ask(page, ReportKind.FIXED_LETTER, "PR-1", look)


@pytest.mark.parametrize("kind", [ReportKind.DEFECT, ReportKind.WEEKLY_LETTER])
def test_that_days_are_offered_and_must_be_days(page: ReportsPage, kind: ReportKind) -> None:
    entry = usual_entry(kind, 1, date(2026, 11, 20))
    dialog = new_report.NewReportDialog(page, entry, "Batch L-1")
    assert dialog.deed.isEnabled()
    assert dialog.wanted() == entry
    next(iter(dialog.days.values())).set_text("soon")
    assert not dialog.deed.isEnabled()
