"""The rows of the list of batches: its columns, and the questions it asks the record."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from qc_desk.i18n import N_, format_date, format_integer, headed
from qc_desk.services.batch_lists import (
    BatchFilter,
    BatchRow,
    batch_ids,
    batches_by_id,
    count_batches,
    first_batches,
)
from qc_desk.ui.rows import Column, Order
from qc_desk.ui.states import look

if TYPE_CHECKING:
    from qc_desk.services.desk import Session

STATUS = 1
SITE = 7  # the column that a shop with one site does not need
NEWEST_FIRST = Order("changed", descending=True)


def columns(status_width: int = 172) -> list[Column[BatchRow]]:
    """Return the columns of the list; where the window is narrow some are left out."""
    return [
        Column(N_("Batch"), lambda row: row.number, sort="number", width=112),
        Column(
            N_("Status"),
            lambda row: headed(row.status.label),
            sort="status",
            state=lambda row: look(row.status),
            width=status_width,
        ),
        Column(
            N_("Product"),
            _product,
            sort="product",
            width=200,
            grow=3,
        ),
        Column(
            N_("Manufacturer"),
            lambda row: row.manufacturer,
            sort="manufacturer",
            width=140,
            grow=2,
            spare=1,
        ),
        Column(
            N_("Pieces"),
            lambda row: format_integer(row.quantity),
            sort="quantity",
            right=True,
            width=92,
            spare=2,
        ),
        Column(
            N_("Produced on"),
            lambda row: _day(row.produced_on),
            sort="produced",
            width=132,
            spare=4,
        ),
        Column(
            N_("Ships by"), lambda row: _day(row.promised_ship_date), sort="ship_date", width=126
        ),
        Column(N_("Site"), lambda row: row.site, sort="site", width=112, grow=1, spare=3),
    ]


def _product(row: BatchRow) -> str:
    """Return name and code; the code goes on to the next line as a whole."""
    code = row.product_code.replace(" ", "\N{NO-BREAK SPACE}")
    return f"{row.product_name} ({code})"


def _day(day: date | None) -> str:
    return "" if day is None else format_date(day)


@dataclass(frozen=True)
class BatchSource:
    """The batches that a filter lets through."""

    wanted: BatchFilter

    def count(self, session: "Session") -> int:
        """Return how many batches there are."""
        return count_batches(session, self.wanted)

    def first(self, session: "Session", order: Order, limit: int) -> Sequence[BatchRow]:
        """Return the first batches in an order."""
        return first_batches(session, self._in(order), limit)

    def ids(self, session: "Session", order: Order) -> Sequence[int]:
        """Return the numbers of all batches in an order."""
        return batch_ids(session, self._in(order))

    def rows(self, session: "Session", ids: Sequence[int]) -> Sequence[BatchRow]:
        """Return the batches with these numbers."""
        return batches_by_id(session, list(ids))

    def _in(self, order: Order) -> BatchFilter:
        """Return the filter with the list's order."""
        if not order.by:
            return self.wanted
        return replace(self.wanted, sort=order.by, descending=order.descending)
