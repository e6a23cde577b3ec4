"""What a picture says where there is little, nothing, or far too much to show."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from qc_desk.domain.charts import BarChart, LineChart
from qc_desk.domain.entities import Base
from qc_desk.services.insights import Insight, InsightName, Scope, insight
from qc_desk.services.insights.practice import practices
from tests.integration.services.insights.random_shops import Shop, furnished

AT = datetime(2026, 7, 1, 12, tzinfo=UTC)
HALF = Scope(first=date(2026, 1, 1), last=date(2026, 6, 30))
TEN_YEARS = Scope(first=date(2016, 7, 2), last=date(2026, 7, 1))
MOST_BARS, MOST_POINTS = 16, 70


def nothing(_shop: Shop) -> None:
    """Leave the shop empty."""


def one_batch(shop: Shop, sampled: int = 3, compared: int = 4) -> None:
    """Let one lot be decided."""
    for table in ("sites", "manufacturers", "products"):
        shop.put(table, code="X", name="X", time_zone="UTC")
    shop.put(
        "batches", number="L-1", product_id=1, manufacturer_id=1, site_id=1, order_id=None,
        quantity=1, status="released", round=1,
    )  # fmt: skip
    shop.put(
        "decided_rounds", batch_id=1, round=1, day=date(2026, 3, 3), site_id=1, manufacturer_id=1,
        product_id=1, customer_id=None, accepted=True, sampled=sampled, nonconforming=0,
        nonconformities=0, compared=compared, alike=compared, minutes=0,
    )  # fmt: skip


def nothing_looked_at(shop: Shop) -> None:
    """Decide a lot of which no piece was looked at and no answer compared."""
    one_batch(shop, sampled=0, compared=0)


def ten_years(shop: Shop) -> None:
    """Let a lot be decided every third day for ten years."""
    one_batch(shop)
    for number in range(2, 1200):
        first = shop.rows["decided_rounds"][0] | {"batch_id": number}
        first["day"] = TEN_YEARS.first + number * timedelta(days=3)
        shop.put("decided_rounds", **{key: first[key] for key in first if key != "id"})


def many_codes(shop: Shop) -> None:
    """Let a manufacturer have one defect of each of 300 codes."""
    one_batch(shop)
    shop.put("inspections", batch_id=1, round=1, seat="first", status="signed")
    for number in range(1, 301):
        shop.put("defect_codes", code=f"D{number}", name=f"Kind {number}")
        shop.put("defects", batch_id=1, inspection_id=1, number=number, code_id=number, quantity=1)


def undated_orders(shop: Shop) -> None:
    """Enter two orders that nobody gave a date."""
    shop.put("customers", name="Most")
    for number in ("O-1", "O-2"):
        shop.put(
            "orders", number=number, customer_id=1, promised_ship_date=None, ordered_on=None,
            recommended_by_id=None, created_at=datetime(2026, 2, 2, tzinfo=UTC), retired_at=None,
        )  # fmt: skip


CASES: dict[str, tuple[Callable[[Shop], None], Scope, dict[InsightName, str]]] = {
    "no data": (
        nothing,
        HALF,
        {
            InsightName.DEFECTS: "No defect was recorded",
            InsightName.FIRST_PASS: "No lot was decided",
            InsightName.ESCAPES: "No batch was released",
            InsightName.COMPLAINTS: "No complaint was heard",
            InsightName.PROMISES: "No promise was due",
            InsightName.SITES: "once two of them have decided lots",
            InsightName.REWORK: "No rework of this period has hours or cost",
            InsightName.ORDERS: "No order came in",
        },
    ),
    "one batch": (
        one_batch,
        HALF,
        {
            InsightName.FIRST_PASS: "1 of 1",
            InsightName.ESCAPES: "0 of 1",
            InsightName.AGREEMENT: "4 of 4",
            InsightName.TURNAROUND: "0 minutes; nine in ten: fewer than ten lots",
            InsightName.COMPLAINTS: "No complaint was heard",
        },
    ),
    "nothing to divide by": (
        nothing_looked_at,
        HALF,
        {
            InsightName.NONCONFORMITIES: "No piece was looked at",
            InsightName.AGREEMENT: "No lot was checked by two people blind",
        },
    ),
    "ten years": (ten_years, TEN_YEARS, {InsightName.FIRST_PASS: "100 % (1,1"}),
    "300 codes": (many_codes, HALF, {InsightName.DEFECTS: "make up 80 % of 300 defects"}),
    "orders without date": (
        undated_orders,
        HALF,
        {
            InsightName.SHIP_DATES: "No order was promised for this period",
            InsightName.ORDERS: "1 of 2",
        },
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_that_every_picture_says_what_it_can_and_cannot_show(case: str) -> None:
    fill, scope, words = CASES[case]
    shop = Shop(Random(1))  # noqa: S311 (nothing is drawn)
    fill(shop)
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        shop.lay_into(session)
        for name in InsightName:
            found = insight(session, name, scope, AT)
            _is_readable(found)
            assert words.get(name, "") in found.sentence
        assert all(each.sentence for each in practices(session, scope, AT))
    engine.dispose()


def _is_readable(found: Insight) -> None:
    assert found.sentence.endswith((".", "!"))
    assert found.definition
    assert "nan" not in found.sentence
    assert all(len(row) == len(found.columns) for row in found.rows)
    if isinstance(found.chart, BarChart):
        assert 0 < len(found.chart.bars) <= MOST_BARS
    if isinstance(found.chart, LineChart):
        assert len(found.chart.points) <= MOST_POINTS
        assert any(point.value is not None for point in found.chart.points)


def test_that_small_numbers_are_counts_and_never_per_cent_of_three() -> None:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        furnished(Random(7)).lay_into(session)  # noqa: S311 (a story)
        for name in InsightName:
            if name is not InsightName.ESCAPE_CAUSES:
                assert "%" not in insight(session, name, HALF, AT).sentence.replace("80 %", "")
    engine.dispose()
