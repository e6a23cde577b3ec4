"""Pictures of many lots: when a trend is called one, and who differs by more than chance."""

from collections.abc import Iterator
from dataclasses import replace
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
from qc_desk.domain.loop_words import ComplaintStatus, ProblemEventKind
from qc_desk.domain.shares import share_words
from qc_desk.domain.ship_dates import Margin
from qc_desk.domain.vocabulary import BatchStatus
from qc_desk.services.insights import Insight, InsightName, Scope, insight, last_days
from qc_desk.services.insights.service import order_behind, orders_behind

FIRST = date(2026, 1, 5)  # a Monday
SCOPE = Scope(first=FIRST, last=FIRST + timedelta(days=25 * 7 - 1))
AT = datetime(2026, 7, 1, tzinfo=UTC)
SEEN = datetime(2026, 2, 2, 12, tzinfo=UTC)


def row(table: str, **given: object) -> tuple[Table, dict[str, Any]]:
    """A row with something in every column that needs it: these tests look at few of them."""
    found = Base.metadata.tables[table]
    filled: dict[str, Any] = {}
    for column in found.columns:
        if column.name in given:
            filled[column.name] = given[column.name]
        elif not column.nullable and not column.primary_key:
            nothing = column.name == "wordings"  # names in other languages: none
            filled[column.name] = "" if nothing else _anything(column.type)
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


def test_that_a_share_stands_beside_that_of_the_period_before(yard: Yard) -> None:
    yard.lots(0, 19, 1)
    yard.lots(26, 10, 10)
    after = Scope(first=SCOPE.last + timedelta(days=1), last=SCOPE.last + timedelta(days=175))
    found = picture(yard, InsightName.FIRST_PASS, after)
    assert found.before == "In the period before: " + share_words(19, 20) + "."
    assert picture(yard, InsightName.FIRST_PASS).before.startswith("Nothing to compare with")


def test_that_what_came_back_is_narrowed_to_where_it_was_seen(yard: Yard) -> None:
    yard.put("defect_codes", id=1, code="D1", name="Crack")
    seen: tuple[dict[str, object], ...] = (
        {"site_id": 1, "batch_id": 1},
        {"site_id": 2, "batch_id": 2},
        {"site_id": 2, "complaint_id": 1, "batch_id": None},  # nobody knows the batch
    )
    for number, facts in enumerate(seen, start=1):
        yard.put("problems", id=number, number=number, code_id=1, variant=f"{number}")
        yard.put("sightings", id=number, problem_id=number, **facts)
        yard.put("problem_events", problem_id=number, kind=ProblemEventKind.RECURRED, at=SEEN)
    for number in (1, 2):
        yard.put("batches", id=number, site_id=number, manufacturer_id=7, number=f"L-{number}")

    def came_back(site_id: int | None = None, manufacturer_id: int | None = None) -> list[object]:
        scope = replace(SCOPE, site_id=site_id, manufacturer_id=manufacturer_id)
        return [each[0] for each in picture(yard, InsightName.RECURRENCE, scope).rows]

    assert came_back() == ["PR-1", "PR-2", "PR-3"]
    assert came_back(site_id=1) == ["PR-1"]
    assert came_back(site_id=2) == ["PR-2", "PR-3"]
    assert came_back(manufacturer_id=7) == ["PR-1", "PR-2"]
    assert came_back(site_id=2, manufacturer_id=7) == ["PR-2"]
    assert came_back(manufacturer_id=8) == []


def test_that_late_answers_are_told_and_none_where_all_are_in_time(yard: Yard) -> None:
    yard.put("complaints", id=1, number=1, site_id=1, heard_at=SEEN)
    yard.put("complaint_events", complaint_id=1, status=ComplaintStatus.ANSWERED, at=SEEN)
    again = SEEN + timedelta(days=40)
    yard.put("complaint_events", complaint_id=1, status=ComplaintStatus.ANSWERED, at=again)
    assert (
        "Too late" not in picture(yard, InsightName.RESPONSE).sentence
    )  # the first answer counts
    yard.put("complaints", id=2, number=2, site_id=1, heard_at=SEEN, outside_id="2")
    late = SEEN + timedelta(days=30)
    yard.put("complaint_events", complaint_id=2, status=ComplaintStatus.ANSWERED, at=late)
    said = picture(yard, InsightName.RESPONSE).sentence
    assert said.endswith("Too late: " + share_words(1, 2) + ".")


def test_that_orders_are_found_by_how_they_met_their_date(yard: Yard) -> None:
    yard.put("sites", id=1, code="NS", name="Novi Sad", time_zone="UTC")
    yard.put("customers", id=1, name="Kafić Most")
    for number in (1, 2):
        day = FIRST + timedelta(days=10 * number)
        facts = {"number": f"N-{number}", "customer_id": 1, "promised_ship_date": day}
        yard.put("orders", id=number, **facts)
        here = {"site_id": 1, "order_id": number, "status": BatchStatus.DRAFT}
        yard.put("batches", id=number, number=f"L-{number}", **here)
    scope = replace(SCOPE, last=FIRST + timedelta(days=10))
    (missed,) = orders_behind(yard.session, scope, Margin.MISSED.value, AT)
    assert (missed.place, missed.id, missed.headline) == ("batches", 1, "N-1 · Kafić Most")
    assert missed.told.endswith("not released")
    assert orders_behind(yard.session, SCOPE, Margin.IN_TIME.value, AT) == []


def test_that_an_order_of_which_only_a_complaint_is_known_leads_to_it(yard: Yard) -> None:
    yard.put("customers", id=1, name="Kafić Most")
    yard.put("orders", id=1, number="N-1", customer_id=1)
    assert order_behind(yard.session, 1) == []
    yard.put("complaints", id=4, number=9, order_id=1, words="It  is\nbroken")
    (found,) = order_behind(yard.session, 1)
    assert (found.place, found.id, found.headline) == ("complaints", 4, "N-1 · C-9")
    assert found.told == "It is broken"


def test_that_every_step_is_asked_for_in_the_time_zone_of_the_person() -> None:
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    assert last_days(7, late, "Asia/Almaty").last == date(2026, 11, 21)
    assert last_days(7, late, "UTC") == Scope(first=date(2026, 11, 14), last=date(2026, 11, 20))
