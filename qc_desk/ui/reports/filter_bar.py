"""What narrows the register of reports down: kind, state, site, manufacturer, how long ago."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from qc_desk.domain.vocabulary import ReportKind, ReportState
from qc_desk.i18n import _, format_integer, ngettext
from qc_desk.services.report_lists import ReportFilter
from qc_desk.ui.filter_choice import FilterChoice
from qc_desk.ui.states import headed
from qc_desk.ui.theme import SPACE_M

if TYPE_CHECKING:
    from qc_desk.services.desk import Session

_KINDS = tuple(ReportKind)
_STATES = tuple(ReportState)
_DAYS = (7, 30, 90, 365)
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
        self.issued.offer_all([(days, _last(days)) for days in _DAYS])
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_M)
        for at, field in enumerate(self._fields()):
            grid.addWidget(field, 0, at)
            grid.setColumnStretch(at, 1)
            field.changed.connect(self.changed)

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

    def wanted(self, search: str, now: datetime) -> ReportFilter:
        """Return what is wanted."""
        kind, state, days = self.kind.value(), self.state.value(), self.issued.value()
        return ReportFilter(
            search=search,
            kind=_KINDS[kind - 1] if kind is not None else None,
            state=_STATES[state - 1] if state is not None else None,
            site_id=self.site.value(),
            manufacturer_id=self.manufacturer.value(),
            issued_from=now - timedelta(days=days) if days is not None else None,
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
