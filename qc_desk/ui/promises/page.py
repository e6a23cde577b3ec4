"""The Promises page: every promise with what can be done, and how many were kept."""

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QVBoxLayout, QWidget

from qc_desk.domain.loop_words import PromiseSide, PromiseStanding
from qc_desk.i18n import _, ngettext
from qc_desk.services.customers import customer_rows
from qc_desk.services.manufacturers import manufacturer_rows
from qc_desk.services.people import people_rows
from qc_desk.services.promise_lists import count_promises, promise, promise_rows
from qc_desk.services.promise_rates import Per, Period, RateRow, kept_rate, kept_rates
from qc_desk.services.promise_rows import PromiseRow
from qc_desk.services.sites import site_rows
from qc_desk.ui.buttons import button
from qc_desk.ui.cards import Card, empty, words
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit, Page
from qc_desk.ui.promises.acts import PromiseDeed, do
from qc_desk.ui.promises.filter_bar import FilterBar, Shown
from qc_desk.ui.promises.lines import PromiseLine
from qc_desk.ui.promises.rates_card import RatesCard, numbers, share_of
from qc_desk.ui.theme import SPACE_L, Type

if TYPE_CHECKING:
    from qc_desk.services.desk import Session

_AT_A_TIME = 25
_DAYS = 90  # that kept-rates look back


class PromisesPage(Page):
    """All promises, narrowed down; below them how many were kept."""

    def __init__(self, kit: Kit) -> None:
        """Lay out the filters, the list and the rates."""
        super().__init__(kit, _("Promises"), scrolls=True)
        self._limit = _AT_A_TIME
        self._only: int | None = None
        back = button(_("Today"), lambda: kit.go_to("today"), "", "arrow-left")
        self.rates = button(_("How many were kept"), self._show_rates, "", "badge-check")
        self.every = button(_("All promises"), self._show_list, "", "handshake")
        for verb in (back, self.rates, self.every):
            self.verbs.addWidget(verb)
        self.filters = FilterBar()
        self.filters.changed.connect(self._narrow)
        self.cards = QVBoxLayout()
        self.cards.setSpacing(SPACE_L)
        self.body.addWidget(self.filters)
        self.body.addLayout(self.cards)
        self.body.addStretch(1)
        self._rating = False
        self._dress()

    @override
    def open(self, *facts: object) -> None:
        """Come to the front: at one promise by its id, or at those that stand so."""
        match facts:
            case (PromiseStanding.BROKEN,):
                self._list(Shown.ASKING)
            case (PromiseStanding() as standing,):
                self._list(Shown(standing))
            case (int(promise_id),):
                self._rating, self._only = False, promise_id
                self._dress()
                self.reload()
            case _:
                pass

    @override
    def reload(self) -> None:
        """Read again what is shown."""
        if self.kit.presence.person is None:
            return
        empty(self.cards)
        if self._rating:
            self._fill_rates()
            return
        people, sites, customers, makers = self.kit.records.read(_choices)
        self.filters.blockSignals(True)  # noqa: FBT003 (Qt takes it by position)
        self.filters.offer(people, sites, customers, makers)
        self.filters.blockSignals(False)  # noqa: FBT003 (Qt takes it by position)
        self._fill_list()

    def _fill_list(self) -> None:
        """Show the promises that the filters let through, those due first on top."""
        rows, count = self._read()
        said = ngettext("{count} promise", "{count} promises", count)
        self.say_lead(said.format(count=count))
        if not rows:
            self.cards.addWidget(_nothing())
        for row in rows:
            card = Card()
            card.body.addWidget(PromiseLine(row, self._do, with_about=True))
            self.cards.addWidget(card)
        if count > len(rows):
            more = min(_AT_A_TIME, count - len(rows))
            text = _("Show {count} more").format(count=more)
            self.cards.addWidget(button(text, self._show_more, "", "chevron-down"))

    def _read(self) -> tuple[list[PromiseRow], int]:
        """Return the promises to show, and how many there are."""
        at, only = self.kit.records.now(), self._only
        if only is not None:
            return [self.kit.records.read(lambda s: promise(s, only, at))], 1
        wanted = self.filters.wanted()
        return self.kit.records.read(
            lambda s: (
                promise_rows(s, wanted, at, self._limit),
                count_promises(s, wanted, at),
            )
        )

    def _fill_rates(self) -> None:
        """Show how many promises were kept, and by whom."""
        person = self.kit.presence.person
        at = self.kit.records.now()
        last = at.astimezone(ZoneInfo(person.zone if person else "UTC")).date()
        period = Period(first=last - timedelta(days=_DAYS), last=last)
        said = _(
            "Promises that were due in the last {days} days, counted by the day that was "
            "promised first. Moving a promise does not count as keeping it."
        )
        self.say_lead(said.format(days=_DAYS))
        ours, theirs, rows = self.kit.records.read(
            lambda s: (
                kept_rate(s, PromiseSide.OURS, period, at),
                kept_rate(s, PromiseSide.THEIRS, period, at),
                {per: kept_rates(s, per, period, at) for per in Per},
            )
        )
        whole = Card(_("Altogether"))
        for text, rate in ((_("We promised"), ours), (_("Promised to us"), theirs)):
            whole.body.addWidget(words(f"{text}: {share_of(rate)}", Type.STRONG))
            whole.body.addWidget(words(numbers(rate), quiet=True))
        self.cards.addWidget(whole)
        for title, per in (
            (_("By person"), Per.PERSON),
            (_("By customer"), Per.CUSTOMER),
            (_("By manufacturer, what they promised us"), Per.MANUFACTURER),
            (_("By site"), Per.SITE),
        ):
            self._add_rates(title, rows[per])

    def _add_rates(self, title: str, rows: list[RateRow]) -> None:
        if rows:
            self.cards.addWidget(RatesCard(title, rows))

    def _do(self, deed: PromiseDeed, row: PromiseRow) -> None:
        do(self.kit, self.window(), deed, row)

    def _narrow(self) -> None:
        """Read the list anew, from its top."""
        self._only, self._limit = None, _AT_A_TIME
        self.reload()

    def _show_more(self) -> None:
        self._limit += _AT_A_TIME
        self.reload()

    def _show_list(self) -> None:
        self._list(Shown.ALL)

    def _list(self, shown: Shown) -> None:
        """Show the promises that stand so."""
        self._rating = False
        self._dress()
        self.filters.show_only(shown)

    def _show_rates(self) -> None:
        self._rating = True
        self._dress()
        self.reload()

    def _dress(self) -> None:
        """Show what belongs to the list, or to the rates."""
        self.filters.setVisible(not self._rating)
        self.rates.setVisible(not self._rating)
        self.every.setVisible(self._rating)


Choices = list[tuple[int, str]]


def _choices(session: "Session") -> tuple[Choices, Choices, Choices, Choices]:
    """Return the people, sites, customers and manufacturers of the shop, retired ones too."""
    return (
        [(row.id, row.name) for row in people_rows(session, retired=True)],
        [(row.id, row.name) for row in site_rows(session, retired=True)],
        [(row.id, row.name) for row in customer_rows(session, retired=True)],
        [(row.id, row.name) for row in manufacturer_rows(session, retired=True)],
    )


def _nothing() -> QWidget:
    """Return what is said when no promise is to be shown."""
    card = Card(_("No promise here"))
    card.body.addWidget(
        words(_("Promises are made at a complaint, a problem, or the order of a batch."))
    )
    return card
