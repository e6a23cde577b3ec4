"""The rows of the list of issued reports."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from qc_desk.i18n import LANGUAGES, N_, _, format_date, headed, language
from qc_desk.services.report_lists import (
    ReportFilter,
    ReportRow,
    count_reports,
    report_ids,
    reports_by_id,
)
from qc_desk.ui.rows import Column, Order
from qc_desk.ui.states import look
from qc_desk.ui.theme import Tone

if TYPE_CHECKING:
    from qc_desk.services.desk import Session


REPLACED = 6  # the column that says nothing while every report is in force


class ReportSource:
    """The reports that are wanted, the newest first."""

    def __init__(self, wanted: ReportFilter) -> None:
        """Look for these only."""
        self._wanted = wanted

    def count(self, session: "Session") -> int:
        """Return how many there are."""
        return count_reports(session, self._wanted)

    def first(
        self,
        session: "Session",
        order: Order,  # noqa: ARG002 (always the newest first)
        limit: int,
    ) -> Sequence[ReportRow]:
        """Return the newest."""
        return reports_by_id(
            session, report_ids(session, self._wanted, limit=limit), language().code
        )

    def ids(self, session: "Session", order: Order) -> Sequence[int]:  # noqa: ARG002 (as above)
        """Return the numbers of all in the record."""
        return report_ids(session, self._wanted)

    def rows(self, session: "Session", ids: Sequence[int]) -> Sequence[ReportRow]:
        """Return the rows with these numbers."""
        return reports_by_id(session, ids, language().code)


def columns(zone: str) -> list[Column[ReportRow]]:
    """Return the columns of the list; times are shown in a zone."""
    return [
        Column(N_("Report"), lambda row: row.number, width=120),
        Column(N_("About"), lambda row: row.about, width=96),
        Column(
            N_("Verdict"),
            lambda row: headed(row.verdict.label) if row.verdict else headed(row.kind.label),
            state=lambda row: look(row.verdict) if row.verdict else None,
            width=256,
        ),
        Column(N_("Product"), lambda row: row.product, width=160, grow=3),
        Column(N_("Manufacturer"), lambda row: row.manufacturer, width=140, grow=2, spare=2),
        Column(N_("Issued"), lambda row: _day(row, zone), width=124, spare=1),
        Column(N_("State"), _state, state=_replaced_look, width=160),
        Column(N_("Language"), lambda row: language_name(row.language), width=112, spare=3),
    ]


def _day(row: ReportRow, zone: str) -> str:
    """Return the day on which a report was issued, where the person is."""
    return format_date(row.issued_at.astimezone(ZoneInfo(zone)).date())


def language_name(code: str) -> str:
    """Return a language's name in itself."""
    return LANGUAGES[code].name if code in LANGUAGES else code


def _state(row: ReportRow) -> str:
    """Return that a report no longer holds; most do, and say nothing."""
    if row.withdrawn_at is not None:
        return headed(row.state.label)
    if not row.replaced_by:
        return ""
    return _("Replaced by {number}").format(number=row.replaced_by)


def _replaced_look(row: ReportRow) -> tuple[Tone, str] | None:
    """Return how it is shown that a report no longer holds."""
    if row.withdrawn_at is not None:
        return Tone.FAIL, "x"
    return (Tone.WARN, "history") if row.replaced_by else None
