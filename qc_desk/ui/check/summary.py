"""The end of a check: what was found, what is missing, and the way to the signature."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from qc_desk.domain.vocabulary import Result, Seat
from qc_desk.i18n import N_, _, ngettext
from qc_desk.services.check_sheets import CheckSheet
from qc_desk.ui.buttons import Badge, Button
from qc_desk.ui.check.clearing import clear
from qc_desk.ui.check.overview import unit_words
from qc_desk.ui.check.states import OPEN, PHOTO, RESULTS, Look
from qc_desk.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, Tone, Type, font

_MOST_LISTED = 6


class Summary(QFrame):
    """Counts, what is missing with a way to it, and the last button."""

    item_chosen = Signal(int)
    defect_wanted = Signal(int)
    finishing = Signal()

    def __init__(self) -> None:
        """Lay out an empty summary."""
        super().__init__()
        self.setObjectName("card")
        self.headline = QLabel(wordWrap=True)
        self.headline.setFont(font(Type.TITLE))
        self.counts = QGridLayout()
        self.counts.setHorizontalSpacing(SPACE_XL)
        self.spot = QLabel(wordWrap=True)
        self.spot.setProperty("quiet", "true")
        self.rows = QVBoxLayout()
        self.rows.setSpacing(SPACE_S)
        self.why_not = QLabel(wordWrap=True)
        self.finish = Button("", "primary", "shield-check")
        self.finish.setStyleSheet(f"min-height: 64px; font-size: {Type.SECTION.size}px;")
        self.why_not.setFont(font(Type.STRONG))
        self.finish.clicked.connect(self.finishing)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_L)
        column.setSpacing(SPACE_L)
        column.addWidget(self.headline)
        column.addWidget(self.spot)
        column.addLayout(self.counts)
        column.addLayout(self.rows)
        column.addStretch(1)
        self.footer = QWidget()
        below = QHBoxLayout(self.footer)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(SPACE_L)
        below.addWidget(self.why_not, stretch=1)
        below.addWidget(self.finish)

    def show_sheet(self, sheet: CheckSheet) -> None:
        """Show where the check stands."""
        self._show_counts(sheet)
        self._show_missing(sheet)
        self.spot.setText(sheet.spot.looked_at if sheet.spot is not None else "")
        self.spot.setVisible(sheet.spot is not None)
        still_open = len(sheet.items) - sheet.answered
        photos = sum(1 for state in sheet.states if state.needs_photo)
        self.headline.setText(
            _("Everything is answered.")
            if not still_open
            else _("Not everything is answered yet.")
        )
        self.why_not.setText(why_not(still_open, photos, sheet.seat))
        self.why_not.setVisible(bool(self.why_not.text()))
        self.finish.setEnabled(not still_open and not photos)
        self.finish.setText(
            _("Sign first check…") if sheet.seat is Seat.FIRST else _("Submit second check…")
        )
        self.finish.dress()

    def _show_counts(self, sheet: CheckSheet) -> None:
        """Show how many items have which answer."""
        clear(self.counts)
        results = [state.result for state in sheet.states]
        looks: list[tuple[Look, int]] = [
            (RESULTS[result], results.count(result)) for result in Result
        ]
        looks.append((OPEN, results.count(None)))
        for column, (look, count) in enumerate(looks):
            number = QLabel(str(count))
            number.setFont(font(Type.DISPLAY))
            self.counts.addWidget(number, 0, column, Qt.AlignmentFlag.AlignLeft)
            badge = Badge(_(look.word), look.tone, look.icon)
            self.counts.addWidget(badge, 1, column, Qt.AlignmentFlag.AlignLeft)
        self.counts.setColumnStretch(len(looks), 1)

    def _show_missing(self, sheet: CheckSheet) -> None:
        """List open items, missing photos and failures without a defect, each with its way."""
        clear(self.rows)
        lines: list[tuple[Look, int]] = [(_NO_DEFECT, index) for index in sheet.without_defect]
        states = list(enumerate(sheet.states))
        lines += [(PHOTO, n) for n, state in states if state.result and state.needs_photo]
        lines += [(OPEN, n) for n, state in states if state.result is None]
        for look, index in lines[:_MOST_LISTED]:
            kind = "primary" if (look, index) == lines[0] else ""  # the one thing to do next
            self.rows.addWidget(self._line(sheet, look, index, kind))
        unsaid = len(lines) - _MOST_LISTED
        if unsaid > 0:
            more = ngettext("and {count} more", "and {count} more", unsaid)
            self.rows.addWidget(QLabel(more.format(count=unsaid)))

    def _line(self, sheet: CheckSheet, look: Look, index: int, kind: str) -> QWidget:
        """Return one thing that is missing, with the button that leads to it."""
        item = sheet.items[index]
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE_M)
        across.addWidget(Badge(_(look.word), look.tone, look.icon))
        words = QLabel(f"{item.number}  {unit_words(item)}", wordWrap=True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        across.addWidget(words, stretch=1)
        bare = look is _NO_DEFECT
        go = Button(_("Record defect") if bare else _("Go there"), kind, "arrow-right")
        wanted = self.defect_wanted if bare else self.item_chosen
        go.clicked.connect(lambda: wanted.emit(index))
        across.addWidget(go)
        return row


_NO_DEFECT = Look(N_("defect missing"), Tone.WARN, "triangle-alert")


def why_not(still_open: int, photos: int, seat: Seat) -> str:
    """Return what has to be done before the check can be finished; empty when nothing."""
    if still_open:
        said = ngettext(
            "{count} item is not answered yet. Answer it first.",
            "{count} items are not answered yet. Answer them first.",
            still_open,
        )
        return said.format(count=still_open)
    if photos:
        said = ngettext(
            "{count} required photo is missing. Add it first.",
            "{count} required photos are missing. Add them first.",
            photos,
        )
        return said.format(count=photos)
    if seat is Seat.FIRST:
        return _("After signing, a second person checks the batch. Nothing can be changed then.")
    return _("After submitting, both checks are laid side by side. Nothing can be changed then.")
