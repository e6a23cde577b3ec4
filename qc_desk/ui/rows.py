"""Long lists: the first rows at once, the order of all from a worker, windows of rows by id."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from shiboken6 import isValid

from qc_desk.i18n import _
from qc_desk.ui.jobs import Job, Jobs
from qc_desk.ui.overrides import override
from qc_desk.ui.records import Records
from qc_desk.ui.theme import Tone

if TYPE_CHECKING:
    from qc_desk.services.desk import Session

BLOCK = 200
_BLOCKS_KEPT = 32
_ASIDE_ABOVE = 20_000  # rows: from here on the first rows are read beside the window's thread

# Comparing with an enum member would double the time of a repaint.
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
STATE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_WAITING = "…"

Index = QModelIndex | QPersistentModelIndex


class HasId(Protocol):
    """A frozen row that knows its number in the record."""

    @property
    def id(self) -> int:
        """The number in the record."""
        ...


R = TypeVar("R", bound=HasId)
R_co = TypeVar("R_co", bound=HasId, covariant=True)


@dataclass(frozen=True)
class Order:
    """By which of the source's words rows are sorted."""

    by: str = ""
    descending: bool = False


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column: its title (marked with N_), what it shows, and the source's word to sort by.

    Free room goes to the columns that ``grow``, by these shares. Where there is too little, the
    columns that can be ``spare``d are left out, the highest number first.
    """

    title: str
    text: Callable[[R], str]
    sort: str = ""
    state: Callable[[R], tuple[Tone, str] | None] | None = None
    right: bool = False
    width: int = 140
    grow: int = 0
    spare: int = 0


class Source(Protocol[R_co]):
    """One question about the record, filter included; its order comes from the list."""

    def count(self, session: "Session") -> int:
        """Return how many rows there are."""
        ...

    def first(self, session: "Session", order: Order, limit: int) -> Sequence[R_co]:
        """Return the first rows in an order."""
        ...

    def ids(self, session: "Session", order: Order) -> Sequence[int]:
        """Return the numbers of all rows in an order."""
        ...

    def rows(self, session: "Session", ids: Sequence[int]) -> Sequence[R_co]:
        """Return the rows with these numbers, in any order."""
        ...


class Rows(QAbstractTableModel, Generic[R]):
    """The rows of a source, read when they come into sight."""

    loaded = Signal()

    def __init__(
        self,
        records: Records,
        jobs: Jobs,
        columns: Sequence[Column[R]],
        order: Order | None = None,
    ) -> None:
        """Show these columns; rows begin in this order."""
        super().__init__()
        self._records, self._jobs = records, jobs
        self.columns = list(columns)
        self.order = order or Order()
        self._source: Source[R] | None = None
        self._count = 0
        self._longest = 0  # what it was without a filter: the record looks through all of it
        self._first: list[R] = []
        self._ids: Sequence[int] = ()
        self._blocks: OrderedDict[int, dict[int, R]] = OrderedDict()
        self._job: Job | None = None
        self._question = 0

    def show(self, source: Source[R]) -> None:
        """Show what a source finds; an older question that still runs is forgotten."""
        self._source = source
        self.reload()

    def reload(self) -> None:
        """Ask the source again; rows that stayed the same keep their selection."""
        source, order = self._source, self.order
        if source is None:
            return
        self._question += 1
        question = self._question
        if self._job is not None:
            self._job.cancel()
            self._job = None

        def ask(session: "Session") -> tuple[int, Sequence[R]]:
            return source.count(session), source.first(session, order, BLOCK)

        if self._longest <= _ASIDE_ABOVE:
            self._take_first(question, *self._records.read(ask))
            return
        self._job = self._jobs.read(
            _("Reading the list"),
            lambda session, _job: ask(session),
            lambda found: self._take_first(question, *found),
            quiet=True,
        )

    def row(self, number: int) -> R | None:
        """Return a row by its place in the list; None while its place is not known yet."""
        if number < len(self._first):
            return self._first[number]
        if number >= len(self._ids):
            return None
        return self._block(number // BLOCK).get(self._ids[number])

    def id_at(self, number: int) -> int | None:
        """Return the number in the record of the row at a place."""
        if number < len(self._first):
            return self._first[number].id
        return self._ids[number] if number < len(self._ids) else None

    def place_of(self, row_id: int) -> int | None:
        """Return the place of a row in the list; None when it is not there or not known yet."""
        for place, row in enumerate(self._first):
            if row.id == row_id:
                return place
        try:
            return self._ids.index(row_id)
        except ValueError:
            return None

    def _take_first(self, question: int, count: int, first: Sequence[R]) -> None:
        """Show the count and the first rows, then ask for the order of the rest."""
        if question != self._question or not isValid(self):
            return
        same = count == self._count and [r.id for r in first] == [r.id for r in self._first]
        if not same:
            self.beginResetModel()
        self._count, self._first, self._ids = count, list(first), ()
        self._longest = max(self._longest, count)
        self._blocks.clear()
        if not same:
            self.endResetModel()
        elif count:
            self.dataChanged.emit(self.index(0, 0), self.index(count - 1, len(self.columns) - 1))
        self.loaded.emit()
        if count > len(first):
            self._ask_for_ids(question)

    def _ask_for_ids(self, question: int) -> None:
        """Let a worker read the order of all rows."""
        source, order = self._source, self.order
        if source is None:
            return
        self._job = self._jobs.read(
            _("Reading the list"),
            lambda session, _job: array("q", source.ids(session, order)),
            lambda ids: self._take_ids(question, ids),
            quiet=True,
        )

    def _take_ids(self, question: int, ids: Sequence[int]) -> None:
        """Show the rows beyond the first; the list may have grown or shrunk in between."""
        if question != self._question or not isValid(self):
            return
        self._job = None
        grown = len(ids) != self._count
        if grown:
            self.beginResetModel()
        self._count, self._ids = len(ids), ids
        if grown:
            self._first = self._first[: len(ids)]
            self.endResetModel()
        else:
            last = self.index(self._count - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(len(self._first), 0), last)
        self.loaded.emit()

    def _block(self, number: int) -> dict[int, R]:
        """Return a block of rows by id, the ones used longest ago forgotten."""
        block = self._blocks.get(number)
        if block is None:
            source = self._source
            wanted = self._ids[number * BLOCK : (number + 1) * BLOCK]
            found = self._records.read(lambda s: source.rows(s, wanted)) if source else ()
            block = {row.id: row for row in found}
            self._blocks[number] = block
            if len(self._blocks) > _BLOCKS_KEPT:
                self._blocks.popitem(last=False)
        else:
            self._blocks.move_to_end(number)
        return block

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return how many rows there are."""
        return 0 if parent.isValid() else self._count

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """Return what a cell shows."""
        if role == _DISPLAY:
            row = self.row(index.row())
            return _WAITING if row is None else self.columns[index.column()].text(row)
        if role == _ALIGNMENT:
            return _RIGHT if self.columns[index.column()].right else _LEFT
        if role == STATE_ROLE:
            return self._state(index)
        if role == _TOOL_TIP:
            return self.data(index, _DISPLAY)
        return None

    def _state(self, index: Index) -> tuple[Tone, str] | None:
        """Return tone and icon of a cell that shows a state."""
        state = self.columns[index.column()].state
        row = self.row(index.row()) if state is not None else None
        return state(row) if state is not None and row is not None else None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Return a column's title."""
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if role == _DISPLAY else None
        if role == _DISPLAY:
            return _(self.columns[section].title)
        if role == _ALIGNMENT:
            return _RIGHT if self.columns[section].right else _LEFT
        return None

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Let the source sort by a column, if it can."""
        word = self.columns[column].sort if 0 <= column < len(self.columns) else ""
        wanted = Order(word, order == Qt.SortOrder.DescendingOrder)
        if word and wanted != self.order:
            self.order = wanted
            self.reload()
