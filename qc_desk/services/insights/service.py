"""The service itself: promises kept, contacts needed, ship dates met, time until a decision."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from json import loads

from sqlalchemy import Date, String, cast, column, func, select, type_coerce, values
from sqlalchemy.orm import Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.charts import Bar, BarChart, LineChart, Point
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.decided_rounds import DecidedRound
from qc_desk.domain.loop_words import PromiseSide, TargetKind
from qc_desk.domain.orders import Order
from qc_desk.domain.promises import Promise
from qc_desk.domain.shares import ENOUGH, percent, share_words
from qc_desk.domain.ship_dates import Margin
from qc_desk.domain.statistics.intervals import of_share
from qc_desk.i18n import N_, _, format_date, format_decimal, format_integer, ngettext
from qc_desk.services.insights.durations import (
    InOrder,
    Together,
    hours_words,
    middle,
    nine_in_ten,
)
from qc_desk.services.insights.insight import Behind, Insight, InsightName
from qc_desk.services.insights.scope import Scope, Step, steps
from qc_desk.services.promise_rates import Per, Period, Rate, RateRow, kept_rate, kept_rates
from qc_desk.services.ship_margins import counted, margins
from qc_desk.services.shop_texts import spoken_name
from qc_desk.services.targets import target_value
from qc_desk.services.touch_limits import most_touched, touch_limit

_BARS = 12
_SHOWN = 200
_FEW = 10
_MET = {
    Margin.IN_TIME: N_("in time"),
    Margin.NEAR_MISS: N_("nearly missed"),
    Margin.MISSED: N_("missed"),
}


def promises(session: Session, scope: Scope, at: datetime) -> Insight:
    """Return how many promises were kept: ours, and by manufacturer what was promised to us."""
    period = Period(first=scope.first, last=scope.last)
    target = target_value(session, TargetKind.PROMISES_PERCENT, at) / 100
    ours = kept_rate(session, PromiseSide.OURS, period, at)
    theirs = [
        row for row in kept_rates(session, Per.MANUFACTURER, period, at) if _meant(row, scope)
    ]
    sentence = _("No promise was due in this period.")
    if ours.due:
        sentence = _("We kept {share} of our promises by the day first promised.").format(
            share=share_words(ours.kept, ours.due)
        )
    bars = [_bar(_("We promised"), ours, "")] if ours.due else []
    bars += [_bar(row.name, row.rate, str(row.id)) for row in theirs[:_BARS]]
    return Insight(
        name=InsightName.PROMISES,
        title=_("Promises kept"),
        sentence=sentence,
        definition=_(
            "Promises kept by the day that was promised first, of all whose first day lies in the"
            " period and is over; a moved promise counts as not kept by its first day. Bars with"
            " 95 % intervals (Wilson)."
        ),
        chart=BarChart(
            bars=tuple(bars), target=target, target_figure=_("promised {percent} %").format(
                percent=format_integer(round(100 * target))
            ),
        )
        if bars
        else None,
        columns=(_("Who"), _("Due"), _("Kept"), _("Kept later"), _("Moved"), _("Broken")),
        rows=tuple(
            (name, rate.due, rate.kept, rate.moved_and_kept, rate.moved, rate.broken)
            for name, rate in [(_("We promised"), ours), *((row.name, row.rate) for row in theirs)]
        ),
    )  # fmt: skip


def _meant(row: RateRow, scope: Scope) -> bool:
    return scope.manufacturer_id is None or row.id == scope.manufacturer_id


def _bar(label: str, rate: Rate, key: str) -> Bar:
    """Return the bar of a kept share with its interval; of few only the interval says much."""
    interval = of_share(rate.kept, rate.due)
    few = rate.due < ENOUGH
    counts = _("{count} of {of}").format(count=rate.kept, of=rate.due)
    return Bar(
        label=label,
        value=rate.kept / rate.due,
        figure=counts if few else f"{percent(rate.kept / rate.due)} %",
        note="" if few else counts,
        strong=not few,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        key=key,
        told=f"{label}: {share_words(rate.kept, rate.due)}",
    )


def touches(session: Session, at: datetime) -> Insight:
    """Return the orders that needed most contacts, beside the limit of the shop's own orders."""
    limit = touch_limit(session, at)
    rows = most_touched(session, at, _BARS)
    sentence = _("No order of the last year is known.")
    if limit.orders:
        over = sum(limit.is_over(row.touches) for row in rows)
        sentence = ngettext(
            "{average} contacts an order on average; {count} order over the limit of {limit}.",
            "{average} contacts an order on average; {count} orders over the limit of {limit}.",
            over,
        ).format(
            average=format_decimal(Decimal(f"{limit.average:.1f}")),
            count=over,
            limit=format_decimal(Decimal(f"{limit.upper:.1f}")),
        )
    return Insight(
        name=InsightName.TOUCHES,
        title=_("Contacts per order"),
        sentence=sentence,
        definition=_(
            "How often somebody had to be spoken to about an order of the last year. Limit: u"
            " chart (ISO 7870-2); below 20 orders their median and 3 more."
        ),
        chart=BarChart(
            bars=tuple(
                Bar(
                    label=f"{row.order} · {row.customer}",
                    value=row.touches,
                    figure=format_integer(row.touches),
                    strong=limit.is_over(row.touches),
                    key=str(row.order_id),
                    told=f"{row.order}: {row.touches}",
                )
                for row in rows
            ),
            target=limit.upper,
            target_figure=_("limit {value}").format(
                value=format_decimal(Decimal(f"{limit.upper:.1f}"))
            ),
        )
        if rows
        else None,
        columns=(_("Order"), _("Customer"), _("Contacts"), _("Unplanned"), _("Minutes")),
        rows=tuple(
            (row.order, row.customer, row.touches, row.unplanned, row.minutes) for row in rows
        ),
    )


