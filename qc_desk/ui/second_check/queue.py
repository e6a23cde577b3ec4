"""The queue: what this person may check, what others have to, and what is held."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from qc_desk.domain.refusals import SecondInspectorAvailable
from qc_desk.domain.spot_rules import mode_words
from qc_desk.domain.vocabulary import CheckMode, InspectionStatus
from qc_desk.i18n import _, format_date, format_datetime, format_integer, headed, ngettext
from qc_desk.services.second_checks import AwaitingRow, HeldRow
from qc_desk.ui.buttons import Badge, Button
from qc_desk.ui.cards import empty, words
from qc_desk.ui.icons import pixmap
from qc_desk.ui.overrides import override
from qc_desk.ui.theme import SPACE_L, SPACE_M, SPACE_S, Tone, Type, colours_now

R = TypeVar("R", AwaitingRow, HeldRow)
_STEP = 10  # cards to a section at once: cards are laid out slowly, and one does one at a time
_NARROW_BELOW = 800  # px of a card: the mode stands below the name


class Queue(QWidget):
    """Batches that wait for a second person, as cards."""

    begun = Signal(object)
    resumed = Signal(object)
    compared = Signal(int)
    released_alone = Signal(object)

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self._zone = "UTC"
        self.cards: list[QueueCard] = []
        self._wanted: dict[str, int] = {}  # how many cards of a section were asked for
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_M)

    def show_rows(self, rows: Sequence[AwaitingRow], held: Sequence[HeldRow], zone: str) -> None:
        """Show what this person may act on first, then the others with the reason."""
        self._zone = zone
        empty(self._column)
        self.cards = []
        mine = [row for row in rows if row.mine or row.refusal is None]
        others = [row for row in rows if not (row.mine or row.refusal is None)]
        if not rows and not held:
            self._column.addWidget(_nothing())
        elif not mine:
            self._column.addWidget(words(_("Nothing waits for you."), quiet=True))
        self._section(_("You can check these"), mine, self._awaiting)
        self._section(_("Other people have to check these"), others, self._awaiting)
        self._section(_("Held after both checks"), held, self._held)
        self._column.addStretch(1)

    def _section(self, title: str, rows: Sequence[R], card: "Callable[[R], QueueCard]") -> None:
        """Show a headline with a count and its cards."""
        if not rows:
            return
        headline = _("{title} ({count})").format(title=title, count=format_integer(len(rows)))
        self._column.addWidget(words(headline, Type.SECTION))
        cards = QVBoxLayout()
        cards.setSpacing(SPACE_M)
        self._column.addLayout(cards)
        self._add_cards(cards, title, rows, card)

    def _add_cards(
        self,
        cards: QVBoxLayout,
        title: str,
        rows: Sequence[R],
        card: "Callable[[R], QueueCard]",
    ) -> None:
        """Show some cards of a section, and a way to more if there are more."""
        wanted = self._wanted.get(title, _STEP)
        for row in rows[cards.count() : wanted]:
            made = card(row)
            self.cards.append(made)
            cards.addWidget(made)
        more = len(rows) - wanted
        if more <= 0:
            return
        said = ngettext("Show {count} more", "Show {count} more", min(more, _STEP))
        button = Button(said.format(count=min(more, _STEP)), "", "chevron-down")
        cards.addWidget(button)

        def show_more() -> None:
            self._wanted[title] = wanted + _STEP
            cards.removeWidget(button)
            button.hide()
            button.deleteLater()
            before = len(self.cards)
            self._add_cards(cards, title, rows, card)
            self.cards[before].setFocus()

        button.clicked.connect(lambda _on=False: show_more())

    def _awaiting(self, row: AwaitingRow) -> "QueueCard":
        """Return the card of a batch that waits for its second check."""
        card = QueueCard(row.batch, row.product, self._awaiting_facts(row))
        card.say_mode(row.mode, row.share)
        if row.refusal is not None and not row.mine:
            card.explain(str(row.refusal))
        self._add_verb(card, row)
        nobody_else = not isinstance(row.alone_refusal, SecondInspectorAvailable)
        if row.owned and row.second_inspection_id is None and nobody_else:
            alone = card.add_verb(_("Release without second check…"), "", "shield-alert")
            alone.clicked.connect(lambda _on=False: self.released_alone.emit(row))
            alone.setEnabled(row.alone_refusal is None)
            if row.alone_refusal is not None:
                card.explain(str(row.alone_refusal))
        return card

    def _add_verb(self, card: "QueueCard", row: AwaitingRow) -> None:
        """Add what this person does next with a batch."""
        submitted = row.second_status not in (None, InspectionStatus.OPEN)
        if row.mine and not submitted:
            verb = card.add_verb(_("Continue my check"), "primary", "circle-play")
            verb.clicked.connect(lambda _on=False: self.resumed.emit(row))
        elif submitted:
            verb = card.add_verb(
                _("Compare and decide") if row.mine else _("Compare both checks"),
                "primary" if row.mine else "",
                "git-compare",
            )
            verb.clicked.connect(lambda _on=False: self.compared.emit(row.batch_id))
        elif row.refusal is None:
            verb = card.add_verb(_("Begin second check"), "primary", "user-round-check")
            verb.clicked.connect(lambda _on=False: self.begun.emit(row))

    def _held(self, row: HeldRow) -> "QueueCard":
        """Return the card of a held batch."""
        told = _("Held by {name} on {when}: {reason}").format(
            name=row.decided_by,
            when=format_datetime(row.decided_at, self._zone),
            reason=row.reason,
        )
        card = QueueCard(row.batch, row.product, f"{row.manufacturer} · {told}")
        if row.refusal is not None:
            card.explain(str(row.refusal))
        look = card.add_verb(_("Look and decide"), "", "git-compare")
        look.clicked.connect(lambda _on=False: self.compared.emit(row.batch_id))
        return card

    def _awaiting_facts(self, row: AwaitingRow) -> str:
        """Return the line below a batch's name."""
        pieces = ngettext("{count} piece", "{count} pieces", row.quantity)
        facts = [row.manufacturer, pieces.format(count=format_integer(row.quantity))]
        if row.round > 1:
            facts.append(_("round {round}").format(round=row.round))
        first = _("first check by {name}").format(name=row.first_inspector)
        if row.first_signed_at is not None:
            first = f"{first}, {format_datetime(row.first_signed_at, self._zone)}"
        facts.append(first)
        if row.promised_ship_date is not None:
            facts.append(_("ships {day}").format(day=format_date(row.promised_ship_date)))
        return " · ".join(facts)


