"""Every check item that two people judged blind: how often they agreed, and what that says."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from qc_desk.i18n import N_, _, format_decimal, format_integer, headed, ngettext
from qc_desk.services import agreements
from qc_desk.ui.buttons import button
from qc_desk.ui.cards import Card, empty, words
from qc_desk.ui.fields import ChoiceField
from qc_desk.ui.files import choose_target, tables_to_write
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit
from qc_desk.ui.rows import Column, Order, Rows
from qc_desk.ui.settings.model import ListSource
from qc_desk.ui.settings.section import Section
from qc_desk.ui.table import Table
from qc_desk.ui.theme import SPACE_L, Tone, Type

if TYPE_CHECKING:
    from qc_desk.services.agreements import AgreementRow

_EVER, _YEAR = 0, 365
_SAID = 264  # px for what is said about an item


class AgreementSection(Section):
    """A line for each item; the chosen one is explained in words."""

    def __init__(self, kit: Kit) -> None:
        """Lay out the period, the list, and what is said about the chosen item."""
        super().__init__(
            kit,
            _("Agreement"),
            _(
                "Whether two people who do not see each other's answers see the same. It tells"
                " about items, limits and words, not about people."
            ),
        )
        self.found: list[AgreementRow] = []
        self.period: ChoiceField[int] = ChoiceField(
            _("Decided in the last"),
            [(90, _("90 days")), (_YEAR, _("12 months")), (_EVER, _("all the time"))],
        )
        self.period.choose(_YEAR)
        self.period.setMaximumWidth(280)
        self.period.changed.connect(self.reload)
        self.rows: Rows[AgreementRow] = Rows(kit.records, kit.jobs, _columns(), Order())
        self.table = Table(self.rows)
        self.table.setAccessibleName(_("Agreement, item by item"))
        self.table.say_empty(
            _("Nothing to compare yet"),
            _("Items stand here once two people have judged them blind and a batch was decided."),
        )
        self.table.selectionModel().currentChanged.connect(self._explain)
        self.said = Card()
        self.said.setFixedWidth(_SAID)
        self.write_out = button(_("Write a table out…"), self._ask_file, "", "download")
        self.verbs.addWidget(self.write_out)
        self._lay_out()

    def _lay_out(self) -> None:
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.said)
        column.addStretch(1)
        across = QHBoxLayout()
        across.setSpacing(SPACE_L)
        across.addWidget(self.table, stretch=1)
        across.addWidget(_scrolling(beside))
        self.body.addWidget(self.period)
        self.body.addLayout(across, stretch=1)

    def since(self) -> datetime | None:
        """Return when the period begins; None for all the time."""
        days = self.period.value()
        return self.kit.records.now() - timedelta(days=days) if days else None

    @override
    def reload(self) -> None:
        """Count again."""
        since = self.since()
        self.found = self.kit.records.read(lambda session: agreements.agreements(session, since))
        found = tuple(self.found)
        self.rows.show(ListSource(lambda _session: found, {}))
        self.write_out.setEnabled(bool(found))
        if found and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.rows.index(0, 0))
        self._explain()

    def _explain(self) -> None:
        """Say in words what the numbers of the chosen item mean."""
        row: AgreementRow | None = self.table.current_row() if self.found else None
        self.said.setVisible(row is not None)
        empty(self.said.body)
        if row is None:
            return
        self.said.title.setText(row.title)
        self.said.body.addWidget(words(row.seen.said, Type.STRONG))
        for line in _counts(row):
            self.said.body.addWidget(words(line))
        if row.seen.kappa is not None:
            self.said.body.addWidget(words(_what_kappa_is(), Type.SMALL, quiet=True))

    def _ask_file(self) -> None:
        """Ask where to, then write."""
        file = choose_target(self, _("Write a table out"), "agreement.xlsx", tables_to_write())
        if file is not None:
            self.write(file)

    def write(self, file: Path) -> None:
        """Write the table beside the window's thread."""
        desk, since = self.kit.records.desk, self.since()
        self.kit.jobs.start(
            _("Writing {file}").format(file=file.name),
            lambda _job: agreements.write_agreements(desk, file, since),
            lambda count: self._tell(file, count),
        )

    def _tell(self, file: Path, count: int) -> None:
        said = _("{file} is written; rows: {count}.")
        self.kit.messages.succeed(
            said.format(file=file.name, count=format_integer(count)), str(file.parent)
        )


def _scrolling(inside: QWidget) -> QScrollArea:
    """Return an area in which the words scroll where the window is low."""
    area = QScrollArea(widgetResizable=True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFixedWidth(_SAID + SPACE_L)
    area.setWidget(inside)
    return area


def _columns() -> list[Column["AgreementRow"]]:
    return [
        Column(N_("Check item"), lambda row: f"{row.code}  {row.title}", width=200, grow=3),
        Column(N_("Checklist"), lambda row: row.checklist, width=140, grow=1, spare=3),
        Column(
            N_("Looked at twice"),
            lambda row: format_integer(row.seen.pairs),
            right=True,
            width=168,
            spare=2,
        ),
        Column(N_("Agreed"), _agreed, right=True, width=96, spare=1),
        Column(N_("Kappa"), _kappa, state=_look, width=228),
    ]


def _agreed(row: "AgreementRow") -> str:
    return f"{format_integer(round(100 * row.seen.agreed / row.seen.pairs))} %"


def _kappa(row: "AgreementRow") -> str:
    """Return kappa with its interval, or that there is none."""
    found = row.seen.kappa
    if found is None:
        return _("Not said")
    return f"{_two(found.value)}  ({_two(found.low)} – {_two(found.high)})"


def _two(number: float) -> str:
    from decimal import Decimal  # noqa: PLC0415 (only to write it)

    return format_decimal(Decimal(f"{number:.2f}"))


def _look(row: "AgreementRow") -> tuple[Tone, str] | None:
    """Return how an item is shown: one that two people see differently stands out."""
    found = row.seen.kappa
    if found is None:
        return None
    if found.high < 0.6:
        return Tone.WARN, "git-compare"
    return (Tone.PASS, "check") if found.low >= 0.6 else (Tone.CALM, "hourglass")


def _counts(row: "AgreementRow") -> list[str]:
    seen = row.seen
    pairs = ngettext("{count} look by both", "{count} looks by both", seen.pairs)
    return [
        f"{headed(row.severity.label)} · {pairs.format(count=format_integer(seen.pairs))}",
        _("Both pass: {count}").format(count=format_integer(seen.both_pass)),
        _("Both fail: {count}").format(count=format_integer(seen.both_fail)),
        _("Only one fails: {count}").format(
            count=format_integer(seen.first_fails + seen.second_fails)
        ),
    ]


def _what_kappa_is() -> str:
    return _(
        "Kappa is the agreement beyond chance: 1 is perfect, 0 is what chance would give. In"
        " brackets: 95 %."
    )