def ship_dates(session: Session, scope: Scope, at: datetime) -> Insight:
    """Return how orders met their promised ship date."""
    rows = margins(session, scope.first, scope.last, at)
    counts = counted(rows)
    number = sum(counts.values())
    met = {margin: _(words) for margin, words in _MET.items()}
    sentence = _("No order was promised for this period.")
    if number:
        sentence = _("In time: {share}; nearly missed: {near}; missed: {missed}.").format(
            share=share_words(counts[Margin.IN_TIME], number),
            near=format_integer(counts[Margin.NEAR_MISS]),
            missed=format_integer(counts[Margin.MISSED]),
        )
    return Insight(
        name=InsightName.SHIP_DATES,
        title=_("Promised ship dates"),
        sentence=sentence,
        definition=_(
            "Orders by their promised ship date. Nearly missed: released with less than two"
            " working days left. Missed: released later, or still waiting when the day was over."
        ),
        chart=BarChart(
            bars=tuple(
                Bar(
                    label=met[margin],
                    value=count,
                    figure=format_integer(count),
                    strong=margin is not Margin.IN_TIME,
                    key=margin.value if count else "",
                    told=f"{met[margin]}: {count}",
                )
                for margin, count in counts.items()
            )
        )
        if number
        else None,
        columns=(_("Order"), _("Customer"), _("Promised"), _("Released"), _("Met")),
        rows=tuple(
            (order, customer, promised, released, met[how])
            for _id, order, customer, promised, released, how in rows
        ),
    )


def orders_behind(session: Session, scope: Scope, key: str, at: datetime) -> list[Behind]:
    """Return the newest batch of each order that met its date in this way."""
    found: list[Behind] = []
    for row in margins(session, scope.first, scope.last, at):
        if row.margin.value != key:
            continue
        batch_id = session.scalar(
            select(Batch.id).where(Batch.order_id == row.order_id).order_by(Batch.id.desc())
        )
        released = format_date(row.released_on) if row.released_on else _("not released")
        told = _("promised {day}; {released}").format(
            day=format_date(row.promised_ship_date), released=released
        )
        assert batch_id is not None  # noqa: S101 (an order without batches meets no date)
        headline = f"{row.order} · {row.customer}"
        found.append(Behind(place="batches", id=batch_id, headline=headline, told=told))
    return found


