"""A day: typed as the language writes it or as 2026-11-21, or chosen from a calendar."""

import re
from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QWidgetAction

from qc_desk.i18n import _, language
from qc_desk.ui.buttons import Button
from qc_desk.ui.fields import Field
from qc_desk.ui.overrides import override

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[./ -]+(\d{1,2})[./ -]+(\d{4})\.?")


class DateField(Field[date]):
    """A day, empty until one is entered."""

    def __init__(self, label: str, *, hint: str = "", required: bool = False) -> None:
        """Take a day, typed or chosen."""
        self.line = QLineEdit(maxLength=20)
        self.line.setPlaceholderText(_("day.month.year"))
        super().__init__(label, self.line, hint=hint, required=required)
        self.choose = Button("", "", "calendar")
        self.choose.setFixedWidth(52)
        self.choose.setAccessibleName(_("Choose a day"))
        self.choose.setToolTip(_("Choose a day"))
        self.choose.clicked.connect(self._open_calendar)
        self.row.addWidget(self.choose)
        self.line.textChanged.connect(self._edited)

    @override
    def text(self) -> str:
        """Return what is typed."""
        return self.line.text()

    @override
    def set_text(self, text: str) -> None:
        """Type a day."""
        self.line.setText(text)

    def set_value(self, day: date | None) -> None:
        """Enter a day, written so that every language reads it the same."""
        self.line.setText("" if day is None else f"{day.day:02}.{day.month:02}.{day.year}")

    @override
    def value(self) -> date | None:
        """Return the day when it is one."""
        return parse_day(self.text())

    @override
    def not_understood(self) -> str:
        """Return how a day is typed."""
        return _("Type a day like 21.11.2026, or choose it from the calendar.")

    def _open_calendar(self) -> None:
        """Show the calendar below the button, at the entered day."""
        menu = QMenu(self)
        calendar = QCalendarWidget()
        calendar.setLocale(QLocale(language().locale))
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        calendar.setMinimumSize(400, 360)
        day = self.value()
        if day is not None:
            calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        calendar.clicked.connect(self._take)
        calendar.activated.connect(self._take)
        calendar.clicked.connect(menu.close)
        calendar.activated.connect(menu.close)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.choose.mapToGlobal(self.choose.rect().bottomLeft()))
        calendar.setFocus()

    def _take(self, day: QDate) -> None:
        """Enter the day that was chosen."""
        self.set_value(date(day.year(), day.month(), day.day()))


def parse_day(text: str) -> date | None:
    """Read a day written year first (ISO 8601) or day first; None when it is none."""
    typed = text.strip()
    if found := _ISO.fullmatch(typed):
        year, month, day = (int(part) for part in found.groups())
    elif found := _DAY_FIRST.fullmatch(typed):
        day, month, year = (int(part) for part in found.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
