"""The time line of a problem, drawn and in words: what was seen, promised and broken."""

from qc_desk.domain.loop_papers import PaperMoment, PaperThread
from qc_desk.domain.report_words import MomentKind
from qc_desk.domain.time_lines import BAD, time_line
from qc_desk.i18n import N_, _, format_date, format_integer, ngettext
from qc_desk.reports.bands import LEFT, WIDTH, Band, Box, Drawing, gap
from qc_desk.reports.charts.on_paper import chart_band
from qc_desk.reports.counting import promised, times
from qc_desk.reports.lettering import BODY, BODY_BOLD, BODY_GREY, FAIL, LEAD_BOLD
from qc_desk.reports.setting import columns
from qc_desk.reports.symbols import ellipse
from qc_desk.reports.typesetting import Stack, Typesetter

_DAY = 0.0, 84.0
_LINE = 94.0
_TOLD = 112.0, WIDTH - 112.0
_DOT = 9.0
_INK = "0.1 g 0.1 G"
_TOO_LITTLE = N_("A time line is drawn from the second day on which something happened.")
_MARKS = {  # shapes that stay apart in black and white
    MomentKind.PROMISED: f"{_INK} 1.4 1.4 6.2 6.2 re f",
    MomentKind.CLAIMED: f"{_INK} 0.8 1.2 m 8.2 1.2 l 4.5 8 l f",
    MomentKind.KEPT: "0.1 G 1.6 w 1 J 1.5 4.6 m 3.8 2 l 7.8 7.4 l S",
    MomentKind.PROVEN: "0.1 G 1.6 w 1 J 1.5 4.6 m 3.8 2 l 7.8 7.4 l S",
    MomentKind.SEEN: f"{_INK} {ellipse(4.5, 4.5, 3.4, 3.4)} f",
}
_CROSS = "0.62 0.06 0.09 RG 2 w 1 J 1.6 1.6 m 7.4 7.4 l 1.6 7.4 m 7.4 1.6 l S"


def story(thread: PaperThread, setter: Typesetter, number: int = 1) -> list[Band]:
    """Return a problem's headline, its time line as a chart, and its moments in words.

    ``number`` tells the stories of one report apart.
    """
    title = _("{problem} · {code} {name}").format(
        problem=thread.name, code=thread.code, name=thread.code_name
    )
    said = ". ".join(part for part in (times(thread), promised(thread)) if part)
    head: Stack = [(title, LEAD_BOLD)]
    head += [(thread.item, BODY_GREY)] if thread.item else []
    head += [(said, BODY_BOLD)]
    band = columns(setter, [(0, WIDTH, head)], 4)
    band.keeps = True
    chart = time_line(thread.moments)
    shown = [columns(setter, [(0, WIDTH, [(_(_TOO_LITTLE), BODY_GREY)])], 2)]
    if chart is not None:
        shown = [chart_band(chart, f"story-{number}"), gap(6)]
    shown[0].keeps = True
    moments = [_moment(each, setter) for each in thread.moments]
    for each in moments[:1]:
        each.boxes[0].top, each.boxes[0].height = 8, max(0.0, each.height - 8)
    for each in moments[-1:]:
        each.boxes[0].height = max(0.0, 8 - each.boxes[0].top)
    return [band, *shown, *moments, gap(8)]


def _moment(moment: PaperMoment, setter: Typesetter) -> Band:
    """Return one moment: its day, its mark on the line, what happened."""
    bad = moment.kind in BAD
    stack: Stack = [(_headline(moment), FAIL if bad else BODY_BOLD)]
    if moment.words:
        stack.append((_("“{words}”").format(words=moment.words), BODY))
    day: Stack = [(format_date(moment.on), BODY_BOLD if bad else BODY)]
    band = columns(setter, [(*_DAY, day), (*_TOLD, stack)], 3)
    band.boxes.append(Box(LEFT + _LINE - 0.4, 0, 0.8, band.height, "0.6 g", "f"))
    mark = _MARKS.get(moment.kind, _CROSS)
    x = LEFT + _LINE - _DOT / 2
    band.boxes.append(Box(x - 1, 2.6, _DOT + 2, _DOT + 2, "1 g", "f"))
    band.drawings.append(Drawing(x, 3.6, _DOT, _DOT, mark))
    return band


def _headline(moment: PaperMoment) -> str:
    """Return what happened, with where and until when."""
    parts = [moment.kind.label]
    if moment.where:
        parts.append(moment.where)
    if moment.quantity:
        pieces = ngettext("{count} piece", "{count} pieces", moment.quantity)
        parts.append(pieces.format(count=format_integer(moment.quantity)))
    if moment.due_on is not None:
        until = {
            MomentKind.PROMISED: _("by {day}"),
            MomentKind.CLAIMED: _("for goods made from {day} on"),
        }.get(moment.kind)
        parts += [until.format(day=format_date(moment.due_on))] if until else []
    return " · ".join(parts)
