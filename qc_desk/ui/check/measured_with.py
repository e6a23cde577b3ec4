"""What is measured with: the gauge at hand with its state, and the choice of another one."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QScroller,
    QVBoxLayout,
    QWidget,
)

from qc_desk.i18n import _, format_date
from qc_desk.services.gauge_choices import GaugeChoice, GaugesAtHand
from qc_desk.ui.buttons import Badge, Button
from qc_desk.ui.cards import words
from qc_desk.ui.dialogs import Dialog
from qc_desk.ui.states import look
from qc_desk.ui.theme import SPACE_M, SPACE_S

_NONE = GaugesAtHand(gauges=(), first=None)
_HIGH = 56  # px: for gloves
_MOST_HIGH = 430  # px: more scrolls


class MeasuredWith(QWidget):
    """A row that says what is measured with; pressing it chooses something else."""

    choosing = Signal()

    def __init__(self) -> None:
        """Begin without a gauge."""
        super().__init__()
        self.hand = _NONE
        self.chosen: GaugeChoice | None = None
        self.button = Button("", "", "ruler")
        self.button.clicked.connect(lambda _checked=False: self.choosing.emit())
        self.state = Badge()
        told = QLabel(_("Measured with"))
        told.setProperty("quiet", "true")
        told.setBuddy(self.button)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE_M)
        across.addWidget(told)
        across.addWidget(self.button)
        across.addWidget(self.state)
        across.addStretch(1)

    def offer(self, hand: GaugesAtHand, gauge_id: int | None) -> None:
        """Show what there is at hand, and the gauge that is measured with."""
        self.hand = hand
        self.chosen = next((each for each in hand.gauges if each.id == gauge_id), None)
        self.state.setVisible(self.chosen is not None)
        if self.chosen is None:
            self.button.setText(_("Choose a gauge…"))
        else:
            self.button.setText(f"{self.chosen.number} · {self.chosen.name}")
            self.state.show_state(state_words(self.chosen), *look(self.chosen.state))
        asked = _("Measured with")
        self.button.setAccessibleName(f"{asked}: {self.button.text()}")
        self.button.dress()


def state_words(gauge: GaugeChoice) -> str:
    """Return where a gauge stands, with its day where that helps."""
    if gauge.state.usable and gauge.due_on is not None:
        return _("in date until {day}").format(day=format_date(gauge.due_on))
    return gauge.state.label


class GaugeDialog(Dialog):
    """The gauges of a kind here, each a large button; those nobody may use say why."""

    def __init__(self, parent: QWidget, hand: GaugesAtHand, chosen: GaugeChoice | None) -> None:
        """Offer what is at hand."""
        told = _("Tap it, or scan the code on it.")
        if not hand.gauges:
            told = _("There is no such gauge at this site. A lead adds it under Settings, Gauges.")
        super().__init__(parent, _("What do you measure with?"), told)
        self.chosen: GaugeChoice | None = None
        self.buttons: list[Button] = []
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACE_M, 0)
        column.setSpacing(SPACE_M)
        for gauge in hand.gauges:
            column.addLayout(self._row(gauge, is_chosen=gauge == chosen))
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        area.setMinimumHeight(min(inside.sizeHint().height(), _MOST_HIGH))
        QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.body.addWidget(area)
        self.add_verb(_("Go back"), accepts=False)

    def _row(self, gauge: GaugeChoice, *, is_chosen: bool) -> QVBoxLayout:
        """Return a gauge's button with its state below or beside it."""
        made = Button(f"{gauge.number} · {gauge.name}", "primary" if is_chosen else "", "ruler")
        made.setMinimumHeight(_HIGH)
        made.setEnabled(gauge.state.usable)
        made.setAutoDefault(False)
        made.clicked.connect(partial(self._choose, gauge))
        self.buttons.append(made)
        across = QHBoxLayout()
        across.setSpacing(SPACE_S)
        across.addWidget(Badge(state_words(gauge), *look(gauge.state)))
        across.addWidget(words(gauge.kept_at, quiet=True), 1, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout()
        column.setSpacing(SPACE_S)
        column.addWidget(made)
        column.addLayout(across)
        return column

    def _choose(self, gauge: GaugeChoice, _checked: object = None) -> None:
        self.chosen = gauge
        self.accept()


def choose(parent: QWidget, hand: GaugesAtHand, chosen: GaugeChoice | None) -> GaugeChoice | None:
    """Ask what is measured with; None when it was left, or when there is nothing."""
    dialog = GaugeDialog(parent, hand, chosen)
    dialog.exec()
    return dialog.chosen
