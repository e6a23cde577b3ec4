"""What was measured with: each gauge, its calibration then, and the items it was used at."""

from qc_desk.domain.papers import InspectionPaper, PaperGauge
from qc_desk.i18n import _, format_date
from qc_desk.reports.bands import WIDTH, Band, Header
from qc_desk.reports.lettering import BODY, BODY_BOLD, SMALL_BOLD
from qc_desk.reports.setting import Column, columns, heading
from qc_desk.reports.typesetting import Typesetter, shortened

_NUMBER = (0.0, 74.0)
_NAME = (80.0, 150.0)
_CALIBRATED = (236.0, 76.0)
_DUE = (318.0, 76.0)
_ITEMS = (400.0, WIDTH - 400.0)
_KEPT = 60  # signs of a name


def measured_with(paper: InspectionPaper, setter: Typesetter) -> list[Band]:
    """Return the gauges that values of the round rest on; nothing where none was asked for."""
    if not paper.gauges:
        return []
    names = [
        (_NUMBER, _("Gauge")),
        (_NAME, _("Name, certificate")),
        (_CALIBRATED, _("Calibrated")),
        (_DUE, _("Due")),
        (_ITEMS, _("Items")),
    ]
    heads = columns(setter, [(*place, [(name, SMALL_BOLD)]) for place, name in names], 3)
    heads.keeps = heads.ruled = True
    rows = [_row(gauge, setter) for gauge in paper.gauges]
    for row in rows:
        row.header = Header([heads])
    return [*heading(setter, _("Measured with")), heads, *rows]


def _row(gauge: PaperGauge, setter: Typesetter) -> Band:
    """Return one gauge."""
    named = shortened(gauge.name, _KEPT)
    if gauge.certificate:
        named = f"{named}, {shortened(gauge.certificate, _KEPT)}"
    cells: list[Column] = [
        (*_NUMBER, [(gauge.number, BODY_BOLD)]),
        (*_NAME, [(named, BODY)]),
        (*_CALIBRATED, [(format_date(gauge.calibrated_on), BODY)]),
        (*_DUE, [(format_date(gauge.due_on), BODY)]),
        (*_ITEMS, [(", ".join(gauge.items), BODY)]),
    ]
    band = columns(setter, cells, 3.4)
    band.ruled = True
    return band
