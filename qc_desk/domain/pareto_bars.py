"""Kinds by how often they came, as bars: alike in the window and on paper."""

from collections.abc import Mapping, Sequence

from qc_desk.domain.charts import Bar, BarChart
from qc_desk.domain.shares import percent
from qc_desk.domain.statistics.pareto import Part
from qc_desk.i18n import _, format_integer, ngettext

ENOUGH = 5  # of fewer nobody can say which kinds are the vital few


def pareto_bars(parts: Sequence[Part[int]], labels: Mapping[int, str]) -> BarChart | None:
    """Return the chart of a Pareto analysis, the vital few above the line; None of nothing."""
    number = sum(part.count for part in parts)
    if not number:
        return None
    vital = [part for part in parts if part.vital]
    divided = number >= ENOUGH and len(vital) < len(parts)
    return BarChart(
        bars=tuple(
            Bar(
                label=kind_label(part, labels),
                value=part.count,
                figure=format_integer(part.count),
                note=f"{percent(part.reached)} %" if number >= ENOUGH else "",
                strong=part.vital,
                key="" if part.kind is None else str(part.kind),
                told=_told(part, labels, number),
            )
            for part in parts
        ),
        divide_after=len(vital) if divided else 0,
        divider=_("80 % of all are above") if divided else "",
    )


def kind_label(part: Part[int], labels: Mapping[int, str]) -> str:
    """Return what a part of a Pareto analysis is called."""
    if part.kind is not None:
        return labels[part.kind]
    said = ngettext("{count} other kind", "{count} other kinds", part.kinds)
    return said.format(count=format_integer(part.kinds))


def _told(part: Part[int], labels: Mapping[int, str], number: int) -> str:
    return _("{kind}: {count} of {number}").format(
        kind=kind_label(part, labels),
        count=format_integer(part.count),
        number=format_integer(number),
    )
