"""Both checks side by side: every item, what differs, and the defects of both."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from qc_desk.i18n import _, format_decimal, format_integer, headed, ngettext
from qc_desk.services.check_sheets import AnswerRow
from qc_desk.services.defects import DefectRow
from qc_desk.services.second_checks import SideBySide
from qc_desk.ui.buttons import Badge, Button
from qc_desk.ui.cards import Card, empty, words
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit
from qc_desk.ui.rows import Rows
from qc_desk.ui.second_check.decision import Decision
from qc_desk.ui.second_check.model import (
    Pairs,
    ShownPair,
    answer_width,
    columns,
    found,
    place,
)
from qc_desk.ui.states import look
from qc_desk.ui.table import Table
from qc_desk.ui.theme import SPACE_L, SPACE_M, Type

_BESIDE_FROM = 900  # px: from here on the decision has room beside the list
_DECISION_WIDTH = 312


class Comparison(QWidget):
    """The list of pairs, what is said about the chosen one, the defects, and the decision."""

    left = Signal()

    def __init__(self, kit: Kit) -> None:
        """Begin without a batch."""
        super().__init__()
        self._kit = kit
        self.shown: SideBySide | None = None
        self.table: Table | None = None
        self._rows: Rows[ShownPair] | None = None
        self.back = Button(_("Back to the queue"), "plain", "arrow-left")
        self.back.clicked.connect(lambda _on=False: self.left.emit())
        self.only = Button(_("Differences only"), "chip", "git-compare")
        self.only.setCheckable(True)
        self.only.toggled.connect(lambda _on: self._fill())
        self.decision = Decision()
        self.item = Card(_("Chosen item"))
        self.defects = Card(_("Defects"))
        self._lay_out()

    def _lay_out(self) -> None:
        """Put the list at the left and the decision at the right."""
        bar = QHBoxLayout()
        bar.setSpacing(SPACE_M)
        bar.addWidget(self.back)
        bar.addStretch(1)
        bar.addWidget(self.only)
        self._place = QVBoxLayout()
        self._lists = QVBoxLayout()
        self._lists.setSpacing(SPACE_M)
        self._lists.addLayout(self._place, stretch=1)
        self._lists.addWidget(self.item)
        self._lists.addWidget(self.defects)
        side = QVBoxLayout()
        side.addWidget(self.decision)
        side.addStretch(1)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(SPACE_L)
        self._across.addLayout(self._lists, stretch=1)
        self._across.addLayout(side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addLayout(bar)
        column.addLayout(self._across, stretch=1)

    def show_both(self, shown: SideBySide) -> None:
        """Show both checks of a batch; the chosen item stays chosen."""
        people = (shown.first_inspector_id, shown.second_inspector_id)
        before = self.shown
        anew = before is None or before.seen.batch_id != shown.seen.batch_id
        if anew or people != (before.first_inspector_id, before.second_inspector_id):  # type: ignore[union-attr]
            self._make_table(shown)
        self.shown = shown
        differing = sum(pair.differs for pair in shown.pairs)
        self.only.setText(_("Differences only ({count})").format(count=format_integer(differing)))
        if anew:
            self.only.blockSignals(True)  # noqa: FBT003 (Qt takes it by position)
            self.only.setChecked(bool(differing))
            self.only.blockSignals(False)  # noqa: FBT003 (Qt takes it by position)
        self.only.setEnabled(bool(differing))
        self._fill()
        self.decision.show_both(shown)
        self._show_defects(shown)

    def _make_table(self, shown: SideBySide) -> None:
        """Make a list whose columns bear the inspectors' names."""
        empty(self._place)
        names = (shown.first_inspector, shown.second_inspector)
        rows: Rows[ShownPair] = Rows(
            self._kit.records,
            self._kit.jobs,
            columns(*names, answer_width(shown.pairs, *names)),
        )
        self._rows = rows
        self.table = Table(rows)
        self.table.setMinimumHeight(286)
        self.table.setAccessibleName(_("Both checks, item by item"))
        self.table.say_empty(_("The two checks do not differ"))
        self.table.selectionModel().currentChanged.connect(self._show_item)
        self.table.setWordWrap(True)  # a long title takes the second line that a row has
        self._place.addWidget(self.table)

    def _fill(self) -> None:
        """Fill the list with all pairs or with those that differ."""
        if self.shown is None or self._rows is None or self.table is None:
            return
        self._rows.show(Pairs(self.shown.pairs, differences_only=self.only.isChecked()))
        if not self.table.currentIndex().isValid() and self._rows.rowCount():
            self.table.setCurrentIndex(self._rows.index(0, 0))
        self._show_item()

    def _show_item(self) -> None:
        """Say in full what both found at the chosen item."""
        row = self.table.current_row() if self.table is not None else None
        empty(self.item.body)
        self.item.setVisible(row is not None)
        if row is None or self.shown is None:
            return
        pair = row.pair
        self.item.title.setText(f"{place(pair)}  {pair.title}")
        empty(self.item.verbs)
        tone, picture = look(pair.severity)
        self.item.verbs.addWidget(Badge(headed(pair.severity.label), tone, picture))
        limits = _limits(row)
        if limits:
            self.item.body.addWidget(words(limits, quiet=True))
        self._say(self.shown.first_inspector, pair.first, pair.unit)
        if pair.drawn:
            self._say(self.shown.second_inspector, pair.second, pair.unit)
        else:
            said = _("{name}: not drawn for the spot check")
            self.item.body.addWidget(words(said.format(name=self.shown.second_inspector)))

    def _say(self, name: str, answer: AnswerRow | None, unit: str) -> None:
        """Say one inspector's answer with its note."""
        said = f"{name}: {found(answer, unit)}"
        if answer is not None and answer.corrected:
            corrected = _("corrected")
            said = f"{said} ({corrected})"
        if answer is not None and answer.note:
            said = f"{said} — {answer.note}"
        self.item.body.addWidget(words(said))

    def _show_defects(self, shown: SideBySide) -> None:
        """List the defects that either inspector recorded, and say what both have missed."""
        defects = shown.defects
        empty(self.defects.body)
        self.defects.title.setText(
            _("Defects ({count})").format(count=format_integer(len(defects)))
        )
        if not defects:
            self.defects.body.addWidget(words(_("Neither inspector found one."), quiet=True))
        for defect in defects:
            self.defects.body.addLayout(_defect_line(defect))
        if shown.recapture is not None and shown.recapture.found:
            self.defects.body.addWidget(words(shown.recapture.said, quiet=True))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the decision below the list where there is little room."""
        super().resizeEvent(event)
        beside = self.width() >= _BESIDE_FROM
        direction = QBoxLayout.Direction
        self._across.setDirection(direction.LeftToRight if beside else direction.BottomToTop)
        self.decision.setMaximumWidth(_DECISION_WIDTH if beside else 16_777_215)
        self.decision.setMinimumWidth(_DECISION_WIDTH if beside else 0)


def _limits(row: ShownPair) -> str:
    """Return the limits of a measurement in words."""
    lower, upper = row.pair.lower, row.pair.upper
    if lower is None and upper is None:
        return ""
    low = format_decimal(lower) if lower is not None else "—"
    high = format_decimal(upper) if upper is not None else "—"
    said = _("Limits: {lower} to {upper} {unit}")
    return said.format(lower=low, upper=high, unit=row.pair.unit).rstrip()


def _defect_line(defect: DefectRow) -> QHBoxLayout:
    """Return a defect on one line: number, name, severity, status, who found it."""
    line = QHBoxLayout()
    line.setSpacing(SPACE_M)
    pieces = ngettext("{count} piece", "{count} pieces", defect.quantity)
    facts = [pieces.format(count=format_integer(defect.quantity)), defect.place, defect.found_by]
    photos = len(defect.photo_ids)
    if photos:
        facts.append(ngettext("{count} photo", "{count} photos", photos).format(count=photos))
    text = QVBoxLayout()
    text.addWidget(words(f"{defect.number}  {defect.code} · {defect.name}", Type.STRONG))
    text.addWidget(words(" · ".join(fact for fact in facts if fact), Type.SMALL, quiet=True))
    line.addLayout(text, stretch=1)
    for word in (defect.severity, defect.status):
        tone, picture = look(word)
        line.addWidget(Badge(headed(word.label), tone, picture), 0, Qt.AlignmentFlag.AlignVCenter)
    return line
