"""Measuring equipment: its state, its calibrations, and what a bad one casts doubt on."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout

from qc_desk.domain.days import day_of
from qc_desk.domain.gauge_words import GaugeState
from qc_desk.i18n import _, format_date, headed
from qc_desk.services import calibrations, gauges
from qc_desk.services.calibrations import CalibrationRow, SuspectRow
from qc_desk.services.files import write_file
from qc_desk.services.gauges import GaugeRow
from qc_desk.ui.buttons import button
from qc_desk.ui.cards import words
from qc_desk.ui.files import choose_target
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit
from qc_desk.ui.settings.calibration_cards import CardDeeds, calibration_card
from qc_desk.ui.settings.calibration_dialog import ask_calibration
from qc_desk.ui.settings.entry_panel import EntryPanel
from qc_desk.ui.settings.gauge_kind import gauge_kind
from qc_desk.ui.settings.panel import Panel
from qc_desk.ui.settings.section import Section
from qc_desk.ui.settings.shop_section import ShopSection
from qc_desk.ui.theme import SPACE_M, Type

if TYPE_CHECKING:
    from qc_desk.services.desk import Session

_Wanted = tuple[GaugeState, ...]


class GaugeSection(ShopSection):
    """Lists gauges by state and site; records calibrations."""

    def __init__(self, kit: Kit) -> None:
        """Show all gauges."""
        self._wanted: list[_Wanted] = []
        self._site_ids: list[int] = []
        super().__init__(kit, gauge_kind(self.today, self._rows))
        self.state = QComboBox()
        self.state.setAccessibleName(_("State"))
        self.site = QComboBox()
        self.site.setAccessibleName(_("Site"))
        across = QHBoxLayout()
        across.setSpacing(SPACE_M)
        across.addWidget(self.state, stretch=1)
        across.addWidget(self.site, stretch=1)
        layout = self.pane.layout()
        assert layout is not None  # noqa: S101 (a pane has one)
        layout.insertLayout(1, across)  # type: ignore[attr-defined]  # a column
        self._offer_states()
        self.state.currentIndexChanged.connect(self.pane.reload)
        self.site.currentIndexChanged.connect(self.pane.reload)

    def today(self) -> date:
        """Return the day at the person's site."""
        person = self.kit.presence.person
        return day_of(self.kit.records.now(), person.zone if person is not None else "UTC")

    @override
    def reload(self) -> None:
        """Read the gauges, and the sites there are."""
        from qc_desk.services.sites import site_rows  # noqa: PLC0415 (on use)

        found = self.kit.records.read(site_rows)
        if [row.id for row in found] != self._site_ids[1:]:
            self.site.blockSignals(True)  # noqa: FBT003 (Qt takes it by position)
            self.site.clear()
            self._site_ids = [0, *(row.id for row in found)]
            self.site.addItems([_("All sites"), *(row.name for row in found)])
            self.site.blockSignals(False)  # noqa: FBT003 (Qt takes it by position)
        self.site.setVisible(len(found) > 1)
        super().reload()

    def _offer_states(self) -> None:
        """Offer to see all, what needs attention, or one state."""
        self._wanted = [(), gauges.NEEDS_CALIBRATION, *((state,) for state in GaugeState)]
        states = (headed(state.label) for state in GaugeState)
        self.state.addItems([_("All states"), _("Needs attention"), *states])

    def _rows(
        self,
        session: "Session",
        search: str,
        retired: bool,  # noqa: FBT001 (as lists ask)
    ) -> Sequence[GaugeRow]:
        """Return the gauges that are looked for."""
        wanted: _Wanted = ()
        site_id = 0
        if hasattr(self, "state"):
            wanted = self._wanted[max(0, self.state.currentIndex())]
            site_id = self._site_ids[self.site.currentIndex()] if self._site_ids else 0
        put_away = retired or wanted == (GaugeState.RETIRED,)
        today = self.today()
        return [
            row
            for row in gauges.gauge_rows(session, search, retired=put_away)
            if (not wanted or row.state(today) in wanted) and site_id in (0, row.site_id)
        ]

    @override
    def open(self, *facts: object) -> None:
        """Come to the front: at those that need attention for "attention"."""
        if facts == ("attention",):
            self.state.setCurrentIndex(1)
        else:
            super().open(*facts)

    @override
    def _find(self, row_id: int) -> Any:
        """Return a gauge, whatever is filtered."""
        rows = self.kit.records.read(lambda s: gauges.gauge_rows(s, retired=True))
        return next((row for row in rows if row.id == row_id), None)

    @override
    def _show_form(self, row: Any) -> EntryPanel:
        """Put the form into the panel, with the calibrations below it."""
        panel = super()._show_form(row)
        if row is not None:
            if not row.retired:
                verb = button(_("Calibration…"), lambda: self._calibrate(row), "", "badge-check")
                verb.setAccessibleName(_("Record a calibration"))
                panel.verbs.insertWidget(1, verb)
            self._add_history(panel, row)
        return panel

    @override
    def _show_facts(self, row: Any) -> None:
        """Show what is known of a gauge, with its calibrations."""
        super()._show_facts(row)
        if isinstance(self.beside.panel, Panel):
            self._add_history(self.beside.panel, row)

    def _add_history(self, panel: Panel, row: GaugeRow) -> None:
        """Show every calibration of a gauge, the newest first."""
        found = self.kit.records.read(lambda s: calibrations.calibration_rows(s, row.id))
        panel.foot.addWidget(words(_("Calibrations"), Type.SECTION))
        if not found:
            panel.foot.addWidget(words(_("None yet: nobody can measure with it."), quiet=True))
        deeds = CardDeeds(
            open_batch=lambda batch_id: self.kit.go_to("batches", batch_id),
            save_certificate=self._save_certificate,
        )
        for each in found:
            panel.foot.addWidget(calibration_card(each, self._suspects(each), deeds))

    def _suspects(self, row: CalibrationRow) -> Sequence[SuspectRow]:
        """Return the batches that a calibration casts doubt on."""
        return self.kit.records.read(lambda s: calibrations.suspect_batches(s, row.id))

    def _calibrate(self, row: GaugeRow) -> None:
        """Record what a calibration found."""
        dialog = ask_calibration(self.window(), row, self.kit.drafts)
        if dialog is None:
            return
        entry, now = dialog.entry(), self.kit.records.now()
        kept = self.kit.records.change(
            lambda s: calibrations.record_calibration(s, row.id, entry, self.by, now)
        )
        if kept is None:
            return
        dialog.form.forget_draft()
        self._say_recorded(kept)
        fresh = self._find(row.id)
        if fresh is not None:
            self.show_row(fresh)

    def _say_recorded(self, kept: CalibrationRow) -> None:
        said = _("The calibration of {gauge} is recorded: {result}.")
        due = _("Next due {day}.").format(day=format_date(kept.due_on))
        told = said.format(gauge=kept.gauge, result=kept.result.label)
        if self._suspects(kept):
            more = _("Batches were measured with it meanwhile: they are listed here.")
            self.kit.messages.warn(told, more)
        else:
            self.kit.messages.succeed(told, due)

    def _save_certificate(self, row: CalibrationRow) -> None:
        """Write a certificate where the person says."""
        target = choose_target(self, _("Save the certificate"), row.file_name, "*.*")
        if target is None:
            return
        _name, content = self.kit.records.read(lambda s: calibrations.certificate_file(s, row.id))
        self.kit.jobs.start(
            _("Writing {name}").format(name=target.name),
            lambda _job: write_file(target, content),
            lambda _done: self.kit.messages.succeed(_("Saved: {name}.").format(name=target.name)),
        )


def build(kit: Kit) -> Section:
    """Build the section."""
    return GaugeSection(kit)