class QueueCard(QFrame):
    """One batch: its name, a line of facts, why not, and what can be done."""

    def __init__(self, batch: str, product: str, facts: str) -> None:
        """Show a batch."""
        super().__init__()
        self.setObjectName("card")
        self.batch = batch
        self.refusals: list[str] = []
        names = QHBoxLayout()
        names.setSpacing(SPACE_M)
        names.addWidget(words(batch, Type.SECTION))
        names.addWidget(words(product), stretch=1)
        self._names = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._names.setSpacing(SPACE_S)
        self._names.addLayout(names, stretch=1)
        self._left = QVBoxLayout()
        self._left.setSpacing(SPACE_S)
        self._left.addLayout(self._names)
        self._left.addWidget(words(facts, Type.SMALL, quiet=True))
        self._verbs = QVBoxLayout()
        self._verbs.setSpacing(SPACE_S)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        row.setSpacing(SPACE_L)
        row.addLayout(self._left, stretch=1)
        row.addLayout(self._verbs)

    def say_mode(self, mode: CheckMode, share: int | None) -> None:
        """Say how the second inspector works: blind, or looking at the first one's findings."""
        blind = mode.blind
        picture = "eye-off" if blind else "eye"
        badge = Badge(headed(mode_words(mode, share)), Tone.INFO, picture)
        badge.setToolTip(
            _("The second inspector does not see what the first one found.")
            if blind
            else _("The second inspector sees what the first one found.")
        )
        self._names.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the mode below the name where there is little room beside it."""
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        narrow = self.width() < _NARROW_BELOW
        self._names.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)

    def explain(self, refusal: str) -> None:
        """Say why something is not possible for this person."""
        self.refusals.append(refusal)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        picture = QLabel()
        picture.setPixmap(pixmap("lock", colours_now().muted, 18))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words(refusal), stretch=1)
        self._left.addLayout(row)

    def add_verb(self, text: str, kind: str, picture: str) -> Button:
        """Add a button at the right."""
        made = Button(text, kind, picture)
        made.setAccessibleName(_("{verb}: {batch}").format(verb=text, batch=self.batch))
        self._verbs.addWidget(made)
        return made


def _nothing() -> QWidget:
    """Return what is said when no batch waits."""
    made = QWidget()
    picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
    picture.setPixmap(pixmap("inbox", colours_now().muted, 40))
    headline = words(_("No batch waits for a second check"), Type.SECTION)
    hint = words(
        _("Batches come here when their first inspector has signed. Enter one under Batches."),
        quiet=True,
    )
    column = QVBoxLayout(made)
    column.setSpacing(SPACE_S)
    column.addSpacing(SPACE_L * 5)
    column.addWidget(picture)
    for label in (headline, hint):
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(label)
    return made