def promises_behind(session: Session, scope: Scope, key: str, at: datetime) -> list[Behind]:
    """Return what a manufacturer promised for these days, the newest first."""
    found = session.scalars(
        select(Promise)
        .where(
            Promise.side == PromiseSide.THEIRS,
            Promise.manufacturer_id == int(key),
            Promise.due_on.between(scope.first, scope.last),
        )
        .order_by(Promise.due_on.desc(), Promise.id.desc())
        .limit(_SHOWN)
    )
    return [
        Behind(
            place="promises",
            id=each.id,
            headline=each.text,
            told=_("{standing}; first promised for {day}").format(
                standing=each.standing(at).label, day=format_date(each.due_on)
            ),
        )
        for each in found
    ]


def order_behind(session: Session, order_id: int) -> list[Behind]:
    """Return the newest batch and the newest complaint of an order."""
    order = session.get_one(Order, order_id)
    newest = select(Batch).where(Batch.order_id == order_id).order_by(Batch.id.desc()).limit(1)
    batch = session.scalar(newest)
    heard = select(Complaint).where(Complaint.order_id == order_id)
    complaint = session.scalar(heard.order_by(Complaint.id.desc()).limit(1))
    found = []
    if batch is not None:
        told = spoken_name(batch.product)
        headline = f"{order.number} · {batch.number}"
        found.append(Behind(place="batches", id=batch.id, headline=headline, told=told))
    if complaint is not None:
        headline = f"{order.number} · {complaint.name}"
        told = " ".join(complaint.words.split())[:160]
        found.append(Behind(place="complaints", id=complaint.id, headline=headline, told=told))
    return found


def turnaround(session: Session, scope: Scope) -> Insight:
    """Return how long a lot waits from the opening of its first check to the decision."""
    cut = steps(scope)
    minutes = _minutes(session, scope, cut)
    every = Together(minutes)
    sentence = _("No lot was decided in this period.")
    if every:
        sentence = _decided_within(every)
    points = (
        Point(
            label=step.label,
            value=middle(values) / 60 if values else None,
            key=f"{step.first}:{step.last}" if values else "",
            told=ngettext("{day}: {count} lot", "{day}: {count} lots", len(values)).format(
                day=step.label, count=len(values)
            ),
        )
        for step, values in zip(cut, minutes, strict=True)
    )
    return Insight(
        name=InsightName.TURNAROUND,
        title=_("Hours until a lot is decided"),
        sentence=sentence,
        definition=_(
            "From the opening of the first check to the decision of the round, nights and"
            " weekends included; the points are medians."
        ),
        chart=LineChart(points=tuple(points)) if every else None,
        columns=(_("First day"), _("Lots decided"), _("Median hours"), _("Nine in ten within")),
        rows=tuple(
            (step.first, len(values), _hours(middle(values)) if values else None, _nine(values))
            for step, values in zip(cut, minutes, strict=True)
        ),
    )


def _minutes(session: Session, scope: Scope, cut: Sequence[Step]) -> list[list[int]]:
    """Return the minutes of the lots of each step, in order.

    Those of a step come in one text: a hundred thousand rows would take ten times as long.
    """
    days = values(column("first", Date), column("last", Date), name="days")
    step = days.data([(each.first, each.last) for each in cut]).cte("step")
    sqlite = session.get_bind().dialect.name == "sqlite"  # it writes numbers out by itself
    as_text = (type_coerce if sqlite else cast)(DecidedRound.minutes, String)
    every = func.aggregate_strings(as_text, ",")
    within = DecidedRound.day.between(step.c.first, step.c.last)
    said = select(every).where(within, *scope.of_rounds()).correlate(step).scalar_subquery()
    found = session.connection().execute(
        select(step.c.first, said).select_from(step).order_by(step.c.first)
    )
    return [sorted(loads(f"[{told or ''}]")) for _first, told in found]


def _decided_within(minutes: InOrder) -> str:
    """Say how long the half takes, and where there are ten or more, nine in ten."""
    half = hours_words(middle(minutes) / 60)
    nine = _nine(minutes)
    if nine is None:
        said = _("Half of the lots are decided within {time}; nine in ten: fewer than ten lots.")
        return said.format(time=half)
    said = _("Half of the lots are decided within {time}, nine in ten within {nine}.")
    return said.format(time=half, nine=hours_words(float(nine)))


def _hours(minutes: float) -> Decimal:
    return Decimal(f"{minutes / 60:.1f}")


def _nine(minutes: InOrder) -> Decimal | None:
    if len(minutes) < _FEW:
        return None
    return _hours(nine_in_ten(minutes))
