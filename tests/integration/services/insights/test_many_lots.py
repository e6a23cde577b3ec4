"""Pictures of many lots: when a trend is called one, and who differs by more than chance."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Enum, Table, create_engine, insert
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from qc_desk.domain.base import Exact, UtcDateTime
from qc_desk.domain.charts import BarChart, LineChart
from qc_desk.domain.entities import Base
from qc_desk.services.insights import Insight, InsightName, Scope, insight, last_days

FIRST = date(2026, 1, 5)  # a Monday
SCOPE = Scope(first=FIRST, last=FIRST + timedelta(days=25 * 7 - 1))
AT = datetime(2026, 7, 1, tzinfo=UTC)


def row(table: str, **given: object) -> tuple[Table, dict[str, Any]]:
    """A row with something in every column that needs it: these tests look at few of them."""
    found = Base.metadata.tables[table]
    filled: dict[str, Any] = {}
    for column in found.columns:
        if column.name in given:
            filled[column.name] = given[column.name]
        elif not column.nullable and not column.primary_key:
            filled[column.name] = _anything(column.type)
    return found, filled


def _anything(kind: TypeEngine[Any]) -> object:
    """Return some value of a column's type."""
    if isinstance(kind, UtcDateTime):
        return AT
    if isinstance(kind, Exact):
        return Decimal(1)
    if isinstance(kind, Enum) and kind.enum_class is not None:
        return next(iter(kind.enum_class))
    usual: dict[type, object] = {int: 1, str: "x", bool: False, date: FIRST, bytes: b""}
    return usual[kind.python_type]


class Yard:
    """A bare record, without guards, into which lots are put by hundreds."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._lots = 0

    def put(self, table: str, **given: object) -> None:
        found, filled = row(table, **given)
        self.session.execute(insert(found).values(filled))

    def lots(self, week: int, good: int, bad: int, **given: object) -> None:
        for number in range(good + bad):
            self._lots += 1
            facts: dict[str, object] = {
                "batch_id": self._lots,
                "round": 1,
                "day": FIRST + timedelta(days=7 * week),
                "accepted": number < good,
                "sampled": 10,
                "nonconforming": int(number >= good),
                "nonconformities": int(number >= good),
                "compared": 0,
                "alike": 0,
                "customer_id": None,
            }
            self.put("decided_rounds", **(facts | given))


@pytest.fixture
def yard() -> Iterator[Yard]:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        yield Yard(session)
    engine.dispose()


def picture(yard: Yard, name: InsightName, scope: Scope = SCOPE) -> Insight:
    return insight(yard.session, name, scope, AT)


def test_that_a_run_of_bad_weeks_is_called_a_trend_by_its_rule(yard: Yard) -> None:
    for week in range(25):
        yard.lots(week, 20 if week < 15 else 16, 0 if week < 15 else 4)
    found = picture(yard, InsightName.FIRST_PASS)
    assert "Western Electric" in found.signal
    assert isinstance(found.chart, LineChart)
    marked = [number for number, point in enumerate(found.chart.points) if point.signal]
    assert marked
    assert all(point.low is not None for point in found.chart.points)
    rate = picture(yard, InsightName.NONCONFORMITIES)
    assert rate.sentence.startswith("0.8 nonconformities on 100 pieces")
    after = Scope(first=SCOPE.last + timedelta(days=1), last=SCOPE.last + timedelta(days=175))
    assert picture(yard, InsightName.NONCONFORMITIES, after).before == "In the period before: 0.8."


def test_that_even_weeks_are_no_trend(yard: Yard) -> None:
    for week in range(25):
        yard.lots(week, 19 - week % 2, 1 + week % 2)
    found = picture(yard, InsightName.FIRST_PASS)
    assert found.signal == ""
    assert isinstance(found.chart, LineChart)
    assert not any(point.signal for point in found.chart.points)


def test_that_few_weeks_have_no_limits_and_no_trend(yard: Yard) -> None:
    for week in range(5):
        yard.lots(week, 20 * (week < 4), 20 * (week == 4))
    found = picture(yard, InsightName.FIRST_PASS)
    assert found.signal == ""
    assert isinstance(found.chart, LineChart)
    assert all(point.low is None for point in found.chart.points)


def test_that_a_site_is_named_only_when_chance_does_not_explain_it(yard: Yard) -> None:
    for number, name in ((1, "Novi Sad"), (2, "Kyiv"), (3, "Almaty")):
        yard.put("sites", id=number, name=name, code=name[:3])
    yard.lots(1, 190, 10, site_id=1)
    yard.lots(1, 70, 30, site_id=2)
    yard.lots(1, 4, 1, site_id=3)  # a fifth of five lots says nothing
    found = picture(yard, InsightName.SITES)
    assert found.sentence == "Different by more than chance explains: Novi Sad, Kyiv."
    narrowed = Scope(first=SCOPE.first, last=SCOPE.last, site_id=1)
    assert picture(yard, InsightName.SITES, narrowed).sentence == found.sentence


def test_that_one_site_alone_is_compared_with_nobody(yard: Yard) -> None:
    yard.put("sites", id=1, name="Novi Sad")
    yard.lots(1, 20, 1)
    found = picture(yard, InsightName.SITES)
    assert found.chart is None
    assert found.sentence.startswith("Sites are compared once two of them")


def test_that_of_three_hundred_codes_the_smallest_stand_together(yard: Yard) -> None:
    yard.lots(1, 0, 1)
    yard.put("inspections", id=1, batch_id=1, round=1)
    for code in range(1, 301):
        yard.put("defect_codes", id=code, code=f"D{code}", name=f"Defect {code}")
        for number in range(1 + 40 * (code <= 3)):
            yard.put("defects", batch_id=1, inspection_id=1, code_id=code, number=number)
    found = picture(yard, InsightName.DEFECTS)
    assert isinstance(found.chart, BarChart)
    assert len(found.chart.bars) == 12
    assert found.chart.bars[-1].label == "289 other kinds"
    assert sum(int(str(each[1])) for each in found.rows) == 420


def test_that_every_step_is_asked_for_in_the_time_zone_of_the_person() -> None:
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    assert last_days(7, late, "Asia/Almaty").last == date(2026, 11, 21)
    assert last_days(7, late, "UTC") == Scope(first=date(2026, 11, 14), last=date(2026, 11, 20))
