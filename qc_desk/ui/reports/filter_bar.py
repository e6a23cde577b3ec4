"""What narrows the register of reports down: kind, state, site, manufacturer, how long ago."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from qc_desk.domain.vocabulary import ReportKind, ReportState
from qc_desk.i18n import _, format_integer, headed, ngettext
from qc_desk.services.report_lists import ReportFilter
from qc_desk.ui.date_field import DateField
from qc_desk.ui.filter_choice import FilterChoice
from qc_desk.ui.theme import SPACE_M

if TYPE_CHECKING:
    from qc_desk.services.desk import Session

_KINDS = tuple(ReportKind)
_STATES = tuple(ReportState)
_DAYS = (7, 30, 90, 365)
_BETWEEN = -1  # two days of one's own
Choices = list[tuple[int, str]]


class FilterBar(QWidget):
    """Five choices, each of which may be everything."""

    changed = Signal()

    def __init__(self) -> None:
        """Begin with everything."""
        super().__init__()
        self.kind = FilterChoice(_("Which report"))
        self.kind.offer_all([(at, headed(kind.label)) for at, kind in enumerate(_KINDS, 1)])
        self.state = FilterChoice(_("State"))
        self.state.offer_all([(at, headed(state.label)) for at, state in enumerate(_STATES, 1)])
        self.site = FilterChoice(_("Site"))
        self.manufacturer = FilterChoice(_("Manufacturer"))
        self.issued = FilterChoice(_("Issued"))
        spans = [(days, _last(days)) for days in _DAYS]
        self.issued.offer_all([*spans, (_BETWEEN, _("From one day to another"))])
        self.first, self.last = DateField(_("Issued from")), DateField(_("Issued until"))
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_M)
        for at, field in enumerate(self._fields()):
            grid.addWidget(field, 0, at)
            grid.setColumnStretch(at, 1)
            field.changed.connect(self.changed)
        days = QHBoxLayout()
        days.setSpacing(SPACE_M)
        for day in (self.first, self.last):
            day.changed.connect(self.changed)
            days.addWidget(day)
        days.addStretch(1)
        grid.addLayout(days, 1, 0, 1, len(self._fields()))
        self.issued.changed.connect(self._offer_days)
        self._offer_days()

    def _offer_days(self) -> None:
        """Show the two days where they are wanted."""
        for day in (self.first, self.last):
            day.setVisible(self.issued.value() == _BETWEEN)

    def _fields(self) -> tuple[FilterChoice, ...]:
        return self.kind, self.state, self.manufacturer, self.issued, self.site

    def offer(self, sites: Choices, makers: Choices) -> None:
        """Offer what the shop has now."""
        self.site.offer_all(sites)
        self.manufacturer.offer_all(makers)
        several = len(sites) > 1
        self.site.setVisible(several)
        self._grid.setColumnStretch(self._fields().index(self.site), int(several))

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return any(field.value() is not None for field in self._fields())

    def clear(self) -> None:
        """Show everything again."""
        for field in self._fields():
            field.set_text("")
        for day in (self.first, self.last):
            day.set_text("")

    def wanted(self, search: str, now: datetime, zone: str) -> ReportFilter:
        """Return what is wanted; days are those of a time zone."""
        kind, state = self.kind.value(), self.state.value()
        begins, ends = self._span(now, ZoneInfo(zone))
        return ReportFilter(
            search=search,
            kind=_KINDS[kind - 1] if kind is not None else None,
            state=_STATES[state - 1] if state is not None else None,
            site_id=self.site.value(),
            manufacturer_id=self.manufacturer.value(),
            issued_from=begins,
            issued_before=ends,
        )

    def _span(self, now: datetime, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
        """Return from when and before when; either may be open, and days may be the wrong way."""
        chosen = self.issued.value()
        if chosen is None:
            return None, None
        if chosen != _BETWEEN:
            return now - timedelta(days=chosen), None
        first, last = self.first.value(), self.last.value()
        if first is not None and last is not None:
            first, last = min(first, last), max(first, last)
        return (
            datetime.combine(first, time(), zone) if first is not None else None,
            datetime.combine(last + timedelta(days=1), time(), zone) if last is not None else None,
        )


def _last(days: int) -> str:
    told = ngettext("In the last day", "In the last {count} days", days)
    return told.format(count=format_integer(days))


def choices(session: "Session") -> tuple[Choices, Choices]:
    """Return the sites and manufacturers that reports can be about."""
    from qc_desk.services.manufacturers import manufacturer_rows  # noqa: PLC0415 (on use)
    from qc_desk.services.sites import site_rows  # noqa: PLC0415 (on use)

    return (
        [(row.id, row.name) for row in site_rows(session, retired=True)],
        [(row.id, row.name) for row in manufacturer_rows(session, retired=True)],
    )
