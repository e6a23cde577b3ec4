"""The rows of the list of complaints, and what each column shows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from qc_desk.i18n import N_, _, format_date, format_integer, headed, ngettext
from qc_desk.services.complaint_lists import (
    ComplaintFilter,
    ComplaintRow,
    complaint_ids,
    complaints_by_id,
    count_complaints,
    first_complaints,
)
from qc_desk.ui.rows import Column, Order
from qc_desk.ui.states import look
from qc_desk.ui.theme import Tone

if TYPE_CHECKING:
    from qc_desk.services.complaint_clock import ClockRow
    from qc_desk.services.desk import Session

SITE = 7  # the column that a shop with one site does not need
NEWEST_FIRST = Order("heard", descending=True)
_SOON = 8  # hours


def columns(status_width: int = 172) -> list[Column[ComplaintRow]]:
    """Return the columns of the list; where the window is narrow some are left out."""
    return [
        Column(N_("No."), lambda row: row.name, sort="number", width=84),
        Column(
            N_("Status"),
            lambda row: headed(row.status.label),
            sort="status",
            state=lambda row: look(row.status),
            width=status_width,
        ),
        Column(
            N_("Answer"),
            lambda row: clock_words(row.next_clock),
            state=lambda row: clock_look(row.next_clock),
            width=178,
        ),
        Column(N_("Customer"), lambda row: row.customer, sort="customer", width=150, grow=1),
        Column(N_("Words of the customer"), _first_line, width=200, grow=3, spare=2),
        Column(N_("Product"), lambda row: row.product_code, sort="product", width=110, spare=3),
        Column(
            N_("Heard"),
            lambda row: format_date(row.heard_at.date()),
            sort="heard",
            width=126,
            spare=1,
        ),
        Column(N_("Site"), lambda row: row.site, sort="site", width=104, grow=1, spare=4),
    ]


def _first_line(row: ComplaintRow) -> str:
    return " ".join(row.words.split())


def clock_words(clock: "ClockRow | None") -> str:
    """Return how long something still has, or since when it is late; empty when nothing waits."""
    if clock is None:
        return ""
    hours = int(abs(clock.hours_left))
    if hours >= 48:
        said = ngettext("{count} day", "{count} days", hours // 24)
        span = said.format(count=format_integer(hours // 24))
    else:
        span = _("{count} h").format(count=format_integer(hours))
    return (_("{span} late") if clock.late else _("{span} left")).format(span=span)


def clock_look(clock: "ClockRow | None") -> tuple[Tone, str] | None:
    """Return how a clock looks: late, soon, or calm."""
    if clock is None:
        return None
    if clock.late:
        return Tone.FAIL, "clock-alert"
    return (Tone.WARN, "clock") if clock.hours_left < _SOON else (Tone.CALM, "clock")


@dataclass(frozen=True)
class ComplaintSource:
    """The complaints that a filter lets through."""

    wanted: ComplaintFilter
    now: Callable[[], datetime]

    def count(self, session: "Session") -> int:
        """Return how many complaints there are."""
        return count_complaints(session, self.wanted, self.now())

    def first(self, session: "Session", order: Order, limit: int) -> Sequence[ComplaintRow]:
        """Return the first complaints in an order."""
        return first_complaints(session, self._in(order), self.now(), limit)

    def ids(self, session: "Session", order: Order) -> Sequence[int]:
        """Return the ids of all complaints in an order."""
        return complaint_ids(session, self._in(order), self.now())

    def rows(self, session: "Session", ids: Sequence[int]) -> Sequence[ComplaintRow]:
        """Return the complaints with these ids."""
        return complaints_by_id(session, list(ids), self.now())

    def _in(self, order: Order) -> ComplaintFilter:
        """Return the filter with the list's order."""
        if not order.by:
            return self.wanted
        return replace(self.wanted, sort=order.by, descending=order.descending)
