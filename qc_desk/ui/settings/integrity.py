"""Integrity: whether the record is what was written, and a PDF what was issued."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from qc_desk import settings
from qc_desk.i18n import _, format_integer
from qc_desk.services.files import read_file
from qc_desk.services.verify import verify_record
from qc_desk.services.verify_reports import check_report
from qc_desk.ui.buttons import button
from qc_desk.ui.cards import Card, words
from qc_desk.ui.files import choose_file
from qc_desk.ui.jobs import Job
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit
from qc_desk.ui.settings.result_card import ResultCard, pdf_result, record_result
from qc_desk.ui.settings.section import Section

if TYPE_CHECKING:
    from qc_desk.services.verify import Verification
    from qc_desk.services.verify_reports import ReportCheck


class _Stages(QObject):
    """Brings from the working thread which stage the check is at."""

    told = Signal(str, int, int)


class IntegritySection(Section):
    """Checks the whole record, or one PDF against it."""

    def __init__(self, kit: Kit) -> None:
        """Lay out both checks and their results."""
        super().__init__(
            kit,
            _("Integrity"),
            _("Anybody may check at any time; nothing is changed, and others can go on working."),
            scrolls=True,
        )
        self._stages = _Stages(self)
        self._stages.told.connect(self._show_stage)
        self.record = Card(_("The whole record"))
        self.record.body.addWidget(
            words(
                _(
                    "Every entry of the audit trail, every row, every signature, every issued"
                    " report, the two-person rule, and the receipts at the second place."
                ),
                quiet=True,
            )
        )
        self.check = button(
            _("Check the whole record"), self.check_record, "primary", "shield-check"
        )
        self.stage = words("", quiet=True)
        self.stage.hide()
        self.record.body.addWidget(self.check, 0, Qt.AlignmentFlag.AlignLeft)
        self.record.body.addWidget(self.stage)
        self.result = ResultCard()
        self.paper = Card(_("A report on paper or by e-mail"))
        self.paper.body.addWidget(
            words(_("Choose the PDF: is it exactly what this shop has issued?"), quiet=True)
        )
        self.choose = button(_("Check a report PDF…"), self._choose, "", "file-search")
        self.paper.body.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        self.paper_result = ResultCard()
        parts = (self.record, self.result, self.paper, self.paper_result)
        for number, card in enumerate(parts):
            self.body.insertWidget(number, card)

    @override
    def open(self, *facts: object) -> None:
        """Come to the front; check everything at once for "now"."""
        if facts == ("now",) and self.check.isEnabled():
            self.check_record()

    def check_record(self) -> None:
        """Check everything, in a job that can be cancelled."""
        desk, told = self.kit.records.desk, self._stages.told

        def work(job: Job) -> "Verification":
            def progress(stage: str, done: int, total: int) -> None:
                told.emit(stage, done, total)
                job.progressed.emit(done, total)

            outside = settings.load(environment={}).outside
            return verify_record(desk, progress, lambda: job.cancelled, outside)

        self.check.setEnabled(False)
        self.result.hide()
        job = self.kit.jobs.start(_("Checking the record"), work, self._show_record)
        job.ended.connect(self._end)

    def check_pdf(self, file: Path) -> None:
        """Compare a PDF with the record, in a job."""
        desk = self.kit.records.desk

        def work(_job: Job) -> "ReportCheck":
            from qc_desk.reports.reading import read_report  # noqa: PLC0415 (reportlab on use)

            content = read_file(file)
            read = read_report(content)
            with desk.reading() as session:
                return check_report(session, read.report_number, content, read.signed_data)

        self.paper_result.hide()
        self.kit.jobs.start(_("Checking {file}").format(file=file.name), work, self._show_pdf)

    def _choose(self) -> None:
        """Ask for a PDF."""
        file = choose_file(self, _("Check a report PDF"), _("Reports (*.pdf);;All files (*)"))
        if file is not None:
            self.check_pdf(file)

    def _show_stage(self, stage: str, done: int, total: int) -> None:
        """Say how far the check is."""
        self.stage.show()
        self.stage.setText(
            _("Checking {stage}: {done} of {total}").format(
                stage=stage, done=format_integer(done), total=format_integer(total)
            )
        )

    def _show_record(self, found: "Verification") -> None:
        """Show what the check of the record found."""
        self.result.show_result(record_result(found))

    def _show_pdf(self, found: "ReportCheck") -> None:
        """Show what the PDF turned out to be."""
        zone = self.kit.presence.person.zone if self.kit.presence.person else "UTC"
        self.paper_result.show_result(pdf_result(found, zone))

    def _end(self) -> None:
        """Allow another check."""
        self.check.setEnabled(True)
        self.stage.hide()


def build(kit: Kit) -> Section:
    """Build the section."""
    return IntegritySection(kit)
