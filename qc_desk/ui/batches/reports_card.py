"""The reports that were issued about a batch."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from qc_desk.domain.vocabulary import BatchStatus, ReportKind
from qc_desk.i18n import LANGUAGES, _, format_datetime, headed, pgettext
from qc_desk.services.batch_details import BatchDetail
from qc_desk.services.issued_reports import ReportRow
from qc_desk.ui.buttons import Badge, button
from qc_desk.ui.cards import Card, words
from qc_desk.ui.states import look
from qc_desk.ui.theme import SPACE_L, SPACE_XS, Type


class ReportsCard(Card):
    """Every report with its number, verdict, time and language; one tap opens it."""

    def __init__(self, detail: BatchDetail, open_report: Callable[[int], None]) -> None:
        """Show the reports, the newest first."""
        super().__init__(_("Reports"))
        if not detail.reports:
            self.body.addWidget(words(_("The decision issues the first report."), quiet=True))
        for row in detail.reports:
            self.body.addWidget(_line(row, detail.time_zone, open_report))


def papers_of(detail: BatchDetail) -> dict[ReportKind, int]:
    """Return the reports that can be issued about a batch: by whom, and once it is decided."""
    decided = any(row.kind is ReportKind.INSPECTION for row in detail.reports)
    if not (decided and detail.may_inspect):
        return {}
    offered = [ReportKind.DEFECT] if detail.defects else []
    if detail.status in (BatchStatus.RELEASED, BatchStatus.SHIPPED):
        offered.append(ReportKind.CONFORMANCE)
    return dict.fromkeys(offered, detail.seen.batch_id)


def _line(row: ReportRow, zone: str, open_report: Callable[[int], None]) -> QWidget:
    """Return one report in a line."""
    line = QWidget()
    across = QHBoxLayout(line)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(SPACE_L)
    said = QVBoxLayout()
    said.setSpacing(SPACE_XS)
    said.addWidget(words(row.number, Type.STRONG))
    if row.verdict is not None:
        said.addWidget(Badge(headed(row.verdict.label), *look(row.verdict)))
    said.addWidget(words(_about(row, zone), Type.SMALL, quiet=True))
    across.addLayout(said, stretch=1)
    opening = button(_("Open"), lambda: open_report(row.id), "", "file-text")
    opening.setAccessibleName(_("Open report {number}").format(number=row.number))
    across.addWidget(opening)
    return line


def _about(row: ReportRow, zone: str) -> str:
    """Return when a report was issued, in which language, and what took its place."""
    language = LANGUAGES[row.language].name if row.language in LANGUAGES else row.language
    parts = [headed(row.kind.label), format_datetime(row.issued_at, zone), language]
    if row.withdrawn_at is not None:
        parts.append(pgettext("report", "withdrawn"))
    if row.replaces:
        parts.append(_("replaces {number}").format(number=row.replaces))
    if row.replaced_by:
        parts.append(_("replaced by {number}").format(number=row.replaced_by))
    return " · ".join(parts)
