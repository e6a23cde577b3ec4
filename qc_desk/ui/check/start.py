"""The page without a check: scan or choose a batch, go on with one's own, or begin one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from qc_desk.domain.vocabulary import Seat
from qc_desk.i18n import _, format_integer
from qc_desk.services.inspections import BeginRow, OpenCheckRow
from qc_desk.ui.buttons import Badge, Button
from qc_desk.ui.cards import OneLine
from qc_desk.ui.check.clearing import clear
from qc_desk.ui.icons import pixmap
from qc_desk.ui.theme import (
    SPACE_L,
    SPACE_M,
    SPACE_S,
    WARDROBE,
    Tone,
    Type,
    colours_now,
    font,
)


class StartView(QWidget):
    """Ways into a check."""

    named = Signal(str)
    resumed = Signal(int)
    begun = Signal(int)

    def __init__(self) -> None:
        """Lay out the field and the two lists."""
        super().__init__()
        self.field = QLineEdit(maxLength=200)
        self.field.setPlaceholderText(_("Scan or type a batch number"))
        self.field.setAccessibleName(_("Batch number"))
        self.field.setFont(font(Type.TITLE))
        self.field.setStyleSheet("min-height: 56px;")
        self.go = Button(_("Open"), "primary", "scan-barcode")
        self.go.setStyleSheet("min-height: 56px; padding: 0 28px;")
        self.field.returnPressed.connect(self._name)
        self.field.textChanged.connect(self._narrow)
        self.go.clicked.connect(self._name)
        self.buttons: list[BatchButton] = []
        self._mine = QVBoxLayout()
        self._new = QVBoxLayout()
        for layout in (self._mine, self._new):
            layout.setSpacing(SPACE_S)
            layout.setAlignment(Qt.AlignmentFlag.AlignTop)
        across = QHBoxLayout()
        across.setSpacing(SPACE_M)
        across.addWidget(self.field, stretch=1)
        across.addWidget(self.go)
        lists = QHBoxLayout()
        lists.setSpacing(SPACE_L)
        lists.addWidget(_card(_("My unfinished checks"), self._mine), stretch=1)
        lists.addWidget(_card(_("Batches I can begin"), self._new), stretch=1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_L)
        column.addLayout(across)
        column.addLayout(lists, stretch=1)

    def show_rows(self, mine: Sequence[OpenCheckRow], new: Sequence[BeginRow]) -> None:
        """Show what can be gone on with, and what can be begun."""
        for layout in (self._mine, self._new):
            clear(layout)
        self.buttons = []
        for check in mine:
            self._add(self._mine, _mine_button(check), self.resumed, check.inspection_id)
        for batch in new:
            self._add(self._new, _new_button(batch), self.begun, batch.batch_id)
        if not mine:
            self._mine.addWidget(_quiet(_("Nothing is waiting for you to finish it.")))
        if not new:
            self._new.addWidget(
                _quiet(_("No batch waits for a first check. Enter a new one under Batches."))
            )
        self._narrow(self.field.text())

    def _add(self, layout: QVBoxLayout, made: "BatchButton", signal: object, number: int) -> None:
        """Put a button into a list."""
        made.clicked.connect(lambda _on=False: signal.emit(number))  # type: ignore[attr-defined]
        self.buttons.append(made)
        layout.addWidget(made)

    def _name(self) -> None:
        """Open the batch whose number was typed or scanned."""
        if self.field.text().strip():
            self.named.emit(self.field.text().strip())

    def _narrow(self, text: str) -> None:
        """Show only the batches that hold what is typed."""
        for each in self.buttons:
            each.setVisible(text.casefold().strip() in each.words)


class BatchButton(QPushButton):
    """A batch as a large button: number, product, and a line of facts."""

    def __init__(self, number: str, product: str, facts: str, badge: Badge) -> None:
        """Show a batch."""
        super().__init__()
        self.words = f"{number} {product}".casefold()
        self.setAccessibleName(f"{number}, {product}, {facts}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setStyleSheet("QPushButton { min-height: 92px; padding: 0; }")
        self._picture = QLabel()
        headline = QLabel(number)
        headline.setFont(font(Type.SECTION))
        above = QHBoxLayout()
        above.addWidget(headline, stretch=1)
        above.addWidget(badge)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addLayout(above)
        words.addWidget(OneLine(product))
        words.addWidget(OneLine(facts, Type.SMALL, quiet=True))
        across = QHBoxLayout(self)
        across.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        across.setSpacing(SPACE_M)
        across.addWidget(self._picture)
        across.addLayout(words, stretch=1)
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        WARDROBE.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        """Take the colours in force."""
        self._picture.setPixmap(pixmap("package", colours_now().accent, 28))


def _mine_button(check: OpenCheckRow) -> BatchButton:
    said = _("{answered} of {total} answered")
    facts = said.format(answered=check.answered, total=check.total)
    words = _("First check") if check.seat is Seat.FIRST else _("Second check")
    badge = Badge(words, Tone.INFO, "circle-play")
    return BatchButton(check.batch, check.product, facts, badge)


def _new_button(batch: BeginRow) -> BatchButton:
    said = _("{quantity} pieces · {site}")
    facts = said.format(quantity=format_integer(batch.quantity), site=batch.site)
    words = batch.status.label
    tone, picture = (Tone.WARN, "repeat") if batch.round > 1 else (Tone.CALM, "circle-dashed")
    return BatchButton(batch.batch, batch.product, facts, Badge(words, tone, picture))


def _quiet(words: str) -> QLabel:
    made = QLabel(words, wordWrap=True)
    made.setProperty("quiet", "true")
    return made


def _card(title: str, rows: QVBoxLayout) -> QFrame:
    """Return a card with a headline and a scrolling list."""
    made = QFrame()
    made.setObjectName("card")
    headline = QLabel(title)
    headline.setFont(font(Type.SECTION))
    inner = QWidget()
    inner.setLayout(rows)
    rows.setContentsMargins(0, 0, SPACE_S, 0)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(inner)
    column = QVBoxLayout(made)
    column.setContentsMargins(SPACE_L, SPACE_M, SPACE_S, SPACE_M)
    column.addWidget(headline)
    column.addWidget(scroll, stretch=1)
    return made
