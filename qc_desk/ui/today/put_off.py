"""Asking until when a line of Today is put off, and why."""

from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from qc_desk.i18n import _
from qc_desk.ui.buttons import Button
from qc_desk.ui.date_field import DateField
from qc_desk.ui.dialogs import ReasonDialog
from qc_desk.ui.flow import Flow
from qc_desk.ui.overrides import override


class PutOffDialog(ReasonDialog):
    """Asks for a day and a reason; it is put off for the person who is signed in alone."""

    until: DateField | None = None

    def __init__(self, parent: QWidget | None, sentence: str, today: date) -> None:
        """Offer tomorrow, three days and a week."""
        super().__init__(
            parent,
            _("Put off until a day"),
            sentence,
            [
                _("Waiting for somebody."),
                _("Agreed with the customer."),
                _("Goods are on the way."),
            ],
            do=_("Put off"),
        )
        self.until = DateField(
            _("Until"), required=True, hint=_("For you alone; it comes back on this day.")
        )
        self.until.changed.connect(self._look)
        self.body.insertWidget(0, self.until)
        self.days: list[Button] = []
        line = QWidget()
        flow = Flow(line)
        for text, days in ((_("Tomorrow"), 1), (_("In 3 days"), 3), (_("In a week"), 7)):
            chip = Button(text, "chip", "calendar")
            chip.setAutoDefault(False)
            day = today + timedelta(days=days)
            chip.clicked.connect(lambda _checked=False, day=day: self._take_day(day))
            flow.addWidget(chip)
            self.days.append(chip)
        self.body.insertWidget(1, line)
        self._look()

    def day(self) -> date | None:
        """Return the day that was entered."""
        return self.until.value() if self.until is not None else None

    def _take_day(self, day: date) -> None:
        if self.until is not None:
            self.until.set_value(day)

    @override
    def _look(self) -> None:
        """Allow the deed once there are a day and a reason."""
        super()._look()
        if self.until is not None:
            self.deed.setEnabled(self.deed.isEnabled() and self.until.value() is not None)
