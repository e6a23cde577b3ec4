"""A picture for the owner: a sentence, a chart, its table, its definition, what is behind it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from qc_desk.domain.charts import Chart

Cell = str | int | Decimal | date | datetime | None  # numbers stay numbers, also in a spreadsheet


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
