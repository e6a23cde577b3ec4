"""Gauges from tables of other programs."""

import re
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain import texts
from qc_desk.domain.gauge_words import IntervalUnit
from qc_desk.domain.gauges import Gauge
from qc_desk.domain.organisations import Site
from qc_desk.domain.people import Person
from qc_desk.domain.refusals import FieldInvalid, Retired
from qc_desk.i18n import LANGUAGES, N_, speaking
from qc_desk.services.columns import SITE, Cells, Column, plainly
from qc_desk.services.gauges import NUMBER, GaugeEntry, checked_gauge, gauge_kinds
from qc_desk.services.imports import by_name, insert_rows, named
from qc_desk.services.intake import Intake

COLUMNS = (  # labelled as exported gauges are, so that an export can be brought in again
    Column(
        key="number",
        label=N_("gauge"),
        names=("gauge number", "gauge id", "instrument", "broj merila", "merilo", "oznaka"),
        needed=True,
    ),
    Column(
        key="name",
        label=N_("name"),
        names=("gauge name", "description", "naziv", "naziv merila", "opis"),
        needed=True,
    ),
    Column(
        key="kind",
        label=N_("kind"),
        names=("gauge kind", "type", "vrsta", "vrsta merila", "tip"),
        needed=True,
    ),
    SITE,
    Column(key="kept_at", label=N_("kept at"), names=("place", "storage", "cuva se", "polica")),
    Column(key="unit", label=N_("unit"), names=("unit of measure", "jedinica", "jed mere")),
    Column(
        key="resolution",
        label=N_("resolution"),
        names=("least count", "rezolucija", "podeok"),
    ),
    Column(
        key="every",
        label=N_("calibrated every"),
        names=("interval", "calibration interval", "rok kalibracije", "period"),
    ),
    Column(
        key="every_unit",
        label=N_("counted in"),
        names=("interval unit", "jedinica roka", "jedinica perioda"),
    ),
    Column(
        key="out_of_service",
        label=N_("out of service because"),
        names=("blocked because", "van upotrebe", "razlog"),
    ),
)
_NUMBER = re.compile(r"\d{1,9}([.,]\d{1,9})?")


class _Reader:
    """Reads rows as gauges and knows which ones there are already."""

    def __init__(
        self, session: Session, places: dict[str, int], _by: Person, at: datetime
    ) -> None:
        self.compared = ["site_id" if key == "site" else key for key in places if key != "number"]
        self.at = at
        self.kinds = {each.casefold(): each for each in gauge_kinds(session)}
        sites = session.scalars(select(Site).order_by(Site.id)).all()
        self.open_sites = [each for each in sites if each.retired_at is None]
        self.sites = by_name((name, each) for each in sites for name in (each.name, each.code))
        self.units = _unit_words()
        self.held = {each.number.casefold(): each for each in session.scalars(select(Gauge))}

    def __call__(self, cells: Cells) -> dict[str, object] | None:
        """Return the values of a new gauge, None for one that is there already."""
        number = texts.text(cells.text("number"), N_("gauge number"), NUMBER, needed=True)
        held = self.held.get(number.casefold())
        entry = checked_gauge(
            GaugeEntry(
                number=number,
                name=cells.text("name"),
                kind=cells.text("kind"),
                site_id=self._site(cells.text("site"), held),
                kept_at=cells.text("kept_at"),
                unit=cells.text("unit"),
                resolution=_resolution(cells),
                every=_every(cells),
                every_unit=self._every_unit(cells.text("every_unit")),
                out_of_service=cells.text("out_of_service"),
            )
        )
        if held is None:
            kind = self.kinds.setdefault(entry.kind.casefold(), entry.kind)
            return self._values(entry, kind)
        if any(_differs(key, held, entry) for key in self.compared):
            why = N_("a gauge with this number is in the record with other facts.")
            raise FieldInvalid(field=N_("gauge number"), value=entry.number, why=why)
        return None

    def _values(self, entry: GaugeEntry, kind: str) -> dict[str, object]:
        return {
            "number": entry.number,
            "name": entry.name,
            "kind": kind,
            "site_id": entry.site_id,
            "kept_at": entry.kept_at,
            "unit": entry.unit,
            "resolution": entry.resolution,
            "every": entry.every,
            "every_unit": entry.every_unit,
            "out_of_service": entry.out_of_service,
            "created_at": self.at,
            "retired_at": None,
        }

    def _site(self, written: str, held: Gauge | None) -> int:
        """Return a site by name or code; without one, that of the gauge or the only one."""
        if not written.strip():
            if held is not None:
                return held.site_id
            if len(self.open_sites) == 1:
                return self.open_sites[0].id
        found = named(self.sites, written, N_("site"))
        if found.retired_at is not None and (held is None or held.site_id != found.id):
            raise Retired(kind=N_("site"), name=found.name)
        return found.id

    def _every_unit(self, written: str) -> IntervalUnit:
        if not written.strip():
            return IntervalUnit.MONTHS
        found = self.units.get(plainly(written))
        if found is None:
            why = N_("write months or days.")
            raise FieldInvalid(field=N_("calibration interval"), value=written, why=why)
        return found


def _unit_words() -> dict[str, IntervalUnit]:
    """Return what a calibration interval is counted in, by its words in every language."""
    words = {unit.value: unit for unit in IntervalUnit}
    for code in LANGUAGES:
        with speaking(code):
            words.update({plainly(unit.label): unit for unit in IntervalUnit})
    return words


def _every(cells: Cells) -> int:
    """Return the calibration interval; a year of months where none is written."""
    if not cells.text("every").strip():
        return 12
    return cells.whole("every", N_("calibration interval"))


def _resolution(cells: Cells) -> Decimal | None:
    written = cells.text("resolution").strip()
    if not written:
        return None
    if not _NUMBER.fullmatch(written):
        why = N_("write a number in digits only, such as 0.01.")
        raise FieldInvalid(field=N_("resolution"), value=written, why=why)
    return Decimal(written.replace(",", "."))


def _differs(key: str, held: Gauge, entry: GaugeEntry) -> bool:
    """Whether a fact of a row is another one than the record's; capitals make no other kind."""
    if key == "kind":
        return not held.is_for(entry.kind)
    return bool(getattr(held, key) != getattr(entry, key))


# Gauges; one can be measured with once its calibration is recorded.
import_gauges = Intake(
    act="gauge.import",
    columns=COLUMNS,
    reader=_Reader,
    same=lambda row: str(row["number"]).casefold(),
    keep=lambda session, rows, _at: insert_rows(session, Gauge, rows),
)
