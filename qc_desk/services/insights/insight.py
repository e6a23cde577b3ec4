"""A picture for the owner: a sentence, a chart, its table, its definition, what is behind it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from qc_desk.domain.charts import Chart
from qc_desk.domain.statistics.intervals import of_share
from qc_desk.i18n import _, format_decimal, format_integer

Cell = str | int | Decimal | date | datetime | None  # numbers stay numbers, also in a spreadsheet
ENOUGH = 20  # of fewer, a share is told as a count and not in per cent


class InsightName(Enum):
    """Which picture."""

    DEFECTS = "defects"
    FIRST_PASS = "first_pass"  # noqa: S105 (a yield)
    NONCONFORMITIES = "nonconformities"
    ESCAPES = "escapes"
    ESCAPE_CAUSES = "escape_causes"
    AGREEMENT = "agreement"
    RECURRENCE = "recurrence"
    PROOF = "proof"
    COMPLAINTS = "complaints"
    RESPONSE = "response"
    TURNAROUND = "turnaround"
    TOUCHES = "touches"
    PROMISES = "promises"
    SHIP_DATES = "ship_dates"
    REWORK = "rework"
    ORDERS = "orders"
    SITES = "sites"
    MANUFACTURERS = "manufacturers"


@dataclass(frozen=True, kw_only=True, slots=True)
class Insight:
    """What one picture shows; without a chart, ``sentence`` says why there is none."""

    name: InsightName
    title: str
    sentence: str
    definition: str  # what is counted, and by which standard
    chart: Chart | None
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    signal: str = ""  # a trend, by the rule that says so
    before: str = ""  # the same in the period before


@dataclass(frozen=True, kw_only=True, slots=True)
class Behind:
    """A record behind a mark: the page that shows it, its id there, and its words.

    Where a page shows it only in a list, ``id`` is the name of the list.
    """

    place: str
    id: int | str
    headline: str
    told: str


def share_words(count: int, of: int) -> str:
    """Return a share in words: in per cent with its interval, or of few as a count."""
    if of < ENOUGH:
        return _("{count} of {of}").format(count=format_integer(count), of=format_integer(of))
    interval = of_share(count, of)
    assert interval is not None  # noqa: S101 (of is not 0)
    return _("{percent} % ({count} of {of}; 95 % interval {low} to {high} %)").format(
        percent=percent(count / of),
        count=format_integer(count),
        of=format_integer(of),
        low=percent(interval.low),
        high=percent(interval.high),
    )


def percent(share: float) -> str:
    """Return a share, 0 to 1, in per cent; never all or nothing where it is not."""
    if share in (0, 1):
        return format_integer(round(100 * share))
    digits = 0 if 0.1 <= share <= 0.9 else 1
    return format_decimal(Decimal(f"{min(max(share * 100, 0.1), 99.9):.{digits}f}"))
