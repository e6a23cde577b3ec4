"""One site against the others, one manufacturer beside the others: never persons."""

from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from qc_desk.domain.charts import Bar, BarChart, Funnel, Level, Place
from qc_desk.domain.decided_rounds import DecidedRound
from qc_desk.domain.organisations import Site
from qc_desk.domain.parties import Manufacturer
from qc_desk.domain.shares import ENOUGH, percent, share_words
from qc_desk.domain.statistics.control import p_limits
from qc_desk.domain.statistics.intervals import of_share
from qc_desk.i18n import _, format_integer, ngettext
from qc_desk.services.insights.insight import Insight, InsightName
from qc_desk.services.insights.scope import Scope

_BARS = 15
_CURVE = 60  # points of a limit


@dataclass(frozen=True, kw_only=True, slots=True)
class Lots:
    """The first rounds of one place: how many were not accepted, of how many."""

    id: int
    name: str
    rejected: int
    lots: int
    nonconformities: int
    sampled: int


def _lots(
    session: Session,
    scope: Scope,
    column: InstrumentedAttribute[int],
    who: type[Site] | type[Manufacturer],
) -> list[Lots]:
    """Return the first rounds of each place, most lots first."""
    counts = (
        select(
            column.label("place"),
            func.count().filter(DecidedRound.accepted.is_(False)).label("rejected"),
            func.count().label("lots"),
            func.sum(DecidedRound.nonconformities).label("found"),
            func.sum(DecidedRound.sampled).label("sampled"),
        )
        .where(*scope.decided(), DecidedRound.round == 1)
        .group_by(column)
        .subquery()
    )
    query = (
        select(
            who.id, who.name, counts.c.rejected, counts.c.lots, counts.c.found, counts.c.sampled
        )
        .join(counts, counts.c.place == who.id)
        .order_by(counts.c.lots.desc(), who.name)
    )
    return [
        Lots(id=i, name=n, rejected=r, lots=c, nonconformities=int(d), sampled=int(s))
        for i, n, r, c, d, s in session.execute(query)
    ]


def sites(session: Session, scope: Scope) -> Insight:
    """Return the sites on a funnel plot: who differs by more than chance explains."""
    found = _lots(session, replace(scope, site_id=None), DecidedRound.site_id, Site)
    rejected = sum(each.rejected for each in found)
    lots = sum(each.lots for each in found)
    outside = [each for each in found if _outside(each, rejected, lots)]
    several = len(found) > 1
    sentence = _("Sites are compared once two of them have decided lots in the period.")
    if several and outside:
        names = ", ".join(each.name for each in outside)
        sentence = _("Different by more than chance explains: {sites}.").format(sites=names)
    elif several:
        sentence = _("No site differs from the others by more than chance explains.")
    return Insight(
        name=InsightName.SITES,
        title=_("Sites compared"),
        sentence=sentence,
        definition=_(
            "Lots not accepted at the first check, by site, over how many lots it had; limits at"
            " three standard deviations (D. J. Spiegelhalter, Funnel plots, 2005), so that a small"
            " site is not shamed by chance."
        ),
        chart=_funnel(found, rejected, lots) if several else None,
        columns=(_("Site"), _("Not accepted"), _("Lots"), _("Share")),
        rows=tuple(
            (each.name, each.rejected, each.lots, Decimal(f"{each.rejected / each.lots:.4f}"))
            for each in found
        ),
    )


def _outside(each: Lots, rejected: int, lots: int) -> bool:
    low, high = p_limits(rejected / lots, each.lots)
    return not low <= each.rejected / each.lots <= high


def _funnel(found: list[Lots], rejected: int, lots: int) -> Funnel:
    middle = rejected / lots
    largest = max(each.lots for each in found)
    sizes = sorted({max(1, round(largest * 1.1 * n / _CURVE)) for n in range(1, _CURVE + 1)})
    return Funnel(
        places=tuple(
            Place(
                label=each.name,
                size=each.lots,
                value=each.rejected / each.lots,
                outside=_outside(each, rejected, lots),
                key=str(each.id),
                told=f"{each.name}: {share_words(each.rejected, each.lots)}",
            )
            for each in found
        ),
        limits=tuple((size, *p_limits(middle, size)) for size in sizes),
        middle=Level(
            value=middle, words=_("all sites {percent} %").format(percent=percent(middle))
        ),
        sizes=_("lots decided"),
        percent=True,
    )


def manufacturers(session: Session, scope: Scope) -> Insight:
    """Return how many lots of each manufacturer are accepted at the first check."""
    wanted = replace(scope, manufacturer_id=None)
    found = _lots(session, wanted, DecidedRound.manufacturer_id, Manufacturer)
    sentence = _("No lot was decided in this period.")
    if found:
        sentence = ngettext(
            "{count} manufacturer delivered {lots} lots.",
            "{count} manufacturers delivered {lots} lots.",
            len(found),
        ).format(count=len(found), lots=format_integer(sum(each.lots for each in found)))
    return Insight(
        name=InsightName.MANUFACTURERS,
        title=_("Manufacturers compared"),
        sentence=sentence,
        definition=_(
            "Lots accepted at the first check, by manufacturer, with 95 % intervals (Wilson);"
            " those with fewer than 20 lots are told as counts and drawn lighter."
        ),
        chart=BarChart(bars=tuple(_bar(each) for each in found[:_BARS])) if found else None,
        columns=(
            _("Manufacturer"),
            _("Accepted"),
            _("Lots"),
            _("Nonconformities"),
            _("Pieces"),
        ),
        rows=tuple(
            (each.name, each.lots - each.rejected, each.lots, each.nonconformities, each.sampled)
            for each in found
        ),
    )


def _bar(each: Lots) -> Bar:
    accepted = each.lots - each.rejected
    interval = of_share(accepted, each.lots)
    few = each.lots < ENOUGH
    counts = _("{count} of {of}").format(count=accepted, of=each.lots)
    return Bar(
        label=each.name,
        value=accepted / each.lots,
        figure=counts if few else f"{percent(accepted / each.lots)} %",
        note="" if few else counts,
        strong=not few,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        key=str(each.id),
        told=f"{each.name}: {share_words(accepted, each.lots)}",
    )
