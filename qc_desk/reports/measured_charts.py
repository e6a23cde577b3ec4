"""How measurements run from lot to lot: a chart for each item, and what the process can hold."""

from collections.abc import Iterator
from decimal import Decimal

from qc_desk.domain.charts import Level, LineChart, Point
from qc_desk.domain.papers import InspectionPaper
from qc_desk.domain.run_papers import PaperRun
from qc_desk.domain.statistics.capability import ENOUGH, Capability, capability
from qc_desk.i18n import _, format_decimal, format_integer, ngettext
from qc_desk.reports.bands import WIDTH, Band
from qc_desk.reports.charts.on_paper import chart_band
from qc_desk.reports.figures import Figures
from qc_desk.reports.lettering import BODY, BODY_BOLD, LEAD_BOLD, SMALL
from qc_desk.reports.setting import columns, heading
from qc_desk.reports.typesetting import Stack, Typesetter, shortened

_KEPT = 12  # signs of a batch number below the axis


def measured_charts(paper: InspectionPaper, setter: Typesetter) -> Iterator[Band]:
    """Return a chart of every item that was measured often enough; nothing without one."""
    if not paper.runs:
        return
    yield from heading(setter, _("How the measurements run"), _("first inspectors, lot by lot"))
    figures = Figures()
    for number, run in enumerate(paper.runs, 1):
        yield from _run(run, f"run{number}", figures, setter)
    how = _(
        "Cp and Cpk by ISO 22514-2 from the spread within lots, the interval of Cpk by Bissell"
        " (1990). A value outside of the limits is drawn as a diamond."
    )
    yield columns(setter, [(0, WIDTH, [(how, SMALL)])], 4)


def _run(run: PaperRun, name: str, figures: Figures, setter: Typesetter) -> Iterator[Band]:
    """Return one item: its name, its chart, and what the process can hold."""
    title = _("{number} {title}, {limits}").format(
        number=run.number, title=run.title, limits=figures.limits(run)
    )
    head = columns(setter, [(0, WIDTH, [(title, LEAD_BOLD)])], 4)
    head.keeps = True
    yield head
    chart = chart_band(run_chart(run, figures), name)
    chart.keeps = True
    yield chart
    yield columns(setter, [(0, WIDTH, _said(run))], 4)


def run_chart(run: PaperRun, figures: Figures) -> LineChart:
    """Return the values in their order with the limits across."""
    points = []
    for lot in run.lots:
        label = shortened(lot.batch, _KEPT)  # of each value: the axis names as many as fit
        for value in lot.values:
            low, high = run.lower, run.upper
            outside = (low is not None and value < low) or (high is not None and value > high)
            points.append(Point(label=label, value=float(value), signal=outside))
    levels = [
        Level(value=float(limit), words=f"{sign} {figures.measured(limit, run.unit)}", firm=True)
        for sign, limit in (("≥", run.lower), ("≤", run.upper))
        if limit is not None
    ]
    if run.nominal is not None:
        levels.append(
            Level(value=float(run.nominal), words=figures.measured(run.nominal, run.unit))
        )
    return LineChart(
        points=tuple(points), levels=tuple(levels), from_zero=False, joined=False, spread=True
    )


def _said(run: PaperRun) -> Stack:
    """Return what the values say about the process, and how sure that is."""
    lower, upper = (float(each) if each is not None else None for each in (run.lower, run.upper))
    lots = [[float(value) for value in lot.values] for lot in run.lots]
    values = ngettext("{count} value", "{count} values", run.count)
    counted = values.format(count=format_integer(run.count))
    found = capability(lots, lower, upper)
    if found is None:
        said = _("{values}. The spread within lots is too small or unknown, so there is no Cpk.")
        return [(said.format(values=counted), BODY)]
    stack: Stack = [(_figures(found, counted), BODY_BOLD)]
    if not found.enough:
        few = _("Fewer than {count} values: Cp and Cpk are only a first guess.")
        stack.append((few.format(count=format_integer(ENOUGH)), BODY))
    return stack


def _figures(found: Capability, counted: str) -> str:
    """Return the figures in one line."""
    facts = {
        "cpk": _two(found.cpk),
        "low": _two(found.sure.low),
        "high": _two(found.sure.high),
        "values": counted,
    }
    if found.cp is None:
        return _("Cpk {cpk} (95 % sure: {low} to {high}) from {values}").format(**facts)
    said = _("Cp {cp}, Cpk {cpk} (95 % sure: {low} to {high}) from {values}")
    return said.format(cp=_two(found.cp), **facts)


def _two(value: float) -> str:
    return format_decimal(Decimal(f"{value:.2f}"))
