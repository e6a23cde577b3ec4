"""Both checks as rows of a list: what each inspector found at each place."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QFontMetrics

from qc_desk.i18n import N_, _, format_decimal, headed
from qc_desk.services.check_sheets import AnswerRow
from qc_desk.services.second_checks import PairRow
from qc_desk.ui.rows import Column, Order
from qc_desk.ui.states import look
from qc_desk.ui.theme import Tone, Type, font

if TYPE_CHECKING:
    from qc_desk.services.desk import Session


ITEM_LEAST, COMPARED_WIDTH, _WIDEST = 160, 128, 188  # px
_BADGE = 64  # px: what an answer's badge needs beside its words


@dataclass(frozen=True)
class ShownPair:
    """A pair with its place in the checklist."""

    id: int
    pair: PairRow


class Pairs:
    """The pairs of one batch as a source of rows; they are already read."""

    def __init__(self, pairs: Sequence[PairRow], *, differences_only: bool) -> None:
        """Hold all pairs, or only those where the two inspectors differ."""
        numbered = [ShownPair(number, pair) for number, pair in enumerate(pairs)]
        self._rows = [row for row in numbered if row.pair.differs or not differences_only]

    def count(self, session: "Session") -> int:  # noqa: ARG002 (nothing is left to read)
        """Return how many rows there are."""
        return len(self._rows)

    def first(
        self,
        session: "Session",  # noqa: ARG002 (nothing is left to read)
        order: Order,  # noqa: ARG002 (always in checklist order)
        limit: int,
    ) -> Sequence[ShownPair]:
        """Return the first rows in checklist order."""
        return self._rows[:limit]

    def ids(self, session: "Session", order: Order) -> Sequence[int]:  # noqa: ARG002 (as above)
        """Return the places of all rows."""
        return [row.id for row in self._rows]

    def rows(self, session: "Session", ids: Sequence[int]) -> Sequence[ShownPair]:  # noqa: ARG002
        """Return the rows at these places."""
        wanted = set(ids)
        return [row for row in self._rows if row.id in wanted]


def columns(first: str, second: str, width: int) -> list[Column[ShownPair]]:
    """Return the columns: the item, and both answers under the names of who gave them.

    ``width`` is what the longest answer needs in px; the items take the rest.
    """
    return [
        Column(N_("Check item"), _item, width=ITEM_LEAST, grow=1),
        Column(
            first,
            lambda row: found(row.pair.first, row.pair.unit),
            state=lambda row: _look(row.pair.first),
            width=width,
        ),
        Column(
            second,
            lambda row: (
                _("Not drawn") if not row.pair.drawn else found(row.pair.second, row.pair.unit)
            ),
            state=lambda row: _look(row.pair.second),
            width=width,
        ),
        Column(
            N_("Compared"),
            compared,
            state=_compared_look,
            width=_compared_width(),
        ),
    ]


def answer_width(pairs: Sequence[PairRow], *names: str) -> int:
    """Return the width in px that the longest answer of these pairs needs, or a name above."""
    letters = QFontMetrics(font(Type.STRONG))
    said = {found(answer, pair.unit) for pair in pairs for answer in (pair.first, pair.second)}
    widest = max((letters.horizontalAdvance(words) for words in said), default=0) + _BADGE
    widest = min(widest, _WIDEST)
    return max(widest, *(min(letters.horizontalAdvance(name) + 28, 168) for name in names))


def _compared_width() -> int:
    """Return the width in px that the longest word of the comparison needs."""
    letters = QFontMetrics(font(Type.STRONG))
    said = (_("To decide"), _("Differs"), _("Same"), _("Not compared"))
    longest = max(letters.horizontalAdvance(headed(words)) for words in said[:2]) + _BADGE
    plain = max(letters.horizontalAdvance(words) for words in said[2:]) + 28
    return min(max(COMPARED_WIDTH, longest, plain), _WIDEST)


def _item(row: ShownPair) -> str:
    """Return an item's number and title, with its sample unit if there are several."""
    return f"{place(row.pair)}  {row.pair.title}"


def place(pair: PairRow) -> str:
    """Return an item's number, with its sample unit if there are several."""
    return f"{pair.number} / {pair.unit_number}" if pair.unit_number else pair.number


def found(answer: AnswerRow | None, unit: str) -> str:
    """Return an answer in words, with the measured value."""
    if answer is None:
        return "—"
    word = headed(answer.result.label)
    if answer.words:
        return f"{answer.words} · {word}"
    if answer.value is None:
        return word
    value = f"{format_decimal(answer.value)} {unit}".rstrip()
    return f"{value} · {word}"  # what is elided is not the value


def compared(row: ShownPair) -> str:
    """Return whether the two inspectors agree, in a word."""
    if row.pair.to_reconcile:
        return _("To decide")
    if row.pair.differs:
        return _("Differs")
    return _("Same") if row.pair.first and row.pair.second else _("Not compared")


def _compared_look(row: ShownPair) -> tuple[Tone, str] | None:
    """Return how a difference is shown; that two answers are the same needs no badge."""
    if row.pair.to_reconcile:
        return Tone.WARN, "git-compare"
    if row.pair.differs:
        return Tone.INFO, "git-compare"
    return None


def _look(answer: AnswerRow | None) -> tuple[Tone, str] | None:
    return look(answer.result) if answer is not None else None
