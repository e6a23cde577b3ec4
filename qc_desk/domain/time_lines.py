"""The time line of a problem as a chart: alike in the window and on paper.

Each kind of moment has a lane and a mark of its own: a copy in grey tells a promise that was
broken from one that was kept.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from qc_desk.domain.charts import Event, Lane, Mark, TimeLine
from qc_desk.domain.loop_papers import PaperMoment
from qc_desk.domain.report_words import MomentKind
from qc_desk.i18n import N_, _, format_date

_LANES = {
    MomentKind.SEEN: Mark.DOT,
    MomentKind.SEEN_AGAIN: Mark.CROSS,
    MomentKind.PROMISED: Mark.SQUARE,
    MomentKind.KEPT: Mark.TICK,
    MomentKind.LATE: Mark.CROSS,
    MomentKind.BROKEN: Mark.CROSS,
    MomentKind.CLAIMED: Mark.TRIANGLE,
    MomentKind.PROVEN: Mark.TICK,
}
BAD = (MomentKind.SEEN_AGAIN, MomentKind.BROKEN, MomentKind.LATE)
_SHORT = {MomentKind.SEEN_AGAIN: N_("Seen again")}  # its label is a whole sentence
_MOST_NAMED = 400  # days; on a longer axis only the years are named


def time_line(moments: Sequence[PaperMoment], keys: Sequence[str] = ()) -> TimeLine | None:
    """Return the chart of a problem's moments; None where all of them are of one day.

    ``keys`` lead on to the records behind the moments, in their order.
    """
    days = {moment.on for moment in moments}
    if len(days) < 2:
        return None
    lanes = []
    for kind, mark in _LANES.items():
        events = [
            _event(moment, mark, keys[at] if keys else "")
            for at, moment in enumerate(moments)
            if moment.kind is kind
        ]
        if events:
            label = _(_SHORT[kind]) if kind in _SHORT else kind.label
            lanes.append(Lane(label=label, events=tuple(events)))
    named = _named(min(days), max(days))
    return TimeLine(lanes=tuple(lanes), months=tuple((each, format_date(each)) for each in named))


def _event(moment: PaperMoment, mark: Mark, key: str) -> Event:
    told = f"{format_date(moment.on)}: {moment.kind.label}"
    return Event(
        day=moment.on,
        mark=mark,
        label=moment.where,
        bad=moment.kind in BAD,
        key=key,
        told=f"{told} · {moment.where}" if moment.where else told,
    )


def _named(first: date, last: date) -> list[date]:
    """Return the days that the axis names: first days of months or years, else both ends."""
    step = 1 if (last - first) <= timedelta(days=_MOST_NAMED) else 12
    firsts = [
        date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in range(1, 13, step)
        if first <= date(year, month, 1) <= last
    ]
    return firsts if len(firsts) > 1 else [first, last]
