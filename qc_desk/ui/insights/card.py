"""One picture on a card: its sentence first, then the chart; its table is one press away."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from qc_desk.i18n import _
from qc_desk.services.insights import Insight
from qc_desk.ui.buttons import Badge, button
from qc_desk.ui.cards import Card, empty, words
from qc_desk.ui.chart import ChartView
from qc_desk.ui.theme import SPACE_M, Tone, Type


class InsightCard(Card):
    """A picture, its definition, and the ways on: to its table, and behind each mark."""

    asked_behind = Signal(object, str)  # the insight, a mark's key
    asked_table = Signal(object)

    def __init__(self, title: str) -> None:
        """Wait for what there is to show."""
        super().__init__(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self.shown: Insight | None = None
        self.chart: ChartView | None = None
        self.body.addWidget(words(_("Counting…"), quiet=True))

    def show_insight(self, insight: Insight) -> None:
        """Show a picture, or in words why there is none."""
        self.shown = insight
        self.title.setText(insight.title)
        self.title.show()
        self._clear()
        self.body.addWidget(words(insight.sentence, Type.STRONG))
        if insight.signal:
            badge = Badge(_("not by chance"), Tone.WARN)
            self.body.addWidget(badge, 0, Qt.AlignmentFlag.AlignLeft)
            self.body.addWidget(words(insight.signal))
        if insight.before:
            self.body.addWidget(words(insight.before, Type.SMALL, quiet=True))
        if insight.chart is not None:
            self.chart = ChartView(insight.chart, f"{insight.title}. {insight.sentence}")
            self.chart.chosen.connect(lambda key: self.asked_behind.emit(insight, key))
            self.body.addWidget(self.chart)
        self.body.addStretch(1)
        self.definition = words(insight.definition, Type.SMALL, quiet=True)
        self.body.addWidget(self.definition)
        self._ways_on(insight)

    def _clear(self) -> None:
        self.chart = None
        empty(self.body)

    def _ways_on(self, insight: Insight) -> None:
        table = _("As a table…")
        self.table = button(table, lambda: self.asked_table.emit(insight), "", "list-checks")
        self.table.setAccessibleName(_("As a table: {title}").format(title=insight.title))
        self.table.setEnabled(bool(insight.rows))
        line = QHBoxLayout()
        line.setSpacing(SPACE_M)
        line.addWidget(self.table)
        line.addStretch(1)
        self.body.addLayout(line)
