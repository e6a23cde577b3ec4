"""The rows of the list of problems, and what each column shows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from qc_desk.i18n import N_, _, format_date, format_integer, headed, ngettext
from qc_desk.services.problem_lists import ProblemFilter, ProblemRow, problem_rows
from qc_desk.ui.rows import Column, Order
from qc_desk.ui.states import look
from qc_desk.ui.theme import Tone

if TYPE_CHECKING:
    from qc_desk.services.desk import Session

SITES = 8  # the column that a shop with one site does not need

_SORTS: dict[str, Callable[[ProblemRow], Any]] = {
    "number": lambda row: row.id,
    "recurrences": lambda row: (row.recurrences, row.sightings),
    "problem": lambda row: (row.family.casefold(), row.code, row.item),
    "seen": lambda row: row.last_made_on or date.min,
    "owner": lambda row: row.owner.casefold(),
    "sites": lambda row: row.sites,
}


def columns(status_width: int = 172) -> list[Column[ProblemRow]]:
    """Return the columns of the list; where the window is narrow some are left out."""
    return [
        Column(N_("No."), lambda row: row.name, sort="number", width=72),
        Column(
            N_("Status"),
            lambda row: headed(row.status.label),
            state=lambda row: look(row.status),
            width=status_width,
        ),
        Column(
            N_("Came back"),
            lambda row: times(row.recurrences),
            sort="recurrences",
            state=lambda row: counter_look(row.recurrences),
            width=126,
        ),
        Column(N_("Problem"), words_of, sort="problem", width=220, grow=3),
        Column(
            N_("Stop-ship"),
            lambda row: _("stop-ship") if row.stopped else "",
            state=lambda row: (Tone.FAIL, "octagon-alert") if row.stopped else None,
            width=132,
            spare=1,
        ),
        Column(N_("Seen"), _seen, sort="seen", width=166, spare=2),
        Column(N_("Owner"), lambda row: row.owner, sort="owner", width=124, grow=1, spare=3),
        Column(N_("8D"), lambda row: row.corrective_action, width=72, spare=5),
        Column(
            N_("Sites"),
            lambda row: format_integer(row.sites),
            sort="sites",
            right=True,
            width=72,
            spare=4,
        ),
    ]


def times(recurrences: int) -> str:
    """Return how often it came back; a dash where it did not."""
    if not recurrences:
        return "—"
    said = ngettext("{count} time", "{count} times", recurrences)
    return said.format(count=format_integer(recurrences))


def counter_look(recurrences: int) -> tuple[Tone, str] | None:
    """Return how a counter looks: once is a warning, twice and more is an alarm."""
    if not recurrences:
        return None
    return (Tone.WARN if recurrences == 1 else Tone.FAIL), "repeat"


def words_of(row: ProblemRow) -> str:
    """Return what it is about: what is wrong, with which goods, and where."""
    parts = (f"{row.code} {row.code_name}", row.family, row.item, row.variant)
    return " · ".join(each for each in parts if each)


def _seen(row: ProblemRow) -> str:
    """Return when the newest goods that had it were made, and how many were seen."""
    if row.last_made_on is None:
        return ""
    return f"{format_date(row.last_made_on)} · {format_integer(row.sightings)}×"


@dataclass
class ProblemSource:
    """The problems that a filter lets through; ``stopped`` only those under stop-ship."""

    wanted: ProblemFilter
    stopped: bool = False
    _found: dict[int, ProblemRow] = field(default_factory=dict)

    def count(self, session: "Session") -> int:
        """Return how many problems there are."""
        rows = problem_rows(session, self.wanted)
        self._found = {row.id: row for row in rows if row.stopped or not self.stopped}
        return len(self._found)

    def first(
        self,
        session: "Session",  # noqa: ARG002 (the count has read them all)
        order: Order,
        limit: int,
    ) -> Sequence[ProblemRow]:
        """Return the first problems in an order."""
        return self._sorted(order)[:limit]

    def ids(
        self,
        session: "Session",  # noqa: ARG002 (as above)
        order: Order,
    ) -> Sequence[int]:
        """Return the ids of all problems in an order."""
        return [row.id for row in self._sorted(order)]

    def rows(
        self,
        session: "Session",  # noqa: ARG002 (as above)
        ids: Sequence[int],
    ) -> Sequence[ProblemRow]:
        """Return the problems with these ids."""
        return [self._found[each] for each in ids if each in self._found]

    def _sorted(self, order: Order) -> list[ProblemRow]:
        """Return what was counted in an order; without one, what needs somebody comes first."""
        rows = list(self._found.values())
        return sorted(rows, key=_SORTS[order.by], reverse=order.descending) if order.by else rows
