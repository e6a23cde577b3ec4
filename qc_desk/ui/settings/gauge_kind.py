"""Gauges as Settings lists and enters them."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from qc_desk.domain.gauge_words import IntervalUnit
from qc_desk.domain.gauges import LONGEST_INTERVAL
from qc_desk.i18n import N_, _, format_date, headed
from qc_desk.services import gauges
from qc_desk.services.gauges import GaugeEntry, GaugeRow
from qc_desk.services.sites import site_rows
from qc_desk.ui.fields import ChoiceField, DecimalField, Field, IntegerField, TextField
from qc_desk.ui.rows import Column
from qc_desk.ui.settings.kinds import Deeds, Kind, KindWords
from qc_desk.ui.states import look

if TYPE_CHECKING:
    from qc_desk.services.desk import Session

Today = Callable[[], date]

_WORDS = KindWords(
    title=N_("Gauges"),
    lead=N_("What is measured with. A value counts only by a gauge whose calibration is in date."),
    search=N_("Search number, name, kind, place or certificate"),
    add=N_("Add a gauge"),
    empty=N_("No gauges yet"),
    empty_text=N_("Add your calipers, scales and meters; then a checklist can ask for them."),
    retire_text=N_("Nobody can measure with it any more. What was measured with it stays."),
)


def gauge_kind(
    today: Today, rows: "Callable[[Session, str, bool], Sequence[GaugeRow]]"
) -> Kind[Any]:
    """Describe gauges; ``rows`` reads those that are looked for."""
    return Kind(
        name="gauges",
        words=_WORDS,
        columns=[
            Column(N_("Number"), lambda row: row.number, sort="number", width=100),
            Column(
                N_("State"),
                lambda row: headed(row.state(today()).label),
                sort="state",
                state=lambda row: look(row.state(today())),
                width=190,
            ),
            Column(N_("Name"), lambda row: row.name, sort="name", width=190, grow=1),
            Column(N_("Kind"), lambda row: row.kind, sort="kind", width=110, spare=3),
            Column(
                N_("Due"),
                lambda row: format_date(row.due_on) if row.due_on else "",
                width=120,
                spare=1,
            ),
            Column(N_("Site"), lambda row: row.site, sort="site", width=110, spare=2),
            Column(N_("Kept at"), lambda row: row.kept_at, sort="place", width=140, spare=4),
        ],
        fields=_fields,
        deeds=Deeds(
            rows=rows,
            add=lambda s, values, by, at: gauges.add_gauge(s, _entry(values), by, at),
            change=lambda s, seen, values, by, at: gauges.change_gauge(
                s, seen, _entry(values), by, at
            ),
            retire=gauges.retire_gauge,
            bring_back=gauges.bring_back_gauge,
        ),
        shown=lambda row: f"{row.number} · {row.name}",
    )


def _entry(values: Any) -> GaugeEntry:
    return GaugeEntry(**values)


def _fields(session: "Session", row: GaugeRow | None) -> dict[str, Field[Any]]:
    held = row.site_id if row is not None else None
    places = [
        (each.id, each.name)
        for each in site_rows(session, retired=True)
        if not each.retired or each.id == held
    ]
    kinds = ", ".join(gauges.gauge_kinds(session)[:6])
    known = _("So far: {kinds}.").format(kinds=kinds) if kinds else ""
    unit = ChoiceField(
        _("Counted in"), [(word, headed(word.label)) for word in IntervalUnit], required=True
    )
    site: ChoiceField[int] = ChoiceField(_("Site"), places, required=True)
    every = IntegerField(_("Calibrated every"), least=1, most=LONGEST_INTERVAL, required=True)
    if row is None:
        unit.choose(IntervalUnit.MONTHS)
        every.set_text("12")
        if len(places) == 1:
            site.choose(places[0][0])
    hint = _("As it is engraved or labelled; a scanner reads it.")
    return {
        "number": TextField(_("Gauge number"), longest=40, required=True, hint=hint),
        "name": TextField(_("Name"), required=True, hint=_("Such as: digital caliper 150 mm.")),
        "kind": TextField(
            _("Kind"),
            longest=80,
            required=True,
            hint=_("A checklist asks for a gauge by its kind.") + f" {known}".rstrip(),
        ),
        "site_id": site,
        "kept_at": TextField(_("Kept at")),
        "unit": TextField(_("Unit"), longest=20),
        "resolution": DecimalField(_("Resolution")),
        "every": every,
        "every_unit": unit,
        "out_of_service": TextField(
            _("Out of service because"),
            longest=500,
            hint=_("While this says why, nobody can measure with it. Empty: it is in use."),
        ),
    }
