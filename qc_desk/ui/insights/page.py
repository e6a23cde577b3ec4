"""The Insights page: pictures first, each with its sentence, and the records behind every mark."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel

from qc_desk.i18n import N_, _
from qc_desk.services.customers import customer_rows
from qc_desk.services.insights import Behind, Insight, InsightName, Scope, behind, insight
from qc_desk.services.insights.practice import Practice, practices
from qc_desk.services.manufacturers import manufacturer_rows
from qc_desk.services.products import product_rows
from qc_desk.services.sites import site_rows
from qc_desk.ui.cards import words
from qc_desk.ui.insights.card import InsightCard
from qc_desk.ui.insights.dialogs import BehindDialog, TableDialog
from qc_desk.ui.insights.filter_bar import Choices, FilterBar
from qc_desk.ui.insights.practice import PracticeCard
from qc_desk.ui.jobs import Job
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit, Page
from qc_desk.ui.theme import SPACE_L, Type

if TYPE_CHECKING:
    from qc_desk.services.desk import Session

_TWO = 1000  # px from which two pictures stand side by side
_PARTS: tuple[tuple[str, tuple[InsightName, ...]], ...] = (
    (
        N_("The goods"),
        (
            InsightName.DEFECTS,
            InsightName.FIRST_PASS,
            InsightName.NONCONFORMITIES,
            InsightName.RECURRENCE,
            InsightName.PROOF,
            InsightName.MANUFACTURERS,
        ),
    ),
    (
        N_("What got past us"),
        (
            InsightName.ESCAPES,
            InsightName.ESCAPE_CAUSES,
            InsightName.AGREEMENT,
            InsightName.SITES,
        ),
    ),
    (
        N_("The service"),
        (
            InsightName.COMPLAINTS,
            InsightName.RESPONSE,
            InsightName.PROMISES,
            InsightName.TOUCHES,
            InsightName.SHIP_DATES,
            InsightName.TURNAROUND,
            InsightName.ORDERS,
            InsightName.REWORK,
        ),
    ),
)


class InsightsPage(Page):
    """All pictures of a period, counted one after the other while the page can be read."""

    def __init__(self, kit: Kit) -> None:
        """Lay out the filters and an empty card for each picture."""
        super().__init__(kit, _("Insights"), scrolls=True)
        self.filters = FilterBar()
        self.filters.changed.connect(self._count)
        self.body.addWidget(self.filters)
        self.practice = PracticeCard()
        self.practice.asked_picture.connect(self._show_picture)
        self.practice.asked_targets.connect(lambda: kit.go_to("settings", "targets"))
        self.body.addWidget(self.practice)
        self.cards: dict[InsightName, InsightCard] = {}
        self._grids: list[tuple[QGridLayout, list[InsightCard]]] = []
        for title, names in _PARTS:
            self._add_part(_(title), names)
        self.body.addStretch(1)
        self._asked = 0
        self._columns = 0
        self._arrange()

    def _add_part(self, title: str, names: tuple[InsightName, ...]) -> None:
        heading: QLabel = words(title, Type.SECTION)
        self.body.addWidget(heading)
        grid = QGridLayout()
        grid.setSpacing(SPACE_L)
        cards = []
        for name in names:
            card = InsightCard("")
            card.asked_behind.connect(self._open_behind)
            card.asked_table.connect(self._open_table)
            self.cards[name] = card
            cards.append(card)
        self._grids.append((grid, cards))
        self.body.addLayout(grid)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put two pictures side by side where there is room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        columns = 2 if self.width() >= _TWO else 1
        if columns == self._columns:
            return
        self._columns = columns
        for grid, cards in self._grids:
            for card in cards:
                grid.removeWidget(card)
            for number, card in enumerate(cards):
                grid.addWidget(card, number // columns, number % columns)
            for column in range(2):
                grid.setColumnStretch(column, 1 if column < columns else 0)

    @override
    def reload(self) -> None:
        """Count everything again."""
        if self.kit.presence.person is None:
            return
        self.filters.offer(*self.kit.records.read(_choices))
        self._count()

    @property
    def scope(self) -> Scope:
        """What the pictures are about."""
        person = self.kit.presence.person
        return self.filters.scope(self.kit.records.now(), person.zone if person else "UTC")

    def _count(self) -> None:
        """Count one picture after the other; what was asked for before is no longer wanted."""
        self._asked += 1
        scope, at = self.scope, self.kit.records.now()
        measure = partial(_practised, scope=scope, at=at)
        told = partial(self._take_practice, self._asked)
        self.kit.jobs.read(_("Counting…"), measure, told, quiet=True)
        for name in self.cards:
            count = partial(_counted, name=name, scope=scope, at=at)
            take = partial(self._take, self._asked)
            self.kit.jobs.read(_("Counting…"), count, take, quiet=True)

    def _take(self, asked: int, found: Insight) -> None:
        if asked == self._asked:
            self.cards[found.name].show_insight(found)

    def _take_practice(self, asked: int, found: list[Practice]) -> None:
        if asked == self._asked:
            self.practice.show_practices(found)

    def _show_picture(self, practice: Practice) -> None:
        """Bring the picture behind a target to the eye; reports have a list of their own."""
        if practice.picture is None:
            self.kit.go_to("reports")
            return
        card = self.cards[practice.picture]
        self.bring_to_eye(card)
        card.table.setFocus()

    def _open_behind(self, found: Insight, key: str) -> None:
        """List the records behind a mark; a single one is opened at once."""
        scope, at = self.scope, self.kit.records.now()

        def read(session: "Session", _job: Job) -> list[Behind]:
            return behind(session, found.name, key, scope, at)

        self.kit.jobs.read(found.title, read, partial(self._show_behind, found.title), quiet=True)

    def _show_behind(self, title: str, found: list[Behind]) -> None:
        if len(found) == 1:
            self.kit.go_to(found[0].place, found[0].id)
        elif found:
            BehindDialog(self, title, found, self.kit.go_to).exec()

    def _open_table(self, found: Insight) -> None:
        TableDialog(self, found, self.kit.messages.refuse).exec()


def _practised(session: "Session", _job: Job, scope: Scope, at: datetime) -> list[Practice]:
    return practices(session, scope, at)


def _counted(
    session: "Session", _job: Job, name: InsightName, scope: Scope, at: datetime
) -> Insight:
    return insight(session, name, scope, at)


def _choices(session: "Session") -> tuple[Choices, Choices, Choices, Choices]:
    """Return the sites, manufacturers, products and customers that the shop has or had."""
    return (
        [(row.id, row.name) for row in site_rows(session, retired=True)],
        [(row.id, row.name) for row in manufacturer_rows(session, retired=True)],
        [(row.id, row.name) for row in product_rows(session, retired=True)],
        [(row.id, row.name) for row in customer_rows(session, retired=True)],
    )
