"""The last weeks of a manufacturer as two charts: which defects, and whether they get fewer."""

from collections.abc import Iterator

from qc_desk.domain.charts import Chart
from qc_desk.domain.control_lines import Counted, control_line
from qc_desk.domain.letter_papers import WeeklyLetterPaper
from qc_desk.domain.pareto_bars import pareto_bars
from qc_desk.domain.statistics.control import u_chart
from qc_desk.domain.statistics.pareto import pareto
from qc_desk.i18n import _, format_date
from qc_desk.reports.bands import WIDTH, Band
from qc_desk.reports.charts.on_paper import chart_band
from qc_desk.reports.lettering import BODY, BODY_BOLD, SMALL, Style
from qc_desk.reports.setting import columns, heading
from qc_desk.reports.typesetting import Typesetter

_BARS = 8
_LOW = 104.0  # how high the trend is
_LEAST = 2  # weeks: one point is no trend


def week_pictures(paper: WeeklyLetterPaper, setter: Typesetter) -> Iterator[Band]:
    """Return both charts, each with words in its place where there is too little to draw."""
    if not paper.steps:
        return
    until = _("up to {day}").format(day=format_date(paper.ends_on))
    yield from heading(setter, _("The last 13 weeks"), until)
    yield _line(_("Pieces with a defect, by kind"), setter, BODY_BOLD)
    defects, trend = _defects(paper), _trend(paper)
    if defects is None:
        yield _line(_("No defect was recorded in this period."), setter)
    else:
        yield chart_band(defects, "weeks-defects")
        said = _(
            "Pieces in decided lots; what both inspectors found counts once. The vital few reach"
            " 80 % together (J. M. Juran, 1951)."
        )
        yield _line(said, setter, SMALL)
    yield _line(_("Nonconformities per 100 pieces"), setter, BODY_BOLD)
    if trend is None:
        few = _("Too few weeks with decided lots: a trend is drawn from the second one on.")
        yield _line(few, setter)
    else:
        yield chart_band(trend, "weeks-trend", height=_LOW)
        said = _(
            "Failed items and defects on sample units in the first round (ISO 2859-1). Dashed: the"
            " average and, from eight weeks on, the limits of a u chart (ISO 7870-2). A diamond is"
            " more than chance."
        )
        yield _line(said, setter, SMALL)


def _line(words: str, setter: Typesetter, style: Style = BODY) -> Band:
    """Return words across the page; a title stays with what follows."""
    band = columns(setter, [(0, WIDTH, [(words, style)])], 3)
    band.keeps = style is BODY_BOLD
    return band


def _defects(paper: WeeklyLetterPaper) -> Chart | None:
    """Return the kinds of defects by pieces, most first."""
    labels = {at: f"{kind.name} ({kind.code})" for at, kind in enumerate(paper.kinds)}
    counts = [(at, kind.pieces) for at, kind in enumerate(paper.kinds)]
    return pareto_bars(pareto(counts, _BARS), labels)


def _trend(paper: WeeklyLetterPaper) -> Chart | None:
    """Return the rate of nonconformities week by week."""
    if sum(step.pieces > 0 for step in paper.steps) < _LEAST:
        return None
    counts = [
        Counted(label=format_date(step.first), count=step.found, of=step.pieces)
        for step in paper.steps
    ]
    return control_line(counts, u_chart, percentage=False)
