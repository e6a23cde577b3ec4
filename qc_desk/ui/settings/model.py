"""Rows of short lists: read whole, sorted by the words they show."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from qc_desk.i18n import alphabetical
from qc_desk.ui.rows import HasId, Order

if TYPE_CHECKING:
    from qc_desk.services.desk import Session

R = TypeVar("R", bound=HasId)


@dataclass
class ListSource(Generic[R]):
    """A list that a service returns whole, in its own order unless a column is chosen."""

    read: "Callable[[Session], Sequence[R]]"
    sorts: dict[str, Callable[[R], str]]

    def count(self, session: "Session") -> int:
        """Return how many rows there are."""
        self._found = list(self.read(session))
        return len(self._found)

    def first(self, session: "Session", order: Order, limit: int) -> Sequence[R]:
        """Return the first rows in an order."""
        if not hasattr(self, "_found"):
            self.count(session)
        return self._sorted(self._found, order)[:limit]

    def ids(self, session: "Session", order: Order) -> Sequence[int]:
        """Return the numbers of all rows in an order."""
        return [row.id for row in self._sorted(list(self.read(session)), order)]

    def rows(self, session: "Session", ids: Sequence[int]) -> Sequence[R]:
        """Return the rows with these numbers."""
        wanted = set(ids)
        return [row for row in self.read(session) if row.id in wanted]

    def _sorted(self, rows: list[R], order: Order) -> list[R]:
        """Return rows by the words of a column, in the order of the alphabet spoken."""
        words = self.sorts.get(order.by)
        if words is None:
            return rows
        return sorted(rows, key=lambda row: alphabetical(words(row)), reverse=order.descending)
